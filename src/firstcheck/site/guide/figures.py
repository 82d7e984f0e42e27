"""Measured figures as bars: how many of how many, and how far another year may lie from it."""

import re

import msgspec

from firstcheck.knowledge.model import Evidence

_SHARE = re.compile(r"([\d,]+) of ([\d,]+)")
_SPAN = re.compile(r"(\d+)% to (\d+)%")


class Bar(msgspec.Struct, frozen=True):
    """A figure as words, and as a bar of 0 to 100 where it is a share; `low` and `high` bound another year."""

    figure: str
    about: str
    match: str
    share: int | None = None
    low: int | None = None
    high: int | None = None

    @property
    def span(self) -> int:
        """Width of the interval, in hundredths."""
        return (self.high or 0) - (self.low or 0)


def bar(evidence: Evidence) -> Bar:
    """The bar of one measured figure: its whole description stays beside it."""
    share = _SHARE.search(evidence.figure)
    span = _SPAN.search(evidence.interval or "")
    about = [evidence.population, evidence.stage or "", evidence.years, f"n = {evidence.n}" if evidence.n else ""]
    about = [text for text in (*about, evidence.interval or "", evidence.source) if text]
    percent = round(100 * _whole(share[1]) / _whole(share[2])) if share else None
    low, high = (int(span[1]), int(span[2])) if span else (None, None)
    return Bar(evidence.figure, "; ".join(about), evidence.match, percent, low, high)


def _whole(text: str) -> int:
    return int(text.replace(",", ""))
