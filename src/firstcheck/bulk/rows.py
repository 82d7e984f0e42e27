"""The table that bulk work writes: one row a refused line, its columns and their types.

Takes values; gives Arrow tables. Money is exact (four decimals), dates are dates, lists are one text with blanks.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
import pyarrow as pa

MONEY = pa.decimal128(20, 4)


class Row(msgspec.Struct, array_like=True, gc=False):
    """One refused line. `segment` counts from 1 in the file (the record's number for FHIR, the page for papers)."""

    source_file: str
    segment: int
    claim_segment: int
    line: int
    claim_key: str
    payer: str | None
    provider: str | None
    patient: str | None
    member_id: str | None
    claim_number: str | None
    account: str | None
    service_date: date | None
    notice_date: date | None
    procedure_code: str | None
    modifiers: str
    adjustment_codes: str
    remark_codes: str
    billed: Decimal | None
    paid: Decimal | None
    amount: Decimal | None
    patient_responsibility: Decimal | None
    outcome: str
    family: str
    scenario: str | None
    route: str
    act_by: date | None
    last_day: date | None
    deadline: str | None
    days_left: int | None
    who: str
    first_task: str
    needs: str
    confidence: str


_TYPES: dict[str, pa.DataType] = {
    "segment": pa.int64(),
    "claim_segment": pa.int64(),
    "line": pa.int32(),
    "days_left": pa.int32(),
    **dict.fromkeys(("service_date", "notice_date", "act_by", "last_day"), pa.date32()),
    **dict.fromkeys(("billed", "paid", "amount", "patient_responsibility"), MONEY),
}
FIELDS: tuple[str, ...] = Row.__struct_fields__
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in FIELDS])
#: What the finished table has more: file and segment of the first claim that this one repeats.
FINAL_SCHEMA = SCHEMA.append(pa.field("duplicate_of", pa.string()))
_LARGEST = Decimal(10) ** 16
_FOURTH = Decimal("0.0001")


def table_of(rows: Sequence[Row]) -> pa.Table:
    """Rows as a table; an amount too large or too fine for the column is left out, never rounded."""
    columns = list(zip(*map(msgspec.structs.astuple, rows), strict=True)) or [()] * len(FIELDS)
    arrays = []
    for field, values in zip(SCHEMA, columns, strict=True):
        arrays.append(_array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, type=kind)
    except pa.ArrowInvalid:
        if kind != MONEY:
            raise
        return pa.array([_fitting(v) if isinstance(v, Decimal) else None for v in values], type=kind)


def _fitting(value: Decimal | None) -> Decimal | None:
    if value is None or abs(value) >= _LARGEST:
        return None
    exponent = value.as_tuple().exponent
    return value if isinstance(exponent, int) and exponent >= -4 else None
