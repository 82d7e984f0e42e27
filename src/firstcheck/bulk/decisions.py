"""Decisions remembered by what they rest on: thousands of refused lines share a few hundred signatures.

Lines with the same signature (`signature`) get the same decision, which is made once, by the same road as for a single
claim. What is kept is small: a decision as a row shows it, shared by all that are alike. What a signature was read
from is kept for the last few only, and read again from the claim at hand where another day needs it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from firstcheck.bulk.clocked import ClockedEngine
from firstcheck.bulk.groups import DECIDED, Group
from firstcheck.bulk.signature import Sign, lent, notice_of, repeated, sign_of_claim, sign_of_line
from firstcheck.bulk.tasks import opened, served_on
from firstcheck.claims import case_of_claim
from firstcheck.decide.decide import decide_briefly
from firstcheck.decide.decision import Deadline, Determination
from firstcheck.decide.derived import Told, told_of
from firstcheck.extract.circumstances import answered
from firstcheck.facts.case import Case, Refusal
from firstcheck.intake.claim_data import PaidClaim
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import play_of
from firstcheck.plan.wording import Wording

_MOST_KEPT, _MOST_READ, _DAYS_AHEAD = 30_000, 64, 8

#: Outcome, number of the claim's sign, numbers of the lines', a paid copy, and what all refused lines tell together.
Key = tuple[str, int, tuple[int, ...], str, Sign]


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


class _Read(msgspec.Struct):
    """How the first claim of a signature was read."""

    case: Case
    refusal: Refusal
    told: Told


class Kind(msgspec.Struct):
    """All refusals of one signature, with what was decided for each day; `by_service`: the day of the care counts."""

    by_service: bool
    by_day: dict[tuple[date | None, date | None], Decided]


class Decisions:
    """Decides claims as of `today`; `answers` hold for every claim of the run. `kinds` counts different signatures."""

    def __init__(self, today: date, answers: Mapping[str, object] | None = None) -> None:
        self.today = today
        self.kinds = 0
        #: how often numbers of signs were given anew
        self.turn = 0
        self._told = tuple(answered(answers or {}))
        self._answers = {fact.name for fact in self._told}
        self._by_charge = "estimate_amount" in self._answers
        self._numbers: dict[Sign, int] = {}
        self._given = 0
        self._engine = ClockedEngine()
        self._by_share = self._engine.tells("share_said_zero", DECIDED)
        self._kept: dict[Key, Kind] = {}
        self._read: dict[Key, _Read] = {}
        self._days: dict[date, None] = {}
        self._alike: dict[Decided, Decided] = {}
        self._last: tuple[PaidClaim | None, int] = (None, 0)

    def of(self, claim: PaidClaim, group: Group, groups: Sequence[Group]) -> Decided:
        """The decision about a group of refused lines, one of all `groups` of the claim."""
        if claim is not self._last[0]:
            self._last = claim, self.number(self.sign(claim))
        own = tuple([self.number(sign_of_line(claim.lines[n])) for n in group.lines if n >= 0])
        key = (group.outcome.value, self._last[1], own, repeated(claim, group), lent(claim, group, groups))
        return self.on_day(self.kind(key, claim, group), key, claim, group)

    def sign(self, claim: PaidClaim) -> Sign:
        """The claim's part of the signature; with its charge where an estimate is compared with it, and so on."""
        owed_nothing = self._by_share and claim.patient_responsibility == 0
        return (*sign_of_claim(claim), claim.billed if self._by_charge else None, owed_nothing)

    def number(self, sign: Sign) -> int:
        """A part of a signature as a number, the same for equal ones; a number is never given twice."""
        known = self._numbers.get(sign)
        if known is None:
            if len(self._numbers) > _MOST_KEPT:
                self._numbers.clear()
                self.turn += 1
            self._given += 1
            known = self._numbers[sign] = self._given
        return known

    def known(self, key: Key) -> Kind | None:
        """All refusals with that signature, where one was met."""
        return self._kept.get(key)

    def kind(self, key: Key, claim: PaidClaim, group: Group) -> Kind:
        """All refusals with that signature."""
        kind = self._kept.get(key)
        if kind is None:
            if len(self._kept) > _MOST_KEPT:
                self._kept.clear()
            self.kinds += 1
            kind = self._kept[key] = Kind(self._engine.counts_from_service(self._reading(key, claim, group).told), {})
        return kind

    def on_day(self, kind: Kind, key: Key, claim: PaidClaim, group: Group) -> Decided:
        """What is decided for the claim's own days."""
        notice = notice_of(claim)
        days = (notice, served_on(claim) if notice is None or kind.by_service else None)
        made = kind.by_day.get(days)
        if made is None:
            read = self._reading(key, claim, group)
            made = kind.by_day[days] = self._decide(read, notice, served_on(claim))
            if notice is not None and not kind.by_service:
                self._beforehand(kind, read, notice)
        return made

    def expect(self, days: Iterable[date]) -> None:
        """Days on which payments of the file at hand are dated: a claim that is read is decided for all of them."""
        self._days = dict.fromkeys([*list(dict.fromkeys(days))[:_DAYS_AHEAD], *self._days])
        while len(self._days) > _DAYS_AHEAD:
            self._days.popitem()

    def _beforehand(self, kind: Kind, read: _Read, notice: date) -> None:
        """The same for the days that other payments of the file carry, while the reading is at hand."""
        if notice not in self._days:
            self.expect([notice])
        for day in self._days:
            if (day, None) not in kind.by_day:
                kind.by_day[day, None] = self._decide(read, day, None)

    def _reading(self, key: Key, claim: PaidClaim, group: Group) -> _Read:
        """The claim read as one of its signature; any claim of it will do."""
        read = self._read.get(key)
        if read is None:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            case = case_of_claim(claim, self._told)
            line = f"1.1.{group.lines[0] + 1 if group.lines[0] >= 0 else 1}"
            refusal = next(refusal for refusal in case.refusals if line in refusal.lines)
            told = told_of(case, refusal, self.today, knowledge().reasons)
            read = self._read[key] = _Read(case, refusal, told)
        return read

    def _decide(self, read: _Read, notice: date | None, served: date | None) -> Decided:
        """The rule tables and deadlines for the claim's own days; a day that the person gave stays."""
        told = read.told
        # with the day of a later denial, that day is the notice (decide.derived)
        moved = told.values.get("already_appealed") is True and "final_denial_date" in told.values
        for name, day in (("notice_date", notice), ("service_date", served)):
            own = name in self._answers or (moved and name == "notice_date")
            if day is not None and not own and told.values.get(name) != day:
                told = told.with_answer(name, day)
        made = flattened(read.case, decide_briefly(self._engine, read.refusal, told), self.today)
        return self._alike.setdefault(made, made)


def flattened(case: Case, made: Determination, today: date) -> Decided:
    """A determination as the columns of a row."""
    deadline = soonest(made.deadlines)
    play = play_of(made, knowledge(), case)
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
        task=opened(task.do, Wording(case, made, knowledge())) if task else "",
        needs="plan_type" if not made.deadlines and case.value("plan_type") is None else "",
        confidence=str(made.denial.confidence),
    )


def soonest(deadlines: tuple[Deadline, ...]) -> Deadline | None:
    """The deadline to act by first, of those that have not passed."""
    still_open = [d for d in deadlines if not d.expired and d.safe is not None]
    return min(still_open, key=lambda d: d.safe or date.max, default=None)
