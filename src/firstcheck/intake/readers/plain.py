"""Plain text in any encoding: letters saved as text, portal messages, statements in fixed columns."""

from collections.abc import Callable

from firstcheck.intake.document import Page, Reading
from firstcheck.intake.encoding import decode, unmarked_utf16
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits, check_characters
from firstcheck.intake.pasted import pages
from firstcheck.intake.reader import GUESS, NAMED, Pages, Reader, suffix

_NAMES = {"txt", "text", "log", "md", "asc", ""}
# Controls that plain text does hold: tab, line feed, vertical tab, form feed, carriage return, escape, end of file.
_TEXT_CONTROLS = {9, 10, 11, 12, 13, 26, 27}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def score(head: bytes, name: str) -> int:
    """A guess: nearly no control bytes, or UTF-16."""
    if not head:
        return 0
    if head.startswith(_UTF16_MARKS) or unmarked_utf16(head):
        return GUESS
    odd = sum(1 for byte in head if byte < 32 and byte not in _TEXT_CONTROLS)
    if odd > len(head) * 0.02:
        return 0
    return GUESS + (NAMED if suffix(name) in _NAMES else 0)


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """Pages cut at form feeds."""
    return read_characters(decode(data), limits)


def read_characters(text: str, limits: Limits) -> Pages:
    """Pages of text that is decoded already."""
    check_characters(len(text), limits)
    parts = pages(text)
    if not any(part.strip() for part in parts):
        raise Unreadable("There are no words in this text. Paste the words of the letter or the statement.")
    problems: tuple[str, ...] = ()
    if len(parts) > limits.pages:
        problems = (f"Only the first {limits.pages} of {len(parts)} pages were read.",)
    if any("\ufffd" in part for part in parts):
        problems += ("Some characters of this text are damaged and show as \ufffd.",)
    kept = tuple(Page(number, part) for number, part in enumerate(parts[: limits.pages], 1))
    return Pages(kept, Reading.TEXT, "text/plain", problems)


READER = Reader("text", score, read, in_child=False)
