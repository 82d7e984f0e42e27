"""How fast rules decide: decisions a second on one core, the ranking of questions, and how both grow.

Run: python -m benchmarks.decide. Rules and cases are made up (seeded), the rest is the real knowledge. Prints one line
a measurement beside its limit and ends with status 1 where a limit is missed.
"""

import random
import sys
import time
import timeit
from collections.abc import Callable
from datetime import date

import msgspec

from firstcheck.decide.decide import decide
from firstcheck.decide.engine import Engine
from firstcheck.decide.table import Table
from firstcheck.facts.case import Case, Outcome, Refusal, StatedReason
from firstcheck.facts.fact import Fact
from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.knowledge.load import ARTEFACT, FILES, knowledge, load
from firstcheck.knowledge.model import Consequence, Question, QuestionText, Route, Rule

TODAY = date(2026, 11, 23)
LEAST_DECISIONS_A_SECOND = 30_000
MOST_MS_A_RANKING = 20.0
MOST_MS_A_LOAD = 15.0
_VALUES = ("yes", "no", "a", "b")


def made_up_rules(count: int, facts: int, seed: int = 7) -> list[Rule]:
    """Rules of two to five conditions over so many facts, on any of the routes."""
    dice = random.Random(seed)
    names = [f"fact_{n}" for n in range(facts)]
    return [
        Rule(
            id=f"rule-{n}",
            about="",
            question=dice.choice(list(Question)),
            when={
                name: tuple(dice.sample(_VALUES, dice.randint(1, 2)))
                for name in dice.sample(names, dice.randint(2, min(5, facts)))
            },
            then=Consequence(route=dice.choice(list(Route)), play="p"),
            because="",
        )
        for n in range(count)
    ]


def made_up_facts(facts: int, many: int, seed: int = 11) -> list[dict[str, str]]:
    """Cases in which about a third of the facts is known."""
    dice = random.Random(seed)
    return [{f"fact_{n}": dice.choice(_VALUES) for n in range(facts) if dice.random() < 0.35} for _ in range(many)]


def decisions_a_second(rules: int, facts: int, cases: int = 4_000) -> float:
    """Certain rules, the one that speaks and the cheap ranking of what is missing, per case; the best of three runs."""
    table = Table(made_up_rules(rules, facts))
    told = made_up_facts(facts, cases)

    def all_of_them() -> None:
        for facts_of_case in told:
            reading = table.read(facts_of_case, TODAY)
            table.chosen(reading)
            table.missing(reading, facts_of_case)

    return cases / min(timeit.repeat(all_of_them, number=1, repeat=3))


def open_case() -> Case:
    """A refusal with many open questions: an out-of-network scan of which only the paper is known."""
    facts = (
        Fact("plan_type", "fully_insured_group"),
        Fact("notice_date", date(2026, 10, 5)),
        Fact("service_date", date(2026, 9, 1)),
        Fact("procedure_codes", ("70553",)),
        Fact("stated_appeal_days", 180),
    )
    return Case((), facts, (), (Refusal("1", Outcome.DENIED, reasons=(StatedReason("out_of_network", None),)),))


def every_question() -> dict[str, QuestionText]:
    """A question for every fact of the vocabulary that has a yes and no, or choices: the most that could be asked."""
    asked = [spec.name for spec in VOCABULARY.values() if spec.kind in (Kind.YES_NO, Kind.CHOICE)]
    return {name: QuestionText(name, "", "") for name in asked}


def ms(work: Callable[[], object], times: int = 20) -> float:
    """Milliseconds of the median run, after one that warms up."""
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[times // 2] * 1_000


def main() -> int:
    """Measure and print everything."""
    missed = 0

    def line(what: str, value: float, unit: str, *, most: float | None = None, least: float | None = None) -> None:
        nonlocal missed
        bad = (most is not None and value > most) or (least is not None and value < least)
        missed += bad
        limit = f"at most {most:,.0f}" if most is not None else f"at least {least:,.0f}" if least is not None else ""
        print(f"{what:<58}{value:>12,.1f} {unit:<4} {limit}{'  MISSED' if bad else ''}")

    for rules, facts in ((100, 40), (300, 40), (1_000, 40), (3_000, 40), (1_000, 20), (1_000, 80)):
        mark = LEAST_DECISIONS_A_SECOND if (rules, facts) == (1_000, 40) else None
        value = decisions_a_second(rules, facts)
        line(f"decisions, {rules} rules x {facts} facts, cheap ranking", value, "/s", least=mark)
    engine, case = Engine(knowledge()), open_case()
    counts = f"{len(knowledge().rules)} rules, {len(knowledge().questions)} questions"
    full = ms(lambda: decide(case, engine, TODAY))
    line(f"whole decision with the full ranking, {counts}", full, "ms", most=MOST_MS_A_RANKING)
    asking = Engine(msgspec.structs.replace(knowledge(), questions=every_question()))
    every = ms(lambda: decide(case, asking, TODAY))
    line(f"the same with a question for each of {len(every_question())} facts", every, "ms", most=MOST_MS_A_RANKING)
    cheap = ms(lambda: decide(case, engine, TODAY, cheap=True), 100)
    line("whole decision with the cheap ranking", cheap, "ms")
    line("knowledge from its artefact", ms(lambda: load(FILES, ARTEFACT)), "ms", most=MOST_MS_A_LOAD)
    line("rule tables compiled", ms(lambda: Engine(knowledge())), "ms")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
