"""Where a large file may be cut: a remittance before a transaction set (ST), line-by-line records after a line.

Gives byte ranges with the number of the first segment or record in each, counted without reading any of them.
"""

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

from firstcheck.intake.x12.delimiters import Delimiters, find_delimiters

_HEAD = 2048

Part = tuple[int, int, bytes, int]


def transaction_cuts(path: Path, part_bytes: int) -> list[Part]:
    """Start, end, the envelope to put before, and the number of the first segment. One part where no cut is safe."""
    size = path.stat().st_size
    whole: list[Part] = [(0, size, b"", 1)]
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        found = find_delimiters(text[:_HEAD].decode("latin-1"))
        head = _envelope(text[:_HEAD], found) if found else b""
        if found is None or not head or not _one_kind(text, found):
            return whole
        starts = _chosen(text, found, part_bytes)
        return _numbered(text, [0, *starts], size, head, found)


def _envelope(head: bytes, found: Delimiters) -> bytes:
    """ISA and GS with their terminators; empty where the file does not begin with them."""
    terminator = found.segment.encode("latin-1")
    pieces = head[found.begins :].split(terminator, 2)
    opened = len(pieces) == 3 and pieces[0].lstrip()[:3] == b"ISA" and pieces[1].strip()[:2] == b"GS"
    return pieces[0].lstrip() + terminator + pieces[1].strip() + terminator if opened else b""


def _one_kind(text: "mmap.mmap", found: Delimiters) -> bool:
    """Whether all interchanges of the file use the same delimiters."""
    terminator, element = (re.escape(c.encode("latin-1")) for c in (found.segment, found.element))
    loose = re.compile(rb"(?<![A-Za-z0-9])ISA([^A-Za-z0-9\s]).{0,2}\1", re.DOTALL)
    strict = re.compile(terminator + rb"\s*ISA" + element, re.DOTALL)
    return sum(1 for _ in loose.finditer(text)) == 1 + sum(1 for _ in strict.finditer(text))


def _chosen(text: "mmap.mmap", found: Delimiters, part_bytes: int) -> list[int]:
    terminator, element = (re.escape(c.encode("latin-1")) for c in (found.segment, found.element))
    opening = re.compile(terminator + rb"\s*(?=ST" + element + rb"835" + element + rb"|ISA" + element + rb")")
    chosen: list[int] = []
    at = part_bytes
    while at < len(text):
        match = opening.search(text, at)
        if match is None:
            break
        chosen.append(match.end())
        at = match.end() + part_bytes
    return chosen


def _numbered(text: "mmap.mmap", starts: list[int], size: int, head: bytes, found: Delimiters) -> list[Part]:
    terminator = found.segment.encode("latin-1")
    parts: list[Part] = []
    number = 1
    for start, end in zip(starts, [*starts[1:], size], strict=True):
        inside = start > 0 and text[start : start + 3] != b"ISA"
        parts.append((start, end, head if inside else b"", number - 2 if inside else number))
        number += text[start:end].count(terminator)
    return parts


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
            number += sum(1 for line in file.read(end - start).split(b"\n") if line.strip())
            start = end


def _by_lines(first: bytes) -> bool:
    line = first.strip()
    return line.startswith(b"{") and line.endswith(b"}")
