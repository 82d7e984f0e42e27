"""What may be logged: which template of a message, which kind of error, where in the code. Never a value."""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_OURS = ("django", "firstcheck", "waitress", "whitenoise")


class WithoutPapers(logging.Filter):
    """Strips every record of its values before it is written.

    Arguments, error messages and requests may quote a paper, so only the unfilled message of a known logger, the name
    of the error and the places in the code are kept.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; always lets it pass."""
        known = record.name.split(".")[0] in _OURS and isinstance(record.msg, str) and bool(record.args)
        template = record.msg if known else "message withheld"
        where = _places(record.exc_info) if isinstance(record.exc_info, tuple) else ""
        record.msg = f"{record.levelname} {record.name}: {template}{where}".replace("%", "%%")
        record.args = ()
        record.msg = record.msg.replace("%%", "%")
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


def _places(raised: _Raised) -> str:
    kind, _, trace = raised
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)
    return f" [{kind.__name__}]" + "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
