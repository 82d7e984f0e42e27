"""What is still possible when a day has passed, and what a state's own law adds to a date.

Takes a deadline rule and what is known, with an Almanac; gives sentences. An expired date is never "no rights".
"""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from firstcheck.decide.start import Words
from firstcheck.knowledge.clock import DeadlineRule, Who
from firstcheck.knowledge.law import PlanType, Said, StateLaw
from firstcheck.knowledge.model import Knowledge, SourceOfLaw


class Almanac(msgspec.Struct, frozen=True):
    """What dates are worked out with beside the rules: holidays, sentences, plan types, states and sources."""

    holidays: frozenset[date]
    texts: Mapping[str, str]
    plan_types: Mapping[str, PlanType]
    states: Mapping[str, StateLaw]
    sources: Mapping[str, SourceOfLaw]
    words: Words


def almanac_of(knowledge: Knowledge) -> Almanac:
    """The parts of a body of knowledge that dates need."""
    return Almanac(
        holidays=knowledge.holidays,
        texts=knowledge.pages.get("clock", {}),
        plan_types=knowledge.plan_types,
        states=knowledge.states,
        sources=knowledge.sources,
        words=Words(knowledge.pages.get("clock", {}), knowledge.pages.get("fact_names", {})),
    )


def still_possible(rule: DeadlineRule, words: Mapping[str, str], almanac: Almanac) -> Iterator[str]:
    """Good cause or what the rule gives instead, a defective notice where there is one, who takes complaints."""
    plan = almanac.plan_types.get(words.get("plan_type", ""))
    if rule.late:
        yield rule.late
    elif plan is not None and rule.who is not Who.PLAN:
        yield _said(plan.late, almanac)
    elif rule.who is not Who.PLAN:
        yield almanac.texts["late"]
    if plan is not None:
        yield _said(plan.complaint, almanac)


def said_of_state(words: Mapping[str, str], almanac: Almanac) -> Iterator[str]:
    """What an insured plan's state adds to the time for an outside review: a conflict, a time not confirmed."""
    if words.get("state_law_binds") != "yes":
        return
    state = almanac.states.get(words.get("state", ""))
    if state is None:
        yield almanac.texts["state_unknown"]
    elif state.say:
        yield state.say


def _said(said: Said, almanac: Almanac) -> str:
    """The sentence; "check this" before it where none of its sources was read as law."""
    return said.say if said.sure(almanac.sources) else almanac.texts["check_this"].format(say=said.say)
