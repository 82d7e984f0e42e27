"""The engine for the claims of one run, whose tables and deadlines are worked out once for all that are alike.

A table is read once for the words that its rules test and the law of a day. Claims of a run share the person's answers;
their deadlines differ by the words that a clock reads and by their own days: that of the notice, and that of the care
where a rule or an answer counts from it.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date

from firstcheck.decide.decision import Deadline
from firstcheck.decide.derived import Told
from firstcheck.decide.engine import Engine, Named
from firstcheck.decide.table import Reading
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Rule

_MOST_KEPT = 20_000
#: Answers with which a word follows from the day of the care.
_FROM_ANSWERS = ("birth_date", "contract_ended", "continuing_care_notice_date")


class ClockedEngine(Engine):
    """As Engine, for what is told of the claims of one run."""

    def __init__(self) -> None:
        super().__init__(knowledge())
        self._kept: dict[tuple[object, ...], tuple[Deadline, ...]] = {}
        meanings, names, finds, routes = self.tables
        self._changes = sorted({day for table in self.tables for day in table.changes})
        self._naming = tuple(meanings.constrained | names.constrained | finds.constrained)
        self._routing = tuple(routes.constrained | dict.fromkeys(("outcome", "group_code"), 0))
        self._named: dict[tuple[object, ...], Named] = {}
        self._latest: tuple[Mapping[str, str], int, Named] | None = None
        self._routed: dict[tuple[object, ...], tuple[Rule | None, Reading]] = {}
        self._from_service = [
            rule
            for rule in self.knowledge.deadlines
            if "service_date" in (rule.from_fact, rule.not_after_fact, rule.or_later_fact, *rule.meetings)
        ]

    def tells(self, word: str, outcomes: frozenset[str]) -> bool:
        """Whether a name, a way or a deadline of a refusal with one of these outcomes may turn on a word."""
        rules = [
            rule
            for table in (self.reasons, self.names, self.routes)
            for rule in table.rules
            if _of(rule.when, outcomes)
        ]
        read = {name for rule in rules for name in rule.when} | set(self.clock_words)
        waiting = [rule for rule in self.finds.rules if _of(rule.when, outcomes)]
        while any(found := [r for r in waiting if any(f"finding_{name}" in read for name in r.then.finding)]):
            read.update(name for rule in found for name in rule.when)
            waiting = [rule for rule in waiting if rule not in found]
        return word in read

    def counts_from_service(self, told: Told) -> bool:
        """Whether a deadline, or a word that follows from an answer, may turn on the day of the care."""
        plan = told.words.get("plan_type")
        return any(name in told.values for name in _FROM_ANSWERS) or any(
            (rule.amount is not None or rule.amount_fact in told.values)
            and (not rule.plan_types or plan in rule.plan_types)
            for rule in self._from_service
        )

    def named(self, words: Mapping[str, str], on: date) -> Named:
        """As Engine.named, once for all refusals with the same words that a naming or finding rule tests."""
        period = bisect_right(self._changes, on)
        latest = self._latest
        if latest is not None and words is latest[0] and period == latest[1]:  # the same refusal on another day
            return latest[2]
        key = (period, *map(words.get, self._naming))
        named = self._named.get(key)
        if named is None:
            if len(self._named) > _MOST_KEPT:
                self._named.clear()
            named = self._named[key] = super().named(words, on)
        self._latest = words, period, named
        return named

    def routed(self, known: Mapping[str, str], on: date) -> tuple[Rule | None, Reading]:
        """As Engine.routed, once for all refusals with the same words that a route rule tests."""
        key = (bisect_right(self._changes, on), *map(known.get, self._routing))
        routed = self._routed.get(key)
        if routed is None:
            if len(self._routed) > _MOST_KEPT:
                self._routed.clear()
            routed = self._routed[key] = super().routed(known, on)
        return routed

    def dates_of(self, told: Told, known: Mapping[str, str]) -> tuple[Deadline, ...]:
        """As Engine.dates_of, once for all refusals that are alike in what a deadline reads."""
        notice, served = (told.values.get(name) for name in ("notice_date", "service_date"))
        day = served if notice is None or self.counts_from_service(told) else None
        key = (notice, day, *[known.get(name) for name in self.clock_words])
        dates = self._kept.get(key)
        if dates is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            dates = self._kept[key] = super().dates_of(told, known)
        return dates


def _of(when: Mapping[str, Collection[str]], outcomes: frozenset[str]) -> bool:
    """Whether a rule may hold for one of these outcomes."""
    return "outcome" not in when or not outcomes.isdisjoint(when["outcome"])
