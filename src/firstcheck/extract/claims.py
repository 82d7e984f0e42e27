"""A paper split into its claims: one statement may hold several, each with its own lines and total.

Takes a Sheet; gives Sections. A claim that is only mentioned in running words is none.
"""

import re

import msgspec

from firstcheck.extract.blocks import find_blocks
from firstcheck.extract.layout import Line, Sheet, once, source
from firstcheck.extract.legend import Note, read_legend
from firstcheck.extract.lines import marks_used, money_of, read_lines, with_codes
from firstcheck.extract.reason_codes import printed_codes
from firstcheck.extract.rows import Kind, Row
from firstcheck.extract.tables import find_tables
from firstcheck.extract.vertical import find_transposed, find_vertical
from firstcheck.facts.case import ClaimLine
from firstcheck.facts.fact import Source

_HEAD = re.compile(
    r"(?i)(?:(?<![^\s])(?<!\S\s)|(?<=[|>*•–—-]\s)|(?<=\d\)\s)|(?<=\())(?:total\sfor\s)?(?P<label>(?:(?:medical|your|su|this"
    r"|related)\s)?(?:claims?|reclamaci[oó]n|reclamo|dcn|icn|tcn)"
    r"(?:\s(?:control|reference|ref|id))?(?:\s(?:\d{1,2}\s(?:of|de)\s\d{1,2}|[A-H](?=\s|:)|\d{1,2}(?=:|\s{2})))?"
    r"|document control|claim control|ref(?:erence)?)"
    r"[\s:.,]{0,30}(?:\(?(?:no\.?|n\.?\s?[º°o]\.?|number|n[uú]m(?:ero)?\.?|nbr|id|#)\)?)?[\s:.#]{0,30}"
    r"(?-i:(?P<id>(?=(?:[A-Z*/-]*\d){5})[A-Z0-9][A-Z0-9*/-]{3,}[A-Z0-9](?:\s(?=[\dA-Z-]*\d{3})[A-Z0-9-]{2,8}(?![A-Za-z/.])){0,3}))(?=$"
    r"|[\s.,;:)\]|])"
)
#: A numbered list of claims without the word: "(3) P61121-014", "2 of 2  #FS2608-90310".
_NUMBERED = re.compile(
    r"^\s*(?:\((?P<n>\d{1,2})\)|(?P<m>\d{1,2})[.)]|(?P<o>\d{1,2})\s(?:of|de)\s\d{1,2})\s{1,6}#?\s?"
    r"(?P<id>(?=(?:[A-Z-]*\d){6})[A-Z]{0,4}-?\d[A-Z0-9-]{4,})(?=\s|$)"
)
_LISTED = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:19|20)\d{6}")
_WEAK = re.compile(r"(?i)ref")
_AMOUNT = re.compile(r"\$\s?\d|\d\.\d{2}\b")


class Section(msgspec.Struct, frozen=True):
    """One claim of a paper: lines `first_line` to `last_line` of the sheet, its rows, its service lines, its notes.

    `rivals` are the line ranges of the other claims. `cited` are the notes of each service line. `alone`: it is the
    only claim, and the whole paper is about it.
    """

    sheet: Sheet
    index: int
    first_line: int
    last_line: int
    claim_number: str | None = None
    claim_source: Source | None = None
    rows: tuple[Row, ...] = ()
    lines: tuple[ClaimLine, ...] = ()
    legend: tuple[Note, ...] = ()
    rivals: tuple[tuple[int, int], ...] = ()
    cited: tuple[tuple[Note, ...], ...] = ()

    @property
    def alone(self) -> bool:
        """Whether the paper holds no other claim."""
        return not self.rivals


class _Head(msgspec.Struct, frozen=True):
    number: str
    line: Line
    start: int
    end: int


@once
def claim_sections(sheet: Sheet) -> tuple[Section, ...]:
    """The claims of a paper in printed order, never empty: a paper with no claim head is one section."""
    rows = _rows(sheet)
    taken = {n for row in rows for n in range(row.first_line, row.last_line + 1)}
    legend = read_legend(sheet, marks_used(rows), taken)
    parts = _column_parts(sheet, rows)
    if len(parts) < 2:
        heads = [head for head, _, _ in parts if head] or _heads(sheet, rows)
        whole = [(heads[0] if heads else None, 0, len(sheet.lines) - 1)]
        parts = _parts(sheet, heads, rows) if len(heads) > 1 else whole
    ranges = [(first, last) for _, first, last in parts]
    found = []
    for index, (head, first, last) in enumerate(parts):
        inside = tuple(row for row in rows if first <= row.first_line <= last and _belongs(row, head))
        section = Section(
            sheet,
            index,
            first,
            last,
            head.number if head else None,
            source(sheet, head.line.page, head.start, head.end) if head else None,
            inside,
            (),
            legend,
            tuple(span for span in ranges if span != (first, last)),
        )
        read = read_lines(section)
        lines, cited = tuple(line for line, _ in read), tuple(notes for _, notes in read)
        found.append(msgspec.structs.replace(section, lines=lines, cited=cited))
    return tuple(found) if len(found) > 1 else (_with_printed_codes(found[0]),)


def _belongs(row: Row, head: "_Head | None") -> bool:
    """Whether a row may be of that claim: it names no other one."""
    field = row.first("claim_number")
    return head is None or field is None or sum(c.isdigit() for c in field.text) < 4 or field.text == head.number


def _rows(sheet: Sheet) -> tuple[Row, ...]:
    """The rows of tables and of services that stand outside one, in printed order."""
    tables = find_tables(sheet)
    taken = {n for table in tables for n in range(table.header.first_line, table.header.last_line + 1)}
    taken |= {n for table in tables for row in table.rows for n in range(row.first_line, row.last_line + 1)}
    rows = [row for table in tables for row in table.rows]
    rows += find_vertical(sheet, taken)
    rows += find_transposed(sheet, taken)
    taken |= {n for row in rows for n in range(row.first_line, row.last_line + 1)}
    return _standing(sorted([*rows, *find_blocks(sheet, taken)], key=lambda row: row.first_line))


def _standing(rows: list[Row]) -> tuple[Row, ...]:
    """Rows without those that a later row takes back with the same amount and a minus sign, and without that row."""
    kept: list[Row] = []
    for row in rows:
        billed = money_of(row, "billed")
        if row.kind is not Kind.SERVICE or billed is None or billed >= 0:
            kept.append(row)
            continue
        undone = next((k for k in kept if _code(k) == _code(row) and money_of(k, "billed") == -billed), None)
        kept = [k for k in kept if k is not undone]
    return tuple(kept)


def _code(row: Row) -> str:
    field = row.first("procedure_code") or row.first("description")
    return field.text if field else ""


def _with_printed_codes(section: Section) -> Section:
    """Lines that print no code of their own take those of the paper, where it is about this one claim."""
    lines = section.lines
    if not lines or any(line.adjustment_codes or line.remark_codes for line in lines):
        return section
    rows = {n for row in section.rows for n in range(row.first_line, row.last_line + 1)}
    running = [line for line in section.sheet.lines if line.cells and line.number not in rows]
    codes, remarks = printed_codes(section.sheet, running, section.legend)
    return msgspec.structs.replace(section, lines=with_codes(lines, codes, remarks))


def _heads(sheet: Sheet, rows: tuple[Row, ...]) -> list[_Head]:
    """Claim numbers that head a claim: each one that has rows or amounts before the next."""
    found: list[_Head] = []
    for line in sheet.lines:
        for match in _HEAD.finditer(line.text):
            number = match["id"]
            if not _DATE.fullmatch(number) and not any(head.number == number for head in found):
                found.append(_Head(number, line, line.start + match.start("id"), line.start + match.end("id")))
    listed = _numbered(sheet)
    if len(found) < 2 <= len(listed):
        found = listed
    strong = [head for head in found if head in listed or not _WEAK.match(_label(head))] or found
    if len(strong) < 2:
        return strong
    ends = [head.line.number for head in strong[1:]] + [len(sheet.lines)]
    kept = [head for head, end in zip(strong, ends, strict=True) if _has_amounts(sheet, head, end, rows)]
    return kept or strong[:1]


def _numbered(sheet: Sheet) -> list[_Head]:
    """The claims of a list that numbers them from one on."""
    found: list[_Head] = []
    for line in sheet.lines:
        match = _NUMBERED.match(line.text)
        if match and int(match["n"] or match["m"] or match["o"]) == len(found) + 1 and not _DATE.fullmatch(match["id"]):
            found.append(_Head(match["id"], line, line.start + match.start("id"), line.start + match.end("id")))
    return found


def _label(head: _Head) -> str:
    match = next(m for m in _HEAD.finditer(head.line.text) if m["id"] == head.number)
    return match["label"]


def _column_parts(sheet: Sheet, rows: tuple[Row, ...]) -> list[tuple[_Head | None, int, int]]:
    """The claims of a table that gives each row's claim number in a column."""
    parts: dict[str, tuple[_Head | None, int, int]] = {}
    for row in rows:
        field = row.first("claim_number")
        if row.kind is Kind.SERVICE and field is not None and sum(c.isdigit() for c in field.text) >= 4:
            line = sheet.lines[row.first_line]
            head, first, last = parts.get(
                field.text, (_Head(field.text, line, field.start, field.end), row.first_line, 0)
            )
            parts[field.text] = (head, first, max(last, row.last_line))
    return list(parts.values())


def _has_amounts(sheet: Sheet, head: _Head, end: int, rows: tuple[Row, ...]) -> bool:
    begin = head.line.number
    if any(begin <= row.first_line < end and row.kind is Kind.SERVICE for row in rows):
        return True
    if _AMOUNT.search(head.line.text):
        return True
    near = [
        line for line in sheet.lines[begin : min(end, begin + 14)] if len(line.cells) > 1 and _AMOUNT.search(line.text)
    ]
    several = len(near) >= 2 or any(len(_AMOUNT.findall(line.text)) >= 2 for line in near)
    return several and (not rows or _LISTED.match(head.line.text) is not None)


def _parts(sheet: Sheet, heads: list[_Head], rows: tuple[Row, ...]) -> list[tuple[_Head | None, int, int]]:
    # where a blank line or a rule leads to the first head, heads open their claims
    above = sheet.lines[heads[0].line.number - 1 : heads[0].line.number]
    opens = bool(above) and not above[0].cells
    begins = [head.line.number if opens else _begin(sheet, head, rows) for head in heads]
    parts: list[tuple[_Head | None, int, int]] = []
    for index, head in enumerate(heads):
        after = begins[index + 1] - 1 if index + 1 < len(heads) else _end(sheet, head, rows)
        parts.append((head, begins[index], max(after, head.line.number)))
    return parts


def _begin(sheet: Sheet, head: _Head, rows: tuple[Row, ...]) -> int:
    """The first line of the block that the head stands in, rows of the claim before left out."""
    first = head.line.number
    taken = {number for row in rows for number in range(row.first_line, row.last_line + 1)}
    while first > 0 and first - 1 not in taken and sheet.lines[first - 1].cells and head.line.number - first < 3:
        above = sheet.lines[first - 1].text
        if _HEAD.search(above) or _NUMBERED.match(above):
            break
        first -= 1
    return first


def _end(sheet: Sheet, head: _Head, rows: tuple[Row, ...]) -> int:
    last = max(
        (row.last_line for row in rows if row.first_line >= head.line.number and row.kind is not Kind.WIDER_TOTAL),
        default=-1,
    )
    if last >= 0:
        return last
    last = head.line.number
    while last + 1 < len(sheet.lines) and sheet.lines[last + 1].cells:
        last += 1
    return last
