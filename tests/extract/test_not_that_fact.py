"""Words that look like a fact and are none, each beside the words that are it."""

import pytest

from firstcheck.extract.read import read_case
from firstcheck.facts.case import Case, PaperKind
from firstcheck.intake import read_text

BILL = """\
QUARRY LANE RADIOLOGY ASSOCIATES
Statement date: 09/14/2026        Guarantor: Ada Finch
Patient: Ada Finch                Account #: QLR-5530917
Date of service: 07/06/2026

07/06/2026  CT head 70450              $610.00
08/19/2026  Juniper Health - paid     -$145.00
BALANCE DUE FROM PATIENT               $465.00
Please make checks payable to Quarry Lane Radiology.
"""
STATEMENT = """\
JUNIPER HEALTH PLAN                       Explanation of Benefits
THIS IS NOT A BILL                        Statement date: 09/14/2026
Patient: Ada Finch      Member ID: JHP5530917     Account #: 55310
Claim number: 88-441207

Date of    Service           Billed     Not       You may   See
service    description       charge     covered   owe       note
07/06/26   CT head 70450     $610.00    $610.00   $610.00   {first}
07/08/26   X-ray 71046       $ 90.00    $ 90.00   $ 90.00   {second}

Notes
{first}  We asked the doctor for records and have not had a reply. The claim is denied.
{second}  This care is a preventive service of your plan.
"""


def read(text: str) -> Case:
    return read_case([read_text(text, "paper.txt")])


def facts(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read(text).facts}


@pytest.mark.parametrize(
    "insurer",
    [
        "Bi-County Health Insurance of Ohio",
        "Elm County Medical Center",
        "Four-County Health Plan, Inc.",
        "Tide County Health Plan Insurance Company",
        "County medical policy MP-14",
    ],
)
def test_it_takes_no_county_in_the_name_of_an_insurer_or_a_hospital_for_a_sponsor(insurer: str) -> None:
    found = facts(f"{insurer}\n\nGroup: Bramble Press Co.\nYour claim was denied. ERISA applies.")
    assert found.get("sponsor") == "employer"
    assert found.get("plan_type") != "nonfederal_governmental"


@pytest.mark.parametrize(
    "plan",
    [
        "Tide County Employees Health Plan",
        "City of Elm Benefit Plan",
        "Tide County Health & Welfare Trust",
        "School district health benefits",
    ],
)
def test_it_knows_the_plan_of_a_county_or_city(plan: str) -> None:
    assert facts(f"{plan}\n\nYour claim was denied.").get("sponsor") == "government"


@pytest.mark.parametrize(
    "said",
    [
        "The independent reviewer's decision is binding on us.",
        "The independent reviewer decides, and we must follow.",
    ],
)
def test_it_takes_no_independent_reviewer_for_a_place_of_care(said: str) -> None:
    assert "facility_type" not in facts(f"We denied the claim for the scan.\n{said}")


def test_it_knows_a_freestanding_center() -> None:
    assert facts("We denied the claim.\nThe scan was done at a freestanding center.")["facility_type"] == "freestanding"


@pytest.mark.parametrize(
    "said",
    [
        "It looks like you are signed up for paperless.",
        "You signed up for paperless notices last spring.",
        "You signed in to read the notice online.",
    ],
)
def test_it_takes_no_signing_up_for_a_consent(said: str) -> None:
    assert "consent_signed" not in facts(f"We denied the claim for the scan.\n{said}")


@pytest.mark.parametrize(
    "said",
    [
        "You signed the notice and consent form before the surgery.",
        "The patient signed a waiver of the protections.",
    ],
)
def test_it_knows_a_signed_form_of_consent(said: str) -> None:
    assert facts(f"We denied the claim for the surgery.\n{said}").get("consent_signed") is True


@pytest.mark.parametrize(
    "place",
    ["418 Dock Ave Baltimore, MD 21231", "77 Orchard Lane Easton, MD", "North Bethesda, MD 20852"],
)
def test_it_takes_no_street_and_no_town_of_maryland_for_a_doctor(place: str) -> None:
    text = f"Mr. Otto Brandt {place}\nDear Mr. Brandt: We denied the request for the scan you asked for in May."
    assert "ordering_provider" not in facts(text)


def test_it_knows_a_doctor_by_the_degree() -> None:
    for name in ("Denise Lane, MD", "Ines Ballard, MD"):
        text = f"We denied the scan that {name} asked for on your behalf in the month of May."
        assert facts(text).get("ordering_provider") == name


def test_it_takes_no_department_for_a_plan() -> None:
    for unit in ("Reconsideration Unit", "Claims Review Department", "Departamento de Reclamos"):
        assert "plan_name" not in facts(f"Plan: {unit}\nWe denied the claim.")
    named = facts("Plan: Juniper Choice Gold 1500\nWe denied the claim.")
    assert named.get("plan_name") == "Juniper Choice Gold 1500"


def test_it_takes_no_account_of_a_bill_for_a_group() -> None:
    assert "group_number" not in facts(BILL)
    assert facts(STATEMENT.format(first="1", second="2")).get("group_number") == "55310"


def test_it_takes_no_day_of_a_payment_for_a_day_of_care() -> None:
    found = facts(BILL)
    assert str(found["service_date"]) == "2026-07-06"
    assert "service_end_date" not in found
    second = BILL.replace("Juniper Health - paid     -$145.00", "Follow-up visit 99213      $145.00")
    assert str(facts(second)["service_end_date"]) == "2026-08-19"


def test_it_takes_no_footnote_that_the_paper_counts_for_a_code() -> None:
    assert "adjustment_codes" not in facts(STATEMENT.format(first="A1", second="B4"))
    assert facts(STATEMENT.format(first="B7", second="B9")).get("adjustment_codes") == ("B7", "B9")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BILL, PaperKind.BILL),
        (STATEMENT.format(first="1", second="2"), PaperKind.EOB),
        ("From: no-reply@juniper.example\nTo: ada@mail.example\n\nYour claim was denied.", PaperKind.PORTAL_MESSAGE),
        ("Juniper Health > Claims > Detail\nYour claim was denied.", PaperKind.PORTAL_MESSAGE),
        ("Your claim was denied. We asked for records and had no reply.", PaperKind.DENIAL_LETTER),
        ("Message center\nInbox > Claims\nReply to sender\nYour claim was denied.", PaperKind.PORTAL_MESSAGE),
    ],
)
def test_it_tells_a_bill_a_statement_and_a_message_apart(text: str, kind: PaperKind) -> None:
    assert read(text).papers[0].kind is kind


def test_it_does_not_tell_by_an_insurers_name_who_pays_for_an_employees_plan() -> None:
    letter = "Elm Mutual Insurance Company\nGroup: {group}\nWe denied your claim."
    assert "funding" not in facts(letter.format(group="Bramble Press Employee Benefit Plan"))
    assert facts(letter.format(group="Bramble Press")).get("funding") == "insured"
    told = letter.format(group="Bramble Press Employee Benefit Plan") + "\nThe plan is fully insured."
    assert facts(told).get("funding") == "insured"
    assert "funding" not in facts("We denied your claim. Ask your insurance company why.")


def test_it_reads_a_share_behind_its_amount() -> None:
    said = "Your plan allowed $480.00 and applied $120.00 to your emergency room copay."
    assert str(facts(f"Your claim was processed.\n{said}")["copay"]) == "120.00"
