"""Service lines outside any table: a code with its words, and labelled amounts beside or below it.

Takes a Sheet and the lines that tables hold; gives Rows like those of a table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Set

import msgspec

from firstcheck.extract.amounts import amounts
from firstcheck.extract.columns import MONEY_ROLES
from firstcheck.extract.layout import Cell, Line, Sheet
from firstcheck.extract.lexicon import folded
from firstcheck.extract.procedure_codes import procedures_in
from firstcheck.extract.rows import DATE, Field, Kind, Row
from firstcheck.extract.services import names_service
from firstcheck.extract.shapes import PROCEDURE, adjustments, is_procedure, modifiers
from firstcheck.extract.titles import role_of
from firstcheck.extract.told_rows import listed_services, running_amounts, told_row

_WORD_LABELS = ("procedure_code", "service_date", "modifiers", "quantity", "place_of_service", "description", "notes")
_LABELS = MONEY_ROLES | frozenset((*_WORD_LABELS, "carc", "group", "rarc", "line", "decision"))
_REPEATS = frozenset(("notes", "description", "modifiers"))
_ARROW = re.compile(r"^[\s\-–—=>•*·»]+|[\s:.…]+$")
_LINE_HEAD = re.compile(
    r"(?i)^(?:line|service|item|l[ií]nea|servicio|rengl[oó]n)\s(?:no\.?\s?|#"
    r"|n[º°.]+\s?)?\d{1,2}\b(?!\s?(?:of|de)\s\d+\s?\$)"
)
_CODE_FIRST = re.compile(
    rf"^(?:\d{{1,2}}[.)]?\s{{1,3}})?(?:{DATE.pattern}\s{{1,4}})?(?P<code>{PROCEDURE.pattern})"
    r"(?:-(?P<mod>[A-Z0-9]{2})\b)?\s?[-–—:,]?\s*(?P<words>.*)$"
)
_BRACKETED = re.compile(rf"^(?P<words>[^()$]{{4,60}})\((?:CPT\s|HCPCS\s)?(?P<code>{PROCEDURE.pattern})\)[\s:.]*$")
_DECIDED = re.compile(
    r"(?i)^(?:(?:not?\s)?(?:paid|covered|approved|payable|pagado|cubierto|aprobado)|denied|denegado|overturned"
    r"|upheld|reversed|denial)\b"
)
#: How many lines below a service its last amounts may stand.
_BELOW = 3
_SUM_NAMED = re.compile(r"(?i)\b(?:sub)?total|\bsuma?\b")
_TOTAL = re.compile(r"(?i)^\W*(?:total|suma|sum|totales)\b\s*:?$")


class _Record:
    def __init__(self, codes_at: int = -1) -> None:
        # where the code of the service above stood: in a list, one below it needs no known words
        self.codes_at = codes_at
        self.fields: list[Field] = []
        self.lines: list[Line] = []

    def add(self, line: Line, fields: list[Field]) -> None:
        self.fields += fields
        self.lines.append(line)

    def repeats(self, fields: list[Field]) -> bool:
        held = {field.role for field in self.fields} - _REPEATS
        return any(field.role in held for field in fields)

    @property
    def code_column(self) -> int:
        code = next((field for field in self.fields if field.role == "procedure_code"), None)
        if code is None:
            return self.codes_at
        line = next(line for line in self.lines if line.start <= code.start <= line.end)
        return code.start - line.start

    @property
    def whole(self) -> bool:
        roles = {field.role for field in self.fields}
        return "procedure_code" in roles and ("billed" in roles or len(roles & MONEY_ROLES) >= 2)

    def row(self) -> Row:
        first = self.lines[0]
        fields = tuple(sorted(self.fields, key=lambda f: f.start))
        return Row(
            Kind.SERVICE,
            first.page,
            first.cells[0].start,
            first.cells[-1].end,
            first.number,
            self.lines[-1].number,
            fields,
        )


def find_blocks(sheet: Sheet, taken: Set[int]) -> tuple[Row, ...]:
    """Services that stand outside tables, and the total right below a list of them."""
    rows: list[Row] = []
    record = _Record()
    gap = 0
    told: tuple[Line, Row] | None = None
    for line in sheet.lines:
        several = listed_services(line) if line.number not in taken and line.cells else []
        if several:
            rows += [record.row()] if record.whole else []
            rows += several
            record, gap, told = _Record(), 0, None
            continue
        row = told_row(line, told) if line.number not in taken and line.cells else None
        if row is not None:
            rows += [record.row()] if record.whole else []
            rows.append(row)
            told = (line, row) if row.kind is Kind.SERVICE else None
            record, gap = _Record(), 0
            continue
        fields = [] if line.number in taken or not line.cells else _fields(line, record.code_column)
        total = _total(line, rows, record) if line.cells and not fields else None
        if not fields or record.repeats(fields) or _LINE_HEAD.match(line.text.strip("=*- ")):
            gap = gap + 1 if not fields else 0
            if total or record.whole or gap > 1 or fields:
                rows += [record.row()] if record.whole else []
                record = _Record(record.code_column if record.whole and gap == 0 else -1)
        if total is not None:
            rows.append(total)
        elif fields and not record.lines and rows and (longer := _continued(rows[-1], line, fields)):
            rows[-1] = longer
        elif fields:
            record.add(line, fields)
            gap = 0
    rows += [record.row()] if record.whole else []
    shared = Counter(row.first_line for row in rows if row.kind is Kind.SERVICE)
    return tuple(row if shared[row.first_line] > 1 else _with_more_codes(sheet, row) for row in rows)


def _continued(row: Row, line: Line, fields: list[Field]) -> Row | None:
    """The service above with amounts set a line or two below its words: "... there is none.      you owe 310.00"."""
    named = {field.role for field in fields}
    held = {field.role for field in row.fields}
    near = line.page == row.page and 0 < line.number - row.last_line <= _BELOW and len(fields) == 1
    if (
        row.kind is not Kind.SERVICE
        or not near
        or _SUM_NAMED.search(line.text)
        or not named <= MONEY_ROLES
        or named & held
        or "billed" in named
    ):
        return None
    both = tuple(sorted((*row.fields, *fields), key=lambda f: f.start))
    return msgspec.structs.replace(row, fields=both, last_line=line.number)


def _with_more_codes(sheet: Sheet, row: Row) -> Row:
    """The row with the other codes that its lines name: "97110 x2, 97140"."""
    if row.kind is not Kind.SERVICE or row.first("procedure_code") is None:
        return row
    held = {field.text for field in row.all("procedure_code")}
    seen = procedures_in(sheet.lines[row.first_line : row.last_line + 1])
    more = [Field("procedure_code", s.code, s.start, s.end) for s in seen if s.own and s.code not in held]
    return msgspec.structs.replace(row, fields=tuple(sorted((*row.fields, *more), key=lambda f: f.start)))


def _total(line: Line, rows: list[Row], record: _Record) -> Row | None:
    """The sum below a list of services with one amount each."""
    if len(line.cells) != 2 or not _TOTAL.match(line.cells[0].text) or not (rows or record.whole):
        return None
    found = list(amounts(line.text))
    last = record.lines[-1].number if record.lines else rows[-1].last_line
    if len(found) != 1 or line.number - last > 2:
        return None
    field = Field(
        "billed", line.text[found[0].start : found[0].end], line.start + found[0].start, line.start + found[0].end
    )
    return Row(Kind.TOTAL, line.page, line.cells[0].start, line.cells[-1].end, line.number, line.number, (field,))


def _fields(line: Line, codes_at: int) -> list[Field]:
    """What the labels of a line announce, and a code that opens it."""
    found = list(_opening(line, codes_at))
    found += _pairs(line, begin=1 if found else 0)
    if found and found[0].role == "procedure_code" and not any(f.role in MONEY_ROLES for f in found):
        found += _lone_amount(line)
    if any(field.role in MONEY_ROLES for field in found):
        held = {field.start for field in found} | {field.role for field in found}
        found += [f for f in running_amounts(line) if f.role and f.role not in held and f.start not in held]
        found += [Field("notes", c, line.start + start, line.start + end) for c, start, end in adjustments(line.text)]
    return found


def _opening(line: Line, codes_at: int) -> Iterator[Field]:
    """A code with the words of its service at the beginning of a line."""
    cells = line.cells
    for index in range(min(3, len(cells))):
        cell = cells[index]
        match = _CODE_FIRST.match(cell.text) or (_BRACKETED.match(cell.text) if index == 0 else None)
        if match is None:
            if not _may_stand_first(cell):
                return
            continue
        words = match["words"] or (cells[index + 1].text if index + 1 < len(cells) else "")
        listed = cell.start + match.start("code") - line.start == codes_at
        dated = index > 0 and DATE.fullmatch(cells[index - 1].text) is not None and any(labelled_amounts(line))
        sure = listed or dated or names_service(folded(words))
        if is_procedure(match["code"]) and sure and len(words) <= 70:
            yield Field(
                "procedure_code", match["code"], cell.start + match.start("code"), cell.start + match.end("code")
            )
            if match["words"]:
                yield Field(
                    "description",
                    match["words"].strip(" -–:,"),
                    cell.start + match.start("words"),
                    cell.start + match.end("words"),
                )
        return


def _may_stand_first(cell: Cell) -> bool:
    """Whether a cell may stand before a code: a label, a date, a line number."""
    label = role_of(cell.text.rstrip(":")) in ("description", "procedure_code", "service_date", "line")
    return label or DATE.fullmatch(cell.text) is not None or cell.text.isdigit()


def _lone_amount(line: Line) -> list[Field]:
    """The one amount of a listed service, in a cell of its own: what was charged. Behind it stands only a decision."""
    found = list(amounts(line.text))
    if len(found) != 1:
        return []
    place = next((i for i, cell in enumerate(line.cells) if cell.start == line.start + found[0].start), 0)
    cell, behind = line.cells[place], line.cells[place + 1 :]
    whole = found[0].end - found[0].start == len(cell.text)
    if not place or not whole or not all(_DECIDED.search(b.text) or adjustments(b.text) for b in behind):
        return []
    decided = [Field("decision", b.text, b.start, b.end) for b in behind if _DECIDED.search(b.text)]
    return [Field("billed", cell.text, cell.start, cell.end), *decided]


def labelled_amounts(line: Line) -> list[Field]:
    """The amounts of a line whose label fills the cell before them or stands before a colon."""
    return [field for field in _pairs(line, 0) if field.role in MONEY_ROLES]


def _pairs(line: Line, begin: int) -> Iterator[Field]:
    """Label and value: in one cell behind a colon, or in two cells side by side."""
    cells = line.cells
    for index, cell in enumerate(cells):
        label, colon, value = cell.text.partition(":")
        role = _label_role(_ARROW.sub("", label)) if len(label) <= 48 else ""
        if role not in _LABELS:
            continue
        if colon and value.strip():
            start = cell.start + cell.text.index(value.strip(), len(label))
            yield from _value(role, value.strip(), start)
        elif index + 1 < len(cells) and index + 1 > begin - 1:
            yield from _value(role, cells[index + 1].text, cells[index + 1].start)


def _label_role(label: str) -> str:
    """What a label says, in either of the two languages it may stand in."""
    role = role_of(label)
    if not role and re.search(r"(?i)\b(?:your|su|you pay)\b.{0,12}\d\s?%", label):
        return "coinsurance"
    return role or next((found for part in label.split(" / ") if (found := role_of(part))), "")


def _value(role: str, text: str, start: int) -> Iterator[Field]:
    """The value if it is what its label asks for."""
    if role in MONEY_ROLES:
        first = next(amounts(text), None)
        if first is not None and first.start == 0:
            yield Field(role, text[: first.end], start, start + first.end)
    elif role == "procedure_code":
        match = PROCEDURE.match(text)
        if match is not None and is_procedure(match[0]):
            yield Field(role, match[0], start, start + match.end())
            tail = re.match(r"[-\s]([A-Z0-9]{2})\b", text[match.end() :])
            if tail is not None and tail[1] in modifiers("known"):
                yield Field("modifiers", tail[1], start + match.end() + 1, start + match.end() + 3)
    elif role == "service_date":
        match = DATE.match(text)
        if match is not None and match[0][0].isdigit():
            yield Field(role, match[0], start, start + match.end())
    elif role in ("notes", "carc", "group", "rarc", "modifiers", "decision") and len(text) <= 40:
        yield Field(role, text, start, start + len(text))
