"""What may be logged: which kind of message and error, and where in the code. Never a value."""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_OURS = ("django", "firstcheck", "waitress", "whitenoise")


class WithoutPapers(logging.Formatter):
    """Writes a record without its values.

    Arguments, error messages and requests may quote a paper, so only the unfilled message of a known logger, the
    status of the answer, the name of the error and the places in the code are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line to write. The record itself stays as it is."""
        known = record.name.split(".")[0] in _OURS and isinstance(record.msg, str) and bool(record.args)
        template = record.msg if known else "message withheld"
        status = getattr(record, "status_code", "")
        where = _places(record.exc_info) if isinstance(record.exc_info, tuple) else ""
        return f"{record.levelname} {record.name} {status}: {template}{where}"


def _places(raised: _Raised) -> str:
    kind, _, trace = raised
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)
    return f" [{kind.__name__}]" + "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
