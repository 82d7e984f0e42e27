"""Pictures of pages to pages of text, within a budget of time.

Takes pictures one by one; gives pages on the character grid and collects the notes the person should see. Recognition
is tried on the picture as it is and, where that is poor, on a straightened and evened-out copy; the surer reading wins.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from firstcheck.intake import ocr
from firstcheck.intake.document import Page, Reading
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits

if TYPE_CHECKING:
    from PIL import Image

_POOR = 0.75


class Recogniser:
    """Reads page pictures of one file. `problems` grows by the notes of the pages read."""

    def __init__(self, limits: Limits, problems: list[str]) -> None:
        self._limits = limits
        self._problems = problems
        self._begun = time.monotonic()
        self._out_of_time = False

    def page(self, number: int, picture: "Image.Image | Callable[[], Image.Image]") -> Page | None:
        """The page as recognised; None where it cannot be tried."""
        if not ocr.installed() or self._late(number):
            return None
        from firstcheck.intake.page_picture import read_picture

        allow_cpu_seconds(self._limits.ocr_page_seconds)
        text, words, confidence = read_picture(picture() if callable(picture) else picture)
        if text.strip() and confidence < _POOR:
            self._problems.append(
                f"Page {number} was hard to read. Check every value, or take the photo again: flat, near, in even"
                " light."
            )
        return Page(number, text, words, Reading.OCR)

    def _late(self, number: int) -> bool:
        if self._out_of_time:
            return True
        if time.monotonic() - self._begun > self._limits.ocr_total_seconds:
            self._out_of_time = True
            self._problems.append(
                f"Pages from {number} on that are pictures were not read: there are too many at once."
            )
        return self._out_of_time

    def why_empty(self, number: int) -> str:
        """The note for a page on which nothing was read."""
        if not ocr.installed():
            return f"Page {number} is a picture and was not read. {ocr.NOT_INSTALLED}"
        if self._out_of_time:
            return f"Page {number} was not read."
        return f"Page {number} is empty."

    def nothing_read(self, kind: str) -> str:
        """The sentence for a file on whose pages nothing was read."""
        if not ocr.installed():
            return ocr.NOT_INSTALLED
        return (
            f"There are no words to be read in this {kind}. Check that it is the right file, or take a sharper photo."
        )


def allow_cpu_seconds(seconds: int) -> None:
    """Move the soft limit on processor time to `seconds` from now: one page can hang, but many do not add up."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY:
        return
    wanted = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(wanted, hard), hard))


def refuse_unrecognised() -> None:
    """Refuse a picture at once where nothing could recognise it."""
    if not ocr.installed():
        raise Unreadable(ocr.NOT_INSTALLED)
