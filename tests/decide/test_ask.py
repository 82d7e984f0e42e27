"""Questions: each can change something, none that could is left out, two that only matter together are both asked."""

from datetime import date

import msgspec
import pytest

from firstcheck.decide.ask import _answers, _standing, cheap_ranking, full_ranking
from firstcheck.decide.decide import decide
from firstcheck.decide.derived import told_of
from firstcheck.decide.engine import Engine
from firstcheck.facts.case import Case, Outcome
from firstcheck.facts.fact import FactValue
from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import QuestionText
from tests.decide.cases import TODAY, case

NOTICE: dict[str, FactValue] = {"notice_date": date(2026, 10, 5), "service_date": date(2026, 9, 1)}
#: A question for everything that a person could say: the real knowledge asks some of them.
EVERYTHING = {
    spec.name: QuestionText(spec.name, "", "")
    for spec in VOCABULARY.values()
    if spec.kind in (Kind.YES_NO, Kind.CHOICE) or spec.name == "received_date"
}
CASES = {
    "a scan out of network": case(
        Outcome.DENIED, "out_of_network", plan_type="fully_insured_group", procedure_codes=("70553",), **NOTICE
    ),
    "plan not known": case(Outcome.DENIED, "out_of_network", stated_appeal_days=180, **NOTICE),
    "no approval": case(Outcome.DENIED, "authorization_missing", plan_type="medicare_advantage", **NOTICE),
    "not needed": case(Outcome.DENIED, "not_medically_necessary", plan_type="self_funded_erisa", **NOTICE),
    "a duplicate": case(Outcome.DENIED, "duplicate", plan_type="church", **NOTICE),
    "an end of care": case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care", **NOTICE),
    "nothing known": case(Outcome.UNKNOWN),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(msgspec.structs.replace(knowledge(), questions=EVERYTHING))


def changes(engine: Engine, given: Case, fact: str) -> bool:
    """Whether some answer changes anything, tried without any of the ranking's short cuts."""
    told = told_of(given, given.refusals[0], TODAY, engine.knowledge.reasons)
    base = _standing(engine, engine.judge(told))
    answers = _answers(EVERYTHING[fact], told)
    return any(_standing(engine, engine.judge(told.with_answer(fact, answer))).tells(base) for answer in answers)


@pytest.mark.parametrize("name", CASES)
def test_it_asks_all_that_could_change_the_answer_and_nothing_else(engine: Engine, name: str) -> None:
    given = CASES[name]
    told = told_of(given, given.refusals[0], TODAY, engine.knowledge.reasons)
    asked = {question.fact for question in full_ranking(engine, told, engine.judge(told))}
    known = told.values.keys() | told.words.keys()
    assert asked == {fact for fact in EVERYTHING if fact not in known and changes(engine, given, fact)}


def test_it_asks_two_facts_that_only_matter_together(engine: Engine) -> None:
    given = CASES["a scan out of network"]
    told = told_of(given, given.refusals[0], TODAY, engine.knowledge.reasons)
    asked = {question.fact for question in full_ranking(engine, told, engine.judge(told))}
    assert {"facility_type", "facility_in_network"} <= asked


def test_it_asks_for_the_day_of_receipt_while_a_last_day_hangs_on_it(engine: Engine) -> None:
    open_case = case(Outcome.DENIED, "not_medically_necessary", plan_type="self_funded_erisa", **NOTICE)
    known = case(
        Outcome.DENIED,
        "not_medically_necessary",
        plan_type="self_funded_erisa",
        received_date=date(2026, 10, 9),
        **NOTICE,
    )
    by_date = case(Outcome.DENIED, "not_medically_necessary", plan_type="tricare", **NOTICE)
    told = [told_of(given, given.refusals[0], TODAY, ()) for given in (open_case, known, by_date)]
    asked = [{q.fact for q in full_ranking(engine, each, engine.judge(each))} for each in told]
    assert ["received_date" in facts for facts in asked] == [True, False, False]


@pytest.mark.parametrize("name", CASES)
def test_it_counts_cheaply_only_what_nobody_knows(engine: Engine, name: str) -> None:
    given = CASES[name]
    told = told_of(given, given.refusals[0], TODAY, engine.knowledge.reasons)
    counted = cheap_ranking(engine, engine.judge(told))
    assert all(question.fact not in told.words and question.fact in VOCABULARY for question in counted)
    assert [q.settles for q in counted] == sorted((q.settles for q in counted), reverse=True)


@pytest.mark.parametrize("name", ["duplicate", "modifier", "coverage_ended", "benefit_limit", "records_requested"])
def test_it_does_not_ask_about_an_emergency_where_that_changes_nothing(name: str) -> None:
    given = case(Outcome.DENIED, name, plan_type="fully_insured_group", timing="post_service", **NOTICE)
    assert "emergency" not in {question.fact for question in decide(given, Engine(knowledge()), TODAY).questions}


@pytest.mark.parametrize(("timing", "asked"), [("pre_service", False), ("post_service", True)])
def test_it_does_not_ask_whether_care_still_to_come_was_an_emergency(timing: str, asked: bool) -> None:
    given = case(Outcome.DENIED, "out_of_network", plan_type="fully_insured_group", timing=timing, **NOTICE)
    assert ("emergency" in {q.fact for q in decide(given, Engine(knowledge()), TODAY).questions}) is asked
