"""Dates whose place says what they are for: a letter's own date, the days of service in a table.

Takes a Survey; gives Choices for dates.py to weigh.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen, compact_dates

#: Places of dates that a label has claimed: page and offset.
Claimed = frozenset[tuple[int, int]]
LATEST = 60
_TITLED = re.compile(r"(?i)\b(?:eob|statement|notice|prepared|aviso)\W*$")
_PROVEN_ROW = re.compile(
    r"\$\s?\d|\d\.\d{2}\b|(?<![\w#-])(?<!(?i:\bno) )(?<!(?i:no\.) )[A-Z]?\d{4,5}(?![\w-])|\b(?i:claim)\s"
)
_AMOUNT = re.compile(r"\$\s?\d|\d\.\d{2}\b")
_HEADLINE = re.compile(
    r"(?i)\b(?:alert|message|mensaje|aviso|notice|text|texto|update|received|recibido|alerta|sent"
    r"|enviado|posted)\b[^.]{0,14}$"
)
_STAMPED = re.compile(r"(?i)\b\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?\b")
_NOT_A_DAY = re.compile(r"(?:due|paid|process|receiv|pay|vence|pag|recib|proces|posted|check|effective|ends?)")
_CLAIM_WORD = re.compile(r"(?i)\bclaim\b|\b[A-Z]?\d{5}\b")
_CLAIM_HEAD = re.compile(r"(?i)^(?:claim (?:number|no)|n[uú]mero de reclamaci[oó]n|reclamaci[oó]n n)")
_CALLED = re.compile(r"\(\d{3}\)\s?\d{3}-\d{4}")
_SUMMARY = re.compile(r"(?i)medicare summary notice")
_LETTER_PLACE = re.compile(r"^[A-ZÁÉÍÓÚÑ][\w .'’áéíóúñ]{2,30},\s(?:a\s|el\s)?$")
_WEEKDAY = re.compile(
    r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    r"|domingo)\w*,?\s*(?:el\s)?$"
)


class Choice(msgspec.Struct, frozen=True):
    """A date that may be the fact `name`; the lower the rank, the surer."""

    name: str
    seen: DateSeen
    rank: int


def from_rows(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    """Days of service of a table's rows: the date opens the row, stands in a cell of it, or under it."""
    for line in found.sheet.lines:
        opening = _row_dates(found, line) if len(line.cells) > 1 else []
        rest = line.text[opening[-1].end - line.start :] if opening else ""
        if opening and _NOT_A_DAY.search(_head_over(found, line, opening[0])):
            opening = []
        if opening and _PROVEN_ROW.search(rest) and not _STAMPED.match(rest.strip()):
            yield Choice("service_date", opening[0], 2)
            if len(opening) > 1 and opening[1].value > opening[0].value:
                yield Choice("service_end_date", opening[1], 2)
        inside = [d for d in found.dates_on(line.number) if (d.page, d.start) not in claimed]
        if len(inside) == 1 and not opening and _in_a_row(found, line, inside[0]):
            yield Choice("service_date", inside[0], 2 if _CLAIM_WORD.search(line.text) else 3)
        elif len(inside) == 1 and _under_a_row(found, line):
            yield Choice("service_date", inside[0], 4)


def _in_a_row(found: Survey, line: Line, seen: DateSeen) -> bool:
    """A cell of its own in a row with an amount, under a head that does not say another kind of day."""
    own_cell = any(cell.start == seen.start and cell.end == seen.end for cell in line.cells)
    row = len(line.cells) >= 3 and _AMOUNT.search(line.text) is not None
    return row and own_cell and not _NOT_A_DAY.search(_head_over(found, line, seen))


def _under_a_row(found: Survey, line: Line) -> bool:
    above = found.sheet.lines[line.number - 1] if line.number > 10 else line
    short = len(line.cells) == 1 and len(line.cells[0].text) <= 16
    return short and above is not line and len(_AMOUNT.findall(above.text)) >= 2


def _head_over(found: Survey, line: Line, seen: DateSeen) -> str:
    """The words of the column head over a date, folded; empty where no head is found near."""
    column = seen.start - line.start
    for above in reversed(found.sheet.lines[max(0, line.number - 9) : line.number]):
        if len(above.cells) >= 2 and not any(c.isdigit() for c in above.text):
            over = [c.text for c in above.cells if c.column - 6 <= column <= c.column + len(c.text) + 2]
            return folded(" ".join(over))
    return ""


def _row_dates(found: Survey, line: Line) -> list[DateSeen]:
    inside = found.dates_on(line.number)
    if not inside:
        inside = [
            DateSeen(value, line.page, line.start + begin, line.start + end, line.number)
            for begin, end, value in compact_dates(folded(line.text))
        ]
    if not inside:
        return []
    lead = line.text[: inside[0].start - line.start].strip(" |*.)")
    if lead and not re.fullmatch(r"\d{1,3}|[A-Z]", lead):
        return []
    second = inside[1:2] if inside[1:] and inside[1].start - inside[0].end <= 6 else []
    return inside[:1] + second


def from_position(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    """The date of a letter: alone in its cell, or after a place, near the top; then the stamp of a message."""
    printed = 0
    for line in found.sheet.lines[:LATEST]:
        printed += bool(line.cells)
        for cell in line.cells:
            for seen in found.dates_on(line.number):
                if cell.start <= seen.start < cell.end and (seen.page, seen.start) not in claimed:
                    yield from _placed(found, line, cell, seen, printed)


def _placed(found: Survey, line: Line, cell: Cell, seen: DateSeen, printed: int) -> Iterator[Choice]:
    """`printed` counts the lines with words down to this one."""
    if len(line.cells) == 1 and _heads_a_claim(found, line):
        yield Choice("service_date", seen, 3)
        return
    lead, tail = cell.text[: seen.start - cell.start], cell.text[seen.end - cell.start :].strip()
    alone = not lead.strip() or _LETTER_PLACE.match(lead) or _WEEKDAY.match(lead.strip() + " ")
    plain = len(lead) < 40 and not any(c.isdigit() for c in lead)
    if alone and not tail:
        if not _row_dates(found, line)[1:] and not _is_row(line, cell):
            yield Choice("notice_date", seen, 1 if printed <= 14 else 4)
    elif alone and _STAMPED.match(tail.lstrip(", ")):
        yield Choice("notice_date", seen, 3 if printed <= 14 else 6)
    elif printed <= 6 and plain and _HEADLINE.search(lead):
        yield Choice("notice_date", seen, 4)
    elif printed <= 3 and not tail and _TITLED.search(lead):
        yield Choice("notice_date", seen, 1)


def _is_row(line: Line, cell: Cell) -> bool:
    """Whether the line goes on as a service line does: an amount, or a code in the next cell."""
    following = line.text[cell.end - line.start :]
    return _AMOUNT.search(following) is not None or re.match(r"[\s|]*[A-Z]?\d{4,5}\b", following) is not None


def _heads_a_claim(found: Survey, line: Line) -> bool:
    """A date alone over a claim's number, as a Medicare summary prints it."""
    around = found.sheet.lines[line.number + 1 : line.number + 4]
    if (
        line.number > 4
        and any(_CALLED.search(near.text) for near in around[:1])
        and _SUMMARY.search(found.sheet.lines[0].text)
    ):
        return True
    return line.number > 8 and any(_CLAIM_HEAD.match(cell.text) for near in around for cell in near.cells)
