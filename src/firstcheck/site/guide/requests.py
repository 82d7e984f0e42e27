"""Requests for a review by a person, sealed so that only the operator's private key opens them.

The site needs the public key alone: take the private key off the machine, and what lies here cannot be read here.
Each request is one file, X25519 with HKDF and AES-256-GCM, bound to its reference.
"""

import os
import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from firstcheck.site.state import private, state_dir

_OWNER_ONLY = 0o600
_NONCE, _POINT = 12, 32
#: Letters and digits that are not mistaken for one another.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
#: So many requests may wait; then no more are taken until the operator has dealt with some.
MOST = 2000


class Request(msgspec.Struct, frozen=True):
    """What a person asks for, and how to reach them."""

    reference: str
    day: date
    level: str
    name: str
    contact: str
    about: str
    page: str = ""
    language: str = "en"


class RequestsError(Exception):
    """Requests cannot be read or taken; `str(error)` says why."""


def folder() -> Path:
    """Where sealed requests lie."""
    return private(state_dir() / "requests")


def key_file() -> Path:
    """The operator's private key: FIRSTCHECK_REVIEW_KEY names it, or it lies in the state directory."""
    named = os.environ.get("FIRSTCHECK_REVIEW_KEY")
    return Path(named) if named else state_dir() / "review-private-key"


def _public() -> X25519PublicKey:
    """The public key; both keys are made at the first use."""
    kept = state_dir() / "review-public-key"
    if not kept.exists():
        private_key = X25519PrivateKey.generate()
        _write(key_file(), private_key.private_bytes_raw())
        _write(kept, private_key.public_key().public_bytes_raw())
    return X25519PublicKey.from_public_bytes(kept.read_bytes())


def _write(file: Path, data: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as out:
        out.write(data)


def _shared(secret: bytes, reference: str) -> AESGCM:
    derived = HKDF(hashes.SHA256(), 32, None, b"firstcheck review " + reference.encode()).derive(secret)
    return AESGCM(derived)


def new_reference() -> str:
    """A reference for a request, such as FC-7QK2-M9XT: easy to say, hard to guess."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"FC-{signs[:4]}-{signs[4:]}"


def keep(request: Request) -> None:
    """Seal a request and keep it. Raises RequestsError where too many wait."""
    if sum(1 for _ in folder().iterdir()) >= MOST:
        raise RequestsError("too many requests wait")
    once = X25519PrivateKey.generate()
    nonce = os.urandom(_NONCE)
    box = _shared(once.exchange(_public()), request.reference)
    sealed = box.encrypt(nonce, msgspec.msgpack.encode(request), request.reference.encode())
    _write(folder() / request.reference, once.public_key().public_bytes_raw() + nonce + sealed)


def waiting() -> Iterator[Request]:
    """Every request, opened with the private key, the oldest first. Raises RequestsError without the right key."""
    try:
        key = X25519PrivateKey.from_private_bytes(key_file().read_bytes())
    except (OSError, ValueError):
        raise RequestsError(
            f"The private key is not at '{key_file().name}'. Name it with FIRSTCHECK_REVIEW_KEY."
        ) from None
    for file in sorted(folder().iterdir(), key=lambda entry: entry.stat().st_mtime_ns):
        yield _opened(key, file)


def _opened(key: X25519PrivateKey, file: Path) -> Request:
    data = file.read_bytes()
    point, nonce, sealed = data[:_POINT], data[_POINT : _POINT + _NONCE], data[_POINT + _NONCE :]
    try:
        box = _shared(key.exchange(X25519PublicKey.from_public_bytes(point)), file.name)
        return msgspec.msgpack.decode(box.decrypt(nonce, sealed, file.name.encode()), type=Request)
    except (InvalidTag, ValueError, msgspec.MsgspecError):
        raise RequestsError(f"The request {file.name} cannot be opened with this key.") from None


def done(reference: str) -> bool:
    """Delete a request that was dealt with; tells whether it was there."""
    file = folder() / reference
    if reference != file.name or not file.exists():
        return False
    file.unlink()
    return True
