"""The compiled knowledge, read once. In a checkout it is rebuilt when a knowledge file is newer than the artefact."""

from functools import lru_cache
from pathlib import Path

import msgspec

from firstcheck.knowledge.model import Code, Knowledge, Reason

ARTEFACT = Path(__file__).with_name("compiled.msgpack")
#: The source files; absent in an installed wheel.
FILES = Path(__file__).parents[3] / "knowledge"


def _stale() -> bool:
    if not (FILES / "routes.yaml").exists():
        return False
    if not ARTEFACT.exists():
        return True
    built = ARTEFACT.stat().st_mtime_ns
    places = [FILES, *(p for p in FILES.rglob("*") if p.is_dir() or p.suffix == ".yaml")]
    models = (p for p in Path(__file__).parent.glob("*.py"))
    return any(path.stat().st_mtime_ns > built for path in (*places, *models))


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """All knowledge. Raises FileNotFoundError where neither artefact nor files are there."""
    if _stale():
        from firstcheck.knowledge.build import write

        return write(FILES, ARTEFACT)
    return msgspec.msgpack.decode(ARTEFACT.read_bytes(), type=Knowledge)


def reading(name: str) -> dict[str, list[str]]:
    """A word list of knowledge/reading/."""
    return knowledge().readings[name]


def reasons() -> dict[str, Reason]:
    """The reasons that papers give, by id."""
    return knowledge().reasons


def codes(name: str) -> dict[str, Code]:
    """A code list of knowledge/codes/ (`carc`, `rarc`, `groups`), by code."""
    return knowledge().codes[name]
