"""The words that rules may test beside the vocabulary: what a refusal brings and what follows from other facts.

Derived words are computed in decide/derived.py; here stand their names, their values and the facts they rest on, so
that knowledge can be checked and the right question asked where a derived word is unknown.
"""

import msgspec

from firstcheck.facts.care import CARE_KINDS
from firstcheck.facts.case import Outcome, Stage
from firstcheck.facts.vocabulary import VOCABULARY, Kind

YES_NO = ("yes", "no")


class DerivedWord(msgspec.Struct, frozen=True):
    """A word that follows from other facts. `inputs` are the facts that one could ask for to learn it."""

    values: tuple[str, ...] = YES_NO
    inputs: tuple[str, ...] = ()


DERIVED: dict[str, DerivedWord] = {
    "group_code": DerivedWord(("CO", "PR", "OA", "PI", "CR", "none")),
    "service_is_imaging": DerivedWord(),
    "service_is_lab": DerivedWord(),
    "service_is_ancillary": DerivedWord(),
    "service_is_drug": DerivedWord(),
    "reading_only": DerivedWord(),
    "care_kind": DerivedWord((*CARE_KINDS, "other")),
    "surgical": DerivedWord(("operation", "procedure", "none")),
    "whole_emergency_visit": DerivedWord(),
    # what the sentences that refuse tell beside their reason: knowledge/reading/refused.yaml
    "member_filed": DerivedWord(),
    "contract_end_told": DerivedWord(),
    "other_mark_told": DerivedWord(),
    "scan_part_told": DerivedWord(),
    "stay_part_paid": DerivedWord(),
    "rehab_stay": DerivedWord(),
    "other_insurer_pays": DerivedWord(),
    "refused_in_words": DerivedWord(),
    "limit_told": DerivedWord(),
    "appearance_told": DerivedWord(),
    "preventive_told": DerivedWord(),
    "setting_told": DerivedWord(),
    "custodial_told": DerivedWord(),
    "never_asked_told": DerivedWord(),
    "tier_told": DerivedWord(),
    "contract_lacking_told": DerivedWord(),
    "away_told": DerivedWord(),
    "reading_told": DerivedWord(),
    "emergency_judged_told": DerivedWord(),
    "page_missing_told": DerivedWord(),
    "yearly_count_told": DerivedWord(),
    "policy_closed_told": DerivedWord(),
    "orderer_told": DerivedWord(),
    "site_papers_told": DerivedWord(),
    "other_company_told": DerivedWord(),
    "drug_rules_told": DerivedWord(),
    "distance_told": DerivedWord(),
    "whole_scan_told": DerivedWord(),
    "medicare_kind_told": DerivedWord(),
    "claim_in_work_told": DerivedWord(),
    "other_number_approved": DerivedWord(),
    "patient_is_newborn": DerivedWord(),
    "first_claim_paid": DerivedWord(),
    "ground_ambulance_service": DerivedWord(inputs=("ground_ambulance",)),
    "air_ambulance_service": DerivedWord(),
    "facility_bills": DerivedWord(),
    "share_said_zero": DerivedWord(),
    "everyday_share": DerivedWord(("deductible", "coinsurance", "copay", "over_allowed", "none")),
    "price_told": DerivedWord(),
    "plan_has_nsa": DerivedWord(inputs=("plan_type",)),
    "plan_has_directory_right": DerivedWord(inputs=("plan_type",)),
    "plan_has_continuity_right": DerivedWord(inputs=("plan_type",)),
    "plan_has_external_review": DerivedWord(inputs=("plan_type",)),
    "state_law_binds": DerivedWord(inputs=("plan_type", "funding")),
    "state_review_wider": DerivedWord(inputs=("plan_type", "state")),
    "texas_imaging_rule": DerivedWord(
        inputs=("plan_type", "state", "ordered_by_network_provider", "written_network_election", "texas_state_plan")
    ),
    "visit_facility": DerivedWord(inputs=("facility_type",)),
    "reopening_open": DerivedWord(),
    "authorization_open": DerivedWord(),
    "emergency_sign": DerivedWord(inputs=("emergency", "facility_type")),
    "appeal_way_stated": DerivedWord(),
    "older_plan": DerivedWord(inputs=("grandfathered",)),
    "contract_end_sign": DerivedWord(inputs=("contract_ended",)),
    "treatment_sign": DerivedWord(inputs=("continuing_care",)),
    "provider_left_network": DerivedWord(inputs=("contract_ended", "employer_changed_insurer")),
    "within_continuity_window": DerivedWord(inputs=("contract_ended", "continuing_care_notice_date")),
    "protection_sign": DerivedWord(
        ("surprise-billing", "directory", "continuity"),
        ("facility_type", "emergency", "listed_in_directory", "contract_ended", "continuing_care"),
    ),
    "bill_over_estimate": DerivedWord(),
    "debt_day_named": DerivedWord(inputs=("debt_dispute_until",)),
    "expired": DerivedWord(),
    "days_left": DerivedWord(("passed", "0-3", "4-15", "16-60", "61+")),
}

#: What a refusal is, whatever the knowledge says.
REFUSAL: dict[str, tuple[str, ...]] = {
    "outcome": tuple(item.value for item in Outcome),
    "stage": tuple(item.value for item in Stage),
}


def values_of(name: str) -> tuple[str, ...] | None:
    """The values that a rule may test a word for; None where the name is no such word."""
    spec = VOCABULARY.get(name)
    if spec is not None:
        return YES_NO if spec.kind is Kind.YES_NO else spec.choices or None
    derived = DERIVED.get(name)
    return derived.values if derived is not None else REFUSAL.get(name)


def asked_by(name: str) -> tuple[str, ...]:
    """The facts of the vocabulary that a person could be asked for to learn a word."""
    if name in VOCABULARY:
        return (name,)
    derived = DERIVED.get(name)
    return derived.inputs if derived is not None else ()
