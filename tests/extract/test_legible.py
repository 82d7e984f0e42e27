"""Scanning slips, phrases looked for at once, and papers made to slow a reader down."""

import re
import time

import pytest

from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.dates import read_dates
from firstcheck.extract.identity import read_identity
from firstcheck.extract.legible import legible, mend
from firstcheck.extract.parties import read_parties
from firstcheck.extract.phrases import Phrases
from firstcheck.extract.plan import read_plan
from tests.extract.sheets import sheet_of as sheet


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("HEA1TH", "HEALTH"),
        ("Hartf0rd", "Hartford"),
        ("SERV1CES", "SERVICES"),
        ("2O26", "2026"),
        ("1O/26/2O26", "10/26/2026"),
        ("4O81-77", "4081-77"),
        ("$1,l50.OO", "$1,150.00"),
    ],
)
def test_it_undoes_a_slip(damaged: str, mended: str) -> None:
    assert "".join(mend(part) if part[0] != "$" else "$" + mend(part[1:]) for part in [damaged]) == mended


@pytest.mark.parametrize("text", ["A9585", "N130", "CO45", "J3380", "SCH01400", "PR1", "LX-10", "I10"])
def test_it_leaves_codes_as_they_are(text: str) -> None:
    assert mend(text) == text


def test_it_keeps_a_clean_paper_untouched() -> None:
    clean = sheet("Member ID: QX-1180\nClaim: O123456\n")
    assert legible(clean) is clean


def test_it_reads_a_damaged_paper_and_quotes_it_as_printed() -> None:
    text = "NUTMEG HEA1TH lnsurance, Hartf0rd\nSeptember 17, 2O26\nC1aim number: NC-2625-4O81\nGr0up no. 2O117\n"
    facts = {fact.name: fact for fact in read_identity(sheet(text))}
    assert facts["claim_number"].value == "NC-2625-4081"
    assert facts["claim_number"].source is not None
    assert facts["claim_number"].source.quote == "NC-2625-4O81"


def test_it_searches_many_phrases_as_one_pattern_would() -> None:
    pattern = r"\bpart d\b|medicare [a-z]{3,9} plan|x(?:y|z){2}|plain words"
    for text in ("plain words and part d", "medicare drug plan", "xyz", "nothing here", ""):
        one, other = Phrases(pattern).search(text), re.search(pattern, text)
        assert (one and one.span()) == (other and other.span())


@pytest.mark.parametrize(
    "text",
    [
        "claim " * 4000,
        "1/" * 8000,
        "A" * 20000,
        "Dr. A B C D, " * 1500,
        "PO Box 1, " * 2000,
        ("Member ID:\n" * 1500) + ("X1234\n" * 1500),
        "within 180 days " * 1500,
        "a b  " * 4000,
        "12345 Elm Street " * 1500,
        "(" * 10000,
        " " * 20000 + "x",
        "Section 1.1.1.1" * 1500,
    ],
)
def test_it_is_not_slowed_down_by_a_hostile_paper(text: str) -> None:
    began = time.process_time()
    laid_out = sheet(text)
    for reader in (read_identity, read_dates, read_parties, read_appeal_rights, read_plan):
        reader(laid_out)
    assert time.process_time() - began < 3.0
