"""Measured figures as a chart: how many of how many, how far another year may lie from it, whose cases, from where.

Takes figures of knowledge/evidence/; gives what a row of the chart draws and says. Shares are places on the axis of a
drawing, 0 to 100. No row is a chance for one person, and under ten cases none has a share.
"""

from collections.abc import Iterable, Iterator

import msgspec

from firstcheck.knowledge.figure import FEWEST, Figure, FigureUse
from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide.page import Link

#: What a figure counts, by the words of its file.
_OF = {"were changed": "changed", "were changed in full or in part": "part"}


class Row(msgspec.Struct, frozen=True):
    """A figure in a chart. `count` is "x of n", or the source's own words where it gives no count.

    `share`, `low` and `high` are 0 to 100 along the axis, None where cases are too few or only a range is told.
    """

    id: str
    service: str
    ground: str
    count: str
    of: str
    population: str
    years: str
    stage: str
    source: str
    said: str = ""
    match: str = ""
    notes: tuple[str, ...] = ()
    too_few: bool = False
    cases: str = ""
    share: float | None = None
    low: int | None = None
    high: int | None = None
    used: tuple[Link, ...] = ()

    @property
    def span(self) -> int:
        """Width of the range of another year, in hundredths of the axis."""
        return (self.high or 0) - (self.low or 0)


def row(figure: Figure, use: FigureUse | None = None, used: Iterable[Link] = ()) -> Row:
    """The row of a figure; `use` is how a page uses it, `used` where the guide does."""
    counted = figure.k is not None
    low, high = (round(100 * bound) for bound in figure.bounds) if figure.rateable else (None, None)
    return Row(
        id=figure.id,
        service=figure.service,
        ground=figure.ground,
        count=_count(figure) if counted else "",
        of=_of(figure) if counted else "",
        population=figure.population,
        years=figure.years.replace("-", "–"),
        stage=say(f"guide_stage_{figure.stage.split()[0]}"),
        source=figure.source,
        said=figure.said,
        match=use.match if use else "",
        notes=tuple(_notes(figure, use)),
        too_few=figure.n < FEWEST,
        cases=f"{figure.n:,}",
        share=round(100 * figure.share, 1) if figure.rateable else None,
        low=low,
        high=high,
        used=tuple(used),
    )


def _count(figure: Figure) -> str:
    said = say("guide_figure_count", k=f"{figure.k:,}", n=f"{figure.n:,}")
    return say("guide_figure_about", count=said) if figure.about else said


def _of(figure: Figure) -> str:
    known = _OF.get(figure.of)
    return say(f"guide_figure_{known}") if known else figure.of


def _notes(figure: Figure, use: FigureUse | None) -> Iterator[str]:
    """What a reader has to know of a figure, in the words of its file and of the page that uses it."""
    yield from (text for text in (use.differs if use else "", figure.note, _method(figure)) if text)


def _method(figure: Figure) -> str:
    return say("guide_figure_second_hand") if figure.verified == "secondary" else ""
