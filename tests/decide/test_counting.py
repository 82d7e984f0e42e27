"""Counting of filing periods against a naive reading that walks the calendar day by day."""

import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firstcheck.decide.counting import add_days, add_months, is_business_day, mail_by, roll_back, roll_forward
from firstcheck.knowledge.build import federal_holidays

HOLIDAYS = federal_holidays()
DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))
DAY = timedelta(days=1)


def walked(start: date, days: int) -> date:
    """So many days on, one at a time."""
    for _ in range(days):
        start += DAY
    return start


def months_on(start: date, months: int, *, missing_to_next: bool) -> date:
    """So many months on, one at a time; only then is the day of the month looked for."""
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    days = [week[i] for week in calendar.monthcalendar(year, month) for i in range(7) if week[i]]
    if start.day in days:
        return date(year, month, start.day)
    last = date(year, month, max(days))
    return last + DAY if missing_to_next else last


@given(DAYS, st.integers(0, 400))
def test_it_counts_days_one_by_one(start: date, days: int) -> None:
    assert add_days(start, days) == walked(start, days)


@given(DAYS, st.integers(0, 24), st.booleans())
def test_it_counts_months_one_by_one(start: date, months: int, missing_to_next: bool) -> None:
    found = add_months(start, months, missing_to_next=missing_to_next)
    assert found == months_on(start, months, missing_to_next=missing_to_next)


@given(DAYS, DAYS, st.integers(0, 24), st.booleans())
def test_it_never_gives_a_later_start_an_earlier_end(one: date, other: date, months: int, roll: bool) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months, missing_to_next=roll) <= add_months(second, months, missing_to_next=roll)


@given(DAYS)
def test_it_rolls_to_the_nearest_open_day(day: date) -> None:
    back, forward = roll_back(day, HOLIDAYS), roll_forward(day, HOLIDAYS)
    assert back <= day <= forward
    between = [back + DAY * i for i in range((forward - back).days + 1)]
    assert [d for d in between if is_business_day(d, HOLIDAYS)] == sorted({back, forward})


@given(DAYS)
def test_it_posts_a_week_before(day: date) -> None:
    posted = mail_by(day, HOLIDAYS)
    assert day - posted >= timedelta(days=7)
    assert is_business_day(posted, HOLIDAYS)


def test_it_knows_leap_days() -> None:
    assert add_months(date(2027, 10, 29), 4, missing_to_next=True) == date(2028, 2, 29)
    assert add_months(date(2026, 10, 29), 4, missing_to_next=True) == date(2027, 3, 1)
    assert add_months(date(2028, 2, 29), 12, missing_to_next=False) == date(2029, 2, 28)
    assert add_days(date(2028, 2, 28), 1) == date(2028, 2, 29)


def test_it_ends_months_and_years() -> None:
    # 45 CFR 147.136(d)(2)(i): no 30 February, so the first of March; no 31 November, so the first of December.
    assert add_months(date(2026, 10, 30), 4, missing_to_next=True) == date(2027, 3, 1)
    assert add_months(date(2026, 7, 31), 4, missing_to_next=True) == date(2026, 12, 1)
    assert add_months(date(2026, 8, 31), 6, missing_to_next=False) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), 12, missing_to_next=False) == date(2027, 12, 31)


def test_it_keeps_the_eleven_holidays() -> None:
    # 5 USC 6103(a), for 2026.
    named = ["01-01", "01-19", "02-16", "05-25", "06-19", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"]
    assert all(date.fromisoformat(f"2026-{day}") in HOLIDAYS for day in named)
    assert roll_forward(date(2026, 12, 25), HOLIDAYS) == date(2026, 12, 28)
    assert roll_forward(date(2027, 1, 1), HOLIDAYS) == date(2027, 1, 4)
    assert roll_back(date(2027, 1, 3), HOLIDAYS) == date(2026, 12, 31)


def test_it_does_not_move_a_last_day_over_an_observed_holiday() -> None:
    # 4 July 2026 is a Saturday. 5 USC 6103(b) moves pay and leave to Friday, not a filing: Friday 3 July is open.
    assert roll_forward(date(2026, 7, 3), HOLIDAYS) == date(2026, 7, 3)
