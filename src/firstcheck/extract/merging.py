"""What several papers of one case say together: facts with one value each, refusals of one claim counted once.

Takes the facts and refusals of each paper, in order; gives those of the case, and their contradictions.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from firstcheck.facts.case import Conflict, Outcome, Refusal
from firstcheck.facts.fact import Fact, Status
from firstcheck.knowledge.load import reasons as known_reasons

_SINGLE = frozenset({"patient", "member_id", "claim_number", "service_date", "plan_type"})


def joined(papers: Sequence[Sequence[Refusal]]) -> tuple[Refusal, ...]:
    """Refusals of all papers, the same claim counted once: the paper that says most about it speaks."""
    found = [refusal for paper in papers for refusal in paper]
    if len(papers) == 1:
        return tuple(found)
    decided = [r for r in found if r.outcome not in (Outcome.UNKNOWN, Outcome.NOT_A_DECISION)] or found[:1]
    kept: list[Refusal] = []
    for _, same in groupby(sorted(decided, key=_identity), key=_identity):
        kept.append(max(same, key=lambda r: (len(r.reasons), r.quote is not None)))
    return tuple(sorted(kept, key=lambda r: r.id))


def _identity(refusal: Refusal) -> tuple[str, str]:
    family = known_reasons()[refusal.reasons[0].reason].family.value if refusal.reasons else ""
    return (refusal.claim_number or "", family)


def merged(told: list[Fact], papers: Sequence[list[Fact]]) -> list[Fact]:
    """Answers first, then each paper's facts; of facts with one value the first paper that prints it wins."""
    answered_names = {fact.name for fact in told}
    merged, seen = list(told), set(answered_names)
    for facts in papers:
        fresh = [fact for fact in facts if fact.line is not None or fact.name not in seen]
        merged += fresh
        seen |= {fact.name for fact in fresh if fact.line is None}
    return merged


def conflicts(papers: Sequence[list[Fact]]) -> tuple[Conflict, ...]:
    """Facts of one value that two papers print differently; the first reading of each paper speaks for it."""
    found: dict[str, list[Fact]] = {}
    for facts in papers:
        first = {fact.name: fact for fact in reversed(facts) if fact.line is None and fact.status is Status.READ}
        for name in _SINGLE & first.keys():
            known = found.setdefault(name, [])
            if all(_spelled(k.value) != _spelled(first[name].value) for k in known):
                known.append(first[name])
    return tuple(Conflict(name, tuple(values)) for name, values in sorted(found.items()) if len(values) > 1)


def _spelled(value: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(value).lower())
