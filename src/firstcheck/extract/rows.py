"""One printed line under a table header, taken apart: dates, code, amounts, and which column each amount stands in.

Takes a Line and a Header; gives a Draft, and Fields once the table knows where its columns really stand.
"""

import enum
import re
from collections.abc import Mapping

import msgspec

from firstcheck.extract.amounts import amounts, parse_money
from firstcheck.extract.columns import MONEY_ROLES, Column, Header, Piece, piece_of, pieces
from firstcheck.extract.contradiction import contradicts
from firstcheck.extract.layout import Line
from firstcheck.extract.shapes import ADJUSTMENT, MISREAD_CODE, PROCEDURE, is_procedure
from firstcheck.extract.titles import role_of

_DAY = (
    r"(?:\d{1,2}[/-][A-Za-z]{3,4}[/-]\d{2,4}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    r"|(?:19|20)\d{6}|[01]\d[0-3]\d(?:19|20)?\d{2}"
    r"|(?:\d{1,2}(?:[\s-]de[\s-]|[\s-]))?[A-Z][a-zé]{2,9}\.?(?:[\s-]\d{1,2}(?!\d))?(?:(?:,\s?|[\s-]"
    r"|\sde\s)(?:19|20)?\d{2}\b)?"
    r"|\d{1,2}/\d{1,2})"
)
_MONTHS = re.compile(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)")
#: A day or a span of days, as service dates are printed in tables.
DATE = re.compile(rf"(?<![\w/.-]){_DAY}(?:\s?(?:-|–|to|thru|al?)\s?{_DAY})?(?![\w/]|-\d)")
_SIX = re.compile(r"\d{6}(?!\d)")
_BLANK = re.compile(r"^(?:\$?\s?[-–—]{1,3}|n/?a|none|nil|ninguno)$", re.IGNORECASE)
_WHOLE = re.compile(r"^\$?\d{1,3}(?:,?\d{3})*$")
_CODE_CELL = re.compile(r"(?<![\w.$/-])(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z])(?![\w$/]|[.,]\d|-\d{3})")
#: "Office visit, est. (99214)": a code that stands behind its words, wherever its column is.
_BRACKETED = re.compile(rf"[A-Za-z.] \(({PROCEDURE.pattern})\)(?=\s|$)")
_LABEL_BEFORE = re.compile(r"(?:^|\s\s|[|:])([^\W\d][^\d|:]{2,40}?)\s?:?\s{1,3}$")
_FAR, _SKIPPED = 24.0, 15.0
_NEXT_TO = 6


class Kind(enum.StrEnum):
    """What a row is: a service, the sum of a claim, or a sum over several claims or over time."""

    SERVICE = "service"
    TOTAL = "total"
    WIDER_TOTAL = "wider_total"


class Field(msgspec.Struct, frozen=True):
    """What stands in one column of a row; offsets into the page's text."""

    role: str
    text: str
    start: int
    end: int


class Row(msgspec.Struct, frozen=True):
    """A row with the fields it prints. `start`/`end` are offsets of its first line; lines count over the document."""

    kind: Kind
    page: int
    start: int
    end: int
    first_line: int
    last_line: int
    fields: tuple[Field, ...]

    def all(self, *roles: str) -> tuple[Field, ...]:
        """The fields of these columns, in order."""
        return tuple(field for field in self.fields if field.role in roles)

    def first(self, role: str) -> Field | None:
        """The first field of that column."""
        return next((field for field in self.fields if field.role == role), None)


class Draft:
    """A line taken apart, before its amounts are given to columns."""

    def __init__(self, line: Line, header: Header) -> None:
        self.line = line
        self.money = _coins(line, header)
        first = self.money[0].start - line.start if self.money else len(line.text)
        self.code = _code(line, header, first)
        before = self.code.start - line.start if self.code else first
        self.date = _date(line, header, before) or _date(line, header, first)
        self.owed = _owed(self, header)
        self.money = [coin for coin in self.money if all(coin.start != field.start for field in self.owed)]
        taken = [*self.money, *(piece for piece in (self.code, self.date) if piece)]
        self.rest = _rest(line, taken)
        self.kept: list[Field] = []

    @property
    def lead(self) -> str:
        """The words before the first amount, dates and codes left out."""
        first = self.money[0].start if self.money else self.line.end
        return " ".join(piece.text for piece in self.rest if piece.start < first)


def _coins(line: Line, header: Header) -> list[Piece]:
    found = [piece_of(line, amount.start, amount.end) for amount in amounts(line.text)]
    if not found:
        found = [piece for piece in pieces(line) if _WHOLE.match(piece.text) and _under_money(piece, header)]
    if not found:
        return []
    blanks = [piece for piece in pieces(line) if _BLANK.match(piece.text) and _under_money(piece, header)]
    found = sorted([*found, *blanks], key=lambda piece: piece.start)
    wanted = len(header.money)
    return found if len(found) <= wanted else _without_adjustments(line, found)


def _owed(draft: Draft, header: Header) -> list[Field]:
    """What the patient owes, behind those words on a line of sums: `CLAIM TOTALS 362.00 62.36 PT RESP 25.00`."""
    if draft.code or draft.date or header.has("patient_responsibility"):
        return []
    found = []
    for coin in draft.money:
        before = draft.line.text[: coin.start - draft.line.start]
        if (label := _LABEL_BEFORE.search(before)) and role_of(label[1]) == "patient_responsibility":
            found.append(Field("patient_responsibility", coin.text, coin.start, coin.end))
    return found


def _without_adjustments(line: Line, found: list[Piece]) -> list[Piece]:
    """Leave out amounts that stand right behind a reason code: `CO45 47.20`."""
    ends = [line.start + match.end() for match in ADJUSTMENT.finditer(line.text)]
    behind = {min((p.start for p in found if 0 <= p.start - end <= _NEXT_TO), default=-1) for end in ends}
    return [piece for piece in found if piece.start not in behind]


def _under_money(piece: Piece, header: Header) -> bool:
    nearest = min(header.columns, key=lambda c: distance(piece, c.left, c.right))
    return nearest.role in MONEY_ROLES and distance(piece, nearest.left, nearest.right) <= 2


def distance(piece: Piece, left: int, right: int) -> float:
    """How far a piece stands from a span of the grid: 0.1 for each place between the middles where they overlap."""
    gap = max(left - piece.right, piece.left - right)
    if gap >= 0:
        return 3.0 + 2 * gap
    return abs((left + right) - (piece.left + piece.right)) / 20


def _code(line: Line, header: Header, before: int) -> Piece | None:
    column = next((c for c in header.columns if c.role == "procedure_code"), None)
    if column is not None and not header.packed:
        for pattern in (_CODE_CELL, MISREAD_CODE):
            for found in pattern.finditer(line.text):
                piece = piece_of(line, found.start(), found.end())
                if distance(piece, column.left, column.right) <= 5:
                    return piece
    amount = before
    if column is not None and not header.packed:
        before = min(before, max(0, column.right + _NEXT_TO)) if column.right < len(line.text) else before
    for found in PROCEDURE.finditer(line.text, 0, before):
        piece = piece_of(line, found.start(), found.end())
        if is_procedure(found[0]) and not _in_column(piece, header, "claim_number"):
            return piece
    named = _BRACKETED.search(line.text, 0, amount)
    return piece_of(line, *named.span(1)) if named else None


def _date(line: Line, header: Header, before: int) -> Piece | None:
    for found in DATE.finditer(line.text, 0, before):
        if found[0][0].isdigit() or _MONTHS.match(found[0]):
            piece = piece_of(line, found.start(), found.end())
            if (len(found[0]) > 5 and not found[0].isdigit() and not _SIX.match(found[0])) or _in_column(
                piece, header, "service_date"
            ):
                return piece
    return None


def _in_column(piece: Piece, header: Header, role: str) -> bool:
    return any(c.role == role and distance(piece, c.left, c.right) <= 5 for c in header.columns)


def _rest(line: Line, taken: list[Piece]) -> list[Piece]:
    text = line.text
    for piece in taken:
        begin, end = piece.start - line.start, piece.end - line.start
        if text[begin - 1 : begin] + text[end : end + 1] == "()":
            begin, end = begin - 1, end + 1
        text = text[:begin] + " " * (end - begin) + text[end:]
    bare = msgspec.structs.replace(line, text=text)
    return pieces(bare)


def money_fields(draft: Draft, header: Header, places: Mapping[int, float]) -> list[Field]:
    """The amounts of a line with their columns. `places` are right edges learned from the table's full rows."""
    columns = header.money
    if len(draft.money) == len(columns):
        pairs = list(zip(draft.money, columns, strict=True))
    elif header.packed:
        return []
    else:
        pairs = _align(draft.money, header, places)
    placed = [(column, coin) for coin, column in pairs if not _BLANK.match(coin.text)]
    held = [(column.role, coin) for column, coin in placed]
    roles = [column.role for column in columns]
    named = all(column.role != "unnamed" for column in columns)
    sure = named and len(set(roles)) == len(roles) == len(draft.money)
    # of two columns of one kind neither is the whole amount
    sums = {role: parse_money(coin.text) for role, coin in held if roles.count(role) == 1}
    # an amount taken off, in a column that is not known for one, is where the charge went
    taken_off = [value for coin in draft.money if (value := parse_money(coin.text)) is not None and value < 0]
    if taken_off:
        sums["adjusted"] = taken_off[0]
    elsewhere = any(column.role == "unnamed" or roles.count(column.role) > 1 for column, coin in placed if _worth(coin))
    if not sure and contradicts(sums, elsewhere):
        return draft.owed
    return [*draft.owed, *(Field(role, coin.text, coin.start, coin.end) for role, coin in held)]


def _worth(coin: Piece) -> bool:
    return bool(parse_money(coin.text))


def _align(coins: list[Piece], header: Header, places: Mapping[int, float]) -> list[tuple[Piece, Column]]:
    """The cheapest way to put amounts into columns from left to right, some of either left out."""
    columns = header.money
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(columns) + 1)]
    for i, coin in enumerate(coins):
        row = [(best[i][0][0] + _SKIPPED, best[i][0][1])]
        for j, column in enumerate(columns):
            cost = abs(coin.right - places[j]) if j in places else distance(coin, column.left, column.right)
            met = (best[i][j][0] + cost, (*best[i][j][1], (i, j))) if cost <= _FAR else (float("inf"), ())
            skipped = (best[i][j + 1][0] + _SKIPPED, best[i][j + 1][1])
            row.append(min(met, row[j], skipped, key=lambda option: option[0]))
        best.append(row)
    return [(coins[i], columns[j]) for i, j in best[-1][-1][1]]
