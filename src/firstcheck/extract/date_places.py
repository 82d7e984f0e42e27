"""A paper's own date by its place: alone in its cell near the top, after a place, or as the stamp of a message.

Takes a Survey; gives Choices for dates.py to weigh.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.date_choice import Choice, Claimed
from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.lexicon import folded
from firstcheck.extract.names import is_care_provider, organisation
from firstcheck.extract.service_places import heads_a_claim, heads_rows
from firstcheck.extract.services import names_service
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

LATEST = 60
_LETTERHEAD = 2
_TITLED = re.compile(
    r"(?i)\b(?:eob|statement|worksheet|notice|prepared|aviso|summary|resumen|ra|era)\W*$"
    r"|^(?:run|last changed?|(?:statement|notice|letter) day|[uú]ltimo cambio)\W*$"
    r"|^(?:\w+\s){0,2}(?:statement|notice|letter|summary|aviso|carta|resumen)\s(?:of|del?)\s$"
    r"|^(?:determination|decision|notice|determinaci[oó]n|aviso|decisi[oó]n)\b[^.:;\d]{3,45},\s$"
)
#: "UPDATE from the pharmacy (text, 06/24/26 10:31)", and the line signed at a notice's foot.
_SENT_BY = re.compile(r"(?i)\((?:text|sms|e-?mail|message|chat|texto|mensaje)\b[^()]{0,12}$")
_HANDED = re.compile(r"(?i)^(?:delivered|handed over|entregad[oa])(?: on| el)?\W*$")
_SIGNED = re.compile(r"(?i)\b(?:signature|firma)\b")
_STATUS = re.compile(r"(?i)[,(]\s?(?:in[- ]network|(?:non-?)?(?:contracted|participating|preferred)|en la red)\)?$")
_AMOUNT = re.compile(r"\$\s?\d|\d\.\d{2}\b")
_HEADLINE = re.compile(
    r"(?i)\b(?:alert|message|mensaje|aviso|notice|text|texto|update|received|recibido|alerta|sent"
    r"|enviado|posted|fax'?d|faxed|mailed)\b[^.]{0,14}$"
)
_STAMPED = re.compile(r"(?i)\b(?:at |a las )?\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?\b")
_LETTER_PLACE = re.compile(r"^[A-ZÁÉÍÓÚÑ][\w .'’áéíóúñ]{2,30},\s(?:a\s|el\s)?$")
_WEEKDAY = re.compile(
    r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado"
    r"|domingo)\w*,?\s*(?:el\s)?$"
)
#: Words before a date in the head of a paper that give it another purpose than the paper's own day.
_OTHERS = re.compile(
    r"(?i)\b(?:servic\w+|dos|visit\w*|incurred|recei\w+|recib\w+|effective|vigen\w+|from|through|thru|to|period\w*"
    r"|replac\w+|prior|previous|anterior|hearing|held|born|birth|dob|nac\w+|due|venc\w+|until|hasta|by|before|antes|for"
    r"|expires?|quarter|atendid\w+|ingreso|admi\w+|request\w*|asked|surgery|of|de|del|since|desde|al|appeal\w*|based"
    r"|forma?|rev|version|ends?|ending|cubre|coverage|tentativ\w+|estimated|next|pr[oó]xim\w+|last)\W*$"
)
#: A rule drawn before a title: "------ CLAIM WORKSHEET 10/23/26 --".
_RULE = re.compile(r"^[-=*#_~]{2,}\s?")
_ENTRIES = 2
_CODE = re.compile(r"(?:\d{5}|[A-Z]\d{4})(?:\s?(?:[A-Z0-9]{2}|x\s?\d+))?")
_PARTED = re.compile(r"[–—·•|\-]\s*$")
_NOTE_BEHIND = re.compile(r"^[\])]|^\([^()]{1,30}\)$")


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
    if len(line.cells) == 1 and heads_a_claim(found, line):
        yield Choice("service_date", seen, 3)
        return
    if printed > 1 and (_beside_care(line, cell, seen, printed > _LETTERHEAD) or _over_rows(found, line, cell)):
        return
    lead = _RULE.sub("", cell.text[: seen.start - cell.start])
    tail = cell.text[seen.end - cell.start :].strip(" #=*_~-")
    alone = not lead.strip() or _LETTER_PLACE.match(lead) or _WEEKDAY.match(lead.strip() + " ")
    plain = len(lead) < 40 and not any(c.isdigit() for c in lead)
    stamped = _STAMPED.match(tail.lstrip(", ")) is not None
    if alone and not tail:
        if not _is_span(found, line, seen) and (printed <= 2 or not _is_row(line, cell)):
            yield Choice("notice_date", seen, 1 if printed <= 14 and not _is_logged(found, line, cell) else 4)
    elif alone and stamped:
        yield Choice("notice_date", seen, 3 if printed <= 14 else 6)
    elif (printed <= 6 and plain and _HEADLINE.search(lead)) or (printed <= 3 and stamped and _SENT_BY.search(lead)):
        yield Choice("notice_date", seen, 4)
    elif not tail and _HANDED.match(lead) and _SIGNED.search(line.text):
        yield Choice("notice_date", seen, 6)
    elif printed <= 3 and not tail and _TITLED.search(lead):
        yield Choice("notice_date", seen, 1)
    elif _in_the_head(lead, tail, stamped, printed) and not _is_span(found, line, seen):
        yield Choice("notice_date", seen, 10)


def _is_logged(found: Survey, line: Line, cell: Cell) -> bool:
    """Whether a day opens an entry of a log: words stand beside it, and the next entries open with days too."""
    if cell is not line.cells[0] or len(line.cells) < 2:
        return False
    near = found.sheet.lines[max(0, line.number - 8) : line.number + 9]
    opened = [n for n in near if len(n.cells) > 1 and {d.start for d in found.dates_on(n.number)} & {n.cells[0].start}]
    return len(opened) > _ENTRIES


def _beside_care(line: Line, cell: Cell, seen: DateSeen, below: bool) -> bool:
    """A day alone behind the cell of a provider of care: that of its service. `below`: under the letterhead."""
    place = line.cells.index(cell)
    if place == 0 or (cell.start, cell.end) != (seen.start, seen.end):
        return False
    before = line.cells[place - 1].text
    name = organisation(before)
    named = below and len(line.cells) > 2 and name is not None and ":" not in name and is_care_provider(name)
    return named or _STATUS.search(before) is not None


def _over_rows(found: Survey, line: Line, cell: Cell) -> bool:
    """The day in the line of a claim or a provider that stands over its rows."""
    return cell is not line.cells[0] and heads_rows(found, line)


def _in_the_head(lead: str, tail: str, stamped: bool, printed: int) -> bool:
    """A date that closes a short cell of the head with words that give it no other purpose, or opens a message."""
    own = not _OTHERS.search(lead) and (printed == 1 or not names_service(folded(lead)))
    if tail and not _NOTE_BEHIND.match(tail):
        return printed == 1 and stamped and len(lead) <= 20 and own
    if printed <= 2 and _PARTED.search(lead):
        return own
    return printed <= 6 and len(lead) <= 45 and own and not any(c.isdigit() for c in lead)


def _is_span(found: Survey, line: Line, seen: DateSeen) -> bool:
    near = [other for other in found.dates_on(line.number) if other is not seen]
    return any(0 < other.start - seen.end <= 6 or 0 < seen.start - other.end <= 6 for other in near)


def _is_row(line: Line, cell: Cell) -> bool:
    """Whether the line goes on as a service line does: an amount, or a code in the next cell."""
    if any(_CODE.fullmatch(other.text) for other in line.cells):
        return True
    following = line.text[cell.end - line.start :]
    return _AMOUNT.search(following) is not None or re.match(r"[\s|]*[A-Z]?\d{4,5}\b", following) is not None
