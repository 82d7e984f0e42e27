"""Pages to the Document the rest of the program works on.

Takes what a reader gave; gives a Document with its fingerprint and a name that is safe to show.
"""

import hashlib
import re

from firstcheck.intake.document import Document
from firstcheck.intake.reader import Pages

# controls, direction marks and separators have no place in a name that is shown
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
_LONGEST = 120


def documented(pages: Pages, name: str, data: bytes) -> Document:
    """The document of `data`, read as `pages`."""
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        shown_name(name), digest, pages.reading, pages.pages, pages.problems, pages.media_type, pages.claims
    )


def shown_name(name: str) -> str:
    """The last part of a path without characters that could mislead, at most 120 characters."""
    last = re.split(r"[/\\]", _UNSAFE.sub("", name).strip())[-1].strip()
    if len(last) <= _LONGEST:
        return last or "paper"
    stem, dot, ending = last.rpartition(".")
    return f"{stem[: _LONGEST - len(ending) - 2]}…{dot}{ending}" if dot and len(ending) < 8 else last[:_LONGEST]
