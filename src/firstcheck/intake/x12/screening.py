"""The exact reader behind a vectorised screen: claims that are paid, plain and add up are counted, all others are read.

For bulk work: most claims of a remittance need nobody. A claim is passed over only where its columns prove that it adds
up and that every reason code is one of the `harmless`; whatever is odd is left to the exact reader.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.x12.balance import REVERSAL
from firstcheck.intake.x12.columns import Columns, Flags, Grid, Ints, columns_of, packed
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.remittance import RemittanceReader
from firstcheck.intake.x12.segments import REMARK_PLACES

#: Processed as primary, secondary or tertiary, and the same with forwarding.
_PLAIN_STATUS = np.array([packed(status) for status in ("1", "2", "3", "19", "20", "21")])
_GROUPS = np.array([packed(group) for group in ("CO", "PR", "OA", "PI", "CR")])


class ScreenedReader(RemittanceReader):
    """As RemittanceReader, but yields only claims that somebody may have to look at. `lines` counts all lines."""

    def __init__(self, harmless: Iterable[str], first_segment: int = 1, telling: Iterable[str] = ()) -> None:
        """`harmless` are reason codes that refuse nothing; `telling` remark codes that do, whatever the reason."""
        super().__init__(first_segment)
        self._telling = np.array([fingerprint(code) for code in telling], dtype=np.uint64)
        self._harmless = np.array(sorted(packed(code) for code in harmless if len(code) <= 3))
        self.lines = 0
        self._numbers: list[npt.NDArray[np.uint64]] = []

    def _stretch(self, text: str, delimiters: Delimiters) -> Iterator[PaidClaim]:
        _, columns, kept = self.screened(text, delimiters)
        base = self.segments
        for start, end, claim in pieces(columns, kept):
            raw = text[columns.starts[start] : columns.ends[end - 1]].split(delimiters.segment)
            self.segments = base + start
            if claim:
                yield self._claim(raw, delimiters.element)
            else:
                self._outside(raw, delimiters.element)
        self.count += int((~kept).sum())
        self.segments = base + len(columns.starts)

    def screened(self, text: str, delimiters: Delimiters) -> tuple[Grid, Columns, Flags]:
        """A stretch as columns, and the claims of it to look at. Its lines and claim numbers are noted."""
        grid = Grid(text.encode("latin-1"), delimiters)
        columns = columns_of(grid)
        self._numbers.append(columns.claim_number[columns.claim_status != packed(REVERSAL)])
        self.lines += len(columns.line_segment)
        return grid, columns, needing_a_look(columns, self._harmless) | _remarked(grid, columns, self._telling)

    def numbers(self) -> npt.NDArray[np.uint64]:
        """Fingerprints of the payer's numbers of all claims that are no reversals, passed over or not."""
        return np.concatenate([*self._numbers, np.empty(0, dtype=np.uint64)])

    def replaced(self, number: str | None) -> bool:
        """Whether some claim that is no reversal carries that number of the payer, passed over or not."""
        value = fingerprint(number)
        return value is not None and any(bool((numbers == value).any()) for numbers in self._numbers)


def fingerprint(number: str | None) -> np.uint64 | None:
    """A claim's number as columns.Grid.hashed has it; None where there is none."""
    if not number:
        return None
    value = np.uint64(1469598103934665603)
    with np.errstate(over="ignore"):
        for char in number.encode("utf-8")[:30]:
            value = (value ^ np.uint64(char)) * np.uint64(1099511628211)
    return value


def needing_a_look(columns: Columns, harmless: Ints) -> Flags:
    """Claims that are not proven to be paid, plain and adding up."""
    kept = columns.claim_odd | ~np.isin(columns.claim_status, _PLAIN_STATUS)
    bad = ~_among(columns.adjustment_reason, harmless) | ~np.isin(columns.adjustment_group, _GROUPS)
    kept[columns.adjustment_claim[bad]] = True
    unpaid = (columns.line_paid <= 0) & (columns.line_billed > 0) & columns.line_bare
    kept[columns.line_claim[unpaid]] = True
    return kept | unbalanced(columns)


def _among(values: Ints, known: Ints) -> Flags:
    """Which values are among some in order."""
    if not len(known):
        return np.zeros(len(values), dtype=bool)
    places = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.asarray(known[places] == values)


def _remarked(grid: Grid, columns: Columns, telling: npt.NDArray[np.uint64]) -> Flags:
    """Claims in which one of these remark codes stands, by fingerprint, in any element that may hold one."""
    found = np.zeros(len(columns.claim_segment), dtype=bool)
    for place in REMARK_PLACES if len(telling) else ():
        rows = np.flatnonzero(grid.count[columns.remark_segment] >= place)
        told = np.isin(grid.hashed(*grid.element(columns.remark_segment[rows], place)), telling)
        found[columns.remark_claim[rows[told]]] = True
    return found


def unbalanced(columns: Columns) -> Flags:
    """Claims where charge less payment is not the sum of the adjustments, of the claim or of a line."""
    of_line = columns.adjustment_line >= 0
    adjusted = sums(columns.adjustment_line[of_line], columns.adjustment_amount[of_line], len(columns.line_segment))
    everywhere = sums(columns.adjustment_claim, columns.adjustment_amount, len(columns.claim_segment))
    found = np.asarray(columns.claim_billed - columns.claim_paid != everywhere)
    found[columns.line_claim[columns.line_billed - columns.line_paid != adjusted]] = True
    return found


def sums(owner: Ints, amount: Ints, count: int) -> Ints:
    """Exact sums by owner; owners come in order."""
    running = np.append(0, np.cumsum(amount))
    numbers = np.arange(count)
    first, last = np.searchsorted(owner, numbers), np.searchsorted(owner, numbers, side="right")
    return np.asarray(running[last] - running[first])


def pieces(columns: Columns, kept: Flags) -> Iterator[tuple[int, int, bool]]:
    """First and last segment of each kept claim and of each run of segments outside claims, in order."""
    done = 0
    opened, closed = columns.claim_segment.tolist(), columns.claim_last.tolist()
    for start, end, look in zip(opened, closed, kept.tolist(), strict=True):
        if start > done:
            yield done, start, False
        if look:
            yield start, end, True
        done = end
    if done < len(columns.starts):
        yield done, len(columns.starts), False
