"""Whether a claim adds up, and which claim takes back which: both are told, neither changes what was read."""

from collections.abc import Iterable
from decimal import Decimal

from firstcheck.intake.claim_data import Adjustment, PaidClaim, Problem

REVERSAL = "22"
_ZERO = Decimal(0)


def check_balance(claim: PaidClaim) -> None:
    """Add a warning where charge less payment is not the sum of the adjustments, of the claim or of a line."""
    if claim.billed is None or claim.paid is None:
        return
    everywhere = _sum(claim.adjustments)
    for line in claim.lines:
        own = _sum(line.adjustments) if line.adjustments else _ZERO
        everywhere += own
        if line.billed is not None and line.paid is not None and line.billed - line.paid != own:
            say = f"Line {claim.lines.index(line) + 1}: charge less payment is not the sum of its adjustments."
            claim.problems.append(Problem(claim.first_segment + line.at, "imbalance", say))
    if claim.billed - claim.paid != everywhere:
        say = "The claim's charge less its payment is not the sum of the adjustments."
        claim.problems.append(Problem(claim.first_segment, "imbalance", say))


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    total = _ZERO
    for each in adjustments:
        if each.amount is not None:
            total += each.amount
    return total


def pair_reversals(claims: Iterable[PaidClaim]) -> None:
    """Join each reversal with the claim that replaces it: same payer number or account, another status.

    `partner` of each is the first segment of the other. A reversal without a replacement keeps 0.
    """
    waiting: dict[tuple[str | None, str | None], list[PaidClaim]] = {}
    kept = list(claims)
    for claim in kept:
        if claim.status == REVERSAL:
            for key in _keys(claim):
                waiting.setdefault(key, []).append(claim)
    for claim in kept if waiting else ():
        if claim.status == REVERSAL:
            continue
        for key in _keys(claim):
            taken_back = next((other for other in waiting.get(key, ()) if not other.partner), None)
            if taken_back is not None:
                claim.partner, taken_back.partner = taken_back.first_segment, claim.first_segment
                break


def _keys(claim: PaidClaim) -> list[tuple[str | None, str | None]]:
    keys: list[tuple[str | None, str | None]] = []
    if claim.number:
        keys.append((claim.transmission.payer, "number " + claim.number))
    if claim.account:
        keys.append((claim.patient, "account " + claim.account))
    return keys
