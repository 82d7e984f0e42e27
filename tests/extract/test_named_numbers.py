"""A person beside the member's number, composed labels, amounts behind their words, letterheads set apart."""

from decimal import Decimal

import pytest

from firstcheck.extract.claims import claim_sections
from firstcheck.extract.identity import read_identity
from firstcheck.extract.layout import Sheet
from firstcheck.extract.lexicon import marks
from firstcheck.extract.money import totals
from tests.extract.sheets import sheet_of as sheet


def facts(paper: Sheet) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(paper)}


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("Ada Lindqvist-Moreau, Harbor ID 71-2209-4418-W", "Ada Lindqvist-Moreau", "71-2209-4418-W"),
        ("Member: Ada Lindqvist   HOA-33907-L", "Ada Lindqvist", "HOA-33907-L"),
        ("Mbr BRT 8830 4417 / Ada Lindqvist", "Ada Lindqvist", "BRT 8830 4417"),
        ("LINDQVIST, ADA   MBI 3XX5-HX1-RK20", "Ada Lindqvist", "3XX5-HX1-RK20"),
    ],
)
def test_it_reads_a_person_and_the_number_beside(text: str, name: str, number: str) -> None:
    found = facts(sheet(f"Harbor Health Plan\n\n{text}\n"))
    assert (found["patient"], found["member_id"]) == (name, number)


@pytest.mark.parametrize(
    "text", ["Western Services | PO Box 61190 | Boise ID 83706", "Harbor Ferry Co.   Policy 29881"]
)
def test_it_gives_no_member_number_to_a_town_or_a_company(text: str) -> None:
    assert "member_id" not in facts(sheet(f"{text}\n"))


@pytest.mark.parametrize("label", ["Subscriber key", "Enrollee code", "Mbr no.", "N.º de afiliada"])
def test_it_spells_a_composed_label_out(label: str) -> None:
    (mark,) = marks(sheet(f"{label}: HX 4471 902\n").lines[0])
    assert "member_id" in mark.keys


def test_it_reads_amounts_behind_their_words_and_the_bare_sum_below() -> None:
    paper = sheet(
        "  A0429 RH   Basic life support   $  985.00   ceiling $ 520.00   plan pays $ 416.00   you $ 104.00\n"
        "  A0425 RH   Loaded miles (17)    $  323.00   ceiling $ 178.50   plan pays $ 142.80   you $  35.70\n"
        "                                  $1,308.00           $ 698.50             $ 558.80       $ 139.70\n"
    )
    assert [line.procedure_code for line in claim_sections(paper)[0].lines] == ["A0429", "A0425"]
    assert {fact.name: fact.value for fact in totals(paper)} == {
        "billed_amount": Decimal("1308.00"),
        "allowed_amount": Decimal("698.50"),
        "plan_paid": Decimal("558.80"),
        "patient_responsibility": Decimal("139.70"),
    }


@pytest.mark.parametrize(
    ("head", "payer"),
    [
        ("G R E Y   H A V E N   L I F E   &   H E A L T H            group product", "Grey Haven Life & Health"),
        ("ASHGROVE  TRUST  HEALTH  PLAN          Explanation of Benefits", "Ashgrove Trust Health Plan"),
        (
            "Beacon Crest Medical Review\nReviewer for the Pinnacle Employee Health Plan",
            "Pinnacle Employee Health Plan",
        ),
    ],
)
def test_it_reads_who_decides_from_an_unusual_head(head: str, payer: str) -> None:
    assert facts(sheet(f"{head}\n\nAugust 3, 2026\n"))["payer"] == payer
