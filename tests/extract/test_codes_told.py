"""Codes told in brackets, in lists, behind labels and beside an illness; and numbers that only look so."""

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.codes import read_codes
from tests.extract.sheets import sheet_of


def codes_of(text: str) -> dict[str, object]:
    sheet = sheet_of(text)
    return {fact.name: fact.value for fact in read_codes(sheet, claim_sections(sheet)[:1])}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The visit is already included in the allowance for the operation (97).", "97"),
        ("We cannot tell which plan goes first, and the claim is set aside as not payable (22, MA92).", "22"),
        ("Nada se pagará. Usted ya había salido de la póliza el día de la consulta. (27)", "27"),
        ('He reads me the letter: "a second copy of a bill, so no benefit is payable." code 18', "18"),
        ("RESULT   not matched - no benefit   |  Rsn 31", "31"),
        ("Processed at zero. Action code 22. The other parent's plan is first.", "22"),
        (
            "Billed $960.00    Paid $0.00    Possible member cost $960.00      see 32\n\n32   No such dependent here.",
            "32",
        ),
        (
            "Reasons on this claim            Meaning\n16         the form was not complete\nN290       the NPI is missing",
            "16",
        ),
    ],
)
def test_it_reads_a_bare_reason_that_the_words_bear_out(text: str, code: str) -> None:
    assert codes_of(text).get("adjustment_codes") == (code,)


@pytest.mark.parametrize(
    "text",
    [
        "We denied the claim for your son (age 18).",
        "The visit was not paid because it was in the office (22).",
        "We cannot pay for more. See your booklet (page 50).",
        "Payment ends. For the full rule ask for our form CR-3.",
        "We paid the visit in full (22).",
    ],
)
def test_it_takes_no_age_page_place_or_form_for_a_reason(text: str) -> None:
    assert "adjustment_codes" not in codes_of(text)


def test_it_keeps_the_remark_beside_a_bracketed_reason() -> None:
    assert codes_of("The claim is not payable (22, MA92).")["remark_codes"] == ("MA92",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Procedure   26055, trigger finger release, and 64721, carpal tunnel, on May 5, 2026", ("26055", "64721")),
        ("when it took the images billed as 78815. Our plan pays nothing for them.", ("78815",)),
        ("Course of treatment named on the form: 77386, 33 sessions, 16 done.", ("77386",)),
        ("   Service         62323 x1                     Dx              M48.061", ("62323",)),
        ("SERVICE       05-18-2026  69436 50  EAR TUBES    CHARGED     1,050.00", ("69436",)),
        ("The office sent in 99214, billed $225.00, for the visit.", ("99214",)),
        ("Solicitud: TAC de senos, 70486", ("70486",)),
        ("You asked for: 73222, MRI arthrogram. The injection, 23350, needs no approval.", ("73222",)),
        ("We approve:  nurse, 3 visits a week (G0299).\nWe deny:     therapy at home (G0151), 18 visits.", ("G0151",)),
        ("94060  $128.00      94729  $41.00       TOTAL  $169.00   ALLOWED .00   TRUST PAYS .00", ("94060", "94729")),
    ],
)
def test_it_reads_the_codes_of_what_was_billed_or_asked(text: str, found: tuple[str, ...]) -> None:
    assert codes_of(text).get("procedure_codes") == found


def test_it_takes_an_employers_number_for_no_code() -> None:
    assert "procedure_codes" not in codes_of("Employer    Dogwood Scan Cabinetry (76801)")


def test_it_reads_a_modifier_in_figures_before_the_words_of_the_service() -> None:
    assert codes_of("SERVICE   05-18-2026  69436 50  EAR TUBES   CHARGED   1,050.00")["modifiers"] == ("50",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("refused proton therapy (77523) for localized prostate cancer (C61).", "C61"),
        ("the visit reached us under M16.11, the hip diagnosis, and nothing else", "M16.11"),
        ("it came with no PT on it and K63.5 in the first diagnosis spot", "K63.5"),
        ('The doctor wrote "low back pain, M54.59".', "M54.59"),
        ("The claims show Z71.3 only.", "Z71.3"),
    ],
)
def test_it_reads_a_diagnosis_beside_what_it_names(text: str, code: str) -> None:
    assert codes_of(text).get("diagnosis_codes") == (code,)


@pytest.mark.parametrize(
    "text", ["See policy M16.11 of the plan.", "Section L33.5 of your contract", "for hip pain, form (C61)"]
)
def test_it_takes_the_number_of_a_rule_for_no_diagnosis(text: str) -> None:
    assert "diagnosis_codes" not in codes_of(text)


def test_it_reads_a_place_of_service_in_brackets() -> None:
    assert codes_of("Place      Larch Spine Associates, office (11)")["place_of_service"] == "11"
