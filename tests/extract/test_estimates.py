"""The price of a written estimate, from bills and from people's own words."""

from decimal import Decimal

import pytest

from firstcheck.extract.estimates import estimated_amount
from firstcheck.extract.read import read_case
from firstcheck.intake import read_text


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("your good faith estimate of may 2 was $1,150.00", "1150.00"),
        ("i kept the estimate of 5,700", "5700"),
        ("estimated total: $640", "640"),
        ("presupuesto de buena fe: $2,300.50", "2300.50"),
        ("the estimate was $900 for the scan and the estimate was $300 for the reading", None),
        ("an estimate is not a bill", None),
        ("we billed $900.00", None),
    ],
)
def test_it_reads_the_amount_of_an_estimate(words: str, amount: str | None) -> None:
    assert estimated_amount(words) == (Decimal(amount) if amount else None)


def test_it_sends_a_bill_far_over_the_estimate_to_the_dispute() -> None:
    text = """\
Larkmoor Open MRI                               Statement June 3, 2026
Patient: Ada Quill                              Self-pay
MRI of the knee, 73721, May 12, 2026            $1,900.00
Your good faith estimate of May 2, 2026 was $1,150.00.
Please pay $1,900.00 by June 30.
"""
    facts = {fact.name: fact.value for fact in read_case([read_text(text, "bill.txt")]).facts}
    assert facts["estimate_amount"] == Decimal("1150.00")
    assert facts["self_pay"] is True


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        (["Good-faith estimate given 08/27/2026      $  610.00", "Charged today      $1,142.00"], "610.00"),
        (
            [
                "Service                Estimate      Billed now",
                "CT of the chest        $540.00       $1,185.00",
                "Reading of the CT      $95.00        $95.00",
                "Subtotal               $635.00       $1,280.00",
            ],
            "635.00",
        ),
        (["Estimate      $300.00      $500.00"], None),
    ],
)
def test_it_reads_an_estimate_in_a_field_and_in_a_column(lines: list[str], amount: str | None) -> None:
    text = "\n".join(["Larkmoor Open MRI      Statement June 3, 2026", "Patient: Ada Quill      Self-pay", "", *lines])
    facts = {fact.name: fact.value for fact in read_case([read_text(text, "bill.txt")]).facts}
    assert facts.get("estimate_amount") == (Decimal(amount) if amount else None)


def test_it_sees_that_a_bill_asks_for_what_the_plan_wrote_off() -> None:
    text = """\
ALDER UROLOGY       STATEMENT OF ACCOUNT       10/15/2026
Patient: Ines Kowalczyk
BALANCE DUE                                    {asked}
Please pay within 20 days.

KITTREDGE HEALTH PPO       EXPLANATION OF BENEFITS       Sept 30, 2026
Date       Code    Billed     Allowed    Copay    Paid      You owe
09/19/26   52000   $900.00    $300.00    $30.00   $270.00   $30.00    CO-45
"""
    for asked, matches in (("$600.00", False), ("$30.00", None)):
        facts = {f.name: f.value for f in read_case([read_text(text.format(asked=asked), "bill.txt")]).facts}
        assert facts.get("bill_matches_statement") is matches
