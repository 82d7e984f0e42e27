"""What is an identifier, and what only looks like one."""

import pytest

from firstcheck.extract.identifiers import confidence, identifier, same
from firstcheck.extract.identity import read_identity
from firstcheck.facts.fact import Confidence
from tests.extract.sheets import sheet_of as sheet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HMX 70093 5518", "HMX 70093 5518"),
        ("60 4471 882 B", "60 4471 882 B"),
        ("WXM 417 882 660 1", "WXM 417 882 660 1"),
        ("26-2720-448193-00     Provider", "26-2720-448193-00"),
        ("KT0088305 (you)", "KT0088305"),
        ("TRM/40881/0077", "TRM/40881/0077"),
        ("ELM*4471*0038", "ELM*4471*0038"),
    ],
)
def test_it_reads_an_identifier_as_printed(text: str, expected: str) -> None:
    assert identifier(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "X" * 4 + "4M19",
        "****5520",
        "ending in 5520",
        "pending review",
        "10/26/2026",
        "05-OCT-2026",
        "1-800-555-0142",
        "$1,318.00",
        "1,318.00",
        "2026",
        "denied on 12",
        "30 days",
    ],
)
def test_it_takes_no_word_date_amount_phone_or_masked_number(text: str) -> None:
    assert identifier(text) is None


def test_it_is_unsure_of_a_letter_among_figures_until_it_is_printed_twice() -> None:
    assert confidence("26-O815", 1) is Confidence.MEDIUM
    assert confidence("26-O815", 2) is Confidence.HIGH
    assert confidence("26-0815", 1) is Confidence.HIGH


def test_it_knows_two_printings_of_one_number() -> None:
    assert same("HFS 774-20931", "hfs77420931")
    assert not same("HFS 774-20931", "HFS 774-20932")


def _named(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(sheet(text))}


def test_it_never_takes_a_patient_account_for_a_claim_or_group() -> None:
    found = _named("Patient account no.: 99183-LF\nCheck no. 00071882\nForm HM-44 (Rev. 03/26)\nTTY 711\n")
    assert not {"claim_number", "group_number", "member_id", "case_number"} & set(found)


def test_it_keeps_the_control_number_apart_from_the_claim_number() -> None:
    found = _named("Control no.: AV-26-771045\nClaim no.: 2026-284-00931\n")
    assert (found["claim_number"], found["case_number"]) == ("2026-284-00931", "AV-26-771045")


def test_it_takes_a_bare_reference_for_the_claim_on_a_statement_only() -> None:
    assert _named("THIS IS NOT A BILL\nRef. 4417-26268-9\n")["claim_number"] == "4417-26268-9"
    assert _named("Notice of our decision\nRef. 4417-26268-9\n")["case_number"] == "4417-26268-9"


def test_it_prefers_the_claim_inside_the_refused_region() -> None:
    text = "Claim no. 111-222-33\nOffice visit  paid\nClaim no. 444-555-66\nX-ray  denied\n"
    found = {fact.name: fact.value for fact in read_identity(sheet(text), range(2, 4))}
    assert found["claim_number"] == "444-555-66"


def test_it_names_the_child_and_not_the_parent() -> None:
    assert _named("To the parent or guardian of: JONAH WREN\n12 Elm St\nAda, OK 74820\n")["patient"] == "Jonah Wren"
    assert _named("Subscriber: Mary Wren\nPatient: daughter, Josie\n")["patient"] == "Josie"


def test_it_writes_the_name_in_plain_order() -> None:
    assert _named("Patient: WREN, JONAH T\n")["patient"] == "Jonah T Wren"


def test_it_gives_no_payer_for_a_provider_bill() -> None:
    assert "payer" not in _named("CEDAR GORGE REGIONAL MEDICAL CENTER\nPatient statement\nPlease pay $40.00\n")
