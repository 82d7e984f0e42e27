"""What has to be said before everything else: danger to health, what is due now, missing pages, contradictions."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from firstcheck.decide.decision import Decision, Determination
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
        found += _dates(determination, knowledge, today)
    found += _papers(case, texts)
    return tuple({(a.kind, a.say): a for a in found}.values())


def _health(case: Case, texts: dict[str, str]) -> Iterator[Alert]:
    if case.value("health_in_danger") is True:
        yield Alert("health", texts["health"])
    elif case.value("urgent") is True:
        yield Alert("health", texts["urgent"])


def _dates(determination: Determination, knowledge: Knowledge, today: date) -> Iterator[Alert]:
    texts, names = knowledge.pages["alerts"], knowledge.pages["deadlines"]
    for deadline in determination.deadlines:
        name = names.get(deadline.kind, deadline.kind.replace("_", " "))
        if deadline.legal is None or deadline.safe is None:
            continue
        if deadline.of_others:
            if deadline.expired and deadline.still_possible:
                yield Alert("other", deadline.still_possible[0], deadline.legal)
            continue
        if deadline.expired:
            late = deadline.still_possible[0] if deadline.still_possible else texts["late"]
            yield Alert(
                "expired", texts["expired"].format(name=name, day=say_date(deadline.legal)) + " " + late, deadline.legal
            )
        elif deadline.safe <= today + _SOON:
            say = texts["due_now"].format(name=name, day=say_date(deadline.legal))
            yield Alert("due_now", say, deadline.safe)
        if deadline.stated and deadline.stated < deadline.legal and not deadline.expired:
            say = texts["stated_short"].format(
                name=name, stated=say_date(deadline.stated), legal=say_date(deadline.legal)
            )
            yield Alert("stated_deadline", say, deadline.stated)


def _papers(case: Case, texts: dict[str, str]) -> Iterator[Alert]:
    for paper in case.papers:
        if paper.pages_stated is not None and paper.pages < paper.pages_stated:
            yield Alert("missing_page", texts["missing_page"].format(have=paper.pages, stated=paper.pages_stated))
        for problem in paper.problems:
            yield Alert("other", problem)
    for conflict in case.conflicts:
        values = " / ".join(str(fact.value) for fact in conflict.values)
        yield Alert("conflict", texts["conflict"].format(name=conflict.name.replace("_", " "), values=values))
