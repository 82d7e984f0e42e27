"""Forms of papers by new authors: days in lists, decisions named in messages, windows, numbers and amounts told by the way.

Each form stands beside a look-alike that must not be read so.
"""

from datetime import date
from decimal import Decimal

import pytest

from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.claims import claim_sections
from firstcheck.extract.codes import read_codes
from firstcheck.extract.dates import read_dates
from firstcheck.extract.identity import read_identity
from firstcheck.extract.money import totals
from firstcheck.extract.survey import survey
from firstcheck.extract.timing import read_timing
from firstcheck.facts.fact import Fact
from tests.extract.sheets import sheet_of as sheet

HEAD = "Alder Health\nMember Services\n\nSeptember 15, 2026\n\n"


def _named(facts: list[Fact]) -> dict[str, object]:
    return {fact.name: fact.value for fact in facts}


@pytest.mark.parametrize(
    "text",
    [
        HEAD
        + "Re: Claim AH-26-40917, Quiet Creek Pain Center, stimulator leads (63650), performed 07/29/2026, $900.00\n",
        HEAD + "Claim AH-26-40917 / July 29, 2026 / South Gate Allergy Clinic / $265.00\n",
        HEAD + "Claim AH-26-40917\nSeen by  Lark Bay Orthopedics, in network, 07/29/2026\n",
        HEAD + "Claim AH-26-40917\nSurgery       07/29/2026, 29888\n",
        HEAD + "We write about the bill Flint Family Clinic sent us for the care you got on July 29, 2026.\n",
    ],
)
def test_it_reads_the_day_of_service_in_a_list_of_the_claim(text: str) -> None:
    assert _named(read_dates(sheet(text))).get("service_date") == date(2026, 7, 29)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "Claim AH-26-40917\nLark Bay Orthopedics, records received 07/29/2026\n",
        HEAD + "Your claim form of July 29, 2026 came without the receipt.\n",
        HEAD + "We took her off the rolls as of July 29, 2026.\n",
        HEAD + "Claim AH-26-40917\n\n07/29/2026  We wrote to Lark Bay Orthopedics for claim notes.\n",
    ],
)
def test_it_takes_no_day_of_another_purpose_for_one_of_service(text: str) -> None:
    assert "service_date" not in _named(read_dates(sheet(text)))


@pytest.mark.parametrize(
    "text",
    [
        "CHAT EXPORT :: Alder Family Care :: Nov 23, 2026\n\nBOT   Letter of Nov 17, 2026, notice AF-2611. Decision: NO.\n",
        "Alder Choices     Secure Messages\n\nNov 29, 2026  8:41a   FROM MEMBER\nI got the letter dated Nov 17, it says no.\n",
        "Alder - secure chat 11/24/2026\n(You) Why does my statement of 11/17/2026 say denied?\n",
        'From: office@clinic.example\nDate: Nov 24, 2026\n- Nov 17, their answer, word for word: "denied".\n',
    ],
)
def test_it_takes_the_day_of_the_decision_and_not_of_the_message(text: str) -> None:
    assert _named(read_dates(sheet(text)))["notice_date"] == date(2026, 11, 17)


@pytest.mark.parametrize(
    "said",
    [
        "I have your letter of Nov 17, 2026.",
        "They had the neurologist's letter of Nov 17, 2026.",
        "Your request was previously denied on Nov 17, 2026. It is certified as asked.",
    ],
)
def test_it_takes_no_other_letters_day_for_that_of_the_decision(said: str) -> None:
    text = f"From: Alder Health\nSubject: claim\nDate: Nov 24, 2026\n\n{said}\n"
    assert _named(read_dates(sheet(text)))["notice_date"] == date(2026, 11, 24)


@pytest.mark.parametrize(
    "head",
    [
        "ALDER MUTUAL\nDetermination concerning transport, 7 October 2026\n",
        "ALDER MUTUAL          Run 10/07/26\nParticipant D. Song   Seward Imaging, contracted     08/11/26\n",
        "ALDER MUTUAL\nStatement of 7 October 2026           For: Mara Ojal\n",
        "ALDER MUTUAL          last change 10/07/2026\n\nWho    Mara Finch      ESC 77\n"
        "Where    Puget Hand Clinic    August 6, 2026    in network\n",
    ],
)
def test_it_reads_the_papers_own_day_behind_its_title(head: str) -> None:
    assert _named(read_dates(sheet(head)))["notice_date"] == date(2026, 10, 7)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("You can contest any decision in 180 days, counted from the day you receive this.", 180),
        ("You may appeal any claim decision within 180 days.", 180),
        ("To appeal, write by the 180th day after you get this.", 180),
        ("Usted puede apelar esta decisión en un plazo de 60 días contados desde la fecha de esta carta.", 60),
        ("You may appeal. We make our decision within 30 days.", None),
        ("You may file a claim. The decision in 30 days comes from us.", None),
    ],
)
def test_it_tells_a_window_to_appeal_from_our_own_time(text: str, days: int | None) -> None:
    assert _named(read_appeal_rights(sheet(text))).get("stated_appeal_days") == days


def test_it_reads_the_last_day_of_an_appeal_and_of_nothing_else() -> None:
    last = "Last date we will accept an appeal for the claims in this notice: November 10, 2026."
    assert _named(read_dates(sheet(last))).get("stated_appeal_deadline") == date(2026, 11, 10)
    other = "Last date we will accept a premium for this policy: November 10, 2026."
    assert "stated_appeal_deadline" not in _named(read_dates(sheet(other)))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (
            "you     agent\nMax     Can I have the claim number please\nyou     RC-5520-9981\n",
            "claim_number",
            "RC-5520-9981",
        ),
        (
            "BENEFIT STATEMENT     Nov 27 2026\nCardholder: I. Reyes     File 26F-1127-441\n",
            "claim_number",
            "26F-1127-441",
        ),
        ("An authorization (SP-20881) is in place through December.", "authorization_number", "SP-20881"),
        ("The rehabilitation is approved, V-A-66120, but elsewhere.", "authorization_number", "V-A-66120"),
        ("you     agent\nMax     Can I have the date please\nyou     RC-5520-9981\n", "claim_number", None),
        ("NOTICE OF DENIAL     Nov 27 2026\nMember: I. Reyes     File 26F-1127-441\n", "claim_number", None),
        ("No authorization (form A-20881) was needed.", "authorization_number", None),
    ],
)
def test_it_reads_numbers_told_by_the_way(text: str, name: str, value: str | None) -> None:
    assert _named(read_identity(sheet(text))).get(name) == value


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Re: July 9, 2026 - Treasure Valley Dermatology - $214.00\n", "billed_amount", "214.00"),
        ("We did not pay the July 2, 2026 visit (99214, $164.00) with Dr. Pell.", "billed_amount", "164.00"),
        ("Under the contract you can be billed no more than $402.00.", "patient_responsibility", "402.00"),
        ("The screening left you with $96.50.", "patient_responsibility", "96.50"),
        ("Paid July 9, 2026 - Treasure Valley Dermatology - refund $214.00\n", "billed_amount", None),
        ("The raise cost us $96.50.", "patient_responsibility", None),
    ],
)
def test_it_reads_amounts_told_by_the_way(text: str, name: str, value: str | None) -> None:
    assert _named(totals(sheet(text))).get(name) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It was denied as billed to the wrong plan (reason 109).", ("109",)),
        ("No benefits until a complete form is here (codes 16, N290, M76).", ("16",)),
        ("It was denied; see page 109.", None),
        ("Use the codes 16, Nevada, on the form.", None),
    ],
)
def test_it_reads_a_reason_by_the_remark_behind_it(text: str, codes: tuple[str, ...] | None) -> None:
    paper = sheet(text)
    assert _named(read_codes(paper, claim_sections(paper))).get("adjustment_codes") == codes


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Service asked for: MRI of the neck. It does not meet the guideline.", "pre_service"),
        ("The request itself is declined.", "pre_service"),
        ("You: The lab bill for 10/13 came back rejected.", "post_service"),
        ("La cama corre por cuenta del paciente desde mañana.", "concurrent"),
        ("Ask the hospital for your bill and for your records.", None),
    ],
)
def test_it_tells_the_time_of_the_care_by_more_sentences(text: str, timing: str | None) -> None:
    assert _named(read_timing(survey(sheet(text)))).get("timing") == timing


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("We do not certify November 3. You are still an inpatient as we write.", True),
        ("Because you are in the hospital, your doctor may ask by phone.", True),
        ("If you are in the hospital, your doctor may ask by phone.", None),
    ],
)
def test_it_takes_a_patient_in_the_bed_for_urgent(text: str, urgent: bool | None) -> None:
    assert _named(read_timing(survey(sheet(text)))).get("urgent") == urgent
