"""Steps that come before those of the way: care that goes on only if asked in time, and a fast appeal to ask about.

Takes a determination and, where there is one, its case; gives the play with the leading steps set in. The sentences
are those of two plays in knowledge, which no route names.
"""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from firstcheck.decide.decision import Determination
from firstcheck.facts.case import Case, Outcome, Stage
from firstcheck.knowledge.model import ASK_FAST_PLAY, KEEP_CARE_PLAY, Knowledge, Play, Task

_CONTINUES = "continuation_of_benefits"
#: On these ways the first step is one of health or of hours: what leads here comes right behind it.
_FIRST_ALREADY = frozenset({"fast-appeal", "call-the-care-reviewer"})
#: Places to which a patient goes on from a hospital bed; the person waits there for the answer (42 CFR 422.584).
_NEXT_PLACE = re.compile(
    r"(?i)\brehab(?:ilitation)? (?:facility|hospital|unit)|\binpatient rehab|\bskilled nursing"
    r"|\bnursing (?:facility|home)|\blong[- ]term (?:acute )?care hospital|\bltach?\b|\bsub-?acute"
    r"|\brehabilitaci[oó]n hospitalaria|\b(?:hospital|centro) de rehabilitaci[oó]n|\benfermer[ií]a especializada"
)
_REFUSED = (Outcome.DENIED, Outcome.PARTLY_DENIED)
_TOLD_IN = ("service_description", "facility", "facility_type", "billing_provider", "place_of_service", "timing")


def with_leads(play: Play, determination: Determination, knowledge: Knowledge, case: Case | None) -> Play:
    """The play with what has to come first: at its head, or right behind a first step that is faster still."""
    first = tuple(_leads(play, determination, knowledge, case))
    if not first:
        return play
    place = 1 if play.id in _FIRST_ALREADY else 0
    return msgspec.structs.replace(play, tasks=(*play.tasks[:place], *first, *play.tasks[place:]))


def _leads(play: Play, made: Determination, knowledge: Knowledge, case: Case | None) -> Iterator[Task]:
    if any(d.kind == _CONTINUES and d.legal is not None and not d.expired for d in made.deadlines):
        yield from knowledge.plays[KEEP_CARE_PLAY].tasks
    if case is not None and play.id not in _FIRST_ALREADY and _waits_for_a_place(made, case):
        yield from knowledge.plays[ASK_FAST_PLAY].tasks


def _waits_for_a_place(made: Determination, case: Case) -> bool:
    """A Medicare Advantage plan refused, before it began, a stay that follows one in a hospital."""
    plan = case.value("plan_type") or case.value("program")
    early = made.denial.stage in (Stage.INITIAL, Stage.UNKNOWN) and made.denial.outcome in _REFUSED
    if plan != "medicare_advantage" or not early or case.value("timing") != "pre_service" or _begun(case):
        return False
    told = [made.denial.quote.quote if made.denial.quote else ""]
    for name in _TOLD_IN:
        for fact in case.facts:
            if fact.name == name:
                told += [str(fact.value), fact.source.quote if fact.source else ""]
    return _NEXT_PLACE.search(" ".join(told)) is not None


def _begun(case: Case) -> bool:
    """Care that was given before the notice waits for nothing; a plan's answer on it is no fast one."""
    served, notice = case.value("service_date"), case.value("notice_date")
    return isinstance(served, date) and isinstance(notice, date) and served < notice
