"""Which question would settle most: every answer tried through the whole chain of tables and deadlines.

Takes what is told of a refusal; gives the facts whose answer changes a route, a finding or a deadline, or rules out
something that could still change one. `cheap_ranking` only counts the undecided rules that wait for each fact.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from firstcheck.decide.decision import Question
from firstcheck.decide.derived import Told
from firstcheck.decide.engine import Engine, Verdict
from firstcheck.facts.fact import FactValue
from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.facts.words import DERIVED, YES_NO, asked_by, values_of
from firstcheck.knowledge.model import QuestionText

#: How much an answer is worth: closing open outcomes, changing the way at once, changing a right or a date.
_CLOSES, _TURNS, _MOVES = 0.5, 0.35, 0.15
#: Days tried for a date that is not known: soon after the paper, and long before it.
_TRIED_DAYS = (4, -120)
#: States tried where it is not known: with rules of their own on scans, on reviews and on neither.
_TRIED_STATES = ("TX", "CA", "WY")


class Standing(msgspec.Struct, frozen=True):
    """All that an answer can change: the way, the rights, the dates, and what could still take over."""

    way: tuple[object, ...]
    rights: frozenset[tuple[str, bool | None]]
    dates: frozenset[tuple[str, date | None, date | None]]
    ways_open: frozenset[tuple[object, ...]]
    rights_open: frozenset[str]

    @property
    def unsettled(self) -> int:
        """How much is open: other ways that could take over, counted twice, and rights that cannot be told."""
        return 2 * len(self.ways_open) + len(self.rights_open)

    def tells(self, base: "Standing") -> bool:
        """Whether this standing, after an answer, differs from the one before by more than a lost "no".

        An answer after which a right that was ruled out is merely not known any more helps nobody.
        """
        lost = base.rights - self.rights
        only_lost = self.rights < base.rights and not any(holds for _, holds in lost)
        same = (self.way, self.dates, self.ways_open) == (base.way, base.dates, base.ways_open)
        return self != base and not (only_lost and same and self.rights_open >= base.rights_open)


def full_ranking(engine: Engine, told: Told, verdict: Verdict) -> tuple[Question, ...]:
    """The unknown facts worth asking, the most decisive first; each answer is taken to be equally likely.

    What other facts already settle is not asked: care that is asked for ahead is no emergency.
    """
    base = _standing(engine, verdict)
    found = []
    for text in _candidates(engine, told, verdict):
        same_dates = None if VOCABULARY[text.fact].kind is Kind.DATE else verdict
        tried = [
            _standing(engine, engine.judge(told.with_answer(text.fact, value), same_dates))
            for value in _answers(text, told)
        ]
        if any(standing.tells(base) for standing in tried):
            found.append(Question(text.fact, round(_worth(base, tried), 3)))
    return tuple(sorted(found, key=lambda question: (-question.settles, question.fact)))


def cheap_ranking(engine: Engine, verdict: Verdict) -> tuple[Question, ...]:
    """The same facts by how many undecided rules wait for each: for bulk, where no person answers."""
    waiting = _waiting(engine, verdict)
    total = max(sum(waiting.values()), 1)
    return tuple(Question(fact, round(count / total, 3)) for fact, count in waiting.most_common())


def _worth(base: Standing, tried: list[Standing]) -> float:
    many = len(tried)
    left = sum(standing.unsettled for standing in tried) / many
    closes = max(0.0, base.unsettled - left) / max(base.unsettled, 1)
    turns = sum(standing.way != base.way for standing in tried) / many
    moves = sum(standing.rights != base.rights or standing.dates != base.dates for standing in tried) / many
    return _CLOSES * closes + _TURNS * turns + _MOVES * moves


def _standing(engine: Engine, verdict: Verdict) -> Standing:
    now = verdict.route
    return Standing(
        way=(now.then.route, now.then.play) if now else (),
        rights=frozenset((key, holds) for key, (holds, _) in verdict.findings.items() if holds is not None),
        dates=frozenset((d.kind, d.legal, d.safe) for d in verdict.deadlines),
        ways_open=frozenset((rule.then.route, rule.then.play) for rule in engine.could_win(verdict)),
        rights_open=frozenset(key for key, (holds, _) in verdict.findings.items() if holds is None),
    )


def _candidates(engine: Engine, told: Told, verdict: Verdict) -> Iterator[QuestionText]:
    """Facts with a question that an undecided rule waits for, or that a word or a deadline rests on."""
    texts = engine.knowledge.questions
    known = told.values.keys() | told.words.keys()
    wanted = set(_waiting(engine, verdict)) | _movable(engine, verdict) | set(engine.clock_facts(verdict))
    return (texts[fact] for fact in sorted(wanted) if fact in texts and fact not in known)


def _waiting(engine: Engine, verdict: Verdict) -> Counter[str]:
    """Facts that one could ask for, with how many undecided rules wait for each."""
    _, naming, finding, routing = verdict.readings
    winners = engine.could_win(verdict)
    winning = {rule.id for rule in winners}
    stopping = {name for rule in winners for name in rule.yields_to}  # what could keep one of them from winning
    routes = [rule for rule in engine.routes.held(routing.open) if rule.id in stopping or rule.id in winning]
    undecided = (*engine.names.held(naming.open), *engine.finds.held(finding.open), *routes)
    counted: Counter[str] = Counter()
    for rule in undecided:
        missing = [name for name in rule.when if name not in verdict.words]
        counted.update({fact for name in missing for fact in asked_by(name) if fact not in verdict.words})
    return counted


def _movable(engine: Engine, verdict: Verdict) -> set[str]:
    """Facts that nobody knows and on which a word rests that counts as known without them ("no sign of it")."""
    return {
        fact
        for word, derived in DERIVED.items()
        if word in verdict.words and any(word in table.constrained for table in engine.tables)
        for fact in derived.inputs
    }


def _answers(text: QuestionText, told: Told) -> list[FactValue]:
    spec = VOCABULARY[text.fact]
    if spec.kind is Kind.DATE:
        day = told.values.get("notice_date") or told.values.get("service_date") or told.today
        return [day + timedelta(days=n) for n in _TRIED_DAYS] if isinstance(day, date) else []
    if spec.kind not in (Kind.YES_NO, Kind.CHOICE):
        return list(_TRIED_STATES) if text.fact == "state" else []
    words = tuple(choice.value for choice in text.choices) or values_of(text.fact) or YES_NO
    if spec.kind is Kind.YES_NO:
        return [word == "yes" for word in words if word in YES_NO]
    return list(words)
