"""The rule tables of a body of knowledge, run in order: what it is called, what holds, what is due, which way to go.

Takes what is told of a refusal; gives a Verdict. Compiled once, safe to share between threads.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from firstcheck.decide.deadlines import CLOCK_FACTS, CLOCK_WORDS, deadlines_for
from firstcheck.decide.decision import Deadline
from firstcheck.decide.derived import Told
from firstcheck.decide.still_possible import almanac_of
from firstcheck.decide.table import Reading, Table, standing_of
from firstcheck.facts.case import Outcome
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.model import QUESTION_ORDER, Knowledge, Route, Rule

#: What a finding says and the rules behind it; None while only undecided rules speak of it.
Found = tuple[bool | None, tuple[Rule, ...]]

_DISPUTES = frozenset({Route.APPEAL, Route.INDEPENDENT_REVIEW})
_ALL_BUT_NONE = frozenset(Route) - {Route.NONE}
#: Guardrails before any rule: routes that an outcome rules out, whatever else is known.
_BARRED: dict[str, frozenset[Route]] = {
    Outcome.UNPROCESSABLE: _DISPUTES | {Route.EXCEPTION, Route.PROTECTION, Route.SETTLE},
    Outcome.OVERTURNED: _ALL_BUT_NONE,
    Outcome.APPROVED: _DISPUTES | {Route.EXCEPTION, Route.PROTECTION, Route.SETTLE},
    Outcome.PENDING: _DISPUTES | {Route.SETTLE},
    Outcome.NOT_A_DECISION: _DISPUTES,
    Outcome.PAID: _DISPUTES | {Route.EXCEPTION},
    Outcome.PATIENT_SHARE: _DISPUTES | {Route.EXCEPTION},
}
#: Contractual and payer-made write-offs are never the patient's debt: nothing to settle.
_NOT_THE_PATIENTS = frozenset({"CO", "PI"})
_REFUSED = frozenset({Outcome.DENIED, Outcome.PARTLY_DENIED, Outcome.ENDED})
_RUNGS = ("internal_appeal", "reconsideration", "redetermination", "external_review", "opm_review", "fair_hearing")


class Verdict(msgspec.Struct, frozen=True):
    """What the tables say: the words they were given and added, the rules that spoke, and the deadlines."""

    words: dict[str, str]
    name: Rule | None
    route: Rule | None
    findings: dict[str, Found]
    deadlines: tuple[Deadline, ...]
    readings: tuple[Reading, Reading, Reading, Reading]


class Named(msgspec.Struct, frozen=True):
    """What the tables before the routes say: the rule that names, the findings, and the words that they add."""

    name: Rule | None
    findings: dict[str, Found]
    adds: dict[str, str]
    readings: tuple[Reading, Reading, Reading]


class Engine:
    """Four tables (reason, naming, finding, route rules) and the deadline rules, by plan type and stage."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = knowledge.rules
        self.knowledge = knowledge
        self.reasons = Table([rule for rule in rules if rule.then.reason is not None])
        self.names = Table([rule for rule in rules if rule.then.family is not None])
        self.finds = Table([rule for rule in rules if rule.then.finding])
        self.routes = Table([rule for rule in rules if rule.then.route is not None])
        self._by_route = {
            route: sum(1 << i for i, rule in enumerate(self.routes.rules) if rule.then.route is route)
            for route in Route
        }
        tested = {name for rule in knowledge.deadlines for name in (*rule.when, *rule.unless)}
        self.clock_words = tuple(sorted(tested | CLOCK_WORDS))
        self._almanac = almanac_of(knowledge)
        self._clocks: dict[tuple[str, ...], Sequence[DeadlineRule]] = {}

    def judge(self, told: Told, before: Verdict | None = None) -> Verdict:
        """Run the tables, each seeing what the one before it added, by the law of the refusal's own day.

        `before` is the verdict without the one answer that `told` has more: its deadlines are taken over where the
        answer changed nothing that a deadline reads.
        """
        on = _law_of(told)
        named = self.named(told.words, on)
        known = told.words | named.adds
        if before is not None and all(known.get(name) == before.words.get(name) for name in self.clock_words):
            dates = before.deadlines
        else:
            dates = self.dates_of(told, known)
        known |= _urgency(dates, told.today)
        route, routing = self.routed(known, on)
        return Verdict(known, named.name, route, named.findings, dates, (*named.readings, routing))

    def named(self, words: Mapping[str, str], on: date) -> Named:
        """What a refusal is called and what holds, by the law of a day."""
        known = dict(words)
        meant = self.reasons.read(known, on)
        known |= self._meant(meant)
        naming = self.names.read(known, on)
        name = self.names.chosen(naming)
        if name is not None:
            known |= {"family": str(name.then.family), "scenario": name.then.scenario or ""}
        finding, findings = self._find(known, on)
        adds = {key: word for key, word in known.items() if words.get(key) != word}
        return Named(name, findings, adds, (meant, naming, finding))

    def routed(self, known: Mapping[str, str], on: date) -> tuple[Rule | None, Reading]:
        """Which way to go, by the law of a day; `known` are all words, those that the other tables added among them."""
        routing = self._allowed(self.routes.read(known, on), known)
        return self.routes.chosen(routing), routing

    def _meant(self, reading: Reading) -> dict[str, str]:
        """The reason that the paper can only have meant, where a rule says so: the one that was read cannot be."""
        rule = self.reasons.chosen(reading)
        if rule is None or rule.then.reason is None:
            return {}
        return {"primary_reason": rule.then.reason, f"reason_{rule.then.reason}": "yes"}

    def dates_of(self, told: Told, known: Mapping[str, str]) -> tuple[Deadline, ...]:
        """The deadlines of a refusal; `known` are its words with what the tables added."""
        return deadlines_for(self._rules_for(known), _knowing(told, dict(known)), self._almanac)

    def _find(self, known: dict[str, str], on: date) -> tuple[Reading, dict[str, Found]]:
        """Findings may rest on findings (outside review on the surprise-billing one): run until nothing is added."""
        while True:
            reading = self.finds.read(known, on)
            findings = self._found(reading)
            fresh = {f"finding_{key}": holds for key, (holds, _) in findings.items() if holds is not None}
            fresh = {key: holds for key, holds in fresh.items() if key not in known}
            if not fresh:
                return reading, findings
            known |= {key: "yes" if holds else "no" for key, holds in fresh.items()}

    def _found(self, reading: Reading) -> dict[str, Found]:
        """What is certain, the earlier question first; what only may hold stays None, with the rules that wait."""
        found: dict[str, Found] = {}
        certain = sorted(standing_of(tuple(self.finds.held(reading.certain))), key=_place)
        for rule in certain:
            for key, says in rule.then.finding.items():
                holds = says == "yes"
                before = found.get(key, (holds, ()))
                if before[0] is holds:
                    found[key] = (holds, (*before[1], rule))
        for rule in self.finds.held(reading.open):
            for key in rule.then.finding:
                known = found.get(key)
                if known is None or known[0] is None:
                    found[key] = (None, (*known[1], rule) if known else (rule,))
        return found

    def _allowed(self, reading: Reading, known: Mapping[str, str]) -> Reading:
        """Guardrails: take away the routes that the outcome or the group code rules out."""
        barred = set(_BARRED.get(known["outcome"], frozenset()))
        if known["outcome"] in _REFUSED and known.get("group_code") in _NOT_THE_PATIENTS:
            barred.add(Route.SETTLE)
        bits = ~sum(self._by_route[route] for route in barred)
        return Reading(reading.certain & bits, reading.possible & bits)

    @property
    def tables(self) -> tuple[Table, Table, Table, Table]:
        """The four tables in the order in which they are run."""
        return self.reasons, self.names, self.finds, self.routes

    def clock_facts(self, verdict: Verdict) -> set[str]:
        """Facts that the deadlines of this refusal may turn on, known or not."""
        rules = self._rules_for(verdict.words)
        return {name for rule in rules for name in (*rule.when, *rule.unless)} | CLOCK_FACTS

    def could_win(self, verdict: Verdict) -> tuple[Rule, ...]:
        """Undecided route rules that would take over if they held: of an earlier question, or yielded to."""
        now = verdict.route
        waiting = tuple(self.routes.held(verdict.readings[3].open))
        if now is None:
            return waiting
        return tuple(rule for rule in waiting if _beats(rule, now))

    def _rules_for(self, words: Mapping[str, str]) -> Sequence[DeadlineRule]:
        key = tuple(words.get(name, "") for name in ("plan_type", "stage", "outcome", "state"))
        if key not in self._clocks:
            plan_type, stage, outcome, state = key
            self._clocks[key] = [
                rule
                for rule in self.knowledge.deadlines
                if (not rule.plan_types or plan_type in rule.plan_types)
                and (not rule.stages or stage in rule.stages)
                and (not rule.outcomes or outcome in rule.outcomes)
                and (not rule.states or state in rule.states)
            ]
        return self._clocks[key]


def _beats(rule: Rule, now: Rule) -> bool:
    if (rule.then.route, rule.then.play) == (now.then.route, now.then.play) or now.id in rule.yields_to:
        return False
    return QUESTION_ORDER[rule.question] < QUESTION_ORDER[now.question] or rule.id in now.yields_to


def _place(rule: Rule) -> int:
    return QUESTION_ORDER[rule.question]


def _law_of(told: Told) -> date:
    """A case is judged by the law of its own dates: the day of the notice, else of the service, else today."""
    days = (told.values.get(name) for name in ("notice_date", "service_date"))
    return next((day for day in days if isinstance(day, date)), told.today)


def _knowing(told: Told, words: dict[str, str]) -> Told:
    return Told(told.values, words, told.today, told.base)


def _urgency(dates: Sequence[Deadline], today: date) -> dict[str, str]:
    """How much time the main deadline leaves, as a band that rules can test."""
    main = next((d for d in dates if d.kind in _RUNGS and d.legal is not None), None)
    if main is None or main.legal is None:
        return {}
    left = (main.legal - today).days
    band = "passed" if left < 0 else "0-3" if left <= 3 else "4-15" if left <= 15 else "16-60" if left <= 60 else "61+"
    return {"expired": "yes" if main.expired else "no", "days_left": band}
