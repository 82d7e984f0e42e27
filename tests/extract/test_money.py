from decimal import Decimal

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.money import totals
from firstcheck.facts.fact import Status
from tests.extract.sheets import sheet_of


def totals_of(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in totals(sheet_of(text))}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Amount submitted:   $612.00", "billed_amount", "612.00"),
        ("What they charged ............ $2,260.00", "billed_amount", "2260.00"),
        ("about your visit to Ghent Imaging (charges $742.00: two tests).", "billed_amount", "742.00"),
        ("We denied payment of 1,318 dollars billed by Mesa Imaging.", "billed_amount", "1318.00"),
        (
            "RE claim 26N-77334-6, 5 October 2026, CT sinuses (70486), $640.00, Big Bay Imaging",
            "billed_amount",
            "640.00",
        ),
        ("Importe facturado:     $1,874.50", "billed_amount", "1874.50"),
        ("Benefits in the amount of $0.00 are payable.", "plan_paid", "0.00"),
        ("We have paid nothing on this bill.", "plan_paid", "0.00"),
        ("El plan pagó $25.00.", "plan_paid", "25.00"),
        ("Amount the center may bill you: $742.00.", "patient_responsibility", "742.00"),
        ("Su responsabilidad:     $0.00 (*)", "patient_responsibility", "0.00"),
        ("You may be bi11ed $ 396.00.", "patient_responsibility", "396.00"),
        ("You owe the provider $356.00.", "patient_responsibility", "356.00"),
    ],
)
def test_it_reads_a_claim_total(text: str, name: str, value: str) -> None:
    assert totals_of(text)[name] == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "Deductible met this year: $500.00 of $1,500.00",
        "You will not pay more than $4,900.00 in a year. Yearly limit: $4,900.00.",
        "Your premium share for October is $137.22. Total past due: $411.66",
        "Year to date    Plan paid $3,201.75   Your share $678.41",
        "Usted no tiene que pagar nada por ahora.",
    ],
)
def test_it_never_reads_running_totals_limits_or_premiums(text: str) -> None:
    assert totals_of(text) == {}


def test_it_prefers_the_total_row_to_a_label_and_keeps_the_place() -> None:
    text = (
        "Date      Code   Billed    Plan paid   You owe\n"
        "10/06/26  76700  485.00         0.00    485.00\n"
        "10/06/26  76856  410.00         0.00    410.00\n"
        "Total            895.00         0.00    895.00\n\n"
        "You may owe $485.00 for the first test.\n"
    )
    facts = {fact.name: fact for fact in totals(sheet_of(text))}
    assert facts["patient_responsibility"].value == Decimal("895.00")
    assert facts["billed_amount"].source is not None
    assert facts["billed_amount"].source.quote.startswith("Total")


def test_it_derives_a_missing_total_only_when_every_line_prints_it() -> None:
    header = "Date      Code   Billed    Plan paid   You owe\n"
    whole = header + "10/06/26  76700  485.00   0.00   485.00\n10/06/26  76856  410.00   0.00   410.00\n"
    facts = {fact.name: fact for fact in totals(sheet_of(whole))}
    assert (facts["billed_amount"].value, facts["billed_amount"].status) == (Decimal("895.00"), Status.DERIVED)


def test_it_asks_each_claim_of_a_statement_for_its_own_total() -> None:
    sheet = sheet_of(
        "Claim 2026-0011-771\nDate      Code   Billed   Paid    You owe\n01/04/26  99213  150.00   70.00   20.00\n\n"
        "Claim 2026-0011-772\nDate      Code   Billed   Paid    You owe\n01/05/26  84443   60.00    0.00   60.00\n"
        "Both claims      210.00   70.00   80.00\n"
    )
    assert totals(sheet) == []
    values = [{fact.name: fact.value for fact in totals(section)} for section in claim_sections(sheet)]
    assert [value["patient_responsibility"] for value in values] == [Decimal("20.00"), Decimal("60.00")]


def test_it_trusts_what_this_letter_says_more_than_what_it_quotes() -> None:
    text = (
        'On May 3 we told you: "You are responsible for $2,415.00." The Panel has decided to reverse that.\n'
        "You will owe your coinsurance of $118.60 and nothing else.\n"
    )
    assert totals_of(text)["patient_responsibility"] == Decimal("118.60")
