"""A denial made for the tests, and the setting of a letter for any kind of plan and any answers."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from firstcheck.analyze.analysis import Analysis
from firstcheck.analyze.road import engine
from firstcheck.claims import case_of
from firstcheck.decide.decide import decide
from firstcheck.documents.letter import Sender
from firstcheck.documents.setting import Setting, setting_of
from firstcheck.facts.case import Case, Outcome, Refusal, StatedReason
from firstcheck.facts.fact import Fact, FactValue, Source, Status
from firstcheck.intake import Document, read_text
from firstcheck.knowledge.letters import LetterText
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import make_plan

TODAY = date(2026, 11, 2)
PAPER = """\
TAMARACK HEALTH ASSURANCE
PO Box 41990, Duluth, MN 55816

October 12, 2026

Member: Ingrid Solheim-Baptiste
Member ID: TH 5520-88134
Group number: 77-0413
Claim number: 2026-771-30952
Date of service: September 3, 2026
Provider: Northgate Radiology Partners
Facility: Saint Brendan Hospital
Procedure code: 72148
Billed amount: $1,846.20

Dear Ingrid Solheim-Baptiste,

We cannot pay this claim. The MRI of the lumbar spine was not medically necessary under our
criteria, because six weeks of conservative care are not in the records we received.

You owe $1,846.20.

You may appeal within 180 days of receiving this letter. Send your appeal to:
Tamarack Health Assurance, Appeals Unit, PO Box 41995, Duluth, MN 55816
Fax: 218-555-0177
"""
SENDER = Sender(address="27 Larch Road\nEly, MN 55731", phone="218-555-0136", email="ingrid@example.org")
#: Answers under which every kind of letter has the circumstances that it is for.
CIRCUMSTANCES: dict[str, dict[str, str]] = {
    "surprise-billing-reprocess": {"facility_type": "hospital", "facility_in_network": "yes"},
    "surprise-billing-complaint": {"facility_type": "hospital", "facility_in_network": "yes"},
    "directory-reliance": {"listed_in_directory": "yes", "directory_proof": "yes"},
    "continuity-of-care": {"continuing_care": "yes", "contract_ended": "2026-08-20"},
    "expedited-appeal": {"urgent": "yes", "timing": "pre_service"},
    "external-review": {"already_appealed": "yes", "final_denial_date": "2026-10-12"},
    "second-reconsideration": {"already_appealed": "yes", "final_denial_date": "2026-10-12"},
    "opm-review": {"already_appealed": "yes", "final_denial_date": "2026-10-12"},
    "collection-hold": {"in_collections": "yes"},
    "credit-report-dispute": {"in_collections": "yes"},
    "texas-imaging": {"state": "TX", "ordered_by_network_provider": "yes", "written_network_election": "no"},
}
NECESSITY = (
    "The MRI of the lumbar spine was not medically necessary under our criteria, because six weeks of conservative "
    "care are not in the records we received."
)
#: What the paper says, by the reason that it states.
SAID = {
    "not_medically_necessary": NECESSITY,
    "out_of_network": "We cannot pay this claim because Northgate Radiology Partners is out of network.",
    "authorization_missing": "No prior authorization is on file for this service, so the claim is denied.",
    "referral_missing": "Your plan requires a referral, and none was received for this visit.",
    "modifier": "The modifier billed with this procedure code is not valid, so the line is denied.",
    "not_covered": "This service is not a covered benefit under your plan.",
    "experimental": "The treatment is experimental or investigational for your condition.",
    "site_of_care": "This service could have been done at a freestanding imaging center, so the hospital is not covered.",
    "timely_filing": "The claim was received after the filing limit, so it cannot be paid.",
    "non_formulary": "The drug is not on our formulary, so it is not covered.",
    "deductible": "This amount was applied to your deductible.",
}
#: The reason that the denial of a kind of letter states; medical necessity where none is named.
REASONS = {
    "surprise": "out_of_network",
    "directory": "out_of_network",
    "texas": "out_of_network",
    "network": "out_of_network",
    "gap": "out_of_network",
    "continuity": "out_of_network",
    "appeal-network": "out_of_network",
    "appeal-authorization": "authorization_missing",
    "authorization": "authorization_missing",
    "referral": "referral_missing",
    "appeal-coding": "modifier",
    "corrected": "modifier",
    "reprocess": "modifier",
    "appeal-coverage": "not_covered",
    "appeal-experimental": "experimental",
    "appeal-site": "site_of_care",
    "appeal-timely": "timely_filing",
    "appeal-formulary": "non_formulary",
    "drug": "non_formulary",
    "hardship": "deductible",
    "financial": "deductible",
}
#: What the paper prints behind labels.
PRINTED = frozenset(
    {
        "payer",
        "patient",
        "member_id",
        "group_number",
        "claim_number",
        "service_date",
        "notice_date",
        "billing_provider",
        "facility",
        "stated_appeal_days",
        "appeal_address",
        "appeal_fax",
        "procedure_codes",
        "billed_amount",
        "patient_responsibility",
    }
)
#: What follows from its words, where no answer says otherwise.
LAID_DOWN: dict[str, FactValue] = {"sponsor": "employer", "timing": "post_service", "urgent": False}


@cache
def paper(reason: str = "not_medically_necessary") -> Document:
    """The denial as read, with that reason."""
    start, end = PAPER.index("We cannot pay"), PAPER.index("\nYou owe")
    said = PAPER[start:end] if reason == "not_medically_necessary" else SAID[reason] + "\n"
    return read_text(PAPER[:start] + said + PAPER[end:], "denial letter")


def second_paper() -> str:
    """The denial of another claim of the same person: another reason, other days, another amount."""
    start, end = PAPER.index("We cannot pay"), PAPER.index("\nYou owe")
    text = f"{PAPER[:start]}{SAID['out_of_network']}\n{PAPER[end:]}"
    other = {"30952": "40118", "October 12": "September 20", "September 3": "August 9", "1,846.20": "911.40"}
    for said, instead in other.items():
        text = text.replace(said, instead)
    return text


def _case(answers: Mapping[str, object], reason: str) -> Case:
    """The paper's printed facts and the answers, with its refusal laid down: letters do not hang on how it is heard."""
    read = case_of([paper(reason)], answers)
    kept = [fact for fact in read.facts if fact.name in PRINTED or fact.status is Status.ANSWERED]
    known = {fact.name for fact in kept}
    kept += [Fact(name, value) for name, value in LAID_DOWN.items() if name not in known]
    quote = Source(0, 1, SAID[reason])
    stated = (StatedReason(reason, quote),)
    refusal = Refusal("1", Outcome.DENIED, claim_number="2026-771-30952", quote=quote, reasons=stated)
    return msgspec.structs.replace(read, facts=tuple(kept), refusals=(refusal,))


@cache
def _analysis(answers: frozenset[tuple[str, object]], reason: str) -> Analysis:
    case = _case(dict(answers), reason)
    decision = decide(case, engine(), TODAY)
    return Analysis(case, decision, make_plan(case, decision, knowledge(), TODAY), TODAY, knowledge())


def setting(
    answers: Mapping[str, object] | None = None, *, sender: Sender = SENDER, reason: str = "not_medically_necessary"
) -> Setting:
    """The setting of a letter for this paper and these answers."""
    made = _analysis(frozenset((answers or {}).items()), reason)
    return setting_of(
        made.case, made.decision, made.plan, made.knowledge, made.today, documents=[paper(reason)], sender=sender
    )


def reason_of(kind: str) -> str:
    """The reason that a denial states for which one writes this kind of letter."""
    return next((reason for start, reason in REASONS.items() if kind.startswith(start)), "not_medically_necessary")


@cache
def settled(kind: str, plan_type: str) -> Setting:
    """The setting in which a kind of letter belongs, for a kind of plan."""
    return setting({"plan_type": plan_type, **CIRCUMSTANCES.get(kind, {})}, reason=reason_of(kind))


#: Those that differ most stand first: the whole text of a letter is kept for the first three that it is for.
PLANS = ("self_funded_erisa", "medicare_advantage", "medicaid_managed_care", "individual_aca", "fully_insured_group")
PLANS += ("fehb_pshb", "original_medicare", "part_d", "tricare", "chip", "medicaid_ffs", "nonfederal_governmental")


def plans_of(kind: LetterText, most: int = 3) -> list[str]:
    """Up to `most` kinds of plan that the letter is for."""
    fitting = [plan for plan in PLANS if (not kind.plan_types or plan in kind.plan_types)]
    return [plan for plan in fitting if plan not in kind.not_plan_types][:most]


def pairs(most: int = 3) -> list[tuple[str, str]]:
    """Every kind of letter with the plans it is tried for."""
    return [(kind.id, plan) for kind in knowledge().letters.values() for plan in plans_of(kind, most)]
