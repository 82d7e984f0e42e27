"""Labelled papers: the form of tests/golden, read as strings. Takes folders; gives Cases."""

import os
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parents[1]
OPEN = ROOT / "tests" / "golden" / "open"
HELD = ROOT / "tests" / "golden" / "held"


class Case(NamedTuple):
    """One labelled paper. `gold` holds strings, lists and mappings of strings only ("true", "null", "12.50")."""

    id: str
    text: str
    today: date
    answers: dict[str, Any]
    gold: dict[str, Any]


def shared() -> Path:
    """The folder of examples that the judges gave, beside the checkout or named by FIRSTCHECK_SHARED."""
    return Path(os.environ.get("FIRSTCHECK_SHARED", ROOT.parent / "shared"))


def read_cases(folder: Path) -> list[Case]:
    """All cases of a folder by name; none where there is no such folder."""
    return [read(path) for path in sorted(folder.glob("*.yaml"))]


def read(path: Path) -> Case:
    """One case file. No scalar becomes anything but text, so that no code or number changes."""
    raw = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return Case(path.stem, raw["document"], date.fromisoformat(raw["today"]), raw.get("answers") or {}, raw["gold"])


def sets() -> dict[str, list[Case]]:
    """The three sets that are reported apart."""
    return {"shared": read_cases(shared() / "examples"), "open": read_cases(OPEN), "held": read_cases(HELD)}
