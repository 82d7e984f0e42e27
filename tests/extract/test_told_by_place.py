"""Payer, administrator, patient, provider, criterion and provision told by where they stand, and what only looks so."""

import pytest

from firstcheck.extract.criteria import read_criteria
from firstcheck.extract.identity import read_identity
from firstcheck.extract.parties import read_parties
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of as sheet


def _identity(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(sheet(text))}


def _parties(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_parties(sheet(text))}


def _criteria(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_criteria(survey(sheet(text)))}


@pytest.mark.parametrize(
    ("text", "payer", "firm"),
    [
        (
            "QUARRYSTONE ADMINISTRATORS        Appeals Department\nfor the Elder Creek Miners' Health Plan (self-funded)\n",
            "Elder Creek Miners' Health Plan",
            "Quarrystone Administrators",
        ),
        (
            "TIDEPOOL BEHAVIORAL REVIEW\nUtilization review for Granite Bay Mutual Insurance Company\nMay 4, 2026\n",
            "Granite Bay Mutual Insurance Company",
            "Tidepool Behavioral Review",
        ),
        (
            "OSPREY GROUP BENEFITS      Explanation of benefits\nadministering the Birch Mills Co. Medical Plan\n",
            "Birch Mills Co. Medical Plan",
            "Osprey Group Benefits",
        ),
    ],
)
def test_it_takes_a_firm_that_writes_for_a_plan_for_its_administrator(text: str, payer: str, firm: str) -> None:
    found = _identity(text)
    assert found.get("payer") == payer
    assert found.get("plan_administrator") == firm


@pytest.mark.parametrize(
    "text",
    [
        "HARBOR ELM HEALTH PLAN      Explanation of benefits\nfor your visit of May 4, 2026\n",
        "HARBOR ELM HEALTH PLAN      Statement\nfor Part B (Medical Insurance)\n",
        "HARBOR ELM HEALTH PLAN      Claims\nfor questions call 1-800-555-0100\n",
    ],
)
def test_it_makes_no_administrator_of_for_a_visit_or_a_part(text: str) -> None:
    assert "plan_administrator" not in _identity(text)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("RED NORTEÑA DEL VALLE - plan de Medicaid administrado (Texas)\n", "Red Norteña del Valle"),
        (
            "Inbox / Claims\nFROM: Larkmoor Health Plan of Ohio (HMO)          SENT: 10/16/2026\n",
            "Larkmoor Health Plan of Ohio",
        ),
        ("LARKMOOR COMMUNITY PLAN (Ohio Medicaid Managed Care)\nNOTICE\n", "Larkmoor Community Plan"),
        ("Juniper & Moss - secure message W-26-289-0066 - 10/16/2026\n", "Juniper & Moss"),
        ("myCoverage by Larkmoor Health        Inbox > Claims\nFrom:  Support desk\n", "Larkmoor Health"),
        (
            "ORCHARD GROWERS GROUP HEALTH     an insured PPO of Sable Shield Insurance Co.\n",
            "Sable Shield Insurance Co.",
        ),
        (
            "NOTICE OF NON-COVERAGE\n* Your Medicare health plan, Evermoor Advantage (HMO), has decided.\n",
            "Evermoor Advantage",
        ),
        ("TRICARE NORTH-HILLS REGION            Beacon Federal Health\nDETERMINATION\n", "Beacon Federal Health"),
    ],
)
def test_it_reads_who_decides_by_what_stands_beside_the_name(text: str, payer: str) -> None:
    assert _identity(text).get("payer") == payer


@pytest.mark.parametrize(
    "text",
    [
        "Patient portal  |  Messages\n\nPlan allowance $40.00\n",
        "TRUSTEES   Union: D. Marsh, L. Ortiz\n\nMay 4, 2026\n",
        "An independent review organization - accredited\n\nMay 4, 2026\n",
    ],
)
def test_it_takes_no_word_for_any_payer_for_a_name(text: str) -> None:
    assert "payer" not in _identity(text)


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("COPPER MILL TRUST\nclaims handled by Brightwater TPA, Savannah GA\n", "Brightwater TPA"),
        ("COPPER MILL HEALTH PLAN\nPlan supervisor: Arbor Benefit Management, Omaha NE\n", "Arbor Benefit Management"),
        ("COPPER MILL HEALTH PLAN\nClaims administered by Quill Health Services\n", "Quill Health Services"),
    ],
)
def test_it_takes_who_pays_the_claims_for_the_administrator(text: str, firm: str) -> None:
    assert _identity(text).get("plan_administrator") == firm


def test_it_makes_no_administrator_of_medicare_that_pays_claims() -> None:
    assert "plan_administrator" not in _identity(
        "COPPER MILL HEALTH PLAN\n\nThese are claims paid by Medicare first.\n"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LARKMOOR HEALTH PLAN\nMr. Leopold Vance-Ames        Member LRK 4417 0082 5\n", "Leopold Vance-Ames"),
        ("LARKMOOR HEALTH PLAN\nMember No. LRK-40-55-1187   Sterling Osei      Request 26-33091\n", "Sterling Osei"),
        ("LARKMOOR HEALTH PLAN\nPerpetua Vance, contract 66-04419-2 (individual policy)\n", "Perpetua Vance"),
        ("LARKMOOR HEALTH PLAN\nMarguerite Ellis-Day\nPolicy: Commons Bronze HMO\n", "Marguerite Ellis-Day"),
        (
            "LARKMOOR HEALTH PLAN   11/02/2026\nThea Quill: your infusions are not affected by this notice.\n",
            "Thea Quill",
        ),
        (
            "LARKMOOR MEDICAID PLAN\nTo: Family of Odalys Freed           Medicaid number 0072-4418-553\n",
            "Odalys Freed",
        ),
        ("LARKMOOR HEALTH PLAN\nInfant: Rafferty Dunn-Osei     Contract SSE 220-71-8834\n", "Rafferty Dunn-Osei"),
    ],
)
def test_it_reads_a_patient_by_the_place_of_the_name(text: str, name: str) -> None:
    assert _identity(text).get("patient") == name


@pytest.mark.parametrize(
    "text",
    [
        "TRANSPORT BENEFIT FUND  *  self-insured  *  Newark, New Jersey\nSTATEMENT\n",
        "LARKMOOR HEALTH PLAN\nDear Policyholder:\nYour policy has lapsed.\n",
        "LARKMOOR HEALTH PLAN\nMembers of the Board\nMember services 1-800-555-0100\n",
        "LARKMOOR HEALTH PLAN\nPlan patronal asegurado - Costa Sur\n",
    ],
)
def test_it_takes_no_town_word_of_address_or_region_for_a_patient(text: str) -> None:
    assert "patient" not in _identity(text)


def test_it_takes_no_relative_who_is_written_to_for_the_patient() -> None:
    assert _identity("To: Leander Quayle (son of member)\n\nHello.\n").get("patient") != "Leander Quayle"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Re: July 9, 2026 - Juniper Valley Dermatology - $214.00\n", "Juniper Valley Dermatology"),
        ("Claim 26-180-4471\nMossy Creek Urgent Care, 06/19/2026 (in network)\n", "Mossy Creek Urgent Care"),
        ("Sandpiper Orthopedics       June 18, 2026       cast change 29405     $246.00\n", "Sandpiper Orthopedics"),
        (
            "Thank you for calling about your visit with Casper Women's Primary Care, network.\n",
            "Casper Women's Primary Care",
        ),
    ],
)
def test_it_reads_a_provider_beside_the_day_or_charge(text: str, name: str) -> None:
    assert name in _parties(text).values()


@pytest.mark.parametrize(
    "text",
    [
        "Heart PET, rest and stress        $3,940.00   allowed $1,610.00\n",
        "Larkmoor Health Plan, Appeals Department, 06/19/2026\n",
        "Emergency room visit, 06/19/2026, $140.00\n",
        "It works as any imaging company that you pick from a list, 06/19/2026.\n",
    ],
)
def test_it_takes_no_service_office_or_sentence_for_a_provider(text: str) -> None:
    assert not _parties(text)


def test_it_takes_a_firm_that_lends_equipment_for_the_supplier_and_no_doctor() -> None:
    assert _parties("Proveedor: Equipos Médicos del Llano\n").get("supplier") == "Equipos Médicos del Llano"
    assert "supplier" not in _parties("Provider: Elm Street Cardiology\n")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Our bariatric policy (MP-344) asks for four things.", "criteria_cited", "MP-344"),
        ("Policy used: KVX-SOS-12, Planned Procedures in a Hospital.", "criteria_cited", "KVX-SOS-12"),
        ("It is excluded as investigational (medical policy 6.81).", "criteria_cited", "medical policy 6.81"),
        (
            "Your plan's list of things it does not pay for (Article VI, item 22) is long.",
            "plan_provision",
            "Article VI, item 22",
        ),
        ("Section 4.2 gives zero for that unless it was an emergency.", "plan_provision", "Section 4.2"),
        ("No benefit is payable under the Certificate, section 4.", "plan_provision", "Certificate, section 4"),
    ],
)
def test_it_reads_what_the_decision_rests_on(text: str, name: str, value: str) -> None:
    assert _criteria(text).get(name) == value


@pytest.mark.parametrize(
    "text",
    [
        "Section 502 gives you the right to sue under ERISA.",
        "Your policy (GRP-20077) is an insured group policy.",
        "The plan paid two claims (see page 2).",
    ],
)
def test_it_takes_no_law_or_policy_number_for_the_ground(text: str) -> None:
    assert not _criteria(text)
