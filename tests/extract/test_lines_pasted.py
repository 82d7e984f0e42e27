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


def test_it_moves_no_offset_and_keeps_quoted_signs() -> None:
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


def test_it_reads_names_behind_and_before_in_one_line_with_a_sum_below() -> None:
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


def test_it_passes_over_a_rate_between_a_name_and_its_amount() -> None:
    found = amounts_of("74176   billed 800.00   recognized 400.00   you 40% 160.00   paid 240.00")
    assert (found["patient_responsibility"], found["plan_paid"]) == (Decimal("160.00"), Decimal("240.00"))


def test_it_takes_no_number_of_a_note_for_a_reason() -> None:
    text = "Code   Billed   Paid   Note\n99213   90.00   0.00   12 visits a year\n"
    assert "adjustment_codes" not in codes_of(text)


def test_it_takes_pay_for_a_column_and_no_label() -> None:
    assert amounts_of("proc    chg       not cov    pay\n29881   900.00    900.00     0.00\n")["plan_paid"] == 0
    assert "plan_paid" not in amounts_of("Pay this: $488.00\n")


def test_it_reads_further_amounts_behind_their_names_in_one_cell() -> None:
    text = "Service     99204  Office visit, new    02/08/2026\nCharged     $220.00    We paid $0.00    You owe $0.00\n"
    found = amounts_of(text)
    assert (found["billed_amount"], found["plan_paid"]) == (Decimal("220.00"), Decimal("0.00"))
    assert found["patient_responsibility"] == Decimal("0.00")


def test_it_reads_one_charge_in_each_line_of_a_list_with_other_figures() -> None:
    text = "80061  Lipid panel      billed 74.00  yes   0.00  A\n82306  Vitamin D test   billed 96.00  NO   96.00  B\n"
    assert [(line.procedure_code, line.billed) for line in lines_of(text)] == [
        ("80061", Decimal("74.00")),
        ("82306", Decimal("96.00")),
    ]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Less: Lake Valley Insurance payment          -$114.72", "plan_paid", "114.72"),
        ("Pago del seguro (Salud Lago)      -42.20", "plan_paid", "42.20"),
        ("Plan payment $0.00; your amount $940.00.", "patient_responsibility", "940.00"),
        ("We do not pay for the inpatient stay ($8,880.00).", "billed_amount", "8880.00"),
        ("No pagamos las visitas del 3 y del 9 de mayo ($310.00).", "billed_amount", "310.00"),
    ],
)
def test_it_reads_an_amount_by_where_it_stands(text: str, name: str, value: str) -> None:
    assert amounts_of(text)[name] == Decimal(value)


@pytest.mark.parametrize(
    "text", ["We do not pay for the copay of your visit ($30.00).", "We do not pay for late fees each month ($30.00)."]
)
def test_it_takes_no_share_in_brackets_for_the_charge(text: str) -> None:
    assert "billed_amount" not in amounts_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Asunto: manga gástrica (43775), Hospital del Lago", "43775"),
        ("You disputed the claim for a shoulder MRI 73221 of 4 May 2026, which we refused.", "73221"),
        ("Lakeside Newborn Doctors. 99468 on 03/02/2026 and 99469 on 03/03/2026.", "99468"),
        ("Your cataract claim (66984-LT, May 4, 2026, Lake Eye Center) was denied.", "66984"),
        ("We cannot decide on breast MRI 77049 asked by Dr. Ames.", "77049"),
    ],
)
def test_it_reads_a_code_by_what_stands_around_it(text: str, code: str) -> None:
    found = codes_of(text)["procedure_codes"]
    assert isinstance(found, tuple)
    assert found[0] == code


@pytest.mark.parametrize(
    "text",
    [
        "Text message, short code 88241\nYour plan finished a claim.",
        "Member number: MG0 55 78811\nYour request for a scan was denied.",
        "Call the clinic near 71250 Lake Road on 03/02/2026.",
    ],
)
def test_it_takes_no_other_number_for_a_code(text: str) -> None:
    assert "procedure_codes" not in codes_of(text)


STATEMENT = """Code   Billed   Allowed   Paid   You owe   Note
99396   220.00   151.00   151.00   0.00   c1
99213   155.00     0.00     0.00   0.00   {mark}

c1   CO-45  Above our rate.
{mark}   {words}
c9   CO-50  Not used on this page.
"""


def test_it_reads_no_reason_of_a_note_that_no_row_cites() -> None:
    text = STATEMENT.format(mark="c7", words="CO-11  The condition does not go with the service.")
    assert codes_of(text)["adjustment_codes"] == ("CO-45", "CO-11")


def test_it_takes_a_mark_for_no_reason_where_its_note_names_one() -> None:
    text = STATEMENT.format(mark="B4", words="Part of the yearly exam of the same day. CO-97.")
    found = codes_of(text)["adjustment_codes"]
    assert isinstance(found, tuple)
    assert "CO-97" in found
    assert "B4" not in found


def test_it_keeps_codes_of_a_legend_in_capitals_apart() -> None:
    text = (
        "HCPCS  CHARGE   PAID   ADJ            RMK\n99214  155.00   0.00   OA-22 155.00   MA04\n90662   78.00  78.00\n\n"
        "OA-22 ANOTHER PAYER GOES FIRST AND MUST SEND ITS OWN STATEMENT OF WHAT IT PAID, WITHOUT\n"
        "WHICH NOTHING CAN BE WORKED OUT.  OA-18 DUPLICATE.\n"
    )
    assert codes_of(text)["adjustment_codes"] == ("OA-22",)


def test_it_reads_a_place_of_service_before_its_words() -> None:
    assert codes_of("Seen    03/03/2026    Where    11 office    Dx  M75.41")["place_of_service"] == "11"
    assert "place_of_service" not in codes_of("Where    11 Oak Park Road")
