"""Decisions remembered by what they rest on: thousands of refused lines share a few hundred signatures.

A signature holds everything of a claim that a rule, a deadline or a derived word can read. Lines with the same one get
the same decision, which is made once, by the same road as for a single claim.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from firstcheck.analyze.road import engine
from firstcheck.claims import case_of_claim
from firstcheck.claims.facts import coverage_of, facility_in_network, place_of_service
from firstcheck.claims.outcomes import PREDETERMINED, REFUSED, claim_outcome, line_outcome
from firstcheck.claims.reading import group_key
from firstcheck.decide.decide import decide_briefly
from firstcheck.decide.decision import Deadline, Determination
from firstcheck.decide.derived import Told, told_of
from firstcheck.decide.kinds import kind_of_number
from firstcheck.extract.circumstances import answered
from firstcheck.facts.case import Case, Outcome, Refusal
from firstcheck.facts.fact import Fact
from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.x12.balance import REVERSAL
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import play_of
from firstcheck.plan.wording import Wording, say_date, say_money

_MOST_KEPT = 100_000
#: Places in a sentence that differ between claims of one signature; each row fills them itself.
_LATER = ("claim", "service_date", "amount", "payer", "provider")
_PLACES = re.compile(r"[\x01-\x05]")
_NAMES = ("rendering_provider", "billing_provider")


class Decided(msgspec.Struct, frozen=True):
    """What a row says of a decision. `task` keeps the places that each row fills itself."""

    family: str
    scenario: str | None
    route: str
    act_by: date | None
    last_day: date | None
    deadline: str | None
    days_left: int | None
    who: str
    task: str
    needs: str
    confidence: str


class Group(msgspec.Struct, gc=False):
    """Lines of a claim refused alike, by their index; -1 is a claim that shows no lines."""

    outcome: Outcome
    lines: list[int]


class _Kind(msgspec.Struct):
    """All refusals of one signature: how the first of them was read, and what was decided for each day."""

    case: Case
    refusal: Refusal
    told: Told
    by_day: dict[date | None, Decided]


class Decisions:
    """Decides claims as of `today`; `answers` hold for every claim of the run. `kinds` counts different signatures."""

    def __init__(self, today: date, answers: Mapping[str, object] | None = None) -> None:
        self.today = today
        self.kinds = 0
        self._told = tuple(answered(answers or {}))
        self._kept: dict[tuple[Any, ...], _Kind] = {}
        self._last: PaidClaim | None = None
        self._last_key: tuple[Any, ...] = ()
        self._words: dict[tuple[str | None, str | None], tuple[Any, ...]] = {}

    def of(self, claim: PaidClaim, group: Group, groups: Sequence[Group]) -> Decided:
        """The decision about a group of refused lines, one of all `groups` of the claim."""
        own = tuple([_of_line(claim.lines[n]) for n in group.lines if n >= 0])
        key = (group.outcome, own, _paid_twin(claim, group), *self._of_claim(claim, groups))
        kind = self._kept.get(key)
        if kind is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            kind = self._kept[key] = self._read(claim, group)
        day = notice_of(claim) or claim.begins
        made = kind.by_day.get(day)
        if made is None:
            made = kind.by_day[day] = self._decide(kind, claim)
        return made

    def _of_claim(self, claim: PaidClaim, groups: Sequence[Group]) -> tuple[Any, ...]:
        """What the claim adds to the signature of its lines: all that rules, deadlines and derived words can read."""
        if claim is self._last:
            return self._last_key
        self._last = claim
        self._last_key = (
            tuple([(a.group, a.reason, (a.amount or 0) > 0) for a in claim.adjustments]) if claim.adjustments else (),
            tuple([remark.code for remark in claim.remarks]) if claim.remarks else (),
            claim.status == PREDETERMINED or claim.use,
            _coverage(claim.filing, claim.transmission.payer if claim.transmission.version == "fhir" else None),
            place_of_service(claim),
            claim.authorization is None,
            facility_in_network(claim),
            notice_of(claim) is None,
            self._names(claim),
            _lent(claim, groups),
        )
        return self._last_key

    def _names(self, claim: PaidClaim) -> tuple[Any, ...]:
        """What the names of the providers tell (a hospital, an imaging center), not the names themselves."""
        names = (claim.rendering, claim.transmission.payee)
        known = self._words.get(names)
        if known is None:
            facts = tuple(Fact(kind, value) for kind, value in zip(_NAMES, names, strict=True) if value)
            told = told_of(Case((), facts, (), ()), Refusal("1", Outcome.DENIED), self.today, ())
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            known = self._words[names] = tuple(sorted(told.words.items()))
        return known

    def _read(self, claim: PaidClaim, group: Group) -> _Kind:
        self.kinds += 1
        case = case_of_claim(claim, self._told)
        line = f"1.1.{group.lines[0] + 1 if group.lines[0] >= 0 else 1}"
        refusal = next(refusal for refusal in case.refusals if line in refusal.lines)
        return _Kind(case, refusal, told_of(case, refusal, self.today, knowledge().reasons), {})

    def _decide(self, kind: _Kind, claim: PaidClaim) -> Decided:
        """The rule tables and deadlines for the claim's own days; a day that the person gave stays."""
        told = kind.told
        answers = {fact.name for fact in self._told}
        days = {"notice_date": notice_of(claim), "service_date": claim.begins}
        for name, day in days.items():
            if day is not None and name not in answers and "final_denial_date" not in answers:
                told = told.with_answer(name, day)
        made = decide_briefly(engine(), kind.refusal, told)
        return flattened(kind.case, made, self.today)


@lru_cache(maxsize=4096)
def _coverage(filing: str | None, payer: str | None) -> tuple[str | None, str | None]:
    return coverage_of(filing, payer)


def notice_of(claim: PaidClaim) -> date | None:
    """The day of the payer's message."""
    return claim.transmission.produced or claim.transmission.paid_on


def _of_line(line: ServiceLine) -> tuple[Any, ...]:
    code = line.procedure or ""
    return (
        tuple([(a.group, a.reason, (a.amount or 0) > 0) for a in line.adjustments]),
        tuple([remark.code for remark in line.remarks]) if line.remarks else (),
        code[:1] if len(code) == 5 and code.isdigit() else bool(code),
        kind_of_number(code) if code else "",
        "26" in line.modifiers,
        line.drug is not None,
        line.review,
        line.description,
    )


def _lent(claim: PaidClaim, groups: Sequence[Group]) -> tuple[Any, ...]:
    """Codes of the claim's refused lines together: a line that shows none of a kind is judged by those of the claim."""
    if len(claim.lines) < 2:
        return ()
    refused = [claim.lines[n] for group in groups if group.outcome in REFUSED for n in group.lines] or claim.lines
    bare = not all(line.adjustments for line in refused)
    return (
        any("26" in line.modifiers for line in refused),
        tuple(sorted({(line.procedure or "")[:1] for line in refused})),
        tuple(sorted({kind_of_number(line.procedure or "") for line in refused})),
        any(line.drug for line in refused),
        tuple(sorted({a.code for line in refused for a in line.adjustments})) if bare else (),
    )


def _paid_twin(claim: PaidClaim, group: Group) -> bool:
    """Whether another line of the claim, for the same service and day, was paid."""
    if len(claim.lines) < 2:
        return False
    same = {(claim.lines[n].procedure, claim.lines[n].begins) for n in group.lines}
    for n, line in enumerate(claim.lines):
        if n not in group.lines and (line.procedure, line.begins) in same and (line.paid or 0) > 0:
            return True
    return False


def groups_of(claim: PaidClaim) -> list[Group]:
    """Refused lines of a claim, grouped as its refusals are; also what was taken back or left without a reason."""
    if claim.status == REVERSAL:
        return [] if claim.partner else [Group(Outcome.UNKNOWN, list(range(len(claim.lines))) or [-1])]
    if not claim.lines:
        outcome = claim_outcome(claim)
        return [Group(outcome, [-1])] if outcome in REFUSED else []
    outcomes = [line_outcome(claim, line) for line in claim.lines]
    refused = [n for n, outcome in enumerate(outcomes) if outcome in REFUSED]
    if len(refused) == 1:
        return [Group(outcomes[refused[0]], refused)]
    found: dict[tuple[object, ...], Group] = {}
    for n in refused:
        key = group_key(claim, claim.lines[n], outcomes[n])
        found.setdefault(key, Group(outcomes[n], [])).lines.append(n)
    return list(found.values()) or _unexplained(claim, outcomes)


def _unexplained(claim: PaidClaim, outcomes: Sequence[Outcome]) -> list[Group]:
    """Lines that were charged, not paid and not explained, where nothing else was refused."""
    bare = any(o is Outcome.UNKNOWN and (x.billed or 0) > 0 for o, x in zip(outcomes, claim.lines, strict=True))
    return [Group(Outcome.UNKNOWN, list(range(len(claim.lines))))] if bare else []


def flattened(case: Case, made: Determination, today: date) -> Decided:
    """A determination as the columns of a row."""
    deadline = soonest(made.deadlines)
    play = play_of(made, knowledge())
    task = play.tasks[0] if play and play.tasks else None
    return Decided(
        family=made.denial.family,
        scenario=made.denial.scenario,
        route=made.route.id,
        act_by=deadline.safe if deadline else None,
        last_day=deadline.legal if deadline else None,
        deadline=str(deadline.kind) if deadline else None,
        days_left=(deadline.safe - today).days if deadline and deadline.safe else None,
        who=task.who if task else "you",
        task=_filled(task.do, Wording(case, made, knowledge())) if task else "",
        needs="plan_type" if not made.deadlines and case.value("plan_type") is None else "",
        confidence=str(made.denial.confidence),
    )


def soonest(deadlines: tuple[Deadline, ...]) -> Deadline | None:
    """The deadline to act by first, of those that have not passed."""
    still_open = [d for d in deadlines if not d.expired and d.safe is not None]
    return min(still_open, key=lambda d: d.safe or date.max, default=None)


def _filled(sentence: str, words: Wording) -> str:
    for number, name in enumerate(_LATER, 1):
        sentence = sentence.replace(f"{{{name}}}", chr(number))
    return words.fill(sentence)


def finished(task: str, values: Callable[[], Mapping[str, str | None]]) -> str:
    """A task with the claim's own values; what is not known is said in the words of the answer page."""
    if _PLACES.search(task) is None:
        return task
    known = values()
    for number, name in enumerate(_LATER, 1):
        if chr(number) in task:
            task = task.replace(chr(number), known.get(name) or _missing(name))
    return task[:1].upper() + task[1:]


def values_of(claim: PaidClaim) -> dict[str, str | None]:
    """What a sentence may say of a claim."""
    owed, number = claim.patient_responsibility, claim.number or claim.account
    begins = claim.begins or min((line.begins for line in claim.lines if line.begins), default=None)
    return {
        "claim": f"{knowledge().pages['answer']['word_claim']} {number}" if number else None,
        "service_date": say_date(begins) if begins else None,
        "amount": say_money(owed) if owed is not None and owed > 0 else None,
        "payer": claim.transmission.payer,
        "provider": claim.transmission.payee or claim.rendering,
    }


@lru_cache(maxsize=8)
def _missing(name: str) -> str:
    return knowledge().pages["answer"].get(f"missing_{name}", "")


def refused_lines(claim: PaidClaim, group: Group) -> Iterator[tuple[int, ServiceLine | None]]:
    """Index and line of each line of a group; None for a claim that shows no lines."""
    for n in group.lines:
        yield n, claim.lines[n] if n >= 0 else None
