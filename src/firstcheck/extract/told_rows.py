"""A whole service in one line of words and amounts, and the sum that stands below such lines.

Takes a Line; gives Rows like those of a table.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.amounts import Amount, amounts
from firstcheck.extract.columns import MONEY_ROLES
from firstcheck.extract.layout import Line
from firstcheck.extract.rows import DATE, Field, Kind, Row
from firstcheck.extract.shapes import AMBULANCE, PROCEDURE, is_procedure, modifiers
from firstcheck.extract.titles import column_role, is_payer

_TOLD_CODE = re.compile(
    r"^\s*(?:\W\s*)?(?:\(?\d{1,2}[.)]\s{1,3})?"
    r"(?:(?:DOS|Date|svc|serv(?:ice|icio)?|L\d{1,2}|(?:line|item|rengl[oó]n)\s?\d{1,2})\W{1,3})?"
    rf"(?:(?P<date>{DATE.pattern})\s{{1,6}})?"
    rf"(?:(?:CPT|HCPCS|code)\W{{1,3}})?(?P<code>{PROCEDURE.pattern})(?:[-\s](?P<mod>[A-Z0-9]{{2}})\b)?"
)
#: "Stress test with imaging (78452)"
_NAMED_CODE = re.compile(
    rf"^\s*(?:(?P<date>{DATE.pattern})\s{{1,6}})?[^()$|:]{{4,60}}\((?:(?:CPT|HCPCS)\s)?(?P<code>{PROCEDURE.pattern})"
    r"(?:-(?P<mod>[A-Z0-9]{2})\b)?\)"
)
#: "10/02/26  Dr. Ames    99203   $210.00", "Lake Clinic   10/02/26   99203": a code in a cell of its own
_CELL_CODE = re.compile(
    rf"^(?=.{{0,80}}?(?<![\w/.-])(?P<date>{DATE.pattern})\s)[^$|:]{{4,110}}?\s\s(?P<code>{PROCEDURE.pattern})"
    r"(?:[-\s](?P<mod>[A-Z0-9]{2})\b)?(?=\s{1,40}\$?\d)"
)
#: No line of services is longer; a row of blanks without end would cost the pattern dearly.
_LONGEST = 400
_PRICED = re.compile(
    rf"(?:^|\s\s|[,;|]\s?|\band\s|\+\s|\.{{3,}}\s)\s{{0,12}}"
    rf"(?:(?P<code>{PROCEDURE.pattern})(?:-[A-Z0-9]{{2}})?\s{{0,12}})?"
    r"(?P<words>\([^()$]{2,40}\)|[A-Za-z][A-Za-z ,/'-]{1,40}?)?\s{1,12}"
    r"(?P<charge>\$?\d[\d,]*\.\d{2})(?=\s\s|$|[,;|)]|\sand\s|\s\+)"
)
#: "you 40% 160.00"
_RATE = re.compile(r"\s\d{1,3}\s?%$")
_SUM_WORD = re.compile(r"(?i)\b(?:total|sum|suma)\W{1,14}$")
_SUM_ALONE = re.compile(r"(?i)^\W*(?:claim\s)?(?:totals?|sum|suma|totales)\b")
#: A line of sums has few words; a sentence about amounts has more.
_MOST_WORDS = 12


def told_row(line: Line, above: tuple[Line, Row] | None) -> Row | None:
    """A whole service in one line, each amount behind its word: "L1970  chg 1,480.00  allowed 520.00  paid 468.00".

    `above`: the line before it that was read so, and its row; a line of amounts below it is the sum.
    """
    found = running_amounts(line)
    charged = len(found) >= 2 and any(field.role == "billed" for field in found)
    if found and not found[0].role and all(field.role != "billed" for field in found):
        # the one amount that needs no word is what was charged
        found[0] = Field("billed", found[0].text, found[0].start, found[0].end)
    found = [field for field in found if field.role]
    roles = {field.role for field in found}
    # one name is enough where it is what was charged, and an amount without a name stands beside it
    enough = len(roles) >= 2 or charged
    opening = list(_first_code(line)) if enough else []
    if opening and found and opening[0].start < found[0].start:
        return _one_line(Kind.SERVICE, line, (*opening, *found))
    if above is None or line.number - above[0].number > 2:
        return None
    named = (
        roles <= {field.role for field in above[1].fields} and len(re.findall(r"[^\W\d]+", line.text)) <= _MOST_WORDS
    )
    if enough and named and not _code_in(line) and not DATE.search(line.text):
        return _one_line(Kind.TOTAL, line, tuple(found))
    if any(c.isalpha() for c in _SUM_ALONE.sub("", line.text)):
        return None
    return _sum_below(line, above)


def _sum_below(line: Line, above: tuple[Line, Row]) -> Row | None:
    """A line of bare amounts that end where the amounts above it end."""
    edges = {field.end - above[0].start: field.role for field in above[1].fields if field.role in MONEY_ROLES}
    found = [
        Field(edges[a.end], line.text[a.start : a.end], line.start + a.start, line.start + a.end)
        for a in amounts(line.text)
        if a.end in edges
    ]
    return _one_line(Kind.TOTAL, line, tuple(found)) if len(found) >= 2 else None


def _one_line(kind: Kind, line: Line, fields: tuple[Field, ...]) -> Row:
    ordered = tuple(sorted(fields, key=lambda f: f.start))
    return Row(kind, line.page, line.cells[0].start, line.cells[-1].end, line.number, line.number, ordered)


def _code_in(line: Line) -> bool:
    return any(is_procedure(match[0]) for match in PROCEDURE.finditer(line.text))


def _first_code(line: Line) -> Iterator[Field]:
    """The code of such a line with its modifier and day: at the beginning, behind a date, or behind its words."""
    match = _TOLD_CODE.match(line.text) or _NAMED_CODE.match(line.text)
    match = match or (_CELL_CODE.match(line.text) if len(line.text) <= _LONGEST else None)
    if match is None or not is_procedure(match["code"]):
        return
    for role, group in (("service_date", "date"), ("procedure_code", "code"), ("modifiers", "mod")):
        if match[group] and (
            role != "modifiers" or match[group] in modifiers("known") or AMBULANCE.fullmatch(match[group])
        ):
            yield Field(role, match[group], line.start + match.start(group), line.start + match.end(group))


def running_amounts(line: Line) -> list[Field]:
    """Every amount of a line with what the words right before it say it is, empty where they say nothing."""
    found, before = [], 0
    for amount in amounts(line.text):
        behind = _named_behind(line, amount)
        role = behind[0] if behind else _role_before(_RATE.sub("", line.text[before : amount.start].rstrip(" $:=.")))
        found.append(
            Field(role, line.text[amount.start : amount.end], line.start + amount.start, line.start + amount.end)
        )
        before = behind[1] if behind else amount.end
    return found


def _role_before(text: str) -> str:
    """What the last words before an amount say it is, those of the nearest cell first: "NOT PAID   you $0.00"."""
    for part in (re.split(r"\s{2,}|\t", text.strip())[-1], text):
        words = part.split()[-4:]
        tails = (" ".join(words[at:]) for at in range(len(words)))
        if role := next((role for tail in tails if (role := _money_role(tail))), ""):
            return role
    return ""


def _named_behind(line: Line, amount: Amount) -> tuple[str, int] | None:
    """What an amount is that opens its cell and has its name behind it, and where the cell ends: "$0.00 paid"."""
    start = line.start + amount.start
    cell = next((cell for cell in line.cells if cell.start <= start < cell.end), None)
    if cell is None or cell.text[: start - cell.start].strip("$ "):
        return None
    role = _money_role(cell.text[amount.end - (cell.start - line.start) :].strip(" :."))
    return (role, cell.end - line.start) if role else None


def _money_role(words: str) -> str:
    if is_payer(words):
        # "plan $0.00  you $141.00": what the plan gives
        return "paid"
    role = "" if any(map(str.isdigit, words)) else column_role(words)
    return role if role in MONEY_ROLES else ""


def listed_services(line: Line) -> list[Row]:
    """Several services on one line, each with its charge, and their sum: "94060 $28.00  94729 $41.00  TOTAL"."""
    if len(line.text) > _LONGEST:
        return []
    found = [m for m in _PRICED.finditer(line.text) if m["code"] is None or is_procedure(m["code"])]
    found = [m for m in found if m["code"] or _is_item(m["words"] or "")]
    if sum(m["code"] is not None for m in found) < 2:
        return []
    rows = [_one_line(Kind.SERVICE, line, tuple(_priced_fields(line, match))) for match in found]
    sums = [f for f in running_amounts(line) if f.start >= line.start + found[-1].end()]
    named = [Field("billed", f.text, f.start, f.end) if _is_total(line, f) else f for f in sums]
    held = tuple(field for field in named if field.role)
    return [*rows, _one_line(Kind.TOTAL, line, held)] if held and held[0].role == "billed" else rows


def _is_item(words: str) -> bool:
    """Whether words before an amount name a service and neither a sum nor what the amount is."""
    return bool(words) and not column_role(words) and _SUM_WORD.search(f"{words} ") is None


def _priced_fields(line: Line, match: re.Match[str]) -> Iterator[Field]:
    for role, group in (("procedure_code", "code"), ("description", "words"), ("billed", "charge")):
        if match[group] and match[group].strip():
            yield Field(role, match[group].strip(), line.start + match.start(group), line.start + match.end(group))


def _is_total(line: Line, field: Field) -> bool:
    return _SUM_WORD.search(line.text[: field.start - line.start]) is not None
