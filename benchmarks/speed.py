"""Seconds and megabytes from paper to answer: pasted text, text PDF, photo, cold command line; then decisions a second.

Run: `python -m benchmarks speed`. Every figure stands beside its limit; a limit that is missed gives status 1.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks import decide, paper_maker
from benchmarks.cases import ROOT
from firstcheck.analyze import analyze
from firstcheck.intake import Document, read_file, read_text

PAPER = ROOT / "docs" / "examples" / "mri-two-bills.txt"
TODAY = date(2026, 11, 23)
_MEGABYTE = 1024 if sys.platform.startswith("linux") else 1024 * 1024


def seconds(work: Callable[[], object], times: int) -> float:
    """The median of some runs after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def answered(read: Callable[[], Document]) -> Callable[[], object]:
    """From paper to the contract's JSON."""
    return lambda: analyze([read()], {}, TODAY).to_json()


def cold(paper: Path) -> Callable[[], object]:
    """The command line in a new process."""
    command = [sys.executable, "-m", "firstcheck.cli.main", "analyze", str(paper), "--today", TODAY.isoformat(), "--json"]
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def megabytes() -> tuple[float, float]:
    """The most memory that this process, and any child of it, held at once."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own / _MEGABYTE, children / _MEGABYTE


def main() -> int:
    """Measure and print everything; gives 1 where a limit was missed."""
    text = PAPER.read_text(encoding="utf-8")
    pdf, photo = paper_maker.pdf(text), paper_maker.photo(text)
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "letter.txt"
        paper.write_text(text, encoding="utf-8")
        runs = (
            ("pasted text to answer, warm", answered(lambda: read_text(text)), 20, 0.050),
            ("text PDF to answer, warm", answered(lambda: read_file(pdf, "letter.pdf")), 10, 0.300),
            ("photo of one page to answer, warm", answered(lambda: read_file(photo, "letter.jpg")), 3, 6.0),
            ("command line on text, cold", cold(paper), 5, 0.600),
        )
        for what, work, times, limit in runs:
            taken = seconds(work, times)
            missed += taken > limit
            mark = "  MISSED" if taken > limit else ""
            print(f"{what:<58}{1_000 * taken:>12,.1f} ms   at most {1_000 * limit:,.0f}{mark}")
    own, child = megabytes()
    print(f"{'memory of this process, at most at once':<58}{own:>12,.1f} MB")
    print(f"{'memory of a reading child, at most at once':<58}{child:>12,.1f} MB")
    return max(int(missed > 0), decide.main())
