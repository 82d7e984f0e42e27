"""Clocks beside the appeal: Medicare's fast review of care that ends, debts, and the times that only a paper gives."""

from datetime import date

import pytest

from firstcheck.decide.decision import Deadline
from firstcheck.decide.derived import told_of
from firstcheck.facts.case import Case, Outcome
from firstcheck.facts.fact import FactValue
from tests.decide.cases import case, deadline, finding, only


def _kinds(given: Case) -> set[str]:
    return {found.kind for found in only(given).deadlines}


def _refused(outcome: Outcome = Outcome.DENIED, **facts: FactValue) -> Case:
    return case(outcome, "not_medically_necessary", **facts)


def _at(given: Case, kind: str, today: date) -> Deadline:
    return deadline(given, kind, today)


ENDING: dict[str, FactValue] = {
    "plan_type": "medicare_advantage",
    "timing": "concurrent",
    "notice_date": date(2026, 8, 4),
    "effective_date": date(2026, 8, 7),
}


def test_it_counts_the_fast_review_of_care_that_ends_to_the_day_before() -> None:
    found = _at(_refused(Outcome.ENDED, fast_track_notice=True, **ENDING), "expedited_appeal", date(2026, 8, 4))
    assert (found.legal, found.safe) == (date(2026, 8, 6), date(2026, 8, 4))
    assert found.cite == ("nomnc-cms-10123",) and "noon" in " ".join(found.assumptions)


def test_it_keeps_the_ordinary_day_for_other_care_that_ends() -> None:
    """Its negative twin: no such notice, so the plan's own fast appeal, with the time of the ordinary one."""
    given = _refused(Outcome.ENDED, **ENDING)
    fast = _at(given, "expedited_appeal", date(2026, 8, 4))
    assert fast.legal == _at(given, "reconsideration", date(2026, 8, 4)).legal
    assert "doctor" in fast.assumptions[0]


def test_it_knows_no_fast_redetermination() -> None:
    assert "expedited_appeal" not in _kinds(
        _refused(Outcome.ENDED, **{**ENDING, "plan_type": "original_medicare", "notice_date": date(2026, 11, 20)})
    )


def test_it_takes_the_next_fast_review_from_the_letter() -> None:
    facts: dict[str, FactValue] = {"received_date": date(2026, 11, 23), "notice_date": date(2026, 11, 23)}
    found = deadline(_refused(Outcome.ENDED, fast_next_day=True, **facts), "expedited_appeal")
    assert (found.legal, found.cite) == (date(2026, 11, 24), ("the-letter",))


def test_it_starts_no_clock_of_the_plan_by_a_collectors_letter() -> None:
    letter: dict[str, FactValue] = {"plan_type": "self_funded_erisa", "notice_date": date(2026, 11, 6)}
    given = _refused(debt_collector_letter=True, **letter)
    found = deadline(given, "debt_dispute")
    assert (found.legal, found.safe, found.cite) == (date(2026, 12, 6), date(2026, 12, 4), ("debt-1692g",))
    assert "internal_appeal" not in _kinds(given)
    assert "debt_dispute" not in _kinds(_refused(**letter)) and "internal_appeal" in _kinds(_refused(**letter))


def test_it_takes_the_day_that_the_collector_names() -> None:
    given = _refused(debt_collector_letter=True, notice_date=date(2026, 11, 16), debt_dispute_until=date(2026, 12, 21))
    assert deadline(given, "debt_dispute").legal == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("facts", "kind", "legal"),
    [
        # Labor Day, Monday 7 September 2026, and weekends do not count
        ({"notice_date": "2026-08-31", "reopening_business_days": 10}, "peer_to_peer_or_reopening", "2026-09-15"),
        # Veterans Day
        ({"notice_date": "2026-10-28", "reopening_business_days": 10}, "peer_to_peer_or_reopening", "2026-11-12"),
        ({"notice_date": "2026-10-05", "information_days": 45}, "information_due", "2026-11-19"),
        (
            {"notice_date": "2026-10-05", "service_date": "2026-08-19", "retro_request_days": 90}
            | {"retro_request_from": "service"},
            "retro_authorization_or_referral",
            "2026-11-17",
        ),
        (
            {"notice_date": "2026-10-06", "retro_request_days": 30, "retro_request_from": "notice"},
            "retro_authorization_or_referral",
            "2026-11-05",
        ),
        (
            {"notice_date": "2026-10-26", "service_date": "2026-10-05", "corrected_claim_months": 12},
            "corrected_claim",
            "2027-10-05",
        ),
        (
            {"notice_date": "2026-11-24", "service_date": "2026-10-29", "corrected_claim_days": 365},
            "corrected_claim",
            "2027-10-29",
        ),
        ({"birth_date": "2026-10-20", "enrollment_days": 30}, "enrollment_election", "2026-11-19"),
        ({"enrollment_until": "2026-11-29"}, "enrollment_election", "2026-11-29"),
    ],
)
def test_it_counts_the_times_that_a_paper_gives(facts: dict[str, str | int], kind: str, legal: str) -> None:
    typed = {
        name: date.fromisoformat(value) if isinstance(value, str) and value[:2] == "20" else value
        for name, value in facts.items()
    }
    found = _at(_refused(**typed), kind, date(2026, 8, 31))
    assert (found.legal, found.cite) == (date.fromisoformat(legal), ("the-letter",))


def test_it_counts_nothing_from_care_on_the_day_of_the_paper() -> None:
    """A remittance whose day was read as that of the care: a later day than the law's would follow."""
    day = date(2026, 11, 20)
    assert "corrected_claim" not in _kinds(_refused(notice_date=day, service_date=day, corrected_claim_days=365))
    assert "corrected_claim" not in _kinds(_refused(service_date=day, corrected_claim_days=365))


def test_it_sends_coverage_cancelled_back_to_the_federal_outside_review() -> None:
    """45 CFR 147.136(d)(1)(i)(C); an ordinary question of eligibility does not."""
    ended: dict[str, FactValue] = {"plan_type": "self_funded_erisa", "grandfathered": False}
    cancelled = case(Outcome.DENIED, "coverage_ended", coverage_cancelled_back=True, **ended)
    assert finding(cancelled, "externally_reviewable") is True
    assert finding(case(Outcome.DENIED, "coverage_ended", **ended), "externally_reviewable") is False


def test_it_says_no_plain_no_where_a_state_reviews_more() -> None:
    facts: dict[str, FactValue] = {"plan_type": "fully_insured_group", "grandfathered": False}
    assert finding(case(Outcome.DENIED, "timely_filing", state="AZ", **facts), "externally_reviewable") is None
    assert finding(case(Outcome.DENIED, "timely_filing", state="IA", **facts), "externally_reviewable") is False


def test_it_does_not_call_a_cut_a_first_request() -> None:
    """42 CFR 438.420: whether approved care was cut is asked before the right to keep it is denied."""
    plan: dict[str, FactValue] = {"plan_type": "medicaid_managed_care"}
    assert finding(_refused(timing="concurrent", **plan), "continuation_of_benefits") is None
    assert finding(_refused(timing="pre_service", **plan), "continuation_of_benefits") is False


def test_it_promises_a_self_funded_student_plan_only_the_letters_time() -> None:
    """77 FR 16453 speaks of insured plans; the 180 days are not promised to others."""
    day: dict[str, FactValue] = {"notice_date": date(2026, 11, 2), "stated_appeal_days": 60}
    own = deadline(_refused(plan_type="student_health", funding="self_funded", **day), "internal_appeal")
    assert (own.legal, own.cite) == (date(2027, 1, 1), ("the-letter",))
    insured = deadline(_refused(plan_type="student_health", funding="insured", **day), "internal_appeal")
    assert insured.legal == date(2027, 5, 1)


def test_it_does_not_close_the_window_before_the_notice_is_known() -> None:
    facts: dict[str, FactValue] = {
        "plan_type": "self_funded_erisa",
        "contract_ended": date(2026, 6, 1),
        "service_date": date(2026, 9, 20),
        "continuing_care": True,
    }
    open_still = case(Outcome.DENIED, "out_of_network", **facts)
    assert finding(open_still, "continuity_of_care") is None
    told = case(Outcome.DENIED, "out_of_network", continuing_care_notice_date=date(2026, 6, 1), **facts)
    assert finding(told, "continuity_of_care") is False


def test_it_knows_that_a_call_within_working_days_is_still_open() -> None:
    """Ten working days from Monday 9 November 2026 end on the 23rd; from the 6th on the 20th."""
    for notice, word in ((date(2026, 11, 9), "yes"), (date(2026, 11, 6), "no")):
        given = _refused(notice_date=notice, reopening_business_days=10)
        told = told_of(given, given.refusals[0], date(2026, 11, 23), ())
        assert told.words["reopening_open"] == word
