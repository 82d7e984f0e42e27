"""A paper of the person as an exhibit: clean pages under a letter of the alphabet."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from firstcheck.documents.press import typeset
from firstcheck.documents.printable import one_line, printable
from firstcheck.intake import Document, clean_copy
from firstcheck.intake.errors import Unreadable

_PAGES_IN_TEXT = 100


class Given(msgspec.Struct, frozen=True):
    """A paper as it was given: its name, what it is called in the contents, and its bytes or its text."""

    name: str
    title: str
    data: bytes | None = None
    document: Document | None = None


class Exhibit(msgspec.Struct, frozen=True):
    """Clean pages. `mark` is A, B ... Z, AA; `sizes` are the bytes that each page takes by itself, about."""

    mark: str
    title: str
    pdf: bytes
    pages: int
    sizes: tuple[int, ...]


def mark_of(place: int) -> str:
    """The letter of the exhibit at a place counted from 0: A, B ... Z, AA, AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def exhibits_of(given: Sequence[Given], day: date) -> tuple[Exhibit, ...]:
    """All papers in order. Raises Unreadable with the name of the paper that cannot be used."""
    return tuple(exhibit_of(paper, place, day) for place, paper in enumerate(given))


def exhibit_of(paper: Given, place: int, day: date) -> Exhibit:
    """One paper. A file is rebuilt in a child process; text is typeset as it was given."""
    try:
        pdf = clean_copy(paper.data, paper.name) if paper.data is not None else _typed(paper, day)
    except Unreadable as problem:
        raise Unreadable(f"{one_line(paper.name)[:80]}: {problem}") from problem
    sizes = _sizes(pdf)
    return Exhibit(mark_of(place), one_line(paper.title) or one_line(paper.name), pdf, len(sizes), sizes)


def _typed(paper: Given, day: date) -> bytes:
    pages = paper.document.pages if paper.document is not None else ()
    text = [printable(page.text) for page in pages[:_PAGES_IN_TEXT]]
    about = {"year": day.year, "month": day.month, "day": day.day, "title": one_line(paper.title) or "Text"}
    return typeset("text", {**about, "pages": text or [""]}, day)


def _sizes(pdf: bytes) -> tuple[int, ...]:
    """About how many bytes each page takes; what pages share is spread over them."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        own = [_weight(page) for page in opened.pages]
    spread = max(0, len(pdf) - sum(own)) // max(1, len(own))
    return tuple(weight + spread for weight in own)


def _weight(page: Any) -> int:
    """Bytes of the pictures and the drawing of a page."""
    import pikepdf

    contents = page.obj.get("/Contents")
    streams = list(contents.as_list()) if isinstance(contents, pikepdf.Array) else [contents]
    drawn = sum(len(stream.read_raw_bytes()) for stream in streams if isinstance(stream, pikepdf.Stream))
    return drawn + sum(len(image.read_raw_bytes()) for image in page.get_images().values())
