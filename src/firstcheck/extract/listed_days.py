"""Days of service in a claim summed up in a list: "Quad River Pain Center, leads (63650), performed 07/29/2026".

Takes a Survey; gives Choices for dates.py to weigh. The day is an item of its own, a provider of care or a network
status is another, and no word of the list gives the day another purpose.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.date_choice import Choice, Claimed
from firstcheck.extract.identifiers import identifier
from firstcheck.extract.layout import Cell
from firstcheck.extract.lexicon import folded
from firstcheck.extract.names import is_care_provider, organisation
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

_HOLE = "\N{FULL BLOCK}"
_PARTS = re.compile(r"\s?[,;|·()/]\s?|\s[-–—]\s|\s\s+|:\s")
#: The sentence of a cell ends here; "Dr. Ferreira" does not end it.
_ENDS = re.compile(r"(?<!\bDr)(?<!\bDra)(?<!\bSt)(?<!\bMs)(?<!\bMr)\.\s")
_OWN = re.compile(
    rf"(?:(?:performed|seen|visit|visit of|service|services|dos|date of service|date|rendered|filled|on|of"
    rf"|treated|from|"
    rf"atendid[oa]|visita|fecha|servicio|el|del?)(?:\s(?:on|of|el|del?))?\W{{0,3}})?{_HOLE}\.?"
)
_STATUS = re.compile(
    r"(?:in|out of|out-of|non|in-|non-)[- ]?network|(?:non-?)?participating|contracted|preferred|(?:dentro"
    r"|fuera) de la red"
    r"|de la red"
)
_DOCTOR = re.compile(r"(?:Dr|Dra)\.?\s[A-Z]|.{4,40}\b(?:MD|DO|DPM|OD)$")
_PRICED = re.compile(r"[^$.]{0,60}[,;/(-]\s?\$\s?\d")
#: Words that give a day of the list another purpose, wherever they stand in it.
_NEVER = re.compile(
    r"\b(?:request\w*|approv\w*|aprob\w*|auth\w*|autoriza\w*|certif\w*|scheduled|planned|letter|notice|carta|aviso|appeal\w*|apelacion"
    r"|received|recib\w*|processed|procesad\w*|mailed|sent|enviad\w*|decided|denied on|effective|through|until"
    r"|hasta|born"
    r"|nacid\w*|dob|due|vence|appointment|hearing|printed|statement|update|payment|paid|check|adjust\w*|balance|called"
    r"|wants?|asked|solicit\w*|joined|left)\b"
)
_SPANNED = re.compile(r"\s?(?:-|–|to|through|thru|al?)\s?")
_FIRST = 2


def listed_days(found: Survey, own: Claimed) -> Iterator[Choice]:
    """The day of each such list, in a paper about a claim or beside a price; `own` is the paper's day."""
    claim = any(identifier(item.text) for item in found.labelled("claim_number"))
    printed = 0
    for line in found.sheet.lines:
        printed += bool(line.cells)
        for cell in line.cells if printed > _FIRST else ():
            inside = [d for d in found.dates_on(line.number) if cell.start <= d.start < cell.end]
            if not inside or (inside[0].page, inside[0].start) in own or not _one_or_a_span(cell, inside):
                continue
            priced = _PRICED.match(cell.text, inside[-1].end - cell.start) is not None
            if (claim or priced) and _is_item(cell, inside):
                yield Choice("service_date", inside[0], 3 if priced else 4)
                if len(inside) > 1:
                    yield Choice("service_end_date", inside[1], 4)


def _one_or_a_span(cell: Cell, inside: list[DateSeen]) -> bool:
    """A day, or a first and a last one: "08/03 - 08/05/2026"."""
    if len(inside) == 1:
        return True
    first, last = inside[:2]
    between = cell.text[first.end - cell.start : last.start - cell.start]
    return len(inside) == _FIRST and first.value < last.value and _SPANNED.fullmatch(between) is not None


def _is_item(cell: Cell, inside: list[DateSeen]) -> bool:
    text = cell.text[: inside[0].start - cell.start] + _HOLE + cell.text[inside[-1].end - cell.start :]
    text = next(said for said in _ENDS.split(text) if _HOLE in said)
    parts = [part for part in _PARTS.split(text) if part.strip()]
    own = next((part for part in parts if _HOLE in part), "")
    if len(parts) < 2 or _OWN.fullmatch(folded(own.strip())) is None or _NEVER.search(folded(text)):
        return False
    place = parts.index(own)
    return any(of_care(part.strip()) for part in parts[max(0, place - 3) : place + 3] if part is not own)


def of_care(part: str) -> bool:
    """Whether an item of a list is a provider of care or its standing with the network."""
    if _STATUS.fullmatch(folded(part)) or _DOCTOR.match(part):
        return True
    name = organisation(part)
    return name is not None and is_care_provider(name)
