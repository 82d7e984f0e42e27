"""The codes of the refused claim or request, each only where the paper uses it as one.

Takes a Sheet and the Sections that matter; gives one Fact for each kind of code. A five-figure number is a procedure
code in a code column, behind a word like CPT, or beside a named service; never in an address or an identifier.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from firstcheck.extract.asked import read_service_asked
from firstcheck.extract.claims import Section
from firstcheck.extract.diagnosis_codes import diagnoses_in
from firstcheck.extract.layout import Line, Sheet, source
from firstcheck.extract.legend import uncited
from firstcheck.extract.lexicon import folded
from firstcheck.extract.procedure_codes import is_modifier, procedures_in
from firstcheck.extract.reason_codes import (
    Seen,
    adjustments_at_notes,
    adjustments_in,
    listed_reasons,
    reasons_closing,
    reasons_pointed_at,
    remarks_at_notes,
    remarks_in,
    without_bare_doubles,
)
from firstcheck.extract.shapes import DIAGNOSIS, NDC, corrected, modifiers
from firstcheck.facts.case import Outcome
from firstcheck.facts.fact import Confidence, Fact

_POS = re.compile(
    r"\b(?:pos|place of (?:service|svc)|lugar de(?:l)? servicio(?: en el reclamo)?|(?P<loose>location|place"
    r"|lugar))\b\s?(?:code"
    r"|c[oó]digo)?\s{0,12}[:#=(]?\s{0,20}(?P<code>0[1-9]|1[0-9]|2[0-7]|3[1-4]|4[129]|5[0-8]|6[0156]|7[12]|81|99)\b"
    r"(?![./]\d|-\d|\s?%)(?(loose)(?!\s[A-Za-z]))"
)
#: "Where    11 office": the code before its words
_PLACE_FIRST = re.compile(
    r"(?:^|\s\s|[|•]\s?)(?:place|location|site|where|lugar|sitio|donde)(?::\s{1,8}|\s{2,20})"
    r"(?P<code>1[1-9]|2[0-4]|3[1-4]|4[129]|5[0-8]|6[15]|81)\s[-–—]?\s?"
    r"(?:office|home|hospital|inpatient|outpatient|emergency|clinic|urgent|ambulat\w+|independent|consultorio|hogar|clinica)\b"
)
#: "Place: Coulee Spine Associates, office (11)"
_PLACED = re.compile(
    r"(?:^|\s\s|[|•]\s?)(?:pos|place|place of service|location|site|where|lugar|sitio|donde)\b[^()]{2,80}"
    r"\((?:pos\s)?(?P<code>0[1-9]|1[0-9]|2[0-7]|3[1-4]|4[129]|5[0-8]|6[0156]|7[12]|81)\)"
)
_MODIFIED = re.compile(
    r"\b(?:modifiers?|mod\.?|modificador(?:es)?|marcador)\b\s{0,3}[:#=]?\s{0,3}((?:[A-Z0-9]{2}(?:\s?[,/&]\s?"
    r"|\s(?:and|y)\s|\s))*[A-Z0-9]{2})(?![\w-])",
    re.IGNORECASE,
)
_TAILED = re.compile(r"^(?:-|\s)([A-Z0-9]{2})(?![\w./-])")
#: "We approve: ...", "We deny: ..." at the head of a line.
_GRANTS = re.compile(
    r"\W*(?:(?:what )?we (?:approved?|certif\w+|authori[sz]ed?|will cover)|approved|certified|authori[sz]ed|granted"
    r"|aprobamos|autorizamos|aprobad[oa]s?|autorizad[oa]s?)\b[^:]{0,24}:"
)
_REFUSES = re.compile(
    r"\W*(?:(?:what )?we (?:deny|denied|refused?|(?:do|did|will) not (?:approve|certify|cover)"
    r"|cannot (?:approve|certify))|denied|refused|not (?:approved|certified|authori[sz]ed)|negamos|denegamos"
    r"|no (?:aprob|autoriz)\w+|(?:de)?negad[oa]s?)\b[^:]{0,24}:"
)
_NDC = re.compile(r"\bndc\b|\bnational drug code\b|\bcodigo nacional de(?:l)? medicamento\b")
_NDC_REACH = 8


def read_codes(sheet: Sheet, sections: Sequence[Section]) -> list[Fact]:
    """Codes of these claims, or of the request without lines, and the care it names. Never other claims' lines."""
    running = list(_running(sheet, sections))
    procedures = list(_procedures(sections, running))
    readers = {
        "procedure_codes": procedures,
        "modifiers": list(_modifiers(sections, running, procedures)),
        "diagnosis_codes": [*_diagnosed_rows(sections), *diagnoses_in(running), *diagnoses_in(_row_lines(sections))],
        "drug_codes": list(_drugs(sheet)),
        "adjustment_codes": list(_adjustments(sections, running)),
        "remark_codes": list(_remarks(sections, running)),
    }
    facts = [fact for name, seen in readers.items() if (fact := _fact(sheet, name, seen)) is not None]
    told = (_place_of_service(sheet, sections, running), read_service_asked(sheet))
    return facts + [fact for fact in told if fact is not None]


def _fact(sheet: Sheet, name: str, seen: Sequence[Seen]) -> Fact | None:
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


def _of_rows(sections: Sequence[Section], *roles: str) -> Iterator[Seen]:
    for section in sections:
        for row in section.rows:
            for field in row.all(*roles):
                yield Seen(field.text, section.sheet.lines[row.first_line], field.start, field.end)


def _procedures(sections: Sequence[Section], running: Sequence[Line]) -> Iterator[Seen]:
    lines = [(section, line) for section in sections for line in section.lines if line.procedure_code]
    decided = any(line.outcome is Outcome.APPROVED for _, line in lines) and any(
        line.outcome is Outcome.DENIED for _, line in lines
    )
    kept = {line.procedure_code for _, line in lines if not decided or line.outcome is not Outcome.APPROVED}
    if kept:
        for section in sections:
            yield from _in_rows(section, kept)
        return
    found = list(procedures_in(running))
    yield from _refused_apart(running, found) or [item for item in found if item.own] or found


def _refused_apart(running: Sequence[Line], found: Sequence[Seen]) -> list[Seen]:
    """The codes of the care that a letter refuses, where it sets it apart from what it grants: "We deny: ..."."""
    if not any(_GRANTS.match(folded(line.text)) for line in running):
        return []
    refused = {line.number for line in running if _REFUSES.match(folded(line.text))}
    return [item for item in found if item.line.number in refused]


def _in_rows(section: Section, kept: Set[str | None]) -> Iterator[Seen]:
    """The codes of the rows whose line counts, each row's own first and then others it names."""
    rows = [row for row in section.rows if row.kind == "service"]
    for row, line in zip(rows, section.lines, strict=True):
        first = section.sheet.lines[row.first_line]
        for place, field in enumerate(row.all("procedure_code")):
            code = line.procedure_code if place == 0 else corrected(field.text)
            if code and line.procedure_code in kept:
                yield Seen(code, first, field.start, field.end)


def _modifiers(sections: Sequence[Section], running: Sequence[Line], procedures: Sequence[Seen]) -> Iterator[Seen]:
    in_rows = list(_of_rows(sections, "modifiers"))
    for item in in_rows:
        yield from (msgspec.structs.replace(item, code=word) for word in re.findall(r"\b[A-Z0-9]{2}\b", item.code))
    if in_rows:
        return
    for item in procedures:
        end = item.end - item.line.start
        tail = _TAILED.match(item.line.text[end:])
        if tail is None or tail[1] not in modifiers("known"):
            continue
        apart = tail[1] in modifiers("plain") and re.match(r"\s{2,}[A-Za-z]|\s*$", item.line.text[end + len(tail[0]) :])
        if tail[0][0] == "-" or apart or tail[1] in ("26", "TC") or is_modifier(tail[1]):
            yield msgspec.structs.replace(item, code=tail[1], end=item.end + len(tail[0]))
    for line in (*running, *_row_lines(sections)):
        for match in _MODIFIED.finditer(line.text):
            for word in re.findall(r"[A-Z0-9]{2}", match[1]):
                if word in modifiers("known") and any(
                    c.line.number in (line.number, line.number - 1) for c in procedures
                ):
                    yield Seen(word, line, line.start + match.start(), line.start + match.end())


def _row_lines(sections: Sequence[Section]) -> list[Line]:
    rows = [(s, row) for s in sections for row in s.rows if row.kind == "service"]
    return [line for s, row in rows for line in s.sheet.lines[row.first_line : row.last_line + 1] if line.cells]


def _diagnosed_rows(sections: Sequence[Section]) -> Iterator[Seen]:
    for item in _of_rows(sections, "diagnosis"):
        yield from (msgspec.structs.replace(item, code=code) for code in DIAGNOSIS.findall(item.code))


def _drugs(sheet: Sheet) -> Iterator[Seen]:
    announced = -_NDC_REACH
    for line in sheet.lines:
        low = folded(line.text)
        announced = line.number if _NDC.search(low) else announced
        if line.number - announced >= _NDC_REACH:
            continue
        for match in NDC.finditer(line.text):
            direct = _NDC.search(low[max(0, match.start() - 30) : match.start()]) is not None
            if "-" in match[0] or direct:
                yield Seen(match[0], line, line.start + match.start(), line.start + match.end())


def _adjustments(sections: Sequence[Section], running: Sequence[Line]) -> list[Seen]:
    found = list(_line_codes(sections, "adjustment_codes"))
    alone = all(section.alone for section in sections)
    found += adjustments_in(running, _legend_lines(sections) if found or not alone else frozenset())
    if not found and sections:
        sheet = sections[0].sheet
        found += adjustments_at_notes(sheet, sections[0].legend)
        found += [*listed_reasons(running), *reasons_pointed_at(running)]
        found += [seen for seen, _ in reasons_closing(sheet, running)]
    return without_bare_doubles(found)


def _line_codes(sections: Sequence[Section], name: str) -> Iterator[Seen]:
    for section in sections:
        rows = [row for row in section.rows if row.kind == "service"]
        for row, line in zip(rows, section.lines, strict=True):
            first = section.sheet.lines[row.first_line]
            for code in getattr(line, name):
                yield Seen(code, first, row.start, row.end)


def _legend_lines(sections: Sequence[Section]) -> frozenset[int]:
    cited = {n for s in sections for note in s.legend for n in range(note.first_line, note.last_line + 1)}
    return frozenset(cited.union(*(uncited(s.sheet, s.legend) for s in sections)))


def _remarks(sections: Sequence[Section], running: Sequence[Line]) -> list[Seen]:
    found = list(_line_codes(sections, "remark_codes"))
    alone = all(section.alone for section in sections)
    said = list(remarks_in(running, _legend_lines(sections)))
    if not found and sections and alone:
        said += remarks_at_notes(sections[0].sheet, sections[0].legend)
    if not found and not said and sections:
        closing = reasons_closing(sections[0].sheet, running)
        said += [msgspec.structs.replace(seen, code=code) for seen, more in closing for code in more]
    return found + said


def _place_of_service(sheet: Sheet, sections: Sequence[Section], running: Iterable[Line]) -> Fact | None:
    for item in _of_rows(sections, "place_of_service"):
        if re.fullmatch(r"\d{2}", item.code):
            return Fact("place_of_service", item.code, source=source(sheet, item.line.page, item.start, item.end))
    for line in running:
        low = folded(line.text)
        match = _POS.search(low) or _PLACED.search(low) or _PLACE_FIRST.search(low)
        if match:
            place = source(sheet, line.page, line.start + match.start("code"), line.start + match.end("code"))
            return Fact("place_of_service", match["code"], source=place)
    return None
