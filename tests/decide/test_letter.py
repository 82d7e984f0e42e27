"""What the letter itself says, beside the law: shorter, longer, the same, or something else altogether."""

from datetime import date

import pytest

from firstcheck.facts.case import Outcome, Stage
from tests.decide.cases import TODAY, case, deadline, only

NOTICE = date(2026, 10, 5)
LAW = date(2027, 4, 3)  # 180 days from the notice, a Saturday


def erisa(**facts: object):  # type: ignore[no-untyped-def]
    given = {"plan_type": "self_funded_erisa", "notice_date": NOTICE} | facts
    return deadline(case(Outcome.DENIED, "not_medically_necessary", **given), "internal_appeal", TODAY)  # type: ignore[arg-type]


def test_it_plans_on_a_shorter_letter_and_says_what_the_law_gives() -> None:
    found = erisa(stated_appeal_days=60)
    assert (found.legal, found.stated, found.safe) == (LAW, date(2026, 12, 4), date(2026, 12, 4))
    assert any("less time" in said for said in found.assumptions)


def test_it_keeps_the_law_where_the_letter_gives_more() -> None:
    found = erisa(stated_appeal_months=12)
    assert (found.legal, found.stated, found.safe) == (LAW, date(2027, 10, 5), date(2027, 4, 2))


def test_it_is_not_too_late_while_the_plans_own_longer_time_runs() -> None:
    given = case(Outcome.DENIED, "duplicate", plan_type="church", notice_date=date(2026, 1, 5), stated_appeal_months=12)
    assert [deadline(given, "internal_appeal", day).expired for day in (date(2027, 1, 5), date(2027, 1, 6))] == [
        False,
        True,
    ]


def test_it_hears_the_law_repeated() -> None:
    found = erisa(stated_appeal_days=180, received_date=date(2026, 10, 9))
    assert found.stated == found.legal == date(2027, 4, 7)
    assert not any("less time" in said for said in found.assumptions)


@pytest.mark.parametrize("days", [60, 65])
def test_it_hears_medicare_advantage_with_and_without_mailing_days(days: int) -> None:
    given = case(
        Outcome.DENIED, "duplicate", plan_type="medicare_advantage", notice_date=NOTICE, stated_appeal_days=days
    )
    found = deadline(given, "reconsideration")
    assert found.stated == found.legal == date(2026, 12, 9)


@pytest.mark.parametrize("days", [3, 7])
def test_it_takes_no_clock_of_the_plan_for_time_to_file(days: int) -> None:
    assert erisa(stated_appeal_days=days).stated is None


def test_it_takes_no_other_day_for_the_end_of_a_period_that_the_letter_repeats() -> None:
    assert erisa(stated_appeal_days=180, stated_appeal_deadline=date(2026, 10, 30)).safe == date(2027, 4, 2)


def test_it_plans_on_the_day_that_the_letter_names() -> None:
    found = erisa(stated_appeal_deadline=date(2026, 12, 1))
    assert (found.legal, found.safe) == (LAW, date(2026, 12, 1))


def test_it_has_only_the_letter_where_the_plan_is_not_known() -> None:
    given = case(Outcome.DENIED, "duplicate", notice_date=NOTICE, stated_appeal_days=60)
    found = deadline(given, "internal_appeal")
    assert (found.legal, found.cite) == (date(2026, 12, 4), ("the-letter",))
    assert not only(case(Outcome.DENIED, "duplicate", notice_date=NOTICE)).deadlines


def test_it_says_that_the_time_runs_where_the_day_of_the_notice_is_not_known() -> None:
    found = deadline(case(Outcome.DENIED, "duplicate", plan_type="church"), "internal_appeal")
    assert (found.legal, found.safe, found.expired) == (None, None, False)
    assert "180 days" in found.counted_from


def test_it_takes_a_states_shorter_time_from_the_letter_where_the_state_is_not_known() -> None:
    facts = {"plan_type": "fully_insured_group", "notice_date": NOTICE, "received_date": date(2026, 10, 9)}
    final = case(
        Outcome.DENIED, "not_medically_necessary", stage=Stage.INTERNAL_APPEAL_DENIED, stated_appeal_days=60, **facts
    )
    assert deadline(final, "external_review").legal == date(2026, 12, 4)


def test_it_judges_a_notice_by_the_law_of_its_day() -> None:
    """89 FR 30448: from 2025 the 60 days of Medicare Advantage run from receipt, before that from the notice."""
    old, new = (
        case(Outcome.DENIED, "duplicate", plan_type="medicare_advantage", notice_date=day)
        for day in (date(2024, 12, 31), date(2025, 1, 1))
    )
    assert deadline(old, "reconsideration").legal == date(2025, 3, 1)
    assert deadline(new, "reconsideration").legal == date(2025, 3, 7)


def test_it_counts_from_the_final_denial_that_the_person_tells_of() -> None:
    given = case(
        Outcome.DENIED,
        "not_medically_necessary",
        plan_type="self_funded_erisa",
        notice_date=date(2026, 5, 4),
        already_appealed=True,
        final_denial_date=date(2026, 9, 1),
    )
    assert deadline(given, "external_review").legal == date(2027, 1, 4)
