"""Service lines set over several lines of print, several on one, and the claims that heads open."""

from decimal import Decimal

from firstcheck.extract.claims import claim_sections
from firstcheck.facts.case import ClaimLine, Outcome
from tests.extract.sheets import sheet_of


def lines_of(text: str) -> tuple[ClaimLine, ...]:
    return tuple(line for section in claim_sections(sheet_of(text)) for line in section.lines)


def test_it_reads_several_services_on_one_line_with_their_sum() -> None:
    found = lines_of("94060  $128.00      94729  $41.00       TOTAL  $169.00   ALLOWED .00   TRUST PAYS .00\n")
    assert [(line.procedure_code, line.billed) for line in found] == [
        ("94060", Decimal("128.00")),
        ("94729", Decimal("41.00")),
    ]


def test_it_gives_an_amount_set_below_to_the_service_above() -> None:
    found = lines_of(
        " Item 1   05/30/2026  11102 biopsy of skin               charge   210.00\n"
        "          We looked for a referral covering\n"
        "          this date and there is none.                  you owe  210.00\n"
        " Item 2   05/30/2026  99203 new visit                    charge   120.00\n"
        "          As item 1.                                     you owe    0.00\n"
    )
    assert [(line.procedure_code, line.patient_responsibility) for line in found] == [
        ("11102", Decimal("210.00")),
        ("99203", Decimal("0.00")),
    ]


def test_it_reads_what_the_plan_gave_behind_its_bare_name() -> None:
    (line,) = lines_of("   73630   foot x-ray, 3 views          $131.00     plan $0.00     you $131.00\n")
    assert (line.paid, line.patient_responsibility) == (Decimal("0.00"), Decimal("131.00"))
    assert line.outcome is Outcome.DENIED


def test_it_reads_a_line_that_opens_with_the_word_for_its_day() -> None:
    paid = "   svc 05/24/2026  92014  exam           chg 220.00  alw 121.50 paid 91.50 you 30.00  CO-45 PR-3\n"
    refused = "   svc 05/24/2026  92134  retina scan    chg 185.00   alw 0.00  paid 0.00  you 0.00   CO-16 N706\n"
    first, second = lines_of(refused + paid)
    assert (first.outcome, first.adjustment_codes) == (Outcome.DENIED, ("CO-16",))
    assert second.outcome is Outcome.PAID


def test_it_keeps_the_amounts_and_words_of_numbered_claims_apart() -> None:
    text = (
        "=====================================================================\n"
        "(1) Claim 6-294-11820  Alder Hospital                 in network\n"
        "    emergency room, scans        billed 4,118.00   paid 3,106.20   your share 311.80\n"
        "(2) Claim 6-294-11993  River Emergency Physicians     NOT in network\n"
        "    99285                        billed 1,674.00   paid     0.00   your share 1,674.00\n"
        "    Why: the doctors' group has no contract with us, and K21.9 reflux is not on our list.\n"
        "(3) Claim 6-294-12077  Garnet Ambulance               NOT in network\n"
        "    A0429                        billed 1,140.00   paid   520.00   your share 620.00\n"
    )
    sections = claim_sections(sheet_of(text))
    assert [section.claim_number for section in sections] == ["6-294-11820", "6-294-11993", "6-294-12077"]
    second = sections[1]
    assert [line.billed for line in second.lines] == [Decimal("1674.00")]
    assert "K21.9" in second.sheet.lines[second.last_line].text


def test_it_reads_a_code_behind_long_words_outside_its_column() -> None:
    text = (
        "Service Provided &               Service     Amount      Approved    Amount      Maximum\n"
        "Billing Code                     Approved?   Charged     Amount      Paid        You May Be Billed\n"
        "Office visit, established (99213)   Yes      $114.00     $88.10      $70.48      $17.62\n"
        "Lipid panel (80061)                 NO        $64.00      $0.00       $0.00      $64.00\n"
    )
    assert [line.procedure_code for line in lines_of(text)] == ["99213", "80061"]


def test_it_reads_services_with_their_words_on_one_line() -> None:
    found = lines_of("Items ............ 99285 emergency visit $1,870.00; 74177 CT $2,144.00; lab panel $312.00\n")
    assert [(line.procedure_code, line.billed) for line in found] == [
        ("99285", Decimal("1870.00")),
        ("74177", Decimal("2144.00")),
        (None, Decimal("312.00")),
    ]
