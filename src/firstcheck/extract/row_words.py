"""The words of a row under a table header: which column each piece stands in, and the modifiers behind a code.

Takes a Draft and its Header; gives Fields beside those of the amounts.
"""

import re

from firstcheck.extract.columns import MONEY_ROLES, Column, Header, Piece
from firstcheck.extract.rows import Draft, Field, distance
from firstcheck.extract.shapes import AMBULANCE, modifiers

_BESIDE = 2


def word_fields(draft: Draft, header: Header) -> list[Field]:
    """Date, code and words of a line with their columns; words after the code that are modifiers are cut off."""
    fields = [
        Field(role, p.text, p.start, p.end)
        for role, p in (("service_date", draft.date), ("procedure_code", draft.code))
        if p
    ]
    last = draft.money[-1].start if draft.money else 0
    for rest in draft.rest:
        piece = rest
        if draft.code is None and draft.date is not None and not draft.money and _is_modifier(piece.text):
            fields.append(Field("modifiers", piece.text, piece.start, piece.end))
            continue
        if draft.code is not None and 0 <= piece.start - draft.code.end <= 3:
            peeled, piece = _peel(piece, header)
            fields += peeled
        if piece.text:
            fields.append(Field(_word_role(piece, header, last), piece.text, piece.start, piece.end))
    return fields


def _is_modifier(text: str) -> bool:
    return all(word in modifiers("known") or AMBULANCE.fullmatch(word) for word in text.split())


def _peel(piece: Piece, header: Header) -> tuple[list[Field], Piece]:
    """Modifiers at the beginning of the words right behind a code."""
    rivals = header.has("place_of_service", "quantity") and not header.has("modifiers")
    if rivals and not piece.text.startswith("-") and _word_role(piece, header, 0) != "description":
        return [], piece
    words = list(re.finditer(r"[^\s,:/()-]+", piece.text))
    units = next((c for c in header.columns if c.role == "quantity"), None)
    if units is not None and header.has("modifiers"):
        # figures under the head of the units are no modifier
        words = [w for w in words if not (w[0].isdigit() and piece.left + w.start() >= units.left - 2)]
    count = next((i for i, word in enumerate(words) if word[0] not in modifiers("known")), len(words))
    if count < len(words) and not header.has("modifiers"):
        count = next((i for i, word in enumerate(words[:count]) if word[0] not in modifiers("plain")), count)
    if not count:
        return [], piece
    found = [Field("modifiers", w[0], piece.start + w.start(), piece.start + w.end()) for w in words[:count]]
    at = words[count].start() if count < len(words) else len(piece.text)
    return found, Piece(piece.text[at:], piece.start + at, piece.end, piece.left + at, piece.right)


def _word_role(piece: Piece, header: Header, last_money: int) -> str:
    after = bool(last_money) and piece.start > last_money
    column = None if header.packed else _word_column(piece, header)
    role = column.role if column is not None else "notes" if after else "description"
    if role == "procedure_code":
        return "modifiers" if piece.text in modifiers("known") else "description"
    if role == "quantity" and not piece.text[:1].isdigit():
        return "description"
    if role == "line" and not piece.text.strip("#.)").isdigit():
        return "description"
    return role or ("notes" if after else "description")


def _word_column(piece: Piece, header: Header) -> Column | None:
    """The column that words stand in: the one they overlap most, else the one they follow."""
    columns = [c for c in header.columns if c.role != "service_date"]
    words = [c for c in columns if c.role not in MONEY_ROLES]
    met = [c for c in words if min(c.right, piece.right) - max(c.left, piece.left) > 0]
    if met:
        return max(met, key=lambda c: min(c.right, piece.right) - max(c.left, piece.left))
    words = [c for c in words if c.role != "procedure_code"]
    close = [c for c in words if distance(piece, c.left, c.right) <= 3 + 2 * _BESIDE]
    if close:
        return min(close, key=lambda c: distance(piece, c.left, c.right))
    left = [c for c in columns if c.right <= piece.left]
    return left[-1] if left and left[-1].role not in MONEY_ROLES else None
