"""Rows of plain claims to an Arrow table: places in arrays become columns, what many rows say is written once.

The twin of rows.table_of for claims that no object was made of; equal to it, cell by cell.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from firstcheck.bulk.claim_rows import hashed
from firstcheck.bulk.plain_rows import Told
from firstcheck.bulk.plain_stretch import Stretch
from firstcheck.bulk.rows import MONEY, SCHEMA
from firstcheck.intake.x12.columns import Columns, Ints
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.plain import NO_CENTS, NO_DAY, Days, Span

#: Columns of a row, and where its parts hold them.
_CODED = {"procedure_code": 0, "modifiers": 1, "adjustment_codes": 2, "remark_codes": 3}
_DECIDED = ("family", "scenario", "route", "act_by", "last_day", "deadline", "days_left", "who", "needs", "confidence")
_AROUND = {"payer": "payer", "provider": "payee", "notice_date": "notice"}


class Sent(msgspec.Struct, frozen=True):
    """What a row says of the payment around its claim."""

    payer: str | None
    payee: str | None
    notice: date | None


class PlainRows:
    """The rows of one stretch, gathered claim by claim."""

    def __init__(self, stretch: Stretch, columns: Columns, file: str, delimiters: Delimiters) -> None:
        self._stretch, self._columns, self._file = stretch, columns, file
        self._terminator = delimiters.segment.encode("latin-1")
        heads, last = columns.claim_segment, columns.claim_last
        self._begins, self._ends = columns.starts[heads].tolist(), columns.ends[last - 1].tolist()
        self._rows: list[Told] = []
        self._sent: list[Sent] = []
        self._keys: list[str] = []
        self._first: list[int] = []

    def add(self, n: int, rows: Sequence[Told], sent: Sent, first: int) -> None:
        """Rows of the claim `n`, whose first segment is the `first` of the file."""
        words = self._stretch.text[self._begins[n] : self._ends[n]].replace(self._terminator, b"\n")
        key = hashed(words)
        for row in rows:
            self._rows.append(row)
            self._sent.append(sent)
            self._keys.append(key)
            self._first.append(first)

    def table(self) -> pa.Table:
        """All rows in the order in which they came."""
        rows, columns = self._rows, self._columns
        if not rows:
            return SCHEMA.empty_table()
        claims = np.array([row.claim for row in rows])
        lines = np.array([row.line for row in rows])
        first = np.array(self._first)
        found: dict[str, pa.Array] = {
            "source_file": pa.repeat(pa.scalar(self._file), len(rows)),
            "segment": pa.array(first + columns.line_segment[lines] - columns.claim_segment[claims]),
            "claim_segment": pa.array(first),
            "line": pa.array((lines - self._stretch.claims.first_line[claims] + 1).astype(np.int32)),
            "claim_key": pa.array(self._keys, type=pa.string()),
            "outcome": pa.array([row.outcome for row in rows], type=pa.string()),
            "first_task": pa.array([row.task for row in rows], type=pa.string()),
        }
        found |= self._own(claims, lines)
        found |= _shared(self._sent, {name: attrgetter(kept) for name, kept in _AROUND.items()})
        found |= _shared([row.coded for row in rows], {name: itemgetter(n) for name, n in _CODED.items()})
        found |= _shared([row.made for row in rows], {name: attrgetter(name) for name in _DECIDED})
        return pa.Table.from_arrays([found[name] for name in SCHEMA.names], schema=SCHEMA)

    def _own(self, claims: Ints, lines: Ints) -> dict[str, pa.Array]:
        """What each row says of its own claim and line: names, numbers, days, amounts."""
        plain, columns = self._stretch.claims, self._columns
        body = np.frombuffer(self._stretch.text + b"\0", dtype=np.uint8)

        def text(span: Span) -> pa.Array:
            return _texts(body, span[0][claims], span[1][claims])

        names = pc.binary_join_element_wise(*map(text, plain.names), " ", null_handling="skip")
        account, days = text(plain.account), plain.line_begins[lines]
        billed, paid, stake = columns.line_billed[lines], columns.line_paid[lines], plain.line_stake[lines]
        return {
            "patient": pc.if_else(pc.equal(names, ""), None, names),
            "member_id": pc.coalesce(text(plain.subscriber_member), text(plain.patient_member)),
            "claim_number": pc.coalesce(text(plain.number), account),
            "account": account,
            "service_date": _days(np.where(days == NO_DAY, plain.begins[claims], days)),
            "billed": _money(billed),
            "paid": _money(paid),
            "amount": _money(np.where(stake == NO_CENTS, billed - paid, stake)),
            "patient_responsibility": _money(plain.owed[claims]),
        }


def _texts(body: npt.NDArray[np.uint8], begin: Ints, end: Ints) -> pa.Array:
    """Pieces of a text; None for empty ones."""
    length = end - begin
    offsets = np.append(0, np.cumsum(length)).astype(np.int32)
    places = np.repeat(begin - offsets[:-1], length) + np.arange(offsets[-1])
    present = np.packbits(length > 0, bitorder="little")
    buffers = (pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(body[places])), pa.py_buffer(present))
    return pa.StringArray.from_buffers(len(begin), *buffers)


def _days(days: Days) -> pa.Array:
    return pa.array(days, type=pa.int32(), mask=days == NO_DAY).view(pa.date32())


def _money(cents: Ints) -> pa.Array:
    """Cents as decimals of four places, in the 128 bits that Arrow keeps; None for NO_CENTS."""
    present = cents != NO_CENTS
    value = np.where(present, cents, 0) * 100
    both = np.ascontiguousarray(np.stack([value, value >> 63], axis=1))
    mask = np.packbits(present, bitorder="little")
    return pa.Array.from_buffers(MONEY, len(cents), [pa.py_buffer(mask), pa.py_buffer(both)])


def _shared(said: Sequence[object], columns: Mapping[str, Callable[[Any], object]]) -> dict[str, pa.Array]:
    """Columns of what many rows share: one object said by several is looked at once."""
    places: dict[int, int] = {}
    distinct: list[object] = []
    index = np.empty(len(said), dtype=np.int32)
    for n, each in enumerate(said):
        place = places.get(id(each))
        if place is None:
            place = places[id(each)] = len(distinct)
            distinct.append(each)
        index[n] = place
    taken = pa.array(index)
    return {
        name: pa.array([get(each) for each in distinct], type=SCHEMA.field(name).type).take(taken)
        for name, get in columns.items()
    }
