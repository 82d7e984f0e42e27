"""Service lines pasted with signs between their fields, and lines whose amounts have their names behind them."""

from decimal import Decimal

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.codes import read_codes
from firstcheck.extract.delimited import tabbed
from firstcheck.extract.money import totals
from firstcheck.facts.case import ClaimLine
from tests.extract.sheets import sheet_of


def lines_of(text: str) -> tuple[ClaimLine, ...]:
    return tuple(line for section in claim_sections(sheet_of(text)) for line in section.lines)


def amounts_of(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in totals(sheet_of(text))}


def codes_of(text: str) -> dict[str, object]:
    sheet = sheet_of(text)
    return {fact.name: fact.value for fact in read_codes(sheet, claim_sections(sheet)[:1])}


EXPORT = """Claim,Line,Date,Code,Mod,Billed,Allowed,Paid,YouOwe,Reason
KX-1001,1,2026-03-04,97110,GP,90.00,0.00,0.00,90.00,"29 - sent in too late, see page 2"
KX-1001,2,2026-03-04,97530,GP,60.00,0.00,0.00,60.00,"29 - sent in too late, see page 2"
"""


def test_it_reads_an_export_with_commas() -> None:
    first, second = lines_of(EXPORT)
    assert (first.procedure_code, first.modifiers, first.billed) == ("97110", ("GP",), Decimal("90.00"))
    assert (first.paid, first.patient_responsibility) == (Decimal("0.00"), Decimal("90.00"))
    assert first.adjustment_codes == second.adjustment_codes == ("29",)
    assert (second.procedure_code, second.billed) == ("97530", Decimal("60.00"))


def test_it_reads_a_table_with_semicolons() -> None:
    text = "Fecha;Código;Qué;Cobro;Pagado;Usted\n03-mar-2026;99213;consulta;140.00;110.00;30.00\n"
    (line,) = lines_of(text)
    assert (line.procedure_code, line.billed, line.paid) == ("99213", Decimal("140.00"), Decimal("110.00"))
    assert line.patient_responsibility == Decimal("30.00")


@pytest.mark.parametrize(
    "text",
    [
        "We looked at the notes, the chart, the films, the letter, and the form.\nNothing, so far, bears, it, out, 2.",
        "Name,Plan,Town,State,Group\nno more fields here 12",
        "Paid 12.00, owed 13.00, billed 14.00, left 2.00, cut 3.00\n1,2,3,4,5",
    ],
)
def test_it_leaves_commas_of_sentences_alone(text: str) -> None:
    assert tabbed(text.split("\n")) == text.split("\n")


def test_no_offset_moves_and_quoted_signs_stay() -> None:
    lines = EXPORT.split("\n")
    shown = tabbed(lines)
    assert [len(line) for line in shown] == [len(line) for line in lines]
    assert shown[1].endswith("\t 29 - sent in too late, see page 2 ")


def test_it_reads_amounts_with_their_names_behind_them() -> None:
    text = "29881  $3,050.00 charged   $100.00 paid   $2,950.00 yours    16, N382"
    found = amounts_of(text)
    assert found["billed_amount"] == Decimal("3050.00")
    assert found["plan_paid"] == Decimal("100.00")
    assert found["patient_responsibility"] == Decimal("2950.00")


def test_names_behind_and_before_may_stand_in_one_line_with_a_sum_below() -> None:
    text = (
        "99283   $922.00 billed    $0.00 paid    you may owe $922.00    Reason 242\n"
        "93010    $61.00 billed    $0.00 paid    you may owe  $61.00    Reason 242\n"
        "TOTAL   $983.00           $0.00                     $983.00"
    )
    found = amounts_of(text)
    assert found["billed_amount"] == Decimal("983.00")
    assert found["plan_paid"] == Decimal("0.00")
    assert found["patient_responsibility"] == Decimal("983.00")


def test_it_reads_a_code_in_a_cell_behind_day_and_provider() -> None:
    text = "03/09/26  Dr. Ames, cardiology        93306   $610.00   NOT PAID   you $0.00\n"
    (line,) = lines_of(text)
    assert (line.procedure_code, line.billed) == ("93306", Decimal("610.00"))
    assert line.patient_responsibility == Decimal("0.00")


def test_a_rate_between_a_name_and_its_amount_is_no_part_of_the_name() -> None:
    found = amounts_of("74176   billed 800.00   recognized 400.00   you 40% 160.00   paid 240.00")
    assert (found["patient_responsibility"], found["plan_paid"]) == (Decimal("160.00"), Decimal("240.00"))


def test_a_number_that_opens_other_words_of_a_note_column_is_no_reason() -> None:
    text = "Code   Billed   Paid   Note\n99213   90.00   0.00   12 visits a year\n"
    assert "adjustment_codes" not in codes_of(text)


def test_pay_is_a_column_and_no_label() -> None:
    assert amounts_of("proc    chg       not cov    pay\n29881   900.00    900.00     0.00\n")["plan_paid"] == 0
    assert "plan_paid" not in amounts_of("Pay this: $488.00\n")
