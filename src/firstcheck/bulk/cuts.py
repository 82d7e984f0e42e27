"""Where a large file may be cut: a remittance before a transaction set (ST), line-by-line records after a line.

Gives byte ranges with the number of the first segment or record in each, counted without reading any of them. A file
is looked at a few megabytes at a time: a map of the whole would stand in memory.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import numpy as np

from firstcheck.intake.x12.delimiters import Delimiters, find_delimiters

_HEAD = 2048
_WINDOW = 1 << 21
#: So much of a window is looked at again with the next one, for what stands across both.
_AGAIN = 256
_ACROSS = 8
#: Only where the letters stand is it looked at whether an interchange begins.
_LETTERS = re.compile(rb"ISA[^A-Za-z0-9\s]")
_INTERCHANGE = re.compile(rb"(?<![A-Za-z0-9])ISA([^A-Za-z0-9\s]).{0,2}\1", re.DOTALL)

Part = tuple[int, int, bytes, int]


def transaction_cuts(path: Path, part_bytes: int) -> list[Part]:
    """Start, end, the envelope to put before, and the number of the first segment. One part where no cut is safe."""
    size = path.stat().st_size
    with path.open("rb") as file:
        begins = file.read(_HEAD)
        found = find_delimiters(begins.decode("latin-1"))
        head = _envelope(begins, found) if found else b""
        if found is None or not head:
            return [(0, size, b"", 1)]
        starts = _chosen(file, size, found, part_bytes)
        return _numbered(file, [0, *starts, size], head, found) or [(0, size, b"", 1)]


def _envelope(head: bytes, found: Delimiters) -> bytes:
    """ISA and GS with their terminators; empty where the file does not begin with them."""
    terminator = found.segment.encode("latin-1")
    pieces = head[found.begins :].split(terminator, 2)
    opened = len(pieces) == 3 and pieces[0].lstrip()[:3] == b"ISA" and pieces[1].strip()[:2] == b"GS"
    return pieces[0].lstrip() + terminator + pieces[1].strip() + terminator if opened else b""


def _windows(file: BinaryIO, start: int, end: int) -> Iterator[tuple[int, bytes, int]]:
    """Pieces of a stretch of a file: where each begins, and how many of its bytes the piece before had already."""
    file.seek(start)
    place, text = start, b""
    while fresh := file.read(min(_WINDOW, end - place)):
        text = text[-_AGAIN:] + fresh
        place += len(fresh)
        yield place - len(text), text, len(text) - len(fresh)


def _chosen(file: BinaryIO, size: int, found: Delimiters, part_bytes: int) -> list[int]:
    """Where parts begin: at the first transaction set or interchange behind so many bytes."""
    terminator, element = _written(found)
    opening = re.compile(terminator + rb"\s*(?=ST" + element + rb"835" + element + rb"|ISA" + element + rb")")
    chosen: list[int] = []
    at = part_bytes
    while at < size:
        matches = ((base, opening.search(text)) for base, text, _ in _windows(file, at, size))
        at = next((base + match.end() for base, match in matches if match), size)
        if at < size:
            chosen.append(at)
            at += part_bytes
    return chosen


def _written(found: Delimiters) -> tuple[bytes, bytes]:
    """Terminator and element separator as patterns."""
    return re.escape(found.segment.encode("latin-1")), re.escape(found.element.encode("latin-1"))


def _numbered(file: BinaryIO, bounds: list[int], head: bytes, found: Delimiters) -> list[Part]:
    """The parts with their first segments; none where an interchange may have other delimiters than the first."""
    parts: list[Part] = []
    number = 1
    for start, end in pairwise(bounds):
        segments, inside = 0, start > 0
        for base, text, again in _windows(file, start, end):
            inside = inside and not (base == start and text.startswith(b"ISA"))
            if not _one_kind(text, again, found, {start - base, found.begins - base}):
                return []
            segments += int(np.count_nonzero(np.frombuffer(text, np.uint8, offset=again) == ord(found.segment)))
        parts.append((start, end, head if inside else b"", number - 2 if inside else number))
        number += segments
    return parts


def _one_kind(text: bytes, again: int, found: Delimiters, opening: set[int]) -> bool:
    """Whether each interchange that begins here stands behind a terminator, or at an `opening`, with that separator."""
    terminator, _ = _written(found)
    ended = re.compile(terminator + rb"\s*\Z")
    for letters in _LETTERS.finditer(text, max(0, again - _ACROSS)):
        place = letters.start()
        if _INTERCHANGE.match(text, place) is None:
            continue
        follows = place in opening or ended.search(text, max(0, place - _AGAIN), place)
        if not follows or text[place + 3 : place + 4] != found.element.encode("latin-1"):
            return False
    return True


def record_cuts(path: Path, part_bytes: int) -> Iterator[tuple[int, int, int]]:
    """Start, end and first record of line-by-line JSON; one part where the file is not of lines."""
    size, start, number = path.stat().st_size, 0, 1
    with path.open("rb") as file:
        if not _by_lines(file.readline(4_000_000)):
            yield 0, size, 1
            return
        while start < size:
            file.seek(min(start + part_bytes, size))
            file.readline()
            end = file.tell()
            file.seek(start)
            yield start, end, number
            number += _records_in(file.read(end - start))
            start = end


def _records_in(text: bytes) -> int:
    """How many lines are not blank; the last bytes of most lines tell."""
    count = at = 0
    while at < len(text):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        count += bool(text[max(at, end - 2) : end].strip() or text[at:end].strip())
        at = end + 1
    return count


def _by_lines(first: bytes) -> bool:
    line = first.strip()
    return line.startswith(b"{") and line.endswith(b"}")
