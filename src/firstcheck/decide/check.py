"""Finds fault with the compiled knowledge: what only the tables, the page texts and all files together can show.

Takes Knowledge; gives sentences `file: what is wrong`. The checks that read the files themselves, with their line
numbers, are in knowledge/check.py and come first where the files are there.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from firstcheck.decide.engine import Engine
from firstcheck.decide.reach import dead_names, way_faults
from firstcheck.decide.table import Table
from firstcheck.facts.case import Outcome, PaperKind
from firstcheck.facts.words import values_of
from firstcheck.knowledge.check import faults as file_faults
from firstcheck.knowledge.clock import DeadlineKind
from firstcheck.knowledge.letter_check import letter_faults
from firstcheck.knowledge.load import FILES
from firstcheck.knowledge.model import ASK_FAST_PLAY, KEEP_CARE_PLAY, Expectation, Family, Knowledge, Route, Rule


def faults(knowledge: Knowledge, root: Path = FILES) -> Iterator[str]:
    """Every fault: of the files below `root` first (none in an installed wheel), then of the whole."""
    if root.exists():
        yield from map(str, file_faults(root))
    yield from whole_faults(knowledge)


def whole_faults(knowledge: Knowledge) -> Iterator[str]:
    """The faults that need the compiled tables or several kinds of files at once."""
    engine = Engine(knowledge)
    for table in engine.tables:
        yield from _tables(table)
    yield from _law(knowledge)
    yield from _texts(knowledge)
    yield from _loose_ends(knowledge)
    yield from _questions(knowledge)
    yield from dead_names(engine)
    yield from way_faults(engine)
    yield from letter_faults(knowledge)


def _tables(table: Table) -> Iterator[str]:
    """Own tests run on the compiled table, and pairs of rules of which neither yields."""
    for rule in table.rules:
        for test in rule.tests:
            found = _verdict(Table([_always(rule)]), test.facts)
            if found is not test.expect:
                yield f"rules/{rule.id}: on its table '{test.name}' gives {found}, not {test.expect}"
    for rule, other in table.overlaps():
        yield f"rules/{rule.id}: it can hold together with '{other.id}' and says something else; one must yield"


def _always(rule: Rule) -> Rule:
    """The rule without its dates and status: a test of its conditions holds on every day."""
    return Rule(rule.id, rule.about, rule.question, rule.when, rule.then, rule.because)


def _verdict(table: Table, facts: dict[str, str]) -> Expectation:
    reading = table.read(facts, date.min)
    if reading.certain:
        return Expectation.FIRES
    return Expectation.UNKNOWN if reading.possible else Expectation.NOT


def _law(knowledge: Knowledge) -> Iterator[str]:
    """A rule speaks as law, so it may cite only what was read; a deadline shows the grade beside the date."""
    for rule in knowledge.rules:
        for name in rule.cite:
            source = knowledge.sources.get(name)
            if source is not None and not source.printable:
                yield f"rules/{rule.id}: '{name}' is {source.status} and {source.grade}; a rule may not cite it as law"


def _texts(knowledge: Knowledge) -> Iterator[str]:
    """Everything that a face of firstcheck prints has a name."""
    wanted = {
        "deadlines": {str(rule.kind) for rule in knowledge.deadlines} | {DeadlineKind.EXPEDITED_APPEAL.value},
        "families": set(map(str, Family)),
        "outcomes": set(map(str, Outcome)),
        "kinds": set(map(str, PaperKind)),
    }
    for page, names in wanted.items():
        for name in sorted(names - knowledge.pages.get(page, {}).keys()):
            yield f"pages/{page}: '{name}' has no name there"
    for route in sorted(set(map(str, Route)) - knowledge.routes.keys()):
        yield f"routes: the route '{route}' has no text"


def _loose_ends(knowledge: Knowledge) -> Iterator[str]:
    """Things that nothing reaches."""
    played = {rule.then.play for rule in knowledge.rules} | {"get-the-reason", KEEP_CARE_PLAY, ASK_FAST_PLAY}
    for play in sorted(knowledge.plays.keys() - played):
        yield f"plays/{play}: no rule leads to it"
    named = {rule.then.scenario for rule in knowledge.rules if rule.status == "live"}
    for scenario in sorted(knowledge.scenarios.keys() - named):
        yield f"scenarios/{scenario}: no naming rule names it"


def _questions(knowledge: Knowledge) -> Iterator[str]:
    """A question offers exactly the answers that its fact may have, in both languages."""
    for text in knowledge.questions.values():
        allowed = set(values_of(text.fact) or ())
        offers = [text.choices, *([text.es.choices] if text.es and text.es.choices else [])]
        for choices in offers:
            if {choice.value for choice in choices} != allowed:
                missing = ", ".join(sorted(allowed ^ {choice.value for choice in choices}))
                yield f"questions/{text.fact}: its choices are not the values of the fact ({missing})"
