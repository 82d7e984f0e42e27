"""What must never be said, on cases made by hand: the guardrails of the law notes (section 11) and the route rules."""

from datetime import date
from decimal import Decimal

import pytest

from firstcheck.decide.derived import told_of
from firstcheck.facts.case import Case, ClaimLine, Outcome, Refusal, Stage, StatedReason
from firstcheck.facts.fact import Fact, FactValue, Status
from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.facts.words import DERIVED
from firstcheck.knowledge.load import knowledge
from tests.decide.cases import TODAY, case, decided, finding, only

AT_HOSPITAL: dict[str, FactValue] = {
    "plan_type": "self_funded_erisa",
    "facility_type": "hospital_outpatient",
    "facility_in_network": True,
    "procedure_codes": ("74177",),
    "modifiers": ("26",),
    "emergency": False,
    "timing": "post_service",
    "notice_date": date(2026, 11, 2),
}
AT_CENTER: dict[str, FactValue] = {
    "plan_type": "fully_insured_group",
    "facility_type": "freestanding",
    "facility_in_network": False,
    "procedure_codes": ("73721",),
    "emergency": False,
    "timing": "post_service",
    "notice_date": date(2026, 11, 2),
}
NO_ACT = ["medicare_advantage", "original_medicare", "part_d", "medicaid_managed_care", "medicaid_ffs", "chip"]
NO_ACT += ["tricare", "va_community_care", "short_term", "fixed_indemnity", "sharing_ministry"]
NO_ACA = [*NO_ACT, "fehb_pshb"]


def out(outcome: Outcome = Outcome.DENIED, reason: str = "out_of_network", **facts: FactValue) -> Case:
    return case(outcome, reason, **facts)


def network(*more: dict[str, FactValue]) -> Case:
    facts: dict[str, FactValue] = {}
    for given in more:
        facts |= given
    return out(**facts)


@pytest.mark.parametrize(
    "outcome, routes",
    [
        (Outcome.PATIENT_SHARE, {"settle", "none", "clarify"}),
        (Outcome.UNPROCESSABLE, {"fix"}),
        (Outcome.APPROVED, {"none"}),
        (Outcome.OVERTURNED, {"none"}),
        (Outcome.PAID, {"none"}),
        (Outcome.NOT_A_DECISION, {"clarify"}),
    ],
)
@pytest.mark.parametrize("reason", ["out_of_network", "not_medically_necessary", "coinsurance", "records_requested"])
def test_it_does_not_appeal_what_is_no_refusal(outcome: Outcome, routes: set[str], reason: str) -> None:
    given = case(outcome, reason, plan_type="self_funded_erisa", notice_date=date(2026, 11, 2))
    assert only(given).route.id in routes


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.OVERTURNED, Outcome.PAID, Outcome.NOT_A_DECISION])
def test_it_sets_no_appeal_date_where_nothing_was_refused(outcome: Outcome) -> None:
    given = case(outcome, "out_of_network", plan_type="self_funded_erisa", notice_date=date(2026, 11, 2))
    assert "internal_appeal" not in [d.kind for d in only(given).deadlines]


@pytest.mark.parametrize("group, may_be_billed", [("CO", False), ("PI", False), ("PR", True), ("OA", None)])
def test_it_puts_a_write_off_on_nobody_but_the_provider(group: str, may_be_billed: bool | None) -> None:
    given = out(plan_type="self_funded_erisa", adjustment_codes=(f"{group}-242",))
    assert finding(given, "patient_may_be_billed") is may_be_billed


def test_it_does_not_take_the_everyday_write_off_for_the_refusal() -> None:
    line = ClaimLine("1.1", Outcome.DENIED, adjustment_codes=("CO-45", "PR-242"), billed=Decimal(100))
    given = case(Outcome.DENIED, "out_of_network", lines=(line,), plan_type="self_funded_erisa")
    assert finding(given, "patient_may_be_billed") is True


def test_it_never_settles_a_write_off() -> None:
    told: dict[str, FactValue] = {"chosen_by_patient": True}
    assert only(network(AT_CENTER, told, {"adjustment_codes": ("PR-242",)})).route.id == "settle"
    assert only(network(AT_CENTER, told, {"adjustment_codes": ("CO-242",)})).route.id != "settle"


@pytest.mark.parametrize("signed", [True, False, None])
def test_it_lets_no_consent_waive_radiology(signed: bool | None) -> None:
    # 45 CFR 149.420(b); rule 7.
    told: dict[str, FactValue] = {} if signed is None else {"consent_signed": signed}
    given = network(AT_HOSPITAL, told)
    assert finding(given, "nsa_protected") is True
    assert only(given).route.id == "protection"


@pytest.mark.parametrize("code", ["00840", "88305", "71250"])
def test_it_lets_no_consent_waive_ancillary_services(code: str) -> None:
    given = network(AT_HOSPITAL, {"procedure_codes": (code,), "modifiers": (), "consent_signed": True})
    assert finding(given, "nsa_protected") is True


def test_it_does_not_call_a_signed_consent_to_surgery_protected() -> None:
    given = network(AT_HOSPITAL, {"procedure_codes": ("29881",), "modifiers": (), "consent_signed": True})
    assert finding(given, "nsa_protected") is not True


@pytest.mark.parametrize("plan", NO_ACT)
def test_it_asserts_no_surprise_billing_law_for_other_programs(plan: str) -> None:
    # Rule 6: not Medicare, Medicaid, TRICARE, VA, short-term, indemnity, ministry.
    for more in ({}, {"emergency": True, "facility_type": "emergency_department"}):
        assert finding(network(AT_HOSPITAL, {"plan_type": plan}, more), "nsa_protected") is False


@pytest.mark.parametrize("plan", NO_ACA)
def test_it_gives_no_directory_or_continuity_right_beyond_the_statute(plan: str) -> None:
    # Rule 9: 5 USC 8902(p) imports neither section for FEHB.
    told: dict[str, FactValue] = {"plan_type": plan, "listed_in_directory": True, "directory_proof": True}
    told |= {"continuing_care": True, "contract_ended": date(2026, 9, 1), "service_date": date(2026, 9, 20)}
    given = network(AT_CENTER, told)
    assert finding(given, "directory_reliance") is not True
    assert finding(given, "continuity_of_care") is not True


@pytest.mark.parametrize("plan", NO_ACA)
def test_it_offers_no_aca_review_to_other_programs(plan: str) -> None:
    given = case(Outcome.DENIED, "not_medically_necessary", plan_type=plan, notice_date=date(2026, 11, 2))
    assert finding(given, "externally_reviewable") is not True
    assert "external_review" not in [d.kind for d in only(given).deadlines]


def test_it_does_not_stretch_the_act_to_a_free_standing_center() -> None:
    given = network(AT_CENTER)
    assert finding(given, "nsa_protected") is False
    assert only(given).route.id != "protection"


def test_it_protects_an_emergency_at_a_free_standing_place() -> None:
    given = network(AT_CENTER, {"emergency": True})
    assert finding(given, "nsa_protected") is True


def test_it_leaves_ground_ambulances_out() -> None:
    told: dict[str, FactValue] = {"service_description": "Ground ambulance, basic life support", "emergency": True}
    given = out(plan_type="self_funded_erisa", **told)
    assert finding(given, "nsa_protected") is False
    air = out(plan_type="self_funded_erisa", **(told | {"service_description": "Air ambulance, rotary wing"}))
    assert finding(air, "nsa_protected") is True


@pytest.mark.parametrize(
    ("codes", "protected"),
    [(("A0431", "A0436"), True), (("A0430",), True), (("A0427", "A0425"), False)],
)
def test_it_tells_a_flight_from_a_ride_by_its_codes(codes: tuple[str, ...], protected: bool) -> None:
    # 45 CFR 149.130: air ambulances outside the network, emergency or not; no ride on the road.
    given = out(plan_type="self_funded_erisa", procedure_codes=codes, service_description="Ambulance")
    assert (finding(given, "nsa_protected") is True) is protected


def test_it_promises_no_flight_protection_outside_the_act() -> None:
    given = out(plan_type="medicare_advantage", procedure_codes=("A0431",))
    assert finding(given, "nsa_protected") is False


@pytest.mark.parametrize(("family", "known"), [("other_insurance", False), ("not_medically_necessary", None)])
def test_it_needs_no_plan_type_where_nothing_medical_is_in_dispute(family: str, known: bool | None) -> None:
    given = case(Outcome.DENIED, family, notice_date=date(2026, 11, 2))
    assert finding(given, "externally_reviewable") is known


def test_it_leaves_the_review_open_where_the_state_may_take_more() -> None:
    # Ohio's review takes contract questions too (ORC 3922.11).
    given = case(Outcome.DENIED, "other_insurance", notice_date=date(2026, 11, 2), state="OH")
    assert finding(given, "externally_reviewable") is None


@pytest.mark.parametrize(
    ("outcome", "reason", "codes", "holds"),
    [
        (Outcome.OVERTURNED, None, ("77049",), False),
        (Outcome.PAID, None, ("00830",), None),  # anesthesia that was paid may still be billed for the rest
        (Outcome.PATIENT_SHARE, "deductible", ("99213",), False),
        (Outcome.PATIENT_SHARE, "deductible", ("00830",), None),
    ],
)
def test_it_rules_the_act_out_only_where_no_balance_can_be_hidden(
    outcome: Outcome, reason: str | None, codes: tuple[str, ...], holds: bool | None
) -> None:
    reasons = (reason,) if reason else ()
    day = date(2026, 11, 2)
    given = case(outcome, *reasons, plan_type="fully_insured_group", notice_date=day, procedure_codes=codes)
    assert finding(given, "nsa_protected") is holds


@pytest.mark.parametrize(("before", "goes_on"), [(True, True), (None, False)])
def test_it_goes_on_with_state_medicaid_care_only_where_it_was_approved(before: bool | None, goes_on: bool) -> None:
    told: dict[str, FactValue] = {"plan_type": "medicaid_ffs", "timing": "pre_service"}
    told |= {} if before is None else {"approved_before_this_cut": before}
    given = case(Outcome.DENIED, "not_medically_necessary", notice_date=date(2026, 11, 2), **told)
    assert finding(given, "continuation_of_benefits") is goes_on


@pytest.mark.parametrize(("biller", "protected"), [("Tres Palmas Hospital", False), ("Emergency Doctors PA", True)])
def test_it_protects_from_those_outside_and_not_from_the_network_hospital(biller: str, protected: bool) -> None:
    told: dict[str, FactValue] = {"facility": "Tres Palmas Hospital", "billing_provider": biller, "emergency": True}
    told |= {"facility_in_network": True, "plan_type": "fully_insured_group"}
    given = case(Outcome.PATIENT_SHARE, "reduced_out_of_network", notice_date=date(2026, 11, 2), **told)
    assert finding(given, "nsa_protected") is protected


@pytest.mark.parametrize("plan, applies", [("fully_insured_group", True), ("self_funded_erisa", False)])
def test_it_keeps_texas_law_from_self_funded_plans(plan: str, applies: bool) -> None:
    # Examples 17 and T4; 29 USC 1144(b)(2)(B).
    told: dict[str, FactValue] = {"plan_type": plan, "state": "TX", "ordered_by_network_provider": True}
    determination = only(network(AT_CENTER, told))
    assert (determination.route.play == "ask-for-texas-protection") is applies
    assert any("texas" in cite for f in determination.findings for cite in f.cite if f.holds) is False or applies


def test_it_keeps_texas_law_in_texas() -> None:
    told: dict[str, FactValue] = {"state": "OK", "ordered_by_network_provider": True}
    assert only(network(AT_CENTER, told)).route.play != "ask-for-texas-protection"


def test_it_takes_only_the_plans_own_directory() -> None:
    # Twin T9: what the center's own website or staff said does not count.
    given = network(AT_CENTER, {"provider_says_in_network": True})
    assert finding(given, "directory_reliance") is not True
    unproved = network(AT_CENTER, {"listed_in_directory": True})
    assert finding(unproved, "directory_reliance") is None
    proved = network(AT_CENTER, {"listed_in_directory": True, "directory_proof": True})
    assert finding(proved, "directory_reliance") is True
    assert only(proved).route.id == "protection"


@pytest.mark.parametrize("served, protected", [("2026-12-10", True), ("2026-12-20", False)])
def test_it_ends_continuity_after_ninety_days(served: str, protected: bool) -> None:
    # Example 24.
    told: dict[str, FactValue] = {"continuing_care": True, "contract_ended": date(2026, 10, 1)}
    told |= {"continuing_care_notice_date": date(2026, 9, 15), "service_date": date.fromisoformat(served)}
    assert (finding(network(AT_CENTER, told), "continuity_of_care") is True) is protected


@pytest.mark.parametrize("reason", ["provider_mismatch", "authorization_other_site", "referral_missing", "modifier"])
def test_it_never_appeals_a_fixable_mismatch(reason: str) -> None:
    # Rule 4.
    given = case(Outcome.DENIED, reason, plan_type="self_funded_erisa", notice_date=date(2026, 11, 2))
    assert only(given).route.id == "fix"


def test_it_fixes_a_wrong_number_before_it_argues_protection() -> None:
    given = network(AT_CENTER, {"provider_data_mismatch": True})
    assert only(given).route.id == "fix"


def test_it_does_not_send_a_first_denial_to_independent_review() -> None:
    for plan in PLAN_TYPES:
        given = case(Outcome.DENIED, "not_medically_necessary", plan_type=plan, notice_date=date(2026, 11, 2))
        assert only(given).route.id != "independent-review", plan


def test_it_sends_a_final_denial_on() -> None:
    given = case(
        Outcome.DENIED,
        "not_medically_necessary",
        stage=Stage.INTERNAL_APPEAL_DENIED,
        plan_type="self_funded_erisa",
        notice_date=date(2026, 11, 2),
    )
    assert only(given).route.id == "independent-review"


def test_it_asks_rather_than_guesses() -> None:
    given = decided(out(timing="post_service", notice_date=date(2026, 11, 2)))
    assert given.determinations[0].route.id == "clarify"
    assert {question.fact for question in given.questions} & {"facility_type", "plan_type", "emergency"}


def test_it_never_asks_what_it_knows() -> None:
    given = network(AT_HOSPITAL)
    assert not {question.fact for question in decided(given).questions} & set(AT_HOSPITAL)


def test_it_ranks_every_question_by_what_it_settles() -> None:
    settles = [
        question.settles for question in decided(network(AT_CENTER)).questions if question.fact != "received_date"
    ]
    assert settles == sorted(settles, reverse=True)
    assert all(0 < value <= 1 for value in settles)


def test_it_gives_each_refusal_one_route_and_names_the_first() -> None:
    papers = out(plan_type="self_funded_erisa", notice_date=date(2026, 11, 2))
    second = Refusal("2", Outcome.DENIED, reasons=(StatedReason("not_medically_necessary", None),))
    given = Case((), papers.facts, (), (papers.refusals[0], second))
    decision = decided(given)
    assert [d.id for d in decision.determinations] == ["1", "2"]
    assert decision.primary in {"1", "2"}
    for determination in decision.determinations:
        others = [aside.id for aside in determination.route.instead_of]
        assert sorted([*others, determination.route.id]) == sorted(knowledge().routes)
        assert all(aside.why_not for aside in determination.route.instead_of)


def test_it_trusts_an_answer_more_than_a_paper() -> None:
    given = network(AT_CENTER)
    answered = Case((), (*given.facts, Fact("emergency", True, Status.ANSWERED)), (), given.refusals)
    assert finding(answered, "nsa_protected") is True


def test_it_shows_why_each_rule_spoke() -> None:
    decision = decided(network(AT_HOSPITAL))
    fired = {traced.rule for traced in decision.trace if traced.result == "fired"}
    assert only(network(AT_HOSPITAL)).route.rule in fired
    assert all(not traced.missing for traced in decision.trace if traced.result == "fired")
    assert all(traced.missing for traced in decision.trace if traced.result == "undecided")


def test_it_decides_the_same_twice() -> None:
    given = network(AT_HOSPITAL)
    assert decided(given, TODAY) == decided(given, TODAY)


def test_it_computes_every_word_that_rules_may_test() -> None:
    """A derived word that nothing computes would leave its rules undecided for ever."""
    told: dict[str, FactValue] = {"state": "TX", "contract_ended": date(2026, 9, 1), "service_date": date(2026, 9, 20)}
    told |= {"reopening_until": date(2026, 12, 1), "authorization_to": date(2026, 12, 1), "emergency": True}
    told |= {"ordered_by_network_provider": True, "birth_date": date(2026, 9, 10)}
    told |= {"ordered_by_network_provider": True, "billed_amount": Decimal(980), "estimate_amount": Decimal(450)}
    first = ClaimLine("1.1", Outcome.PAID, service_date=date(2026, 9, 20), procedure_code="73721", paid=Decimal(90))
    again = ClaimLine("1.2", Outcome.DENIED, service_date=date(2026, 9, 20), procedure_code="73721")
    facts = network(AT_CENTER, told).facts
    refusal = Refusal("1", Outcome.DENIED, lines=("1.2",))
    words = told_of(Case((), facts, (first, again), (refusal,)), refusal, TODAY, knowledge().reasons).words
    tested = {name for rule in knowledge().rules for name in rule.when}
    assert not {name for name in DERIVED if name in tested} - words.keys()
    for name in DERIVED.keys() & words.keys():
        assert words[name] in DERIVED[name].values, name
