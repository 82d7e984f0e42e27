"""Whether a paper writes the day before the month: by its own note, by a figure over twelve, else by what fits.

Takes the dates of a paper as figures; gives the order. An English paper of this country writes the month first unless
it proves otherwise; a Spanish one may do either, so there the dates written with a month's name decide.
"""

import re
from datetime import date

import msgspec

_DAY_FIRST_NOTE = re.compile(r"d[ií]a\s?/\s?mes|dd\s?[/-]\s?mm|day\s?/\s?month")
_MONTH_FIRST_NOTE = re.compile(r"mes\s?/\s?d[ií]a|mm\s?[/-]\s?dd|month\s?/\s?day")
_SPANISH = re.compile(r"\b(?:el|la|los|las|del?|que|para|por|su|usted|fecha|una|con)\b")
_ENGLISH = re.compile(r"\b(?:the|of|and|to|for|you|your|is|was|with|date|an?|not)\b")
_COMPARED = 12
_YEARS = range(1900, 2100)
_MONTHS_IN_YEAR = 12
#: how many times nearer one order must bring the dates than the other
_CLEARLY = 2


class Raw(msgspec.Struct):
    """A date as figures. `ordered`: `first` is the day, `second` the month; else their order is still to be settled."""

    start: int
    end: int
    year: int
    first: int
    second: int
    ordered: bool


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, None where there is none."""
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def is_spanish(text: str) -> bool:
    """Whether more of the folded text's small words are Spanish than English."""
    return len(_SPANISH.findall(text)) > len(_ENGLISH.findall(text))


def day_comes_first(text: str, raws: list[Raw]) -> bool | None:
    """The order that the paper, folded, proves; None when nothing proves it."""
    if _DAY_FIRST_NOTE.search(text):
        return True
    if _MONTH_FIRST_NOTE.search(text):
        return False
    loose = [raw for raw in raws if not raw.ordered]
    day_first = any(raw.first > _MONTHS_IN_YEAR for raw in loose)
    month_first = any(raw.second > _MONTHS_IN_YEAR for raw in loose)
    if day_first != month_first:
        return day_first
    return None if not is_spanish(text) else _fitting(loose, [raw for raw in raws if raw.ordered])


def _fitting(loose: list[Raw], written: list[Raw]) -> bool | None:
    """The order that brings the dates near those written with a month's name, or near one another where none is."""
    known = [d for d in (day_of(raw.year, raw.second, raw.first) for raw in written) if d is not None][:_COMPARED]
    open_ones = [raw for raw in loose if raw.first != raw.second][:_COMPARED]
    by_day = [day_of(raw.year, raw.second, raw.first) for raw in open_ones]
    by_month = [day_of(raw.year, raw.first, raw.second) for raw in open_ones]
    if None in by_day or None in by_month or not (known or len(open_ones) > 1):
        return None
    near, far = (_distance([d for d in way if d], known) for way in (by_day, by_month))
    return None if min(near, far) * _CLEARLY > max(near, far) else near < far


def _distance(days: list[date], known: list[date]) -> int:
    if not known:
        return (max(days) - min(days)).days
    return sum(min(abs((day - k).days) for k in known) for day in days)
