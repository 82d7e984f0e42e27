"""A finished table to a day's work: what to do first, by deadline and money, and which claims one step puts right.

Takes the table of `bulk`; gives a Worklist. Claims that were sent again count once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pyarrow as pa

_SOON = timedelta(days=7)
_MONTH = timedelta(days=30)
_ZERO = Decimal(0)
#: Columns that are shown or added up.
_NEEDED = (
    "source_file", "segment", "payer", "claim_number", "procedure_code", "adjustment_codes", "remark_codes", "amount",
    "outcome", "family", "scenario", "route", "act_by", "last_day", "who", "first_task", "needs", "duplicate_of",
)  # fmt: skip


class Work(msgspec.Struct):
    """Lines that one step answers: same payer, same codes, same route. `act_by` is the earliest day of them."""

    payer: str
    family: str
    codes: str
    route: str
    who: str
    first_task: str
    lines: int = 0
    amount: Decimal = _ZERO
    act_by: date | None = None
    last_day: date | None = None
    claims: set[str] = set()
    examples: list[str] = []


class Count(msgspec.Struct):
    """Lines and money under one name."""

    name: str
    lines: int = 0
    amount: Decimal = _ZERO


class Worklist(msgspec.Struct):
    """A day's work. `works` come in the order in which to do them."""

    today: date
    lines: int
    claims: int
    amount: Decimal
    repeated: int
    undated: int
    works: list[Work]
    by_payer: list[Count]
    by_family: list[Count]
    by_route: list[Count]
    by_week: list[Count]


def worklist_of(table: pa.Table, today: date) -> Worklist:
    """Group and order the lines of a table as of `today`."""
    rows: list[dict[str, Any]] = table.select(list(_NEEDED)).to_pylist()
    fresh = [row for row in rows if row["duplicate_of"] is None]
    works: dict[tuple[str, ...], Work] = {}
    for row in fresh:
        _add(works, row)
    counts = {name: _counted(fresh, name) for name in ("payer", "family", "route")}
    return Worklist(
        today=today,
        lines=len(fresh),
        claims=len({_claim(row) for row in fresh}),
        amount=sum((row["amount"] or _ZERO for row in fresh), _ZERO),
        repeated=len(rows) - len(fresh),
        undated=sum(row["act_by"] is None for row in fresh),
        works=sorted(works.values(), key=lambda work: _order(work, today)),
        by_payer=counts["payer"],
        by_family=counts["family"],
        by_route=counts["route"],
        by_week=_weeks(fresh, today),
    )


def _claim(row: dict[str, Any]) -> str:
    return f"{row['payer']}|{row['claim_number'] or row['source_file'] + '#' + str(row['segment'])}"


def _add(works: dict[tuple[str, ...], Work], row: dict[str, Any]) -> None:
    payer, codes = row["payer"] or "unknown payer", f"{row['adjustment_codes']} {row['remark_codes']}".strip()
    # notes and shares beside the reason do not make another cause
    key = (payer, row["family"], _cause(codes), row["route"], row["who"])
    work = works.get(key)
    if work is None:
        work = works[key] = Work(payer, row["family"], _cause(codes), row["route"], row["who"], row["first_task"])
    work.lines += 1
    work.amount += row["amount"] or _ZERO
    work.claims.add(_claim(row))
    work.act_by = min(filter(None, (work.act_by, row["act_by"])), default=None)
    work.last_day = min(filter(None, (work.last_day, row["last_day"])), default=None)
    if len(work.examples) < 3:
        work.examples.append(f"{row['claim_number'] or '-'} ({row['source_file']}, segment {row['segment']})")


def _cause(codes: str) -> str:
    """The first code, which is the one that refuses, and the remarks."""
    first, *rest = codes.split() or [""]
    return " ".join([first, *(code for code in rest if code[:1] in "MN")])


def _order(work: Work, today: date) -> tuple[int, date, Decimal, str, str]:
    """What is due within a week, within a month, later, without a date; in each the nearest, then the most money."""
    if work.act_by is None:
        band = 3
    else:
        band = 0 if work.act_by <= today + _SOON else 1 if work.act_by <= today + _MONTH else 2
    # far dates differ little: there money decides first
    day = work.act_by if band < 2 and work.act_by else date.max
    return band, day, -work.amount, work.payer, work.codes


def _counted(rows: Iterable[dict[str, Any]], name: str) -> list[Count]:
    found: dict[str, Count] = {}
    for row in rows:
        key = row[name] or "unknown"
        count = found.setdefault(key, Count(key))
        count.lines += 1
        count.amount += row["amount"] or _ZERO
    return sorted(found.values(), key=lambda count: (-count.amount, count.name))


def _weeks(rows: Sequence[dict[str, Any]], today: date) -> list[Count]:
    """Lines by the week in which they are due; past weeks and weeks beyond a quarter are put together."""
    found: dict[int, Count] = defaultdict(lambda: Count(""))
    for row in rows:
        if row["act_by"] is None:
            continue
        week = max(-1, min(13, (row["act_by"] - today).days // 7))
        count = found[week]
        count.lines += 1
        count.amount += row["amount"] or _ZERO
    for week, count in found.items():
        start = today + timedelta(days=7 * week)
        count.name = "passed" if week < 0 else "later" if week == 13 else f"{start:%b} {start.day}"
    return [found[week] for week in sorted(found)]
