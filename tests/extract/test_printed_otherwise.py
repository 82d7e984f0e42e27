"""The same thing printed in other ways: papers of our own for each rule that reads money, codes and lines."""

from decimal import Decimal

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.codes import read_codes
from firstcheck.extract.money import totals
from firstcheck.extract.titles import column_role, role_of
from tests.extract.sheets import sheet_of


def totals_of(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in totals(sheet_of(text))}


def codes_of(text: str) -> dict[str, object]:
    sheet = sheet_of(text)
    return {fact.name: fact.value for fact in read_codes(sheet, claim_sections(sheet))}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Owed by you", "patient_responsibility"),
        ("MBR PORTION", "patient_responsibility"),
        ("Student balance", "patient_responsibility"),
        ("Responsab. suya", "patient_responsibility"),
        ("What center may charge you", "patient_responsibility"),
        ("Pagó el fondo", "paid"),
        ("Our trust pays", "paid"),
        ("Carrier's payment", "paid"),
        ("Precio del centro", "billed"),
        ("Doctor's fee", "billed"),
        ("Fee", "billed"),
        ("Cost under contract", "allowed"),
        ("Our rate", "allowed"),
        ("Tarifa del plan", "allowed"),
        ("Maximum we recognise", "allowed"),
        ("Over our rate", "over_allowed"),
        ("Above maximum", "over_allowed"),
        ("PAlD", "paid"),
        ("C harge", "billed"),
        ("Paid by member", "other_paid"),
    ],
)
def test_it_reads_a_title_by_whose_money_it_is(title: str, role: str) -> None:
    assert column_role(title) == role


@pytest.mark.parametrize("title", ["Tax year", "Plan number", "Not your cost", "Remaining for you to pay", "Tier"])
def test_it_gives_no_amount_to_a_title_that_names_none(title: str) -> None:
    assert column_role(title) == ""


@pytest.mark.parametrize("label", ["Fee", "Fees", "Schedule", "Employee"])
def test_it_takes_no_bare_label_for_an_amount(label: str) -> None:
    assert role_of(label) == ""


HEAD = "Date        Code    Charge     {}   Paid      You owe   Why\n"
ROW = "03/04/2026  97110   120.00      80.00    64.00     56.00    R1\n"


def test_it_gives_an_amount_under_an_unknown_title_to_no_neighbour() -> None:
    found = totals_of(HEAD.format("Tier ") + ROW)
    assert found["billed_amount"] == Decimal("120.00")
    assert found["plan_paid"] == Decimal("64.00")
    assert found["patient_responsibility"] == Decimal("56.00")
    assert "allowed_amount" not in found


@pytest.mark.parametrize("lead", ["Everything", "Suman", "Tota1", "Net result", "", "All lines"])
def test_it_takes_a_row_that_sums_those_above_for_the_total(lead: str) -> None:
    text = (
        "Date        Code    Charge     Allowed   Paid      You owe\n"
        "03/04/2026  97110   120.00      80.00    64.00     16.00\n"
        "03/05/2026  97140    60.00      40.00    32.00      8.00\n"
        f"{lead:<18}  180.00     120.00    96.00     24.00\n"
    )
    found = totals_of(text)
    assert (found["billed_amount"], found["plan_paid"], found["patient_responsibility"]) == (
        Decimal("180.00"),
        Decimal("96.00"),
        Decimal("24.00"),
    )


def test_it_names_a_column_that_is_paid_plus_shares() -> None:
    text = (
        "Date        Code    Charge     Contract   Coins     Paid\n"
        "03/04/2026  97110   120.00      80.00     16.00     64.00\n"
        "03/05/2026  97140    60.00      40.00      8.00     32.00\n"
        "TOTAL               180.00     120.00     24.00     96.00\n"
    )
    assert totals_of(text)["allowed_amount"] == Decimal("120.00")


@pytest.mark.parametrize("words", ["PT RESP 25.00", "PATIENT OWES 25.00", "Member liability: 25.00"])
def test_it_reads_what_the_patient_owes_in_the_line_of_sums(words: str) -> None:
    text = (
        "Date        Code    Charge     Allowed   Paid\n"
        "03/04/2026  97110   120.00      80.00    64.00\n"
        "03/05/2026  97140    60.00      40.00    31.00\n"
        f"CLM TOTALS          180.00     120.00    95.00   {words}\n"
    )
    found = totals_of(text)
    assert found["patient_responsibility"] == Decimal("25.00")
    assert found["billed_amount"] == Decimal("180.00")


def test_it_reads_a_line_of_sums_by_its_own_words() -> None:
    text = (
        "date        cpt      charge     we paid    member   code\n"
        "09/03/26    90791    260.00       0.00       0.00    B7\n"
        "09/10/26    90837    195.00       0.00       0.00    B7\n"
        "Sum charged 455.00     Provider write-off 455.00     You owe 0.00\n"
    )
    found = totals_of(text)
    assert found["plan_paid"] == Decimal("0.00")
    assert found["billed_amount"] == Decimal("455.00")


def test_it_adds_up_what_the_payer_gave_to_the_patient() -> None:
    assert totals_of("BILLED 1,150.00  ALLOW 0.00  PAID 0.00   PR 242 1150.00")["patient_responsibility"] == Decimal(
        1150
    )


@pytest.mark.parametrize(
    "text",
    [
        "What they may bill you:  $410.00",
        "The claim is closed. The $410.00 is between you and the lab.",
        "The participant is answerable to the carrier for $410.00.",
        "The sum of $410.00 is the responsibility of the covered person.",
        "So that one was turned down. The 410.00 is member responsibility.",
        "Processed 10/02/2026. Paid $0.00, you $410.00.",
        "Until then your responsibility is shown as $410.00.",
        "The claim will be paid. Your part is the $410.00 copay.",
        "You owe your $410 inpatient copay and nothing else.",
        "Your specialist imaging copay of $410.00 applies.",
        "Member responsibility on this claim: $410.00.",
        "billed $900.00  |  plan paid $490  |  your cost: up to $410.00",
    ],
)
def test_it_hears_what_is_left_to_the_patient(text: str) -> None:
    assert totals_of(text)["patient_responsibility"] == Decimal("410.00")


@pytest.mark.parametrize(
    "text",
    [
        "For comparison, an approved inpatient stay has a flat $300 copay.",
        "Most members pay less: a $40 copay instead of a percentage.",
        "Your other visits: cardiology, plan paid $118.20, your copay $35.00.",
        "The hospital may not bill you $410.00.",
        "We sent you $410.00 on May 3.",
        "If you go there, you would owe $410.00.",
    ],
)
def test_it_hears_no_debt_where_none_is_stated(text: str) -> None:
    assert "patient_responsibility" not in totals_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Simone Guidry, cardiology, code 93458, $690.00",
        "Item             Brain MRI without and with dye, 70553; fee $690.00",
        "Claim 626-0077-4410    Date of service January 22, 2026     CPT 94060, 94729    $690.00",
        "We have finished with Need #N-40771 ($690.00, Kanawha Bariatric, 43775, October 1, 2026).",
        "Servicio: nebulizador (E0570), 11/09/2026            Valor: $690.00",
        "Sessions on 5/4 and 5/11/2026 came to $690 (92507, speech therapy).",
        "Sessions with the studio came to $690 (92507, $180 each).",
        "We told you that the June 14, 2026 hip injections (20611), $690.00, were not paid.",
        "Hemos denegado el pago por los servicios: diálisis, 90935, 17 de junio de 2026, $690.00.",
        "DRG 313 (chest pain). Stay May 2 - May 3, 2026. Billed as inpatient, $690.00.",
        "Thanks for the receipts (you asked for EUR 612, which comes to $690.00).",
        "CLP*AD-33817*4*690.00*0.00**12*PTB26168000917*11",
    ],
)
def test_it_takes_the_one_sum_beside_a_service_for_the_charge(text: str) -> None:
    assert totals_of(text)["billed_amount"] == Decimal("690.00")


@pytest.mark.parametrize(
    "text",
    [
        "If the amount is $200 or more a judge may hear the claim of May 3, 2026.",
        "Your monthly premium of $690.00 for the visit plan was due 05/01/2026.",
        "A filing fee of $25.00 is due with the claim of 05/01/2026.",
        "A check for $690.00 for services of 05/01/2026 was mailed.",
        "The penalty for the stay of 05/01/2026 is $500.00.",
        "Payment of $412.00 was received from the plan for the visit of 05/01/2026.",
        "A copy fee of $0.25 per page applies to claim records of 05/01/2026.",
        "The limit for therapy services is $2,000.00 a year, CPT 97110.",
    ],
)
def test_it_takes_no_sum_of_another_kind_for_the_charge(text: str) -> None:
    assert "billed_amount" not in totals_of(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(Lakeview Walk-In, 07/24/2026, 73610 $188.00 + 99213 $172.00)", ("73610", "99213")),
        ("I see 09/10/2026, Dr. Alina Prokop, 99204, $355.00.", ("99204",)),
        ("Serviced          07/27/2026, 78815 PI", ("78815",)),
        ("our letter, in which 29881 (knee arthroscopy) was denied", ("29881",)),
        ("The center billed 45385 with diagnosis K63.5 and no modifier.", ("45385",)),
        ("orthotic inserts L3000, $540.00, refused as an exclusion", ("L3000",)),
        ("Residential, substance use disorder              H0018", ("H0018",)),
        ("Servicio: cuidado personal (T1019), 24 horas por semana", ("T1019",)),
        ("Request:  PET/CT 78816, before chemotherapy", ("78816",)),
        ("room & board and CT 70496", ("70496",)),
        ("#Q-88 | Sep 1 | Juno Bodywork | 97124 x4 | 08/12/26 | plan", ("97124",)),
        ("chemotherapy (cycles 3 to 6, regimen J9171; next infusion)", ("J9171",)),
    ],
)
def test_it_reads_a_code_by_what_stands_around_it(text: str, codes: tuple[str, ...]) -> None:
    assert codes_of(text)["procedure_codes"] == codes


@pytest.mark.parametrize(
    "text",
    [
        "Grupo: Aurora Steel, póliza asegurada 70490-01.  Tarjeta: 77",
        "Group 97110-26   Kettle River therapy plan",
        "Member card 73610 RT on 07/24/2026",
        "Medicare Choice therapy (HMO), H0022",
        "Imaging Plan H2290 (PPO) for knee services",
        "Hartford CT 06103, knee clinic",
        "Write by May 3, 2026 to Box 43775, Tulsa OK 74121.",
        "Stamford, Connecticut 06902",
        "Registry no. 29881 (knee clinic), Nevada",
        "License 45385, issued 07/24/2026, surgery center",
        "Call 555 29881 on 07/24/2026, knee line",
        "77080 Saguaro Terrace, $500.00 hearing clinic",
    ],
)
def test_it_takes_no_other_number_for_a_code(text: str) -> None:
    assert "procedure_codes" not in codes_of(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CARC 183   RARC N574   GROUP CO", ("CO-183",)),
        ("The payer said: Reason 18 / OA.", ("OA-18",)),
        ("SAME RECIPIENT AND DATE. HIPAA: CARC 18, GROUP CO.", ("CO-18",)),
        ("Group code CO  CARC 197", ("CO-197",)),
        ("(k) pr-32. proof that this person is your dependent is missing.", ("PR-32",)),
        ("CO045 CONTRACT WRITE-OFF", ("CO-45",)),
        ("CAS*CO*31*175.00     LQ*HE*N382", ("CO-31",)),
        ("that one finalized 9/15/26 as denied. Code 22. Another insurer is first.", ("22",)),
        ("It was sent back.  ANSI: 197   remark N/A", ("197",)),
    ],
)
def test_it_reads_a_reason_with_its_group(text: str, codes: tuple[str, ...]) -> None:
    assert codes_of(text)["adjustment_codes"] == codes


def test_it_reads_small_figures_as_reasons_where_notes_do_not_count_from_one() -> None:
    head = "dos         proc   chg      alw    pd     you     cd\n"
    row = "03/04/2026  99396  274.00   .00    .00    274.00  26\n"
    assert codes_of(head + row + "26 coverage not yet in force on this date\n")["adjustment_codes"] == ("26",)
    counted = (
        head
        + row
        + row.replace("26\n", "1\n")
        + "1  see your booklet\n2  see page two\n26 coverage not yet in force on this date\n"
    )
    assert "adjustment_codes" not in codes_of(counted)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The condition listed (J30.2, seasonal hay fever) does not go with this item.", ("J30.2",)),
        ("INDICATION STATED               G70.01, myasthenia gravis", ("G70.01",)),
        ("right rotator cuff repair, post-op (Z98.890, M75.121)", ("Z98.890", "M75.121")),
        ("Medication     ocrelizumab 300 mg\nFor            G35\n", ("G35",)),
    ],
)
def test_it_reads_a_diagnosis_without_the_word(text: str, codes: tuple[str, ...]) -> None:
    assert codes_of(text)["diagnosis_codes"] == codes


@pytest.mark.parametrize(
    "text", ["See section C12.4, what is excluded.", "Policy (L33.2, imaging) applies.", "Form A12"]
)
def test_it_takes_no_chapter_for_a_diagnosis(text: str) -> None:
    assert "diagnosis_codes" not in codes_of(text)


@pytest.mark.parametrize("text", ["Location code 49", "Place: 24 - Casco Day Surgery", "location   : 81"])
def test_it_reads_where_the_service_was_given(text: str) -> None:
    assert codes_of(text)["place_of_service"] in ("49", "24", "81")


@pytest.mark.parametrize("text", ["Location 24 Main Street", "Place 49 miles away", "location 81 %"])
def test_it_takes_no_house_number_for_a_place_of_service(text: str) -> None:
    assert "place_of_service" not in codes_of(text)


@pytest.mark.parametrize(
    "heads",
    [
        ("(1) P61120-771   Snake River Radiology", "(2) P61121-014   Boise Valley Lab"),
        ("CLAIM 1   GH-26-17700431   Sunnyfield", "CLAIM 2   GH-26-18221067   Sunnyfield"),
        ("1 of 2    #FS2609-15577    Copperfield", "2 of 2    #FS2608-90310    Harbor"),
    ],
)
def test_it_gives_each_claim_of_a_numbered_list_its_own_lines(heads: tuple[str, str]) -> None:
    text = (
        "Code      Date        Billed     Allowed    Paid      You owe\n"
        f"{heads[0]}\n"
        "71046     11/09/2026    88.00      41.00     32.80      8.20\n"
        f"{heads[1]}\n"
        "76700     11/10/2026   402.00        .00       .00       .00\n"
    )
    sections = claim_sections(sheet_of(text))
    assert [[line.procedure_code for line in section.lines] for section in sections] == [["71046"], ["76700"]]
    assert totals(sections[1])[0].value == Decimal("402.00")
