"""One claim that came as data to service lines, refusals and facts.

A claim's answer is built from its lines: each group of lines refused by the same codes, for the same kind of service,
is a refusal of its own.
"""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from firstcheck.claims.codes import adjustment_codes, remark_codes, service_class, stated_reasons
from firstcheck.claims.facts import Place, claim_facts, code_facts, shared_facts
from firstcheck.claims.outcomes import REFUSED, claim_outcome, line_outcome, refusing
from firstcheck.facts.case import ClaimLine, Outcome, Refusal
from firstcheck.facts.fact import Fact, Source
from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.x12.balance import REVERSAL

#: What a claim with nothing refused is, the most telling first.
_MILD = (
    Outcome.UNKNOWN,
    Outcome.NOT_A_DECISION,
    Outcome.APPROVED,
    Outcome.PATIENT_SHARE,
    Outcome.PAID,
)


class ClaimReading(msgspec.Struct):
    """A claim on its way to the case: `shared` facts are of the transmission, `facts` of the claim."""

    claim: PaidClaim
    shared: list[Fact]
    facts: list[Fact]
    lines: list[ClaimLine]
    refusals: list[Refusal]


def read_claim(claim: PaidClaim, document: int, ordinal: int, *, alone: bool) -> ClaimReading:
    """`document` counts from 0, `ordinal` from 1. `alone`: the paper holds no other claim, so facts are the case's."""
    place = Place(document, claim, ordinal)
    prefix = f"{document + 1}.{ordinal}"
    services = claim.lines or [_whole(claim)]
    lines = [_line(place, f"{prefix}.{n}", each) for n, each in enumerate(services, 1)]
    refusals = _refusals(place, prefix, services, lines)
    reading = ClaimReading(claim, list(shared_facts(place)), [], lines, refusals)
    if alone:
        reading.facts = [*claim_facts(place), *code_facts(place, services)]
    else:
        for each, line in zip(services, lines, strict=True):
            reading.facts += [*claim_facts(place, line.id), *code_facts(place, [each], line.id)]
    return reading


def _whole(claim: PaidClaim) -> ServiceLine:
    """A claim without service lines, seen as one."""
    whole = ServiceLine(0, billed=claim.billed, paid=claim.paid, begins=claim.begins, denied=claim.denied)
    whole.adjustments, whole.remarks = claim.adjustments, claim.remarks
    return whole


def _line(place: Place, name: str, line: ServiceLine) -> ClaimLine:
    claim = place.claim
    outcome = line_outcome(claim, line) if claim.lines else claim_outcome(claim)
    adjustments = line.adjustments or (claim.adjustments if outcome in REFUSED else [])
    owed = [a.amount for a in line.adjustments if a.group == "PR" and a.amount is not None]
    share = sum(owed, Decimal(0)) if owed else None
    refused = next((a for a in adjustments if refusing(a)), None)
    return ClaimLine(
        id=name,
        outcome=outcome,
        claim_number=claim.number or claim.account,
        service_date=line.begins or claim.begins,
        procedure_code=line.procedure,
        modifiers=line.modifiers,
        description=line.description,
        billed=line.billed,
        allowed=line.allowed,
        paid=line.paid,
        patient_responsibility=share if claim.lines else claim.patient_responsibility,
        adjustment_codes=adjustment_codes(adjustments),
        remark_codes=remark_codes(line.remarks),
        source=place.source(refused.raw, line.at) if refused else place.line(line),
    )


def group_key(claim: PaidClaim, line: ServiceLine, outcome: Outcome) -> tuple[object, ...]:
    """Lines with the same key are refused for the same reasons and go the same way."""
    adjustments = line.adjustments or claim.adjustments
    refused = tuple(sorted({a.code for a in adjustments if refusing(a)}))
    remarks = tuple(sorted({r.code for r in line.remarks})) if line.remarks else ()
    return outcome, refused, remarks, service_class(line)


def _refusals(place: Place, prefix: str, services: list[ServiceLine], lines: list[ClaimLine]) -> list[Refusal]:
    claim = place.claim
    groups: dict[tuple[object, ...], list[ClaimLine]] = {}
    for service, line in zip(services, lines, strict=True):
        if line.outcome in REFUSED:
            groups.setdefault(group_key(claim, service, line.outcome), []).append(line)
    if claim.status == REVERSAL:
        return [] if claim.partner else [_refusal(place, prefix, Outcome.UNKNOWN, lines)]
    if not groups:
        seen = {line.outcome for line in lines}
        return [_refusal(place, prefix, next((o for o in _MILD if o in seen), Outcome.UNKNOWN), lines)]
    several = len(groups) > 1
    return [
        _refusal(place, f"{prefix}{_letter(n)}" if several else prefix, members[0].outcome, members)
        for n, members in enumerate(groups.values())
    ]


def _letter(number: int) -> str:
    """a to z, then aa, ab ..."""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(97 + number % 26)


def _refusal(place: Place, name: str, outcome: Outcome, lines: list[ClaimLine]) -> Refusal:
    claim = place.claim
    sources = {line.id: line.source for line in lines if line.source is not None}
    return Refusal(
        id=name,
        outcome=outcome,
        claim_number=claim.number or claim.account,
        lines=tuple(line.id for line in lines),
        quote=_quote(claim, place, lines, sources) if outcome in (*REFUSED, Outcome.PATIENT_SHARE) else None,
        reasons=stated_reasons(lines, claim, sources, outcome),
    )


def _quote(claim: PaidClaim, place: Place, lines: Iterable[ClaimLine], sources: dict[str, Source]) -> Source | None:
    """A note in words where the record has one, else the segment that refuses."""
    note = next((n for each in claim.lines for n in each.notes if " " in n.code), None)
    note = note or next((n for n in claim.notes if " " in n.code), None)
    if note is not None and note.raw == note.code:
        return place.source(note.raw)
    return next((sources[line.id] for line in lines if line.id in sources), None)
