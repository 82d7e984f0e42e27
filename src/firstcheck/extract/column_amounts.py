"""Columns that hold amounts although their title does not say so: an adjustment column, a title that we do not know.

Takes a Header and the lines below it; gives the Header with those columns marked, so that their amounts are never taken
for those of a neighbour.
"""

import re
from collections.abc import Sequence

import msgspec

from firstcheck.extract.amounts import amounts
from firstcheck.extract.columns import Column, Header, Piece, piece_of
from firstcheck.extract.layout import Line
from firstcheck.extract.titles import names_member

#: The role of a column of amounts that we cannot name.
UNNAMED = "unnamed"
_ADJUSTED = re.compile(r"(?i)\b(?:adj|ajuste)")
_ROWS = 8
_NEAR = 4


def with_amounts(header: Header, lines: Sequence[Line]) -> Header:
    """The header, told by the rows below it which columns hold amounts. A packed header has no places to go by."""
    if header.packed or not header.money:
        return header
    rows = [found for line in lines[header.last_line + 1 :][:_ROWS] if len(found := _amounts(line)) >= 2]
    columns = tuple(_settled(column, header, rows) for column in header.columns)
    return msgspec.structs.replace(header, columns=columns)


def _amounts(line: Line) -> list[Piece]:
    return [piece_of(line, amount.start, amount.end) for amount in amounts(line.text)]


def _settled(column: Column, header: Header, rows: list[list[Piece]]) -> Column:
    adjusted = column.role == "notes" and _ADJUSTED.search(column.title) is not None
    if column.role and not adjusted:
        return column
    under = sum(any(_stands_under(piece, column, header) for piece in row) for row in rows)
    if not rows or under * 2 < len(rows):
        return column
    owed = names_member(column.title) and all(c.role != "patient_responsibility" for c in header.columns)
    return msgspec.structs.replace(
        column, role="adjusted" if adjusted else "patient_responsibility" if owed else UNNAMED
    )


def _stands_under(piece: Piece, column: Column, header: Header) -> bool:
    nearest = min(header.columns, key=lambda c: _apart(piece, c))
    return nearest == column and _apart(piece, column) <= _NEAR


def _apart(piece: Piece, column: Column) -> float:
    gap = max(column.left - piece.right, piece.left - column.right, 0)
    return gap + abs(piece.right - column.right) / 100
