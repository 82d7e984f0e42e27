"""Common kinds of file that are not read, each with what to do instead."""

import re
from collections.abc import Callable
from typing import NoReturn

from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import LIKELY, Reader, suffix

_OFFICE = "This is a {} file. Save it as a PDF, or copy its words and paste them."
_PICTURE = "This kind of picture cannot be read here. Save it as JPEG or PNG, or take a photo of the paper."
_ARCHIVE = "This is a packed archive. Unpack it and send the papers inside one by one."
_PROGRAM = "This is a program, not a paper. Send a PDF, a photo or text."
_MEDIA = "This is sound or video. Send a PDF, a photo or text."
_KINDS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (rb"PK\x03\x04.{0,4000}?(?:word/|mimetypeapplication/vnd\.oasis)", _OFFICE.format("word processor")),
        (rb"PK\x03\x04.{0,4000}?xl/", _OFFICE.format("spreadsheet")),
        (rb"PK\x03\x04.{0,4000}?ppt/", _OFFICE.format("slide show")),
        (rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|.{257}ustar", _ARCHIVE),
        (rb"\xd0\xcf\x11\xe0|\{\\rtf", _OFFICE.format("word processor")),
        (rb"BM.{4}\0\0\0\0|8BPS|\0\0\x01\0|%!PS|\xc5\xd0\xd3\xc6|\0\0\0\x0cjP  |\xffO\xffQ", _PICTURE),
        (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", _PICTURE),
        (rb".{4}ftypavi[fs]", _PICTURE),
        (rb"MZ|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|#!", _PROGRAM),
        (rb"ID3|\xff[\xfb\xf3]|OggS|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp(?:isom|mp4|qt|M4)|\x1aE\xdf\xa3", _MEDIA),
    )
)


def _sentence(head: bytes, name: str) -> str | None:
    # "MZ" and "BM" are also how a letter could begin; text is text.
    if head[:2] in (b"MZ", b"BM") and b"\0" not in head:
        return None
    found = next((sentence for pattern, sentence in _KINDS if pattern.match(head)), None)
    if found == _ARCHIVE and suffix(name) in ("docx", "odt", "xlsx", "pptx", "pages"):
        return _OFFICE.format("word processor")
    return found


def score(head: bytes, name: str) -> int:
    """Likely for a known signature."""
    return LIKELY if _sentence(head, name) else 0


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> NoReturn:
    """Always Unreadable."""
    raise Unreadable(_sentence(data[:4096], name) or _PROGRAM)


READER = Reader("refused", score, read, in_child=False)
