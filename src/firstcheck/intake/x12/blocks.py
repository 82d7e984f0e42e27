"""A byte stream to stretches of clean X12 text that end where a claim ends, each with its delimiters.

Takes an iterable of byte blocks; holds about one block at a time. Byte order marks, line ends around terminators,
wrapped lines and interchanges with delimiters of their own are undone here, so that the reader sees segments only.
"""

import re
from collections.abc import Iterable, Iterator

from firstcheck.intake.encoding import decode
from firstcheck.intake.x12.delimiters import Delimiters, find_delimiters

#: A claim longer than this is cut; the largest real ones are a hundredth of it.
MOST_HELD = 16_000_000
_ENOUGH_FOR_ISA = 1024
_INTERCHANGE = re.compile(r"ISA([^A-Za-z0-9\s]).{0,2}\1")
_SPACES = re.compile(r"[\r\n\t]")


def stretches(blocks: Iterable[bytes]) -> Iterator[tuple[Delimiters | None, str]]:
    """Text without line ends, cut only before a CLP segment or an interchange; delimiters None: it is no X12 text."""
    held, found = "", None
    for block in _as_single_bytes(blocks):
        held += block
        while True:
            if found is None:
                if len(held.lstrip()) < _ENOUGH_FOR_ISA:
                    break  # wait for more, or for the end
                found = find_delimiters(held)
                if found is None:
                    yield None, held
                    held = ""
                    break
                held = held[found.begins :]
            other = _next_interchange(held, found)
            if other:
                yield found, clean(held[:other], found.segment)
                held, found = held[other:], None
                continue
            cut = _last_claim(held, found)
            if cut <= 0 and len(held) > MOST_HELD:
                cut = held.rfind(found.segment) + 1 or len(held)
            if cut > 0:
                yield found, clean(held[:cut], found.segment)
                held = held[cut:]
            break
    yield from _rest(held, found)


def _rest(held: str, found: Delimiters | None) -> Iterator[tuple[Delimiters | None, str]]:
    while held.strip():
        found = found or find_delimiters(held)
        if found is None:
            yield None, held
            return
        held = held[found.begins :] if held[:3].strip() != "ISA" else held
        other = _next_interchange(held, found)
        yield found, clean(held[: other or len(held)], found.segment)
        held, found = (held[other:], None) if other else ("", None)


def _as_single_bytes(blocks: Iterable[bytes]) -> Iterator[str]:
    """One character a byte, which never fails and keeps offsets; UTF-16 and UTF-32 texts become UTF-8 first."""
    first, source = True, iter(blocks)
    for block in source:
        if first and (block[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in block[:64]):
            rest = b"".join([block, *source])
            yield decode(rest).encode("utf-8", "replace").decode("latin-1")
            return
        first = False
        yield block.decode("latin-1")


def _next_interchange(held: str, found: Delimiters) -> int:
    """Where another interchange begins behind the first character; 0 where none does."""
    place = held.find("ISA", 1)
    while place > 0:
        before = held[max(0, place - 4) : place].rstrip("\r\n\t ")[-1:]
        if _INTERCHANGE.match(held, place) and found.segment in (before, "\n"):
            return place
        place = held.find("ISA", place + 3)
    return 0


def _last_claim(held: str, found: Delimiters) -> int:
    """Where the last claim begins, which may not be complete yet; 0 where there is one claim at most."""
    place = len(held)
    while (place := held.rfind("CLP" + found.element, 1, place)) > 0:
        before = held[max(0, place - 80) : place]
        if before.rstrip("\r\n\t ")[-1:] == found.segment or (found.segment == "\n" and before[-1:] in "\r\n"):
            return place
    return 0


def clean(text: str, terminator: str) -> str:
    """Segments divided by the terminator alone; line feeds elsewhere are wrapped lines and are dropped."""
    if terminator == "\n":
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"\s*\n\s*", "\n", text).strip()
    if "\n" in text or "\r" in text:
        for ending in ("\r\n", "\n", "\r"):
            text = text.replace(terminator + ending, terminator).replace(ending + terminator, terminator)
        text = _SPACES.sub("", text)
    if terminator + " " in text or " " + terminator + terminator in text:
        text = re.sub(rf"{re.escape(terminator)} +", terminator, text)
    while terminator + terminator in text:
        text = text.replace(terminator + terminator, terminator)
    return text.strip(terminator + " ")
