"""Guardrails before any rule, and words that one table hands to the next; on rules made up for the test."""

from datetime import date

import pytest

from firstcheck.decide.decide import decide
from firstcheck.decide.derived import Told
from firstcheck.decide.engine import Engine
from firstcheck.facts.case import ClaimLine, Outcome
from firstcheck.knowledge.grade import YesNo
from firstcheck.knowledge.model import Consequence, Family, Knowledge, Question, Route, Rule
from tests.decide.cases import TODAY, case


def rule(name: str, then: Consequence, question: Question = Question.APPEAL, **when: str) -> Rule:
    return Rule(name, name, question, {fact: (value,) for fact, value in when.items()}, then, "Because.")


def chosen(rules: list[Rule], outcome: Outcome, *codes: str, **facts: object) -> str:
    lines = (ClaimLine("1", adjustment_codes=codes),) if codes else ()
    given = case(outcome, lines=lines, **facts)  # type: ignore[arg-type]
    return decide(given, Engine(Knowledge(rules=tuple(rules))), TODAY).determinations[0].route.id


@pytest.mark.parametrize(
    ("outcome", "barred"),
    [
        (Outcome.UNPROCESSABLE, ["appeal", "independent-review", "exception", "protection", "settle"]),
        (Outcome.OVERTURNED, [str(route) for route in Route if route is not Route.NONE]),
        (Outcome.APPROVED, ["appeal", "independent-review", "exception"]),
        (Outcome.PENDING, ["appeal", "independent-review", "settle"]),
        (Outcome.PATIENT_SHARE, ["appeal", "independent-review", "exception"]),
        (Outcome.NOT_A_DECISION, ["appeal", "independent-review"]),
        (Outcome.PAID, ["appeal", "independent-review"]),
    ],
)
def test_it_lets_no_rule_past_the_guardrails(outcome: Outcome, barred: list[str]) -> None:
    for name in barred:
        every = rule("every", Consequence(route=Route(name), play="p"), outcome=outcome.value)
        assert chosen([every], outcome) == "clarify"  # what is said where no rule may speak


@pytest.mark.parametrize(
    ("codes", "route"), [(("CO-50",), "clarify"), (("PI-204",), "clarify"), (("PR-204",), "settle")]
)
def test_it_settles_no_write_off(codes: tuple[str, ...], route: str) -> None:
    pay = rule("pay", Consequence(route=Route.SETTLE, play="p"), outcome="denied")
    assert chosen([pay], Outcome.DENIED, *codes) == route


def test_it_names_by_the_reason_that_can_be_meant() -> None:
    heard = rule("heard", Consequence(family=Family.SITE_OF_CARE), primary_reason="level_of_care")
    need = rule("need", Consequence(family=Family.MEDICAL_NECESSITY), primary_reason="not_medically_necessary")
    meant = rule(
        "meant",
        Consequence(reason="not_medically_necessary"),
        primary_reason="level_of_care",
        service_is_imaging="yes",
    )
    engine = Engine(Knowledge(rules=(heard, need, meant)))
    told = {"outcome": "denied", "stage": "initial", "primary_reason": "level_of_care"}
    for scan, name in (("yes", "need"), ("no", "heard")):
        words = {**told, "service_is_imaging": scan}
        assert (chosen_rule := engine.judge(Told({}, words, TODAY, words)).name) is not None
        assert chosen_rule.id == name


def test_it_hands_findings_on_to_findings_and_routes() -> None:
    first = rule("first", Consequence(finding={"one": YesNo.YES}), emergency="yes")
    second = rule("second", Consequence(finding={"two": YesNo.YES}), finding_one="yes")
    third = rule("third", Consequence(finding={"three": YesNo.YES}), finding_two="yes")
    way = rule("way", Consequence(route=Route.PROTECTION, play="p"), finding_three="yes")
    assert chosen([first, second, third, way], Outcome.DENIED, emergency=True) == "protection"
    assert chosen([first, second, third, way], Outcome.DENIED, emergency=False) == "clarify"


def test_it_lets_the_earlier_question_say_what_holds() -> None:
    early = rule("early", Consequence(finding={"one": YesNo.NO}), Question.DENIAL, outcome="denied")
    late = rule("late", Consequence(finding={"one": YesNo.YES}), Question.APPEAL, outcome="denied")
    made = decide(case(Outcome.DENIED), Engine(Knowledge(rules=(late, early))), TODAY).determinations[0]
    assert [(f.holds, f.because) for f in made.findings if f.id == "one"] == [(False, ("Because.",))]


def test_it_asks_through_derived_words_and_findings_for_what_a_person_knows() -> None:
    place = rule("place", Consequence(finding={"one": YesNo.YES}), visit_facility="yes")
    rests = rule("rests", Consequence(finding={"two": YesNo.YES}), finding_one="yes", emergency="yes")
    made = decide(case(Outcome.DENIED), Engine(Knowledge(rules=(place, rests))), TODAY).determinations[0]
    assert {f.id: f.needs for f in made.findings if f.id in ("one", "two")} == {
        "one": ("facility_type",),
        "two": ("emergency", "facility_type"),
    }


def test_it_judges_by_the_rules_in_force_on_the_day_of_the_notice() -> None:
    then = Consequence(route=Route.APPEAL, play="p")
    new = Rule("new", "new", Question.APPEAL, {"outcome": ("denied",)}, then, "b", starts=date(2026, 1, 1))
    assert chosen([new], Outcome.DENIED, notice_date=date(2025, 12, 31)) == "clarify"
    assert chosen([new], Outcome.DENIED, notice_date=date(2026, 1, 1)) == "appeal"
