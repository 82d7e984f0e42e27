"""A remittance to tables of rows: plain claims by their keys, all others by the exact reader, in the file's order."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from firstcheck.bulk.claim_rows import rows_of
from firstcheck.bulk.decisions import Decisions
from firstcheck.bulk.plain_rows import PlainDecisions, sent_of
from firstcheck.bulk.plain_stretch import Stretch
from firstcheck.bulk.plain_tables import PlainRows
from firstcheck.bulk.rows import Row, table_of
from firstcheck.claims.outcomes import UNPROCESSABLE_REMARKS, denial_codes, harmless_codes
from firstcheck.intake.claim_data import PaidClaim, Problem
from firstcheck.intake.x12.balance import REVERSAL
from firstcheck.intake.x12.columns import Columns, Grid, Ints, columns_of, packed
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.plain import plain_claims
from firstcheck.intake.x12.screening import ScreenedReader, pieces

#: With a smaller share of claims to look at than this, their text is put together before it is looked at closely.
_FEW = 0.5


class RemittanceRows(ScreenedReader):
    """Reads one remittance to tables. `taken_back` are its reversals, whose rows the caller makes at the end."""

    def __init__(self, file: str, first_segment: int, decisions: Decisions, plain: PlainDecisions) -> None:
        super().__init__(harmless_codes(), first_segment, UNPROCESSABLE_REMARKS)
        self._file, self._decisions, self._plain = file, decisions, plain
        self._denials = [packed(code) for code in denial_codes() if len(code) <= 3]
        #: whether most claims of what was read last had to be looked at; unknown at first
        self.dense = True
        self.taken_back: list[PaidClaim] = []
        self.claim_problems: list[Problem] = []

    def tables(self, blocks: Iterable[bytes]) -> Iterator[pa.Table]:
        """Rows of all claims but reversals, some at a time. Raises as RemittanceReader.claims."""
        for text, delimiters in self.stretched(blocks):
            yield self._table(text, delimiters)

    def _table(self, text: str, delimiters: Delimiters) -> pa.Table:
        grid, columns, kept = self.screened(text, delimiters)
        near, places = columns, np.flatnonzero(kept)
        self.dense = len(places) >= _FEW * len(kept)
        if not self.dense:
            grid = Grid(_together(grid.text, columns, places), delimiters)
            near, places = columns_of(grid), np.arange(len(places))
        wanted = np.zeros(len(near.claim_segment), dtype=bool)
        wanted[places] = True
        stretch = Stretch(grid.text, plain_claims(grid, near, wanted, self._denials))
        plain, exact = PlainRows(stretch, near, self._file, delimiters), list[Row]()
        #: for each row, whether it is a plain one
        order: list[bool] = []
        base, sent = self.segments, None
        numbers, fits = iter(places.tolist()), stretch.claims.fits.tolist()
        for start, end, look in pieces(columns, kept):
            self.segments = base + start
            if not look:
                self._outside(_split(text, columns, start, end, delimiters), delimiters.element)
                sent = None
                continue
            n = next(numbers)
            sent = sent or sent_of(self._now)
            told = self._plain.rows(stretch, n, sent) if fits[n] else None
            if told is not None:
                self.count += 1
                plain.add(n, told, sent, base + start + 1)
                order += [True] * len(told)
                continue
            claim = self._claim(_split(text, columns, start, end, delimiters), delimiters.element)
            found = self._exactly(claim)
            exact += found
            order += [False] * len(found)
            if fits[n]:
                self._plain.learn(stretch, n, claim)
        self.count += int((~kept).sum())
        self.segments = base + len(columns.starts)
        return _in_order(plain.table(), table_of(exact), order)

    def _exactly(self, claim: PaidClaim) -> list[Row]:
        self.claim_problems += claim.problems
        if claim.status == REVERSAL:
            self.taken_back.append(claim)
            return []
        return list(rows_of(claim, self._decisions, self._file))


def _together(data: bytes, columns: Columns, places: Ints) -> bytes:
    """The text of some claims alone."""
    begin, end = columns.starts[columns.claim_segment[places]], columns.ends[columns.claim_last[places] - 1] + 1
    parts = [data[b:e] for b, e in zip(begin.tolist(), end.tolist(), strict=True)]
    # without the terminator of the last one, as a stretch has none
    return b"".join([*parts[:-1], *(data[b : e - 1] for b, e in zip(begin[-1:], end[-1:], strict=True))])


def _split(text: str, columns: Columns, start: int, end: int, delimiters: Delimiters) -> list[str]:
    return text[columns.starts[start] : columns.ends[end - 1]].split(delimiters.segment)


def _in_order(plain: pa.Table, exact: pa.Table, order: list[bool]) -> pa.Table:
    """Rows of both tables as their claims stand in the file."""
    if not exact.num_rows or not plain.num_rows:
        return plain if plain.num_rows else exact
    first = np.array(order)
    places = np.empty(len(order), dtype=np.int64)
    places[first] = np.arange(plain.num_rows)
    places[~first] = plain.num_rows + np.arange(exact.num_rows)
    return pa.concat_tables([plain, exact]).take(places)
