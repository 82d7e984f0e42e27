"""A stretch of X12 text to columns: every claim, service line, adjustment and remark with the number of its segment.

The vectorised twin of the exact reader (numpy): amounts are whole cents in 64-bit integers, codes are their bytes
packed into integers. What does not fit (three decimals, a code of four characters, a cut segment) is marked `odd`,
never rounded: the exact reader then reads that claim.
"""

from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.segments import CLOSING

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
_WIDEST_AMOUNT = 13
_TRIPLETS = 6
_PAD = b"\0" * 32
_TENS = np.array([10**n for n in range(_WIDEST_AMOUNT)], dtype=np.int64)
_ZERO = np.uint8(ord("0"))


def packed(code: str) -> int:
    """A code of up to three characters as an integer; the empty one is 0."""
    return int.from_bytes(code.encode("ascii"), "big")


_CLP, _SVC, _CAS, _LQ, _MOA, _MIA = (packed(kind) for kind in ("CLP", "SVC", "CAS", "LQ*", "MOA", "MIA"))
_CLOSING = np.array([packed(kind) for kind in CLOSING])


class Columns(msgspec.Struct):
    """`*_segment` count from 0 in the stretch. `line_claim`, `adjustment_claim` ... index the claims, -1 none.

    `adjustment_line` is -1 for an adjustment of the claim as a whole. `starts`/`ends` are byte offsets of all segments.
    """

    starts: Ints
    ends: Ints
    claim_segment: Ints
    claim_last: Ints
    claim_status: Ints
    claim_billed: Ints
    claim_paid: Ints
    claim_number: npt.NDArray[np.uint64]
    claim_odd: Flags
    line_segment: Ints
    line_claim: Ints
    line_billed: Ints
    line_paid: Ints
    line_bare: Flags
    adjustment_segment: Ints
    adjustment_claim: Ints
    adjustment_line: Ints
    adjustment_group: Ints
    adjustment_reason: Ints
    adjustment_amount: Ints
    remark_segment: Ints
    remark_claim: Ints


class Grid:
    """Segments and elements of a text as offsets."""

    def __init__(self, text: bytes, delimiters: Delimiters) -> None:
        self.text, self.delimiters = text, delimiters
        self.bytes = np.frombuffer(text + _PAD, dtype=np.uint8)
        length = len(text)
        body = self.bytes[:length]
        marks = np.flatnonzero((body == ord(delimiters.segment)) | (body == ord(delimiters.element)))
        ending = self.bytes[marks] == ord(delimiters.segment)
        places = np.flatnonzero(ending)
        self.ends = np.append(marks[places], length)
        self.starts = np.append(0, self.ends[:-1] + 1)
        self.seps = np.append(marks[~ending], length)
        #: how many separators stand before each segment, and how many in it
        before = np.append(places - np.arange(len(places)), len(marks) - len(places))
        self.first = np.append(0, before[:-1])
        self.count = before - self.first
        head = [self.bytes[self.starts + n].astype(np.int64) for n in range(3)]
        star = ord(delimiters.element)
        third = np.where(head[2] == star, ord("*"), head[2])
        self.kind = (head[0] << 16) | (head[1] << 8) | third

    def element(self, segments: Ints, place: int) -> tuple[Ints, Ints]:
        """Begin and end of an element of those segments; an empty span where the segment is shorter."""
        last = len(self.seps) - 1
        here = self.first[segments] + place - 1
        there = self.count[segments] >= place
        begin = np.where(there, self.seps[np.minimum(here, last)] + 1, self.ends[segments])
        end = np.where(self.count[segments] > place, self.seps[np.minimum(here + 1, last)], self.ends[segments])
        return begin, np.where(there, end, begin)

    def code(self, begin: Ints, end: Ints) -> tuple[Ints, Flags]:
        """Packed codes, and which are longer than three characters."""
        length = end - begin
        value = np.zeros(len(begin), dtype=np.int64)
        for n in range(3):
            value = np.where(n < length, (value << 8) | self.bytes[begin + n], value)
        return value, length > 3

    def cents(self, begin: Ints, end: Ints) -> tuple[Ints, Flags]:
        """Amounts in cents, and which are none that fits."""
        minus = self.bytes[begin] == ord("-")
        first = begin + minus
        size = end - first
        last, second, third = (self.bytes[np.maximum(end - n, 0)] for n in (1, 2, 3))
        pointed = [(size > n) & (byte == ord(".")) for n, byte in enumerate((last, second, third))]
        none, one, two = pointed[0], pointed[1] & ~pointed[0], pointed[2] & ~pointed[1] & ~pointed[0]
        stop = end - none - 2 * one - 3 * two
        width = stop - first
        odd = (size - (none | one | two) <= 0) | (end - begin > _WIDEST_AMOUNT)
        value = np.zeros(len(begin), dtype=np.int64)
        for n in range(int(min(width.max(initial=0), _WIDEST_AMOUNT))):
            digit = self.bytes[stop - (n + 1)] - _ZERO
            digit[n >= width] = 0
            odd |= digit > 9
            value += digit * _TENS[n]
        tens, ones = np.where(two, second, np.where(one, last, _ZERO)) - _ZERO, np.where(two, last, _ZERO) - _ZERO
        odd |= (tens > 9) | (ones > 9)
        value = value * 100 + tens.astype(np.int64) * 10 + ones
        return np.where(minus, -value, value), odd

    def hashed(self, begin: Ints, end: Ints) -> npt.NDArray[np.uint64]:
        """A 64-bit fingerprint of short texts."""
        length, value = end - begin, np.full(len(begin), 1469598103934665603, dtype=np.uint64)
        for n in range(int(min(length.max(initial=0), 30))):
            mixed = (value ^ self.bytes[begin + n]) * np.uint64(1099511628211)
            value = np.where(n < length, mixed, value)
        return value


def read_columns(text: bytes, delimiters: Delimiters) -> Columns:
    """All claims of a clean stretch (see blocks.clean), in order."""
    return columns_of(Grid(text, delimiters))


def columns_of(grid: Grid) -> Columns:
    """The same from segments and elements that were found before."""
    claims = np.flatnonzero(grid.kind == _CLP)
    closing = np.isin(grid.kind, _CLOSING)
    bounds = np.append(np.flatnonzero(closing | (grid.kind == _CLP)), len(grid.kind))
    last = bounds[np.searchsorted(bounds, claims, side="right")]
    lines, line_claim = _inside(np.flatnonzero(grid.kind == _SVC), claims, last)
    status, odd = grid.code(*grid.element(claims, 2))
    billed, wrong = grid.cents(*grid.element(claims, 3))
    paid, wrong_paid = grid.cents(*grid.element(claims, 4))
    odd = odd | wrong | wrong_paid
    line_billed, line_odd = grid.cents(*grid.element(lines, 2))
    line_paid, wrong = grid.cents(*grid.element(lines, 3))
    np.logical_or.at(odd, line_claim, line_odd | wrong)
    adjustments = _adjustments(grid, claims, last, odd)
    remarked = (grid.kind == _LQ) | (grid.kind == _MOA) | (grid.kind == _MIA)
    remarks, remark_claim = _inside(np.flatnonzero(remarked), claims, last)
    bare = np.ones(len(lines), dtype=bool)
    line_of = _owner(adjustments[0], adjustments[1], lines, line_claim)
    bare[line_of[line_of >= 0]] = False
    return Columns(
        grid.starts, grid.ends, claims, last, status, billed, paid, grid.hashed(*grid.element(claims, 7)), odd,
        lines, line_claim, line_billed, line_paid, bare,
        adjustments[0], adjustments[1], line_of, *adjustments[2:], remarks, remark_claim,
    )  # fmt: skip


def _inside(segments: Ints, claims: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Those segments that stand in a claim, with its index."""
    owner = np.searchsorted(claims, segments, side="right") - 1
    kept = owner >= 0
    if len(claims):
        kept &= segments < last[np.maximum(owner, 0)]
    return segments[kept], owner[kept]


def _owner(segments: Ints, claim: Ints, lines: Ints, line_claim: Ints) -> Ints:
    """The line before each segment, in the same claim; -1 where it stands before the first line."""
    if not len(lines):
        return np.full(len(segments), -1, dtype=np.int64)
    owner = np.searchsorted(lines, segments, side="right") - 1
    same = (owner >= 0) & (line_claim[np.maximum(owner, 0)] == claim)
    return np.where(same, owner, -1)


def _adjustments(grid: Grid, claims: Ints, last: Ints, odd: Flags) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Segment, claim, group, reason and cents of each triplet, in order. Marks claims whose CAS is not plain."""
    segments, owner = _inside(np.flatnonzero(grid.kind == _CAS), claims, last)
    group, long = grid.code(*grid.element(segments, 1))
    odd[owner[long | (grid.count[segments] > 1 + 3 * _TRIPLETS) | (grid.count[segments] < 3)]] = True
    found: list[tuple[Ints, ...]] = []
    for n in range(_TRIPLETS):
        rows = np.flatnonzero(grid.count[segments] >= 2 + 3 * n)
        if not len(rows):
            break
        begin, end = grid.element(segments[rows], 2 + 3 * n)
        reason, long = grid.code(begin, end)
        long = long | ((grid.bytes[begin] == ord("0")) & (end - begin > 1))  # padded: the exact reader undoes it
        amount, wrong = grid.cents(*grid.element(segments[rows], 3 + 3 * n))
        present = reason > 0
        odd[owner[rows[(present & (wrong | long)) | (~present & ~wrong)]]] = True
        rows, reason, amount = rows[present], reason[present], amount[present]
        found.append((segments[rows], owner[rows], group[rows], reason, amount))
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, none, none
    joined = [np.concatenate(column) for column in zip(*found, strict=True)]
    order = np.argsort(joined[0], kind="stable")
    segment, claim, groups, reasons, amounts = (column[order] for column in joined)
    return segment, claim, groups, reasons, amounts
