"""Days printed without their year, whose year the paper's other dates give: "10-01" in a row, "On 10/08", "Nov 2".

Takes a Sheet and the full dates found in it; gives DateSeen, all of them unsure. None is given where the paper prints
no full date to count from, and none in figures where a Spanish paper leaves open which is the month.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from firstcheck.extract.day_order import day_of, is_spanish
from firstcheck.extract.layout import Sheet
from firstcheck.extract.lexicon import folded
from firstcheck.extract.written_dates import MONTH, MONTHS, DateSeen

_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{MONTH})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\w/%]|[.,]?\s{{1,3}}(?:19|20)\d{{2}}|[.:-]\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w/.$-])(?P<d>\d{{1,2}})(?:\sde\s|[ -])(?P<m>{MONTH})\b\.?(?!(?:\sdel?|,|-|/)?\s?(?:19|20)\d{{2}})"
)
_FIGURES = re.compile(r"(?<![\w/.$#-])(?P<m>0?[1-9]|1[0-2])[/-](?P<d>\d{1,2})(?![\w/%]|-\d|\.\d|\s?/)")
_OPEN = 12


def short_dates(sheet: Sheet, full: tuple[DateSeen, ...]) -> tuple[DateSeen, ...]:
    """Such days in reading order, each set in the year that brings it nearest to one that the paper prints in full."""
    if not full:
        return ()
    near = [seen.value for seen in full]
    texts = [(page.number, folded(page.text)) for page in sheet.document.pages]
    spanish = is_spanish("\n".join(text for _, text in texts))
    found: list[DateSeen] = []
    for number, text in texts:
        lines = [line for line in sheet.lines if line.page == number]
        starts = [line.start for line in lines]
        taken = [(seen.start, seen.end) for seen in full if seen.page == number]
        for month, day, start, end in sorted(_days(text, spanish), key=lambda item: item[2]):
            value = _nearest(month, day, near)
            if value is not None and not any(begin < end and start < stop for begin, stop in taken):
                line = lines[bisect_right(starts, start) - 1].number
                found.append(DateSeen(value, number, start, end, line, unsure=True))
    return tuple(found)


def _days(text: str, spanish: bool) -> Iterator[tuple[int, int, int, int]]:
    """Month, day and the place of each."""
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for m in pattern.finditer(text):
            if pattern is _MONTH_FIRST or m["m"] != "may" or " de " in m[0]:
                # "after January 1 may be denied"
                yield MONTHS[m["m"]], int(m["d"]), m.start(), m.end()
    for m in _FIGURES.finditer(text):
        if not spanish or int(m["d"]) > _OPEN:
            yield int(m["m"]), int(m["d"]), m.start(), m.end()


def _nearest(month: int, day: int, near: list[date]) -> date | None:
    years = {known.year + step for known in near for step in (-1, 0, 1)}
    options = [value for year in years if (value := day_of(year, month, day)) is not None]
    return min(options, key=lambda value: min(abs((value - known).days) for known in near), default=None)
