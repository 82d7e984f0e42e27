"""How much of an input is read, and what reading one file may cost.

Takes nothing; gives the figures that readers, the child process and the site share. They are part of the documented
behaviour: at the limit an input passes, one over it is refused or, for pages and frames, the rest is left out with a
note.
"""

import msgspec

from firstcheck.intake.errors import Unreadable


class Limits(msgspec.Struct, frozen=True):
    """Bounds of one reading. Sizes are in bytes, times in seconds, `pixels` per image."""

    file_bytes: int = 25_000_000
    files: int = 40
    pages: int = 100
    frames: int = 60
    pixels: int = 50_000_000
    characters: int = 1_000_000
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 10
    #: extra processor time a page may take when it is read from its picture
    ocr_page_seconds: int = 15
    #: no more pages are read from their pictures after this long
    ocr_total_seconds: int = 120
    #: longest silence of the child between two pages
    stall_seconds: float = 20.0
    #: longest life of the child
    wall_seconds: float = 180.0
    #: largest answer taken from the child
    reply_bytes: int = 48_000_000


STANDARD = Limits()


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file that is empty or too large. `size` is in bytes."""
    if size == 0:
        raise Unreadable("This file is empty. Choose the file again, or paste the words of the paper instead.")
    if size > limits.file_bytes:
        most = limits.file_bytes // 1_000_000
        raise Unreadable(f"This file is larger than {most} MB. Send fewer pages at a time, or take a smaller photo.")


def check_count(count: int, limits: Limits = STANDARD) -> None:
    """Refuse a case of too many files."""
    if count > limits.files:
        raise Unreadable(
            f"These are more than {limits.files} files. Start with the denial itself and add the rest later."
        )


def check_characters(count: int, limits: Limits) -> None:
    """Refuse text that is longer than any paper."""
    if count > limits.characters:
        raise Unreadable("This text is too long to be one paper. Paste only the letter or the statement itself.")
