"""The compiled rule table against a reading of every rule, one by one and completion by completion."""

import itertools
import random
from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from firstcheck.decide.table import Table, in_force, standing_of
from firstcheck.knowledge.model import Consequence, Question, Route, Rule

FACTS = {"a": ("1", "2", "3"), "b": ("1", "2"), "c": ("1", "2"), "d": ("1", "2", "3")}
TODAY = date(2026, 11, 23)


def rule(name: str, when: Mapping[str, Sequence[str]], **more: object) -> Rule:
    given = {"question": Question.LABEL, "then": Consequence(route=Route.FIX, play=name), **more}
    return Rule(id=name, about="", when={k: tuple(v) for k, v in when.items()}, because="", **given)  # type: ignore[arg-type]


def drawn(rng: random.Random) -> list[Rule]:
    """Up to twelve rules with random conditions, questions and yields."""
    rules = []
    for index in range(rng.randint(1, 12)):
        names = rng.sample(sorted(FACTS), rng.randint(1, 3))
        when = {name: rng.sample(FACTS[name], rng.randint(1, len(FACTS[name]))) for name in names}
        yields = tuple(f"r{other}" for other in range(12) if other != index and rng.random() < 0.15)
        question = rng.choice([Question.LABEL, Question.APPEAL])
        play = rng.choice("xyz")
        rules.append(
            rule(f"r{index}", when, yields_to=yields, question=question, then=Consequence(route=Route.FIX, play=play))
        )
    return rules


def completions(known: Mapping[str, str]) -> list[dict[str, str]]:
    """Every way in which the unknown facts may turn out; `other` stands for a value that no rule names."""
    open_facts = [name for name in FACTS if name not in known]
    choices = [(*FACTS[name], "other") for name in open_facts]
    return [{**known, **dict(zip(open_facts, values, strict=True))} for values in itertools.product(*choices)]


def holds(one: Rule, facts: Mapping[str, str]) -> bool:
    return all(facts[name] in values for name, values in one.when.items())


@pytest.mark.parametrize("block", range(6))
def test_it_reads_as_every_completion_does(block: int) -> None:
    """600 random tables: certain = holds in every completion, possible = holds in at least one."""
    rng = random.Random(block)
    for _ in range(100):
        rules = drawn(rng)
        known = {name: rng.choice(values) for name, values in FACTS.items() if rng.random() < 0.6}
        table = Table(rules)
        reading = table.read(known, TODAY)
        ways = completions(known)
        certain = [one.id for one in rules if all(holds(one, way) for way in ways)]
        possible = [one.id for one in rules if any(holds(one, way) for way in ways)]
        assert [one.id for one in table.held(reading.certain)] == certain
        assert [one.id for one in table.held(reading.possible)] == possible
        assert [one.id for one in table.held(reading.open)] == [name for name in possible if name not in certain]
        touched = {
            name: sum(name in one.when and one.id in possible and one.id not in certain for one in rules)
            for name in FACTS
            if name not in known
        }
        assert dict(table.missing(reading, known)) == {name: n for name, n in touched.items() if n}


@pytest.mark.parametrize("block", range(6))
def test_it_finds_the_overlaps_that_some_facts_show(block: int) -> None:
    """600 random tables: a pair overlaps exactly where some facts make both hold and neither yields."""
    rng = random.Random(100 + block)
    ways = completions({})
    for _ in range(100):
        rules = drawn(rng)
        found = {frozenset((one.id, other.id)) for one, other in Table(rules).overlaps()}
        shown = {
            frozenset((one.id, other.id))
            for one, other in itertools.combinations(rules, 2)
            if one.question is other.question
            and one.then.play != other.then.play
            and one.id not in other.yields_to
            and other.id not in one.yields_to
            and any(holds(one, way) and holds(other, way) for way in ways)
        }
        assert found == shown


def test_it_keeps_a_rule_to_its_dates() -> None:
    dated = rule("dated", {"a": ["1"]}, starts=date(2026, 1, 1), ends=date(2027, 1, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    table = Table([dated])
    assert [bool(table.read({"a": "1"}, day).certain) for day in days] == [False, True, True, False]
    assert not in_force(rule("draft", {"a": ["1"]}, status="draft"), TODAY)


def test_it_lets_the_earlier_question_speak() -> None:
    late = rule("late", {"a": ["1"]}, question=Question.APPEAL)
    early = rule("early", {"a": ["1"]}, question=Question.DENIAL)
    table = Table([late, early])
    chosen = table.chosen(table.read({"a": "1"}, TODAY))
    assert chosen is not None and chosen.id == "early"


def test_it_lets_a_rule_step_back_only_for_one_that_holds() -> None:
    general = rule("general", {"a": ["1"]}, yields_to=("special",))
    special = rule("special", {"a": ["1"], "b": ["1"]})
    assert [one.id for one in standing_of((general, special))] == ["special"]
    assert [one.id for one in standing_of((general,))] == ["general"]


def test_it_chooses_nothing_where_nothing_is_certain() -> None:
    table = Table([rule("r", {"a": ["1"], "b": ["1"]})])
    assert table.chosen(table.read({"a": "1"}, TODAY)) is None
    assert table.missing(table.read({"a": "1"}, TODAY), {"a": "1"}) == {"b": 1}
