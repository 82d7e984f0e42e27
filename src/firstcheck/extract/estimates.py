"""The price that a written estimate named, where a bill or a person speaks of it.

Takes folded words; gives the amount in US dollars. A range, or several estimates, gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from firstcheck.extract.layout import Sheet, source_of
from firstcheck.extract.stance import Stance
from firstcheck.facts.fact import Confidence, Fact, Status

_AMOUNT = (
    r"\$ ?(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{3,6}(?:\.\d\d)?)"
    r"|(?P<bare>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{3,6}\.\d\d)"
)
_ESTIMATED = re.compile(
    r"\b(?:good faith estimate|estimated? (?:total|charges?|cost|price)?|estimate|presupuesto|estimado)\b"
    rf"[^.$]{{0,60}}?(?:{_AMOUNT})"
)


def estimated_amount(words: str) -> Decimal | None:
    """The one amount that folded words give as an estimate; None where they give none or several."""
    found = {Decimal((m["sum"] or m["bare"]).replace(",", "")) for m in _ESTIMATED.finditer(words)}
    return found.pop() if len(found) == 1 else None


def read_estimate(sheet: Sheet, stances: Sequence[Stance]) -> list[Fact]:
    """The estimate a paper speaks of, as a fact; nothing where its sentences name different ones."""
    found = list(_told(sheet, stances))
    return found[:1] if len({fact.value for fact in found}) == 1 else []


def _told(sheet: Sheet, stances: Sequence[Stance]) -> Iterator[Fact]:
    for stance in stances:
        amount = estimated_amount(stance.words)
        if amount is not None:
            where = source_of(sheet, stance.sentence.page, stance.sentence.spans)
            yield Fact("estimate_amount", amount, Status.READ, Confidence.MEDIUM, None, where)
