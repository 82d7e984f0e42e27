"""Service lines of papers in every layout we know, from the text to ClaimLines."""

import random
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstcheck.extract.claims import claim_sections
from firstcheck.facts.case import ClaimLine, Outcome
from tests.extract.sheets import sheet_of

FIXED = """\
Explanation of Benefits
Claim number: 26-2210-99104

Ln  Date        Proc   Description          Billed    Allowed   Discount  Copay   Plan     You    Note
                                                                                  paid     owe
1   03/02/2026  99213  Office visit         160.00    110.00     50.00    25.00    85.00   25.00  A
2   03/02/2026  80053  Metabolic panel       75.00      0.00      0.00     0.00     0.00   75.00  B2
    CLAIM TOTAL                             235.00    110.00     50.00    25.00    85.00  100.00

A   Network discount. (CO-45)
B2  This laboratory has no contract
    with us. (PR-242, N130)
"""


def lines_of(text: str) -> tuple[ClaimLine, ...]:
    return tuple(line for section in claim_sections(sheet_of(text)) for line in section.lines)


def test_it_reads_a_fixed_column_table_with_its_legend() -> None:
    paid, refused = lines_of(FIXED)
    assert (paid.procedure_code, paid.outcome, paid.adjustment_codes) == ("99213", Outcome.PAID, ("CO-45",))
    assert refused.billed == Decimal("75.00")
    assert refused.allowed == refused.paid == Decimal("0.00")
    assert refused.patient_responsibility == Decimal("75.00")
    assert (refused.outcome, refused.adjustment_codes, refused.remark_codes) == (Outcome.DENIED, ("PR-242",), ("N130",))
    assert refused.claim_number == "26-2210-99104"
    assert refused.service_date is not None and refused.service_date.isoformat() == "2026-03-02"
    assert refused.source is not None and refused.source.quote.startswith("2 03/02/2026 80053")


def test_it_reads_a_drawn_table_whose_cells_do_not_align() -> None:
    first, second = lines_of(
        "| Date of Service | CPT/HCPCS | Amount Billed | Amount Not Covered | Plan Paid | Your Share | Remark |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 11/02/2026 | 71046 | $210.00 | $210.00 | $0.00 | $210.00 | PR-204 |\n"
        "| 11/02/2026 | 99284 | $1,900.00 | | $850.00 | $250.00 | CO-45, PR-3 |\n"
    )
    assert (first.billed, first.paid, first.adjustment_codes) == (Decimal("210.00"), Decimal("0.00"), ("PR-204",))
    assert (second.billed, second.paid, second.patient_responsibility) == (
        Decimal("1900.00"),
        Decimal("850.00"),
        Decimal("250.00"),
    )
    assert (first.outcome, second.outcome) == (Outcome.DENIED, Outcome.PAID)


def test_it_reads_amounts_whose_gaps_were_lost() -> None:
    (line,) = lines_of(
        "Service date Procedure code Billed Allowed Plan paid You owe Notes\n"
        "10/02/2026 72148 $1,950.00 $0.00 $0.00 $1,950.00 CO-197\n"
    )
    assert (line.billed, line.allowed, line.paid, line.patient_responsibility) == (
        Decimal("1950.00"),
        Decimal("0.00"),
        Decimal("0.00"),
        Decimal("1950.00"),
    )


def test_it_leaves_out_what_it_cannot_place_when_the_gaps_were_lost() -> None:
    (line,) = lines_of(
        "Service date Procedure code Billed Allowed Plan paid You owe Notes\n"
        "10/02/2026 72148 $1,950.00 $1,950.00 CO-197\n"
    )
    assert (line.procedure_code, line.billed, line.paid, line.patient_responsibility) == ("72148", None, None, None)


def test_it_joins_a_row_over_two_lines_with_its_codes_below() -> None:
    first, second = lines_of(
        "Date        Service                       Provider charge   Our allowance    We paid     Your share\n"
        "04/03/2026  97110 Therapeutic exercise          180.00            90.00        72.00          18.00\n"
        "            GP                 Adj: CO45 90.00  PR2 18.00\n"
        "04/10/2026  97140 Manual therapy                160.00             0.00         0.00           0.00\n"
        "            GP                 Adj: CO119 160.00   Remark: N362\n"
    )
    assert first.adjustment_codes == ("CO-45", "PR-2")
    assert (second.adjustment_codes, second.remark_codes, second.outcome) == (("CO-119",), ("N362",), Outcome.DENIED)


def test_it_reads_group_and_reason_from_columns_of_their_own() -> None:
    (line,) = lines_of(
        "LINE  DOS       HCPCS  MOD       BILLED   ALLOWED   PAID   GRP  CARC  AMT       RARC\n"
        "1     10062026  E0601  RR KX     118.00      0.00   0.00   CO   16     118.00   N265 MA130\n"
    )
    assert line.adjustment_codes == ("CO-16",)
    assert line.remark_codes == ("N265", "MA130")
    assert line.modifiers == ("RR", "KX")


def test_it_keeps_footnotes_of_a_plan_apart_from_reason_codes() -> None:
    (line,) = lines_of(
        "Date      Code   Billed   Allowed  Paid   You owe   Notes\n"
        "10/06/26  76700  485.00      0.00  0.00    485.00   NP1 12 A7\n"
        "\n"
        "NP1 = Not a participating provider.\n"
    )
    assert line.adjustment_codes == line.remark_codes == ()
    assert line.outcome is Outcome.DENIED


def test_it_reads_services_set_as_labelled_blocks() -> None:
    first, second = lines_of(
        "Servicio 1\n  Fecha del servicio: 03/11/2026\n  Código: 70553\n  Cargo: $2,300.00\n  Permitido: $0.00\n"
        "  Pagado por el plan: $0.00\n  Usted debe: $0.00\n  Motivo: CO-197\n"
        "Servicio 2\n  Fecha del servicio: 03/11/2026\n  Código: A9579\n  Cargo: $140.00\n  Permitido: $0.00\n"
        "  Pagado por el plan: $0.00\n  Usted debe: $0.00\n  Motivo: CO-197\n"
    )
    assert (first.procedure_code, first.billed, first.outcome) == ("70553", Decimal("2300.00"), Outcome.DENIED)
    assert (second.procedure_code, second.billed, second.adjustment_codes) == ("A9579", Decimal("140.00"), ("CO-197",))


def test_it_reads_a_table_pasted_one_cell_a_line() -> None:
    first, second = lines_of(
        "Service\nCharge submitted\nPlan paid\nYou owe\n"
        "Office visit 99213\n$150.00\n$90.00\n$20.00\nCT of the head 70450\n$900.00\n$0.00\n$900.00\n"
    )
    assert (first.procedure_code, first.paid) == ("99213", Decimal("90.00"))
    assert (second.procedure_code, second.billed, second.patient_responsibility) == (
        "70450",
        Decimal("900.00"),
        Decimal("900.00"),
    )


def test_it_reads_two_claims_under_one_header_each_with_its_total() -> None:
    first, second = claim_sections(
        sheet_of(
            "                     Charges   Covered   Paid      You owe    See\n"
            "Claim 2026-0011-771  Dr. Smith\n"
            " 01/04/26 99213        150.00     90.00     70.00     20.00    a\n"
            " Claim total           150.00     90.00     70.00     20.00\n"
            "Claim 2026-0011-772  Lab Co\n"
            " 01/05/26 84443         60.00      0.00      0.00     60.00    b\n"
            " Claim total            60.00      0.00      0.00     60.00\n"
            "Grand total            210.00     90.00     70.00     80.00\n"
            "\na) Network discount CO-45.\nb) Not in your network. PR-242\n"
        )
    )
    assert (first.claim_number, second.claim_number) == ("2026-0011-771", "2026-0011-772")
    assert [line.outcome for line in first.lines + second.lines] == [Outcome.PAID, Outcome.DENIED]
    assert second.lines[0].adjustment_codes == ("PR-242",)
    assert first.last_line < second.first_line


def test_it_splits_a_table_that_names_the_claim_in_a_column() -> None:
    sections = claim_sections(
        sheet_of(
            "Claim no.     Dates      Code    Billed   Member owes   Plan paid\n"
            "A62240071     07/06/26   99213   142.00         25.00       71.00\n"
            "A62240088     07/09/26   90834   175.00          0.00        0.00\n"
        )
    )
    assert [section.claim_number for section in sections] == ["A62240071", "A62240088"]
    assert [len(section.lines) for section in sections] == [1, 1]


def test_it_does_not_take_a_claim_named_in_a_sentence_for_a_section() -> None:
    (section,) = claim_sections(
        sheet_of(
            "Claim: 2026-236-884019\nAmount billed: $612.00\n\n"
            "The facility's separate claim 2026-236-881150 was paid at the network level and is not part of this.\n"
        )
    )
    assert section.claim_number == "2026-236-884019"
    assert section.alone


def test_it_drops_a_line_that_was_reversed_and_keeps_the_new_one() -> None:
    (line,) = lines_of(
        "            CODE    CHARGE      DEDUCTIBLE   PLAN PAID    YOU OWE\n"
        "ORIGINAL    99396     255.00        188.00         0.00    188.00\n"
        "REVERSAL    99396    (255.00)      (188.00)        0.00   (188.00)\n"
        "CORRECTED   99396     255.00          0.00       188.00      0.00\n"
    )
    assert (line.paid, line.patient_responsibility, line.outcome) == (Decimal("188.00"), Decimal("0.00"), Outcome.PAID)


def test_it_reads_a_request_with_a_decision_for_each_item() -> None:
    first, second = lines_of(
        "Code      Description                     Units   Decision\n"
        "64483     Injection, lumbar epidural      2       Not approved\n"
        "99152     Moderate sedation               1       Approved\n"
    )
    assert (first.outcome, second.outcome) == (Outcome.DENIED, Outcome.APPROVED)


@pytest.mark.parametrize(
    ("codes", "share", "outcome"),
    [("CO-45 PR-1", "120.00", Outcome.PATIENT_SHARE), ("CO-45 CO-97", "0.00", Outcome.DENIED)],
)
def test_it_reads_the_group_code_before_the_zero_that_was_paid(codes: str, share: str, outcome: Outcome) -> None:
    (line,) = lines_of(
        "Date      Service        Amount billed   Allowed   Your deductible   Plan paid   You owe   Codes\n"
        f"09/14/26  73721 Knee MRI       1,875.00    {share}            {share}        0.00    {share}   {codes}\n"
    )
    assert line.outcome is outcome


def jittered(text: str, seed: int) -> str:
    """The text with every cell moved by up to two places, as a scan gives it."""
    rng = random.Random(seed)
    moved = []
    for line in text.split("\n"):
        out = ""
        for cell in re.finditer(r"\S+(?: \S+)*", line):
            at = max(len(out) + 2 if out else 0, cell.start() + rng.randint(-2, 2))
            out = out.ljust(at) + cell[0]
        moved.append(out)
    return "\n".join(moved)


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=10_000))
def test_it_puts_no_amount_into_a_wrong_column_when_a_scan_moved_the_columns(seed: int) -> None:
    straight = lines_of(FIXED)
    for wanted, got in zip(straight, lines_of(jittered(FIXED, seed)), strict=True):
        for name in ("billed", "allowed", "paid", "patient_responsibility"):
            assert getattr(got, name) in (getattr(wanted, name), None)


@settings(max_examples=80)
@given(st.text(alphabet="ABCclaim 0123456789.,$-|:()\n", max_size=400))
def test_it_never_fails_on_any_text(text: str) -> None:
    assert claim_sections(sheet_of(text))


@pytest.mark.parametrize(
    "text", [" " * 20_000 + "$1.00", "claim" + " " * 20_000, "1" * 20_000, "billed " + "." * 20_000]
)
def test_it_takes_no_time_to_speak_of_on_hostile_text(text: str) -> None:
    # a pattern that backtracks would need minutes here
    assert len(claim_sections(sheet_of(text))) == 1
