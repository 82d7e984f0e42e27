"""Days and times for other steps than the appeal, each beside a sentence that looks like it and means something else."""

from datetime import date

import pytest

from firstcheck.extract.other_days import read_other_days
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of as sheet


def _found(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_other_days(survey(sheet(text)))}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Please fax the two notes to us by December 17, 2026.", "information_due", date(2026, 12, 17)),
        ("Mande el cuestionario hasta el 13 de noviembre de 2026.", "information_due", date(2026, 11, 13)),
        ("We must have them by 5:00 p.m. Central on December 18, 2026.", "information_due", date(2026, 12, 18)),
        ("Send the form within 45 days of the date of this letter.", "information_days", 45),
        ("Your doctor may talk with our reviewer until December 4, 2026.", "reopening_until", date(2026, 12, 4)),
        (
            "Your doctor may discuss the case within ten (10) business days of this notice.",
            "reopening_business_days",
            10,
        ),
        ("The doctor may call for a peer-to-peer review until 10/19/2026.", "reopening_until", date(2026, 10, 19)),
        (
            "Her office can send a referral with an earlier date up to 60 days after the visit.",
            "retro_request_days",
            60,
        ),
        ("Upload a copy or fax it to us by October 4, 2026.", "information_due", date(2026, 10, 4)),
        (
            "He was taken off the rolls as of July 1, 2025, and claims are being reversed.",
            "coverage_cancelled_back",
            True,
        ),
        ("The hospital may send a replacement bill by October 2, 2026.", "corrected_claim_until", date(2026, 10, 2)),
        ("Resubmit within 365 days from the date of service.", "corrected_claim_days", 365),
        ("A corrected claim must come within 12 months of the date of service.", "corrected_claim_months", 12),
        ("Ask for a retrospective review within 90 calendar days of the operation.", "retro_request_days", 90),
        ("A baby must be added within 30 days of birth.", "enrollment_days", 30),
        ("To enroll the baby, send the change by November 29, 2026.", "enrollment_until", date(2026, 11, 29)),
        ("Plazo de gracia: vence el 30 de noviembre de 2026.", "premium_due", date(2026, 11, 30)),
        ("This is from a debt collector. Write by November 2, 2026.", "debt_collector_letter", True),
        ("We are rescinding your policy.", "coverage_cancelled_back", True),
        ("Call the QIO no later than noon of the day before the effective date.", "fast_track_notice", True),
        ("Ask by noon of the calendar day after you get this decision.", "fast_next_day", True),
    ],
)
def test_it_reads_the_time_of_a_step(text: str, name: str, value: object) -> None:
    assert _found(text).get(name) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Send your appeal to us by December 17, 2026.", "information_due"),
        ("We will send a decision by December 17, 2026.", "information_due"),
        ("Your approval is good until December 17, 2026.", "information_due"),
        ("You may appeal within 60 days of the date of this letter. Send records.", "information_days"),
        ("Write to the council within 60 days of the date on this letter.", "information_days"),
        ("We answer within 10 business days.", "reopening_business_days"),
        ("Claims must be filed within 12 months of the date of service.", "corrected_claim_months"),
        ("You may appeal within 90 days of the care.", "retro_request_days"),
        ("Coverage was active for 30 days.", "enrollment_days"),
        ("Pay the balance by November 2, 2026.", "debt_dispute_until"),
        ("Other reasons that we use: rescission, fraud, no premium.", "coverage_cancelled_back"),
        ("We took it off the list as of July 1, 2025; your claims were paid.", "coverage_cancelled_back"),
        ("Ask for a peer-to-peer review. You may appeal until 10/19/2026.", "reopening_until"),
        ("Your son is enrolled. Upload a copy of the certificate by October 4, 2026.", "enrollment_until"),
        ("Discharge is at noon of the day after surgery.", "fast_next_day"),
    ],
)
def test_it_does_not_take_another_time_for_it(text: str, name: str) -> None:
    assert name not in _found(text)


def test_it_reads_the_end_of_care_from_the_notice() -> None:
    text = (
        "NOTICE OF MEDICARE NON-COVERAGE\n\nTHE EFFECTIVE DATE COVERAGE OF YOUR CURRENT SKILLED NURSING FACILITY"
        " SERVICES WILL END: August 13, 2026\n"
    )
    assert _found(text)["effective_date"] == date(2026, 8, 13)


def test_it_tells_from_what_an_approval_after_the_fact_is_counted() -> None:
    assert _found("Late requests: within 15 calendar days of this notice.")["retro_request_from"] == "notice"
    assert _found("We add visits after the fact within 60 days of the visit.")["retro_request_from"] == "service"


def test_it_wants_a_collector_for_a_day_to_dispute_a_debt() -> None:
    text = "You may dispute this debt. Write or call by November 2, 2026. This communication is from a debt collector."
    assert _found(text)["debt_dispute_until"] == date(2026, 11, 2)
