"""Tables that run downwards: cells pasted one below another, or services side by side under labels at the left.

Takes a Sheet and the lines that other tables hold; gives Rows. A row counts only when every amount stands in its place.
"""

import re
from collections.abc import Set

from firstcheck.extract.amounts import parse_money
from firstcheck.extract.columns import MONEY_ROLES
from firstcheck.extract.layout import Line, Sheet
from firstcheck.extract.lexicon import folded
from firstcheck.extract.rows import DATE, Field, Kind, Row
from firstcheck.extract.shapes import PROCEDURE, is_procedure
from firstcheck.extract.titles import column_role

_ABSENT = frozenset(("", "-", "--", "—", "n/a", "none", "ninguno"))
_SHORTEST = 3
_CLAIM = re.compile(
    r"(?i)\b(?:claim|reclamaci[oó]n|reclamo|icn|dcn)\s(?:(?:no\.?|number|#"
    r"|n[uú]m\.?)\s?)?:?\s?((?=(?:[A-Z-]*\d){4})[A-Z0-9][A-Z0-9-]{4,})"
)


def find_vertical(sheet: Sheet, taken: Set[int]) -> tuple[Row, ...]:
    """The rows of every such table."""
    rows: list[Row] = []
    at = 0
    while at < len(sheet.lines):
        titles = _titles(sheet.lines, at, taken)
        if len(titles) < _SHORTEST or len(set(titles) & MONEY_ROLES) < 2:
            at += 1
            continue
        at += len(titles)
        while at + len(titles) <= len(sheet.lines) and (row := _row(sheet.lines[at : at + len(titles)], titles)):
            rows.append(row)
            at += len(titles)
    return tuple(rows)


def _titles(lines: tuple[Line, ...], at: int, taken: Set[int]) -> list[str]:
    """The roles of the titles that stand one below another from here on."""
    roles: list[str] = []
    for line in lines[at:]:
        if line.number in taken or len(line.cells) != 1 or line.cells[0].text.endswith(":"):
            break
        text = line.cells[0].text
        role = column_role(text)
        if not role and not (
            roles and len(text) <= 24 and text.replace(" ", "").isalpha() and _leads_on(lines, line.number + 1)
        ):
            break
        roles.append(role or "other")
    if roles and roles[0] in MONEY_ROLES:
        # the first column names the service; "Benefit" over words is no amount
        roles[0] = "description"
    return roles


def _leads_on(lines: tuple[Line, ...], number: int) -> bool:
    """Whether an unknown title is followed by a known one."""
    below = lines[number : number + 1]
    return bool(below) and len(below[0].cells) == 1 and column_role(below[0].cells[0].text) in MONEY_ROLES


def _row(lines: tuple[Line, ...], titles: list[str]) -> Row | None:
    fields: list[Field] = []
    for line, role in zip(lines, titles, strict=True):
        text = line.text.strip()
        if len(line.cells) > 1 or (role in MONEY_ROLES and folded(text) not in _ABSENT and parse_money(text) is None):
            return None
        if line.cells and folded(text) not in _ABSENT:
            fields += _fields(line, role)
    if not any(field.role in MONEY_ROLES for field in fields) or not lines[0].cells:
        return None
    first, last = lines[0], lines[-1]
    total = folded(first.text).strip().startswith(("total", "suma"))
    kind = Kind.TOTAL if total else Kind.SERVICE
    return Row(kind, first.page, first.cells[0].start, last.end, first.number, last.number, tuple(fields))


def _fields(line: Line, role: str) -> list[Field]:
    cell = line.cells[0]
    found = [Field(role, cell.text, cell.start, cell.end)]
    if role in MONEY_ROLES or role == "procedure_code":
        return found
    for match in PROCEDURE.finditer(line.text):
        if is_procedure(match[0]):
            code = Field("procedure_code", match[0], line.start + match.start(), line.start + match.end())
            words = line.text[: match.start()] + line.text[match.end() :]
            return [Field(role, words.strip(" ()-,"), cell.start, cell.end), code]
    return found


def find_transposed(sheet: Sheet, taken: Set[int]) -> tuple[Row, ...]:
    """Services set side by side: each line a label with one value for every service."""
    rows: list[Row] = []
    group: list[Line] = []
    for line in (*sheet.lines, None):
        fits = line is not None and line.number not in taken and _is_transposed(line, group)
        if fits and line is not None:
            group.append(line)
        elif group:
            rows += _columns(sheet, group)
            group = [line] if line is not None and line.number not in taken and _is_transposed(line, []) else []
    return tuple(rows)


def _is_transposed(line: Line, group: list[Line]) -> bool:
    if len(line.cells) < 3 or not column_role(line.cells[0].text):
        return False
    if group and (len(line.cells) != len(group[0].cells) or line.number != group[-1].number + 1):
        return False
    role = column_role(line.cells[0].text)
    values = [cell.text for cell in line.cells[1:]]
    if role in MONEY_ROLES:
        return all(parse_money(value) is not None for value in values)
    if role == "procedure_code":
        return all(PROCEDURE.match(value) for value in values)
    if role == "service_date":
        return all(DATE.match(value) and value[0].isdigit() for value in values)
    return role in ("notes", "modifiers", "description", "quantity", "place_of_service", "claim_number")


def _columns(sheet: Sheet, group: list[Line]) -> list[Row]:
    """One row for each column of a group of labelled lines, with the claim numbers that stand above them."""
    roles = [column_role(line.cells[0].text) for line in group]
    if "procedure_code" not in roles or len(set(roles) & MONEY_ROLES) < 2:
        return []
    heads = _claims_above(sheet, group[0], len(group[0].cells) - 1)
    rows = []
    for index in range(1, len(group[0].cells)):
        fields = [heads[index - 1]] if heads else []
        for line, role in zip(group, roles, strict=True):
            cell = line.cells[index]
            code = PROCEDURE.match(cell.text) if role == "procedure_code" else None
            end = cell.start + code.end() if code else cell.end
            fields.append(Field(role, code[0] if code else cell.text, cell.start, end))
        first, last = group[0], group[-1]
        rows.append(
            Row(Kind.SERVICE, first.page, first.cells[0].start, last.end, first.number, last.number, tuple(fields))
        )
    return rows


def _claims_above(sheet: Sheet, line: Line, count: int) -> list[Field]:
    """Claim numbers over the columns, one for each."""
    for above in reversed(sheet.lines[max(0, line.number - 6) : line.number]):
        found = list(_CLAIM.finditer(above.text))
        if len(found) == count:
            return [Field("claim_number", m[1], above.start + m.start(1), above.start + m.end(1)) for m in found]
    return []
