"""A denial has the dates, parties and amounts of its own paper, not those of another claim in the same case.

Takes a case read from several papers; gives it with what belongs to a denial noted on the denial. Papers of one claim
are left as they are: there each fills what the other lacks.
"""

from collections.abc import Mapping, Sequence

import msgspec

import firstcheck.extract as reading_of
from firstcheck.facts.case import Case, Refusal
from firstcheck.facts.fact import Fact, Status
from firstcheck.intake.document import Document

#: Facts of one notice or one claim. Where its own paper does not give them, those of another claim are no help.
_NAMES = (
    "claim_number case_number statement_number notice_date received_date final_denial_date service_date "
    "service_end_date service_description place_of_service billing_provider billing_provider_npi billing_tin supplier "
    "supplier_npi rendering_provider rendering_provider_npi ordering_provider ordering_provider_npi facility "
    "facility_npi authorization_number authorization_from authorization_to referral_number criteria_cited "
    "plan_provision billed_amount allowed_amount plan_paid patient_responsibility deductible coinsurance copay "
    "procedure_codes modifiers diagnosis_codes drug_codes adjustment_codes remark_codes stated_appeal_deadline "
    "stated_appeal_days stated_appeal_months stated_appeal_from information_due decision_due reopening_until "
    "reopening_days corrected_claim_until retro_request_until external_review_until external_review_days"
)
_ITS_OWN = frozenset(_NAMES.split())


def with_own_papers(case: Case, documents: Sequence[Document]) -> Case:
    """The case, each denial of another claim than the case's bearing the facts of its own paper."""
    if len(documents) < 2 or len(case.refusals) < 2:
        return case
    told = next((fact for fact in case.named("claim_number") if fact.status is Status.READ), None)
    if told is None or told.source is None:
        return case
    read: dict[int, Case] = {}
    refusals = tuple(_with_own(refusal, told, documents, read) for refusal in case.refusals)
    return msgspec.structs.replace(case, refusals=refusals)


def _with_own(refusal: Refusal, told: Fact, documents: Sequence[Document], read: dict[int, Case]) -> Refusal:
    place = refusal.quote.document if refusal.quote else -1
    here = told.source.document if told.source else -1
    if refusal.claim_number in (None, told.value) or place == here or not 0 <= place < len(documents):
        return refusal
    if place not in read:
        read[place] = reading_of.read_case([documents[place]], _NO_ANSWERS)
    own = tuple(_moved(fact, place) for fact in read[place].facts if fact.line is None and fact.status is Status.READ)
    if refusal.claim_number not in {fact.value for fact in own if fact.name == "claim_number"}:
        return refusal
    lacking = _ITS_OWN - {fact.name for fact in own}
    return msgspec.structs.replace(refusal, own=own, foreign=tuple(sorted(lacking)))


_NO_ANSWERS: Mapping[str, object] = {}


def _moved(fact: Fact, place: int) -> Fact:
    """The fact with its source at the paper's place in the case."""
    source = msgspec.structs.replace(fact.source, document=place) if fact.source else None
    return msgspec.structs.replace(fact, source=source)
