"""Locked session files: what a person gave, encrypted with a key that only their browser holds.

A session is a directory named after a hash of its id; every entry in it is AES-256-GCM ciphertext bound to the session
and to its own name. Id and key travel in one cookie and are never written here, so the files alone say nothing.
"""

import base64
import binascii
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Seconds without a visit after which a session is deleted.
IDLE_SECONDS = 3600
_ID_BYTES = 16
_KEY_BYTES = 32
_NONCE_BYTES = 12


class Ticket(msgspec.Struct, frozen=True):
    """What opens a session: `id` finds it, `key` reads it. The cookie's value is `text()`."""

    id: bytes
    key: bytes

    @classmethod
    def new(cls) -> "Ticket":
        """A fresh session."""
        return cls(os.urandom(_ID_BYTES), os.urandom(_KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> "Ticket | None":
        """The ticket of a cookie's value; None where it is no ticket."""
        try:
            raw = base64.urlsafe_b64decode(text.encode("ascii"))
        except (ValueError, binascii.Error):
            return None
        return cls(raw[:_ID_BYTES], raw[_ID_BYTES:]) if len(raw) == _ID_BYTES + _KEY_BYTES else None

    def text(self) -> str:
        """The cookie's value."""
        return base64.urlsafe_b64encode(self.id + self.key).decode("ascii")

    @property
    def folder(self) -> str:
        """The name of the session's directory."""
        return hashlib.sha256(b"firstcheck session" + self.id).hexdigest()


class Vault:
    """The session files under one directory. Entry names are ours (`case`, `paper-0`), never a person's words."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, ticket: Ticket, name: str, data: bytes) -> None:
        """Write an entry whole or not at all; counts as a visit."""
        folder = self._root / ticket.folder
        folder.mkdir(mode=0o700, exist_ok=True)
        nonce = os.urandom(_NONCE_BYTES)
        locked = nonce + AESGCM(ticket.key).encrypt(nonce, data, _bound(ticket, name))
        handle, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(locked)
        Path(draft).replace(folder / name)
        os.utime(folder)

    def get(self, ticket: Ticket, name: str) -> bytes | None:
        """An entry; None where there is none, where it was tampered with or where the session is over."""
        folder = self._root / ticket.folder
        try:
            if folder.stat().st_mtime < time.time() - IDLE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)
                return None
            locked = (folder / name).read_bytes()
            os.utime(folder)
        except FileNotFoundError:
            return None
        try:
            return AESGCM(ticket.key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], _bound(ticket, name))
        except (InvalidTag, ValueError):
            return None

    def delete(self, ticket: Ticket) -> None:
        """Remove a session. What was encrypted is lost with its key, whatever a disk still holds."""
        shutil.rmtree(self._root / ticket.folder, ignore_errors=True)

    def sweep(self) -> int:
        """Remove every session that was idle too long; gives how many."""
        before = time.time() - IDLE_SECONDS
        over = [path for path in self._root.iterdir() if path.is_dir() and _changed(path) < before]
        for path in over:
            shutil.rmtree(path, ignore_errors=True)
        return len(over)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _bound(ticket: Ticket, name: str) -> bytes:
    return ticket.id + b"|" + name.encode("ascii")
