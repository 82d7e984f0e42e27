"""A day to pay by starts the grace clock only where a premium or the end of coverage is told, not on a bill for care."""

from datetime import date

import pytest

from firstcheck.extract.dates import read_dates
from firstcheck.extract.other_days import read_other_days
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of as sheet

JUNE_1 = date(2026, 6, 1)


def _found(text: str) -> dict[str, object]:
    facts = [*read_dates(sheet(text)), *read_other_days(survey(sheet(text)))]
    return {fact.name: fact.value for fact in facts}


@pytest.mark.parametrize(
    "text",
    [
        "Premium notice\nPay by: June 1, 2026",
        "Your premium of $212.40 is past due.\nPayment due: 06/01/2026\nMember account: 4471",
        "Pay in full by June 1, 2026 or your coverage will be terminated.",
        "We will cancel your policy unless the full amount is paid by June 1, 2026.",
        "Su prima está atrasada.\nPago vence: 1 de junio de 2026",
        "Grace period ends: June 1, 2026",
    ],
)
def test_it_reads_the_day_of_a_premium(text: str) -> None:
    assert _found(text).get("premium_due") == JUNE_1


@pytest.mark.parametrize(
    "text",
    [
        "Ridgeline Family Clinic\nPatient statement\nPay by: June 1, 2026\nAmount due $312.00",
        "Statement date: May 4, 2026        Due upon receipt - please pay by June 1, 2026\nPatient: Ana Ortiz",
        "Date of service: 04/02/2026\nPayment due date: 06/01/2026\nBalance due from patient $88.10",
        "Please remit your payment of $88.10 by June 1, 2026. Accounts not paid may go to collections.",
        "Premium Imaging Center\nPlease pay in full by June 1, 2026.",
        "Patient payments $0.00\nInsurance: not paid, coverage terminated\n\nPay by: 06/01/2026",
        "Estado de cuenta del paciente\nPago vence: 1 de junio de 2026",
        "Patient statement\nDue by: June 1, 2026\nAmount due $312.00",
        "Patient statement\nPlease send your payment by June 1, 2026.",
        "Patient statement\nPlease return this slip with your check by June 1, 2026.",
    ],
)
def test_it_starts_no_clock_by_a_bills_own_day(text: str) -> None:
    found = _found(text)
    assert "premium_due" not in found and "information_due" not in found


def test_it_keeps_the_day_for_papers_on_a_bill() -> None:
    text = "Patient statement\nPlease return the insurance questionnaire to us by June 1, 2026."
    assert _found(text).get("information_due") == JUNE_1
