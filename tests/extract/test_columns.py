import pytest

from firstcheck.extract.columns import find_header
from firstcheck.extract.titles import role_of
from tests.extract.sheets import sheet_of


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Amount billed", "billed"),
        ("Importe facturado", "billed"),
        ("Plan's share", "paid"),
        ("Not payable", "not_covered"),
        ("No pagado", "not_covered"),
        ("Your responsibility", "patient_responsibility"),
        ("Usted podría deber", "patient_responsibility"),
        ("Network savings", "discount"),
        ("TRICARE Approved", "allowed"),
        ("Patient pays", "patient_responsibility"),
        ("Remark code", "notes"),
        ("Above allowed", "over_allowed"),
        ("Cities we serve", ""),
    ],
)
def test_it_knows_what_a_title_means(title: str, role: str) -> None:
    assert role_of(title) == role


def test_it_stacks_a_header_of_three_lines() -> None:
    sheet = sheet_of(
        "Date      Service      Amount   Your        Plan    You\n"
        "of        rendered     billed   deductible  paid    may\n"
        "service                                             owe\n"
        "10/02/26  MRI          100.00   0.00        0.00    100.00\n"
    )
    header = find_header(sheet.lines, 2)
    assert header is not None
    roles = [column.role for column in header.columns]
    assert roles == ["service_date", "description", "billed", "deductible", "paid", "patient_responsibility"]


def test_it_cuts_a_header_whose_columns_lost_their_gaps() -> None:
    sheet = sheet_of(
        "Service date Procedure code Billed Allowed Plan paid You owe Notes\n"
        "10/02/2026 72148 $9.00 $0.00 $0.00 $9.00 A\n"
    )
    header = find_header(sheet.lines, 0)
    assert header is not None and header.packed
    assert [column.role for column in header.money] == ["billed", "allowed", "paid", "patient_responsibility"]


def test_it_takes_no_sentence_for_a_header() -> None:
    sheet = sheet_of("Your plan paid the allowed charges and you owe the deductible for this service.\n")
    assert find_header(sheet.lines, 0) is None


def test_it_gives_a_second_code_column_behind_the_amounts_to_the_reasons() -> None:
    sheet = sheet_of("LN  PROC    SUBMITTED   ELIGIBLE  CODE  PAID\n01  99214      218.00        .00  D7     .00\n")
    header = find_header(sheet.lines, 0)
    assert header is not None
    assert [column.role for column in header.columns if column.title == "CODE"] == ["notes"]
