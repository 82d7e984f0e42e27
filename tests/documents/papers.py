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
    "opm-review": {"already_appealed": "yes", "final_denial_date": "2026-10-12"},
    "collection-hold": {"in_collections": "yes"},
    "credit-report-dispute": {"in_collections": "yes"},
    "texas-imaging": {"state": "TX", "ordered_by_network_provider": "yes", "written_network_election": "no"},
}
NETWORK_REASON = "because Northgate Radiology Partners is out of network."
NETWORK_QUOTE = f"We cannot pay this claim {NETWORK_REASON}"
NECESSITY_QUOTE = (
    "The MRI of the lumbar spine was not medically necessary under our criteria, because six weeks of conservative "
    "care are not in the records we received."
)
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
def paper(network: bool = False) -> Document:
    """The denial as read, for medical necessity or for the network."""
    text = PAPER
    if network:
        text = (
            text[: text.index("We cannot pay")]
            + f"We cannot pay this claim {NETWORK_REASON}\n"
            + text[text.index("\nYou owe") :]
        )
    return read_text(text, "denial letter")


def _case(answers: Mapping[str, object], network: bool) -> Case:
    """The paper's printed facts and the answers, with its refusal laid down: letters do not hang on how it is heard."""
    read = case_of([paper(network)], answers)
    kept = [fact for fact in read.facts if fact.name in PRINTED or fact.status is Status.ANSWERED]
    known = {fact.name for fact in kept}
    kept += [Fact(name, value) for name, value in LAID_DOWN.items() if name not in known]
    quote = Source(0, 1, NETWORK_QUOTE if network else NECESSITY_QUOTE)
    reason = StatedReason("out_of_network" if network else "not_medically_necessary", quote)
    refusal = Refusal("1", Outcome.DENIED, claim_number="2026-771-30952", quote=quote, reasons=(reason,))
    return msgspec.structs.replace(read, facts=tuple(kept), refusals=(refusal,))


@cache
def _analysis(answers: frozenset[tuple[str, object]], network: bool) -> Analysis:
    case = _case(dict(answers), network)
    decision = decide(case, engine(), TODAY)
    return Analysis(case, decision, make_plan(case, decision, knowledge(), TODAY), TODAY, knowledge())


def setting(answers: Mapping[str, object] | None = None, *, sender: Sender = SENDER, network: bool = False) -> Setting:
    """The setting of a letter for this paper and these answers."""
    document = paper(network)
    made = _analysis(frozenset((answers or {}).items()), network)
    return setting_of(
        made.case, made.decision, made.plan, made.knowledge, made.today, documents=[document], sender=sender
    )


@cache
def settled(kind: str, plan_type: str) -> Setting:
    """The setting in which a kind of letter belongs, for a kind of plan."""
    network = kind.startswith(("surprise", "directory", "texas", "network", "gap", "continuity", "appeal-network"))
    return setting({"plan_type": plan_type, **CIRCUMSTANCES.get(kind, {})}, network=network)


PLANS = ("self_funded_erisa", "fully_insured_group", "individual_aca", "medicare_advantage", "medicaid_managed_care")
PLANS += ("fehb_pshb", "original_medicare", "part_d", "tricare", "chip", "medicaid_ffs", "nonfederal_governmental")


def plans_of(kind: LetterText, most: int = 3) -> list[str]:
    """Up to `most` kinds of plan that the letter is for."""
    fitting = [plan for plan in PLANS if (not kind.plan_types or plan in kind.plan_types)]
    return [plan for plan in fitting if plan not in kind.not_plan_types][:most]


def pairs(most: int = 3) -> list[tuple[str, str]]:
    """Every kind of letter with the plans it is tried for."""
    return [(kind.id, plan) for kind in knowledge().letters.values() for plan in plans_of(kind, most)]
