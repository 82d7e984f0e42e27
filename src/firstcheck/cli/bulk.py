"""firstcheck bulk and firstcheck worklist: thousands of claims to one table, and the table to a day's work."""

import argparse
import os
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from firstcheck.intake.errors import Unreadable

if TYPE_CHECKING:
    from firstcheck.bulk.run import Summary
    from firstcheck.bulk.worklist import Work, Worklist

_MISSING = "Bulk work needs more packages. Install them with: pip install 'firstcheck[bulk]'"
_WIDTH, _SHOWN = 80, 12
_EVERY = 0.5
_SHOWN_PROBLEMS = 5


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe both commands to the parser."""
    bulk = commands.add_parser("bulk", help="sort thousands of claims: remittances, benefit records, case folders")
    bulk.add_argument(
        "paths", nargs="+", metavar="PATH", help="files, folders, zip, gz or patterns; a sub-folder is a case"
    )
    bulk.add_argument("-o", "--output", required=True, metavar="OUT", help="a .parquet, .csv or .jsonl file")
    bulk.add_argument("--answer", action="append", default=[], metavar="NAME=VALUE", help="holds for every claim")
    bulk.add_argument("--answers", metavar="FILE.yaml", help="the same as a YAML mapping")
    bulk.add_argument("--today", metavar="YYYY-MM-DD", help="the day of asking (default: today)")
    bulk.add_argument("--jobs", type=int, default=0, help="processes (default: one a core)")
    bulk.add_argument("--dask", metavar="tcp://HOST:PORT", help="work on a dask cluster that sees the same files")
    bulk.add_argument("--resume", action="store_true", help="go on where a stopped run was")
    work = commands.add_parser("worklist", help="what to do today, from a table made by bulk")
    work.add_argument("table", metavar="TABLE", help="what `firstcheck bulk -o` wrote")
    work.add_argument("--html", metavar="FILE", help="also write a report with charts")
    work.add_argument("--today", metavar="YYYY-MM-DD", help="the day of asking (default: today)")
    work.add_argument("--all", action="store_true", help="show every group, not only the first ones")


def run_bulk(options: argparse.Namespace, today: date) -> int:
    """Work through the paths; a summary goes to standard error."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy sums whole numbers here; its threads hinder a fork
    try:
        from firstcheck.bulk.inputs import checked, items_of
        from firstcheck.bulk.output import check_ending
        from firstcheck.bulk.run import run
        from firstcheck.bulk.work import Settings
    except ImportError:
        raise Unreadable(_MISSING) from None
    from firstcheck.cli.answers import read_answers

    out = Path(options.output)
    check_ending(out)
    answers = read_answers(options.answer, options.answers)
    settings = Settings(today, tuple((name, str(value)) for name, value in answers.items()))
    items = checked(list(items_of(options.paths)))
    begun = time.monotonic()
    summary = run(
        items, out, settings, jobs=options.jobs, dask=options.dask, resume=options.resume, progress=_Progress()
    )
    sys.stderr.writelines(f"{line}\n" for line in _told(summary, out, time.monotonic() - begun))
    return 0


class _Progress:
    """A line that says how far the work is, now and then, on a terminal only."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, summary: "Summary") -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and (now - self._last > _EVERY or summary.done == summary.items):
            self._last = now
            sys.stderr.write(f"\r{summary.done} of {summary.items} parts, {summary.claims:,} claims ")
            sys.stderr.write("\n" if summary.done == summary.items else "")


def _told(summary: "Summary", out: Path, seconds: float) -> Iterator[str]:
    yield (
        f"{summary.claims:,} claims read in {seconds:.1f} s; {summary.rows:,} refused lines are in {out.name}."
        + (f" {summary.resumed} parts were kept from the run before." if summary.resumed else "")
    )
    for file, segment, _, say in summary.problems[:_SHOWN_PROBLEMS]:
        yield f"  {file}{f', segment {segment}' if segment else ''}: {say}"
    if len(summary.problems) > _SHOWN_PROBLEMS:
        yield f"  and {len(summary.problems) - _SHOWN_PROBLEMS:,} more."
    if summary.problems:
        yield f"All of this stands in {out.name}.problems.jsonl."
    yield f"Next: firstcheck worklist {out.name}"


def run_worklist(options: argparse.Namespace, today: date) -> int:
    """Print the day's work, and write the report where one is asked for."""
    try:
        from firstcheck.bulk.output import read_output
        from firstcheck.bulk.report import report
        from firstcheck.bulk.worklist import worklist_of
    except ImportError:
        raise Unreadable(_MISSING) from None
    work = worklist_of(read_output(Path(options.table)), today)
    if options.html:
        try:
            Path(options.html).write_text(report(work), encoding="utf-8")
        except OSError:
            raise Unreadable(
                f"The report '{Path(options.html).name}' cannot be written. Choose another place."
            ) from None
    sys.stdout.writelines(f"{line}\n" for line in _day(work, len(work.works) if options.all else _SHOWN))
    return 0


def _day(work: "Worklist", most: int) -> Iterator[str]:
    from firstcheck.bulk.report import summary
    from firstcheck.knowledge.load import knowledge
    from firstcheck.plan.wording import say_date

    texts = knowledge().pages["worklist"]
    yield texts["title"].format(day=say_date(work.today)).upper()
    yield from textwrap.wrap(summary(work), _WIDTH)
    for number, each in enumerate(work.works[:most], 1):
        yield ""
        yield from _entry(number, each)
    if len(work.works) > most:
        yield ""
        yield texts["more"].format(count=f"{len(work.works) - most:,}") + " --all"
    yield ""
    yield from textwrap.wrap(texts["dates_note"], _WIDTH)


def _entry(number: int, work: "Work") -> Iterator[str]:
    from firstcheck.bulk.report import family_name, headline
    from firstcheck.knowledge.load import knowledge
    from firstcheck.plan.wording import say_date, say_money

    texts, routes = knowledge().pages["worklist"], knowledge().routes
    route = next((text.name for name, text in routes.items() if str(name) == work.route), work.route)
    by = say_date(work.act_by) if work.act_by else texts["no_date"]
    yield from textwrap.wrap(
        f"{number:>2}  {headline(work)}: {say_money(work.amount)}", _WIDTH, subsequent_indent="    "
    )
    yield f"    {texts['head_by']}: {by}"
    said = f"{family_name(work.family).capitalize()}. {route}. {work.who.capitalize()}: {work.first_task}"
    yield from textwrap.wrap(said, _WIDTH, initial_indent="    ", subsequent_indent="    ")
