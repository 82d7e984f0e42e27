"""Rules compiled to bit masks: which hold, which may still hold, and what is missing, exactly and in three values.

Takes rules and known facts (name -> value as a word; absent = unknown); gives a Reading. Every rule has one bit of an
int: for each fact one mask of the rules that mention it and, per value, one of the rules that accept it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from firstcheck.knowledge.model import QUESTION_ORDER, Rule


class Reading(msgspec.Struct, frozen=True):
    """What a table says of some facts: bits of the rules that certainly hold and of those that possibly hold."""

    certain: int
    possible: int

    @property
    def open(self) -> int:
        """Bits of the rules that may still hold and do not yet."""
        return self.possible & ~self.certain


class Table:
    """A compiled set of rules, in the order in which they were given."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.bit = {rule.id: index for index, rule in enumerate(self.rules)}
        self.constrained: dict[str, int] = {}
        self.accepting: dict[str, dict[str, int]] = {}
        for index, rule in enumerate(self.rules):
            self._compile(1 << index, rule)
        self._all = (1 << len(self.rules)) - 1
        #: per fact: the rules that do not mention it, and per value those that it lets pass
        self._columns = tuple(
            (fact, free := self._all & ~mentioned, {v: free | bits for v, bits in self.accepting[fact].items()})
            for fact, mentioned in self.constrained.items()
        )
        self._yields = tuple(sum(1 << self.bit[o] for o in rule.yields_to if o in self.bit) for rule in self.rules)
        self._questions = tuple(
            sum(1 << place for place, rule in enumerate(self.rules) if rule.question is question)
            for question in QUESTION_ORDER
        )
        #: the days on which a rule begins or ends
        self.changes = sorted({day for rule in self.rules for day in (rule.starts, rule.ends) if day is not None})
        self._live: dict[int, int] = {}

    def _compile(self, bit: int, rule: Rule) -> None:
        for fact, values in rule.when.items():
            self.constrained[fact] = self.constrained.get(fact, 0) | bit
            accepting = self.accepting.setdefault(fact, {})
            for value in values:
                accepting[value] = accepting.get(value, 0) | bit

    def live(self, on: date) -> int:
        """Bits of the rules in force on a day."""
        period = bisect_right(self.changes, on)
        if period not in self._live:
            self._live[period] = sum(1 << i for i, rule in enumerate(self.rules) if in_force(rule, on))
        return self._live[period]

    def read(self, facts: Mapping[str, str], on: date) -> Reading:
        """Three-valued evaluation of all rules in one pass over the facts that rules mention."""
        certain = possible = self.live(on)
        known = facts.get
        for fact, free, passing in self._columns:
            value = known(fact)
            if value is None:
                certain &= free
            else:
                let = passing.get(value, free)
                certain &= let
                possible &= let
        return Reading(certain, possible)

    def held(self, bits: int) -> Iterator[Rule]:
        """The rules of some bits."""
        while bits:
            low = bits & -bits
            yield self.rules[low.bit_length() - 1]
            bits ^= low

    def missing(self, reading: Reading, facts: Mapping[str, str]) -> dict[str, int]:
        """Unknown facts that undecided rules wait for, with how many rules each touches."""
        waiting = reading.open
        return {
            fact: (mentioned & waiting).bit_count()
            for fact, mentioned in self.constrained.items()
            if mentioned & waiting and fact not in facts
        }

    def chosen(self, reading: Reading) -> Rule | None:
        """The rule that speaks: the earliest question wins, and within it a rule steps back for one it yields to."""
        for asked in self._questions:
            bits = reading.certain & asked
            while bits:
                low = bits & -bits
                place = low.bit_length() - 1
                if not self._yields[place] & reading.certain:
                    return self.rules[place]
                bits ^= low
        return None

    def overlaps(self) -> Iterator[tuple[Rule, Rule]]:
        """Pairs of rules of one question that can hold together, say different things, and do not yield."""
        for index, rule in enumerate(self.rules):
            together = self._all & ~((2 << index) - 1)
            for fact, values in rule.when.items():
                together &= (self._all & ~self.constrained[fact]) | _any(self.accepting[fact], values)
            for other in self.held(together):
                if other.question is rule.question and _disagree(rule, other) and not _settled(rule, other):
                    yield rule, other


def _any(accepting: Mapping[str, int], values: Iterable[str]) -> int:
    mask = 0
    for value in values:
        mask |= accepting.get(value, 0)
    return mask


def in_force(rule: Rule, on: date) -> bool:
    """Whether a rule is live and its dates hold that day."""
    after = rule.starts is None or rule.starts <= on
    return rule.status == "live" and after and (rule.ends is None or on < rule.ends)


def standing_of(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that do not yield to another rule that holds as well."""
    held = {rule.id for rule in rules}
    return tuple(rule for rule in rules if not held.intersection(rule.yields_to))


def _disagree(one: Rule, other: Rule) -> bool:
    a, b = one.then, other.then
    if a.reason and b.reason:
        return a.reason != b.reason
    if a.route and b.route:
        return (a.route, a.play) != (b.route, b.play)
    if a.family and b.family:
        return (a.family, a.scenario) != (b.family, b.scenario)
    return any(b.finding.get(name, says) != says for name, says in a.finding.items())


def _settled(one: Rule, other: Rule) -> bool:
    return other.id in one.yields_to or one.id in other.yields_to
