"""Claim data at size, side by side in one run: bare split, our readers, read + decide + Parquet, FHIR, and peers.

Speeds are of processor time on one core, so that other work on the machine distorts them less; wall time and memory are
taken from a process of its own. Ratios to the bare split are what to quote.
"""

import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.cases import shared
from benchmarks.remittance_maker import write_remittance

SIZE = int(os.environ.get("FIRSTCHECK_BENCH_BYTES", "200000000"))
_BLOCK = 1 << 19
_HOUSE = Path(__file__).parent.parent
_DAY = date(2026, 11, 28)
_ORDINARY, _DENSE = 0.05, 0.6
_PEER_BYTES = 1_000_000
_RECORDS = 1_000
#: For the run with two processes the records come again so often, under other claim numbers.
_TIMES = (8, 24)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _cpu(action: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    action()
    return time.process_time() - begun


def _split(path: Path) -> None:
    for block in _blocks(path):
        block.split(b"~")


def _exact(path: Path) -> None:
    from firstcheck.intake.x12 import RemittanceReader

    gc.disable()
    for _ in RemittanceReader().claims(_blocks(path)):
        pass
    gc.enable()


def _columns(path: Path) -> None:
    from firstcheck.intake.x12.blocks import stretches
    from firstcheck.intake.x12.columns import read_columns

    for delimiters, text in stretches(_blocks(path)):
        if delimiters is not None:
            read_columns(text.encode("latin-1"), delimiters)


def _say(name: str, size: int, seconds: float, bare: float, note: str = "") -> None:
    speed = size / seconds / 1e6
    sys.stdout.write(f"| {name} | {speed:.1f} MB/s | 1/{bare / speed:.1f} | {note} |\n")
    sys.stdout.flush()


#: Run in a process of its own: bulk over a file, with wall time, processor time of all processes (those that ended are
#: counted by the one that waited for them), the largest memory of the first one, and of all together, looked at twice a
#: second (shared pages counted once, PSS; 0 if not known).
_BULK = """
import json, os, resource, sys, time
from datetime import date
from pathlib import Path
from benchmarks.claims import family
from firstcheck.bulk.inputs import items_of
from firstcheck.bulk.run import run
from firstcheck.bulk.work import Settings

def spent(each):
    told = Path("/proc", str(each), "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")

if __name__ == "__main__":
    begun = time.monotonic()
    summary = run(list(items_of([sys.argv[1]])), Path(sys.argv[2]), Settings(date(2026, 11, 28)), jobs=int(sys.argv[3]))
    wall = time.monotonic() - begun
    me = resource.getrusage(resource.RUSAGE_SELF)
    cpu, own = me.ru_utime + me.ru_stime, me.ru_maxrss // 1024
    if os.path.isdir("/proc/self"):  # the other figure begins with what the calling process had
        told = Path("/proc/self/status").read_text().splitlines()
        cpu = sum(map(spent, family(os.getpid())))
        own = next(int(line.split()[1]) for line in told if line.startswith("VmHWM:")) // 1024
    print(json.dumps([wall, cpu, own, summary.rows, summary.claims]))
"""


def _run(path: Path, folder: Path, jobs: int) -> tuple[float, float, int, int, int, int]:
    """Run the bulk call: wall and processor time, memory of the first process and of all, rows, claims."""
    script = folder / "bulk_run.py"
    script.write_text(_BULK, encoding="utf-8")
    call = [sys.executable, str(script), str(path), str(folder / "out.parquet"), str(jobs)]
    around = os.environ | {"PYTHONPATH": str(_HOUSE), "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=around) as made:
        most = 0
        while made.poll() is None:
            most = max(most, _memory(made.pid))
            time.sleep(0.5)
        told = made.stdout.read() if made.stdout else ""
    wall, cpu, own, rows, claims = json.loads(told)
    return wall, cpu, own, most // 1024, rows, claims


def family(first: int) -> set[int]:
    """A process with all that it started and they."""
    found, waiting = set[int](), [first]
    while waiting:
        each = waiting.pop()
        found.add(each)
        with suppress(OSError):
            for task in Path(f"/proc/{each}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return found


def _memory(first: int) -> int:
    """Kilobytes of a family of processes, shared pages counted once; 0 where the system does not tell."""
    total = 0
    for each in family(first):
        with suppress(OSError, StopIteration):
            told = Path(f"/proc/{each}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return total


def _bulk(path: Path, folder: Path, jobs: int) -> str:
    """What the bulk call took. The processor time is of all processes, their start and the output."""
    wall, cpu, own, together, rows, _ = _run(path, folder, jobs)
    size = path.stat().st_size / 1e6
    return (
        f"{size / cpu:.1f} MB/s and {rows / cpu:,.0f} refused lines/s a core; wall {size / wall:.1f} MB/s and "
        f"{rows / wall:,.0f} lines/s ({wall:.0f} s, of the processor {cpu:.0f} s); {rows:,} rows; "
        f"first process {own} MB, all together {together} MB"
    )


def _remittances(folder: Path) -> None:
    path = write_remittance(folder / "ordinary.835", SIZE, _ORDINARY)
    size = path.stat().st_size
    bare = size / _cpu(lambda: _split(path)) / 1e6
    sys.stdout.write(
        f"\n{size / 1e6:.0f} MB, {_ORDINARY:.0%} of lines refused\n| what | speed a core | of bare split | |\n"
    )
    _say("(a) bare split at ~", size, size / bare / 1e6, bare)
    _say("(b) our reader, columns with segment numbers", size, _cpu(lambda: _columns(path)), bare)
    part = write_remittance(folder / "part.835", SIZE // 10, _ORDINARY)
    _say("(b') our exact reader, objects", part.stat().st_size, _cpu(lambda: _exact(part)), bare)
    sys.stdout.write(f"(c) read + decide + Parquet, 2 processes: {_bulk(path, folder, 2)}\n")
    dense = write_remittance(folder / "dense.835", SIZE, _DENSE, 2)
    sys.stdout.write(f"(c) the same, {_DENSE:.0%} of lines refused: {_bulk(dense, folder, 2)}\n")
    sys.stdout.write(f"(c) the first file, 1 process: {_bulk(path, folder, 1)}\n")
    small = write_remittance(folder / "small.835", SIZE // 10, _ORDINARY)
    sys.stdout.write(f"(c) a tenth of the size, 1 process: {_bulk(small, folder, 1)}\n")
    _peers(write_remittance(folder / "peers.835", _PEER_BYTES, _ORDINARY, 3), bare)


def _peers(path: Path, bare: float) -> None:
    python = os.environ.get("FIRSTCHECK_PEERS")
    if not python:
        sys.stdout.write("(d) peers: not run; name a Python that has them in FIRSTCHECK_PEERS\n")
        return
    script = Path(__file__).with_name("claim_peers.py")
    done = subprocess.run([python, str(script), str(path)], capture_output=True, text=True, timeout=1200, check=False)
    for line in done.stdout.splitlines():
        peer = json.loads(line)
        size = path.stat().st_size
        note = peer["said"] or f"{peer['claims']:,} claims of a {size / 1e6:.0f} MB file"
        _say(f"(d) {peer['name']}", size, size / peer["speed"] / 1e6, bare, note)


def _records(folder: Path) -> None:
    from firstcheck.bulk.inputs import items_of
    from firstcheck.bulk.work import Settings, work

    samples = sorted((shared() / "samples" / "fhir").glob("*.json"))
    if not samples:
        sys.stdout.write("FHIR: the public samples are not on this machine\n")
        return
    draw, trees = random.Random(4), [json.loads(path.read_bytes()) for path in samples]
    path = folder / "records.ndjson"
    with path.open("w", encoding="utf-8") as out:
        for n in range(_RECORDS):
            tree = _varied(trees[n % len(trees)], draw)
            tree["identifier"] = [{"value": f"CLAIM{n}"}]
            out.write(json.dumps(tree, separators=(",", ":")) + "\n")
    (item, *_) = items_of([str(path)], 10**10)
    settings = Settings(_DAY)
    work(item, settings)  # type: ignore[arg-type]
    seconds = min(_cpu(lambda: work(item, settings)) for _ in range(5))  # type: ignore[arg-type]
    size = path.stat().st_size
    sys.stdout.write(
        f"FHIR, {_RECORDS:,} records of {size / _RECORDS / 1000:.0f} KB: {_RECORDS / seconds:,.0f} records/s a core "
        f"read and decided ({size / seconds / 1e6:.0f} MB/s)\n"
    )
    _spread(path, folder)


def _spread(path: Path, folder: Path) -> None:
    """Whole runs with two processes over more and more of the same records; the last words are of the records added."""
    once, before = path.read_bytes(), (0.0, 0.0, 0)
    for times in _TIMES:
        with path.open("wb") as again:
            for n in range(times):
                again.write(once.replace(b'"CLAIM', b'"C%dLAIM' % n))
        wall, cpu, _, together, rows, records = _run(path, folder, 2)
        more = records - before[2]
        sys.stdout.write(
            f"FHIR, {records:,} records, a whole run with 2 processes and Parquet: {records / wall:,.0f} records/s "
            f"({wall:.1f} s, of the processor {cpu:.1f} s: {records / cpu:,.0f} a core); {rows:,} rows; "
            f"all together {together} MB; beyond the run before "
            f"{more / (wall - before[0]):,.0f} records/s, {more / (cpu - before[1]):,.0f} a core\n"
        )
        before = wall, cpu, records


def _varied(tree: Any, draw: random.Random) -> Any:
    """The same record with other amounts."""
    if isinstance(tree, list):
        return [_varied(each, draw) for each in tree]
    if not isinstance(tree, dict):
        return tree
    found = {name: _varied(value, draw) for name, value in tree.items()}
    return found | ({"value": draw.randrange(100, 300_000) / 100} if "currency" in found and "value" in found else {})


def main() -> int:
    """Print the table; gives 0."""
    with tempfile.TemporaryDirectory() as name:
        _records(Path(name))
        _remittances(Path(name))
    sys.stdout.write(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")
    return 0
