"""The codes of a line or claim as a person's papers write them, and the stated reasons that they carry."""

from collections.abc import Iterable, Sequence

from firstcheck.claims.outcomes import refusing
from firstcheck.extract.reasons import bare_codes, coded, weigh
from firstcheck.facts.case import ClaimLine, Outcome, StatedReason
from firstcheck.facts.fact import Source
from firstcheck.intake.claim_data import Adjustment, PaidClaim, Remark, ServiceLine
from firstcheck.knowledge.load import codes


def adjustment_codes(adjustments: Iterable[Adjustment]) -> tuple[str, ...]:
    """CO-242, PR-1 ..., each once, those that refuse first."""
    found = list(adjustments)
    if len(found) == 1:
        return (found[0].code,)
    ordered = [a for a in found if refusing(a)] + [a for a in found if not refusing(a)]
    return tuple(dict.fromkeys(adjustment.code for adjustment in ordered))


def remark_codes(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Codes of the public list of remarks, each once; codes of a payer's own stay in the paper."""
    return tuple(dict.fromkeys(remark.code for remark in remarks if remark.code[:1] in "MN"))


def stated_reasons(
    lines: Sequence[ClaimLine], claim: PaidClaim, sources: dict[str, Source], outcome: Outcome
) -> tuple[StatedReason, ...]:
    """The reasons of refused lines, with those that the claim states for all of them; strongest first."""
    refused = outcome not in (Outcome.PATIENT_SHARE, Outcome.PAID, Outcome.APPROVED)
    found = coded([line for line in lines if line.outcome is outcome] or lines)
    if not found or claim.remarks:
        own = () if any(line.adjustment_codes for line in lines) else adjustment_codes(claim.adjustments)
        found += bare_codes(own, remark_codes(claim.remarks))
    if outcome is Outcome.PATIENT_SHARE and not found:
        found = bare_codes({code for line in lines for code in line.adjustment_codes}, ())
    return tuple(_with_source(reason, sources) for reason in weigh((), found, refused))


def _with_source(reason: StatedReason, sources: dict[str, Source]) -> StatedReason:
    if reason.source is not None or not sources:
        return reason
    return StatedReason(reason.reason, next(iter(sources.values())), reason.line, reason.strength)


def service_class(line: ServiceLine) -> str:
    """What tells services of one claim apart for a decision: imaging, laboratory, anesthesia, or other; the reading."""
    code = line.procedure or ""
    kind = code[0] if len(code) == 5 and code.isdigit() and code[0] in "078" else "drug" if line.drug else ""
    return kind + ("-26" if "26" in line.modifiers else "")


def meaning(adjustment: Adjustment) -> str:
    """What a reason code says, in our own words; empty where the list does not hold it."""
    held = codes("carc").get(adjustment.reason)
    return held.meaning if held is not None else ""
