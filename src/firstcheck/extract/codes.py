"""The codes of the refused claim or request, each only where the paper uses it as one.

Takes a Sheet and the Sections that matter; gives one Fact for each kind of code. A five-figure number is a procedure
code in a code column, behind a word like CPT, or beside a named service; never in an address or an identifier.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from firstcheck.extract.claims import Section
from firstcheck.extract.layout import Line, Sheet, source
from firstcheck.extract.lexicon import folded, reading
from firstcheck.extract.shapes import (
    ADJUSTMENT,
    BARE_CARC,
    DIAGNOSIS,
    KNOWN_MODIFIERS,
    NDC,
    PROCEDURE,
    REMARK,
    adjustments,
    is_procedure,
    known,
    remarks,
)
from firstcheck.facts.case import Outcome
from firstcheck.facts.fact import Confidence, Fact

_NAMED = re.compile(
    r"(?:\bcpt(?:/hcpcs|\s?-?\s?4)?|\bhcpcs(?:/cpt)?|\bproc(?:edure)?s?|\bprocedimientos?|\bc[oó]digos?(?:\sde\s(?:procedimiento|servicio|facturaci[oó]n))?|\b(?:service|billing|billed|procedure|cpt|hcpcs|item)\scodes?|\bcodes?|\bsvc)"
    r"(?:\scodes?|\sc[oó]digos?)?(?:\s(?:no\.?|number|is|of|es|requested|billed|submitted))?\s{0,24}[:#=.(\-–]{0,2}\s{0,24}$"
)
_LISTED = re.compile(r"^\s?(?:[-x×]\s?\w{1,3}\s?)?(?:\([^()]{0,60}\))?\s?(?:[,;/&+]|\s(?:and|or|y|e|o)\s)\s?(?:and\s|y\s)?(?:cpt\s|hcpcs\s|code\s|#)?\s?$")
_OTHER_ROLE = re.compile(r"\b(?:authori[sz]ed|approved|alternativ\w*|instead|preferred|covered option|autorizad[oa]s?|aprobad[oa]s?|en su lugar|auth(?:orization)?\s?(?:#|no|number|on file|for)|autorizaci[oó]n)\b")
_OWN_ROLE = re.compile(
    r"\b(?:billed|requested|submitted|charged|performed|denied|not (?:authori[sz]ed|approved)|unauthori[sz]ed|facturad\w*|solicitad\w*|denegad\w*|cobrad\w*|realizad\w*|no (?:autorizad|aprobad)\w*|request(?:ed)?|solicitud|you asked|service|servicio|reclamad\w*)\b"
)
_AFTER_SERVICE = re.compile(r"^\s?(?:$|[,.;:)\]]|\s{2,}|\s?[-–—/]|\sx\s?\d|\s\$|\s(?:was|is|were|on|for|with|at|and|y|con|el|del?|en|para|not|no)\b|\s?\()")
_PLACE = re.compile(r"(?:\b[A-Z]{2}|,\s[A-Z][a-z]+\.?|\b[A-Z]{2}\.|\b(?:Alabama|Arizona|California|Colorado|Florida|Georgia|Illinois|Kansas|Ohio|Texas|York|Jersey|Mexico|Puerto Rico))[\s,]{1,3}$")
_STREET = re.compile(r"^\s(?:[NSEW]\.?\s)?(?:[A-Z][\w.]*\s){0,3}(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|way|ct|court|pkwy|parkway|terrace|ter|pl|place|hwy|highway|loop|circle|cir|trail|calle|avenida|camino)\b", re.IGNORECASE)
_DIAGNOSED = re.compile(r"\b(?:diagnos[ie]s|diagnoses|dx|icd(?:-?10)?(?:-cm)?|diagn[oó]sticos?|condition code|condici[oó]n)\b")
_ADJUSTED = re.compile(
    r"\b(?:carc|(?:claim )?adjustments?(?: reason)?(?: codes?)?|(?:denial|reason|ansi)(?: reason)? codes?|c[oó]digos? de (?:ajuste|motivo|raz[oó]n|denegaci[oó]n|rechazo)|ajuste)\s{0,3}(?:is|es|no\.?)?\s{0,3}[:#=(]?\s{0,12}$"
)
_REMARKED = re.compile(r"\b(?:remarks?|rarc|notes?|notas?|codes?|c[oó]digos?|msg|messages?|reasons?|observaci[oó]n|observaciones|motivos?)\b[^.;]{0,24}$")
_POS = re.compile(r"\b(?:pos|place of (?:service|svc)|lugar de(?:l)? servicio)\b\s?(?:code|c[oó]digo)?\s{0,12}[:#=(]?\s{0,20}(\d{2})\b(?![./]\d|-\d)")
_MODIFIED = re.compile(r"\b(?:modifiers?|mod\.?|modificador(?:es)?)\b\s{0,3}[:#=]?\s{0,3}((?:[A-Z0-9]{2}(?:\s?[,/&]\s?|\s(?:and|y)\s|\s))*[A-Z0-9]{2})(?![\w-])", re.IGNORECASE)
_TAILED = re.compile(r"^(?:-|\s)([A-Z0-9]{2})(?![\w./-])")
_NDC = re.compile(r"\bndc\b[^.;]{0,24}$")


class _Seen(msgspec.Struct, frozen=True):
    """A code with the place it was read. `own`: the paper says it of what was billed or asked for."""

    code: str
    line: Line
    start: int
    end: int
    own: bool = True


def read_codes(sheet: Sheet, sections: Sequence[Section]) -> list[Fact]:
    """The codes of these claims, or of the request when the paper has no lines. Other claims' lines are never read."""
    running = list(_running(sheet, sections))
    procedures = list(_procedures(sections, running))
    readers = {
        "procedure_codes": procedures,
        "modifiers": list(_modifiers(sections, running, procedures)),
        "diagnosis_codes": list(_diagnoses(running)),
        "drug_codes": list(_drugs(running)),
        "adjustment_codes": list(_adjustments(sections, running)),
        "remark_codes": list(_remarks(sections, running)),
    }
    facts = [fact for name, seen in readers.items() if (fact := _fact(sheet, name, seen)) is not None]
    place = _place_of_service(sheet, sections, running)
    return facts + ([place] if place else [])


def _fact(sheet: Sheet, name: str, seen: Sequence[_Seen]) -> Fact | None:
    codes = tuple(dict.fromkeys(item.code for item in seen))
    if not codes:
        return None
    first = seen[0]
    confidence = Confidence.HIGH if first.own else Confidence.MEDIUM
    return Fact(name, codes, confidence=confidence, source=source(sheet, first.line.page, first.start, first.end))


def _running(sheet: Sheet, sections: Sequence[Section]) -> Iterator[Line]:
    """The lines outside tables and outside other claims."""
    closed = {n for s in sections for first, last in s.rivals for n in range(first, last + 1)}
    opened = {n for s in sections for n in range(s.first_line, s.last_line + 1)}
    rows = {n for s in sections for row in s.rows for n in range(row.first_line, row.last_line + 1)}
    for line in sheet.lines:
        if line.cells and line.number not in rows and (line.number in opened or line.number not in closed):
            yield line


def _of_rows(sections: Sequence[Section], *roles: str) -> Iterator[_Seen]:
    for section in sections:
        for row in section.rows:
            for field in row.all(*roles):
                yield _Seen(field.text, section.sheet.lines[row.first_line], field.start, field.end)


def _procedures(sections: Sequence[Section], running: Sequence[Line]) -> Iterator[_Seen]:
    lines = [(section, line) for section in sections for line in section.lines if line.procedure_code]
    decided = any(line.outcome is Outcome.APPROVED for _, line in lines) and any(line.outcome is Outcome.DENIED for _, line in lines)
    kept = {line.procedure_code for _, line in lines if not decided or line.outcome is not Outcome.APPROVED}
    if kept:
        spelled = {item.start: item for item in _of_rows(sections, "procedure_code")}
        for item, (_, line) in zip(spelled.values(), lines, strict=False):
            if line.procedure_code in kept:
                yield msgspec.structs.replace(item, code=line.procedure_code)
        return
    found = list(_in_text(running))
    yield from [item for item in found if item.own] or found


def _in_text(running: Sequence[Line]) -> Iterator[_Seen]:
    above = ""
    last: tuple[Line, int] | None = None
    for line in running:
        low = folded(line.text)
        for match in PROCEDURE.finditer(line.text):
            if not is_procedure(match[0]):
                continue
            joined = last is not None and last[0] is line and _LISTED.match(low[last[1] : match.start()]) is not None
            if joined or _is_code(line.text, low, above, match):
                role = f"{above[-80:]} {low[: match.start()]}"
                yield _Seen(match[0], line, line.start + match.start(), line.start + match.end(), _is_own(role))
                last = (line, match.end())
        above = low


def _is_own(before: str) -> bool:
    """Whether the words before a code say that it was billed or asked for, and not that another was allowed."""
    near = before[-110:]
    other = [m.end() for m in _OTHER_ROLE.finditer(near)]
    own = [m.end() for m in _OWN_ROLE.finditer(near)]
    return not other or (bool(own) and own[-1] >= other[-1])


def _is_code(text: str, low: str, above: str, match: re.Match[str]) -> bool:
    before, after = low[: match.start()], text[match.end() :]
    lead = before if before.strip() else f"{above[-60:].rstrip()} "
    if _NAMED.search(lead[-60:]):
        return True
    if _is_other_number(text[: match.start()], lead, after):
        return False
    if before.endswith("(") or before.endswith("["):
        return _closes(after) and _names_service(lead[-110:-1] if len(lead) < 111 else lead[-111:-1])
    if re.match(r"\s?[-–—:]?\s{1,12}\$?\d", after) and _names_service(lead[-80:]):
        return True
    cell = re.split(r"\s{3,}", before)[-1]
    if not cell.strip(" -•*>·:.#"):
        return _names_service(folded(after[:70]), begins=True)
    return _AFTER_SERVICE.match(after) is not None and re.search(r"[,:–—-]\s?$", cell) is not None and _names_service(cell[-80:])


def _closes(after: str) -> bool:
    return re.match(r"\s?(?:[)\],;/]|x\s?\d|-\s?[A-Z0-9]{2}\b|\s[A-Z0-9]{2}[),]|,?\s?(?:modifier|units?|modificador)|\s(?:and|y|or)\s|\s?[-–—:]\s)", after) is not None


def _is_other_number(before: str, low: str, after: str) -> bool:
    """Whether a number belongs to an address, a telephone or an identifier."""
    if _PLACE.search(before) or _STREET.match(after):
        return True
    return _others().search(low) is not None


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(reading("services")["other_numbers"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b\.?\s{{0,3}}(?:no\.?|number|#|n[º°]\.?|id)?\s?[:#.]{{0,2}}\s{{0,24}}\(?$")


@lru_cache(maxsize=1)
def _services() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(reading("services")["services"], key=len, reverse=True))
    return re.compile(rf"(?<![a-z])(?:{words})")


def _names_service(text: str, begins: bool = False) -> bool:
    found = _services().search(text)
    return found is not None and (not begins or found.start() <= 40)


def _modifiers(sections: Sequence[Section], running: Sequence[Line], procedures: Sequence[_Seen]) -> Iterator[_Seen]:
    for item in _of_rows(sections, "modifiers"):
        yield from (msgspec.structs.replace(item, code=word) for word in re.findall(r"\b[A-Z0-9]{2}\b", item.code))
    if any(row.kind == "service" for section in sections for row in section.rows):
        return
    for item in procedures:
        tail = _TAILED.match(item.line.text[item.end - item.line.start :])
        if tail and tail[1] in KNOWN_MODIFIERS and (tail[0][0] == "-" or tail[1] in ("26", "TC")):
            yield msgspec.structs.replace(item, code=tail[1], end=item.end + len(tail[0]))
    for line in running:
        for match in _MODIFIED.finditer(line.text):
            for word in re.findall(r"[A-Z0-9]{2}", match[1]):
                if word in KNOWN_MODIFIERS and any(c.line.number in (line.number, line.number - 1) for c in procedures):
                    yield _Seen(word, line, line.start + match.start(), line.start + match.end())


def _diagnoses(running: Sequence[Line]) -> Iterator[_Seen]:
    carried = ""
    for line in running:
        low = folded(line.text)
        for match in DIAGNOSIS.finditer(line.text):
            before = f"{carried} {low[: match.start()]}"
            label = [m.end() for m in _DIAGNOSED.finditer(before)]
            near = bool(label) and len(before) - label[-1] <= 70
            direct = bool(label) and re.fullmatch(r"[\s:#(.,;a-z]{0,30}(?:[a-z]\d[0-9ab][0-9a-z.]{0,5}[\s,;/&]{1,3}){0,8}", before[label[-1] :]) is not None
            if "." in match[0] and near or "." not in match[0] and direct and len(match[0]) == 3:
                yield _Seen(match[0], line, line.start + match.start(), line.start + match.end())
        carried = low[-60:]


def _drugs(running: Sequence[Line]) -> Iterator[_Seen]:
    for line in running:
        low = folded(line.text)
        for match in NDC.finditer(line.text):
            if _NDC.search(low[: match.start()]):
                yield _Seen(match[0], line, line.start + match.start(), line.start + match.end())


def _adjustments(sections: Sequence[Section], running: Sequence[Line]) -> Iterator[_Seen]:
    found = list(_line_codes(sections, "adjustment_codes"))
    skipped = _legend_lines(sections) if found or not all(section.alone for section in sections) else frozenset()
    for line in running:
        if line.number in skipped:
            continue
        for code, start, end in adjustments(line.text):
            found.append(_Seen(code, line, line.start + start, line.start + end))
        found += _bare_in_text(line)
    if not found:
        found += _bare_in_legend(sections)
    paired = {item.code.split("-")[1] for item in found if "-" in item.code}
    yield from (item for item in found if "-" in item.code or item.code not in paired)


def _line_codes(sections: Sequence[Section], name: str) -> Iterator[_Seen]:
    for section in sections:
        rows = [row for row in section.rows if row.kind == "service"]
        for row, line in zip(rows, section.lines, strict=True):
            first = section.sheet.lines[row.first_line]
            for code in getattr(line, name):
                yield _Seen(code, first, row.start, row.end)


def _legend_lines(sections: Sequence[Section]) -> frozenset[int]:
    return frozenset(n for s in sections for note in s.legend for n in range(note.first_line, note.last_line + 1))


def _bare_in_text(line: Line) -> Iterator[_Seen]:
    """Reason numbers behind the words that announce one: `CARC 16`, `adjustment code 242`, `código de ajuste: 197`."""
    low = folded(line.text)
    accepted = -1
    for match in BARE_CARC.finditer(line.text):
        lead = low[: match.start()]
        listed = accepted >= 0 and re.fullmatch(r"\s?(?:,|;|/|and|y)\s?(?:and\s)?", low[accepted : match.start()]) is not None
        if match[0] in known("carc") and match[0][0].isdigit() and (listed or _ADJUSTED.search(lead[-60:])):
            if len(match[0]) >= 2 or "carc" in lead[-12:]:
                yield _Seen(match[0], line, line.start + match.start(), line.start + match.end())
                accepted = match.end()


def _bare_in_legend(sections: Sequence[Section]) -> Iterator[_Seen]:
    """Reason numbers that head a note where no line carries codes, as on a portal's list of reasons."""
    for section in sections[:1]:
        for note in section.legend:
            first = section.sheet.lines[note.first_line]
            if note.mark.isdigit() and note.mark in known("carc") and (len(note.mark) == 3 or note.kind == "carc"):
                yield _Seen(note.mark, first, first.cells[0].start, first.cells[0].end)


def _remarks(sections: Sequence[Section], running: Sequence[Line]) -> Iterator[_Seen]:
    found = list(_line_codes(sections, "remark_codes"))
    yield from found
    legend = _legend_lines(sections)
    for line in running:
        if line.number in legend:
            continue
        low = folded(line.text)
        for code, start, end in remarks(line.text):
            if _REMARKED.search(low[:start]) or ADJUSTMENT.search(line.text, max(0, start - 40), start) or REMARK.search(line.text, max(0, start - 12), start):
                yield _Seen(code, line, line.start + start, line.start + end)
    if found:
        return
    for section in sections[:1]:
        for note in section.legend:
            first = section.sheet.lines[note.first_line]
            if note.mark in known("rarc") and section.alone:
                yield _Seen(note.mark, first, first.cells[0].start, first.cells[0].end)


def _place_of_service(sheet: Sheet, sections: Sequence[Section], running: Iterable[Line]) -> Fact | None:
    for item in _of_rows(sections, "place_of_service"):
        if re.fullmatch(r"\d{2}", item.code):
            return Fact("place_of_service", item.code, source=source(sheet, item.line.page, item.start, item.end))
    for line in running:
        match = _POS.search(folded(line.text))
        if match:
            place = source(sheet, line.page, line.start + match.start(1), line.start + match.end(1))
            return Fact("place_of_service", match[1], source=place)
    return None
