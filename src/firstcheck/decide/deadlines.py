"""Act-by dates of a refusal: the last lawful day and the day by which a request should have arrived.

Takes deadline rules and what is known; gives Deadlines, soonest `safe` first. `legal` is the plain reading of the
rule; `safe` the shortest reading of rule and letter, rolled back to a business day, never after `legal`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

import msgspec

from firstcheck.decide.counting import add_business_days, add_period, mail_by, roll_back, roll_forward
from firstcheck.decide.decision import Deadline, SendBy
from firstcheck.decide.derived import Told
from firstcheck.decide.letter import Granted, granted
from firstcheck.decide.start import Start, start_of
from firstcheck.decide.still_possible import Almanac, said_of_state, still_possible
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineKind, DeadlineRule, MetBy, Roll, Stated, Trigger, Unit
from firstcheck.knowledge.grade import Grade

#: First rungs: for these an urgent case has a fast track with the same last lawful day.
_FAST = {
    DeadlineKind.INTERNAL_APPEAL: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.RECONSIDERATION: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.REDETERMINATION: DeadlineKind.EXPEDITED_APPEAL,
    DeadlineKind.EXTERNAL_REVIEW: DeadlineKind.EXPEDITED_EXTERNAL_REVIEW,
}
#: Words that decide on every deadline, beside those in a rule's own `when` and `unless`.
CLOCK_WORDS = frozenset(
    {"plan_type", "stage", "outcome", "state", "timing"}
    | {"state_law_binds", "plan_has_external_review", "finding_urgent"}
)
#: Facts that a person could tell and that move a deadline, beside those in a rule's own `when` and `unless`.
CLOCK_FACTS = frozenset({"plan_type", "program", "funding", "sponsor", "state", "timing", "urgent", "received_date"})


#: A debt collector's letter starts the time to dispute the debt, and no other that runs from the paper's own day.
_COLLECTOR, _YES = "debt_collector_letter", "yes"
#: Care that ends goes to a reviewer of its own there (the QIO); a redetermination keeps no care going.
_OWN_FAST_REVIEW = frozenset({"original_medicare"})
_OF_THE_PAPER = (Trigger.RECEIPT, Trigger.NOTICE, Trigger.SENT)


class Span(msgspec.Struct, frozen=True):
    """A period worked out: its last lawful day, its shortest reading, from what, and the paper's own day."""

    legal: date
    shortest: date
    say: str
    stated: date | None


def deadlines_for(rules: Sequence[DeadlineRule], told: Told, almanac: Almanac) -> tuple[Deadline, ...]:
    """Every deadline that the rules start for this refusal, by the law in force on the day of its notice."""
    notice = told.values.get("notice_date")
    on = notice if isinstance(notice, date) else told.today
    matching = [rule for rule in rules if applies(rule, told.words, on)]
    special = {rule.kind for rule in matching if not rule.floor}
    found: dict[str, Deadline] = {}
    for rule in matching:
        if rule.floor and rule.kind in special:
            continue
        deadline = _computed(rule, told, almanac)
        if deadline is not None and _sooner(deadline, found.get(deadline.kind)):
            found[deadline.kind] = deadline
    found |= {deadline.kind: deadline for deadline in _fast(found, told, almanac)}
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
    if words.get(_COLLECTOR) == _YES and _COLLECTOR not in rule.when and rule.counted_from in _OF_THE_PAPER:
        return False  # the day of a collector's letter is not that of the plan's decision
    return (
        all(not values or words.get(name) in values for values, name in given)
        and all(words.get(name) in values for name, values in rule.when.items())
        and not any(words.get(name) in values for name, values in rule.unless.items())
        and (rule.starts is None or rule.starts <= on)
        and (rule.ends is None or on < rule.ends)
    )


def _computed(rule: DeadlineRule, told: Told, almanac: Almanac) -> Deadline | None:
    amount = _amount(rule, told.values)
    start = start_of(rule, told.values, almanac.words)
    letter = granted(rule, amount, start.day if start else None, told.values)
    if start is None or (amount is None and rule.unit is not Unit.DATE):
        return _from_letter_alone(rule, letter, told, almanac)
    plain = _count(rule, start.day, amount or 0, almanac.holidays)
    legal = _by_letter(rule, letter, _extended(rule, plain), start, told)
    readings = [plain, *_readings(rule, start, amount or 0, told.values, almanac.holidays)]
    own = _printed_for_this(rule, told)
    readings += [day for day in (letter.day, _letter_early(letter, start), own) if day is not None]
    span = Span(legal, min(readings), start.say, legal if letter.repeats else letter.day)
    assumed = [almanac.texts[key] for key in (*start.assumed, *_compared(letter, legal))]
    if rule.early is not None:
        careful = add_period(start.earliest, rule.early.amount, rule.early.unit)
        assumed.append(almanac.texts["early"].format(day=careful.isoformat()))
    if rule.extended is not None and legal != plain:
        assumed.append(rule.extended.say)
    return _deadline(rule, span, assumed, told, almanac)


def _readings(
    rule: DeadlineRule, start: Start, amount: int, values: Mapping[str, FactValue], holidays: Set[date]
) -> Iterator[date]:
    """Shorter readings of the rule: from the earliest day, and those that the rule names while a start is not known."""
    yield _count(rule, start.earliest, amount, holidays)
    if rule.not_after_fact is None or rule.not_after_fact not in values:
        yield from (add_period(start.earliest, period.amount, period.unit) for period in rule.also_short)


def _extended(rule: DeadlineRule, legal: date) -> date:
    """The day to which an agency moved a last day that fell into its closure."""
    moved = rule.extended
    return moved.to if moved is not None and moved.first <= legal <= moved.last else legal


def _by_letter(rule: DeadlineRule, letter: Granted, legal: date, start: Start, told: Told) -> date:
    """The last lawful day where the letter decides between two laws."""
    more = rule.gives_way_to
    if more is not None and letter.day is not None and letter.day > legal:
        return min(letter.day, add_period(start.day, more.amount, more.unit))
    unknown_state = told.words.get("state_law_binds") == "yes" and "state" not in told.words
    if rule.floor and letter.shorter and unknown_state:
        return min(legal, _letter_early(letter, start) or legal)  # a state's own shorter time, as its letter gives it
    return legal


def _letter_early(letter: Granted, start: Start) -> date | None:
    """The letter's period counted from the earliest day, where the letter gives less than the rule."""
    if letter.period is None or not letter.shorter:
        return None
    return add_period(start.earliest, letter.period.amount, letter.period.unit)


def _compared(letter: Granted, legal: date) -> Iterator[str]:
    if letter.day is not None and letter.day < legal:
        yield "shorter"
    elif letter.day is not None and letter.day > legal:
        yield "longer"


def _from_letter_alone(rule: DeadlineRule, letter: Granted, told: Told, almanac: Almanac) -> Deadline | None:
    """No day to count from: the day that the paper names, or the deadline without a day where the law gives one."""
    day = letter.day or _printed_for_this(rule, told)
    if day is not None:
        span = Span(day, day, almanac.texts["from_paper"], day)
        return _deadline(rule, span, [], told, almanac)
    if rule.amount is None or rule.counted_from in (Trigger.FACT, Trigger.MEETING) or not rule.plan_types:
        return None
    unit = almanac.texts[f"unit_{rule.unit.value}"]
    say = almanac.texts["from_unknown"].format(amount=rule.amount, unit=unit)
    return _dateless(rule, say, almanac)


def _dateless(rule: DeadlineRule, say: str, almanac: Almanac) -> Deadline:
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
        assumptions=(almanac.texts["no_start"], *_notes(rule, {}, almanac)),
    )


def _notes(rule: DeadlineRule, words: Mapping[str, str], almanac: Almanac) -> Iterator[str]:
    """What has to stand beside a date: that its law was read second-hand, the rule's own note, the state's."""
    if rule.grade is Grade.SECONDARY:
        yield almanac.texts["check_period"]
    if rule.note:
        yield rule.note
    if rule.kind is DeadlineKind.EXTERNAL_REVIEW:
        yield from said_of_state(words, almanac)


def _deadline(rule: DeadlineRule, span: Span, assumed: list[str], told: Told, almanac: Almanac) -> Deadline:
    today, holidays = told.today, almanac.holidays
    safe = min(today if rule.kind in _FAST.values() else roll_back(span.shortest, holidays), span.legal)
    posted = safe if rule.met_by is MetBy.POSTMARKED else mail_by(safe, holidays)
    stated = _printed_last(rule, span, told)
    last = span.legal if stated is None else max(span.legal, stated)
    assumed += _notes(rule, told.words, almanac)
    if safe < today <= span.legal:
        assumed.append(almanac.texts["safe_gone"])
    possible = tuple(still_possible(rule, told.words, almanac)) if last < today else ()
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
        stated=stated,
        assumptions=tuple(dict.fromkeys((*assumed, *possible))),
        still_possible=possible,
    )


def _printed_last(rule: DeadlineRule, span: Span, told: Told) -> date | None:
    """The day that the paper gives; a later one of its own for the same act where the first has passed."""
    if (own := _printed_for_this(rule, told)) is not None:
        return own
    later = told.values.get("stated_appeal_later") if rule.stated is not Stated.NONE else None
    over = max(span.legal, span.stated or span.legal) < told.today
    return later if over and isinstance(later, date) and later >= told.today else span.stated


def _printed_for_this(rule: DeadlineRule, told: Told) -> date | None:
    """The day that the paper gives for this very act; one before the paper's own day is misread."""
    day, notice = told.values.get(rule.stated_fact or ""), told.values.get("notice_date")
    misread = isinstance(day, date) and isinstance(notice, date) and day < notice
    return day if isinstance(day, date) and not misread else None


def _amount(rule: DeadlineRule, values: Mapping[str, FactValue]) -> int | None:
    """The rule's figure; the letter's own where the law leaves it to the state or the plan."""
    said = values.get(rule.amount_fact) if rule.amount_fact else None
    if isinstance(said, int) and (rule.letter_up_to is None or said <= rule.letter_up_to):
        return said
    return rule.amount


def _count(rule: DeadlineRule, start: date, amount: int, holidays: Set[date]) -> date:
    if rule.unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, amount, holidays)
    rolls = rule.roll is Roll.FORWARD
    end = add_period(start, amount, rule.unit, missing_to_next=rolls)
    return roll_forward(end, holidays) if rolls else end


def _unsure(deadline: Deadline, almanac: Almanac) -> Iterator[str]:
    return (say for say in deadline.assumptions if say == almanac.texts["check_period"])


def _fast(found: Mapping[str, Deadline], told: Told, almanac: Almanac) -> Iterator[Deadline]:
    """A fast appeal has no shorter filing limit of its own: the ordinary last day, needed today."""
    ending = told.words.get("outcome") == "ended" and told.words.get("timing") == "concurrent"
    urgent = told.words.get("finding_urgent") == _YES
    if not (urgent or ending) or told.words.get("timing") == "post_service":
        return
    both, program = told.words.get("plan_has_external_review") == _YES, told.words.get("plan_type")
    for ordinary, fast in _FAST.items():
        own = found.get(fast.value)  # a state or Medicare may have a shorter fast time of its own
        deadline = own or found.get(ordinary.value)
        if deadline is None or deadline.expired or (own is None and not urgent and program in _OWN_FAST_REVIEW):
            continue
        safe = told.today if deadline.legal is None else min(told.today, deadline.legal)
        keys = ("fast", "fast_outside") if both and fast is DeadlineKind.EXPEDITED_APPEAL else ("fast",)
        keys = keys if urgent else ("fast_ending",)
        yield msgspec.structs.replace(
            deadline,
            kind=fast.value,
            safe=safe,
            send_by=SendBy(None, told.today),
            assumptions=(
                *(almanac.texts[key] for key in keys),
                *(own.assumptions if own else _unsure(deadline, almanac)),
            ),
        )
