"""Providers that no label announces: beside their NPI or network status, in a claim's head line, or in a sentence.

Takes a Survey; gives Mentions.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Cell, Line, Sentence
from firstcheck.extract.names import is_care_provider, organisation, person, without_title
from firstcheck.extract.survey import Survey

_STATUS = re.compile(
    r"(?i)^\W{0,2}(?:in|out|non|not)?[- ]?(?:of[- ])?(?:network|participating|par|contracted|red)\b|^\(?(?:dentro|fuera) de (?:la )?red|^\W{0,2}NPI\b|^\d{10}$"
)
_CLAIM = re.compile(r"(?i)^(?:claim|reclamaci[oó]n|claim no|dcn|icn)\b")
_NPI_BEHIND = re.compile(r"^\s?[,(|–—-]{0,2}\s?\(?(?:NPI|npi)\b")
_WORD = r"(?:[A-ZÁÉÍÓÚÑ][\w&'’.\-]*|of|de|del|la|las|los|y|and|the|for|at|&|St\.)"
_RUN = rf"(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’.\-]*(?:,? (?:Inc|LLC|PLLC|P\.?A|P\.?C|S\.C|LLP|Ltd)\b\.?| {_WORD}){{0,8}})"
_DOCTOR = re.compile(r"\b(?:Drs?|Dra)\.\s(?P<who>[A-ZÁÉÍÓÚÑ][\w'’\-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’.\-]*){0,3})")
_DEED = re.compile(
    r"(?i:\b(?:visit to|visited|seen at|performed at|performed by|provided by|rendered by|rendered at|services? (?:from|at|by|of)|care (?:from|at|by)|treated (?:at|by)|billed by|bill from|claim (?:from|by|of)"
    r"|received (?:from|at)|furnished by|supplied by|at|from|by|to be (?:done|performed|given) (?:at|by)|submitted by|ordered by|requested by|request from|your doctor,?"
    r"|en el|en la|en|por el|por la|por|del|de la|con el|con la)\s(?:the\s|el\s|la\s)?)" + _RUN
)
_ORDERS = re.compile(r"(?i)(?:ordered by|requested by|request from|your doctor,?|submitted by|prescribed by|solicitad[oa] por|orden[oó])\s(?:the\s)?$")
_PLACE = re.compile(r"(?i)\b(?:hospital|medical center|surgery center|centro m[eé]dico|facility|infirmary|pavilion)\b")
_NETWORK = re.compile(r"(?i)\b(?:is|was) (?:not )?(?:in|out of|outside|part of|a participating|a non)|\bleft (?:the|our)|does not (?:participate|maintain)|no (?:pertenece|participa)")
_NOT_CARE = re.compile(r"(?i)\b(?:appeals?|department|insurance|plan|benefits?|administrat\w+|office of|commissioner|medicare|medicaid|united states|review|grievance|member|customer|services$|network$|section|article|employee|criteria|guideline|policy|ombuds\w+|seguros|apelaciones|aseguradora|legal|counsel|credentialing|management)\b")
_TRADE = re.compile(r"(?i)\b(?:imaging|radiolog\w*|hospital|clinic|cl[ií]nica|pathology|laborator\w+|labs?|surgical|surgery|orthop\w+|cardiolog\w+|oncolog\w+|medical center|medical group|physicians|diagnostics?|mri|anesthesia\w*|ems|ambulance|therapy|rehab\w*|infusion|dme|pharmacy|urgent care|cancer|heart|instituto|institute|centro|dermatolog\w+|neuro\w+|women's|family medicine|home medical|mobility|rescue|hospice|radiology)\b")


class Mention(msgspec.Struct, frozen=True):
    """A provider met without a label; offsets in the page's text."""

    role: str
    name: str
    page: int
    start: int
    end: int
    line: int


def beside_numbers(found: Survey) -> Iterator[Mention]:
    """Names in a cell of their own that a network status, an NPI or a claim number keeps company."""
    for line in found.sheet.lines:
        for place, cell in enumerate(line.cells):
            name = organisation(cell.text)
            if name is None or not is_care_provider(name) or _NOT_CARE.search(name) or ":" in name:
                continue
            if _kept_company(line, place, cell, name):
                yield _mention(line, cell, name)


def _kept_company(line: Line, place: int, cell: Cell, name: str) -> bool:
    tail = cell.text[len(name) :].lstrip(" ,")
    if _STATUS.match(tail) or tail.startswith("(") and _STATUS.search(tail[1:]) or _NPI_BEHIND.match(tail):
        return True
    following = line.cells[place + 1].text if place + 1 < len(line.cells) else ""
    if _STATUS.match(following.lstrip("(")) and _TRADE.search(name):
        return True
    return place > 0 and _TRADE.search(name) is not None and any(_CLAIM.match(c.text) for c in line.cells[:place])


def _mention(line: Line, cell: Cell, name: str) -> Mention:
    role = "rendering_provider" if person(without_title(name)) and not _TRADE.search(name) else "billing_provider"
    return Mention(role, name, line.page, cell.start, cell.start + len(name), line.number)


def in_prose(found: Survey) -> Iterator[Mention]:
    """Names that a sentence ties to the care: before an NPI, "your visit to ...", "... is not in the network"."""
    for sentence in found.paragraphs:
        yield from _with_npi(sentence)
    for sentence in found.sentences:
        for match in _DEED.finditer(sentence.text):
            name = _trade_name(match["who"])
            if name:
                ordering = _ORDERS.search(sentence.text[: match.start("who")])
                role = "ordering_provider" if ordering else "facility" if _PLACE.search(name) else "billing_provider"
                yield _in_sentence(sentence, role, name)
        network = _NETWORK.search(sentence.text)
        lead = re.match(_RUN, sentence.text) if network else None
        name = _trade_name(lead["who"]) if lead else None
        if name:
            yield _in_sentence(sentence, "billing_provider", name)


def _with_npi(sentence: Sentence) -> Iterator[Mention]:
    for match in re.finditer(r"[,(]?\s?\(?NPI\b", sentence.text):
        head = sentence.text[max(0, match.start() - 90) : match.start()].rstrip(" (,")
        runs = list(re.finditer(_RUN, head))
        if runs and len(head) - runs[-1].end() <= 45:
            name = _trade_name(runs[-1]["who"])
            if name:
                yield _in_sentence(sentence, "facility" if _PLACE.search(name) else "billing_provider", name)


def _trade_name(text: str) -> str | None:
    trimmed = re.sub(r"(?:\s(?:of|de|del|la|las|los|y|and|the|for|at|&))+$", "", text.strip(" .,"))
    name = organisation(trimmed)
    if name is None or len(name.split()) < 2 or not _TRADE.search(name) or _NOT_CARE.search(name):
        return None
    return name


def _in_sentence(sentence: Sentence, role: str, name: str) -> Mention:
    return Mention(role, name, sentence.page, sentence.start, sentence.end, sentence.first_line)
