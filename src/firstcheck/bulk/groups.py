"""Lines of a claim that were refused alike, as the claim's refusals group them; one group has one decision."""

from collections.abc import Iterator, Sequence

import msgspec

from firstcheck.claims.outcomes import REFUSED, claim_outcome, line_outcome
from firstcheck.claims.reading import group_key
from firstcheck.facts.case import Outcome
from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.x12.balance import REVERSAL

#: Outcomes of groups.
DECIDED = frozenset(outcome.value for outcome in (*REFUSED, Outcome.UNKNOWN))


class Group(msgspec.Struct, gc=False):
    """Lines of a claim refused alike, by their index; -1 is a claim that shows no lines."""

    outcome: Outcome
    lines: list[int]


def groups_of(claim: PaidClaim) -> list[Group]:
    """Refused lines of a claim, grouped as its refusals are; also what was taken back or left without a reason."""
    if claim.status == REVERSAL:
        return [] if claim.partner else [Group(Outcome.UNKNOWN, list(range(len(claim.lines))) or [-1])]
    if not claim.lines:
        outcome = claim_outcome(claim)
        return [Group(outcome, [-1])] if outcome in REFUSED else []
    outcomes = [line_outcome(claim, line) for line in claim.lines]
    refused = [n for n, outcome in enumerate(outcomes) if outcome in REFUSED]
    if len(refused) == 1:
        return [Group(outcomes[refused[0]], refused)]
    found: dict[tuple[object, ...], Group] = {}
    for n in refused:
        key = group_key(claim, claim.lines[n], outcomes[n])
        found.setdefault(key, Group(outcomes[n], [])).lines.append(n)
    return list(found.values()) or _unexplained(claim, outcomes)


def _unexplained(claim: PaidClaim, outcomes: Sequence[Outcome]) -> list[Group]:
    """Lines that were charged, not paid and not explained, where nothing else was refused."""
    bare = any(o is Outcome.UNKNOWN and (x.billed or 0) > 0 for o, x in zip(outcomes, claim.lines, strict=True))
    return [Group(Outcome.UNKNOWN, list(range(len(claim.lines))))] if bare else []


def refused_lines(claim: PaidClaim, group: Group) -> Iterator[tuple[int, ServiceLine | None]]:
    """Index and line of each line of a group; None for a claim that shows no lines."""
    for n in group.lines:
        yield n, claim.lines[n] if n >= 0 else None
