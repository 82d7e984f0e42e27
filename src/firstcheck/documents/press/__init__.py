"""Our own pages set in type: tagged PDF for everybody, with the fonts that travel with us, the same bytes every time.

Words reach the typesetter as data (JSON), never as markup, so nothing in them can act. No font of the system is used
and nothing is fetched.
"""

import json
import threading
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_lock = threading.Lock()


@lru_cache(maxsize=8)
def _compiler(sheet: str) -> Any:
    import typst

    made: Any = typst
    return made.Compiler(
        _HERE / f"{sheet}.typ", root=_HERE, font_paths=[str(_HERE / "fonts")], ignore_system_fonts=True
    )


def typeset(sheet: str, data: dict[str, Any], day: date) -> bytes:
    """The sheet of that name (letter, list, cover, stamp ...) filled with data, as PDF/UA-1 bytes dated `day`.

    Raises typst.TypstError where a page cannot be made; what comes from `printable` always can.
    """
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    standard = [] if sheet == "stamp" else ["ua-1"]
    with _lock:
        compiled: bytes = _compiler(sheet).compile(
            format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=standard, timestamp=stamp
        )
    return compiled
