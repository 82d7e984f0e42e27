"""Whether pages are made for a running site or as files: files have no forms, and lead to the analyzer elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_as_files: ContextVar[bool] = ContextVar("as_files", default=False)


def as_files() -> bool:
    """Whether the page that is being made becomes a file."""
    return _as_files.get()


@contextmanager
def made_as_files() -> Iterator[None]:
    """Pages made within the block become files."""
    token = _as_files.set(True)
    try:
        yield
    finally:
        _as_files.reset(token)
