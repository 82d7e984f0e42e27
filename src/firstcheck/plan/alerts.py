"""What has to be said before everything else: danger to health, what is due now, missing pages, contradictions."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from firstcheck.decide.decision import Deadline, Decision, Determination
from firstcheck.facts.case import Case
from firstcheck.knowledge.model import Knowledge
from firstcheck.plan.wording import say_date

_SOON = timedelta(days=3)


class Alert(msgspec.Struct, frozen=True):
    """A sentence shown first; `by` is the day it is about."""

    kind: str
    say: str
    by: date | None = None


def alerts_for(case: Case, decision: Decision, knowledge: Knowledge, today: date) -> tuple[Alert, ...]:
    """All alerts, health first."""
    texts = knowledge.pages["alerts"]
    found = list(_health(case, texts))
    for determination in decision.determinations:
        found += _dates(case, determination, knowledge, today)
    found += _papers(case, texts, knowledge.pages.get("fact_names", {}))
    return tuple({(a.kind, a.say): a for a in found}.values())


def _health(case: Case, texts: dict[str, str]) -> Iterator[Alert]:
    if case.value("health_in_danger") is True:
        yield Alert("health", texts["health"])
    elif case.value("urgent") is True:
        yield Alert("health", texts["urgent"])


#: The facts that give the day of an act, to see whether another paper gives a later one. A fast review has a day of
#: its own, and that of the ordinary appeal is no later one for it.
_APPEAL_DAYS = ("stated_appeal_deadline", "stated_appeal_later")
_DAYS_OF = {
    "internal_appeal": _APPEAL_DAYS,
    "second_internal_appeal": _APPEAL_DAYS,
    "reconsideration": _APPEAL_DAYS,
    "redetermination": _APPEAL_DAYS,
    "fair_hearing": _APPEAL_DAYS,
    "external_review": ("external_review_until", *_APPEAL_DAYS),
    "opm_review": ("external_review_until", *_APPEAL_DAYS),
    "continuation_of_benefits": ("keep_care_until", "effective_date"),
    "premium_grace_end": ("premium_due",),
    "information_due": ("information_due",),
    "peer_to_peer_or_reopening": ("reopening_until",),
    "corrected_claim": ("corrected_claim_until",),
    "enrollment_election": ("enrollment_until",),
    "debt_dispute": ("debt_dispute_until",),
}


def _later(case: Case, deadline: Deadline, today: date) -> date | None:
    """A day still ahead that the papers print for the same act, behind the one worked out."""
    names = _DAYS_OF.get(deadline.kind, ())
    told = [fact.value for fact in case.facts if fact.name in names]
    told += [fact.value for conflict in case.conflicts if conflict.name in names for fact in conflict.values]
    days = [day for day in (*told, deadline.stated) if isinstance(day, date) and day >= today]
    return max(days, default=None)


def _dates(case: Case, determination: Determination, knowledge: Knowledge, today: date) -> Iterator[Alert]:
    texts, names, language = knowledge.pages["alerts"], knowledge.pages["deadlines"], knowledge.language
    for deadline in determination.deadlines:
        name = names.get(deadline.kind, deadline.kind.replace("_", " "))
        if deadline.legal is None or deadline.safe is None:
            continue
        if deadline.of_others:
            if deadline.expired and deadline.still_possible:
                yield Alert("other", deadline.still_possible[0], deadline.legal)
            continue
        later = _later(case, deadline, today) if deadline.legal < today else None
        if later is not None:
            first, later_day = say_date(deadline.legal, language), say_date(later, language)
            say = texts["later_day"].format(name=name, day=first, later=later_day)
            yield Alert("due_now", say, later)
        elif deadline.expired:
            late = deadline.still_possible[0] if deadline.still_possible else texts["late"]
            say = texts["expired"].format(name=name, day=say_date(deadline.legal, language))
            yield Alert("expired", f"{say} {late}", deadline.legal)
        elif deadline.safe <= today + _SOON:
            say = texts["due_now"].format(name=name, day=say_date(deadline.legal, language))
            yield Alert("due_now", say, deadline.safe)
        if deadline.stated and deadline.stated < deadline.legal and not deadline.expired:
            say = texts["stated_short"].format(
                name=name, stated=say_date(deadline.stated, language), legal=say_date(deadline.legal, language)
            )
            yield Alert("stated_deadline", say, deadline.stated)


def _papers(case: Case, texts: dict[str, str], names: dict[str, str]) -> Iterator[Alert]:
    for paper in case.papers:
        if paper.pages_stated is not None and paper.pages < paper.pages_stated:
            yield Alert("missing_page", texts["missing_page"].format(have=paper.pages, stated=paper.pages_stated))
        for problem in paper.problems:
            yield Alert("other", problem)
    for conflict in case.conflicts:
        values = " / ".join(str(fact.value) for fact in conflict.values)
        name = names.get(conflict.name, conflict.name.replace("_", " "))
        yield Alert("conflict", texts["conflict"].format(name=name, values=values))
