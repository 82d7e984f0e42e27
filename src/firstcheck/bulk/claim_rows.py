"""A claim and the decisions about it to rows."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from firstcheck.bulk.decisions import Decisions
from firstcheck.bulk.groups import groups_of, refused_lines
from firstcheck.bulk.rows import Row
from firstcheck.bulk.signature import notice_of
from firstcheck.bulk.tasks import finished, value_of
from firstcheck.claims.codes import adjustment_codes, remark_codes
from firstcheck.claims.outcomes import refusing
from firstcheck.intake.claim_data import PaidClaim, ServiceLine

_ZERO = Decimal(0)


def rows_of(claim: PaidClaim, decisions: Decisions, file: str) -> Iterator[Row]:
    """One row a refused line, in the order of the claim."""
    groups = groups_of(claim)
    if not groups:
        return
    sent, key = claim.transmission, key_of(claim)
    first, fhir, notice = claim.first_segment, sent.version == "fhir", notice_of(claim)
    who = (sent.payer, sent.payee, claim.patient, claim.member_id, claim.number or claim.account, claim.account)
    for group in groups:
        made = decisions.of(claim, group, groups)
        task = finished(made.task, partial(value_of, claim, group.lines))
        decided = (
            group.outcome.value, made.family, made.scenario, made.route, made.act_by, made.last_day, made.deadline,
            made.days_left, made.who, task, made.needs, made.confidence,
        )  # fmt: skip
        for n, line in refused_lines(claim, group):
            part: ServiceLine | PaidClaim = line or claim
            where = (file, first + line.at if line and not fhir else first, first, n + 1, key)
            amounts = (part.billed, part.paid, at_stake(claim, line), claim.patient_responsibility)
            day = part.begins or claim.begins
            # by position: naming 33 columns for each row costs more than filling them
            yield Row(*where, *who, day, notice, *coded(claim, line), *amounts, *decided)  # type: ignore[arg-type]


def coded(claim: PaidClaim, line: ServiceLine | None) -> tuple[str | None, str, str, str]:
    """Procedure, modifiers, adjustment codes and remark codes as the row writes them."""
    if line is None:
        return None, "", " ".join(adjustment_codes(claim.adjustments)), " ".join(remark_codes(claim.remarks))
    codes = adjustment_codes(line.adjustments or claim.adjustments)
    remarks = remark_codes([*line.remarks, *claim.remarks]) if line.remarks or claim.remarks else ()
    modifiers = " ".join(line.modifiers) if line.modifiers else ""
    return line.procedure, modifiers, codes[0] if len(codes) == 1 else " ".join(codes), " ".join(remarks)


def at_stake(claim: PaidClaim, line: ServiceLine | None) -> Decimal | None:
    """The money refused: what the refusing adjustments say, else the charge less what was paid."""
    part: ServiceLine | PaidClaim = line or claim
    said = [a.amount for a in part.adjustments if refusing(a) and a.amount is not None]
    if said:
        return said[0] if len(said) == 1 else sum(said, _ZERO)
    return part.billed - (part.paid or _ZERO) if part.billed is not None else None


def key_of(claim: PaidClaim) -> str:
    """The same claim sent again has the same key, in whatever file: its own words, without the payment around it."""
    words = "\n".join(claim.segments)
    if not words:
        said: list[object] = [claim.number, claim.billed, claim.paid, claim.begins, claim.transmission.produced]
        for line in claim.lines:
            said += [line.procedure, line.billed, line.paid, "+".join([each.code for each in line.adjustments])]
        words = "|".join(map(str, said))
    return hashed(words.encode("utf-8", "surrogatepass"))


def hashed(words: bytes) -> str:
    """The key of a claim from its words."""
    return hashlib.blake2b(words, digest_size=10).hexdigest()
