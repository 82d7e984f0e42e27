"""Of a claim with several lines, some paid: what is said to be refused is the refused line's amount."""

from datetime import date
from decimal import Decimal

from firstcheck.analyze import analyze
from firstcheck.cli.answer import answer
from firstcheck.facts.at_stake import amount_owed, amount_refused
from firstcheck.facts.case import Case, ClaimLine, Outcome
from firstcheck.facts.fact import Fact
from firstcheck.intake import read_text

PAID = ClaimLine("1.1.1", Outcome.PAID, billed=Decimal("245.00"), patient_responsibility=Decimal("40.00"))
REFUSED = ClaimLine("1.1.2", Outcome.DENIED, billed=Decimal("415.00"), patient_responsibility=Decimal("0.00"))
OPEN = ClaimLine("1.1.3", Outcome.DENIED, patient_responsibility=Decimal("60.00"))
OWED = Fact("patient_responsibility", Decimal("100.00"))


def case_of(*lines: ClaimLine) -> Case:
    return Case(papers=(), facts=(OWED,), lines=lines, refusals=())


def test_it_counts_the_refused_line_and_not_what_a_paid_one_left() -> None:
    case = case_of(PAID, REFUSED)
    assert amount_refused(case, ("1.1.2",)) == Decimal("415.00")
    assert amount_owed(case, ("1.1.2",)) is None


def test_it_gives_no_amount_for_a_refused_line_without_its_charge() -> None:
    case = case_of(PAID, REFUSED, OPEN)
    assert amount_refused(case, ("1.1.2", "1.1.3")) is None
    assert amount_owed(case, ("1.1.2", "1.1.3")) == Decimal("60.00")


def test_it_counts_what_is_owed_where_all_was_refused_or_no_line_is_known() -> None:
    for case, ids in ((case_of(REFUSED), ("1.1.2",)), (case_of(), ())):
        assert amount_refused(case, ids) == Decimal("100.00")
        assert amount_owed(case, ids) == Decimal("100.00")


EOB = """\
Explanation of Benefits                                   Larchmont Health Plan
Issued 05/20/2026     Member ID LHP-220-1184     Claim number: 26-2210-99104

Date        Proc   Description          Billed    Allowed   Plan paid   You owe   Note
05/02/2026  99213  Office visit         160.00    110.00        70.00     40.00   A
05/02/2026  76942  Ultrasound guidance  415.00      0.00         0.00      0.00   B2
            CLAIM TOTAL                 575.00    110.00        70.00     40.00

A   Network discount. (CO-45)
B2  This service is part of another one and is denied. (CO-97)
"""


def test_it_names_the_refused_lines_charge_in_the_headline() -> None:
    analysis = analyze([read_text(EOB, "eob.txt")], {}, date(2026, 6, 1))
    headline = answer(analysis).split("\n\n")[0]
    assert "$415.00" in headline
    assert "$40.00" not in headline
