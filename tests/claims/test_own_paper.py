"""Two denials of two claims in one case: each has the days, amounts and letters of its own paper."""

from datetime import date
from decimal import Decimal

import pytest

from firstcheck.analyze import Analysis, analyze
from firstcheck.claims.own_paper import _ITS_OWN
from firstcheck.documents.compose import compose
from firstcheck.documents.draft import draft
from firstcheck.documents.setting import setting_of
from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.intake import read_text
from tests.documents.papers import PAPER, TODAY, second_paper

FIRST, SECOND = "2026-771-30952", "2026-771-40118"
#: 180 days after the notice: October 12, 2026 for the first claim, September 20, 2026 for the second.
LAST_DAYS = {FIRST: date(2027, 4, 10), SECOND: date(2027, 3, 19)}


@pytest.fixture(params=[False, True], ids=["first paper first", "second paper first"])
def both(request: pytest.FixtureRequest) -> Analysis:
    papers = [read_text(PAPER, "first"), read_text(second_paper(), "second")]
    return analyze(papers[::-1] if request.param else papers, {"plan_type": "individual_aca"}, TODAY)


def test_it_holds_that_each_denial_counts_from_its_own_notice(both: Analysis) -> None:
    last = {
        one.claim_number: next(d.legal for d in one.deadlines if d.kind == "internal_appeal")
        for one in both.decision.determinations
    }
    assert last == LAST_DAYS


def test_it_holds_that_a_letter_states_the_claim_it_is_about(both: Analysis) -> None:
    one = next(d for d in both.decision.determinations if d.claim_number == SECOND)
    setting = setting_of(both.case, both.decision, both.plan, both.knowledge, TODAY, documents=[], determination=one.id)
    letter = compose(setting, both.knowledge.letters["network-status-question"])
    text = "\n".join(block.text for block in letter.blocks)
    assert SECOND in text and "September 20, 2026" in text and "August 9, 2026" in text
    assert FIRST not in text and "October 12, 2026" not in text and "September 3, 2026" not in text
    assert setting.values["billed_amount"] == Decimal("911.40")
    assert {f.gate for f in draft(setting, both.knowledge.letters["network-status-question"]).verdict.faults} <= {
        "papers",
        "quote",
    }


def test_it_holds_that_an_answer_counts_for_every_denial() -> None:
    papers = [read_text(PAPER, "first"), read_text(second_paper(), "second")]
    made = analyze(papers, {"plan_type": "individual_aca", "service_date": "2026-08-30"}, TODAY)
    for one in made.decision.determinations:
        setting = setting_of(
            made.case, made.decision, made.plan, made.knowledge, TODAY, documents=papers, determination=one.id
        )
        assert setting.values["service_date"] == date(2026, 8, 30)


def test_it_holds_that_what_the_own_paper_lacks_is_not_taken_from_the_other() -> None:
    papers = [read_text(PAPER, "first"), read_text(second_paper().replace("Billed amount: $911.40\n", ""), "second")]
    made = analyze(papers, {"plan_type": "individual_aca"}, TODAY)
    one = next(d for d in made.decision.determinations if d.claim_number == SECOND)
    setting = setting_of(
        made.case, made.decision, made.plan, made.knowledge, TODAY, documents=papers, determination=one.id
    )
    assert setting.values.get("billed_amount") != Decimal("1846.20")


def test_it_holds_that_its_names_are_facts() -> None:
    assert set(VOCABULARY) >= _ITS_OWN
