"""Rows of plain claims to an Arrow table: places in arrays become columns, what many rows say is written once.

The twin of rows.table_of for claims that no object was made of; equal to it, cell by cell.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from firstcheck.bulk.claim_rows import hashed
from firstcheck.bulk.decisions import Decided
from firstcheck.bulk.plain_rows import LineKind, Sent, Told
from firstcheck.bulk.plain_stretch import Stretch
from firstcheck.bulk.rows import MONEY, SCHEMA
from firstcheck.bulk.tasks import finished, places, worded
from firstcheck.intake.x12.columns import Columns, Ints
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.plain import NO_CENTS, NO_DAY, Days, Span

#: Columns of a row, and where its parts hold them.
_CODED = {"procedure_code": 0, "modifiers": 1, "adjustment_codes": 2, "remark_codes": 3}
_DECIDED = ("family", "scenario", "route", "act_by", "last_day", "deadline", "days_left", "who", "needs", "confidence")
_OF_PAYER = {"payer", "authorization"}
#: Claim, line, what it says, what was decided, who rendered the care, all lines refused with it, the payment, the key,
#: the first segment.
_Row = tuple[int, int, LineKind, Decided, str | None, list[int], Sent, str, int]
_AROUND = {"payer": "payer", "provider": "payee", "notice_date": "notice"}


class PlainRows:
    """The rows of one stretch, gathered claim by claim."""

    def __init__(self, stretch: Stretch, columns: Columns, file: str, delimiters: Delimiters) -> None:
        self._stretch, self._columns, self._file = stretch, columns, file
        self._terminator = delimiters.segment.encode("latin-1")
        heads, last = columns.claim_segment, columns.claim_last
        self._begins, self._ends = columns.starts[heads].tolist(), columns.ends[last - 1].tolist()
        self._rows: list[_Row] = []

    def add(self, n: int, rows: Sequence[Told], sent: Sent, first: int) -> None:
        """Rows of the claim `n`, whose first segment is the `first` of the file."""
        words = self._stretch.text[self._begins[n] : self._ends[n]].replace(self._terminator, b"\n")
        key = hashed(words)
        self._rows += [(n, *told, sent, key, first) for told in rows]

    def table(self) -> pa.Table:
        """All rows in the order in which they came."""
        if not self._rows:
            return SCHEMA.empty_table()
        numbers, places, kinds, made, rendering, refused, sent, keys, starts = zip(*self._rows, strict=True)
        columns, claims, lines, first = self._columns, np.array(numbers), np.array(places), np.array(starts)
        found: dict[str, pa.Array] = {
            "source_file": pa.repeat(pa.scalar(self._file), len(claims)),
            "segment": pa.array(first + columns.line_segment[lines] - columns.claim_segment[claims]),
            "claim_segment": pa.array(first),
            "line": pa.array((lines - self._stretch.claims.first_line[claims] + 1).astype(np.int32)),
            "claim_key": pa.array(keys, type=pa.string()),
            "first_task": self._tasks(numbers, made, sent, rendering, refused),
        }
        found |= self._own(claims, lines)
        found |= _shared(sent, {name: attrgetter(kept) for name, kept in _AROUND.items()})
        said: dict[str, Callable[[LineKind], object]] = {"outcome": attrgetter("outcome")}
        found |= _shared(kinds, said | {name: partial(_coded, n) for name, n in _CODED.items()})
        found |= _shared(made, {name: attrgetter(name) for name in _DECIDED})
        return pa.Table.from_arrays([found[name] for name in SCHEMA.names], schema=SCHEMA)

    def _tasks(
        self,
        numbers: Sequence[int],
        made: Sequence[Decided],
        sent: Sequence[Sent],
        rendering: Sequence[str | None],
        refused: Sequence[list[int]],
    ) -> pa.Array:
        """The first task of each row; one that names the payer alone is filled once for all of its payments."""
        known: dict[tuple[int, int], str | None] = {}
        told: list[str] = []
        for n, each, around, who, lines in zip(numbers, made, sent, rendering, refused, strict=True):
            pair = (id(each), id(around))
            if pair not in known:
                known[pair] = (
                    finished(each.task, self._of(n, around, who, lines)) if {*places(each.task)} <= _OF_PAYER else None
                )
            told.append(known[pair] or finished(each.task, self._of(n, around, who, lines)))
        return pa.array(told, type=pa.string())

    def _of(self, n: int, around: Sent, rendering: str | None, lines: list[int]) -> Callable[[str], str | None]:
        """What a sentence may say of the claim `n` and those of its lines that were refused alike."""

        def value(name: str) -> str | None:
            if name == "amount":
                return worded(self._stretch.owed(n, lines))
            return self._stretch.value(n, name, around.payer, around.payee or rendering)

        return value

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


def _coded(n: int, kind: LineKind) -> str | None:
    return kind.coded[n]


def _shared(said: Sequence[object], columns: Mapping[str, Callable[[Any], object]]) -> dict[str, pa.Array]:
    """Columns of what many rows share: one object said by several is looked at once."""
    marks = np.fromiter(map(id, said), dtype=np.int64, count=len(said))
    _, firsts, index = np.unique(marks, return_index=True, return_inverse=True)
    distinct = [said[n] for n in firsts.tolist()]
    taken = pa.array(index.astype(np.int32))
    return {
        name: pa.array([get(each) for each in distinct], type=SCHEMA.field(name).type).take(taken)
        for name, get in columns.items()
    }
