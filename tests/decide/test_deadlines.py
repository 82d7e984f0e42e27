"""Every clock against the worked examples of the law notes (section 10); dates written from there, to the day."""

from datetime import date, timedelta

import pytest

from firstcheck.facts.case import Outcome, Stage
from firstcheck.facts.fact import FactValue
from tests.decide.cases import TODAY, case, deadline, only

FINAL = Stage.INTERNAL_APPEAL_DENIED


def day(text: str) -> date:
    return date.fromisoformat(text)


#: kind, legal, safe (None: not given there), stage, outcome, reason, facts
WORKED = {
    "1 self-funded, by receipt": (
        "internal_appeal", "2027-04-07", "2027-04-02", Stage.INITIAL, "out_of_network",
        {"plan_type": "self_funded_erisa", "notice_date": "2026-10-05", "received_date": "2026-10-09"},
    ),
    "2 no 30 February": (
        "external_review", "2027-03-01", "2027-02-26", FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "FL", "received_date": "2026-10-30"},
    ),
    "3 Christmas": (
        "external_review", "2026-12-28", "2026-12-23", FINAL, "not_medically_necessary",
        {"plan_type": "self_funded_erisa", "received_date": "2026-08-25"},
    ),
    "4 New Year": (
        "external_review", "2027-01-04", "2026-12-30", FINAL, "not_medically_necessary",
        {"plan_type": "self_funded_erisa", "received_date": "2026-09-01"},
    ),
    "5 Medicare Advantage, receipt presumed": (
        "reconsideration", "2027-01-06", "2026-12-31", Stage.INITIAL, "out_of_network",
        {"plan_type": "medicare_advantage", "notice_date": "2026-11-02"},
    ),
    "6 Medicare Advantage, expired": (
        "reconsideration", "2026-08-05", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "medicare_advantage", "notice_date": "2026-06-01"},
    ),
    "9 Original Medicare, receipt presumed": (
        "redetermination", "2026-11-22", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "original_medicare", "notice_date": "2026-07-20"},
    ),
    "9 Original Medicare, proof of receipt": (
        "redetermination", "2026-11-28", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "original_medicare", "notice_date": "2026-07-20", "received_date": "2026-07-31"},
    ),
    "10 Medicaid plan, from the notice": (
        "internal_appeal", "2026-11-30", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "medicaid_managed_care", "notice_date": "2026-10-01", "received_date": "2026-10-06"},
    ),
    "13 FEHB, six months and not 180 days": (
        "reconsideration", "2026-11-30", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "fehb_pshb", "notice_date": "2026-05-30"},
    ),
    "13 FEHB, then OPM": (
        "opm_review", "2027-01-13", None, FINAL, "not_medically_necessary",
        {"plan_type": "fehb_pshb", "notice_date": "2026-10-15"},
    ),
    "14 TRICARE, today": (
        "reconsideration", "2026-11-23", "2026-11-23", Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "tricare", "notice_date": "2026-08-25"},
    ),
    "22 Virginia, 120 days": (
        "external_review", "2026-12-01", None, FINAL, "not_medically_necessary",
        {"plan_type": "fully_insured_group", "state": "VA", "received_date": "2026-08-03"},
    ),
    "23 no 31 November": (
        "external_review", "2026-12-01", "2026-11-27", FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "FL", "received_date": "2026-07-31"},
    ),
    "T1 Ohio, from the date": (
        "external_review", "2026-11-28", "2026-11-27", FINAL, "not_medically_necessary",
        {"plan_type": "fully_insured_group", "state": "OH", "notice_date": "2026-06-01"},
    ),
    "T3 Michigan, 120 and not 127": (
        "external_review", "2026-12-15", None, FINAL, "not_medically_necessary",
        {"plan_type": "fully_insured_group", "state": "MI", "received_date": "2026-08-17"},
    ),
    "T10 Medicare Advantage, later receipt proved": (
        "reconsideration", "2027-01-19", None, Stage.INITIAL, "out_of_network",
        {"plan_type": "medicare_advantage", "notice_date": "2026-11-02", "received_date": "2026-11-20"},
    ),
    "T11 received 31 October": (
        "external_review", "2027-03-01", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "FL", "received_date": "2026-10-31"},
    ),
    "T11 received 28 October, a Sunday": (
        "external_review", "2027-03-01", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "FL", "received_date": "2026-10-28"},
    ),
    "T13 Part D": (
        "redetermination", "2027-01-14", "2027-01-08", Stage.INITIAL, "non_formulary",
        {"plan_type": "part_d", "notice_date": "2026-11-10"},
    ),
    "South Carolina, 60 days": (
        "external_review", "2026-12-04", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "SC", "received_date": "2026-10-05"},
    ),
    "Kentucky, 60 days": (
        "external_review", "2026-12-04", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "KY", "received_date": "2026-10-05"},
    ),
    "North Carolina, from the notice": (
        "external_review", "2026-11-24", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "NC", "notice_date": "2026-07-27"},
    ),
    "Hawaii, today": (
        "external_review", "2026-11-23", "2026-11-23", FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "HI", "received_date": "2026-07-16"},
    ),
    "Delaware, from issue": (
        "external_review", "2026-12-14", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "DE", "notice_date": "2026-08-14"},
    ),
    "Idaho, from issue": (
        "external_review", "2026-12-14", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "ID", "notice_date": "2026-08-14"},
    ),
    "Indiana": (
        "external_review", "2026-12-01", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "IN", "received_date": "2026-08-03"},
    ),
    "Washington, from the notice": (
        "external_review", "2026-12-07", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "WA", "notice_date": "2026-06-10"},
    ),
    "Tennessee, six months": (
        "external_review", "2026-12-30", None, FINAL, "not_medically_necessary",
        {"plan_type": "individual_aca", "state": "TN", "received_date": "2026-06-30"},
    ),
    "New York, four months": (
        "external_review", "2026-11-24", None, FINAL, "not_medically_necessary",
        {"plan_type": "fully_insured_group", "state": "NY", "received_date": "2026-07-24"},
    ),
    "ERISA, the last day": (
        "internal_appeal", "2026-11-23", "2026-11-23", Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "self_funded_erisa", "received_date": "2026-05-27"},
    ),
    "ERISA, expired": (
        "internal_appeal", "2026-11-18", None, Stage.INITIAL, "not_medically_necessary",
        {"plan_type": "self_funded_erisa", "received_date": "2026-05-22"},
    ),
}  # fmt: skip


def _case(name: str, outcome: Outcome = Outcome.DENIED):  # type: ignore[no-untyped-def]
    kind, legal, safe, stage, reason, facts = WORKED[name]
    values = {key: day(value) if key.endswith("_date") else value for key, value in facts.items()}
    return case(outcome, reason, stage=stage, **values), kind, day(legal), day(safe) if safe else None


@pytest.mark.parametrize("name", WORKED)
def test_it_gives_the_days_of_the_law(name: str) -> None:
    given, kind, legal, safe = _case(name)
    found = deadline(given, kind)
    assert found.legal == legal
    assert found.safe is not None and found.safe <= legal
    if safe is not None:
        assert found.safe == safe
    assert found.expired is (legal < TODAY)
    assert found.cite
    assert found.counted_from


@pytest.mark.parametrize("name", WORKED)
def test_it_asks_for_the_safe_day_on_a_business_day(name: str) -> None:
    given, kind, _, _ = _case(name)
    found = deadline(given, kind)
    assert found.safe is not None
    assert found.safe.weekday() < 5 or found.safe == TODAY
    if found.met_by != "postmarked" and not found.expired and found.send_by is not None and found.send_by.mail:
        assert (found.safe - found.send_by.mail).days >= 7


def test_it_gives_a_late_medicare_request_the_good_cause_way() -> None:
    given, kind, _, _ = _case("6 Medicare Advantage, expired")
    found = deadline(given, kind)
    assert found.expired
    assert any("good cause" in say for say in found.assumptions)


def test_it_gives_a_late_employer_plan_request_no_good_cause() -> None:
    given, kind, _, _ = _case("ERISA, expired")
    assert not any("may accept good cause" in say for say in deadline(given, kind).assumptions)


def test_it_takes_a_postmark_for_tricare_alone() -> None:
    for name in WORKED:
        given, kind, _, _ = _case(name)
        assert (deadline(given, kind).met_by == "postmarked") is (given.value("plan_type") == "tricare")


def test_it_keeps_medicaid_care_going_by_the_later_day() -> None:
    # Example 11: sent 10 November, effective 30 November.
    facts = {"notice_date": day("2026-11-10"), "effective_date": day("2026-11-30")}
    given = case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care", **facts)
    assert deadline(given, "continuation_of_benefits").legal == day("2026-11-30")


@pytest.mark.parametrize(
    "said, stated, safe",
    [
        ("2026-12-04", "2026-12-04", "2026-11-20"),  # a later day of the letter is shown and is no law
        ("2026-11-12", "2026-11-12", "2026-11-12"),  # an earlier one takes no right away, and is the careful day
        ("2026-11-02", None, "2026-11-20"),  # one before the letter itself is misread
    ],
)
def test_it_shows_the_letters_own_day_to_keep_care_beside_the_laws(said: str, stated: str | None, safe: str) -> None:
    facts: dict[str, FactValue] = {"notice_date": day("2026-11-10"), "keep_care_until": day(said)}
    given = case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care", **facts)
    found = deadline(given, "continuation_of_benefits")
    assert found.legal == day("2026-11-20")
    assert found.stated == (day(stated) if stated else None)
    assert found.safe == day(safe)


def test_it_gives_the_letters_own_day_where_the_law_counts_from_a_day_not_told() -> None:
    facts: dict[str, FactValue] = {"notice_date": day("2026-11-10"), "keep_care_until": day("2026-12-04")}
    given = case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_ffs", **facts)
    assert deadline(given, "continuation_of_benefits").legal == day("2026-12-04")


def test_it_holds_care_open_until_the_letters_own_later_day() -> None:
    facts: dict[str, FactValue] = {
        "notice_date": TODAY - timedelta(days=20),
        "keep_care_until": TODAY + timedelta(days=3),
    }
    given = case(Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care", **facts)
    found = deadline(given, "continuation_of_benefits")
    assert found.legal == TODAY - timedelta(days=10)
    assert not found.expired


@pytest.mark.parametrize("plan, outcome", [("chip", Outcome.ENDED), ("medicaid_managed_care", Outcome.DENIED)])
def test_it_never_promises_continuation_for_chip_or_a_first_request(plan: str, outcome: Outcome) -> None:
    # Example 10 and twin T6.
    given = case(outcome, "not_medically_necessary", plan_type=plan, notice_date=day("2026-11-10"))
    assert "continuation_of_benefits" not in [d.kind for d in only(given).deadlines]


def test_it_gives_a_fast_appeal_the_ordinary_last_day_and_today() -> None:
    given = case(
        Outcome.DENIED,
        "not_medically_necessary",
        plan_type="self_funded_erisa",
        notice_date=day("2026-11-16"),
        urgent=True,
        timing="pre_service",
    )
    assert deadline(given, "expedited_appeal").safe == TODAY
    assert deadline(given, "expedited_appeal").legal == deadline(given, "internal_appeal").legal


@pytest.mark.parametrize("plan", ["short_term", "fixed_indemnity", "sharing_ministry"])
def test_it_invents_no_period_outside_insurance_law(plan: str) -> None:
    # Example 25: contract only.
    given = case(Outcome.DENIED, "not_covered", plan_type=plan, notice_date=day("2026-11-10"))
    assert not [d for d in only(given).deadlines if d.legal]


def test_it_never_shows_the_federal_four_months_in_virginia() -> None:
    given, kind, legal, _ = _case("22 Virginia, 120 days")
    assert deadline(given, kind).legal == legal != day("2026-12-03")


def test_it_keeps_state_windows_from_self_funded_plans() -> None:
    given = case(
        Outcome.DENIED,
        "not_medically_necessary",
        stage=FINAL,
        plan_type="self_funded_erisa",
        state="VA",
        received_date=day("2026-08-03"),
    )
    assert deadline(given, "external_review").legal == day("2026-12-03")


def test_it_plans_on_a_shorter_period_of_the_letter_and_keeps_the_law_beside_it() -> None:
    facts = {"plan_type": "self_funded_erisa", "notice_date": day("2026-10-05"), "stated_appeal_days": 60}
    found = deadline(case(Outcome.DENIED, "out_of_network", **facts), "internal_appeal")
    assert found.safe == day("2026-12-04")
    assert found.legal == day("2027-04-03")


@pytest.mark.parametrize(
    ("begins", "last"), [("notice", "2026-09-07"), ("receipt", "2026-09-12"), (None, "2026-09-12")]
)
def test_it_counts_a_period_of_the_letter_alone_from_the_day_that_the_letter_says(
    begins: str | None, last: str
) -> None:
    values = {"plan_type": "short_term", "notice_date": day("2026-07-09"), "received_date": day("2026-07-14")}
    told = {**values, "stated_appeal_days": 60} | ({"stated_appeal_from": begins} if begins else {})
    found = deadline(case(**told), "internal_appeal")
    assert (found.legal, found.safe) == (day(last), day("2026-09-04"))
