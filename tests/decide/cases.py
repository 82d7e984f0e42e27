"""Cases made by hand for tests: a refusal, its facts and its reasons, without any paper."""

from datetime import date
from functools import lru_cache

from firstcheck.decide.decide import decide
from firstcheck.decide.decision import Deadline, Decision, Determination
from firstcheck.decide.engine import Engine
from firstcheck.facts.case import Case, ClaimLine, Outcome, Refusal, Stage, StatedReason
from firstcheck.facts.fact import Fact, FactValue
from firstcheck.knowledge.load import knowledge

TODAY = date(2026, 11, 23)


@lru_cache(maxsize=1)
def engine() -> Engine:
    return Engine(knowledge())


def case(
    outcome: Outcome = Outcome.DENIED,
    *reasons: str,
    stage: Stage = Stage.INITIAL,
    lines: tuple[ClaimLine, ...] = (),
    **facts: FactValue,
) -> Case:
    """One paper's refusal with the facts given; `reasons` are ids, the first one the strongest."""
    stated = tuple(StatedReason(reason, None, strength=1.0 / (place + 1)) for place, reason in enumerate(reasons))
    refusal = Refusal("1", outcome, stage, lines=tuple(line.id for line in lines), reasons=stated)
    return Case((), tuple(Fact(name, value) for name, value in facts.items()), lines, (refusal,))


def decided(given: Case, today: date = TODAY) -> Decision:
    return decide(given, engine(), today)


def only(given: Case, today: date = TODAY) -> Determination:
    (determination,) = decided(given, today).determinations
    return determination


def finding(given: Case, name: str) -> bool | None:
    """What a finding of the only determination is; None = open."""
    return next((f.holds for f in only(given).findings if f.id == name), None)


def deadline(given: Case, kind: str, today: date = TODAY) -> Deadline:
    found = [d for d in only(given, today).deadlines if d.kind == kind]
    assert len(found) == 1, f"{len(found)} deadlines of kind {kind}: {[d.kind for d in only(given, today).deadlines]}"
    return found[0]
