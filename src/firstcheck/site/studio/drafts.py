"""Drafts of knowledge files: kept in the state folder, written into the knowledge folder of a checkout on approval.

Takes names such as `scenarios/filed-late.yaml`; no other name, and no link out of the folder, is ever followed.
"""

import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from firstcheck.knowledge import load
from firstcheck.site.analyzer.wording import say
from firstcheck.site.state import private, state_dir

MOST_BYTES, MOST_DRAFTS = 100_000, 200
_NAME = re.compile(r"(?:[a-z0-9_]+/){0,2}[A-Za-z0-9_][A-Za-z0-9_-]{0,79}\.yaml")
#: Written by a command and not by people.
_MADE = {"pages/ledger.yaml"}
_lock = threading.Lock()


class Refused(Exception):
    """What was asked for is not done; the message is one sentence for the editor."""


class Draft(msgspec.Struct, frozen=True):
    """A draft: the file it is of, its text, and the digest of that file when the draft was begun (empty: no file)."""

    name: str
    text: str
    base: str

    @property
    def seen(self) -> str:
        """What changes when the text does."""
        return _digest(self.text.encode())


def knowledge_folder() -> Path:
    """The knowledge files of this checkout. Raises Refused in an installed firstcheck, which has none."""
    if not (load.FILES / "routes.yaml").is_file() or not (load.FILES.parent / "pyproject.toml").is_file():
        raise Refused(say("studio_no_checkout"))
    return load.FILES.resolve()


def place(name: str) -> Path:
    """Where a knowledge file is or would be. Raises Refused for any other place."""
    root = knowledge_folder()
    path = root / name
    if not _NAME.fullmatch(name) or name in _MADE or not path.parent.is_dir() or path.resolve() != path:
        raise Refused(say("studio_no_such_place"))
    return path


def names() -> list[str]:
    """Every file that can be edited."""
    root = knowledge_folder()
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.yaml") if path.is_file())
    return [name for name in found if _NAME.fullmatch(name) and name not in _MADE]


def written(name: str) -> str:
    """The text that stands in the knowledge; empty where there is no such file yet."""
    path = place(name)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def drafts() -> list[Draft]:
    """Every draft, by name."""
    return [msgspec.json.decode(path.read_bytes(), type=Draft) for path in sorted(_folder().glob("*.json"))]


def draft(name: str) -> Draft | None:
    """The draft of a file; None where there is none."""
    place(name)
    path = _kept(name)
    return msgspec.json.decode(path.read_bytes(), type=Draft) if path.exists() else None


def save(name: str, text: str) -> Draft:
    """Keep a draft. Raises Refused where it is too large or there are too many."""
    plain = "\n".join(text.splitlines()).rstrip("\n") + "\n"
    if len(plain.encode()) > MOST_BYTES:
        raise Refused(say("studio_too_large", most=MOST_BYTES))
    with _lock:
        before = draft(name)
        if before is None and len(drafts()) >= MOST_DRAFTS:
            raise Refused(say("studio_too_many", most=MOST_DRAFTS))
        kept = Draft(name, plain, before.base if before else _standing(name))
        _replace(_kept(name), msgspec.json.encode(kept), 0o600)
    return kept


def discard(name: str) -> None:
    """Delete a draft."""
    place(name)
    _kept(name).unlink(missing_ok=True)


def publish(approved: Sequence[Draft]) -> None:
    """Write drafts into the knowledge and delete them. Raises Refused, with nothing written, where a file moved on."""
    with _lock:
        for each in approved:
            if _standing(each.name) != each.base:
                raise Refused(say("studio_moved_on", name=each.name))
        for each in approved:
            _replace(place(each.name), each.text.encode(), 0o644)
            discard(each.name)


def _folder() -> Path:
    return private(private(state_dir() / "studio") / "drafts")


def _kept(name: str) -> Path:
    return _folder() / f"{name.replace('/', '~')}.json"


def _standing(name: str) -> str:
    path = place(name)
    return _digest(path.read_bytes()) if path.exists() else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _replace(path: Path, data: bytes, mode: int) -> None:
    """Readers see the old file or the new one, never a part, even where the power goes."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(mode)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
