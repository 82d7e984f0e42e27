"""Claims in the plain shape as arrays: what tells one claim from the next, and keys of what many have in common.

Takes a grid of segments and its columns; gives PlainClaims. A key is the text of a claim's head, or of a service line,
in which each amount is its sign alone and dates, names and numbers are left out; equal keys are read alike by the exact
reader. A claim with anything out of the ordinary (a segment cut short, an adjustment of the claim as a whole, letters
that are not plain, an authorization ...) does not fit, and is left to that reader.
"""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from firstcheck.intake.x12.balance import REVERSAL
from firstcheck.intake.x12.columns import Columns, Flags, Grid, Ints, packed
from firstcheck.intake.x12.screening import sums, unbalanced

Span: TypeAlias = tuple[Ints, Ints]
Days: TypeAlias = npt.NDArray[np.int32]
#: No day.
NO_DAY = np.int32(-(2**31))
#: No amount.
NO_CENTS = -(2**63)
_PARTS = {kind: packed(kind) for kind in ("CLP", "SVC", "CAS", "DTM", "AMT", "NM1", "REF", "MOA", "MIA", "LQ*")}
_BEGINS = np.array([packed(code) for code in ("472", "150", "232")])
_KEPT_APART = [(ord(a) << 8) | ord(b) for a, b in ("1L", "BB", "G1")]
_PATIENT, _MEMBER, _RENDERING = ((ord(a) << 8) | ord(b) for a, b in ("QC", "IL", "82"))
_TRIPLETS = 6
_OWED = packed("PR")
_SIGNS = np.frombuffer(b"-0+", dtype=np.uint8)


class PlainClaims(msgspec.Struct):
    """By claim of the columns: `fits`, `first_line` and behind the last one, days, cents, spans in the text.

    By line: `line_stake`, what its refusing adjustments take away, and `line_owed`, what its adjustments leave to the
    patient; NO_CENTS where none does. Days count from 1970.
    """

    fits: Flags
    first_line: Ints
    last_line: Ints
    owed: Ints
    begins: Days
    account: Span
    number: Span
    names: tuple[Span, Span, Span]
    patient_member: Span
    subscriber_member: Span
    line_begins: Days
    line_stake: Ints
    line_owed: Ints
    #: all keys in one, with the ends of heads and lines in it
    keys: bytes
    head_ends: Span
    line_ends: Span


def plain_claims(grid: Grid, columns: Columns, wanted: Flags, denials: Iterable[int]) -> PlainClaims:
    """Those of the `wanted` claims that have the plain shape. `denials` are packed reason codes that refuse."""
    return _Reading(grid, columns, wanted).claims(np.array(sorted(denials)))


class _Reading:
    """One stretch on its way to PlainClaims; `fits` is taken back for claims where something is odd."""

    def __init__(self, grid: Grid, columns: Columns, wanted: Flags) -> None:
        self.grid, self.columns, self.text, self.delimiters = grid, columns, grid.text, grid.delimiters
        claims, lines = columns.claim_segment, columns.line_segment
        segments = np.arange(len(grid.starts))
        self.claim = np.searchsorted(claims, segments, side="right") - 1
        inside = self.claim >= 0
        inside &= segments < columns.claim_last[np.maximum(self.claim, 0)] if len(claims) else False
        self.claim = np.where(inside, self.claim, -1)
        self.line = np.searchsorted(lines, segments, side="right") - 1
        if len(lines) and len(claims):
            own = inside & (self.line >= 0)
            own &= lines[np.maximum(self.line, 0)] > claims[np.maximum(self.claim, 0)]
            self.line = np.where(own, self.line, -1)
        numbers = np.arange(len(claims))
        self.first_line = np.searchsorted(columns.line_claim, numbers)
        self.last_line = np.searchsorted(columns.line_claim, numbers, side="right")
        self.fits = wanted & ~columns.claim_odd & (columns.claim_status != packed(REVERSAL))
        self.fits &= (self.last_line > self.first_line) & ~unbalanced(columns)
        self.out = grid.bytes.copy()
        self.depth = np.zeros(len(self.text) + 2, dtype=np.int8)

    def of(self, kind: str) -> Ints:
        """Segments of a kind, inside claims."""
        return np.flatnonzero((self.grid.kind == _PARTS[kind]) & (self.claim >= 0))

    def refuse(self, segments: Ints) -> None:
        """The claims of these segments do not fit."""
        self.fits[self.claim[segments]] = False

    def claims(self, denials: Ints) -> PlainClaims:
        """All arrays; see PlainClaims."""
        grid, columns, heads = self.grid, self.columns, self.columns.claim_segment
        self._letters()
        self._shapes()
        begin, end = grid.element(heads, 5)
        owed, wrong = grid.cents(begin, end)
        self.fits &= ~wrong | (begin == end)
        account, number = grid.element(heads, 1), grid.element(heads, 7)
        self._padded(account, heads)
        self._padded(number, heads)
        self.fits &= (account[0] < account[1]) | (number[0] < number[1])
        begins, line_begins = self._days()
        names, patient, member = self._people()
        self._keyed()
        kept = self.depth[:-1].cumsum(dtype=np.int8)[: len(self.text)] == 1
        place = np.append(0, np.cumsum(kept, dtype=np.int32))
        starts, lines = place[grid.starts], place[grid.starts[columns.line_segment]]
        behind = np.append(starts, place[-1])
        return PlainClaims(
            self.fits, self.first_line, self.last_line, np.where(begin < end, owed, NO_CENTS), begins,
            account, number, names, patient, member,
            line_begins, *self._taken(denials), self.out[: len(self.text)][kept].tobytes(),
            (starts[heads], self._head_end(lines, starts)), (lines, self._line_end(lines, behind)),
        )  # fmt: skip

    def _head_end(self, lines: Ints, starts: Ints) -> Ints:
        if not len(lines):
            return starts[self.columns.claim_segment]
        return np.asarray(lines[np.minimum(self.first_line, len(lines) - 1)])

    def _line_end(self, lines: Ints, behind: Ints) -> Ints:
        """Where the next line of the claim begins, or the claim ends."""
        ends = behind[self.columns.claim_last[self.columns.line_claim]]
        following = np.append(lines[1:], 0)
        owner = np.append(self.columns.line_claim[1:], -1)
        return np.asarray(np.where(owner == self.columns.line_claim, following, ends))

    def _letters(self) -> None:
        """Bytes that are no printable ASCII: names in another encoding, white space that a reader would strip."""
        body = self.grid.bytes[: len(self.text)]
        odd = (body < 32) | (body > 126)
        for own in (self.delimiters.element, self.delimiters.segment, self.delimiters.component):
            odd &= body != ord(own)
        found = np.flatnonzero(odd)
        segments = np.searchsorted(self.grid.ends, found)
        self.refuse(segments[self.claim[segments] >= 0])

    def _shapes(self) -> None:
        """Segments that are cut short, and those that say something of the claim as a whole in an uncommon place."""
        grid = self.grid
        for kind in ("CLP", "SVC", "CAS", "DTM", "NM1", "REF", "MOA", "MIA", "AMT"):
            found = self.of(kind)
            self.refuse(found[grid.bytes[grid.starts[found] + 3] != ord(self.delimiters.element)])
        adjusted = self.of("CAS")
        self.refuse(adjusted[self.line[adjusted] < 0])
        for kind in ("NM1", "MOA", "MIA"):
            found = self.of(kind)
            self.refuse(found[self.line[found] >= 0])
        self.refuse(self._qualified("REF", *_KEPT_APART))
        lines = self.columns.line_segment
        begin, end = grid.element(lines, 1)
        component = ord(self.delimiters.component)
        self.refuse(
            lines[(end - begin < 4) | (grid.bytes[begin + 2] != component) | (grid.bytes[begin + 3] == component)]
        )

    def _qualified(self, kind: str, *codes: int) -> Ints:
        """Segments of a kind whose first element begins with one of these two characters."""
        found, grid = self.of(kind), self.grid
        starts = grid.starts[found]
        value = (grid.bytes[starts + 4].astype(np.int64) << 8) | grid.bytes[starts + 5]
        return np.asarray(found[np.isin(value, codes) & (grid.ends[found] - starts >= 6)])

    def _padded(self, span: Span, segments: Ints) -> None:
        """Names and numbers with a blank at either end."""
        begin, end = span
        blank = (self.grid.bytes[begin] == ord(" ")) | (self.grid.bytes[np.maximum(end - 1, 0)] == ord(" "))
        self.refuse(segments[(end > begin) & blank])

    def _days(self) -> tuple[Days, Days]:
        """The day of each claim and each line; a day that is none is odd."""
        found, grid = self.of("DTM"), self.grid
        which, _ = grid.code(*grid.element(found, 1))
        begin, end = grid.element(found, 2)
        day, wrong = _day_numbers(grid, begin, end)
        self.refuse(found[wrong])
        of_claim = np.full(len(self.columns.claim_segment), NO_DAY, dtype=np.int32)
        of_line = np.full(len(self.columns.line_segment), NO_DAY, dtype=np.int32)
        opening = np.isin(which, _BEGINS) & ~wrong
        for target, owner in (
            (of_claim, np.where(self.line[found] < 0, self.claim[found], -1)),
            (of_line, self.line[found]),
        ):
            chosen = opening & (owner >= 0)
            target[owner[chosen]] = day[chosen]  # of several, the last one stands, as it does in the exact reader
        return of_claim, of_line

    def _people(self) -> tuple[tuple[Span, Span, Span], Span, Span]:
        """First, middle and last name of the patient, the member number beside it, and the subscriber's."""
        spans: list[Span] = []
        for who, places in ((_PATIENT, (4, 5, 3, 9)), (_MEMBER, (9,))):
            found = self._qualified("NM1", who)
            owner = self.claim[found]
            self.fits[owner[1:][owner[1:] == owner[:-1]]] = False
            for place in places:
                begin, end = np.zeros((2, len(self.fits)), dtype=np.int64)
                begin[owner], end[owner] = span = self.grid.element(found, place)
                self._padded(span, found)
                spans.append((begin, end))
        return (spans[0], spans[1], spans[2]), spans[3], spans[4]

    def _taken(self, denials: Ints) -> tuple[Ints, Ints]:
        """The sums of what is refused of each line and of what is left to the patient."""
        columns = self.columns
        of_line = columns.adjustment_line >= 0
        refused = of_line & (columns.adjustment_amount > 0) & np.isin(columns.adjustment_reason, denials)
        return self._summed(refused), self._summed(of_line & (columns.adjustment_group == _OWED))

    def _summed(self, chosen: Flags) -> Ints:
        """The sum of some adjustments by line; NO_CENTS for a line that has none of them."""
        columns = self.columns
        owner = columns.adjustment_line[chosen]
        total = sums(owner, columns.adjustment_amount[chosen], len(columns.line_segment))
        said = np.zeros(len(total), dtype=bool)
        said[owner] = True
        return np.where(said, total, NO_CENTS)

    def _keyed(self) -> None:
        """Which bytes make the keys: heads and lines of claims that fit, less what differs from claim to claim."""
        grid, heads, lines = self.grid, self.columns.claim_segment, self.columns.line_segment
        kept = np.concatenate(
            [heads, self._qualified("NM1", _RENDERING), *map(self.of, ("MOA", "MIA", "SVC", "CAS", "LQ*"))]
        )
        kept = kept[self.fits[self.claim[kept]]]
        self.depth[grid.starts[kept]] += 1
        self.depth[np.minimum(grid.ends[kept] + 1, len(self.text))] -= 1
        heads = heads[self.fits]
        for place in (1, 3, 4, 7):
            self._left_out(*grid.element(heads, place))
        self._signed(*grid.element(heads, 5))
        lines = lines[self.fits[self.columns.line_claim]]
        for place in (2, 3):
            self._signed(*grid.element(lines, place))
        self._left_out(grid.element(lines, 5)[0], grid.ends[lines])
        adjusted = self.of("CAS")
        adjusted = adjusted[self.fits[self.claim[adjusted]]]
        for n in range(_TRIPLETS):
            rows = adjusted[grid.count[adjusted] >= 3 + 3 * n]
            if not len(rows):
                break
            self._signed(*grid.element(rows, 3 + 3 * n))
            self._left_out(*grid.element(rows, 4 + 3 * n))

    def _left_out(self, begin: Ints, end: Ints) -> None:
        some = begin < end
        self.depth[begin[some]] -= 1
        self.depth[end[some]] += 1

    def _signed(self, begin: Ints, end: Ints) -> None:
        """An amount, which is one wherever a claim fits, is its sign."""
        begin, end = begin[begin < end], end[begin < end]
        self.out[begin] = _SIGNS[np.sign(self.grid.cents(begin, end)[0]) + 1]
        self._left_out(begin + 1, end)


def _day_numbers(grid: Grid, begin: Ints, end: Ints) -> tuple[Days, Flags]:
    """CCYYMMDD as days since 1970, and which are no such day."""
    wrong = end - begin != 8
    digits = [grid.bytes[np.where(wrong, begin, begin + n)].astype(np.int64) - ord("0") for n in range(8)]
    for digit in digits:
        wrong |= (digit < 0) | (digit > 9)
    year, month, day = (_joined(digits[first:last]) for first, last in ((0, 4), (4, 6), (6, 8)))
    wrong |= (year < 1) | (month < 1) | (month > 12) | (day < 1) | (day > 31)
    months = np.where(wrong, 0, (year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + np.where(wrong, 0, day - 1)
    wrong |= days.astype("datetime64[M]") != months
    return days.astype(np.int64).astype(np.int32), wrong


def _joined(digits: list[Ints]) -> Ints:
    value = digits[0]
    for digit in digits[1:]:
        value = value * 10 + digit
    return value
