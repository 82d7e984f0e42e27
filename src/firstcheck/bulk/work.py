"""One work item to rows: what a process, a thread or a machine of a cluster runs. Pure: the same item, the same bytes.

Takes an Item and the run's Settings; gives a Done. Nothing is written here.
"""

import gc
import gzip
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO

import msgspec
import pyarrow as pa

from firstcheck.bulk.claim_rows import rows_of
from firstcheck.bulk.decisions import Decisions
from firstcheck.bulk.inputs import MOST_UNPACKED, Item
from firstcheck.bulk.plain_rows import PlainDecisions
from firstcheck.bulk.remittance_rows import RemittanceRows
from firstcheck.bulk.rows import SCHEMA, Row, table_of
from firstcheck.intake.claim_data import PaidClaim, Problem
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.fhir.records import read_record
from firstcheck.intake.fhir.tree import Tree, one_line, opened, resources
from firstcheck.intake.fhir.typed import read_line
from firstcheck.intake.limits import STANDARD
from firstcheck.intake.x12.screening import fingerprint
from firstcheck.intake.x12.values import day

#: Long stretches are read faster; where most claims have rows, short ones hold less at once.
_BLOCK, _SHORT_BLOCK = 1 << 21, 1 << 19
_BUFFERED = 1 << 18
_MOST_PROBLEMS = 2_000
_AT_ONCE = 8_000
_MORE = "{more:,} more problems of this file, or this part of it, are not listed."
#: The day of a payment, where a block holds it whole; a day that is missed costs time only.
_PAYMENT_DAY = re.compile(rb"DTM([^A-Za-z0-9\s])405\1(\d{8})")
#: Kind of the problem of a reversal in a part of a file.
ALONE = "reversal"
_ALONE = (
    "This claim is taken back, and no correction of it is in this file. It may come in another: look before you act."
)
_NO_RECORD = "This record is no FHIR resource that can be read."


class Settings(msgspec.Struct, frozen=True):
    """What decides about every row: the day of asking and answers that hold for all claims, as pairs."""

    today: date
    answers: tuple[tuple[str, str], ...] = ()


class Done(msgspec.Struct):
    """An item worked on: its rows as an Arrow stream, its problems, and how much was read.

    Of a part of a cut file also `alone`, segment and fingerprint of reversals that nothing in the part corrects, and
    `numbers`, the fingerprints of its other claims (64 bits each).
    """

    item: str
    rows: bytes = b""
    problems: list[tuple[str, int, str, str]] = []
    claims: int = 0
    lines: int = 0
    refused: int = 0
    read: int = 0
    alone: list[tuple[int, int]] = []
    numbers: bytes = b""


@lru_cache(maxsize=4)
def _decisions(settings: Settings) -> Decisions:
    return Decisions(settings.today, dict(settings.answers))


@lru_cache(maxsize=4)
def _plain(settings: Settings) -> PlainDecisions:
    return PlainDecisions(_decisions(settings))


def work(item: Item, settings: Settings) -> Done:
    """Read, decide and flatten one item. A file that cannot be read becomes a problem, never an exception."""
    done = Done(item.id)
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own keeps 35 MB of a process for itself
    rows = _Sink()
    collecting = gc.isenabled()
    gc.disable()  # claims hold no cycles; looking for some costs a third of the time
    try:
        {"remittance": _remittance, "records": _records, "case": _case}[item.kind](item, settings, rows, done)
    except Unreadable as error:
        done.problems.append((item.shown, 0, "unreadable", str(error)))
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error):
        done.problems.append((item.shown, 0, "unreadable", "This file is damaged or cannot be opened."))
    finally:
        if collecting:
            gc.enable()
    done.rows = rows.packed()
    done.refused = rows.count
    pa.default_memory_pool().release_unused()
    return done


class _Sink:
    """Rows on their way into an Arrow stream, a few thousand at a time."""

    def __init__(self) -> None:
        self.count = 0
        self._rows: list[Row] = []
        self._tables: list[pa.Table] = []
        self._waiting = 0
        self._stream = pa.BufferOutputStream()
        packing = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
        self._writer = pa.ipc.new_stream(self._stream, SCHEMA, options=packing)

    def extend(self, rows: Iterable[Row]) -> None:
        """Take rows in."""
        self._rows.extend(rows)
        if len(self._rows) >= _AT_ONCE:
            self.add(table_of([]))

    def add(self, table: pa.Table) -> None:
        """Take a table in, behind the rows."""
        for each in (table_of(self._rows), table):
            if each.num_rows:
                self._tables.append(each)
                self._waiting += each.num_rows
        self._rows.clear()
        if self._waiting >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self.count += self._waiting
        if self._tables:
            self._writer.write_table(pa.concat_tables(self._tables).combine_chunks())
        self._tables.clear()
        self._waiting = 0

    def packed(self) -> bytes:
        """The whole stream as bytes."""
        self.add(table_of([]))
        self._flush()
        self._writer.close()
        return bytes(self._stream.getvalue().to_pybytes())


def _remittance(item: Item, settings: Settings, rows: _Sink, done: Done) -> None:
    decisions = _decisions(settings)
    decisions.expect(_days(item))
    reader = RemittanceRows(item.shown, item.first, decisions, _plain(settings))
    with _opened(item) as file:
        for table in reader.tables(_blocks(item, file, done, reader)):
            rows.add(table)
    done.problems += [_told(item, problem) for problem in reader.claim_problems]
    for claim in reader.taken_back:
        claim.partner = 1 if reader.replaced(claim.number) else 0
        if not claim.partner and _is_part(item):
            done.problems.append((item.shown, claim.first_segment, ALONE, _ALONE))
            number = fingerprint(claim.number)
            done.alone += [(claim.first_segment, int(number))] if number is not None else []
        rows.extend(rows_of(claim, decisions, item.shown))
    if _is_part(item):
        done.numbers = reader.numbers().tobytes()
    done.problems += [_told(item, problem) for problem in reader.problems]
    _bounded(item, done)
    done.claims, done.lines = reader.count, reader.lines


def _days(item: Item) -> Iterator[date]:
    """Days of the payments of a file that is not packed, as they stand in it."""
    if item.member or item.files[0].lower().endswith(".gz"):
        return
    with _opened(item) as file:
        left = item.end - item.start if item.end >= 0 else MOST_UNPACKED
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            for found in _PAYMENT_DAY.finditer(block):
                when = day(found[2].decode("ascii"))
                if when is not None:
                    yield when


def _is_part(item: Item) -> bool:
    """Whether the item is a part of a file that was cut."""
    return item.start > 0 or 0 <= item.end < Path(item.files[0]).stat().st_size


def _bounded(item: Item, done: Done) -> None:
    """At most so many problems of an item, and a note of how many more there were."""
    more = len(done.problems) - _MOST_PROBLEMS
    if more > 0:
        done.problems[_MOST_PROBLEMS:] = [(item.shown, 0, "more", _MORE.format(more=more))]


def _told(item: Item, problem: Problem) -> tuple[str, int, str, str]:
    return item.shown, problem.segment, problem.kind, problem.say


def _records(item: Item, settings: Settings, rows: _Sink, done: Done) -> None:
    decisions = _decisions(settings)
    for number, record in _numbered(item, done):
        claim = _claim_of(record, number)
        if claim is None:
            if not record:
                done.problems.append((item.shown, number, "damaged", _NO_RECORD))
            continue
        done.claims, done.lines = done.claims + 1, done.lines + len(claim.lines)
        done.problems += [_told(item, problem) for problem in claim.problems]
        rows.extend(rows_of(claim, decisions, item.shown))
    if not done.claims and not done.problems:
        raise Unreadable("No benefit statement (ExplanationOfBenefit, ClaimResponse) is in this file.")
    _bounded(item, done)


def _claim_of(record: Tree | PaidClaim, number: int) -> PaidClaim | None:
    if isinstance(record, PaidClaim):
        return record
    return read_record(record, number, keep=False) if record else None


def _numbered(item: Item, done: Done) -> Iterator[tuple[int, Tree | PaidClaim]]:
    """Records with their number, line by line where each line is a record (read at once if plain), else as one tree."""
    number = item.first
    with _opened(item) as file:
        line = file.readline()
        if not _complete(line):
            data = line + file.read(MOST_UNPACKED)
            done.read += len(data)
            yield from enumerate(resources(data), number)
            return
        while line and (item.end < 0 or done.read < item.end - item.start):
            done.read += len(line)
            claim = read_line(line, number)
            if claim is not None:
                yield number, claim
                number += 1
            elif line.strip():
                for record in opened(one_line(line) or {}):
                    yield number, record
                    number += 1
            line = file.readline()


def _complete(line: bytes) -> bool:
    line = line.strip()
    return line.startswith(b"{") and line.endswith(b"}") and one_line(line) is not None


def _case(item: Item, settings: Settings, rows: _Sink, done: Done) -> None:
    from firstcheck.bulk.paper_rows import rows_of_case  # claims that come as data need no reader of papers

    done.claims += 1
    if item.member or item.files[0].endswith(".gz"):
        with _opened(item) as file:
            data = file.read(STANDARD.file_bytes + 1)
        sources: list[tuple[str, bytes | None]] = [(item.member or item.shown.removesuffix(".gz"), data)]
    else:
        sources = [(name, None) for name in item.files]
    found, problems = rows_of_case(sources, item.shown, settings.today, dict(settings.answers))
    rows.extend(found)
    done.lines += len(found)
    done.problems += problems


@contextmanager
def _opened(item: Item) -> "Iterator[IO[bytes]]":
    if item.member:
        with zipfile.ZipFile(item.files[0]) as archive, archive.open(item.member) as file:
            yield file
    elif item.files[0].lower().endswith(".gz"):
        with gzip.open(item.files[0]) as file:
            yield file  # type: ignore[misc]
    else:
        with open(item.files[0], "rb", _BUFFERED) as file:  # noqa: PTH123 - one way of opening for all three
            file.seek(item.start)
            yield file


def _blocks(item: Item, file: IO[bytes], done: Done, reader: RemittanceRows) -> Iterator[bytes]:
    """The item's bytes in blocks, with the envelope before a part that begins inside one."""
    if item.head:
        yield item.head
    left = item.end - item.start if item.end >= 0 else MOST_UNPACKED
    while left > 0:
        block = file.read(min(_SHORT_BLOCK if reader.dense else _BLOCK, left))
        if not block:
            return
        left -= len(block)
        done.read += len(block)
        yield block
