"""The packet put together: our pages as the base (so that their tags stay), exhibits laid onto sheets behind them.

Takes a setting, a letter and exhibits; gives one PDF, or several where a size limit is set. Every exhibit page becomes
a US Letter sheet: the paper is shrunk to leave a free strip at the foot, so that no stamp ever covers a word of it.
"""

import io
from collections.abc import Sequence
from typing import Any

import msgspec

from firstcheck.documents.draft import Draft
from firstcheck.documents.packet.exhibits import Exhibit
from firstcheck.documents.packet.pages import own_pages, stamps
from firstcheck.documents.packet.sheet import lay, mark_up
from firstcheck.documents.packet.split import Piece, pieces, shrink
from firstcheck.documents.setting import Setting
from firstcheck.intake.errors import Unreadable

_TOO_LARGE = (
    "One page of exhibit {mark} alone is larger than the limit. Take the photo again smaller, or raise the limit."
)


class Packet(msgspec.Struct, frozen=True):
    """The files to send, in order, and how many pages each has."""

    files: tuple[bytes, ...]
    pages: tuple[int, ...]


def build_packet(
    setting: Setting, draft: Draft, exhibits: Sequence[Exhibit], *, most_bytes: int | None = None, large: bool = False
) -> Packet:
    """The packet; with `most_bytes` as many files as are needed to keep each below it. Raises Unreadable."""
    whole = tuple(Piece(exhibit, 0, exhibit.pages) for exhibit in exhibits)
    one = _part(setting, draft, whole, 1, 1, large=large)
    if most_bytes is None or len(one) <= most_bytes:
        return _packet([one])
    room = most_bytes
    for _ in range(_TRIES):
        plan = pieces(exhibits, room, _own_weight(setting, draft, large=large))
        made = [_part(setting, draft, part, place, len(plan), large=large) for place, part in enumerate(plan, 1)]
        if all(len(file) <= most_bytes for file in made):
            return _packet(made)
        over = next(place for place, file in enumerate(made) if len(file) > most_bytes)
        if sum(piece.count for piece in plan[over]) <= 1:
            raise Unreadable(_TOO_LARGE.format(mark=plan[over][0].exhibit.mark if plan[over] else "A"))
        room = shrink(room, len(made[over]), most_bytes)
    raise Unreadable(_TOO_LARGE.format(mark="A"))


_TRIES = 12


def _packet(files: list[bytes]) -> Packet:
    import pikepdf

    counts = []
    for file in files:
        with pikepdf.open(io.BytesIO(file)) as opened:
            counts.append(len(opened.pages))
    return Packet(tuple(files), tuple(counts))


def _own_weight(setting: Setting, draft: Draft, *, large: bool) -> int:
    return len(own_pages(setting, draft, (), 1, 1, large=large))


def _part(setting: Setting, draft: Draft, part: tuple[Piece, ...], number: int, parts: int, *, large: bool) -> bytes:
    """One file: cover, the letter in the first one, exhibits."""
    import pikepdf

    base: Any = pikepdf.open(io.BytesIO(own_pages(setting, draft, part, number, parts, large=large)))
    with base:
        first = len(base.pages)
        total = first + sum(piece.count for piece in part)
        if part:
            strips = pikepdf.open(io.BytesIO(stamps(setting, part, first, total)))
            with strips:
                _append(base, strips, part, first)
        out = io.BytesIO()
        base.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _append(base: Any, strips: Any, part: tuple[Piece, ...], first: int) -> None:
    import pikepdf

    marks: list[tuple[str, int]] = []
    tags: list[tuple[Any, str]] = []
    strip = iter(strips.pages)
    for piece in part:
        with pikepdf.open(io.BytesIO(piece.exhibit.pdf)) as source:
            marks.append((f"Exhibit {piece.exhibit.mark}: {piece.exhibit.title}", len(base.pages)))
            for place in range(piece.start, piece.start + piece.count):
                sheet = lay(base, source.pages[place], next(strip))
                alternative = f"Exhibit {piece.exhibit.mark}, page {place + 1} of {piece.exhibit.pages}"
                tags.append((sheet, f"{alternative}: {piece.exhibit.title}"))
    mark_up(base, tags)
    with base.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in marks)
