"""The compiled knowledge, read once. In a checkout it is rebuilt when a knowledge file has changed.

The artefact is a 32-byte fingerprint of the files it was built from (names, sizes, times) and the packed Knowledge,
which carries the hash of the files' content. An installed wheel has no files: the artefact alone is read, without YAML.
"""

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from firstcheck.knowledge.model import Code, Knowledge, Reason
from firstcheck.knowledge.pieces import Alternative, key

ARTEFACT = Path(__file__).with_name("compiled.msgpack")
#: The source files; absent in an installed wheel.
FILES = Path(__file__).parents[3] / "knowledge"
#: How many bytes stand before the packed knowledge.
FINGERPRINT_BYTES = 32


def fingerprint(root: Path) -> bytes:
    """What changes when a knowledge file, or the code that types them, changes: 32 bytes, without opening a file."""
    digest = hashlib.sha256()
    for place, ending in ((str(root), ".yaml"), (str(Path(__file__).parent), ".py")):
        for entry in sorted(_files(place, ending), key=lambda entry: entry.path):
            known = entry.stat()
            digest.update(f"{entry.path}\0{known.st_size}\0{known.st_mtime_ns}\0".encode())
    return digest.digest()


def _files(place: str, ending: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.endswith(ending):
                yield entry
            elif entry.is_dir():
                yield from _files(entry.path, ending)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """All knowledge. Raises FileNotFoundError where neither artefact nor files are there."""
    return load(FILES, ARTEFACT)


def load(root: Path, artefact: Path) -> Knowledge:
    """The knowledge below `root` by way of its artefact, which is made or renewed where it is not of these files."""
    if not (root / "routes.yaml").exists():
        return msgspec.msgpack.decode(artefact.read_bytes()[FINGERPRINT_BYTES:], type=Knowledge)
    packed = artefact.read_bytes() if artefact.exists() else b""
    if packed[:FINGERPRINT_BYTES] == fingerprint(root):
        return msgspec.msgpack.decode(packed[FINGERPRINT_BYTES:], type=Knowledge)
    from firstcheck.knowledge.build import write

    return write(root, artefact)


def reading(name: str) -> dict[str, list[str]]:
    """A word list of knowledge/reading/."""
    return knowledge().readings[name]


def alternatives(pattern: str) -> tuple[Alternative, ...]:
    """The alternatives of a pattern of the knowledge, each with the pieces that a match must hold."""
    return knowledge().alternatives[key(pattern)]


def reasons() -> dict[str, Reason]:
    """The reasons that papers give, by id."""
    return knowledge().reasons


def codes(name: str) -> dict[str, Code]:
    """A code list of knowledge/codes/ (`carc`, `rarc`, `groups`), by code."""
    return knowledge().codes[name]
