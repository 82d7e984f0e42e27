"""Reversals in one part of a cut file whose correction stands in another: as in a file that was read whole.

Each part leaves the fingerprints of its claim numbers beside its rows. One part's are in memory at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from firstcheck.bulk.inputs import Item

#: Reversals of a part: segment of the claim, fingerprint of its number.
Alone = Sequence[tuple[int, int]]


def numbers_of(parts: Path, item: str) -> Path:
    """Where the fingerprints of a part are kept."""
    return parts / f"{item}.numbers"


def corrected(items: Iterable[Item], alone: Mapping[str, Alone], parts: Path) -> dict[str, set[int]]:
    """By item, the segments of those reversals that a claim in some part of the same file corrects."""
    files: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        files.setdefault((*item.files, item.member), []).append(item)
    found: dict[str, set[int]] = {}
    for pieces in files.values():
        wanted = np.array(sorted({number for item in pieces for _, number in alone.get(item.id, ())}), dtype=np.uint64)
        if not len(wanted) or len(pieces) < 2:
            continue
        there: set[int] = set()
        for item in pieces:
            kept = numbers_of(parts, item.id)
            if kept.exists():
                there.update(wanted[np.isin(wanted, np.fromfile(kept, dtype=np.uint64))].tolist())
        for item in pieces:
            found[item.id] = {segment for segment, number in alone.get(item.id, ()) if number in there}
    return found
