"""Providers that no label announces: beside their NPI or network status, in a claim's head line, or in a sentence.

Takes a Survey; gives Mentions.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.addresses import placed
from firstcheck.extract.layout import Cell, Line, Sentence
from firstcheck.extract.names import is_care_provider, organisation, person, without_title
from firstcheck.extract.survey import Survey
from firstcheck.extract.trade_words import NOT_CARE, PLACE, TRADE

_STATUS = re.compile(
    r"(?i)^\W{0,2}(?:in|out|non|not)?[- ]?(?:of[- ])?(?:network|net|participating|par|contracted|preferred|ppo|red)\b"
    r"|^\(?(?:dentro|fuera) de (?:la )?red|^\W{0,3}pertenece a la red|^\(contratad[oa]|^\W{0,2}NPI\b|^\d{10}$"
)
_CLAIM = re.compile(r"(?i)^(?:-{1,2}\s|\(\d{1,2}\)\s)?(?:claim|reclamaci[oó]n|claim no|dcn|icn)\b")
_CLAIM_NUMBER = re.compile(r"(?i)^(?:claim (?:number|no|id)|n[uú]mero de reclamaci[oó]n)")
#: What keeps a provider's name company in a table's head; without it no line is looked at.
_HINT = re.compile(
    r"(?i)npi|network|participa|preferred|\|\s*\d{5}\b|\bppo\b|contratad|in-net|\bpar\b|contracted|\bred\b|claim"
    r"|reclamaci|dcn|icn|pos|\d{10}|\d{3}[-. ]\d{4}"
)
_ROW_NUMBER = re.compile(r"(?i)^(?:(?:icn|dcn|claim)\s)?#?(?=[A-Z0-9-]*\d{4})[A-Z0-9]{2,6}(?:-[A-Z0-9]+){1,4}$")
_MONTH = re.compile(
    r"\s(?:January|February|March|April|May|June|July|August|September|October|November|December|enero|febrero|marzo)$"
)
_POS_CELL = re.compile(r"(?i)^(?:pos|place of service)\W{0,3}\d\d$")
_CODE_CELL = re.compile(r"(?:\d{5}|[A-Z]\d{4})(?:\s?x\s?\d+|-[A-Z0-9]{2})?")
_NUMBER_CELL = re.compile(r"(?i)^(?:NPI\W{0,3})?[12]\d{9}$")
_PHONE = re.compile(r"\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}")
_PROSE = 55
_SMALL = frozenset(
    ["of", "and", "the", "for", "in", "at", "by", "de", "del", "la", "el", "los", "las", "y", "e", "a", "&", "s"]
)
_NPI_BEHIND = re.compile(r"^\s?[,(|–—-]{0,2}\s?\(?(?:NPI|npi)\b")
_WORD = r"(?:[A-ZÁÉÍÓÚÑ][\w&'’.\-]{0,30}|of|de|del|la|las|los|y|and|the|for|at|&|St\.)"
_RUN = (
    r"(?P<who>(?<![\w.&])[A-ZÁÉÍÓÚÑ][\w&'’.\-]{0,30}"
    rf"(?:,? (?:Inc|LLC|PLLC|P\.?A|P\.?C|S\.C|LLP|Ltd)\b\.?| {_WORD}){{0,8}})"
)
_DOCTOR = re.compile(r"\b(?:(?:Dr|Dra)\.?|doctora?)\s(?P<who>[A-ZÁÉÍÓÚÑ][\w'’\-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’.\-]*){0,3})")
_DEED = re.compile(
    r"(?i:\b(?:visits? (?:to|with|at)|visited|charges? (?:of|from|by)|(?:reclamo|reclamaci[oó]n)(?: (?:n\.?[º°]\.?"
    r"|n[uú]m\.?|no\.))?(?: [\w-]*\d[\w-]*)? de|factura de|cuenta de"
    r"|seen at|performed at"
    r"|performed by|provided by|rendered by|rendered at|services? "
    r"(?:from|at|by|of)|care (?:from|at|by)|treated (?:at|by)|billed by|bills? (?:from|of)|owed? to|claim (?:from|by"
    r"|of)"
    r"|received (?:from|at)|(?:not|hadn't) paid|(?:expect to|will|to) pay"
    r"|(?:emergency|outpatient) (?:room|department) of|furnished by|supplied by|at"
    r"|from|by|to be (?:done|performed|given) (?:at|by)|submitted by"
    r"|ordered by|requested by|request from|your doctor,?"
    r"|en el|en la|en|por el|por la|por|del|de la|con el|con la)\s(?:the\s|el\s|la\s)?)" + _RUN
)
_DID = re.compile(
    _RUN + r"\s(?:office\s)?(?:transported|did|flew|sent (?:us )?an? (?:bill|claim)|supplied|billed|performed"
    r"|provided|charged|rendered|furnished|dispensed|present[oó]|factur[oó]|cobr[oó])\b"
)
_YOURS = re.compile(
    r"(?i:\b(?:your|su) (?:surgeon|doctor|provider|physician|hospital|clinic|therapist|cirujano"
    r"|m[eé]dico|proveedor)), " + _RUN + r","
)
#: "at Harbor Memorial outpatient department": where the care was, told by the kind of place behind its name.
_ITS_PLACE = re.compile(
    r"\b(?:at|en el|en la|en)\s(?:the\s)?(?P<who>[A-ZÁÉÍÓÚÑ][\w'’.-]*(?:\s[A-ZÁÉÍÓÚÑ][\w'’.-]*){1,4})\s"
    r"(?:hospital\s)?(?:outpatient|inpatient|infusion suite|emergency room|emergency department)\b"
)
#: "The hospital, Vale Regional, is in our network".
_THE_HOSPITAL = re.compile(
    r"(?i:\b(?:the|your|el|su) hospital), (?P<who>[A-ZÁÉÍÓÚÑ][\w'’.-]*(?:\s[A-ZÁÉÍÓÚÑ][\w'’.-]*){1,4}),"
)
_SUMMED = re.compile(
    r"(?i)\b(?:request(?:ed)?|service|item|admission|stay|surgery|\d{5}|[A-Z]\d{4}|\d{4}[UT]|claims?|reclamaci[oó]n|reclamo"
    r"|date of service|services? on)\b"
)
_BETWEEN = re.compile(r"(?<=, )" + _RUN + r"(?=[,;).]|\s\(|\s(?:outpatient|inpatient)\b|$)")
_CLAIM_OF = re.compile(r"(?i:\bclaim\s)[\w-]*\d[\w-]*[:,]\s" + _RUN + r"(?=,|\s\()")
_DEGREE = re.compile(
    r"(?<![\w])(?P<who>[A-ZÁÉÍÓÚÑ][\w'’\-]+(?:\s[A-Z]\.)?(?:\s[A-ZÁÉÍÓÚÑ][\w'’\-]+){1,2}),?\s(?P<degree>M\.?D\.?"
    r"|D\.?O\.?|N\.?P\.?|PA-C|DPM|ARNP|CRNA|FNP)\b"
)
_SIGNS = re.compile(
    r"(?i)(?:review|director|reviewer|decision|made by|signed|sincerely|medical officer|panel|letter"
    r"|opinion|consult|atentamente|regards|(?<!asked for )(?<!ordered )(?<!requested )(?<!prescribed )\bby)"
    r"\W[^.]{0,40}$"
)
_ASKS = re.compile(r"(?i)\b(?:your|su) (?:doctor|m[eé]dic[oa])(?:['’]s office)?,? \($")
_PARENTHESIS = re.compile(r"\((?:Dra?\.\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,\s)?" + _RUN + r"(?:,\s|\))")
_REVIEWER = re.compile(
    r"(?i)review|director|reviewed|signed|panel|consultant|consulting|letter|opinion|our (?:doctor"
    r"|physician)|chief"
)
_ORDERS = re.compile(
    r"(?i)(?:ordered by|requested by|request from|your doctor,?|submitted by|prescribed by"
    r"|solicitad[oa] por|orden[oó])\s(?:the\s)?$"
)
_NETWORK = re.compile(
    r"(?i)\bhas no (?:agreement|contract)|\bsent us\b|\b(?:is|was) (?:not )?(?:in|out of|outside"
    r"|part of|a participating|a non)|\bleft (?:the|our)|does not (?:participate|maintain)|no (?:pertenece|participa)"
)


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
    lines = found.sheet.lines
    hinted = [_HINT.search(line.text) is not None for line in lines]
    for line in lines:
        if not any(hinted[line.number : line.number + 3]):
            continue
        for place, cell in enumerate(line.cells):
            name = organisation(cell.text)
            if (
                name is None
                or not is_care_provider(name)
                or NOT_CARE.search(name)
                or ":" in name
                or not _all_capitalised(name)
                or (place == 0 and _wraps(found, line))
            ):
                continue
            if _kept_company(found, line, place, cell, name):
                yield _mention(line, cell, name)


def _wraps(found: Survey, line: Line) -> bool:
    """Whether a line goes on with the prose of the line above: its first words are no name of their own."""
    above = found.sheet.lines[line.number - 1] if line.number else line
    prose = len(above.cells) == 1 and len(above.text.strip()) > _PROSE
    return above is not line and prose and not above.text.rstrip().endswith((".", ":", ";", "?", ")"))


def _kept_company(found: Survey, line: Line, place: int, cell: Cell, name: str) -> bool:
    tail = cell.text[len(name) :].lstrip(" ,")
    if _STATUS.match(tail) or (tail.startswith("(") and _STATUS.search(tail[1:])) or _NPI_BEHIND.match(tail):
        return True
    following = line.cells[place + 1].text if place + 1 < len(line.cells) else ""
    if (place and _POS_CELL.match(line.cells[place - 1].text)) or _npi_under(found, line, cell):
        return True
    if _STATUS.match(following.lstrip("(")) and TRADE.search(name):
        return True
    if place == 0 and len(line.cells) == 1 and _heads_claim(found, line):
        return True
    if place == 1 and _ROW_NUMBER.match(line.cells[0].text) and TRADE.search(name) and len(line.cells) > 2:
        return True
    others = [c.text for c in line.cells if c is not cell]
    claimed = any(_CLAIM.match(text) or _CODE_CELL.fullmatch(text) for text in others)
    return place > 0 and TRADE.search(name) is not None and claimed


def _all_capitalised(name: str) -> bool:
    return all(w[:1].isupper() or w[:1].isdigit() or w.lower() in _SMALL or not w[:1].isalpha() for w in name.split())


def _npi_under(found: Survey, line: Line, cell: Cell) -> bool:
    for under in found.sheet.lines[line.number + 1 : line.number + 3]:
        if any(abs(c.column - cell.column) <= 3 and _NUMBER_CELL.match(c.text) for c in under.cells):
            return True
    return False


def _heads_claim(found: Survey, line: Line) -> bool:
    """A name alone on the line over a claim's number, as a Medicare summary prints it."""
    following = [near for near in found.sheet.lines[line.number + 1 : line.number + 3] if near.cells][:1]
    if _PHONE.search(line.text) and found.dates_on(line.number - 1):
        return True
    return any(_CLAIM_NUMBER.match(cell.text) for near in following for cell in near.cells[:1]) and line.number > 8


def _mention(line: Line, cell: Cell, name: str) -> Mention:
    role = "rendering_provider" if person(without_title(name)) and not TRADE.search(name) else "billing_provider"
    if role == "billing_provider" and any(_POS_CELL.match(c.text) for c in line.cells) and PLACE.search(name):
        role = "facility"
    return Mention(role, name, line.page, cell.start, cell.start + len(name), line.number)


def in_prose(found: Survey) -> Iterator[Mention]:
    """Names that a sentence ties to the care: before an NPI, "your visit to ...", "... is not in the network"."""
    for sentence in found.paragraphs:
        yield from _with_npi(sentence)
    for sentence in found.sentences:
        for match in (*_ITS_PLACE.finditer(sentence.text), *_THE_HOSPITAL.finditer(sentence.text)):
            name = organisation(match["who"])
            if name and len(name.split()) > 1 and not NOT_CARE.search(name):
                yield _in_sentence(sentence, "facility", name)
        for match in _DEED.finditer(sentence.text):
            name = _trade_name(match["who"])
            if name:
                ordering = _ORDERS.search(sentence.text[: match.start("who")])
                role = "facility" if PLACE.search(name) else "billing_provider"
                if ordering and person(name) and not TRADE.search(name):
                    role = "ordering_provider"
                yield _in_sentence(sentence, role, name)
        for match in _PARENTHESIS.finditer(sentence.text):
            name = _trade_name(match["who"])
            if name:
                yield _in_sentence(sentence, "billing_provider", name)
        yield from _doctors(sentence)
        yield from _listed(sentence)
        network = _NETWORK.search(sentence.text)
        lead = re.match(_RUN, sentence.text) if network else None
        name = _trade_name(lead["who"]) if lead else None
        if name:
            yield _in_sentence(sentence, "billing_provider", name)


def _listed(sentence: Sentence) -> Iterator[Mention]:
    """A name between commas in a line that sums a claim up, and a doctor with his degree."""
    for match in (*_YOURS.finditer(sentence.text), *_DID.finditer(sentence.text)):
        name = _trade_name(match["who"])
        if name:
            yield _in_sentence(sentence, "billing_provider", name)
    if _SUMMED.search(sentence.text):
        for match in (*_BETWEEN.finditer(sentence.text), *_CLAIM_OF.finditer(sentence.text)):
            name = _trade_name(match["who"])
            if name:
                yield _in_sentence(sentence, "billing_provider", name)
    for match in _DEGREE.finditer(sentence.text):
        before = sentence.text[max(0, match.start() - 60) : match.start()]
        name = person(match["who"])
        if (
            name
            and len(match["who"].split()[0]) > 2
            and (_ASKS.search(before) or not (_SIGNS.search(before) or placed(sentence.text, match)))
            and len(sentence.text) > len(match[0]) + 25
        ):
            yield _in_sentence(sentence, "ordering_provider", f"{name}, {match['degree']}")


def _doctors(sentence: Sentence) -> Iterator[Mention]:
    """ "Dr. Ifeoma Castellan": a doctor named in full who is not the insurer's reviewer."""
    for match in _DOCTOR.finditer(sentence.text):
        before = sentence.text[max(0, match.start() - 40) : match.start()]
        name = person(re.sub(r"['’]s$", "", _MONTH.sub("", match["who"])))
        if (
            name is None
            or len(name.split()) < 2
            or _REVIEWER.search(before)
            or _REVIEWER.search(sentence.text[match.end() : match.end() + 30])
        ):
            continue
        asked = re.search(r"(?i)request|asked|order|prescri|solicit|pidi|refer|authorization|autorizaci", sentence.text)
        yield _in_sentence(sentence, "ordering_provider" if asked else "rendering_provider", name)


def letterhead_provider(found: Survey) -> Iterator[Mention]:
    """The giver of care whose own paper this is: a bill, or messages of its portal."""
    printed = [line for line in found.sheet.lines[:20] if line.cells][:1]
    for line in printed:
        cell = line.cells[0]
        name = organisation(cell.text.split(" > ")[0])
        named = name is not None and _all_capitalised(name) and "$" not in line.text
        if name and named and TRADE.search(name) and not NOT_CARE.search(name):
            yield Mention("billing_provider", name, line.page, cell.start, cell.start + len(name), line.number)


def _with_npi(sentence: Sentence) -> Iterator[Mention]:
    for match in re.finditer(r"[,(]?\s?\(?NPI\b", sentence.text):
        head = sentence.text[max(0, match.start() - 90) : match.start()].rstrip(" (,")
        runs = list(re.finditer(_RUN, head))
        if runs and len(head) - runs[-1].end() <= 45:
            name = _trade_name(runs[-1]["who"])
            alone = person(runs[-1]["who"]) if name is None and runs[-1].end() == len(head) else None
            if alone and not NOT_CARE.search(alone):
                yield _in_sentence(sentence, "rendering_provider", alone)
            if name:
                yield _in_sentence(sentence, "facility" if PLACE.search(name) else "billing_provider", name)


def _trade_name(text: str) -> str | None:
    trimmed = re.sub(r"(?:\s(?:of|de|del|la|las|los|y|and|the|for|at|&))+$", "", text.strip(" .,"))
    name = organisation(trimmed)
    if name is None or len(name.split()) < 2 or not TRADE.search(name) or NOT_CARE.search(name):
        return None
    return name


def _in_sentence(sentence: Sentence, role: str, name: str) -> Mention:
    return Mention(role, name, sentence.page, sentence.start, sentence.end, sentence.first_line)
