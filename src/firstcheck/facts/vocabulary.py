"""The closed vocabulary: every fact that may be read, answered or derived, with its type.

The words that ask for a fact live in knowledge/questions/; the rules that use it in knowledge/rules/.
"""

import enum

import msgspec


class Kind(enum.StrEnum):
    """The type of a fact's value."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    INTEGER = "integer"
    CODES = "codes"
    YES_NO = "yes_no"
    CHOICE = "choice"


class FactSpec(msgspec.Struct, frozen=True):
    """What a fact may hold. `choices` is empty unless the kind is CHOICE."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()


PLAN_TYPES = (
    "self_funded_erisa",
    "fully_insured_group",
    "individual_aca",
    "medicare_advantage",
    "original_medicare",
    "part_d",
    "medicaid_managed_care",
    "medicaid_ffs",
    "chip",
    "tricare",
    "fehb_pshb",
    "va_community_care",
    "nonfederal_governmental",
    "church",
    "student_health",
    "short_term",
    "fixed_indemnity",
    "sharing_ministry",
)

_TEXTS = (
    "payer plan_administrator plan_name patient member_id group_number claim_number case_number statement_number"
    " service_description billing_provider billing_provider_npi rendering_provider rendering_provider_npi"
    " ordering_provider ordering_provider_npi supplier supplier_npi facility facility_npi billing_tin place_of_service"
    " authorization_number referral_number criteria_cited plan_provision appeal_address appeal_fax"
    " expedited_appeal_phone state"
)
_DATES = (
    "notice_date received_date service_date service_end_date authorization_from authorization_to"
    " stated_appeal_deadline final_denial_date contract_ended information_due reopening_until corrected_claim_until"
    " premium_due external_review_until retro_request_until decision_due coverage_ends effective_date"
    " continuing_care_notice_date birth_date"
    # days that start a clock and that usually only the person knows
    " sent_date request_received appeal_received grievance_filed review_filed next_board_meeting"
    " second_board_meeting bill_date suit_until debt_dispute_until enrollment_until keep_care_until stated_appeal_later"
)
_MONEY = (
    "billed_amount allowed_amount plan_paid patient_responsibility deductible coinsurance copay premium_due_amount"
    " estimate_amount"
)
_INTEGERS = (
    "stated_appeal_days stated_appeal_months reopening_days reopening_business_days external_review_days"
    # times that the paper gives for other steps: so many days or months from the care, the paper or the birth
    " information_days retro_request_days corrected_claim_days corrected_claim_months enrollment_days"
)
_CODES = "procedure_codes modifiers diagnosis_codes drug_codes adjustment_codes remark_codes"
_YES_NO = (
    # what the paper or the plan says of itself
    "grandfathered urgent post_stabilization patient_may_be_billed_stated expedited_offered appeal_rights_stated"
    " no_appeal_rights_stated review_already_requested fast_track_notice fast_next_day debt_collector_letter"
    " coverage_cancelled_back"
    # what usually only the person knows; each is a statement one can affirm or deny
    " facility_in_network emergency consent_signed listed_in_directory directory_proof chosen_by_patient"
    " continuing_care in_network_alternative referral_on_file authorization_on_file authorized_site_matches"
    " authorized_code_matches authorized_dates_match other_coverage already_appealed provider_says_in_network"
    " provider_data_mismatch provider_in_plan_tools gap_exception_clause retro_authorization_allowed"
    " records_were_sent criteria_met_by_records repeat_was_intended first_claim_paid nothing_asked is_estimate"
    " claim_sent_in_time coverage_active_that_day step_already_tried drug_alternative_harms provider_agreed_to_correct"
    " billed_by_provider in_collections premium_can_be_paid ordered_by_network_provider written_network_election"
    " authorization_was_impossible approved_before_this_cut health_in_danger ground_ambulance"
    " bill_matches_statement work_or_auto_accident hospital_site_needed refused_in_writing"
    " second_level_offered hearing_denied council_denied self_pay employer_changed_insurer changed_plan_by_choice"
    " texas_state_plan decided_on_wrong_data preventive_visit"
)
_CHOICES: dict[str, tuple[str, ...]] = {
    "program": (
        "commercial",
        "medicare_advantage",
        "original_medicare",
        "part_d",
        "medicaid_managed_care",
        "medicaid_ffs",
        "chip",
        "tricare",
        "fehb_pshb",
        "va_community_care",
        "no_insurance_law",
    ),
    "funding": ("self_funded", "insured"),
    "sponsor": ("employer", "union", "government", "church", "school", "individual"),
    "product": ("hmo", "epo", "ppo", "pos"),
    "timing": ("pre_service", "concurrent", "post_service"),
    "stated_appeal_from": ("receipt", "notice"),
    "retro_request_from": ("service", "notice"),
    "plan_type": PLAN_TYPES,
    "facility_type": (
        "hospital",
        "hospital_outpatient",
        "critical_access",
        "surgery_center",
        "freestanding",
        "office",
        "emergency_department",
        "home",
    ),
    "billing_part": ("technical", "professional", "global"),
}


def _table() -> dict[str, FactSpec]:
    kinds = (
        (Kind.TEXT, _TEXTS),
        (Kind.DATE, _DATES),
        (Kind.MONEY, _MONEY),
        (Kind.INTEGER, _INTEGERS),
        (Kind.CODES, _CODES),
        (Kind.YES_NO, _YES_NO),
    )
    specs = {name: FactSpec(name, kind) for kind, names in kinds for name in names.split()}
    return specs | {name: FactSpec(name, Kind.CHOICE, choices) for name, choices in _CHOICES.items()}


VOCABULARY: dict[str, FactSpec] = _table()
