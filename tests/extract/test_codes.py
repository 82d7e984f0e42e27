import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.codes import read_codes
from tests.extract.sheets import sheet_of


def codes_of(text: str) -> dict[str, object]:
    sheet = sheet_of(text)
    return {fact.name: fact.value for fact in read_codes(sheet, claim_sections(sheet))}


@pytest.mark.parametrize(
    "text",
    [
        "Re: Pre-service request for CPT 72148 (MRI, lumbar spine)",
        "We denied your MRI of the lumbar spine (72148) on May 3.",
        "Service: lumbar MRI, 72148   Date: August 19, 2026",
        "Requested: 72148, magnetic resonance imaging of the spine",
        "El procedimiento facturado (código 72148) no está cubierto.",
        "   72148  MRI lumbar spine                     charge    1,695.00",
        "Code / Código:   72l48",
    ],
)
def test_it_reads_a_procedure_code_the_paper_uses_as_one(text: str) -> None:
    assert codes_of(text).get("procedure_codes") == ("72148",)


@pytest.mark.parametrize(
    "text",
    [
        "Lakeside MRI Center, PO Box 72148, Tulsa, OK 74136",
        "77080 Saguaro Terrace, Sun City AZ 85351-2206",
        "Group: 77066  Kettle River Imaging health plan",
        "Form TBA-70553-E (rev 01/26) for MRI claims",
        "Message ID 72158-AC-17 about your MRI",
        "Mail stop 74183, Wichita KS 67275, MRI department",
        "MRI plan póliza asegurada 60117",
        "Fax your MRI records to 1-800-555-7055",
        "H7719_EOB_M_2026  Scan center H5216",
    ],
)
def test_it_takes_no_address_or_identifier_for_a_procedure_code(text: str) -> None:
    assert "procedure_codes" not in codes_of(text)


_BEFORE = st.sampled_from(
    ["PO Box", "P.O. Box", "Apartado Postal", "Group", "Group no.", "Member ID", "Suite", "Form", "Policy", "Dallas TX"]
)


@settings(max_examples=150)
@given(_BEFORE, st.integers(min_value=10004, max_value=99607), st.sampled_from(["", ",", ".", " ext. 12"]))
def test_it_never_makes_a_code_of_a_random_number_in_an_address(before: str, number: int, after: str) -> None:
    text = f"We denied the MRI scan of your knee. Write to Appeals, {before} {number}{after}\n"
    assert "procedure_codes" not in codes_of(text)


@settings(max_examples=100)
@given(st.integers(min_value=2_000_000_000, max_value=9_999_999_999))
def test_it_never_makes_a_code_of_a_telephone_number(number: int) -> None:
    digits = str(number)
    area, first, last = digits[:3], digits[3:6], digits[6:]
    text = f"Call about your CT scan: ({area}) {first}-{last} or {area}.{first}.{last}\n"
    assert codes_of(text) == {}


def test_it_leaves_out_a_code_that_only_was_authorized() -> None:
    found = codes_of(
        "The procedure billed (CPT 70553, with contrast) does not match the procedure authorized (CPT 70551).\n"
        "CO-284; note N54.\n"
    )
    assert found["procedure_codes"] == ("70553",)
    assert found["adjustment_codes"] == ("CO-284",)
    assert found["remark_codes"] == ("N54",)


def test_it_reads_diagnoses_with_their_label_only() -> None:
    assert codes_of("Dx: R07.89, Z82.49\n")["diagnosis_codes"] == ("R07.89", "Z82.49")
    assert "diagnosis_codes" not in codes_of("See section B12.4 of the booklet, room C30.1\n")


def test_it_reads_a_drug_code_and_a_place_of_service() -> None:
    found = codes_of("POS 24\nNational Drug Code 73475-3102-3 is not covered\n")
    assert found["drug_codes"] == ("73475-3102-3",)
    assert found["place_of_service"] == "24"


def test_it_reads_reasons_of_a_portal_list_without_groups() -> None:
    found = codes_of(
        "Line  Code    Description      Charged   Allowed   Plan paid\n"
        "1     75574   CT angiography   $900.00   $0.00     $0.00\n\n"
        "Why wasn't this paid?\n"
        "  302   The time limit for the approval had passed.\n"
        "  N351  The day is outside the approved days.\n"
    )
    assert found["adjustment_codes"] == ("302",)
    assert found["remark_codes"] == ("N351",)


def test_it_reads_codes_of_the_asked_claim_only() -> None:
    sheet = sheet_of(
        "Claim 2026-0011-771\nDate      Code   Billed   Paid    You owe   Note\n"
        "01/04/26  99213  150.00   70.00   20.00    CO-45\n\n"
        "Claim 2026-0011-772\nDate      Code   Billed   Paid    You owe   Note\n"
        "01/05/26  84443   60.00    0.00   60.00    PR-242\n"
    )
    second = claim_sections(sheet)[1]
    found = {fact.name: fact.value for fact in read_codes(sheet, (second,))}
    assert found["procedure_codes"] == ("84443",)
    assert found["adjustment_codes"] == ("PR-242",)
