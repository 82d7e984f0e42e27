"""Decisions to tasks: every play filled for hand-made cases, in order, with nothing left open and nothing invented."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from firstcheck.decide.decide import decide
from firstcheck.facts.case import Case, Conflict, Outcome, Paper, PaperKind, Refusal, Stage, StatedReason
from firstcheck.facts.fact import Fact, FactValue
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import Plan, make_plan
from firstcheck.plan.wording import say_date, say_money
from tests.decide.cases import TODAY, case, engine

KNOWN: dict[str, FactValue] = {
    "payer": "Harbor Health Plan",
    "billing_provider": "Lakeside Imaging",
    "claim_number": "4410-22",
    "service_date": date(2026, 10, 5),
    "notice_date": date(2026, 11, 2),
    "received_date": date(2026, 11, 5),
    "patient_responsibility": Decimal("412.50"),
    "plan_type": "self_funded_erisa",
}


@dataclass(frozen=True)
class Planned:
    case: Case
    plan: Plan

    @property
    def said(self) -> str:
        return msgspec.json.encode(self.plan, enc_hook=str).decode()


def planned(given: Case, today: date = TODAY) -> Planned:
    return Planned(given, make_plan(given, decide(given, engine(), today), knowledge(), today))


def paper(**more: object) -> Paper:
    fields: dict[str, object] = {
        "name": "a.pdf",
        "kind": PaperKind.EOB,
        "pages": 1,
        "sha256": "0" * 64,
        "reading": "text",
    }
    return Paper(**(fields | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", sorted(knowledge().reasons))
def test_it_fills_every_place_and_says_who_and_why(reason: str) -> None:
    for facts in (KNOWN, {}):
        plan = planned(case(Outcome.DENIED, reason, **facts)).plan
        assert len(plan.tasks) >= 3
        for task in plan.tasks:
            assert task.do and task.why and task.who in ("you", "provider", "plan", "employer", "agency")
            assert task.do[0].isupper() or task.do[0] in "\"'("
        said = msgspec.json.encode(plan.tasks, enc_hook=str).decode()
        assert not re.search(r"\{[a-z_]+\}|None|\(\s*\)| {2}", said), said


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.OVERTURNED, Outcome.PAID, Outcome.PATIENT_SHARE])
def test_it_calls_nothing_fixable_that_was_not_refused(outcome: Outcome) -> None:
    plan = planned(case(outcome, **KNOWN)).plan
    assert all(fixable.level == "unknown" or fixable.say for fixable in plan.fixable.values())
    assert plan.tasks


def test_it_names_payer_provider_claim_and_day() -> None:
    said = planned(case(Outcome.DENIED, "out_of_network", **KNOWN)).said
    assert "Harbor Health Plan" in said
    assert "Lakeside Imaging" in said


def test_it_puts_the_appeal_day_into_the_task() -> None:
    made = planned(case(Outcome.DENIED, "not_medically_necessary", **KNOWN))
    days = {task.by for task in made.plan.tasks if task.by}
    assert days and min(days) >= TODAY
    assert max(days) <= date(2027, 5, 4)  # 180 days from receipt


def test_it_numbers_the_tasks_of_all_refusals_and_repeats_none() -> None:
    base = case(Outcome.DENIED, "out_of_network", **KNOWN)
    second = Refusal("2", Outcome.DENIED, reasons=(StatedReason("out_of_network", None),))
    plan = planned(Case((), base.facts, (), (base.refusals[0], second))).plan
    assert [task.order for task in plan.tasks] == list(range(1, len(plan.tasks) + 1))
    assert len({(task.who, task.do) for task in plan.tasks}) == len(plan.tasks)


def test_it_warns_of_danger_before_all_else() -> None:
    plan = planned(case(Outcome.DENIED, "not_medically_necessary", urgent=True, timing="pre_service", **KNOWN)).plan
    assert plan.alerts[0].kind == "health"


def test_it_warns_of_a_day_that_is_near_or_gone() -> None:
    given = case(Outcome.DENIED, "out_of_network", **KNOWN)
    near = planned(given, date(2027, 4, 28)).plan.alerts
    gone = planned(given, date(2027, 5, 20)).plan.alerts
    assert "due_now" in [alert.kind for alert in near]
    expired = [alert for alert in gone if alert.kind == "expired"]
    assert expired and "not the end" in expired[0].say  # rule 13: never "no rights"


def test_it_warns_of_a_missing_page_and_of_papers_that_disagree() -> None:
    base = case(Outcome.DENIED, "out_of_network", **KNOWN)
    two = (Fact("claim_number", "1"), Fact("claim_number", "2"))
    given = msgspec.structs.replace(base, papers=(paper(pages_stated=2),), conflicts=(Conflict("claim_number", two),))
    assert {"missing_page", "conflict"} <= {alert.kind for alert in planned(given).plan.alerts}


def test_it_says_that_the_letter_gives_less_than_the_law() -> None:
    plan = planned(case(Outcome.DENIED, "out_of_network", stated_appeal_days=60, **KNOWN)).plan
    assert "stated_deadline" in [alert.kind for alert in plan.alerts]


def test_it_asks_in_spanish_where_the_paper_is_spanish() -> None:
    base = case(Outcome.DENIED, "out_of_network", notice_date=date(2026, 11, 2), timing="post_service")
    spanish = planned(msgspec.structs.replace(base, papers=(paper(language="es"),))).plan.questions
    english = planned(msgspec.structs.replace(base, papers=(paper(),))).plan.questions
    assert spanish and english
    assert [question.ask for question in spanish] != [question.ask for question in english]


def test_it_claims_measured_figures_only_with_their_source() -> None:
    for scenario in knowledge().scenarios.values():
        fixable = scenario.fixable
        if fixable is not None:
            assert fixable.basis in ("measured", "mechanism", "none")
            assert (fixable.basis == "measured") <= bool(fixable.evidence), scenario.id
            assert all(item.source and item.population and item.years for item in fixable.evidence), scenario.id


def test_it_ends_the_ladder_after_the_independent_reviewer() -> None:
    given = case(Outcome.DENIED, "not_medically_necessary", stage=Stage.INDEPENDENT_REVIEW_DENIED, **KNOWN)
    assert planned(given).plan.tasks


@pytest.mark.parametrize("day, said", [("2027-03-19", "Fri March 19, 2027"), ("2026-12-01", "Tue December 1, 2026")])
def test_it_writes_a_date_as_people_read_it(day: str, said: str) -> None:
    assert say_date(date.fromisoformat(day)) == said


def test_it_writes_money_as_people_read_it() -> None:
    assert say_money(Decimal("1234.5")) == "$1,234.50"
