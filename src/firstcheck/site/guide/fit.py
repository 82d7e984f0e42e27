"""`Does this fit you?`: the siblings of a page by the words of their letters, and the facts that decide the way.

Everything comes from the knowledge: siblings from the declared relations, facts from the rules that lead to the plays.
"""

from collections import Counter
from collections.abc import Iterator

import msgspec

from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.knowledge.model import Rule, Scenario
from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book
from firstcheck.site.guide.page import Link

_SIBLINGS, _FACTS, _FEW = 4, 2, 4
#: Facts that the paper itself tells, or that decide dates and not the way.
_NOT_ASKED = {"plan_type", "received_date"}


class Sibling(msgspec.Struct, frozen=True):
    """Another page, and what a letter says that belongs there."""

    id: str
    says: str
    link: Link


class Decisive(msgspec.Struct, frozen=True):
    """A fact that decides the way: its question and choices (value, label)."""

    fact: str
    ask: str
    why: str
    choices: tuple[tuple[str, str], ...]


class Fit(msgspec.Struct, frozen=True):
    """What is asked on the page of a scenario."""

    says: str
    siblings: tuple[Sibling, ...]
    facts: tuple[Decisive, ...]


def fit(book: Book, scenario: Scenario) -> Fit:
    """The questions of a page."""
    return Fit(_says(book, scenario.id), tuple(_siblings(book, scenario))[:_SIBLINGS], tuple(_facts(book, scenario)))


def _says(book: Book, scenario: str) -> str:
    own = book.translated(scenario)
    says = own.says if own and own.says else book.knowledge.scenarios[scenario].says
    return says[0] if says else book.title(scenario)


def _siblings(book: Book, scenario: Scenario) -> Iterator[Sibling]:
    for name in relations.near(book, scenario.id):
        yield Sibling(name, _says(book, name), book.scenario_link(name))


def _facts(book: Book, scenario: Scenario) -> Iterator[Decisive]:
    weight: Counter[str] = Counter()
    for play in scenario.plays:
        asked = {name for rule in book.leading.get(play, ()) for name in _asked(book, rule)}
        weight.update(asked)
    for fact, _ in weight.most_common(_FACTS):
        yield _decisive(book, fact)


def _asked(book: Book, rule: Rule) -> Iterator[str]:
    """The facts that people are asked and on which a rule rests, those of its findings too."""
    for name in rule.when:
        if _short(book, name):
            yield name
        elif name.startswith("finding_"):
            finding = name.removeprefix("finding_")
            for other in book.knowledge.rules:
                if finding in other.then.finding:
                    yield from (other_name for other_name in other.when if _short(book, other_name))


def _short(book: Book, name: str) -> bool:
    """Whether a fact can be asked in place: a question with few answers that no paper tells better."""
    question = book.knowledge.questions.get(name)
    if question is None or name in _NOT_ASKED:
        return False
    return VOCABULARY[name].kind is Kind.YES_NO or 0 < len(question.choices) <= _FEW


def _decisive(book: Book, fact: str) -> Decisive:
    question = book.knowledge.questions[fact]
    words = question.es if book.language == "es" and question.es else question
    choices = tuple((c.value, c.label) for c in (words.choices or question.choices))
    if VOCABULARY[fact].kind is Kind.YES_NO:
        choices = (("yes", say("yes")), ("no", say("no")))
    return Decisive(fact, words.ask, words.why, choices)
