"""What a reader is, and the sure signs by which files are told apart.

Takes nothing; gives the `Reader` record that every module of `readers` fills in.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.document import Page, Reading
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits

#: The first bytes a reader may look at to tell its kind.
HEAD_BYTES = 4096

#: Scores: a signature at the very start, a signature nearby, a guess from the content, a guess from the name.
CERTAIN, LIKELY, GUESS, NAMED = 100, 60, 20, 5


class Pages(msgspec.Struct, frozen=True):
    """What a reader gives: the pages in order, how they were read, and notes for the person."""

    pages: tuple[Page, ...]
    reading: Reading
    media_type: str
    problems: tuple[str, ...] = ()
    claims: tuple[PaidClaim, ...] = ()


class Read(Protocol):
    """Reads a whole file. `progress` is to be called after each page, so that slow is told from stuck."""

    def __call__(self, data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages: ...


class Render(Protocol):
    """Draws page `number` (from 1) `width` pixels wide; gives PNG bytes."""

    def __call__(self, data: bytes, number: int, width: int, limits: Limits) -> bytes: ...


def _no_picture(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    raise Unreadable("This file has no pages that can be shown as a picture.")


def _nothing() -> None:
    return None


class Reader(msgspec.Struct, frozen=True):
    """A kind of file.

    `score(head, name)` is 0 for "not mine" up to 100 for "surely mine". `warm` loads all that `read` needs, because the
    child process can open no file once it has seen the data. `in_child` is False only where reading is plain Python
    over text.
    """

    label: str
    score: Callable[[bytes, str], int]
    read: Read
    render: Render = _no_picture
    warm: Callable[[], None] = _nothing
    in_child: bool = True


def suffix(name: str) -> str:
    """The lower-case ending of a file name, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""
