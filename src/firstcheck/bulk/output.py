"""Parts to the finished table: Parquet, CSV or JSON lines; claims sent again are marked; one part in memory at a time.

CSV is safe for spreadsheets: a cell that would be taken for a formula begins with an apostrophe; the file says UTF-8.
"""

import csv
from collections.abc import Iterator, Sequence, Set
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from firstcheck.bulk.rows import FINAL_SCHEMA, SCHEMA
from firstcheck.intake.errors import Unreadable

ENDINGS = (".parquet", ".csv", ".jsonl")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Columns that hold an empty text rather than nothing.
_ALWAYS_TEXT = frozenset({"modifiers", "adjustment_codes", "remark_codes", "needs"})
#: Columns whose values rarely come again, for which a dictionary only costs; and those that people look for by range.
_MANY_VALUES = frozenset(
    {"segment", "claim_segment", "claim_key", "patient", "member_id", "claim_number", "account", "duplicate_of"}
    | {"billed", "paid", "amount", "patient_responsibility"}
)
_LOOKED_FOR = ["claim_number", "service_date", "notice_date", "amount", "act_by", "last_day"]
#: rows that are written together at least
_GROUP = 8_000
_SMALL_PLACES = Decimal("0.01")


def check_ending(out: Path) -> None:
    """Refuse an output whose kind is not known."""
    if out.suffix.lower() not in ENDINGS:
        raise Unreadable(f"The output '{out.name}' should end in {', '.join(ENDINGS)}.")


#: A part's table on disk, and the claims (by first segment) whose rows are left out.
Part = tuple[Path, Set[int]]


def write_output(parts: Sequence[Part], out: Path) -> int:
    """Write all parts in order; gives the number of rows. The file appears under its name only when it is complete."""
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own keeps what it had at most
    partial = out.with_name(out.name + ".partial")
    writer = {".parquet": _parquet, ".csv": _csv, ".jsonl": _jsonl}[out.suffix.lower()]
    rows = writer(_tables(parts), partial)
    partial.replace(out)
    return rows


def _tables(parts: Sequence[Part]) -> Iterator[pa.Table]:
    """Each part with `duplicate_of` filled: the first place where the same claim stood."""
    repeated = _repeated(parts)
    first: dict[str, str] = {}
    for part in parts:
        table = _rows(part)
        repeats: list[str | None] = [None] * table.num_rows
        told = (table[name].to_pylist() if repeated else [] for name in ("claim_key", "source_file", "claim_segment"))
        for n, (key, file, segment) in enumerate(zip(*told, strict=True)):
            if hash(key) in repeated:
                place = f"{file}#{segment}"
                seen = first.setdefault(key, place)
                repeats[n] = None if seen == place else seen
        yield table.append_column("duplicate_of", pa.array(repeats, type=pa.string()))


def _rows(part: Part, columns: Sequence[str] = SCHEMA.names) -> pa.Table:
    """Some columns of a part, without the rows that are left out."""
    path, left_out = part
    only = pa.ipc.IpcReadOptions(included_fields=[SCHEMA.get_field_index(name) for name in columns], use_threads=False)
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_stream(source, options=only).read_all().select(columns)
    if left_out:
        gone = pa.array(sorted(left_out), type=pa.int64())
        table = table.filter(pc.invert(pc.is_in(table["claim_segment"], value_set=gone)))
    return table


def _repeated(parts: Sequence[Part]) -> set[int]:
    """Hashes of the keys that may stand in two places. Memory is eight bytes a claim; the keys of all would be 200."""
    hashes = [np.empty(0, dtype=np.int64)]
    for part in parts:
        table = _rows(part, ("claim_key", "claim_segment"))
        keys = np.array([hash(key) for key in table["claim_key"].to_pylist()], dtype=np.int64)
        segments = table["claim_segment"].to_numpy()
        # the rows of a claim follow each other
        begins = np.append(True, (keys[1:] != keys[:-1]) | (segments[1:] != segments[:-1]))[: len(keys)]
        hashes.append(keys[begins])
    found, times = np.unique(np.concatenate(hashes), return_counts=True)
    return set(found[times > 1].tolist())


def _parquet(tables: Iterator[pa.Table], out: Path) -> int:
    rows = 0
    few = [name for name in FINAL_SCHEMA.names if name not in _MANY_VALUES]
    with pq.ParquetWriter(
        out, FINAL_SCHEMA, compression="zstd", use_dictionary=few, write_statistics=_LOOKED_FOR
    ) as writer:
        for table in _grouped(tables):
            rows += table.num_rows
            writer.write_table(table)
    return rows


def _grouped(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Small tables put together: a group of rows costs as much to open as thousands of rows in it."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(each.num_rows for each in waiting) >= _GROUP:
            yield pa.concat_tables(waiting)
            waiting.clear()
    if any(each.num_rows for each in waiting):
        yield pa.concat_tables(waiting)


def _csv(tables: Iterator[pa.Table], out: Path) -> int:
    rows = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FINAL_SCHEMA.names)
        for table in tables:
            for row in table.to_pylist():
                writer.writerow([_cell(value) for value in row.values()])
                rows += 1
    return rows


def _cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula is made plain text; numbers stay numbers."""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        short = value.quantize(_SMALL_PLACES)
        return str(short if short == value else value.normalize())
    return value.isoformat() if isinstance(value, date) else value


def _jsonl(tables: Iterator[pa.Table], out: Path) -> int:
    rows = 0
    with out.open("wb") as file:
        for table in tables:
            for row in table.to_pylist():
                file.write(msgspec.json.encode({name: _plain(value) for name, value in row.items()}) + b"\n")
                rows += 1
    return rows


def read_output(path: Path) -> pa.Table:
    """A finished table of any of the three kinds again. Raises Unreadable."""
    check_ending(path)
    try:
        if path.suffix.lower() == ".parquet":
            return pq.read_table(path).cast(FINAL_SCHEMA)
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return _typed(list(csv.DictReader(file)))
        lines = path.read_bytes().splitlines()
        return _typed([msgspec.json.decode(line) for line in lines if line.strip()])
    except FileNotFoundError:
        raise Unreadable(f"There is no file '{path.name}'. Run `firstcheck bulk` first.") from None
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, pa.ArrowException, csv.Error):
        raise Unreadable(f"The file '{path.name}' is not a table made by `firstcheck bulk`.") from None


def _typed(rows: list[dict[str, Any]]) -> pa.Table:
    columns = []
    for field in FINAL_SCHEMA:
        columns.append(pa.array([_parsed(row[field.name], field) for row in rows], type=field.type))
    return pa.Table.from_arrays(columns, schema=FINAL_SCHEMA)


def _parsed(value: Any, field: pa.Field) -> Any:
    if value is None or value == "":
        return "" if field.name in _ALWAYS_TEXT else None
    kind = field.type
    if pa.types.is_decimal(kind):
        return Decimal(value)
    if pa.types.is_date(kind):
        return date.fromisoformat(value)
    if pa.types.is_integer(kind):
        return int(value)
    return str(value)[1:] if str(value)[:1] == "'" and str(value)[1:2] in _FORMULA else str(value)
