"""Stand-in by the lead until the knowledge builder's loader arrives (builder: overwrite; keep `reading` and `reasons`)."""
from functools import lru_cache
from pathlib import Path
from typing import Any
import msgspec, yaml
from firstcheck.knowledge.model import Reason
ROOT = Path(__file__).parents[3] / "knowledge"
def _yaml(p: Path) -> Any:
    return yaml.load(p.read_text(encoding="utf-8"), yaml.CBaseLoader)
@lru_cache(maxsize=None)
def reading(name: str) -> dict[str, list[str]]:
    return _yaml(ROOT / "reading" / f"{name}.yaml")
@lru_cache(maxsize=1)
def reasons() -> dict[str, Reason]:
    return {p.stem: msgspec.convert(_yaml(p), Reason, strict=False) for p in sorted((ROOT / "reasons").glob("*.yaml"))}
