"""Photos and scans: JPEG, PNG, TIFF with several pages, WEBP, GIF and HEIC."""

import re
from collections.abc import Callable

from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import CERTAIN, Pages, Reader

_SIGNATURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)",
    re.DOTALL,
)


def score(head: bytes, name: str) -> int:
    """Certain by signature."""
    return CERTAIN if _SIGNATURE.match(head) else 0


def warm() -> None:
    """Load the picture decoders and the recogniser."""
    from firstcheck.intake import ocr, pictures

    pictures.warm()
    ocr.warm()


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """Every frame of a TIFF is a page; of other kinds the first frame is the page."""
    from firstcheck.intake import pictures

    return pictures.read(data, limits, progress)


def render(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """The picture, upright as its camera says, as PNG."""
    from firstcheck.intake import pictures

    return pictures.render(data, number, width, limits)


READER = Reader("image", score, read, render, warm)
