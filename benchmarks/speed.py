"""Seconds and megabytes from paper to answer: pasted text, text PDF, photo, cold command line; then decisions a second.

Run: `python -m benchmarks speed`. Every figure stands beside its limit; a limit that is missed gives status 1.
"""

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
#: Runs a command line and says its own peak; Linux hands ru_maxrss down from the process that started it, VmHWM not.
_MEASURED = """
import pathlib, resource, sys
from firstcheck.cli.main import main
main(sys.argv[1:])
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = next((line.split()[1] for line in lines if line.startswith("VmHWM")), None)
sys.stderr.write(f"{peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\\n")
"""


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
    command = [
        sys.executable,
        "-m",
        "firstcheck.cli.main",
        "analyze",
        str(paper),
        "--today",
        TODAY.isoformat(),
        "--json",
    ]
    return lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def megabytes(paper: Path) -> float:
    """The most memory that a command line on this paper holds at once, without the child that reads the file."""
    command = [sys.executable, "-c", _MEASURED, "analyze", str(paper), "--today", TODAY.isoformat(), "--json"]
    said = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, text=True).stderr
    return float(said.split()[-1]) / _MEGABYTE


def main() -> int:
    """Measure and print everything; gives 1 where a limit was missed."""
    text = PAPER.read_text(encoding="utf-8")
    pdf = paper_maker.pdf(text)
    photo = paper_maker.jpeg(paper_maker.photo(paper_maker.picture(pdf, dpi=200), seed=1))
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        papers = [Path(folder) / name for name in ("letter.txt", "letter.pdf", "letter.jpg")]
        for paper, data in zip(papers, (text.encode(), pdf, photo), strict=True):
            paper.write_bytes(data)
        runs = (
            ("pasted text to answer, warm", answered(lambda: read_text(text)), 20, 0.050),
            ("text PDF to answer, warm", answered(lambda: read_file(pdf, "letter.pdf")), 10, 0.300),
            ("photo of one page to answer, warm", answered(lambda: read_file(photo, "letter.jpg")), 3, 6.0),
            ("command line on text, cold", cold(papers[0]), 5, 0.600),
        )
        for what, work, times, limit in runs:
            taken = seconds(work, times)
            missed += taken > limit
            mark = "  MISSED" if taken > limit else ""
            print(f"{what:<58}{1_000 * taken:>12,.1f} ms   at most {1_000 * limit:,.0f}{mark}")
        for paper in papers:
            print(f"{f'memory of the command line on {paper.name}':<58}{megabytes(paper):>12,.1f} MB")
    return max(int(missed > 0), decide.main())
