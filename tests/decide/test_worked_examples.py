"""The worked examples, twins and fixtures of the law notes (section 10) that are more than one date: rights and ways.

Single dates stand in test_deadlines.py. `today` is Monday 23 November 2026 unless said.
"""

from datetime import date
from decimal import Decimal

import pytest

from firstcheck.decide.decision import Deadline
from firstcheck.facts.case import Case, ClaimLine, Outcome, Stage
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import make_plan
from tests.decide.cases import TODAY, case, deadline, decided, finding, only

FINAL = Stage.INTERNAL_APPEAL_DENIED
LAST = Stage.INDEPENDENT_REVIEW_DENIED


def day(text: str) -> date:
    return date.fromisoformat(text)


def facts(**given: FactValue) -> dict[str, FactValue]:
    """Facts with days written as text."""
    return {
        name: day(value) if isinstance(value, str) and len(value) == 10 and value[4] == "-" else value
        for name, value in given.items()
    }


def refused(reason: str, stage: Stage = Stage.INITIAL, outcome: Outcome = Outcome.DENIED, **given: FactValue) -> Case:
    return case(outcome, reason, stage=stage, **facts(**given))


def kinds(given: Case, today: date = TODAY) -> set[str]:
    return {found.kind for found in only(given, today).deadlines}


SCAN: dict[str, FactValue] = {"procedure_codes": ("70553",)}
READING = ClaimLine("1.1", Outcome.DENIED, procedure_code="74177", modifiers=("26",))


def test_it_waits_for_the_plans_own_exception_before_it_speaks_of_outside_review() -> None:
    """Example 1: a free-standing MRI that the patient chose, self-funded plan."""
    first = {"plan_type": "self_funded_erisa", "notice_date": "2026-10-05", "received_date": "2026-10-09", **SCAN}
    open_case = refused("out_of_network", facility_type="freestanding", chosen_by_patient=True, **first)
    assert finding(open_case, "externally_reviewable") is None
    assert finding(open_case, "nsa_protected") is False
    none = refused("out_of_network", facility_type="freestanding", gap_exception_clause=False, **first)
    assert finding(none, "externally_reviewable") is False
    covered = refused("out_of_network", gap_exception_clause=True, in_network_alternative=False, **first)
    assert finding(covered, "externally_reviewable") is True
    assert finding(covered, "defective_notice") is True


def test_it_gives_the_plan_sixty_days_and_a_union_board_its_meeting() -> None:
    """Example 1 and twin T12."""
    given = {"plan_type": "self_funded_erisa", "already_appealed": True, "timing": "post_service"}
    plain = refused("out_of_network", appeal_received="2026-12-18", **given)
    assert deadline(plain, "plan_decision").legal == day("2027-02-16")
    meetings = {"next_board_meeting": "2027-01-21", "second_board_meeting": "2027-04-22", "sponsor": "union"}
    early = refused("out_of_network", appeal_received="2026-12-18", **given, **meetings)
    assert deadline(early, "plan_decision").legal == day("2027-01-26")
    late = refused("out_of_network", appeal_received="2026-12-23", **given, **meetings)
    assert deadline(late, "plan_decision").legal == day("2027-04-27")


def test_it_finds_the_gap_of_a_medicare_plan_and_the_ladder_after_it() -> None:
    """Example 7."""
    given = refused(
        "out_of_network", plan_type="medicare_advantage", in_network_alternative=False, timing="pre_service",
        notice_date="2026-11-16", **SCAN,
    )  # fmt: skip
    assert finding(given, "network_gap") is True
    assert "reconsideration" in kinds(given)
    asked = case(
        Outcome.PENDING, plan_type="medicare_advantage", timing="pre_service", **facts(request_received="2026-11-16")
    )
    assert deadline(asked, "plan_decision").legal == day("2026-11-23")
    urgent = case(
        Outcome.PENDING, plan_type="medicare_advantage", timing="pre_service", urgent=True,
        **facts(request_received="2026-11-22"),
    )  # fmt: skip
    assert deadline(urgent, "plan_decision").legal == day("2026-11-25")


def test_it_has_no_fast_appeal_for_a_bill() -> None:
    """Example 8: the scan is done, the plan does not pay, and a fast appeal is asked for."""
    given = refused(
        "out_of_network", plan_type="medicare_advantage", urgent=True, timing="post_service", notice_date="2026-11-02"
    )
    assert "expedited_appeal" not in kinds(given)
    assert finding(given, "urgent") is False
    found = deadline(given, "reconsideration")
    assert found.legal == day("2027-01-06")
    assert any("gives up billing you" in who for who in found.may_file)


def test_it_delivers_late_to_medicare_with_good_cause() -> None:
    """Example 9: the last day was yesterday, a Sunday, and mailing does not count."""
    found = deadline(
        refused("not_medically_necessary", plan_type="original_medicare", notice_date="2026-07-20"), "redetermination"
    )
    assert (found.legal, found.expired, found.met_by) == (day("2026-11-22"), True, "received")
    assert any("good cause" in say for say in found.still_possible)
    proof = refused(
        "not_medically_necessary", plan_type="original_medicare", notice_date="2026-07-20", received_date="2026-07-31"
    )
    assert deadline(proof, "redetermination").legal == day("2026-11-28")
    assert deadline(proof, "redetermination").expired is False


def test_it_goes_to_the_hearing_when_a_medicaid_plan_is_silent() -> None:
    """Example 12."""
    given = refused(
        "not_medically_necessary", plan_type="medicaid_managed_care", already_appealed=True, notice_date="2026-10-01",
        appeal_received="2026-10-10",
    )  # fmt: skip
    found = deadline(given, "plan_decision")
    assert (found.legal, found.who, found.expired) == (day("2026-11-09"), "plan", True)
    assert any("fair hearing" in say for say in found.still_possible)


def test_it_gives_federal_employees_opm_and_nobody_else() -> None:
    """Example 13, and must-not rule 9."""
    given = refused("not_medically_necessary", stage=FINAL, plan_type="fehb_pshb", notice_date="2026-10-15")
    assert "external_review" not in kinds(given)
    assert finding(given, "externally_reviewable") is False
    assert finding(given, "directory_reliance") is False
    silent = refused(
        "not_medically_necessary", plan_type="fehb_pshb", already_appealed=True, notice_date="2026-05-30",
        appeal_received="2026-08-01",
    )  # fmt: skip
    assert deadline(silent, "opm_review").legal == day("2026-11-29")
    sued = refused("not_medically_necessary", stage=LAST, plan_type="fehb_pshb", service_date="2026-03-04")
    assert deadline(sued, "civil_action").legal == day("2029-12-31")


def test_it_takes_a_postmark_of_today_and_lets_the_beneficiary_sign() -> None:
    """Example 14."""
    found = deadline(
        refused("not_medically_necessary", plan_type="tricare", notice_date="2026-08-25"), "reconsideration"
    )
    assert (found.legal, found.met_by) == (TODAY, "postmarked")
    assert found.send_by is not None and found.send_by.mail == TODAY
    assert "the beneficiary" in found.may_file
    assert not any(who == "network provider" for who in found.may_file)


@pytest.mark.parametrize(("reason", "legal"), [("duplicate", "2026-12-19"), ("not_medically_necessary", "2027-01-18")])
def test_it_keeps_the_two_ways_of_tricare_apart(reason: str, legal: str) -> None:
    """Twin T14: facts 60 days, medical need 90; must-not rule 10."""
    given = refused(reason, stage=FINAL, plan_type="tricare", notice_date="2026-10-20")
    assert deadline(given, "reconsideration").legal == day(legal)


def test_it_protects_an_older_plan_within_the_surprise_billing_law() -> None:
    """Example 15: in-network hospital, out-of-network reader, consent signed, grandfathered and self-funded."""
    hospital = {
        "plan_type": "self_funded_erisa", "grandfathered": True, "facility_type": "hospital",
        "facility_in_network": True, "consent_signed": True, "notice_date": day("2026-10-05"),
    }  # fmt: skip
    given = case(Outcome.DENIED, "out_of_network", lines=(READING,), **hospital)
    assert finding(given, "nsa_protected") is True
    assert finding(given, "externally_reviewable") is True
    assert "internal_appeal" in kinds(given)
    other = refused("not_medically_necessary", plan_type="self_funded_erisa", grandfathered=True)
    assert finding(other, "externally_reviewable") is False
    alone = refused("not_medically_necessary", plan_type="individual_aca", grandfathered=True, notice_date="2026-10-05")
    assert "internal_appeal" not in kinds(alone)  # its contract and state law say how long


def test_it_does_not_call_a_free_choice_protected_in_virginia() -> None:
    """Example 16."""
    given = refused(
        "out_of_network", plan_type="fully_insured_group", state="VA", facility_type="freestanding",
        gap_exception_clause=False, notice_date="2026-10-05", **SCAN,
    )  # fmt: skip
    assert finding(given, "nsa_protected") is False
    assert finding(given, "externally_reviewable") is False
    assert finding(given, "state_protection") is None


TEXAS: dict[str, FactValue] = {
    "state": "TX", "facility_type": "freestanding", "ordered_by_network_provider": True,
    "written_network_election": False, "notice_date": date(2026, 10, 5), **SCAN,
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ({"plan_type": "fully_insured_group"}, True),  # example 17
        ({"plan_type": "self_funded_erisa"}, None),  # twin T4
        ({"plan_type": "nonfederal_governmental", "texas_state_plan": True}, True),  # twin T5
        ({"plan_type": "nonfederal_governmental", "funding": "self_funded"}, None),
        ({"plan_type": "fully_insured_group", "written_network_election": True}, None),
    ],
)
def test_it_knows_whom_the_texas_rule_reaches(more: dict[str, FactValue], holds: bool | None) -> None:
    assert finding(refused("out_of_network", **{**TEXAS, **more}), "state_protection") is holds


def test_it_protects_the_reading_from_home() -> None:
    """Example 18: the reader sat elsewhere; the visit was at an in-network hospital."""
    given = case(
        Outcome.DENIED, "out_of_network", lines=(READING,), plan_type="fully_insured_group", facility_type="hospital",
        facility_in_network=True,
    )  # fmt: skip
    assert finding(given, "nsa_protected") is True


@pytest.mark.parametrize(("listed", "proof", "holds"), [(True, True, True), (True, None, None), (False, None, False)])
def test_it_takes_the_plans_directory_and_no_other_list(listed: bool, proof: bool | None, holds: bool | None) -> None:
    """Example 19 and twin T9: the center's own website is not the plan's directory."""
    given: dict[str, FactValue] = {"plan_type": "self_funded_erisa", "listed_in_directory": listed}
    given |= {"directory_proof": proof} if proof is not None else {}
    assert finding(refused("out_of_network", **given), "directory_reliance") is holds


def test_it_makes_a_plan_answer_on_thanksgiving() -> None:
    """Example 20: received Monday 23 November; 72 hours are Thursday 26 November, holiday or not."""
    given = refused(
        "not_medically_necessary", plan_type="fully_insured_group", urgent=True, timing="pre_service",
        already_appealed=True, appeal_received="2026-11-23", notice_date="2026-11-20",
    )  # fmt: skip
    assert deadline(given, "plan_decision").legal == day("2026-11-26")
    fast = deadline(given, "expedited_appeal")
    assert fast.safe == TODAY
    assert any("outside review at the same time" in say for say in fast.assumptions)


def test_it_corrects_a_wrong_number_before_any_appeal() -> None:
    """Example 21."""
    given = refused(
        "out_of_network", plan_type="self_funded_erisa", provider_data_mismatch=True, notice_date="2026-10-05",
        adjustment_codes=("CO-242",),
    )  # fmt: skip
    assert only(given).route.id == "fix"
    assert "internal_appeal" in kinds(given)


def test_it_moves_the_last_days_of_the_closure_and_no_others() -> None:
    """Example 23: Friday 10 July 2026 fell into the closure and moved to 2 October; both are over."""
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", state="FL", received_date="2026-03-10"
    )
    found = deadline(given, "external_review")
    assert (found.legal, found.expired) == (day("2026-10-02"), True)
    assert any("HHS" in say for say in found.assumptions)
    assert "hhs-outage-2026" in found.cite
    assert found.still_possible
    asked_then = deadline(given, "external_review", day("2026-09-15"))
    assert asked_then.expired is False
    private = refused("not_medically_necessary", stage=FINAL, plan_type="self_funded_erisa", received_date="2026-03-10")
    assert deadline(private, "external_review").legal == day("2026-07-10")  # not the review run by HHS


@pytest.mark.parametrize(
    ("scan", "holds"), [("2026-12-10", True), ("2026-12-13", True), ("2026-12-14", None), ("2026-12-20", False)]
)
def test_it_covers_ninety_days_after_the_notice(scan: str, holds: bool | None) -> None:
    """Example 24; whether the notice day is day one is open (D13), and so is the very last day."""
    given = refused(
        "out_of_network", plan_type="fully_insured_group", continuing_care=True, contract_ended="2026-10-01",
        continuing_care_notice_date="2026-09-15", service_date=scan, notice_date="2026-12-22",
    )  # fmt: skip
    found = finding(given, "continuity_of_care")
    assert found is holds
    if holds:
        elect = deadline(given, "enrollment_election", day("2026-11-23"))
        assert (elect.legal, elect.safe) == (day("2026-12-14"), day("2026-12-11"))


def test_it_ends_continuity_with_a_change_that_the_patient_chose() -> None:
    """Twin T8: an employer that drops one insurer for another is covered, a free change is not."""
    given: dict[str, FactValue] = {
        "plan_type": "fully_insured_group", "continuing_care": True, "continuing_care_notice_date": date(2026, 9, 15),
        "service_date": date(2026, 10, 10),
    }  # fmt: skip
    employer = refused("out_of_network", employer_changed_insurer=True, **given)
    assert finding(employer, "continuity_of_care") is True
    chosen = refused("out_of_network", contract_ended="2026-10-01", changed_plan_by_choice=True, **given)
    assert finding(chosen, "continuity_of_care") is False


@pytest.mark.parametrize("plan", ["short_term", "fixed_indemnity"])
def test_it_has_only_contract_and_complaint_outside_insurance_law(plan: str) -> None:
    """Example 25."""
    given = refused("not_covered", plan_type=plan, notice_date="2026-06-01", stated_appeal_days=60)
    found = deadline(given, "internal_appeal")
    assert found.cite == ("the-letter",) and found.expired
    assert any("complain" in say for say in found.still_possible)
    assert finding(given, "externally_reviewable") is False
    assert finding(given, "nsa_protected") is False


def test_it_sends_a_network_denial_to_the_superintendent_in_ohio() -> None:
    """Twin T1."""
    given = refused(
        "out_of_network", stage=FINAL, plan_type="fully_insured_group", state="OH", notice_date="2026-06-01"
    )
    found = deadline(given, "external_review")
    assert (found.legal, found.safe) == (day("2026-11-28"), day("2026-11-27"))
    assert any("Superintendent" in say for say in found.assumptions)


def test_it_counts_four_months_from_receipt_in_maryland() -> None:
    """Twin T2; the coverage complaint itself was read second-hand only."""
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="fully_insured_group", state="MD", received_date="2026-08-14"
    )
    found = deadline(given, "external_review")
    assert found.legal == day("2026-12-14")
    assert found.safe is not None and found.safe <= day("2026-12-11")


@pytest.mark.parametrize(("outcome", "plan"), [(Outcome.ENDED, "chip"), (Outcome.DENIED, "medicaid_managed_care")])
def test_it_promises_no_continued_care_where_the_law_gives_none(outcome: Outcome, plan: str) -> None:
    """Twin T6 and must-not rule 12."""
    asked: dict[str, FactValue] = {"plan_type": plan, "notice_date": day("2026-11-10")}
    given = case(outcome, "not_medically_necessary", timing="pre_service", **asked)
    assert finding(given, "continuation_of_benefits") is False
    unsaid = case(outcome, "not_medically_necessary", **asked)
    assert finding(unsaid, "continuation_of_benefits") is not True  # a request or a cut: asked, not promised
    assert "continuation_of_benefits" not in kinds(given)


def test_it_keeps_care_that_was_approved_and_cut() -> None:
    """Example 11."""
    given = case(
        Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care",
        **facts(notice_date="2026-11-10", effective_date="2026-11-30"),
    )  # fmt: skip
    found = deadline(given, "continuation_of_benefits")
    assert found.legal == day("2026-11-30")
    assert "not a provider" in " ".join(found.may_file)
    soon = case(
        Outcome.ENDED, "not_medically_necessary", plan_type="medicaid_managed_care",
        **facts(notice_date="2026-11-10", effective_date="2026-11-15"),
    )  # fmt: skip
    assert deadline(soon, "continuation_of_benefits").legal == day("2026-11-20")


def test_it_disputes_a_bill_far_over_the_estimate_if_no_claim_was_sent() -> None:
    """Twin T7."""
    given: dict[str, FactValue] = {
        "estimate_amount": Decimal(450), "billed_amount": Decimal(980), "bill_date": date(2026, 8, 10),
    }  # fmt: skip
    found = deadline(case(Outcome.NOT_A_DECISION, self_pay=True, **given), "patient_provider_dispute")
    assert found.legal == day("2026-12-08")
    assert any("$25" in say for say in found.assumptions)
    assert any("second-hand" in say for say in found.assumptions)
    claim = case(Outcome.NOT_A_DECISION, self_pay=False, **given)
    assert "patient_provider_dispute" not in kinds(claim)
    exact = case(Outcome.NOT_A_DECISION, self_pay=True, **{**given, "estimate_amount": Decimal(580)})
    assert deadline(exact, "patient_provider_dispute").legal == day("2026-12-08")  # "at least $400 more"
    near = case(Outcome.NOT_A_DECISION, self_pay=True, **{**given, "estimate_amount": Decimal("580.01")})
    assert "patient_provider_dispute" not in kinds(near)


@pytest.mark.parametrize("state", ["SC", "KY"])
def test_it_shows_four_months_in_a_trap_state_only_if_the_letter_gives_them(state: str) -> None:
    """Final denial received 5 October 2026: 60 days; four months are Friday 5 February 2027."""
    given: dict[str, FactValue] = {
        "plan_type": "individual_aca", "state": state, "received_date": date(2026, 10, 5),
    }  # fmt: skip
    plain = deadline(refused("not_medically_necessary", stage=FINAL, **given), "external_review")
    assert plain.legal == day("2026-12-04")
    more = deadline(refused("not_medically_necessary", stage=FINAL, stated_appeal_months=4, **given), "external_review")
    assert more.legal == day("2027-02-05")
    assert more.safe is not None and more.safe <= day("2026-12-04")


def test_it_has_fifteen_days_for_a_fast_review_in_south_carolina() -> None:
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", state="SC", urgent=True,
        timing="pre_service", received_date="2026-11-20",
    )  # fmt: skip
    found = deadline(given, "expedited_external_review")
    assert (found.legal, found.safe) == (day("2026-12-05"), TODAY)


def test_it_starts_the_california_months_on_day_thirty() -> None:
    """Filed 1 May, answered 15 August 2026: from Sunday 31 May, six months are Monday 30 November."""
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", state="CA", notice_date="2026-08-15",
        grievance_filed="2026-05-01",
    )  # fmt: skip
    assert deadline(given, "external_review").legal == day("2026-11-30")


def test_it_prints_no_state_window_that_was_not_read_as_law() -> None:
    """Maine is said to give twelve months (5 December 2026 here); only the federal minimum is printed."""
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", state="ME", received_date="2025-12-05"
    )
    found = deadline(given, "external_review")
    assert found.legal == day("2026-04-05")
    assert any("Maine may have a time of its own" in say for say in found.assumptions)
    assert found.still_possible


@pytest.mark.parametrize(
    ("plan", "kind", "legal", "answers"),
    [
        ("original_medicare", "alj_hearing", "2027-01-25", {}),
        ("original_medicare", "reconsideration", "2027-01-25", {"hearing_denied": True}),
        ("original_medicare", "civil_action", "2027-01-25", {"council_denied": True}),
        ("part_d", "alj_hearing", "2027-01-25", {}),
        ("part_d", "civil_action", "2027-01-20", {"council_denied": True}),
        ("medicare_advantage", "alj_hearing", "2027-01-25", {}),
    ],
)
def test_it_climbs_the_levels_of_medicare(plan: str, kind: str, legal: str, answers: dict[str, FactValue]) -> None:
    """Hearing, Council, court: 60 days each, from a decision dated 21 November 2026."""
    given = refused("not_medically_necessary", stage=LAST, plan_type=plan, notice_date="2026-11-21", **answers)
    assert deadline(given, kind).legal == day(legal)
    rungs = {"alj_hearing", "reconsideration", "civil_action"}
    assert kinds(given) & rungs == {kind}


def test_it_takes_the_second_level_from_the_letter() -> None:
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="self_funded_erisa", notice_date="2026-10-05",
        stated_appeal_days=60, second_level_offered=True,
    )  # fmt: skip
    second = deadline(given, "second_internal_appeal")
    assert (second.legal, second.cite[0]) == (day("2026-12-04"), "the-letter")
    review = deadline(given, "external_review")
    assert (review.legal, review.stated) == (day("2027-02-05"), None)
    alone = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", notice_date="2026-10-05",
        stated_appeal_days=60, second_level_offered=True,
    )  # fmt: skip
    assert "second_internal_appeal" not in kinds(alone)  # 45 CFR 147.136(b)(3): one level only


PLANS = {
    "self_funded_erisa": "Department of Labor",
    "fully_insured_group": "insurance department",
    "individual_aca": "insurance department",
    "nonfederal_governmental": "CMS",
    "medicare_advantage": "1-800-MEDICARE",
    "original_medicare": "1-800-MEDICARE",
    "part_d": "1-800-MEDICARE",
    "medicaid_managed_care": "Medicaid agency",
    "chip": "CHIP or Medicaid agency",
    "tricare": "Defense Health Agency",
    "fehb_pshb": "Office of Personnel Management",
    "student_health": "insurance department",
    "church": "insurance department",
}


@pytest.mark.parametrize("plan", PLANS)
def test_it_never_ends_with_no_rights(plan: str) -> None:
    """Must-not rules 1 and 13: an expired date says what is left, and complains to the right office."""
    given = refused("not_medically_necessary", plan_type=plan, notice_date="2025-11-03")
    (found,) = [d for d in only(given).deadlines if d.expired and d.kind != "plan_decision"]
    assert len(found.still_possible) >= 2
    assert PLANS[plan] in " ".join(found.still_possible)
    if plan == "self_funded_erisa":
        assert "state insurance" not in " ".join(found.still_possible)
    assert set(found.still_possible) <= set(found.assumptions)


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        ("information_due", "information_due"),
        ("reopening_until", "peer_to_peer_or_reopening"),
        ("corrected_claim_until", "corrected_claim"),
        ("retro_request_until", "retro_authorization_or_referral"),
        ("premium_due", "premium_grace_end"),
        ("suit_until", "civil_action"),
        ("decision_due", "plan_decision"),
    ],
)
def test_it_keeps_the_dates_that_only_the_paper_gives(fact: str, kind: str) -> None:
    """Sunday 13 December 2026: the paper's own last day, planned for the Friday before."""
    given = case(Outcome.DENIED, "duplicate", **facts(**{fact: "2026-12-13"}))
    found = deadline(given, kind)
    assert (found.legal, found.safe, found.cite) == (day("2026-12-13"), day("2026-12-11"), ("the-letter",))


def test_it_ends_coverage_and_approvals_on_the_papers_day() -> None:
    unpaid = case(Outcome.DENIED, "premium_unpaid", **facts(coverage_ends="2026-11-30"))
    assert deadline(unpaid, "premium_grace_end").legal == day("2026-11-30")
    over = case(Outcome.DENIED, "premium_unpaid", **facts(coverage_ends="2026-10-31", notice_date="2026-12-01"))
    assert "premium_grace_end" not in kinds(over)  # paid to October: no day to act by
    approved = case(Outcome.APPROVED, **facts(authorization_to="2027-01-03"))
    assert deadline(approved, "authorization_end").safe == day("2026-12-31")


@pytest.mark.parametrize(
    ("plan", "more", "legal"),
    [
        ("self_funded_erisa", {"timing": "pre_service"}, "2026-12-01"),
        ("self_funded_erisa", {"timing": "post_service"}, "2026-12-16"),
        ("self_funded_erisa", {"timing": "pre_service", "urgent": True}, "2026-11-19"),
        ("self_funded_erisa", {"timing": "concurrent", "urgent": True}, "2026-11-17"),
        ("part_d", {"timing": "pre_service"}, "2026-11-19"),
        ("part_d", {"timing": "pre_service", "urgent": True}, "2026-11-17"),
        ("part_d", {"timing": "post_service"}, "2026-11-30"),
        ("medicaid_managed_care", {"timing": "pre_service"}, "2026-11-23"),
    ],
)
def test_it_knows_when_a_plan_has_to_decide(plan: str, more: dict[str, FactValue], legal: str) -> None:
    """A request that the plan got on Monday 16 November 2026."""
    given = case(Outcome.PENDING, plan_type=plan, request_received=day("2026-11-16"), **more)
    found = deadline(given, "plan_decision")
    assert (found.legal, found.who) == (day(legal), "plan")


def test_it_judges_a_request_of_2025_by_the_law_of_2025() -> None:
    """Medicare Advantage prior approval: 14 days until the end of 2025, 7 from 2026 (both read second-hand)."""
    found: list[Deadline] = [
        deadline(
            case(Outcome.PENDING, plan_type="medicare_advantage", timing="pre_service", notice_date=when,
                 request_received=when), "plan_decision", when,
        )
        for when in (day("2025-12-31"), day("2026-01-01"))
    ]  # fmt: skip
    assert [each.legal for each in found] == [day("2026-01-14"), day("2026-01-08")]
    assert all(any("second-hand" in say for say in each.assumptions) for each in found)


def test_it_never_asks_the_person_to_keep_the_plans_own_day() -> None:
    """A day on which the plan has to answer is no day for the person to send anything."""
    given = refused(
        "not_medically_necessary", plan_type="self_funded_erisa", already_appealed=True, timing="post_service",
        notice_date="2026-10-20", appeal_received="2026-09-26",
    )  # fmt: skip
    decision = decided(given, day("2026-11-24"))
    alerts = make_plan(given, decision, knowledge(), day("2026-11-24")).alerts
    answer = deadline(given, "plan_decision", day("2026-11-24"))
    assert (answer.legal, answer.of_others) == (day("2026-11-25"), True)
    assert not [alert for alert in alerts if alert.kind == "due_now"]
    late = make_plan(given, decided(given, day("2026-11-26")), knowledge(), day("2026-11-26")).alerts
    assert any("The plan is late" in alert.say and alert.kind == "other" for alert in late)


@pytest.mark.parametrize("months", [4, 6, 12])
def test_it_gives_a_trap_state_no_more_than_the_federal_time(months: int) -> None:
    given = refused(
        "not_medically_necessary", stage=FINAL, plan_type="individual_aca", state="SC", received_date="2026-10-05",
        stated_appeal_months=months,
    )  # fmt: skip
    assert deadline(given, "external_review").legal == day("2027-02-05")


@pytest.mark.parametrize(
    ("plan", "said"), [("fully_insured_group", True), ("self_funded_erisa", False), ("individual_aca", True)]
)
def test_it_says_that_a_state_which_is_not_known_may_set_a_time(plan: str, said: bool) -> None:
    given = refused("not_medically_necessary", stage=FINAL, plan_type=plan, received_date="2026-10-05")
    sentence = knowledge().pages["clock"]["state_unknown"]
    assert (sentence in deadline(given, "external_review").assumptions) is said
    named = refused("not_medically_necessary", stage=FINAL, plan_type=plan, state="ME", received_date="2026-10-05")
    assert any("Maine" in say for say in deadline(named, "external_review").assumptions) is said


@pytest.mark.parametrize(("plan", "sure"), [("church", False), ("sharing_ministry", False), ("fehb_pshb", True)])
def test_it_marks_a_complaint_office_that_was_read_second_hand(plan: str, sure: bool) -> None:
    given = refused("not_medically_necessary", plan_type=plan, notice_date="2025-01-06", stated_appeal_days=60)
    (found,) = [d for d in only(given).deadlines if d.expired]
    assert found.still_possible[-1].startswith("Check this") is not sure
