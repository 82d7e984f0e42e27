"""What falls short in a labelled paper, and how that differs from the list: `python -m benchmarks misses`."""

import re
from collections import Counter
from typing import Any

import yaml

from benchmarks.cases import ROOT, sets
from benchmarks.scoring import Score, analysed, score

KNOWN_MISSES = ROOT / "tests" / "golden" / "known_misses.yaml"


def misses(found: Score, data: dict[str, Any], text: str) -> list[str]:
    """What fell short, of the things that a person would be led astray by. `data` is the contract, `text` the paper."""
    short = {
        "family": not found.family,
        "route": not found.route,
        "forbidden route": found.forbidden,
        "late deadline": bool(found.deadlines_late),
        "quote": not _quoted_as_printed(data, text),
    }
    return [what for what, holds in short.items() if holds]


def _quoted_as_printed(data: dict[str, Any], text: str) -> bool:
    """Every word of a quote stands in the paper, as often as it is quoted. A column is quoted down, not across."""
    printed = Counter(_words(text))
    quotes = [fact["source"]["quote"] for fact in data["facts"] if fact["source"] is not None]
    return all(quote and Counter(_words(quote)) <= printed for quote in quotes)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def main() -> int:
    """Print every paper of the shared and open sets whose misses are not those of the list."""
    known = yaml.safe_load(KNOWN_MISSES.read_text(encoding="utf-8")) or {}
    papers = sets()
    different = 0
    for case in [*papers["shared"], *papers["open"]]:
        analysis = analysed(case)
        found = misses(score(case, analysis), analysis.contract(), case.text)
        listed = known.get(case.id, {}).get("misses", [])
        if found != listed:
            different += 1
            print(f"{case.id}: found {found}, listed {listed}")
    print(f"{different} papers differ from {KNOWN_MISSES.relative_to(ROOT)}")
    return int(different > 0)
