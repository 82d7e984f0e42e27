"""Every filing period of the knowledge on random dates, against a naive reading written here."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstcheck.decide.deadlines import deadlines_for
from firstcheck.decide.decision import Deadline
from firstcheck.decide.derived import told_of
from firstcheck.decide.still_possible import almanac_of
from firstcheck.facts.case import Case, Outcome, Stage
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.clock import DeadlineRule, Roll, Trigger, Unit
from firstcheck.knowledge.load import knowledge
from tests.decide.cases import case

DAY = timedelta(days=1)
NOTICES = st.dates(date(2026, 1, 1), date(2030, 12, 31))
LATER = st.none() | st.integers(0, 40)
#: Periods that a case alone starts, by their own number of days or months.
COUNTED = tuple(
    rule
    for rule in knowledge().deadlines
    if rule.amount is not None and rule.plan_types and rule.counted_from is not Trigger.FACT
    if not (rule.when or rule.ends)
)
slow = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def case_of(rule: DeadlineRule, notice: date, received: date | None) -> Case:
    facts: dict[str, FactValue] = {"plan_type": rule.plan_types[0], "notice_date": notice}
    if rule.states:
        facts["state"] = rule.states[0]
    if received is not None:
        facts["received_date"] = received
    stage = Stage(rule.stages[0]) if rule.stages else Stage.INITIAL
    outcome = Outcome(rule.outcomes[0]) if rule.outcomes else Outcome.DENIED
    return case(outcome, "not_medically_necessary", stage=stage, **facts)


def found_for(rule: DeadlineRule, notice: date, received: date | None) -> Deadline:
    return counted(case_of(rule, notice, received), notice, rule.kind.value)


def counted(given: Case, today: date, kind: str) -> Deadline:
    known = told_of(given, given.refusals[0], today, ())
    (found,) = [d for d in deadlines_for(knowledge().deadlines, known, almanac_of(knowledge())) if d.kind == kind]
    return found


def naive(rule: DeadlineRule, notice: date, received: date | None) -> date:
    """The last lawful day as one would count it on a paper calendar."""
    start = notice
    if rule.counted_from is Trigger.RECEIPT:
        start = received or notice
        if rule.presumed_receipt_days and received is None:  # "presumed ... unless there is evidence to the contrary"
            start = notice + rule.presumed_receipt_days * DAY
    end = start
    if rule.unit is Unit.DAYS:
        for _ in range(rule.amount or 0):
            end += DAY
    else:
        year, month = divmod(start.year * 12 + start.month - 1 + (rule.amount or 0), 12)
        day, over = start.day, 0
        while True:
            try:
                end = date(year, month + 1, day)
                break
            except ValueError:
                day, over = day - 1, 1
        if over and rule.roll is Roll.FORWARD:
            end += DAY
    while rule.roll is Roll.FORWARD and (end.weekday() > 4 or end in knowledge().holidays):
        end += DAY
    return end


def after(notice: date, later: int | None) -> date | None:
    return None if later is None else notice + later * DAY


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.id)
@slow
@given(notice=NOTICES, later=LATER)
def test_it_counts_as_on_a_paper_calendar(rule: DeadlineRule, notice: date, later: int | None) -> None:
    received = after(notice, later)
    assert found_for(rule, notice, received).legal == naive(rule, notice, received)


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.id)
@slow
@given(notice=NOTICES, later=LATER)
def test_it_never_plans_after_the_last_lawful_day(rule: DeadlineRule, notice: date, later: int | None) -> None:
    found = found_for(rule, notice, after(notice, later))
    assert found.safe is not None and found.legal is not None
    assert found.safe <= found.legal
    if found.send_by is not None and found.send_by.mail is not None:
        assert found.send_by.mail <= found.safe


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.id)
@slow
@given(notice=NOTICES, later=LATER, shift=st.integers(0, 90))
def test_it_gives_a_later_start_no_earlier_day(rule: DeadlineRule, notice: date, later: int | None, shift: int) -> None:
    first = found_for(rule, notice, after(notice, later))
    second = found_for(rule, notice + shift * DAY, after(notice + shift * DAY, later))
    assert first.legal is not None and second.legal is not None and first.legal <= second.legal


@slow
@given(notice=NOTICES, days=st.integers(10, 400))
def test_it_plans_within_the_letters_own_period(notice: date, days: int) -> None:
    facts: dict[str, FactValue] = {
        "plan_type": "self_funded_erisa",
        "notice_date": notice,
        "stated_appeal_days": days,
    }
    found = counted(case(Outcome.DENIED, "out_of_network", **facts), notice, "internal_appeal")
    assert found.legal == notice + 180 * DAY  # what the law gives stays beside what the letter says
    assert found.safe is not None and found.safe <= notice + min(days, 180) * DAY
