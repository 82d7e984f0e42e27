"""Date arithmetic of filing periods: calendar days and months, business days, rolls. Pure; no clock, no time zone."""

from calendar import monthrange
from collections.abc import Set
from datetime import date, timedelta

from firstcheck.knowledge.clock import Unit

_SATURDAY = 5
_MAIL_DAYS = 7
_HOURS = 24


def add_days(start: date, days: int) -> date:
    """The day `days` calendar days after `start`; the first day counted is the one after `start`."""
    return start + timedelta(days=days)


def add_months(start: date, months: int, *, missing_to_next: bool) -> date:
    """Same day number so many months on.

    Where that month has no such day: the first of the month after it if `missing_to_next` (45 CFR 147.136(d)(2)(i)),
    otherwise the last day of the month, which is never later.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    if start.day <= last:
        return date(year, month + 1, start.day)
    end = date(year, month + 1, last)
    return end + timedelta(days=1) if missing_to_next else end


def add_period(start: date, amount: int, unit: Unit, *, missing_to_next: bool = False) -> date:
    """The last day of a period. Hours are whole days of 24, and a part of a day is left out: never later."""
    if unit is Unit.MONTHS:
        return add_months(start, amount, missing_to_next=missing_to_next)
    if unit is Unit.YEAR_ENDS:
        return date(start.year + amount, 12, 31)
    if unit is Unit.DATE:
        return start
    return add_days(start, amount // _HOURS if unit is Unit.HOURS else amount)


def add_business_days(start: date, days: int, holidays: Set[date]) -> date:
    """The last day of so many business days; the first one counted is the one after `start`."""
    day = start
    for _ in range(days):
        day = roll_forward(day + timedelta(days=1), holidays)
    return day


def is_business_day(day: date, holidays: Set[date]) -> bool:
    """Whether offices are open: no Saturday, Sunday or federal holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def roll_back(day: date, holidays: Set[date]) -> date:
    """That day, or the nearest business day before it."""
    while not is_business_day(day, holidays):
        day -= timedelta(days=1)
    return day


def roll_forward(day: date, holidays: Set[date]) -> date:
    """That day, or the nearest business day after it."""
    while not is_business_day(day, holidays):
        day += timedelta(days=1)
    return day


def mail_by(safe: date, holidays: Set[date]) -> date:
    """The last sensible day to post a letter that has to arrive by `safe`: at least seven days earlier."""
    return roll_back(safe - timedelta(days=_MAIL_DAYS), holidays)
