"""The day a filing period is counted from, the earliest day it can have been, and how that is said.

Takes a deadline rule, what is known and the words to say it in; gives a Start, None where no day to count from is
known. A later day than the notice counts only where it is proved or the rule itself presumes it.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from firstcheck.decide.counting import add_days, add_period
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineRule, Trigger, Unit
from firstcheck.knowledge.grade import Grade


class Words(msgspec.Struct, frozen=True):
    """How a start is said: sentences by key, and the names of facts; without a name a fact is named as it is kept."""

    say: Mapping[str, str]
    facts: Mapping[str, str] = {}

    def fact(self, name: str) -> str:
        """A fact as a sentence names it."""
        named = self.facts.get(name)
        return named[:1].lower() + named[1:] if named else name.replace("_", " ")


class Start(msgspec.Struct, frozen=True):
    """`day` is what the rule counts from, `earliest` the shortest reading; `assumed` are keys of sentences."""

    day: date
    earliest: date
    say: str
    assumed: tuple[str, ...] = ()


def start_of(rule: DeadlineRule, values: Mapping[str, FactValue], words: Words) -> Start | None:
    """Where the count begins."""
    start = _triggered(rule, values, words)
    return _or_later(rule, _not_after(rule, start, values, words), values, words)


def _triggered(rule: DeadlineRule, values: Mapping[str, FactValue], words: Words) -> Start | None:
    if rule.counted_from is Trigger.FACT:
        return _from_fact(rule, values, words)
    if rule.counted_from is Trigger.MEETING:
        return _from_meeting(rule, values, words)
    notice = _day(values, "notice_date")
    if rule.counted_from is Trigger.RECEIPT:
        if notice is not None and _letter_counts_from_notice(rule, values):
            return Start(notice, notice, words.say["from_notice_by_letter"].format(day=notice.isoformat()))
        return _from_receipt(rule, notice, _day(values, "received_date"), words)
    sent = _day(values, "sent_date") if rule.counted_from is Trigger.SENT else None
    if sent is not None:
        return Start(sent, min(sent, notice or sent), words.say["from_sent"].format(day=sent.isoformat()))
    if notice is None:
        return None
    return Start(notice, notice, words.say["from_notice"].format(day=notice.isoformat()))


def _letter_counts_from_notice(rule: DeadlineRule, values: Mapping[str, FactValue]) -> bool:
    """Where the letter alone gives the period, its words also say when the period begins."""
    own = rule.amount_fact is not None and rule.amount_fact in values
    return own and values.get("stated_appeal_from") == "notice"


def _from_fact(rule: DeadlineRule, values: Mapping[str, FactValue], words: Words) -> Start | None:
    name = rule.from_fact or ""
    day, notice = _day(values, name), _day(values, "notice_date")
    if day is None or (rule.unit is Unit.DATE and notice is not None and day < notice):
        return None  # a paper sets no day to act by that was over when it was written
    if name == "service_date" and rule.grade is Grade.LETTER and (notice is None or day >= notice):
        return None  # care on the day of the paper, or later, is a misread column: nothing is counted from it
    return Start(day, day, words.say["from_fact"].format(fact=words.fact(name), day=day.isoformat()))


def _from_receipt(rule: DeadlineRule, notice: date | None, received: date | None, words: Words) -> Start | None:
    """Proof of receipt first, then the rule's presumption, then the notice itself."""
    if received is not None:
        earliest = notice if notice is not None and notice <= received else received
        return Start(received, earliest, words.say["from_receipt"].format(day=received.isoformat()))
    if notice is None:
        return None
    if rule.presumed_receipt_days:
        day = add_days(notice, rule.presumed_receipt_days)
        say = words.say["from_presumed"].format(day=notice.isoformat(), days=rule.presumed_receipt_days)
        return Start(day, notice, say, ("presumed",))
    say = words.say["from_notice_alone"].format(day=notice.isoformat())
    return Start(notice, notice, say, ("counted_from_notice",))


def _from_meeting(rule: DeadlineRule, values: Mapping[str, FactValue], words: Words) -> Start | None:
    """29 CFR 2560.503-1(i)(2)(iii)(B): the next meeting; the one after it for what comes in too shortly before."""
    came = _day(values, rule.from_fact or "")
    if came is None:
        return None
    days = sorted(day for day in (_day(values, name) for name in rule.meetings) if day is not None)
    held = next((day for day in days if (day - came).days > rule.lead_days), None)
    return Start(held, held, words.say["from_meeting"].format(day=held.isoformat())) if held is not None else None


def _not_after(rule: DeadlineRule, start: Start | None, values: Mapping[str, FactValue], words: Words) -> Start | None:
    """A clock that starts by itself some days after a step, whether or not an answer has come."""
    step = _day(values, rule.not_after_fact or "")
    if step is None:
        return start
    latest = add_days(step, rule.not_after_days)
    if start is not None and start.day <= latest:
        return start
    fact = words.fact(rule.not_after_fact or "")
    say = words.say["from_not_after"].format(days=rule.not_after_days, fact=fact, day=step.isoformat())
    return Start(latest, min(latest, start.earliest) if start else latest, say)


def _or_later(rule: DeadlineRule, start: Start | None, values: Mapping[str, FactValue], words: Words) -> Start | None:
    """The later of the counted day and a named one (42 CFR 438.420: ten days, or the day the cut takes effect)."""
    later = _day(values, rule.or_later_fact or "")
    if start is None or later is None or rule.amount is None:
        return start
    back = add_period(later, -rule.amount, rule.unit)
    if back <= start.day:
        return start
    unit = words.say[f"unit_{rule.unit.value}"]
    return Start(back, back, words.say["from_later"].format(amount=rule.amount, unit=unit, day=later.isoformat()))


def _day(values: Mapping[str, FactValue], name: str) -> date | None:
    value = values.get(name)
    return value if isinstance(value, date) else None
