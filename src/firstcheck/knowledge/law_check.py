"""Finds fault with what the files say of the law: sources, deadlines, plan types and states.

Takes those files by id; gives (folder, id, place in the file, what is wrong). Law needs a source that was read, a
figure below that grade needs to be marked so, and a state's window is printed at statute grade or not at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.facts.words import REFUSAL
from firstcheck.knowledge.clock import DeadlineRule, Trigger, Unit
from firstcheck.knowledge.grade import Grade
from firstcheck.knowledge.law import PlanType, SourceOfLaw, StateLaw

#: Folder, id, place in the file, what is wrong.
LawFault = tuple[str, str, str, str]
_LAW = (Grade.STATUTE, Grade.REGULATION, Grade.OFFICIAL)
_MAX_QUOTE_WORDS = 25
_PROCESS = ("yes", "no", "depends")
_YES_NO = ("yes", "no")
_SUREST = 6


def law_faults(
    sources: Mapping[str, SourceOfLaw],
    deadlines: Mapping[str, DeadlineRule],
    plan_types: Mapping[str, PlanType],
    states: Mapping[str, StateLaw],
    values: Callable[[str], tuple[str, ...] | None],
) -> Iterator[LawFault]:
    """Every fault of the law in the files; `values` gives the values a word may have."""
    for source in sources.values():
        yield from _source(source)
    for rule in deadlines.values():
        yield from cite_faults(sources, "deadlines", rule.id, "cite", rule.cite)
        yield from _grade(rule, sources)
        yield from _shape(rule)
        yield from _conditions(rule, values)
    for plan in plan_types.values():
        yield from _plan_type(plan, sources)
        yield from _signs(plan)
    for state in states.values():
        yield from _state(state, deadlines)


def cite_faults(
    sources: Mapping[str, SourceOfLaw], folder: str, name: str, place: str, cite: Iterable[str]
) -> Iterator[LawFault]:
    """Sources that are named and not there."""
    for index, source in enumerate(cite):
        if source not in sources:
            yield folder, name, f"{place}[{index}]", f"no source is called '{source}'"


def _source(source: SourceOfLaw) -> Iterator[LawFault]:
    if source.quote and len(source.quote.split()) > _MAX_QUOTE_WORDS:
        yield "sources", source.id, "quote", f"a quote has at most {_MAX_QUOTE_WORDS} words"
    if source.address is None and source.grade is not Grade.LETTER:
        yield "sources", source.id, "id", "a source needs the address where it was read"


def _grade(rule: DeadlineRule, sources: Mapping[str, SourceOfLaw]) -> Iterator[LawFault]:
    if not rule.cite:
        yield "deadlines", rule.id, "id", "a deadline needs a source"
    read = any(name in sources and sources[name].printable for name in rule.cite)
    if rule.grade in _LAW and not read:
        yield "deadlines", rule.id, "grade", f"it is called {rule.grade}, but no source of it was read at that grade"


def _shape(rule: DeadlineRule) -> Iterator[LawFault]:
    facts = (rule.from_fact, rule.amount_fact, rule.or_later_fact, rule.stated_fact, rule.not_after_fact)
    for name in filter(None, (*facts, *rule.meetings)):
        if name not in VOCABULARY:
            yield "deadlines", rule.id, "id", f"there is no fact '{name}'"
    if rule.counted_from in (Trigger.FACT, Trigger.MEETING) and rule.from_fact is None:
        yield "deadlines", rule.id, "counted_from", "the fact that it is counted from is not named (from_fact)"
    if rule.counted_from is Trigger.MEETING and not rule.meetings:
        yield "deadlines", rule.id, "counted_from", "the facts with the days of the meetings are not named (meetings)"
    if rule.unit is Unit.HOURS and (rule.amount or 0) % 24:
        yield "deadlines", rule.id, "amount", "hours are counted as whole days: a multiple of 24"
    if rule.starts is not None and rule.ends is not None and rule.ends <= rule.starts:
        yield "deadlines", rule.id, "until", "it ends before it starts"


def _conditions(rule: DeadlineRule, values: Callable[[str], tuple[str, ...] | None]) -> Iterator[LawFault]:
    for place, conditions in (("when", rule.when), ("unless", rule.unless)):
        for name, given in conditions.items():
            allowed = values(name)
            if allowed is None or not set(given) <= set(allowed):
                yield "deadlines", rule.id, f"{place}.{name}", f"'{name}' cannot be {', '.join(given)}"
    for place, given, name in (("stages", rule.stages, "stage"), ("outcomes", rule.outcomes, "outcome")):
        if not set(given) <= set(REFUSAL[name]):
            yield "deadlines", rule.id, place, f"one of these is no {name}: {', '.join(given)}"
    if not set(rule.plan_types) <= set(VOCABULARY["plan_type"].choices):
        yield "deadlines", rule.id, "plan_types", "one of these is no plan type"


def _plan_type(plan: PlanType, sources: Mapping[str, SourceOfLaw]) -> Iterator[LawFault]:
    for place in ("law", "watched_by", "complaint", "outside_review", "late"):
        yield from cite_faults(sources, "plan_types", plan.id, f"{place}.cite", getattr(plan, place).cite)
    if plan.billing is not None:
        yield from cite_faults(sources, "plan_types", plan.id, "billing.cite", plan.billing.cite)
    if plan.state_process not in _PROCESS:
        yield "plan_types", plan.id, "state_process", f"it is one of {', '.join(_PROCESS)}"
    known = {*VOCABULARY["plan_type"].choices, "grandfathered"}
    if plan.id not in known or not set(plan.not_this) <= known:
        yield "plan_types", plan.id, "id", "one of these is no plan type"


def _signs(plan: PlanType) -> Iterator[LawFault]:
    """A sign names a fact of the vocabulary and one of its values, and its words are patterns."""
    for index, sign in enumerate(plan.signs):
        spec, place = VOCABULARY.get(sign.fact), f"signs[{index}]"
        if spec is None or sign.value not in (spec.choices or _YES_NO):
            yield "plan_types", plan.id, place, f"'{sign.fact}' cannot be {sign.value}"
        if not 1 <= sign.strength <= _SUREST:
            yield "plan_types", plan.id, f"{place}.strength", f"it is 1 (a hint) to {_SUREST} (said outright)"
        for words in (*sign.words, *sign.unless):
            try:
                re.compile(words)
            except re.error as error:
                yield "plan_types", plan.id, place, f"'{words}' is no pattern: {error}"


def _state(state: StateLaw, deadlines: Mapping[str, DeadlineRule]) -> Iterator[LawFault]:
    rule = deadlines.get(state.rule or "")
    if state.rule is not None and (rule is None or state.id not in rule.states):
        yield "states", state.id, "rule", f"no deadline '{state.rule}' names this state"
    own = rule is not None and rule.amount == state.amount and rule.unit is state.unit
    if own and not state.floor_only and state.grade not in _LAW:
        yield "states", state.id, "grade", "a window below the grade of an official page is not printed"
