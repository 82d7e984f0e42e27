"""A bulk run: items to workers (processes here, or a dask cluster), parts kept as they come, one table at the end.

Each finished item is a part on disk before the next is asked for, so that a run that was stopped goes on where it was.
"""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

import msgspec

from firstcheck import __version__
from firstcheck.bulk.inputs import Item, Refused
from firstcheck.bulk.output import check_ending, write_output
from firstcheck.bulk.pairing import corrected
from firstcheck.bulk.work import ALONE, Done, Settings, work
from firstcheck.intake.errors import Unreadable
from firstcheck.knowledge.load import knowledge

#: With less than this to read, starting other processes takes longer than the work.
_WORTH_PROCESSES = 6_000_000
_AHEAD = 2
_LOADED, _LOADED_PAPERS = "firstcheck.bulk.loaded", "firstcheck.bulk.loaded_papers"
_OTHER_RUN = "The stopped run was for another day, other answers or another version. Leave out --resume."

Results = Iterator[Done]


class Summary(msgspec.Struct):
    """What a run did. `read` counts bytes."""

    items: int = 0
    done: int = 0
    claims: int = 0
    lines: int = 0
    refused: int = 0
    read: int = 0
    rows: int = 0
    resumed: int = 0
    problems: list[tuple[str, int, str, str]] = []


class _Kept(msgspec.Struct):
    """A part as it is kept beside its rows."""

    claims: int
    lines: int
    refused: int
    read: int
    problems: list[tuple[str, int, str, str]]
    alone: list[tuple[int, int]] = []


def run(
    items: Sequence[Item | Refused],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 0,
    dask: str | None = None,
    resume: bool = False,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Work on all items and write the table. Raises Unreadable where the run as a whole cannot be done."""
    check_ending(out)
    parts = _parts_folder(out, settings, resume)
    works = [item for item in items if isinstance(item, Item)]
    summary = Summary(items=len(works))
    summary.problems += [(item.file, 0, "unreadable", item.say) for item in items if isinstance(item, Refused)]
    waiting = []
    for item in works:
        kept = _kept(parts, item.id)
        if kept is None:
            waiting.append(item)
        else:
            summary.resumed += 1
            _count(summary, kept)
    for done in _results(waiting, settings, jobs, dask):
        kept = _Kept(done.claims, done.lines, done.refused, done.read, done.problems, done.alone)
        _keep(parts, done, kept)
        _count(summary, kept)
        progress(summary)
    notes = {item.id: _kept(parts, item.id) for item in works}
    paired = corrected(works, {name: note.alone for name, note in notes.items() if note}, parts)
    rows = summary.refused
    summary.rows = write_output([(parts / f"{item.id}.arrow", paired.get(item.id, set())) for item in works], out)
    summary.refused -= rows - summary.rows
    _write_problems(out, notes, paired, summary)
    shutil.rmtree(parts)
    return summary


def _count(summary: Summary, kept: _Kept) -> None:
    summary.done += 1
    summary.claims += kept.claims
    summary.lines += kept.lines
    summary.refused += kept.refused
    summary.read += kept.read


def _results(items: Sequence[Item], settings: Settings, jobs: int, dask: str | None) -> Results:
    if dask:
        from firstcheck.bulk.cluster import on_cluster

        return on_cluster(items, settings, dask)
    size = sum(_size(item) for item in items)
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 or len(items) < 2 or size < _WORTH_PROCESSES:
        return (work(item, settings) for item in items)
    return _in_processes(items, settings, min(jobs, len(items)))


def _size(item: Item) -> int:
    if item.end >= 0:
        return item.end - item.start
    # a case of papers takes as long as megabytes of claims
    return sum(Path(file).stat().st_size + (400_000 if item.kind == "case" else 0) for file in item.files)


def _in_processes(items: Sequence[Item], settings: Settings, jobs: int) -> Results:
    """A few items ahead of what is done, so that neither workers nor memory run full."""
    rest = iter(items)
    papers = any(item.kind == "case" for item in items)
    if _alone() and not papers:
        yield work(next(rest), settings)  # what it decides, all workers begin with
    with ProcessPoolExecutor(jobs, mp_context=_context(papers=papers)) as pool:
        running: set[Future[Done]] = set()
        while True:
            for item in rest:
                running.add(pool.submit(work, item, settings))
                if len(running) >= jobs * _AHEAD:
                    break
            if not running:
                return
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                yield future.result()


def _context(*, papers: bool) -> BaseContext:
    """Workers begin with knowledge loaded, from pages that they share, where the system is known to fork safely.

    From this process itself where it has no other thread that could hold a lock in the moment of the fork.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    if _alone():
        import_module(_LOADED_PAPERS if papers else _LOADED)
        gc.collect()
        gc.freeze()  # objects that no collection looks at stay on pages that are shared
        return get_context("fork")
    context = get_context("forkserver")
    context.set_forkserver_preload([_LOADED_PAPERS if papers else _LOADED])
    return context


def _alone() -> bool:
    """Whether no thread of this process, those of libraries counted too, is a danger to a fork.

    Arrow's allocator keeps one of its own and stops it around a fork (jemalloc registers for that).
    """
    if sys.platform != "linux":
        return False
    others = [path for path in Path("/proc/self/task").glob("[0-9]*") if int(path.name) != os.getpid()]
    try:
        return all((path / "comm").read_text().strip() == "jemalloc_bg_thd" for path in others)
    except OSError:
        return False


def _parts_folder(out: Path, settings: Settings, resume: bool) -> Path:
    parts = out.with_name(out.name + ".parts")
    named = msgspec.json.encode({"settings": settings, "version": __version__, "knowledge": knowledge().content_hash})
    try:
        if parts.exists() and not resume:
            shutil.rmtree(parts)
        parts.mkdir(parents=True, exist_ok=True)
        manifest = parts / "manifest.json"
        if manifest.exists() and manifest.read_bytes() != named:
            raise Unreadable(_OTHER_RUN)
        manifest.write_bytes(named)
    except OSError:
        raise Unreadable(f"'{out.name}' cannot be written there. Choose another place for the output.") from None
    return parts


def _keep(parts: Path, done: Done, kept: _Kept) -> None:
    """Rows first, then the note that they are complete; each under its name only when whole."""
    for ending, data in (("numbers", done.numbers), ("arrow", done.rows), ("json", msgspec.json.encode(kept))):
        if ending == "numbers" and not data:
            continue
        path = parts / f"{done.item}.{ending}"
        partial = path.with_name(path.name + ".partial")
        partial.write_bytes(data)
        partial.replace(path)


def _kept(parts: Path, item: str) -> _Kept | None:
    note = parts / f"{item}.json"
    if not note.exists() or not (parts / f"{item}.arrow").exists():
        return None
    try:
        return msgspec.json.decode(note.read_bytes(), type=_Kept)
    except (msgspec.DecodeError, OSError):
        return None


def _write_problems(
    out: Path, notes: Mapping[str, _Kept | None], paired: Mapping[str, set[int]], summary: Summary
) -> None:
    """Problems in the order of the items, beside the table; no file where there are none."""
    for item, note in notes.items():
        gone = paired.get(item, set())
        told = note.problems if note else []
        summary.problems += [each for each in told if each[2] != ALONE or each[1] not in gone]
    path = out.with_name(out.name + ".problems.jsonl")
    path.unlink(missing_ok=True)
    if summary.problems:
        names = ("file", "segment", "kind", "say")
        lines = (msgspec.json.encode(dict(zip(names, each, strict=True))) for each in summary.problems)
        path.write_bytes(b"\n".join(lines) + b"\n")
