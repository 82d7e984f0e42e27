from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.extract.amounts import amounts, parse_money, spoken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$1,234.50", "1234.50"),
        ("1234.50", "1234.50"),
        (".00", "0.00"),
        ("(12.00)", "-12.00"),
        ("12.00-", "-12.00"),
        ("1.234,50", "1234.50"),
        ("$1,318", "1318.00"),
        ("$ 612.00", "612.00"),
        ("US$ 40.00", "40.00"),
        ("$1,l50.OO", "1150.00"),
    ],
)
def test_it_reads_an_amount_as_printed(text: str, value: str) -> None:
    assert parse_money(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1234", "1-800-555-0142", "09/22/2026", "12.5%", "M54.16", "7.12.3", "409.555.0122", "70553", "1,234"]
)
def test_it_takes_nothing_else_for_an_amount(text: str) -> None:
    assert list(amounts(text)) == []


def test_it_reads_an_amount_said_in_words() -> None:
    assert [amount.value for amount in spoken("a bill of 1,318 dollars; pagó 40.50 dólares")] == [
        Decimal("1318.00"),
        Decimal("40.50"),
    ]


@given(st.integers(min_value=0, max_value=99_999_999), st.booleans(), st.booleans())
def test_it_reads_back_every_amount_it_could_print(cents: int, dollar: bool, grouped: bool) -> None:
    value = Decimal(cents) / 100
    printed = f"{value:,.2f}" if grouped else f"{value:.2f}"
    assert parse_money(f"${printed}" if dollar else printed) == value
