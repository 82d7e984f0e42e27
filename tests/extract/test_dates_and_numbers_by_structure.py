"""Days and numbers that a paper's structure gives: rows near the top, tiles, marks between cells, brackets, trails."""

from datetime import date

import pytest

from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.criteria import read_criteria
from firstcheck.extract.dates import read_dates
from firstcheck.extract.identifiers import identifier
from firstcheck.extract.identity import read_identity
from firstcheck.extract.survey import survey
from firstcheck.extract.windows import Purpose, windows
from firstcheck.facts.fact import Fact
from tests.extract.sheets import sheet_of as sheet


def _by_name(facts: list[Fact]) -> dict[str, object]:
    return {fact.name: fact.value for fact in facts}


def _dates(text: str) -> dict[str, object]:
    return _by_name(read_dates(sheet(text)))


@pytest.mark.parametrize(
    "text",
    [
        "PELICAN BAY HEALTH   EOB 05/20/2026   Member: Ana Roe   ID 7-PB-90211\n"
        "Claim PB26-1001   Gull Emergency Group LLP (not contracted)   at Dune Hospital, ER   04/28/2026\n"
        "99284   $900.00 billed   $0.00 paid",
        "Copper Ridge Plan   EOB 05/20/2026\nID CR-110044   Member Ana Roe   Claim 2026-5544-101\n"
        "Juniper ENT (network)   04/28/2026\n31231  charged 300.00  paid 0.00",
        "Tern Health HMO · My Claims · Ana Roe · TH8-331-0777\n"
        "◼ 04/28/2026 Dr. Lee, cardiology   93306   $540.00   NOT PAID   05/20/2026\n   Claim 26-TH-100200",
        "Aviso 20-may-2026\nMiembro: Ana Roe    No. TH4-1100-22    Reclamación 2611-1001-X\n"
        "Fecha;Código;Qué;Cobro;Plan\n28-abr-2026;99213;consulta;90.00;0.00",
        "OSPREY HEALTH\n[Phone]\nNot covered   $90.00\nDermatology of the Coast\nApr 28, 2026\nClaim  MC88-1001-3\n"
        "Decided May 20, 2026",
        "Osprey Employers Health\nMailed 20 May 2026\nClaim no. 80-11-10010\n\n"
        "Provider: Bay Pediatric Hospital (network). Date: April 28, 2026. Billed: $906.00. Codes: 99463.",
        "OSPREY VISION\n\nMay 20, 2026\n\nWe received a claim from Bay Eye Physicians for your 04/28/2026 visit, 92014,\n"
        "charges $161.00, claim VC-1001001.",
    ],
)
def test_it_holds_that_the_day_of_care_is_read_by_its_place(text: str) -> None:
    assert _dates(text)["service_date"] == date(2026, 4, 28)


def test_it_holds_that_codes_each_on_a_day_open_and_close_the_care() -> None:
    found = _dates("May 20, 2026\n\nClaim OS-7420-1001. 99468 on 04/27/2026 and 99469 on 04/28/2026. Charged $380.00.")
    assert (found["service_date"], found["service_end_date"]) == (date(2026, 4, 27), date(2026, 4, 28))


def test_it_holds_that_a_status_names_the_day_of_the_decision() -> None:
    found = _dates("1 update\nClaim FT-30-10010 · 04/28/2026 · status changed to DENIED (05/20/2026)")
    assert (found["service_date"], found["notice_date"]) == (date(2026, 4, 28), date(2026, 5, 20))


def test_it_holds_that_the_days_of_a_granted_exception_are_no_days_of_care() -> None:
    found = _dates(
        "TERN GUARANTY\nMay 20, 2026\nYour brain MRI (70551) there has been granted as if in network, from June 1, 2026\n"
        "through July 9, 2026."
    )
    assert "service_date" not in found
    assert found["authorization_from"] == date(2026, 6, 1)


def test_it_holds_that_a_clinic_that_stopped_being_contracted_gave_no_care_on_that_day() -> None:
    found = _dates(
        "May 20, 2026\n\nRe   Ana Roe, claim BM-26-1001, chemotherapy 96413 on April 28, 2026, $940.00\n\n"
        "Bay Oncology stopped being one of our contracted clinics on April 2, 2026."
    )
    assert found["service_date"] == date(2026, 4, 28)


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("Tern Health\n\nDear Ana Roe (Subscriber 60-LVH-1001),", "60-LVH-1001"),
        ("TERN\nPaciente ANA ROE-PIKE   Socia PB 10010 08   Reclamación PB-2608-1001", "PB 10010 08"),
        ("Tern HMO · My Claims · Ana Roe · TH8-331-0777\nClaim 26-TH-100200", "TH8-331-0777"),
        ("TERN\nMay 20, 2026\nRe   Ana Roe-Finch, BMN 1001-2284-6, Bay PPO, employer policy 10820", "BMN 1001-2284-6"),
        ("TERN DENTAL\nStmt 05/20/26\nEnrollee Osgood Roe   DG# 4471-1001", "4471-1001"),
    ],
)
def test_it_holds_that_the_member_is_numbered_beside_the_name(text: str, member: str) -> None:
    assert _by_name(read_identity(sheet(text)))["member_id"] == member


def test_it_holds_that_a_group_of_letters_is_no_month() -> None:
    assert identifier("26-APL-3398 received") == "26-APL-3398"
    assert identifier("26-APR-2026 received") is None


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("We reviewed your notes under 42 CFR 412.622(a)(3).", "criteria_cited", "42 CFR 412.622(a)(3)"),
        ("This is more than Medicare's rule (42 CFR 409.31) calls for.", "criteria_cited", "42 CFR 409.31"),
        ("The plan's criterion OR-9 is six weeks.", "criteria_cited", "criterion OR-9"),
        ("Para esta operación la guía CM-43 pide seis meses.", "criteria_cited", "CM-43"),
        (
            "Inserts are left out of your contract, Part 6, item 31, except for some.",
            "plan_provision",
            "Part 6, item 31",
        ),
        ("Section 8(k) leaves it out.", "plan_provision", "Section 8(k)"),
    ],
)
def test_it_reads_what_a_denial_rests_on(text: str, name: str, value: str) -> None:
    assert _by_name(read_criteria(survey(sheet(text))))[name] == value


def test_it_holds_that_a_law_that_grants_the_appeal_is_no_criterion() -> None:
    assert read_criteria(survey(sheet("You may appeal under 42 CFR 422.582 within 65 days."))) == []


@pytest.mark.parametrize(
    "lead",
    ["Review: 180 days after receipt, Tern, ", "Appeals to ", "Plan pays $0.00; you pay $520.00.\nAppeal: 180 days, "],
)
def test_it_reads_an_appeals_address_close_to_the_head_of_a_short_paper(lead: str) -> None:
    found = _by_name(read_appeal_rights(sheet(f"TERN\nMay 20, 2026\n{lead}PO Box 61, Erie PA 16514.")))
    assert found["appeal_address"] == "PO Box 61, Erie PA 16514"


def test_it_holds_that_a_remittance_that_a_message_passes_on_has_the_day_of_the_decision() -> None:
    found = _dates(
        "From: billing@bay-surgical.example   To: Ana Roe   5/29/2026\n\n"
        "TERN LIFE (fully insured, Harbor group)   ERA 05/20/2026   PR\nCLM CV-260814-1001   DOS 04/28/2026"
    )
    assert found["notice_date"] == date(2026, 5, 20)


def test_it_holds_that_the_readers_own_request_and_not_the_answer_has_the_time() -> None:
    text = (
        "TERN\nMay 20, 2026\n\nYou may ask for a fair hearing if you disagree. "
        "The request, oral or written, must be made within "
    )
    granted = windows(survey(sheet(text + "30 days after the date of this notice.")))
    assert [w.count for w in granted] == [30]
    assert granted[0].purpose in (Purpose.HEARING, Purpose.APPEAL)
    assert windows(survey(sheet("A decision on your appeal must be made within 30 days."))) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("TERN\nClaims: 26-10010-A ($140.00), 26-10010-B ($88.00), dates of service Apr. 28, 2026", "26-10010-A"),
        ("TERN\nPaciente    Ana Roe          Reclam.    26-09-100110", "26-09-100110"),
    ],
)
def test_it_holds_that_a_claim_is_numbered_in_a_list_or_behind_a_shortened_label(text: str, claim: str) -> None:
    assert _by_name(read_identity(sheet(text)))["claim_number"] == claim


def test_it_holds_that_the_end_of_a_number_is_no_number() -> None:
    assert "claim_number" not in _by_name(read_identity(sheet("Your health plan finished claim ...7140 (visit 4/28).")))


def test_it_holds_that_an_approval_in_force_is_numbered() -> None:
    found = _by_name(read_identity(sheet("TERN\nAuthorization now in force: LP-ABA-10019, 30 hours a week.")))
    assert found["authorization_number"] == "LP-ABA-10019"
