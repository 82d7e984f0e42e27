"""Every filing period on random dates, against a plain reading of the law written in plain_law.py.

Leap days, month ends, year ends and holidays come by weight and not by luck. The quick run draws some dates for each
period, `make test-long` 5,000.
"""

import os
import time
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstcheck.decide.deadlines import deadlines_for
from firstcheck.decide.decision import Deadline
from firstcheck.decide.derived import Told
from firstcheck.decide.still_possible import almanac_of
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.load import knowledge
from tests.decide.plain_law import DAY, PERIODS, Plain, last_day

RULES = {rule.id: rule for rule in knowledge().deadlines}
ALMANAC = almanac_of(knowledge())
QUICK, FULL = 20, 5000
#: CMS moved the last days of its own closure; a later receipt then has an earlier last day, by the notice itself.
MOVED = (date(2026, 7, 1), date(2026, 8, 3), date(2026, 10, 2))
calm = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def edges() -> st.SearchStrategy[date]:
    """Ends of months and years, leap days, and the days around holidays."""
    hard = [
        date(y, m, d) for y in range(2025, 2033) for m, d in ((12, 31), (1, 1), (10, 30), (10, 31), (7, 31), (8, 31))
    ]
    hard += [date(y, 2, 28) for y in range(2025, 2033)] + [date(2028, 2, 29), date(2032, 2, 29)]
    hard += [day + n * DAY for day in knowledge().holidays if 2025 <= day.year <= 2032 for n in (-1, 0, 1)]
    return st.sampled_from(sorted(hard))


DATES = st.one_of(st.dates(date(2025, 1, 1), date(2032, 12, 31)), edges())
#: Days between the notice and the hand; None: nobody knows.
LATER = st.none() | st.integers(0, 40)


def words_for(rule: DeadlineRule, plan_type: str, state: str) -> dict[str, str]:
    """Just what starts the rule."""
    found = {
        "plan_type": plan_type,
        "outcome": (rule.outcomes or ("denied",))[0],
        "stage": (rule.stages or ("initial",))[0],
    }
    found |= {name: values[0] for name, values in rule.when.items()}
    return found | ({"state": state} if rule.states else {})


def told(rule: DeadlineRule, values: dict[str, FactValue], words: dict[str, str], today: date) -> Told:
    return Told(values, words, today, words)


def computed(rule: DeadlineRule, words: dict[str, str], values: dict[str, FactValue], today: date) -> Deadline | None:
    """The deadline by this rule alone; None where it is not in force on the day of the notice."""
    found = deadlines_for((rule,), told(rule, values, words, today), ALMANAC)
    return next((deadline for deadline in found if deadline.kind == rule.kind.value), None)


def facts_for(rule: DeadlineRule, plain: Plain, day: date, later: int | None) -> tuple[dict[str, FactValue], date]:
    """The facts of a case, and the day that the law counts from."""
    values: dict[str, FactValue] = {"notice_date": day}
    if plain.since == "receipt":
        if later is not None:
            values["received_date"] = day + later * DAY
        return values, day + (later if later is not None else plain.presumed) * DAY
    if plain.since == "notice":
        if later is not None:
            values["received_date"] = day + later * DAY
        return values, day
    if plain.since == "meeting":
        gap = later or 0
        second = day + 91 * DAY
        values |= {"appeal_received": day - gap * DAY, "next_board_meeting": day, "second_board_meeting": second}
        return values, day if gap > 30 else second
    values[plain.since] = day
    return values, day


def check(rule_id: str, plan_type: str, state: str, day: date, later: int | None, shift: int) -> None:
    """All that has to hold of one period on one date."""
    rule, plain = RULES[rule_id], PERIODS[rule_id]
    words = words_for(rule, plan_type, state)
    values, start = facts_for(rule, plain, day, later)
    found = computed(rule, words, values, day)
    in_force = (rule.starts is None or rule.starts <= day) and (rule.ends is None or day < rule.ends)
    assert (found is not None) is in_force
    if found is None:
        return
    expected = last_day(plain, start)
    if rule.extended is not None and MOVED[0] <= expected <= MOVED[1]:
        expected = MOVED[2]
    assert found.legal == expected
    assert found.safe is not None and found.safe <= expected
    if found.kind.startswith("expedited"):
        assert found.safe == min(day, expected)  # asked for on the day of asking, whatever day it is
        return
    weekend = found.safe.weekday() > 4 or found.safe in knowledge().holidays
    assert not weekend
    if found.send_by is not None and found.send_by.mail is not None:
        assert found.send_by.mail <= found.safe - (0 if found.met_by == "postmarked" else 7) * DAY
    assert found.cite and found.counted_from
    _later(rule, plain, words, day, later, shift, found.legal)


def _later(
    rule: DeadlineRule, plain: Plain, words: dict[str, str], day: date, later: int | None, shift: int, legal: date
) -> None:
    """A later start never gives an earlier last day."""
    values, _ = facts_for(rule, plain, day + shift * DAY, later)
    second = computed(rule, words, values, day)
    if second is None or second.legal is None or (rule.extended is not None and legal == MOVED[2]):
        return
    assert legal <= second.legal


def examined(rule_id: str, examples: int) -> None:
    """Draw cases for one period: each plan type and state that it names, and dates with their receipt."""
    rule = RULES[rule_id]
    plan_types, states = st.sampled_from(rule.plan_types or ("",)), st.sampled_from(rule.states or ("",))

    @settings(max_examples=examples, suppress_health_check=calm, database=None)
    @given(plan_types, states, DATES, LATER, st.integers(0, 120))
    def holds(plan_type: str, state: str, day: date, later: int | None, shift: int) -> None:
        check(rule_id, plan_type, state, day, later, shift)

    holds()


@pytest.mark.parametrize("rule_id", PERIODS)
def test_it_counts_as_on_a_paper_calendar(rule_id: str) -> None:
    examined(rule_id, QUICK)


@pytest.mark.long
@pytest.mark.parametrize("rule_id", PERIODS)
def test_it_counts_five_thousand_times(rule_id: str) -> None:
    examined(rule_id, FULL)


def test_it_has_a_plain_reading_of_every_period() -> None:
    """A period that is added to the files has to be read aloud here too."""
    counted = {rule.id for rule in RULES.values() if rule.amount is not None} | {"keep-benefits-medicaid-state"}
    assert counted == set(PERIODS)


@settings(max_examples=200, suppress_health_check=calm)
@given(notice=DATES, days=st.integers(10, 400))
def test_it_plans_within_the_letters_own_period(notice: date, days: int) -> None:
    rule = RULES["appeal-180-days"]
    words = words_for(rule, "self_funded_erisa", "")
    found = computed(rule, words, {"notice_date": notice, "stated_appeal_days": days}, notice)
    assert found is not None and found.safe is not None
    assert found.legal == notice + 180 * DAY  # what the law gives stays beside what the letter says
    assert found.safe <= notice + min(days, 180) * DAY


@settings(max_examples=100)
@given(day=DATES, gap=st.integers(0, 120))
def test_it_takes_the_later_of_ten_days_and_the_cut(day: date, gap: int) -> None:
    """42 CFR 438.420(a): on or before the later of ten days after the notice is sent and the effective date."""
    rule = RULES["keep-benefits-medicaid"]
    effective = day + gap * DAY
    found = computed(
        rule, words_for(rule, rule.plan_types[0], ""), {"notice_date": day, "effective_date": effective}, day
    )
    assert found is not None and found.legal == max(day + 10 * DAY, effective)


@settings(max_examples=100)
@given(filed=DATES, answer=st.integers(0, 200))
def test_it_starts_the_california_months_on_day_thirty_at_the_latest(filed: date, answer: int) -> None:
    rule = RULES["review-ca"]
    notice = filed + answer * DAY
    values: dict[str, FactValue] = {"notice_date": notice, "grievance_filed": filed}
    found = computed(rule, words_for(rule, rule.plan_types[0], "CA"), values, notice)
    assert found is not None and found.legal == last_day(PERIODS["review-ca"], min(notice, filed + 30 * DAY))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone in a running program")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu", "America/New_York"])
def test_it_knows_no_time_zone(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def all_days() -> list[date | None]:
        found = []
        for rule_id in PERIODS:
            rule = RULES[rule_id]
            words = words_for(rule, (rule.plan_types or ("",))[0], (rule.states or ("",))[0])
            values, _ = facts_for(rule, PERIODS[rule_id], date(2026, 11, 1), None)
            deadline = computed(rule, words, values, date(2026, 11, 23))
            found.append(deadline.legal if deadline else None)
        return found

    here = all_days()
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert all_days() == here
    finally:
        monkeypatch.undo()
        assert os.environ.get("TZ") == before
        time.tzset()


def test_it_walks_with_the_calendar_of_the_knowledge() -> None:
    """The holidays of plain_law.py are made by hand; they are those that the knowledge ships."""
    from tests.decide.plain_law import holiday

    day, end = date(2025, 1, 1), date(2033, 1, 1)
    while day < end:
        assert holiday(day) is (day in knowledge().holidays), day
        day += timedelta(days=1)
