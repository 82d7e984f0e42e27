"""Providers in a line that sums a visit up: a name between commas, dashes or slashes beside its day, code or charge.

Takes a Survey; gives Mentions: "July 9, 2026 - Treasure Valley Dermatology - $214.00", "Susquehanna Urgent Care,
06/19/2026 (in network)", "Sandhill Crane Orthopedics   June 18, 2026   29405".
"""

import re
from collections.abc import Iterator

from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.names import organisation, person
from firstcheck.extract.party_places import Mention
from firstcheck.extract.survey import Survey
from firstcheck.extract.trade_words import NOT_CARE, PLACE, TRADE

_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|septiembre|octubre|noviembre|diciembre)[a-z]*\.?"
)
#: A day, a charge or a procedure's code: what keeps the name of who gave the care company.
_COMPANY = re.compile(
    rf"\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2,4}}|{_MONTH}\s\d{{1,2}}\b|\b\d{{1,2}} (?:de )?{_MONTH}|\$\d"
    r"|(?<![\w$/.-])(?:[0-9]{5}|[A-Z]\d{4})(?![\w/.-])"
)
_SEGMENT = re.compile(r"\s[-–—/|·]\s|,\s|:\s|\s?[()]\s?|;\s|(?<!\b[SDM][tr])\.\s")
_DAY_BEHIND = re.compile(rf"\s(?:{_MONTH}\s\d|\d{{1,2}}/).*$")
_WORD = re.compile(r"(?:[A-ZÁÉÍÓÚÑ][\w&'’.\-]*|of|de|del|la|las|los|y|and|the|for|at|&|#\d+)")
_DOCTOR = re.compile(r"^(?:Dra?\.|Dra?\s)")
_LABEL_WORDS = re.compile(
    r"(?i)^(?:provider|billed by|seen by|visit|claim|patient|service|facility|your|our|the|appeal|reading|scan|mri"
    r"|ct|pet|x-?ray|note|office|first|specialist|surgery|emergency|home|outpatient|inpatient|ordered|therapy|physical)\b"
)
_NO_PLACE_OF_CARE = re.compile(r"(?i)\b(?:insured|employer|group|po box|street|avenue|suite|phone|fax|appeals?)\b")
_LONGEST = 110
#: A company's form: with a charge on the line, and no employer, it is a giver of care who bears it.
_FORM = re.compile(r"\s(?:LLC|PLLC|LLP|Inc\.?|P\.?C\.?|P\.?A\.?|S\.C\.)$")
_CHARGED = re.compile(r"\$\d|(?<![\d.])(?<!\d,)\d{1,5}\.\d{2}(?!\d)")
_NOT_BILLING = re.compile(
    r"(?i)\b(?:group|grupo|employer|patr[oó]n|plan|policy|p[oó]liza|sponsor|insured|asegurad[oa]|administrat\w+"
    r"|claims?|benefits?|seguros?|insurance)\b"
)
#: "Dr. Ahn, cardiology": a surname with the specialty behind it.
_SPECIALIST = re.compile(
    r"(?<![\w.])(?P<who>Dra?\.\s[A-ZÁÉÍÓÚÑ][\w'’-]+),\s(?P<trade>[a-záéíóúñ]{3,20})(?=\s{2,}|,|$|\s\d)"
)
#: "Neurologist: Ada Voss, MD": a field called by the doctor's specialty.
_SPECIALTY = re.compile(
    r"(?i)^(?:(?:\w+ )?(?:surgeon|pediatrician|\w+(?:ologist|iatrist|odontist))|cirujan[oa]|pediatra|psiquiatra"
    r"|\w+[oó]log[oa])\s?:\s(?P<who>(?-i:[A-ZÁÉÍÓÚÑ]).{4,50})"
)
#: "CLAIM ST-90218   Lakeshore Methodist (in network)": a name that its network status alone makes one who gave care.
_STATUSED = re.compile(
    r"^(?:Service|Provider|Servicio|Proveedor)?:?\s?(?P<who>[A-ZÁÉÍÓÚÑ][\w'’.-]*(?:\s(?:of\s|de\s)?[A-ZÁÉÍÓÚÑ][\w'’.-]*){1,5})\s"
    r"\((?i:in[- ]network|out[- ]of[- ]network|network|(?:non-?)?participating|preferred|non-?preferred|contracted"
    r"|(?:dentro|fuera) de (?:la )?red)\)$"
)
_CLAIMED = re.compile(r"(?i)\b(?:claim|reclamaci[oó]n|reclamo)\b\W{0,3}(?=[\w-]*\d)")
_HEADING = re.compile(
    r"(?i)\b(?:deductible|benefits?|coinsurance|copay\w*|maximum|visits?|care|services?|out-of-pocket|rate|family"
    r"|individual|office|tier|total|plan)\b"
)
#: A field of an export: commas without a space on either side.
_EXPORT = re.compile(r",(?=\S)")
_EXPORTED = 5
_BOX = re.compile(r"^\s*[│|┃║]\s+(?P<who>[^│|┃║]{5,60}?)\s+[│|┃║]\s*$")


def beside_the_day(seen: Survey) -> Iterator[Mention]:
    """Names of givers of care that stand as a segment of their own in a line with a day, a charge or a code."""
    for line in seen.sheet.lines:
        yield from _by_specialty(line)
        yield from _statused(line)
        if not line.cells or not _COMPANY.search(line.text):
            continue
        yield from _specialists(line)
        if _is_prose(seen, line):
            continue
        for cell in line.cells:
            yield from _segments(line, cell)
        yield from _exported(line)
    yield from _boxed(seen)


def _specialists(line: Line) -> Iterator[Mention]:
    for match in _SPECIALIST.finditer(line.text):
        if TRADE.search(match["trade"]):
            start = line.start + match.start("who")
            yield Mention("rendering_provider", match["who"], line.page, start, start + len(match["who"]), line.number)


def _by_specialty(line: Line) -> Iterator[Mention]:
    for cell in line.cells:
        match = _SPECIALTY.match(cell.text)
        name = organisation(match["who"]) if match else None
        if match and name and person(name):
            start = cell.start + match.start("who")
            yield Mention("ordering_provider", name, line.page, start, start + len(name), line.number)


def _statused(line: Line) -> Iterator[Mention]:
    claimed = _CLAIMED.search(line.text)
    for cell in line.cells if claimed else ():
        match = _STATUSED.match(cell.text)
        if match and not (_HEADING.search(match["who"]) or NOT_CARE.search(match["who"])):
            start = cell.start + match.start("who")
            yield Mention("billing_provider", match["who"], line.page, start, start + len(match["who"]), line.number)


def _exported(line: Line) -> Iterator[Mention]:
    """A name in a field of a row that commas cut."""
    fields = _EXPORT.split(line.text.strip())
    for field in fields if len(fields) > _EXPORTED else ():
        name = field.strip(' "')
        if _is_name(name) or _is_company(name, line.text):
            start = line.start + line.text.find(name)
            yield Mention("billing_provider", name, line.page, start, start + len(name), line.number)


def _boxed(seen: Survey) -> Iterator[Mention]:
    """A name alone on a line of a tile whose other lines are a charge and a day."""
    for line in seen.sheet.lines:
        match = _BOX.match(seen.sheet.page(line.page).text[line.start : line.end])
        near = [other for other in seen.sheet.lines[max(line.number - 1, 0) : line.number + 2] if other is not line]
        if match and _is_name(match["who"]) and all(_COMPANY.search(other.text) for other in near):
            start = line.start + match.start("who")
            yield Mention("billing_provider", match["who"], line.page, start, start + len(match["who"]), line.number)


def _is_company(piece: str, text: str) -> bool:
    """Whether a company's form stands in a line with a charge, and neither an employer's nor a payer's word."""
    words = piece.split()
    formed = 2 < len(words) <= 7 and _FORM.search(piece) and all(_WORD.fullmatch(word) for word in words)
    return bool(formed and _CHARGED.search(text) and not (_NOT_BILLING.search(text)))


def _is_prose(seen: Survey, line: Line) -> bool:
    """Whether a line is one of wrapped prose: then the sentence says who did what."""
    following = seen.sheet.lines[line.number + 1] if line.number + 1 < len(seen.sheet.lines) else line
    above = seen.sheet.lines[line.number - 1] if line.number else line
    whole = len(line.cells) == 1 and len(line.text.strip()) > _LONGEST - 20
    runs_on = whole and following is not line and following.cells and following.cells[0].text[:1].islower()
    goes_on = len(line.cells) == 1 and line.cells[0].text[:1].islower() and bool(above.cells)
    return bool(runs_on or goes_on)


def _segments(line: Line, cell: Cell) -> Iterator[Mention]:
    begin = 0
    for stop in (*(m.span() for m in _SEGMENT.finditer(cell.text)), (len(cell.text), len(cell.text))):
        piece = _DAY_BEHIND.sub("", cell.text[begin : stop[0]]).strip()
        if _is_name(piece) or _is_company(piece, line.text):
            start = cell.start + cell.text.find(piece, begin)
            role = "facility" if PLACE.search(piece) else "billing_provider"
            yield Mention(role, piece, line.page, start, start + len(piece), line.number)
        begin = stop[1]


def _is_name(piece: str) -> bool:
    words = piece.split()
    if not 2 <= len(words) <= 7 or not all(_WORD.fullmatch(word) for word in words) or not words[-1][0].isupper():
        return False
    if _LABEL_WORDS.match(piece) or _DOCTOR.match(piece) or _NO_PLACE_OF_CARE.search(piece) or piece.isupper():
        return False
    if words[-1] in ("PET", "CT"):
        return False
    # "Delmar Home Laboratory Services" is a name, "Member Services" is an office
    return TRADE.search(piece) is not None and NOT_CARE.search(piece.removesuffix(" Services")) is None
