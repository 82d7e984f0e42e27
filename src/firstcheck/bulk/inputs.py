"""What the person named, to work items: files, folders, globs, zip and gz; large files cut where a transaction begins.

A sub-folder that holds a paper made for people is one case. Items are plain data, so that any machine can take one.
"""

import glob
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from firstcheck.bulk.cuts import record_cuts, transaction_cuts
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.reader import HEAD_BYTES
from firstcheck.intake.readers import benefit_record, remittance

PART_BYTES = 4_000_000
_HIDDEN = ("~$", ".")
#: A zip member that unpacks to more than this, or grows more than so many times, is not opened.
MOST_UNPACKED = 4_000_000_000
_MOST_GROWTH = 300


class Item(msgspec.Struct, frozen=True):
    """A piece of work. `kind`: remittance, records, case. `files` are paths; `member` names a file in a zip.

    `head` are bytes that stand before a part that begins inside a file; `first` is its first segment or record.
    """

    kind: str
    files: tuple[str, ...]
    shown: str
    member: str = ""
    start: int = 0
    end: int = -1
    head: bytes = b""
    first: int = 1
    stamp: str = ""

    @property
    def id(self) -> str:
        """The same for the same piece of the same unchanged file."""
        words = f"{self.kind}|{self.files}|{self.member}|{self.start}|{self.end}|{self.stamp}"
        return hashlib.blake2b(words.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


class Refused(msgspec.Struct, frozen=True):
    """A file that cannot be worked on, with a sentence that says why."""

    file: str
    say: str


def items_of(names: Sequence[str], part_bytes: int = PART_BYTES) -> Iterator[Item | Refused]:
    """All pieces of work in a stable order, with what cannot be opened in its place."""
    for name in names:
        patterned = any(character in name for character in "*?[")
        found = sorted(glob.glob(name, recursive=True)) if patterned else [name]  # noqa: PTH207 - may be absolute
        if not found:
            yield Refused(name, "No file fits this pattern.")
        for each in found:
            yield from _of_path(Path(each), Path(each).name, part_bytes)


def _of_path(path: Path, shown: str, part_bytes: int) -> Iterator[Item | Refused]:
    try:
        if path.is_dir():
            yield from _of_folder(path, shown, part_bytes)
        elif not path.is_file():
            yield Refused(shown, "There is no file of that name. Check the name and the folder.")
        elif path.stat().st_size == 0:
            yield Refused(shown, "This file is empty.")
        else:
            yield from _of_file(path, shown, part_bytes)
    except OSError:
        yield Refused(shown, "This file cannot be opened. Check that you are allowed to read it.")


def _of_folder(folder: Path, shown: str, part_bytes: int) -> Iterator[Item | Refused]:
    """Files of the folder each by itself; a sub-folder with a paper for people in it as one case."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_HIDDEN):
            continue
        inner = f"{shown}/{path.name}"
        if not path.is_dir():
            yield from _of_path(path, inner, part_bytes)
            continue
        files = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(_HIDDEN))
        if files and any(_kind(_head(file), file.name) == "case" and not _packed(file) for file in files):
            yield Item("case", tuple(map(str, files)), inner, stamp=_stamp(files))
        else:
            for file in files:
                yield from _of_path(file, f"{inner}/{file.relative_to(path).as_posix()}", part_bytes)


def _packed(path: Path) -> bool:
    return path.suffix.lower() in (".zip", ".gz")


def _of_file(path: Path, shown: str, part_bytes: int) -> Iterator[Item | Refused]:
    if zipfile.is_zipfile(path) and path.suffix.lower() == ".zip":
        yield from _of_zip(path, shown)
        return
    kind, stamp = _kind(_head(path), path.name), _stamp([path])
    if path.suffix.lower() == ".gz":
        yield Item(_kind(_head(path), path.stem), (str(path),), shown, stamp=stamp)
    elif kind == "remittance" and path.stat().st_size > 1.5 * part_bytes:
        for start, end, head, first in transaction_cuts(path, part_bytes):
            yield Item(kind, (str(path),), shown, "", start, end, head, first, stamp)
    elif kind == "records" and path.stat().st_size > 1.5 * part_bytes:
        for start, end, first in record_cuts(path, part_bytes):
            yield Item(kind, (str(path),), shown, "", start, end, b"", first, stamp)
    else:
        yield Item(kind, (str(path),), shown, stamp=stamp)


def _of_zip(path: Path, shown: str) -> Iterator[Item | Refused]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda m: m.filename)
            for member in members:
                if member.is_dir() or Path(member.filename).name.startswith(_HIDDEN) or "__MACOSX" in member.filename:
                    continue
                inner = f"{shown}/{member.filename}"
                if member.flag_bits & 1:
                    yield Refused(inner, "This file is locked with a password. Unpack it first.")
                elif _bomb(member):
                    yield Refused(inner, "This file unpacks to far more than it should. It is not opened.")
                else:
                    with archive.open(member) as opened:
                        kind = _kind(opened.read(HEAD_BYTES), member.filename)
                    yield Item(kind, (str(path),), inner, member.filename, stamp=_stamp([path]))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        yield Refused(shown, "This zip file is damaged. Ask for it again.")


def _bomb(member: zipfile.ZipInfo) -> bool:
    growth = member.file_size / max(member.compress_size, 1)
    return member.file_size > MOST_UNPACKED or (growth > _MOST_GROWTH and member.file_size > 10_000_000)


def _head(path: Path) -> bytes:
    import gzip

    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as file:
            return bytes(file.read(HEAD_BYTES))
    except (OSError, EOFError):
        return b""


def _kind(head: bytes, name: str) -> str:
    if remittance.score(head, name) > 0:
        return "remittance"
    return "records" if benefit_record.score(head, name) > 0 else "case"


def _stamp(paths: Iterable[Path]) -> str:
    found = [path.stat() for path in paths]
    return ",".join(f"{each.st_size}:{each.st_mtime_ns}" for each in found)


def checked(items: Sequence[Item | Refused]) -> Sequence[Item | Refused]:
    """The same, refused as a whole where there is nothing at all to work on."""
    if not items:
        raise Unreadable("There is nothing to read in these folders.")
    return items
