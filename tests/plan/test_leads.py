"""What has to be asked first stands first: that care goes on, and whether an appeal should be a fast one."""

from datetime import date

import msgspec
import pytest

from firstcheck.decide.decide import decide
from firstcheck.facts.case import Case, Outcome
from firstcheck.facts.fact import Fact, FactValue, Source
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import Plan, make_plan
from tests.decide.cases import case, engine

DAY = date(2026, 5, 20)
CUT: dict[str, FactValue] = {"notice_date": date(2026, 5, 14), "effective_date": date(2026, 6, 1)}
NEXT: dict[str, FactValue] = {
    "plan_type": "medicare_advantage",
    "timing": "pre_service",
    "notice_date": date(2026, 5, 14),
    "service_description": "Admission to a skilled nursing facility, 10 days",
}


def _planned(given: Case, today: date = DAY) -> Plan:
    return make_plan(given, decide(given, engine(), today), knowledge(), today)


def _places(plan: Plan, play: str, opening: str) -> list[int]:
    assert knowledge().plays[play].tasks[0].do.startswith(opening)
    return [task.order for task in plan.tasks if task.do.startswith(opening)]


def _keeps(plan: Plan) -> list[int]:
    return _places(plan, "keep-your-care", "Ask the plan today, by phone and in writing,")


def _fast(plan: Plan) -> list[int]:
    return _places(plan, "ask-if-it-should-be-fast", "Ask the doctor who treats you today:")


@pytest.mark.parametrize("reason", ["not_medically_necessary", "level_of_care", "out_of_network", "benefit_limit"])
@pytest.mark.parametrize("urgent", [True, False])
def test_it_asks_among_the_first_three_that_care_goes_on(reason: str, urgent: bool) -> None:
    given = case(Outcome.ENDED, reason, plan_type="medicaid_managed_care", urgent=urgent, timing="concurrent", **CUT)
    plan = _planned(given)
    (place,) = _keeps(plan)
    assert place <= 3
    task = plan.tasks[place - 1]
    assert task.by == date(2026, 6, 1)
    assert "Mon June 1, 2026" in task.do


def test_it_asks_no_more_when_the_day_is_over() -> None:
    given = case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care", **CUT)
    assert not _keeps(_planned(given, date(2026, 6, 2)))


@pytest.mark.parametrize("plan", ["self_funded_erisa", "chip", "medicare_advantage"])
def test_it_asks_it_where_the_law_gives_it_alone(plan: str) -> None:
    assert not _keeps(_planned(case(Outcome.ENDED, "not_medically_necessary", plan_type=plan, **CUT)))


def test_it_asks_no_first_request_to_go_on() -> None:
    given = case(Outcome.DENIED, "not_medically_necessary", plan_type="medicaid_managed_care", **CUT)
    assert not _keeps(_planned(given))


@pytest.mark.parametrize("reason", ["not_medically_necessary", "level_of_care"])
def test_it_asks_about_a_fast_appeal_for_a_patient_who_waits_for_a_place(reason: str) -> None:
    (place,) = _fast(_planned(case(Outcome.DENIED, reason, **NEXT)))
    assert place <= 3


@pytest.mark.parametrize(
    "other",
    [
        {"timing": "post_service"},
        {"service_description": "MRI of the knee"},
        {"service_description": "Outpatient cardiac rehabilitation, 12 visits"},
        {"plan_type": "original_medicare"},
        {"service_date": date(2026, 5, 1)},
    ],
)
def test_it_leaves_other_refusals_as_they_are(other: dict[str, FactValue]) -> None:
    assert not _fast(_planned(case(Outcome.DENIED, "not_medically_necessary", **{**NEXT, **other})))


def test_it_asks_nothing_where_the_appeal_is_fast_already() -> None:
    assert not _fast(_planned(case(Outcome.DENIED, "not_medically_necessary", **{**NEXT, "urgent": True})))


@pytest.mark.parametrize(
    ("said", "asked"), [("Admission to a skilled nursing facility", 1), ("Hip surgery, 2 days", 0)]
)
def test_it_sees_the_next_place_in_the_words_behind_a_fact(said: str, asked: int) -> None:
    given = case(
        Outcome.DENIED, "not_medically_necessary", **{k: v for k, v in NEXT.items() if k != "service_description"}
    )
    told = Fact("facility_type", "hospital", source=Source(0, 1, f"We denied: {said}."))
    assert len(_fast(_planned(msgspec.structs.replace(given, facts=(*given.facts, told))))) == asked
