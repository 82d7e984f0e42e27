"""What a decision rests on: everything of a claim that a rule, a deadline or a derived word can read, and no more.

Takes a claim and a group of its refused lines; gives values that are equal where the decision must be. What only
makes two numbers different (99213 and 99214 are the same kind of care) is left out, so that few signatures hold many.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from firstcheck.bulk.groups import Group
from firstcheck.claims.codes import adjustment_codes, remark_codes
from firstcheck.claims.facts import coverage_of, facility_in_network, place_of_service
from firstcheck.claims.outcomes import PREDETERMINED, REFUSED, line_outcome
from firstcheck.decide.derived import told_of
from firstcheck.decide.kinds import kind_of_number
from firstcheck.decide.service import ASSISTING, NEWBORN_CARE
from firstcheck.facts.case import Case, Outcome, Refusal
from firstcheck.facts.fact import Fact
from firstcheck.intake.claim_data import PaidClaim, ServiceLine

Sign = tuple[Any, ...]
_NAMES = ("rendering_provider", "billing_provider")
_ANY_DAY = date(2000, 1, 1)


def notice_of(claim: PaidClaim) -> date | None:
    """The day of the payer's message."""
    return claim.transmission.produced or claim.transmission.paid_on


def sign_of_claim(claim: PaidClaim) -> Sign:
    """What the claim as a whole adds to the signature of its lines."""
    return (
        adjustment_codes(claim.adjustments) if claim.adjustments else (),
        remark_codes(claim.remarks) if claim.remarks else (),
        claim.status == PREDETERMINED or claim.use,
        _coverage(claim.filing, claim.transmission.payer if claim.transmission.version == "fhir" else None),
        place_of_service(claim),
        claim.authorization is None,
        claim.group_number is None,
        facility_in_network(claim),
        notice_of(claim) is None,
        _told_by_names(claim.rendering, claim.transmission.payee),
    )


def sign_of_line(line: ServiceLine) -> Sign:
    """What a refused line adds."""
    return (
        adjustment_codes(line.adjustments) if line.adjustments else (),
        remark_codes(line.remarks) if line.remarks else (),
        service_sign(line.procedure),
        "26" in line.modifiers,
        not ASSISTING.isdisjoint(line.modifiers),
        bool(line.modifiers),
        line.description,
    )


@lru_cache(maxsize=8_192)
def service_sign(code: str | None) -> Sign:
    """What a procedure number tells: imaging, laboratory or anesthesia, care of newborns, the kind of care."""
    if not code:
        return ()
    opens = code[0] if len(code) == 5 and code.isdigit() and code[0] in "078" else ""
    return opens, code in NEWBORN_CARE, kind_of_number(code)


@lru_cache(maxsize=4_096)
def _coverage(filing: str | None, payer: str | None) -> tuple[str | None, str | None]:
    return coverage_of(filing, payer)


@lru_cache(maxsize=8_192)
def _told_by_names(rendering: str | None, payee: str | None) -> Sign:
    """What the names of the providers tell (a hospital, an imaging center), not the names themselves."""
    facts = tuple(Fact(kind, value) for kind, value in zip(_NAMES, (rendering, payee), strict=True) if value)
    told = told_of(Case((), facts, (), ()), Refusal("1", Outcome.DENIED), _ANY_DAY, ())
    return tuple(sorted(told.words.items()))


def lent(claim: PaidClaim, group: Group, groups: Sequence[Group]) -> Sign:
    """Codes of all refused lines together: a group that shows none of a kind is judged by those of the claim."""
    own = [claim.lines[n] for n in group.lines if n >= 0]
    refused = [claim.lines[n] for each in groups if each.outcome in REFUSED for n in each.lines if n >= 0]
    refused = refused or claim.lines
    coded = claim.adjustments or any(line.adjustments for line in own)
    named, changed = any(line.procedure for line in own), any(line.modifiers for line in own)
    modifiers = set[str]() if changed else {m for line in refused for m in line.modifiers}
    return (
        any(line.drug for line in refused),
        () if coded else adjustment_codes(a for line in refused for a in line.adjustments),
        () if named else tuple(sorted({service_sign(line.procedure) for line in refused})),
        "26" in modifiers,
        not ASSISTING.isdisjoint(modifiers),
    )


def paid_twin(claim: PaidClaim, group: Group) -> bool:
    """Whether another line of the claim, for the same service and day, was paid."""
    if len(claim.lines) < 2:
        return False
    own = (claim.lines[n] for n in group.lines)
    same = {(line.procedure, line.begins or claim.begins) for line in own if line.procedure}
    others = (
        line
        for n, line in enumerate(claim.lines)
        if n not in group.lines and (line.procedure, line.begins or claim.begins) in same
    )
    return any((line.paid or 0) > 0 or line_outcome(claim, line) is Outcome.PAID for line in others)
