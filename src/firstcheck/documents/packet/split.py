"""Exhibits shared out over several files when one would be too large for a portal or a mail."""

from collections.abc import Sequence

import msgspec

from firstcheck.documents.packet.exhibits import Exhibit

#: What a page costs beside its own bytes: its stamp, its entry in the file.
_PAGE_BYTES = 1500


class Piece(msgspec.Struct, frozen=True):
    """Pages of an exhibit, `start` counted from 0."""

    exhibit: Exhibit
    start: int
    count: int


def pieces(exhibits: Sequence[Exhibit], room: int, own: int) -> list[tuple[Piece, ...]]:
    """Pages in order, as many to a file as fit into `room` bytes beside `own` bytes of our pages; at least one."""
    files: list[list[tuple[Exhibit, int]]] = [[]]
    used = own
    for exhibit in exhibits:
        for page, size in enumerate(exhibit.sizes):
            if files[-1] and used + size + _PAGE_BYTES > room:
                files.append([])
                used = own
            files[-1].append((exhibit, page))
            used += size + _PAGE_BYTES
    return [_joined(pages) for pages in files]


def _joined(pages: list[tuple[Exhibit, int]]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for exhibit, page in pages:
        if found and found[-1].exhibit is exhibit:
            found[-1] = Piece(exhibit, found[-1].start, found[-1].count + 1)
        else:
            found.append(Piece(exhibit, page, 1))
    return tuple(found)


def shrink(room: int, made: int, most: int) -> int:
    """Less room for the next try, by as much as the last one was over and a little more."""
    return max(1, int(room * min(0.95, 0.97 * most / made)))
