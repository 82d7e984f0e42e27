"""Act-by dates of a refusal: the last lawful day and the day by which a request should have arrived.

Takes deadline rules and what is known; gives Deadlines, soonest `safe` first. `legal` is the plain reading of the
rule; `safe` the shortest reading of rule and letter, rolled back to a business day, never after `legal`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

import msgspec

from firstcheck.decide.counting import add_days, add_months, mail_by, roll_back, roll_forward
from firstcheck.decide.decision import Deadline, SendBy
from firstcheck.decide.derived import Told
from firstcheck.decide.letter import Granted, granted
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineKind, DeadlineRule, MetBy, Roll, Trigger, Unit

#: First rungs: for these an urgent case has a fast track with the same last lawful day.
_FAST = {
    DeadlineKind.INTERNAL_APPEAL: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.RECONSIDERATION: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.REDETERMINATION: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.EXTERNAL_REVIEW: DeadlineKind.EXPEDITED_EXTERNAL_REVIEW,
}
#: Words that decide on every deadline, beside those in a rule's own `when` and `unless`.
CLOCK_WORDS = frozenset({"plan_type", "stage", "outcome", "state", "state_law_binds", "finding_urgent", "timing"})
#: Facts that a person could tell and that move a deadline, beside those in a rule's own `when` and `unless`.
CLOCK_FACTS = frozenset({"plan_type", "program", "funding", "sponsor", "state", "timing", "urgent", "received_date"})
_COUNTED_FROM_NOTICE = "Counted from the date of the notice, because we do not know when it came."
_PRESUMED = "The rule presumes when you got it. Keep proof if it came later."
_SHORTER = "The paper gives less time than the rule does; plan on the shorter time."
_LONGER = "The paper gives more time than the rule; plan on the rule's date, and hold the paper to its word if late."
_SAFE_GONE = "The early date has passed: hand it in today, so that it arrives before the last lawful day."
_NO_START = "We do not know the date of the notice. The time runs from it: find the date on the paper."
_FAST_NOTE = "Asked for by phone or fax today; the ordinary period is the outer limit."


class Start(msgspec.Struct, frozen=True):
    """The day a period is counted from, the earliest day it can have been, and how that is said."""

    day: date
    earliest: date
    say: str
    assumed: tuple[str, ...] = ()


class Span(msgspec.Struct, frozen=True):
    """A period worked out: its last lawful day, its shortest reading, from what, and the paper's own day."""

    legal: date
    shortest: date
    say: str
    stated: date | None


def deadlines_for(rules: Sequence[DeadlineRule], told: Told, holidays: Set[date]) -> tuple[Deadline, ...]:
    """Every deadline that the rules start for this refusal, by the law in force on the day of its notice."""
    notice = told.values.get("notice_date")
    on = notice if isinstance(notice, date) else told.today
    matching = [rule for rule in rules if applies(rule, told.words, on)]
    special = {rule.kind for rule in matching if not rule.floor}
    found: dict[str, Deadline] = {}
    for rule in matching:
        if rule.floor and rule.kind in special:
            continue
        deadline = _computed(rule, told, holidays)
        if deadline is not None and _sooner(deadline, found.get(deadline.kind)):
            found[deadline.kind] = deadline
    found |= {deadline.kind: deadline for deadline in _fast(found, told)}
    return tuple(sorted(found.values(), key=lambda d: (d.safe or date.max, d.kind)))


def _sooner(deadline: Deadline, other: Deadline | None) -> bool:
    return other is None or (deadline.legal or date.max) < (other.legal or date.max)


def applies(rule: DeadlineRule, words: Mapping[str, str], on: date) -> bool:
    """Whether a rule starts a deadline for a refusal, by the law of that day."""
    given = (
        (rule.plan_types, "plan_type"),
        (rule.stages, "stage"),
        (rule.outcomes, "outcome"),
        (rule.states, "state"),
    )
    return (
        all(not values or words.get(name) in values for values, name in given)
        and all(words.get(name) in values for name, values in rule.when.items())
        and not any(words.get(name) in values for name, values in rule.unless.items())
        and (rule.starts is None or rule.starts <= on)
        and (rule.ends is None or on < rule.ends)
    )


def _computed(rule: DeadlineRule, told: Told, holidays: Set[date]) -> Deadline | None:
    amount = _amount(rule, told.values)
    start = _start(rule, told.values)
    letter = granted(rule, amount, start.day if start else None, told.values)
    if start is None or (amount is None and rule.unit is not Unit.DATE):
        return _from_letter_alone(rule, letter, told.today, holidays)
    legal = _count(rule, start.day, amount or 0, holidays)
    readings = [legal, _count(rule, start.earliest, amount or 0, holidays)]
    readings += [_add(start.earliest, p.amount, p.unit) for p in rule.also_short]
    readings += [day for day in (letter.day, _letter_early(letter, start)) if day is not None]
    if rule.floor and letter.shorter and told.words.get("state_law_binds") == "yes" and "state" not in told.words:
        legal = min(legal, _letter_early(letter, start) or legal)  # a state's own shorter time, as its letter gives it
    span = Span(legal, min(readings), start.say, legal if letter.repeats else letter.day)
    assumed = [*start.assumed, *_compared(letter, legal), *([rule.note] if rule.note else [])]
    return _deadline(rule, span, assumed, told.today, holidays)


def _letter_early(letter: Granted, start: Start) -> date | None:
    """The letter's period counted from the earliest day, where the letter gives less than the rule."""
    if letter.period is None or not letter.shorter:
        return None
    return _add(start.earliest, letter.period.amount, letter.period.unit)


def _compared(letter: Granted, legal: date) -> Iterator[str]:
    if letter.day is not None and letter.day < legal:
        yield _SHORTER
    elif letter.day is not None and letter.day > legal:
        yield _LONGER


def _from_letter_alone(rule: DeadlineRule, letter: Granted, today: date, holidays: Set[date]) -> Deadline | None:
    """No day to count from: the day that the paper names, or the deadline without a day where the law gives one."""
    if letter.day is not None:
        say = "the day that the paper gives"
        return _deadline(rule, Span(letter.day, letter.day, say, letter.day), [], today, holidays)
    if rule.amount is None or rule.counted_from is Trigger.FACT or not rule.plan_types:
        return None
    say = f"{rule.amount} {rule.unit.value} from the notice, whose date is not known"
    return _dateless(rule, say)


def _dateless(rule: DeadlineRule, say: str) -> Deadline:
    return Deadline(
        kind=rule.kind.value,
        who=rule.who.value,
        legal=None,
        safe=None,
        met_by=rule.met_by.value,
        counted_from=say,
        cite=rule.cite,
        expired=False,
        may_file=rule.may_file,
        assumptions=(_NO_START,),
    )


def _deadline(rule: DeadlineRule, span: Span, assumed: list[str], today: date, holidays: Set[date]) -> Deadline:
    safe = min(roll_back(span.shortest, holidays), span.legal)
    posted = safe if rule.met_by is MetBy.POSTMARKED else mail_by(safe, holidays)
    last = span.legal if span.stated is None else max(span.legal, span.stated)
    if safe < today <= span.legal:
        assumed.append(_SAFE_GONE)
    if rule.late and last < today:
        assumed.append(rule.late)
    return Deadline(
        kind=rule.kind.value,
        who=rule.who.value,
        legal=span.legal,
        safe=safe,
        met_by=rule.met_by.value,
        counted_from=span.say,
        cite=rule.cite,
        expired=last < today,
        may_file=rule.may_file,
        send_by=SendBy(mail=posted if posted >= today else None, fax_or_portal=safe),
        stated=span.stated,
        assumptions=tuple(dict.fromkeys(assumed)),
    )


def _amount(rule: DeadlineRule, values: Mapping[str, FactValue]) -> int | None:
    """The rule's figure; the letter's own where the law leaves it to the state or the plan."""
    said = values.get(rule.amount_fact) if rule.amount_fact else None
    if isinstance(said, int) and (rule.letter_up_to is None or said <= rule.letter_up_to):
        return said
    return rule.amount


def _start(rule: DeadlineRule, values: Mapping[str, FactValue]) -> Start | None:
    if rule.counted_from is Trigger.FACT:
        return _from_facts(rule, values)
    notice = values.get("notice_date")
    if rule.counted_from is Trigger.NOTICE:
        start = Start(notice, notice, f"date on the notice {notice.isoformat()}") if isinstance(notice, date) else None
        return _or_later(rule, start, values)
    return _from_receipt(rule, notice, values.get("received_date"))


def _from_facts(rule: DeadlineRule, values: Mapping[str, FactValue]) -> Start | None:
    day = values.get(rule.from_fact) if rule.from_fact else None
    if not isinstance(day, date):
        return None
    return Start(day, day, f"{(rule.from_fact or '').replace('_', ' ')} {day.isoformat()}")


def _or_later(rule: DeadlineRule, start: Start | None, values: Mapping[str, FactValue]) -> Start | None:
    """The later of the counted day and a named one (42 CFR 438.420: ten days, or the day the cut takes effect)."""
    later = values.get(rule.or_later_fact) if rule.or_later_fact else None
    if start is None or not isinstance(later, date) or rule.amount is None:
        return start
    back = _add(later, -rule.amount, rule.unit)
    if back <= start.day:
        return start
    return Start(back, back, f"the later of {rule.amount} days after the notice and {later.isoformat()}")


def _from_receipt(rule: DeadlineRule, notice: object, received: object) -> Start | None:
    """Proof of receipt first, then the rule's presumption, then the notice itself: never a later day unproved."""
    if isinstance(received, date):
        earliest = notice if isinstance(notice, date) and notice <= received else received
        return Start(received, earliest, f"receipt {received.isoformat()}")
    if not isinstance(notice, date):
        return None
    if rule.presumed_receipt_days:
        day = add_days(notice, rule.presumed_receipt_days)
        say = f"notice {notice.isoformat()}, receipt presumed {rule.presumed_receipt_days} days later"
        return Start(day, notice, say, (_PRESUMED,))
    return Start(notice, notice, f"notice {notice.isoformat()} (day of receipt not known)", (_COUNTED_FROM_NOTICE,))


def _count(rule: DeadlineRule, start: date, amount: int, holidays: Set[date]) -> date:
    rolls = rule.roll is Roll.FORWARD
    end = start if rule.unit is Unit.DATE else _add(start, amount, rule.unit, rolls=rolls)
    return roll_forward(end, holidays) if rolls else end


def _add(start: date, amount: int, unit: Unit, *, rolls: bool = False) -> date:
    return add_months(start, amount, missing_to_next=rolls) if unit is Unit.MONTHS else add_days(start, amount)


def _fast(found: Mapping[str, Deadline], told: Told) -> Iterator[Deadline]:
    """A fast appeal has no shorter filing limit of its own: the ordinary last day, needed today."""
    if told.words.get("finding_urgent") != "yes" or told.words.get("timing") == "post_service":
        return
    for ordinary, fast in _FAST.items():
        deadline = found.get(ordinary.value)
        if deadline is not None and not deadline.expired:
            safe = told.today if deadline.legal is None else min(told.today, deadline.legal)
            yield msgspec.structs.replace(
                deadline,
                kind=fast.value,
                safe=safe,
                send_by=SendBy(None, told.today),
                assumptions=(_FAST_NOTE,),
            )
