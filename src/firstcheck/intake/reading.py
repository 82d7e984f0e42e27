"""The way in: a file, bytes or pasted text to a Document; a page to its picture.

Takes what the person has; gives what the rest of the program works on, or raises Unreadable with one plain sentence.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from firstcheck.intake.document import Document
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import STANDARD, Limits, check_characters, check_count, check_size
from firstcheck.intake.opening import documented
from firstcheck.intake.reader import Reader
from firstcheck.intake.readers import exhibit, plain, web_page
from firstcheck.intake.registry import by_label, choose

#: Drawing a page takes a tenth of a second; a long packet has 200.
_FAX_SECONDS = 90
_PASTED = "pasted text"
_WARM = ("pdf", "image", "mail", "web_page")


def read_file(source: bytes | str | os.PathLike[str], name: str = "", *, limits: Limits = STANDARD) -> Document:
    """Read one file, given as bytes or as a path. `name` is shown to the person and helps only where bytes do not.

    PDFs, pictures, web pages and mail are read in a child process of their own. Raises Unreadable.
    """
    data, name = _bytes_of(source, name, limits)
    check_size(len(data), limits)
    reader = choose(data, name)
    if not reader.in_child:
        return documented(reader.read(data, name, limits, lambda: None), name, data)
    return _in_child(reader, data, name, limits)


def read_files(sources: Sequence[str | os.PathLike[str]], *, limits: Limits = STANDARD) -> tuple[Document, ...]:
    """Read the files of one case in order. Raises Unreadable, also where they are too many."""
    check_count(len(sources), limits)
    return tuple(read_file(source, limits=limits) for source in sources)


def read_text(text: str, name: str = _PASTED, *, limits: Limits = STANDARD) -> Document:
    """Read pasted text. Only text pasted with its HTML tags needs a child process. Raises Unreadable."""
    check_characters(len(text), limits)
    data = text.encode("utf-8", "replace")
    check_size(len(data) or 1, limits)
    if web_page.tagged(text):
        return _in_child(web_page.READER, b"\xef\xbb\xbf" + data, name, limits)
    if data:
        reader = choose(data, name)
        if reader.label in ("remittance", "benefit_record"):
            return documented(reader.read(data, name, limits, lambda: None), name, data)
    return documented(plain.read_characters(text, limits), name, data)


def render_page(data: bytes, number: int, width: int, *, name: str = "", limits: Limits = STANDARD) -> bytes:
    """PNG bytes of page `number` (from 1) of a PDF or picture, about `width` pixels wide. Raises Unreadable."""
    from firstcheck.intake import guard
    from firstcheck.intake.child import Job

    check_size(len(data), limits)
    reader = choose(data, name)
    answer = guard.run(Job(reader.label, name, data, limits, max(1, number) if number > 0 else 10**9, max(1, width)))
    if answer.picture is None:
        raise Unreadable("This page cannot be shown.")
    return answer.picture


def clean_copy(data: bytes, name: str = "", *, limits: Limits = STANDARD) -> bytes:
    """A PDF or picture rebuilt as PDF pages that can be sent on, without anything that acts or tells of places.

    Made in a child process of its own. Raises Unreadable, also for files that are neither PDF nor picture.
    """
    from firstcheck.intake import guard
    from firstcheck.intake.child import Job

    check_size(len(data), limits)
    kind = {"pdf": exhibit.PDF, "image": exhibit.PICTURE}.get(choose(data, name).label, 0)
    if not kind:
        raise Unreadable("Only PDFs and photos can be put into a packet.")
    answer = guard.run(Job("exhibit", name, data, limits, page=kind, width=1))
    if not answer.picture:
        raise Unreadable("This file is damaged and could not be put into a packet.")
    return answer.picture


def fax_pages(data: bytes, *, limits: Limits = STANDARD) -> bytes:
    """The pages of a PDF as one-bit pictures in a PDF, as a fax shows them. Raises Unreadable."""
    from firstcheck.intake import guard
    from firstcheck.intake.child import Job

    longer = msgspec.structs.replace(limits, cpu_seconds=_FAX_SECONDS, stall_seconds=float(_FAX_SECONDS))
    answer = guard.run(Job("exhibit", "", data, longer, page=exhibit.FAX, width=1))
    if not answer.picture:
        raise Unreadable("This packet is damaged and could not be turned into a fax.")
    return answer.picture


def warm() -> None:
    """Get the child processes ready ahead of the first file, as a server does at its start. Returns at once."""
    from firstcheck.intake import guard

    guard.warm(_WARM)


def _in_child(reader: Reader, data: bytes, name: str, limits: Limits) -> Document:
    from firstcheck.intake import guard
    from firstcheck.intake.child import Job

    answer = guard.run(Job(by_label(reader.label).label, name, data, limits))
    if answer.document is None:
        raise Unreadable("This file is damaged and could not be read.")
    return answer.document


def _bytes_of(source: bytes | str | os.PathLike[str], name: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name
    path = Path(source)
    try:
        with path.open("rb") as file:
            # one byte more than allowed is enough to refuse; a device without end is not read on
            return file.read(limits.file_bytes + 1), name or path.name
    except IsADirectoryError as error:
        raise Unreadable("This is a folder. Name the files in it one by one.") from error
    except FileNotFoundError as error:
        raise Unreadable("There is no file of that name. Check the name and the folder.") from error
    except (OSError, ValueError) as error:
        raise Unreadable("This file cannot be opened. Check that you are allowed to read it.") from error
