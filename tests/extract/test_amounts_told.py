"""Amounts told before their name, in brackets, in lists of an account, in answered letters; and what is none of them."""

from decimal import Decimal

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.money import totals
from tests.extract.sheets import sheet_of


def amounts_of(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in totals(sheet_of(text))}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        # the name stands behind the amount
        ("claim 7714-22 - $3,180.00 billed - $0.00 paid", "billed_amount", "3180.00"),
        ("claim 7714-22 - $3,180.00 billed - $0.00 paid", "plan_paid", "0.00"),
        ("Walnut Creek Dermatology        REFUSED      $0.00 you owe", "patient_responsibility", "0.00"),
        ("CPT 36475   $1,900.00 cobrados, $0.00 pagados", "billed_amount", "1900.00"),
        # words between the name and the amount
        ("Your claim of May 2 has been paid to the clinic in the amount of $118.40.", "plan_paid", "118.40"),
        ("Your share if this is not settled:  $264.00", "patient_responsibility", "264.00"),
        ("Payable by us: $0.00       Member: $0.00", "plan_paid", "0.00"),
        ("pd 0.00     pt resp as billed 275.00", "patient_responsibility", "275.00"),
        ("You pay nothing now. $0.00", "patient_responsibility", "0.00"),
        ("The charges came to $1,944.00 for the ride.", "billed_amount", "1944.00"),
        ("We sent the hospital ....................... $144.00", "plan_paid", "144.00"),
        ("The Trust has remitted $915.00 to the surgeon.", "plan_paid", "915.00"),
        ("His fee was $4,150.00 for the operation.", "billed_amount", "4150.00"),
        ("Billed by: Mill Pond Cardiology, $245.00", "billed_amount", "245.00"),
        # what is left to the person
        ("The whole $1,060.00 went to your deductible (PR-1).", "deductible", "1060.00"),
        (
            "so the remaining $608.00 is above our allowance and is between you and them.",
            "patient_responsibility",
            "608.00",
        ),
        ("The amount may not be billed to the patient, other than the $250.00 copay.", "copay", "250.00"),
        ("We paid our part of it. That leaves $132.00 with you.", "patient_responsibility", "132.00"),
        ("A usted le toca solo el copago de $45.00.", "patient_responsibility", "45.00"),
        # what was paid out of what
        ("Fernhill paid $302.00 of $720.00, leaving $418.00.", "billed_amount", "720.00"),
        ("Fernhill paid $302.00 of $720.00, leaving $418.00.", "patient_responsibility", "418.00"),
        ("Benefit cut to half. Paid $71.00 of $142.00 allowed.", "allowed_amount", "142.00"),
        # a charge that closes brackets with its code
        ("Why the May 4, 2026 visit to Pinecrest Eye (99213, $165.00) was set at zero.", "billed_amount", "165.00"),
        (
            "four counseling sessions (90837, May 4, 11, 18 and 25, 2026;\n$620.00) with Ada Moss.",
            "billed_amount",
            "620.00",
        ),
        ("four sessions (90837, May 4, 11 and 25, 2026; $610.00) with Ada Moss.", "billed_amount", "610.00"),
        # nothing was paid
        ("Why your visit of May 4 was paid at zero: see below.", "plan_paid", "0.00"),
        ("Claim 55-1 / billed $286.00\nProcessed 05/16/26: zero. We wait for the other plan.", "plan_paid", "0.00"),
        # what a paragraph adds up
        (
            "You asked about the charge of $1,210.00 for the scan and about the injection\n"
            "(27093, $340.00). Together that is $1,550.00. We have looked again.",
            "billed_amount",
            "1550.00",
        ),
        # what a collector asks for
        ("   TOTAL AMOUNT OF THE DEBT NOW                 $ 1,280.00", "patient_responsibility", "1280.00"),
    ],
)
def test_it_reads_an_amount_however_it_is_told(text: str, name: str, value: str) -> None:
    assert amounts_of(text).get(name) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # prefix and suffix are not mixed up
        ("Charged $90.00   Discount $20.00   Paid $70.00", "patient_responsibility"),
        # what a collector took off is not what a plan paid
        ("Between May 1, 2026 and today:   fees + $0.00  interest + $0.00  paid - $0.00", "plan_paid"),
        # "in the amount of" names nothing by itself
        ("The surgeon was paid in the\namount of $218.40 for it.", "billed_amount"),
        # two charges in brackets are no total of the claim
        ("the visit (99213, $120.00) and the drug (J1885, $40.00) were reviewed.", "billed_amount"),
    ],
)
def test_it_gives_no_amount_that_is_not_told(text: str, name: str) -> None:
    assert name not in amounts_of(text)


def test_it_trusts_the_answer_before_the_letter_it_answers() -> None:
    text = (
        "Good news. The claim will be paid as in the network; a usted le toca solo el copago de $60.00.\n\n"
        "> On May 8 the plan wrote:\n"
        ">> Patient responsibility: $1,180.00\n"
    )
    assert amounts_of(text)["patient_responsibility"] == Decimal("60.00")


def test_it_takes_the_sum_right_below_the_only_line() -> None:
    text = (
        "SERVICE      CODE     AMT BILLED   FUND ALLOWS   FUND PAYS   YOUR SHARE\n"
        "05/03/2026   01402      1,640.00        610.00        0.00       610.00\n"
        "                                              not covered      1,030.00\n"
        "                              YOU MAY BE BILLED UP TO          1,640.00\n"
    )
    assert amounts_of(text)["patient_responsibility"] == Decimal("1640.00")


def test_it_takes_payments_on_an_account_for_no_service() -> None:
    text = (
        "Date         Description                                   Amount\n"
        "05/29/2026   Emergency room level 3                      1,418.00\n"
        "05/29/2026   Laboratory                                    259.18\n"
        "07/02/2026   INSURANCE PAYMENT - Cedar Guild Health          0.00\n"
        "07/02/2026   CONTRACTUAL ADJUSTMENT                          0.00\n"
    )
    section = claim_sections(sheet_of(text))[0]
    assert len(section.lines) == 2
    assert amounts_of(text)["plan_paid"] == Decimal("0.00")


def test_it_reads_what_was_paid_after_a_change() -> None:
    text = (
        "   Claim              Service       Provider              We paid      Now\n"
        "   26-0155-7741-R     05/11/2026    Laurel Kidney Center   $918.40    $0.00\n"
    )
    assert amounts_of(text)["plan_paid"] == Decimal("0.00")


def test_it_takes_the_sum_of_all_lines_before_a_guess() -> None:
    text = (
        "Service Provided &               Service     Amount      Approved    Amount      Maximum\n"
        "Billing Code                     Approved?   Charged     Amount      Paid        You May Be Billed\n"
        "Office visit, established (99213)   Yes      $114.00     $88.10      $70.48      $17.62\n"
        "Lipid panel (80061)                 NO        $64.00      $0.00       $0.00      $64.00\n"
    )
    assert amounts_of(text)["billed_amount"] == Decimal("178.00")
