"""Dates as written, English and Spanish, figures and words, with the day/month order the paper itself proves.

Takes a Sheet; gives every date with its place. What a date is for is settled in dates.py.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

import msgspec

from firstcheck.extract.day_order import Raw, day_comes_first, day_of
from firstcheck.extract.layout import Sheet
from firstcheck.extract.lexicon import folded

_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
MONTHS = {
    **{name: i + 1 for i, name in enumerate(_ENGLISH)},
    **{name: i + 1 for i, name in enumerate(_SPANISH)},
    **{name[:3]: i + 1 for i, name in enumerate(_ENGLISH)},
    **{name[:3]: i + 1 for i, name in enumerate(_SPANISH)},
    "sept": 9,
    # how scanning prints an m
    "septernber": 9,
    "septiernbre": 9,
    "novernber": 11,
    "noviernbre": 11,
    "decernber": 12,
    "diciernbre": 12,
    "0ct": 10,
    "0ctober": 10,
    "0ctubre": 10,
    "setiembre": 9,
    "set": 9,
}
_DAY_WORDS = {
    word: day
    for day, words in enumerate(
        (
            "first primero", "second dos", "third tres", "fourth cuatro", "fifth cinco", "sixth seis", "seventh siete",
            "eighth ocho", "ninth nueve", "tenth diez", "eleventh once", "twelfth doce", "thirteenth trece",
            "fourteenth catorce", "fifteenth quince", "sixteenth dieciseis", "seventeenth diecisiete",
            "eighteenth dieciocho", "nineteenth diecinueve", "twentieth veinte", "twenty-first veintiuno",
            "twenty-second veintidos", "twenty-third veintitres", "twenty-fourth veinticuatro",
            "twenty-fifth veinticinco", "twenty-sixth veintiseis", "twenty-seventh veintisiete",
            "twenty-eighth veintiocho", "twenty-ninth veintinueve", "thirtieth treinta",
            "thirty-first treinta-y-uno",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_DAY_WORD = "|".join(sorted((w.replace("-", "[- ]") for w in _DAY_WORDS), key=len, reverse=True))
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d{2}|'?\d{2})"
_FULL_YEAR = r"(?P<y>(?:19|20)\d{2})"
_NUMERIC = re.compile(
    rf"(?:(?<![\w/$-])|(?<=/\d\d-)|(?<=/\d{{4}}-))(?<!\d\.)(?P<a>\d{{1,2}})(?P<sep>[/.-])(?P<b>\d{{1,2}})"
    rf"(?P=sep){_YEAR}"
    rf"(?![\w/]|-(?!\d{{1,2}}/)|[.]\d)"
)
_MONTH_BETWEEN = re.compile(
    rf"(?<![\w/.$-])(?P<a>\d{{1,2}})[/.-](?P<m>{MONTH})\.?[/.-](?P<y>(?:19|20)\d{{2}}"
    rf"|\d{{2}})(?!\w)"
)
_SPACED = re.compile(rf"(?<![\w/$.-])(?P<a>\d{{1,2}}) ?/ ?(?P<b>\d{{1,2}}) ?/ ?{_FULL_YEAR}(?![\w/-])")
_ISO = re.compile(
    r"(?<![\w/.-])(?P<y>(?:19|20)\d{2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<a>\d{1,2})(?![\w/-]"
    r"|[.]\d)"
)
_STAMP = re.compile(r"(?<![\w/.-])(?P<y>(?:19|20)\d{2})-(?P<b>\d{2})-(?P<a>\d{2})t\d\d:")
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{MONTH})\.?\s{{0,3}}(?P<a>\d{{1,2}})(?:st|nd|rd|th|[º°])?(?:\s{{0,3}},|\s+de[l]?\b"
    rf"|\.)?\s{{0,40}}{_FULL_YEAR}\b(?![-/]\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w/.$-])(?P<a>\d{{1,2}})(?:st|nd|rd|th|ro|[º°]|\.[º°])?(?:\s{{0,40}}(?:day\s+)?(?:of|de)\s+"
    rf"|[-./ ]\s{{0,3}})"
    rf"(?P<m>{MONTH})\b\.?(?:\s{{0,3}},\s{{0,40}}|\s{{0,40}}(?:de[l]?|of)\s+|[-./ ]\s{{0,40}}){_YEAR}\b(?![-/]\d)"
)
_IN_WORDS = re.compile(
    rf"\b(?:the\s)?(?:(?P<d>{_DAY_WORD})(?:\s+(?:day\s+)?of\s+|\s+de\s+)(?P<m>{MONTH})|(?P<m2>{MONTH})\s+(?P<d2>{_DAY_WORD}))"
    rf"(?:,?\s+|\s+del?\s+){_FULL_YEAR}\b"
)
_YEAR_FIRST = re.compile(rf"(?<![\w/.-])(?P<y>(?:19|20)\d{{2}})[- ](?P<m>{MONTH})[- ](?P<a>\d{{1,2}})(?!\w)")
_COMPACT = re.compile(r"(?<![\w$/.-])(?P<c>\d{8})(?![\w/.-])")
_APART = re.compile(r"(?<![\w$/.-])(?P<a>\d{2}) (?P<b>\d{2}) (?P<y>(?:19|20)\d{2})(?![\w/.-])")
_RANGE = re.compile(
    r"(?<![\w/])(?P<a>\d{1,2})/(?P<b>\d{1,2})\s?(?:-|–|to|through|thru|al|a)\s?(?:\d{1,2})/"
    r"(?:\d{1,2})/(?P<y>\d{4}|\d{2})(?![\w/])"
)
_AND = r"(?:,\s?(?:(?:and|y)\s)?|\s(?:and|&|y)\s)"
#: "09/22, 09/24 and 09/29/2026", "March 2, March 9 and March 23, 2024": the last day of a list lends its year.
_LISTED = re.compile(
    rf"(?<![\w/])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?=(?:{_AND}\d{{1,2}}/\d{{1,2}}){{0,8}}{_AND}\d{{1,2}}/\d{{1,2}}/"
    r"(?P<y>\d{4}|\d{2})(?![\w/]))"
)
_LISTED_WORDS = re.compile(
    rf"\b(?P<m>{MONTH})\.?\s(?P<a>\d{{1,2}})(?=(?:{_AND}(?:(?:{MONTH})\.?\s)?\d{{1,2}}){{1,8}},?\s{{1,40}}{_FULL_YEAR}\b)"
)
_WORD_RANGE = re.compile(
    rf"\b(?P<m>{MONTH})\.?\s(?P<a>\d{{1,2}})\s?(?:-|–|to|through|thru|and)\s?(?:"
    rf"(?:{MONTH})\.?\s)?\d{{1,2}},?\s{{1,40}}{_FULL_YEAR}\b"
)
_LISTED_SPANISH = re.compile(
    rf"(?<![\w/.$-])(?P<a>\d{{1,2}})\sde\s(?P<m>{MONTH})(?=(?:,\s{{1,20}}(?:el\s)?\d{{1,2}}\sde\s(?:{MONTH})){{0,8}}"
    rf"\s{{1,20}}y\s{{1,20}}(?:el\s)?\d{{1,2}}\sde\s(?:{MONTH})\s{{1,20}}de\s{{1,20}}{_FULL_YEAR}\b)"
)
_SPANISH_RANGE = re.compile(
    rf"\b(?:del?|entre el|desde el)\s(?P<a>\d{{1,2}})(?:\sde\s(?P<m>{MONTH}))?\s(?:al?|y el"
    rf"|hasta el)\s\d{{1,2}}\sde\s(?P<m2>{MONTH})\s(?:de|del)\s{_FULL_YEAR}\b"
)
_CENTURY = 2000


class DateSeen(msgspec.Struct, frozen=True):
    """A date in the text; `start`/`end` are offsets in the page's text. `unsure`: day and month may be swapped."""

    value: date
    page: int
    start: int
    end: int
    line: int
    unsure: bool = False


def _year(text: str) -> int:
    number = int(text.lstrip("'"))
    if len(text) == len("2026"):
        return number
    return number + _CENTURY if number < 70 else number + 1900


#: Where a date ends whose year stands behind another one.
_LAST = {_RANGE: "b", _LISTED: "b", _WORD_RANGE: "a", _LISTED_WORDS: "a", _LISTED_SPANISH: "m"}


def _raws(text: str) -> Iterator[Raw]:
    for pattern in (_NUMERIC, _SPACED, _RANGE, _LISTED):
        for m in pattern.finditer(text):
            yield Raw(m.start(), m.end(_LAST.get(pattern, 0)), _year(m["y"]), int(m["a"]), int(m["b"]), False)
    for pattern in (_ISO, _STAMP):
        for m in pattern.finditer(text):
            yield Raw(m.start(), m.end("a"), int(m["y"]), int(m["a"]), int(m["b"]), True)
    for pattern in (_MONTH_FIRST, _DAY_FIRST, _MONTH_BETWEEN, _YEAR_FIRST, _WORD_RANGE, _LISTED_WORDS, _LISTED_SPANISH):
        for m in pattern.finditer(text):
            yield Raw(m.start(), m.end(_LAST.get(pattern, 0)), _year(m["y"]), int(m["a"]), MONTHS[m["m"]], True)
    for m in _SPANISH_RANGE.finditer(text):
        end = m.end("m") if m["m"] else m.end("a")
        yield Raw(m.start("a"), end, _year(m["y"]), int(m["a"]), MONTHS[m["m"] or m["m2"]], True)
    for m in _IN_WORDS.finditer(text):
        word = re.sub(r"\s", "-", m["d"] or m["d2"])
        yield Raw(m.start(), m.end(), int(m["y"]), _DAY_WORDS[word], MONTHS[m["m"] or m["m2"]], True)
    yield from _second_halves(text)


_TAIL = re.compile(
    rf"\s?(?:-|–|to|through|thru|and)\s?(?:(?P<m>{MONTH})\.?\s)?"
    rf"(?P<a>\d{{1,2}}),?\s{{1,40}}{_FULL_YEAR}\b"
)


def _second_halves(text: str) -> Iterator[Raw]:
    """The later day of "June 4-6, 2026", whose month is only written before the first."""
    for m in _WORD_RANGE.finditer(text):
        tail = _TAIL.match(text, m.end("a"))
        if tail and not tail["m"]:
            yield Raw(tail.start("a"), tail.end(), int(tail["y"]), int(tail["a"]), MONTHS[m["m"]], True)


_FIGURE_RANGE = re.compile(r"(?<![\w$/.-])(?P<one>\d{6}|\d{8})-(?P<two>\d{6}|\d{8})(?![\w/-])")


def _figures(text: str) -> date | None:
    """Six or eight figures as a date: MMDDYY, YYYYMMDD or MMDDYYYY."""
    if len(text) == len("MMDDYY"):
        return day_of(_year(text[4:]), int(text[:2]), int(text[2:4]))
    year_first = day_of(int(text[:4]), int(text[4:6]), int(text[6:]))
    readings = (year_first, day_of(int(text[4:]), int(text[:2]), int(text[2:4])))
    return next((r for r in readings if r is not None and 1920 <= r.year < 2070), None)


def _compact(text: str) -> Iterator[tuple[int, int, date]]:
    for m in _FIGURE_RANGE.finditer(text):
        one, two = _figures(m["one"]), _figures(m["two"])
        if one and two and one <= two and len(m["one"]) == len(m["two"]):
            yield m.start("one"), m.end("one"), one
            yield m.start("two"), m.end("two"), two
    for m in _APART.finditer(text):
        apart = day_of(int(m["y"]), int(m["a"]), int(m["b"])) or day_of(int(m["y"]), int(m["b"]), int(m["a"]))
        if apart is not None:
            yield m.start(), m.end(), apart
    for m in _COMPACT.finditer(text):
        value = _figures(m["c"])
        if value is not None:
            yield m.start(), m.end(), value


def dates_seen(sheet: Sheet) -> tuple[DateSeen, ...]:
    """Every date of the paper in reading order. Eight figures in a row count only where a label asks for a date."""
    texts = [(page.number, folded(page.text)) for page in sheet.document.pages]
    raws = {number: list(_raws(text)) for number, text in texts}
    order = day_comes_first("\n".join(t for _, t in texts), [raw for found in raws.values() for raw in found])
    seen: list[DateSeen] = []
    for number, _ in texts:
        lines = [line for line in sheet.lines if line.page == number]
        starts = [line.start for line in lines]
        taken: list[DateSeen] = []
        for raw in sorted(raws[number], key=lambda r: (r.start, -r.end)):
            if taken and raw.start < taken[-1].end:
                continue
            settled = _settle(raw, order)
            if settled is not None:
                value, unsure = settled
                line = lines[bisect_right(starts, raw.start) - 1].number
                taken.append(DateSeen(value, number, raw.start, raw.end, line, unsure))
        seen += taken
    return tuple(seen)


def _settle(raw: Raw, day_first: bool | None) -> tuple[date, bool] | None:
    if raw.ordered:
        value = day_of(raw.year, raw.second, raw.first)
        return (value, False) if value else None
    as_day_first = day_of(raw.year, raw.second, raw.first)
    as_month_first = day_of(raw.year, raw.first, raw.second)
    preferred, other = (as_day_first, as_month_first) if day_first else (as_month_first, as_day_first)
    if preferred is not None:
        unsure = day_first is None and other is not None and other != preferred
        return preferred, unsure
    return (other, False) if other is not None else None


def date_at_start(text: str) -> date | None:
    """The date a field's text begins with, eight figures in a row included; month first where nothing else is known."""
    compact = next(_compact(folded(text)), None)
    return compact[2] if compact is not None and compact[0] == 0 else None


def compact_dates(text: str) -> list[tuple[int, int, date]]:
    """Eight figures in a row that can be a date (20261005, 10052026), with their place."""
    return list(_compact(text))
