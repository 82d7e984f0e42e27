"""What was decided about a line or a whole claim, from status, amounts and codes alone.

Takes claims as read; gives Outcomes. What a code means comes from knowledge/codes.
"""

from decimal import Decimal
from functools import lru_cache

from firstcheck.facts.case import Outcome
from firstcheck.intake.claim_data import Adjustment, PaidClaim, ServiceLine
from firstcheck.intake.x12.balance import REVERSAL
from firstcheck.knowledge.load import codes

PREDETERMINED = "25"
DENIED_STATUS = "4"
FORWARDED_UNTOUCHED = "23"
#: Remarks by which a claim is sent back as unprocessable: no appeal, a corrected claim.
UNPROCESSABLE_REMARKS = frozenset({"MA130", "N704"})
_UNDER_REVIEW = "133"
_ZERO = Decimal(0)
REFUSED = (Outcome.DENIED, Outcome.PARTLY_DENIED, Outcome.REDUCED, Outcome.UNPROCESSABLE, Outcome.PENDING)
#: A reviewer's decision on a request: X12 306 action codes, and A / N of CMS records.
_REVIEWS = {
    "A1": Outcome.APPROVED,
    "A": Outcome.APPROVED,
    "A2": Outcome.PARTLY_DENIED,
    "A6": Outcome.PARTLY_DENIED,
    "A3": Outcome.DENIED,
    "N": Outcome.DENIED,
    "A4": Outcome.PENDING,
}


def harmless_codes() -> frozenset[str]:
    """Reason codes that refuse nothing by themselves: write-offs, shares, notes."""
    return frozenset(code for code, held in codes("carc").items() if held.kind != "denial" and code != _UNDER_REVIEW)


def refusing(adjustment: Adjustment) -> bool:
    """Whether an adjustment says that something was not paid that might have been."""
    return adjustment.reason in denial_codes() and (adjustment.amount is None or adjustment.amount > _ZERO)


@lru_cache(maxsize=1)
def denial_codes() -> frozenset[str]:
    """Reason codes that refuse a payment."""
    return frozenset(code for code, held in codes("carc").items() if held.kind == "denial")


def line_outcome(claim: PaidClaim, line: ServiceLine) -> Outcome:
    """What was decided about one service; the codes of the claim speak where the line has none."""
    if claim.status == REVERSAL:
        return Outcome.UNKNOWN
    if claim.status == PREDETERMINED or claim.use == "predetermination":
        return Outcome.NOT_A_DECISION
    if line.review:
        return _REVIEWS.get(line.review, Outcome.UNKNOWN)
    own = line.adjustments or claim.adjustments
    remarks = {remark.code for remark in (*line.remarks, *claim.remarks)} if line.remarks or claim.remarks else set()
    return _decided(claim, line.billed, line.paid, own, remarks, denied=line.denied)


def claim_outcome(claim: PaidClaim) -> Outcome:
    """What was decided about a claim that shows no service lines."""
    if claim.status == REVERSAL:
        return Outcome.UNKNOWN
    if claim.status == PREDETERMINED or claim.use == "predetermination":
        return Outcome.NOT_A_DECISION
    remarks = {remark.code for remark in claim.remarks}
    return _decided(claim, claim.billed, claim.paid, claim.adjustments, remarks, denied=claim.denied)


def outcomes_of(claim: PaidClaim) -> list[Outcome]:
    """The outcome of each line, or of the claim that shows none."""
    return [line_outcome(claim, line) for line in claim.lines] or [claim_outcome(claim)]


def _decided(
    claim: PaidClaim,
    billed: Decimal | None,
    paid: Decimal | None,
    adjustments: list[Adjustment],
    remarks: set[str],
    *,
    denied: bool,
) -> Outcome:
    refuses = denied or any(refusing(adjustment) for adjustment in adjustments)
    if (paid or _ZERO) > _ZERO:
        return _partly(adjustments) if refuses else Outcome.PAID
    if remarks & UNPROCESSABLE_REMARKS:
        return Outcome.UNPROCESSABLE
    if claim.status == "queued" or any(adjustment.reason == _UNDER_REVIEW for adjustment in adjustments):
        return Outcome.PENDING
    if refuses or (claim.status == DENIED_STATUS and (billed or _ZERO) > _ZERO):
        return Outcome.DENIED
    if claim.status == FORWARDED_UNTOUCHED:
        return Outcome.PENDING
    return _unpaid(billed, adjustments)


def _partly(adjustments: list[Adjustment]) -> Outcome:
    """Paid, but not all: at the lower level of a network rule, or with a part refused."""
    held = codes("carc")
    families = {held[a.reason].family for a in adjustments if refusing(a)}
    return Outcome.REDUCED if families == {"network"} else Outcome.PARTLY_DENIED


def _unpaid(billed: Decimal | None, adjustments: list[Adjustment]) -> Outcome:
    """Nothing paid and nothing refused: a share of the patient, a write-off, or no reason at all."""
    if (billed or _ZERO) <= _ZERO:
        return Outcome.UNKNOWN if billed is None else Outcome.PAID
    if not adjustments:
        return Outcome.UNKNOWN
    shares = any(a.group == "PR" and (a.amount or _ZERO) > _ZERO for a in adjustments)
    return Outcome.PATIENT_SHARE if shares else Outcome.PAID
