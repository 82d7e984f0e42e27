"""What the paper itself says about a period: a day, or so many days or months, beside the rule's own.

Takes a deadline rule and what was read; gives a Granted. A figure that only repeats the rule is the rule.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from firstcheck.decide.counting import add_days, add_months
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineRule, Period, Stated, Unit


class Granted(msgspec.Struct, frozen=True):
    """The last day by the paper's words, the period behind it, and how that compares with the rule's own."""

    day: date | None = None
    period: Period | None = None
    shorter: bool = False
    repeats: bool = False


def granted(rule: DeadlineRule, amount: int | None, start: date | None, values: Mapping[str, FactValue]) -> Granted:
    """What the paper grants for this period; `amount` is the rule's own figure, `start` the day it counts from."""
    if rule.stated is Stated.NONE:
        return Granted()
    day = _named_day(rule, values)
    period = _period(rule, values)
    if day is not None or period is None or start is None:
        return Granted(day)
    ends = _add(start, period)
    if amount is None:
        return Granted(ends, period)
    law = _add(start, Period(amount, rule.unit))
    if _repeats(rule, period, amount):
        return Granted(None, period, repeats=True)
    return Granted(ends, period, shorter=ends < law)


def _named_day(rule: DeadlineRule, values: Mapping[str, FactValue]) -> date | None:
    """A final denial states one period, and it is that of the outside review, by whichever name it was read."""
    names = ("external_review_until",) if rule.stated is Stated.EXTERNAL else ()
    days = (values.get(name) for name in (*names, "stated_appeal_deadline"))
    return next((day for day in days if isinstance(day, date)), None)


def _period(rule: DeadlineRule, values: Mapping[str, FactValue]) -> Period | None:
    names = ("external_review_days",) if rule.stated is Stated.EXTERNAL else ()
    for name in (*names, "stated_appeal_days"):
        days = values.get(name)
        if isinstance(days, int):
            return Period(days)
    months = values.get("stated_appeal_months")
    return Period(months, Unit.MONTHS) if isinstance(months, int) else None


def _repeats(rule: DeadlineRule, period: Period, amount: int) -> bool:
    """Whether the paper only says the rule over again, mailing days counted in or not."""
    same = {amount, amount + (rule.presumed_receipt_days or 0)}
    return period.unit is rule.unit and period.amount in same


def _add(start: date, period: Period) -> date:
    if period.unit is Unit.MONTHS:
        return add_months(start, period.amount, missing_to_next=False)
    return add_days(start, period.amount)
