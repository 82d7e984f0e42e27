"""Every deadline file has a case that starts it and one that does not, made from its own conditions."""

from datetime import date, timedelta

import pytest

from firstcheck.decide.deadlines import applies
from firstcheck.facts.case import Outcome, Stage
from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.facts.words import values_of
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.load import knowledge

RULES = knowledge().deadlines
DAY = date(2026, 11, 2)


def starting(rule: DeadlineRule) -> dict[str, str]:
    """Words on which the rule starts."""
    words = {"plan_type": (rule.plan_types or ("",))[0], "stage": (rule.stages or ("initial",))[0]}
    words |= {"outcome": (rule.outcomes or ("denied",))[0], "state": (rule.states or ("",))[0]}
    return words | {name: values[0] for name, values in rule.when.items()}


def in_force(rule: DeadlineRule) -> date:
    if rule.ends is not None and rule.ends <= DAY:
        return rule.ends - timedelta(days=1)
    return max(DAY, rule.starts or DAY)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_it_starts_where_all_of_its_conditions_hold(rule: DeadlineRule) -> None:
    assert applies(rule, starting(rule), in_force(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_it_does_not_start_where_one_condition_fails(rule: DeadlineRule) -> None:
    words, day = starting(rule), in_force(rule)
    tried = 0
    for name, values, others in (
        ("plan_type", rule.plan_types, PLAN_TYPES),
        ("stage", rule.stages, tuple(Stage)),
        ("outcome", rule.outcomes, tuple(Outcome)),
        ("state", rule.states, ("ZZ",)),
    ):
        for other in others:
            if values and other not in values:
                tried += 1
                assert not applies(rule, {**words, name: str(other)}, day)
    for name, values in rule.when.items():
        for other in {*(values_of(name) or ("yes", "no")), "other"} - set(values):
            tried += 1
            assert not applies(rule, {**words, name: other}, day)
        assert not applies(rule, {key: value for key, value in words.items() if key != name}, day)
    for name, values in rule.unless.items():
        for value in values:
            tried += 1
            assert not applies(rule, {**words, name: value}, day)
    if rule.ends is not None:
        assert not applies(rule, words, rule.ends)
    if rule.starts is not None:
        assert not applies(rule, words, rule.starts - timedelta(days=1))
    needs_no_more = rule.from_fact is not None or rule.amount_fact is not None  # a date that only the paper gives
    assert tried or needs_no_more


def test_it_never_lets_a_state_rule_reach_a_self_funded_plan() -> None:
    for rule in RULES:
        if rule.states:
            assert rule.when.get("state_law_binds") == ("yes",)
            assert "self_funded_erisa" not in rule.plan_types


def test_it_never_cites_the_sixty_day_rule_of_other_plans() -> None:
    """Must-not rule 8: 29 CFR 2560.503-1(h)(2)(i) is for plans that are no health plans."""
    assert not [s.id for s in knowledge().sources.values() if "2560.503-1(h)(2)(i)" in s.citation]
