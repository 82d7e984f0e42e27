"""Where the site keeps what must outlive a request: its secret key and the locked session files.

Gives private directories and the secret, made at the first start. Nothing here is readable by other users.
"""

import os
import secrets
import sys
from pathlib import Path

_OWNER_ONLY = 0o600
_OWNER_ONLY_DIR = 0o700


def state_dir() -> Path:
    """The user's state directory for firstcheck; FIRSTCHECK_STATE names another one."""
    named = os.environ.get("FIRSTCHECK_STATE")
    if named:
        return private(Path(named))
    if sys.platform == "darwin":
        return private(Path.home() / "Library" / "Application Support" / "firstcheck")
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return private(Path(base) / "firstcheck")


def session_dir() -> Path:
    """Where locked session files lie."""
    return private(state_dir() / "sessions")


def secret_key() -> str:
    """The key that signs form tokens; made once, readable by the owner only."""
    path = state_dir() / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def private(path: Path) -> Path:
    """A directory that only its owner may read, made where it is not there."""
    path.mkdir(mode=_OWNER_ONLY_DIR, parents=True, exist_ok=True)
    return path
