"""A file as an exhibit: rebuilt as PDF pages that can be sent on. Never chosen for reading; asked for by its label."""

from collections.abc import Callable
from typing import NoReturn

from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import Reader

PDF, PICTURE, FAX = 1, 2, 3
NOT_INSTALLED = 'Packets are not installed here. Install them with: pip install "firstcheck[letters]"'


def score(head: bytes, name: str) -> int:
    """Never."""
    return 0


def warm() -> None:
    """Load what rebuilds PDFs and, where it is installed, photos."""
    from firstcheck.intake import clean_pdf

    try:
        clean_pdf.warm()
    except ImportError as error:
        raise Unreadable(NOT_INSTALLED) from error
    try:
        from firstcheck.intake import clean_photo, one_bit

        clean_photo.warm()
        one_bit.warm()
    except (ImportError, Unreadable):
        return


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> NoReturn:
    """An exhibit is not read."""
    raise Unreadable(NOT_INSTALLED)


def render(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """The whole file as clean PDF bytes. `number` is 1 for a PDF, 2 for a picture, 3 for a PDF to fax."""
    if number == PDF:
        from firstcheck.intake import clean_pdf

        return clean_pdf.clean(data, limits)
    if number == FAX:
        from firstcheck.intake import one_bit

        return one_bit.draw(data, limits)
    from firstcheck.intake import clean_photo

    return clean_photo.clean(data, limits)


READER = Reader("exhibit", score, read, render, warm)
