"""What a decision rests on: everything of a claim that a rule, a deadline or a derived word can read, and no more.

Takes a claim and a group of its refused lines; gives values that are equal where the decision must be. What only
makes two numbers different (99213 and 99214 are the same kind of care) is left out, so that few signatures hold many.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from firstcheck.bulk.groups import Group
from firstcheck.bulk.tasks import served_on
from firstcheck.claims.codes import adjustment_codes, remark_codes
from firstcheck.claims.facts import coverage_of, facility_in_network, place_of_service
from firstcheck.claims.outcomes import PREDETERMINED, REFUSED, line_outcome
from firstcheck.decide.derived import told_of
from firstcheck.decide.kinds import kind_of_number
from firstcheck.decide.service import ASSISTING, SIDES, service_words
from firstcheck.facts.case import Case, ClaimLine, Outcome, Refusal
from firstcheck.facts.fact import Fact
from firstcheck.intake.claim_data import PaidClaim, ServiceLine

Sign = tuple[Any, ...]
_NAMES = ("rendering_provider", "billing_provider")
_ANY_DAY = date(2000, 1, 1)
_ANY = Refusal("1", Outcome.DENIED)
#: A number that tells no kind of care.
_PLAIN_NUMBER = "99999"


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
        _asked_before(claim) if claim.use == "preauthorization" else None,
    )


def _asked_before(claim: PaidClaim) -> Sign:
    """Of care that was asked for beforehand: where, and whether it was given by the day of the notice."""
    served, notice = served_on(claim), notice_of(claim)
    return claim.transmission.payee, served is not None and notice is not None and served < notice


def sign_of_line(line: ServiceLine) -> Sign:
    """What a refused line adds, but for its modifiers, which speak for the group (`marks`)."""
    return (
        adjustment_codes(line.adjustments) if line.adjustments else (),
        remark_codes(line.remarks) if line.remarks else (),
        service_sign(line.procedure),
        line.description,
    )


@lru_cache(maxsize=8_192)
def service_sign(code: str | None) -> str:
    """What a procedure number tells: imaging, laboratory, care of newborns, an operation, a ride, the kind of care."""
    if not code:
        return ""
    line = ClaimLine("1.1.1", Outcome.DENIED, procedure_code=code)
    told = service_words(Case((), (), (line,), ()), [line], _ANY)
    shape = (code[:1].isdigit(), code[:1] == "0", code.startswith("A0"), kind_of_number(code))
    return repr((shape, [word for word in told.items() if word[1] != "no"]))


def marks(modifiers: Iterable[str]) -> tuple[bool, bool]:
    """What the modifiers of a group of lines tell: that a picture was read only, and that somebody assisted."""
    found = frozenset(modifiers)
    return "26" in found and "TC" not in found, not ASSISTING.isdisjoint(found)


@lru_cache(maxsize=4_096)
def _coverage(filing: str | None, payer: str | None) -> tuple[str | None, str | None]:
    return coverage_of(filing, payer)


@lru_cache(maxsize=8_192)
def _told_by_names(rendering: str | None, payee: str | None) -> Sign:
    """What the names of the providers tell (a hospital, an imaging center), not the names themselves."""
    facts = tuple(Fact(kind, value) for kind, value in zip(_NAMES, (rendering, payee), strict=True) if value)
    line = ClaimLine("1.1.1", Outcome.DENIED, procedure_code=_PLAIN_NUMBER)
    told = told_of(Case((), facts, (), ()), _ANY, _ANY_DAY, ())
    beside = service_words(Case((), facts, (line,), ()), [line], _ANY)
    return tuple(sorted(told.words.items())), tuple(sorted(beside.items()))


def lent(claim: PaidClaim, group: Group, groups: Sequence[Group]) -> Sign:
    """Codes of all refused lines together: a group that shows none of a kind is judged by those of the claim."""
    own = refused = claim.lines
    if len(claim.lines) > 1:
        own = [claim.lines[n] for n in group.lines if n >= 0]
        refused = [claim.lines[n] for each in groups if each.outcome in REFUSED for n in each.lines if n >= 0]
        refused = refused or claim.lines
    coded = claim.adjustments or any(line.adjustments for line in own)
    named, changed = any(line.procedure for line in own), any(line.modifiers for line in own)
    return (
        any(line.drug for line in refused),
        () if coded else adjustment_codes(a for line in refused for a in line.adjustments),
        () if named else tuple(sorted({service_sign(line.procedure) for line in refused})),
        *marks(modifier for line in (own if changed else refused) for modifier in line.modifiers),
    )


def sides(modifiers: Iterable[str]) -> frozenset[str]:
    """The sides of the body that modifiers name."""
    return SIDES.intersection(modifiers)


def repeated(claim: PaidClaim, group: Group) -> str:
    """Whether another line of the claim for the same service and day was paid, as service_words asks: its other side
    ("sides"), or the same again ("paid"); empty where none was. Within a claim only a side makes a copy of a line.
    """
    if len(claim.lines) < 2:
        return ""
    anyhow = (claim.number or claim.account) is None
    own = [claim.lines[n] for n in group.lines]
    own = [line for line in own if line.procedure and (anyhow or sides(line.modifiers))]
    others = [line for n, line in enumerate(claim.lines) if n not in group.lines] if own else []
    twins = [
        (sides(line.modifiers), sides(other.modifiers))
        for line in own
        for other in others
        if (line.procedure, line.begins or claim.begins) == (other.procedure, other.begins or claim.begins)
        and ((other.paid or 0) > 0 or line_outcome(claim, other) is Outcome.PAID)
    ]
    return "sides" if any(a and b and a != b for a, b in twins) else "paid" if twins else ""
