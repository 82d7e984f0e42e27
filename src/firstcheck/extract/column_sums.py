"""What a table's amounts say of themselves: a row that sums the rows above it, a column that is paid plus owed.

Takes the Rows of one table; gives them with totals known as totals whatever their words, and with a nameless column of
amounts named where every row bears it out.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from firstcheck.extract.amounts import parse_money
from firstcheck.extract.columns import MONEY_ROLES
from firstcheck.extract.rows import Field, Kind, Row

_SHARES = ("deductible", "copay", "coinsurance", "cost_share")
_ZERO = Decimal(0)


def proven(rows: Sequence[tuple[Kind | None, Row]]) -> tuple[Row, ...]:
    """The rows; one without a code or a day that sums those above it is a total. A row of no kind counts only so."""
    kept: list[Row] = []
    since: list[Row] = []
    for kind, row in rows:
        nameless = not row.all("procedure_code", "service_date")
        if nameless and kind in (None, Kind.SERVICE) and sums_up(row, since):
            kept.append(msgspec.structs.replace(row, kind=Kind.TOTAL))
            continue
        if kind is None:
            continue
        kept.append(row)
        since = [*since, row] if kind is Kind.SERVICE else []
    return _named(kept)


def sums_up(row: Row, above: Sequence[Row]) -> bool:
    """Whether what was billed, and each other amount of the row, is the sum of the same column above."""
    if len(above) < 2:
        return False
    sums = {role: value for role in MONEY_ROLES if (value := _value(row, role)) is not None}
    return bool(sums.get("billed")) and all(
        value == sum((_value(r, role) or _ZERO for r in above), _ZERO) for role, value in sums.items()
    )


def _value(row: Row, role: str) -> Decimal | None:
    field = row.first(role)
    return parse_money(field.text) if field else None


def _named(rows: list[Row]) -> tuple[Row, ...]:
    """A single nameless column that is paid plus the patient's shares in every row is what was allowed."""
    held = [row for row in rows if row.all("unnamed")]
    if not held or any(row.all("allowed") for row in rows) or not all(_is_allowed(row) for row in held):
        return tuple(rows)
    if not any(_value(row, "unnamed") for row in held):
        return tuple(rows)
    return tuple(msgspec.structs.replace(row, fields=tuple(_renamed(field) for field in row.fields)) for row in rows)


def _is_allowed(row: Row) -> bool:
    paid, shares = _value(row, "paid"), [_value(row, role) for role in _SHARES]
    if len(row.all("unnamed")) > 1 or paid is None or all(share is None for share in shares):
        return False
    return _value(row, "unnamed") == paid + sum((share or _ZERO for share in shares), _ZERO)


def _renamed(field: Field) -> Field:
    return msgspec.structs.replace(field, role="allowed") if field.role == "unnamed" else field
