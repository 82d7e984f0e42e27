"""Act-by dates of a refusal: the last lawful day and the day by which a request should have arrived.

Takes deadline rules, the case and the refusal's words; gives Deadlines, soonest `safe` first. `legal` is the plain
reading of the rule; `safe` the shortest reading of rule and letter, rolled back to a business day, never after `legal`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

import msgspec

from firstcheck.decide.counting import add_days, add_months, mail_by, roll_back, roll_forward
from firstcheck.decide.decision import Deadline, SendBy
from firstcheck.facts.case import Case
from firstcheck.knowledge.clock import DeadlineKind, DeadlineRule, MetBy, Roll, Stated, Trigger, Unit

_APPEALS = frozenset(
    {DeadlineKind.INTERNAL_APPEAL, DeadlineKind.RECONSIDERATION, DeadlineKind.REDETERMINATION, DeadlineKind.FAIR_HEARING}
)


class Start(msgspec.Struct, frozen=True):
    """The day a period is counted from, the earliest day it can have been, and how that is said."""

    day: date
    earliest: date
    say: str
    assumed: tuple[str, ...] = ()


def deadlines_for(
    rules: Sequence[DeadlineRule], case: Case, words: Mapping[str, str], today: date, holidays: Set[date]
) -> tuple[Deadline, ...]:
    """Every deadline that the rules start for this refusal."""
    matching = [rule for rule in rules if _applies(rule, words, today)]
    special = {rule.kind for rule in matching if not rule.floor}
    found = [
        deadline
        for rule in matching
        if not (rule.floor and rule.kind in special)
        for deadline in _computed(rule, case, today, holidays)
    ]
    found += list(_expedited(found, words, today))
    return tuple(sorted(found, key=lambda d: (d.safe or date.max, d.kind)))


def _applies(rule: DeadlineRule, words: Mapping[str, str], today: date) -> bool:
    def among(values: Sequence[str], name: str) -> bool:
        return not values or words.get(name) in values

    return (
        among(rule.plan_types, "plan_type")
        and among(rule.states, "state")
        and among(rule.stages, "stage")
        and among(rule.outcomes, "outcome")
        and all(words.get(name) in values for name, values in rule.when.items())
        and not any(words.get(name) in values for name, values in rule.unless.items())
        and (rule.starts is None or rule.starts <= today)
        and (rule.ends is None or today < rule.ends)
    )


def _computed(rule: DeadlineRule, case: Case, today: date, holidays: Set[date]) -> Iterator[Deadline]:
    amount = _amount(rule, case)
    stated_day = _stated_day(rule, case)
    trigger = _trigger(rule, case)
    if trigger is None or (amount is None and rule.unit is not Unit.DATE):
        if stated_day is not None:
            yield _deadline(rule, stated_day, stated_day, "the day that the paper gives", stated_day, (), today, holidays)
        return
    legal = _count(rule, trigger.day, amount or 0, holidays)
    readings = [legal, _count(rule, trigger.earliest, amount or 0, holidays)]
    readings += [_add(trigger.earliest, p.amount, p.unit) for p in rule.also_short]
    granted = _stated_end(rule, case, trigger)
    assumed = list(trigger.assumed)
    for day in (stated_day, granted):
        if day is not None:
            readings.append(day)
            if day < legal:
                assumed.append("The paper gives less time than the rule does; plan on the shorter time.")
    stated = stated_day or granted
    if rule.note:
        assumed.append(rule.note)
    yield _deadline(rule, legal, min(readings), trigger.say, stated, tuple(dict.fromkeys(assumed)), today, holidays)


def _deadline(
    rule: DeadlineRule,
    legal: date,
    shortest: date,
    counted_from: str,
    stated: date | None,
    assumptions: tuple[str, ...],
    today: date,
    holidays: Set[date],
) -> Deadline:
    safe = min(roll_back(shortest, holidays), legal)
    posted = safe if rule.met_by is MetBy.POSTMARKED else mail_by(safe, holidays)
    last = max(legal, stated) if stated is not None else legal
    return Deadline(
        kind=rule.kind.value,
        who=rule.who.value,
        legal=legal,
        safe=safe,
        met_by=rule.met_by.value,
        counted_from=counted_from,
        cite=rule.cite,
        expired=last < today,
        may_file=rule.may_file,
        send_by=SendBy(mail=posted, fax_or_portal=safe),
        stated=stated,
        assumptions=assumptions + ((rule.late,) if rule.late and last < today else ()),
    )


def _amount(rule: DeadlineRule, case: Case) -> int | None:
    if rule.amount_fact is None:
        return rule.amount
    told = case.value(rule.amount_fact)
    if isinstance(told, int) and (rule.letter_up_to is None or told <= rule.letter_up_to):
        return told
    return rule.amount


def _trigger(rule: DeadlineRule, case: Case) -> Start | None:
    if rule.counted_from is Trigger.FACT:
        days = [case.value(name) for name in (rule.from_fact, rule.or_later_fact) if name]
        known = [day for day in days if isinstance(day, date)]
        return Start(max(known), max(known), _said(rule.from_fact or "", max(known))) if known else None
    notice, received = case.value("notice_date"), case.value("received_date")
    if rule.counted_from is Trigger.NOTICE:
        return _from_notice(notice)
    return _from_receipt(rule, notice, received)


def _from_notice(notice: object) -> Start | None:
    return Start(notice, notice, f"date on the notice {notice.isoformat()}") if isinstance(notice, date) else None


def _from_receipt(rule: DeadlineRule, notice: object, received: object) -> Start | None:
    if isinstance(notice, date) and rule.presumed_receipt_days:
        presumed = add_days(notice, rule.presumed_receipt_days)
        if isinstance(received, date) and received > presumed:
            return Start(received, notice, f"receipt {received.isoformat()}")
        say = f"notice {notice.isoformat()}, receipt presumed {rule.presumed_receipt_days} days later"
        return Start(presumed, notice, say, ("The rule presumes when you got it. Keep proof if it came later.",))
    if isinstance(received, date):
        earliest = notice if isinstance(notice, date) and notice <= received else received
        return Start(received, earliest, f"receipt {received.isoformat()}")
    if isinstance(notice, date):
        say = f"notice {notice.isoformat()} (day of receipt not known)"
        return Start(notice, notice, say, ("Counted from the date of the notice, because we do not know when it came.",))
    return None


def _said(name: str, day: date) -> str:
    return f"{name.replace('_', ' ')} {day.isoformat()}"


def _count(rule: DeadlineRule, start: date, amount: int, holidays: Set[date]) -> date:
    end = start if rule.unit is Unit.DATE else _add(start, amount, rule.unit, rolls=rule.roll is Roll.FORWARD)
    return roll_forward(end, holidays) if rule.roll is Roll.FORWARD else end


def _add(start: date, amount: int, unit: Unit, *, rolls: bool = False) -> date:
    return add_months(start, amount, missing_to_next=rolls) if unit is Unit.MONTHS else add_days(start, amount)


def _stated_day(rule: DeadlineRule, case: Case) -> date | None:
    name = {Stated.APPEAL: "stated_appeal_deadline", Stated.EXTERNAL: "external_review_until"}.get(rule.stated)
    day = case.value(name) if name else None
    return day if isinstance(day, date) else None


def _stated_end(rule: DeadlineRule, case: Case, trigger: Start) -> date | None:
    """The end of the period that the paper gives, counted from the earliest day."""
    if rule.stated is Stated.NONE:
        return None
    name = "stated_appeal_days" if rule.stated is Stated.APPEAL else "external_review_days"
    days = case.value(name)
    if isinstance(days, int):
        return add_days(trigger.earliest, days)
    months = case.value("stated_appeal_months") if rule.stated is Stated.APPEAL else None
    return add_months(trigger.earliest, months, missing_to_next=False) if isinstance(months, int) else None


def _expedited(found: Sequence[Deadline], words: Mapping[str, str], today: date) -> Iterator[Deadline]:
    """A fast appeal has no shorter filing limit of its own: the ordinary last day, needed today."""
    if words.get("finding_urgent") != "yes" or words.get("timing") == "post_service":
        return
    for deadline in found:
        if deadline.kind in {kind.value for kind in _APPEALS} and not deadline.expired:
            note = "Asked for by phone or fax today; the ordinary period is the outer limit."
            yield msgspec.structs.replace(
                deadline, kind="expedited_appeal", safe=today, send_by=SendBy(None, today), assumptions=(note,)
            )
            return
