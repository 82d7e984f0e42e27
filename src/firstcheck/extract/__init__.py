"""Documents to facts: every value with its quote, page and box; nothing that is not in the paper."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firstcheck.extract.read import read_case

__all__ = ["read_case"]


def __getattr__(name: str) -> object:
    """The reader of papers is loaded when it is first asked for: claims that come as data need none of it."""
    if name not in __all__:
        raise AttributeError(name)
    from firstcheck.extract.read import read_case

    return read_case
