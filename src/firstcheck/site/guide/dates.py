"""What the guide says about time: how long there is by kind of plan, by which law, and when the law was last read."""

import re
from collections.abc import Iterable

import msgspec

from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.knowledge.clock import DeadlineKind, DeadlineRule, Trigger, Unit
from firstcheck.knowledge.model import Scenario, SourceOfLaw
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.page import Link

_APPEALS = (DeadlineKind.INTERNAL_APPEAL, DeadlineKind.RECONSIDERATION, DeadlineKind.REDETERMINATION)
_DAY = re.compile(r"\b(20\d\d)(-\d\d)?(-\d\d)?\b")


class Time(msgspec.Struct, frozen=True):
    """How long there is for one act: what, for whom, how long, by which sources, and what is still possible later."""

    what: str
    plans: tuple[str, ...]
    period: str
    sources: tuple[SourceOfLaw, ...]
    late: str = ""
    states: tuple[str, ...] = ()
    who: str = ""
    stated: bool = False

    @property
    def sure(self) -> bool:
        """Whether at least one source is law that was read."""
        return any(source.printable for source in self.sources)


def period(rule: DeadlineRule) -> str:
    """How long a deadline is, from when: "180 days from the day you got the notice"."""
    if rule.unit is Unit.DATE or rule.amount is None:
        return say("guide_time_stated")
    unit = say(f"guide_unit_{rule.unit.value}" + ("_one" if rule.amount == 1 else ""))
    start = label("facts", rule.from_fact or "") if rule.counted_from is Trigger.FACT else None
    since = (start[:1].lower() + start[1:] if start else None) or say(f"guide_from_{rule.counted_from.value}")
    return say("guide_time", amount=rule.amount, unit=unit, start=since)


def time_of(book: Book, rule: DeadlineRule) -> Time:
    """A deadline as the guide prints it."""
    return Time(
        what=label("deadlines", rule.kind.value),
        plans=tuple(plan_name(book, name) for name in rule.plan_types),
        period=period(rule),
        sources=tuple(source for name in rule.cite if (source := book.source(name))),
        late=rule.late or "",
        states=rule.states,
        who=label("who", rule.who.value),
        stated=rule.amount is None,
    )


def plan_name(book: Book, plan: str) -> str:
    """The name of a plan type for people."""
    own = book.folder("plan_types").get(plan)
    if own is not None and book.language == "en":
        return str(own.name)
    question = book.knowledge.questions.get("plan_type")
    choices = (question.es.choices if question and question.es and book.language == "es" else ()) or (
        question.choices if question else ()
    )
    return next((choice.label for choice in choices if choice.value == plan), label("choices", plan))


def appeal_times(book: Book, scenario: Scenario) -> list[Time]:
    """How long there is to appeal first, by kind of plan; only what rests on law that was read."""
    found = []
    for rule in book.knowledge.deadlines:
        first = not rule.stages or "initial" in rule.stages
        fits = not rule.outcomes or set(rule.outcomes) & book.outcomes(scenario.id)
        everywhere = rule.plan_types and not (rule.states or rule.when or rule.ends)
        if rule.kind in _APPEALS and everywhere and first and fits:
            found.append(time_of(book, rule))
    sure = _together(time for time in found if time.sure)
    return [*sure, *_by_letter(book, {plan for time in sure for plan in time.plans})] if sure else []


def _together(times: Iterable[Time]) -> list[Time]:
    """Times of the same length as one, those for most kinds of plans first, those that only the notice names last."""
    by_length: dict[str, Time] = {}
    for time in times:
        same = by_length.get(time.period)
        if same is not None:
            plans = tuple(dict.fromkeys((*same.plans, *time.plans)))
            sources = tuple(dict.fromkeys((*same.sources, *time.sources)))
            by_length[time.period] = msgspec.structs.replace(same, plans=plans, sources=sources)
        else:
            by_length[time.period] = time
    return sorted(by_length.values(), key=lambda time: (time.stated, -len(time.plans)))


def _by_letter(book: Book, shown: set[str]) -> list[Time]:
    """The kinds of plans whose time was not read in the law itself: there the letter says it."""
    names = [plan_name(book, plan) for plan in PLAN_TYPES]
    left = tuple(name for name in names if name not in shown)
    return (
        [Time(label("deadlines", DeadlineKind.INTERNAL_APPEAL.value), left, say("guide_time_stated"), (), stated=True)]
        if left
        else []
    )


def of_plan(book: Book, plan: str) -> list[Time]:
    """Every time that holds for a kind of plan everywhere."""
    rules = (rule for rule in book.knowledge.deadlines if plan in rule.plan_types and not rule.states and not rule.ends)
    return [time_of(book, rule) for rule in rules]


def of_state(book: Book, state: str) -> list[Time]:
    """Every time that holds in a state alone."""
    return [time_of(book, rule) for rule in book.knowledge.deadlines if state in rule.states and not rule.ends]


def last_read(sources: Iterable[SourceOfLaw]) -> str:
    """The day of the oldest text among sources, as far as it is told: `2024-08-15`, `2026-06` or `2024`."""
    days = [found[0] for source in sources if (found := _DAY.search(source.date_read))]
    return min(days, default="")


def plan_links(book: Book, plans: Iterable[str]) -> list[Link]:
    """Links to the pages of plan types."""
    return [Link(plan_name(book, plan), path("plans", plan.replace("_", "-"))) for plan in plans]
