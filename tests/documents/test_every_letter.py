"""Every kind of letter for every kind of plan it is for: what it must say, what it may never say, and its whole text."""

import io
import os
import re
from pathlib import Path

import pikepdf
import pytest

from firstcheck.documents.draft import draft
from firstcheck.documents.edited import editable
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.plain_text import plain_text
from firstcheck.knowledge.letters import Genre
from firstcheck.knowledge.load import knowledge
from tests.code_health.reading_grade import grade
from tests.documents.papers import pairs, plans_of, settled

LETTERS = knowledge().letters
GOLDEN = Path(__file__).with_name("golden")
#: What each letter has to ask or say, written from what the letter is for.
MUST = {
    "reprocess-request": ["process the claim again"],
    "corrected-claim-request": ["corrected claim", "collections"],
    "referral-correction": ["referral"],
    "authorization-correction": ["authorization", "process the claim again"],
    "network-status-question": ["in the network of my plan", "in writing", "keep"],
    "gap-exception": ["in-network share", "Approve the exception"],
    "continuity-of-care": ["I choose to go on with this provider"],
    "directory-reliance": ["I relied on it", "in-network share"],
    "surprise-billing-reprocess": ["No Surprises Act", "in-network share"],
    "surprise-billing-complaint": ["No Surprises Act"],
    "stop-billing": ["on hold", "collections"],
    "claim-file-request": ["claim file|case file", "not my appeal"],
    "appeal-medical-necessity": ["I appeal", "same specialty"],
    "appeal-experimental": ["I appeal", "definition of experimental"],
    "appeal-authorization": ["I appeal", "authorization"],
    "appeal-coverage": ["I appeal", "plan section"],
    "appeal-coding": ["I appeal", "coding rule"],
    "appeal-timely-filing": ["I appeal", "filing limit"],
    "appeal-site-of-care": ["I appeal", "only be done there"],
    "appeal-formulary": ["I appeal", "drug"],
    "appeal-network": ["I appeal", "network"],
    "drug-exception": ["exception"],
    "expedited-appeal": ["fast appeal", "harm my health"],
    "external-review": ["external review", "allow the plan to give"],
    "medicare-reconsideration": ["reconsideration", "independent reviewer"],
    "medicare-redetermination": ["redetermination"],
    "second-reconsideration": ["reconsideration", "first appeal was denied"],
    "medicaid-appeal": ["I appeal", "fair hearing"],
    "fair-hearing": ["fair hearing", "interpreter"],
    "fehb-reconsideration": ["reconsider", "six months", "OPM"],
    "opm-review": ["review the decision", "asked the carrier first"],
    "tricare-appeal": ["within 90 days of the date of the notice"],
    "complaint": ["case number"],
    "representative": ["to act for me", "Signature of the patient"],
    "phone-script-plan": ["reference number", "last day"],
    "phone-script-provider": ["hold the bill"],
    "fax-cover": ["Number of pages"],
    "certified-mail-slip": ["return receipt"],
    "hardship": ["itemized bill", "does not say that I owe"],
    "financial-assistance": ["financial assistance policy"],
    "collection-hold": ["I dispute this debt", "proof of the debt"],
    "credit-report-dispute": ["marked? it as disputed|mark it as disputed"],
    "texas-imaging": ["copay, coinsurance and deductible"],
}
_FEDERAL_ONLY = r"No Surprises Act|300gg|147\.136|2560\.503"
#: What may never stand in a letter for a kind of plan (law.md, must-not rules 1, 6, 8, 9, 12).
NEVER = {
    "self_funded_erisa": r"insurance department of the state|hearing|redetermination|Medicare(?! & Medicaid Services)",
    "medicare_advantage": _FEDERAL_ONLY,
    "original_medicare": _FEDERAL_ONLY,
    "part_d": _FEDERAL_ONLY,
    "medicaid_managed_care": _FEDERAL_ONLY,
    "medicaid_ffs": _FEDERAL_ONLY,
    "chip": _FEDERAL_ONLY + r"|keep it going|keep the care going|Medicaid plan|I have Medicaid",
    "tricare": _FEDERAL_ONLY,
    "fehb_pshb": r"300gg-115|300gg-113|147\.136|2560\.503|180 days",
}


def test_it_holds_that_every_kind_has_its_words_here() -> None:
    assert set(MUST) == set(LETTERS)


def test_it_holds_that_three_plans_wherever_the_letter_is_for_three() -> None:
    for kind in LETTERS.values():
        assert len(plans_of(kind)) == min(3, len(kind.plan_types) or 3), kind.id


@pytest.mark.parametrize(("kind", "plan"), pairs(12))
def test_it_says_what_it_must_and_nothing_that_does_not_bind(kind: str, plan: str) -> None:
    made = draft(settled(kind, plan), LETTERS[kind])
    text = " ".join(plain_text(made.letter).split())
    for wanted in MUST[kind]:
        assert re.search(wanted, text, re.IGNORECASE), wanted
    assert not re.search(NEVER.get(plan, r"\(h\)\(2\)\(i\)[,)\s;]"), text), plan
    assert "(h)(2)(i)," not in text and "(h)(2)(i))" not in text
    assert made.verdict.final, made.verdict.faults
    assert not re.search(r"\{|\}|\bNone\b|\[\[|  ", text)


@pytest.mark.parametrize(("kind", "plan"), pairs())
def test_it_holds_that_the_whole_text(kind: str, plan: str) -> None:
    """Read by people when it was written; a change of words shows here and is read again."""
    for language in ("en", "es"):
        text = plain_text(draft(settled(kind, plan), LETTERS[kind], language).letter)
        path = GOLDEN / f"{kind}.{plan}.{language}.txt"
        if os.environ.get("FIRSTCHECK_WRITE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("kind", "plan"), pairs())
def test_it_stands_on_one_page(kind: str, plan: str) -> None:
    pdf = pdf_file(draft(settled(kind, plan), LETTERS[kind]).letter, knowledge())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1


@pytest.mark.parametrize("kind", ["stop-billing", "hardship"])
def test_it_holds_that_providers_hear_of_payment_in_full_from_people_with_medicaid_alone(kind: str) -> None:
    plans = plans_of(LETTERS[kind], 12)
    told = [p for p in plans if "447.15" in plain_text(draft(settled(kind, p), LETTERS[kind]).letter)]
    assert told == ["medicaid_managed_care", "medicaid_ffs"]


@pytest.mark.parametrize(
    "kind", ["network-status-question", "gap-exception", "continuity-of-care", "directory-reliance"]
)
def test_it_holds_that_original_medicare_is_asked_nothing_about_a_network(kind: str) -> None:
    assert "original_medicare" not in plans_of(LETTERS[kind], 12)


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_it_reads_easily(kind: str) -> None:
    plan = plans_of(LETTERS[kind])[0]
    body = editable(draft(settled(kind, plan), LETTERS[kind]).letter)
    plain = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|“[^”]*”|^[#>\-\d. ]+", "", body, flags=re.MULTILINE)
    pieces = [piece for piece in plain.split("\n\n") if re.search(r"[A-Za-z]", piece)]
    assert grade(pieces).grade <= 8


def test_it_holds_that_letters_are_letters_and_forms_are_forms() -> None:
    appeals = [kind for kind in LETTERS.values() if kind.appeal]
    assert all(kind.genre is Genre.LETTER and kind.deadline for kind in appeals)
    assert len(appeals) >= 14
