"""What the paper itself says about a period: a day, or so many days or months, beside the rule's own.

Takes a deadline rule and what was read; gives a Granted. A figure that only repeats the rule is the rule.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from firstcheck.decide.counting import add_days, add_period
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineRule, Period, Stated, Unit

#: Fewer days than this are no time to file but a clock of the plan's own (3 days, 7 days, 72 hours), misread.
_LEAST_DAYS = 10
#: Mailing days and a rounded date may lie between a period's end and the day that a paper names for it.
_MARGIN_DAYS = 15


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
    if rule.stated is Stated.EXTERNAL and values.get("second_level_offered") is True:
        return Granted(None)  # the time in the letter is that of the plan's own second level
    period = _period(rule, values)
    if period is None or start is None:
        return Granted(day)
    if amount is not None and _repeats(rule, period, amount):
        # A date well before the end of the very period that the paper repeats belongs to something else in it.
        stray = day is not None and day < add_days(start, amount - _MARGIN_DAYS) and rule.unit is Unit.DAYS
        return Granted(None if stray else day, period, repeats=stray or day is None)
    if day is not None:
        return Granted(day)
    ends = add_period(start, period.amount, period.unit)
    if amount is None:
        return Granted(ends, period)
    law = add_period(start, amount, rule.unit)
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
        if isinstance(days, int) and days >= _LEAST_DAYS:
            return Period(days)
    months = values.get("stated_appeal_months")
    return Period(months, Unit.MONTHS) if isinstance(months, int) else None


def _repeats(rule: DeadlineRule, period: Period, amount: int) -> bool:
    """Whether the paper only says the rule over again, mailing days counted in or not."""
    same = {amount, amount + (rule.presumed_receipt_days or 0)}
    return period.unit is rule.unit and period.amount in same
