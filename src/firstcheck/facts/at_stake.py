"""What a refusal is about in money: of several lines with some paid, only what was refused.

Takes a Case and the ids of the lines that one determination refused; gives US dollars, None where the paper does not
say. The claim's own total answers only where nothing of it was paid beside the refusal.
"""

from collections.abc import Collection
from decimal import Decimal

from firstcheck.facts.case import Case, ClaimLine


def amount_refused(case: Case, refused: Collection[str]) -> Decimal | None:
    """What was billed for the refused lines where others stand beside them; else what the person is said to owe."""
    lines = _apart(case, refused)
    return _sum([line.billed for line in lines]) if lines else _owed(case)


def amount_owed(case: Case, refused: Collection[str]) -> Decimal | None:
    """What the person is said to owe for what was refused."""
    lines = _apart(case, refused)
    return _sum([line.patient_responsibility for line in lines]) if lines else _owed(case)


def _apart(case: Case, refused: Collection[str]) -> list[ClaimLine]:
    """The refused lines, where the case has lines that were not refused as well."""
    lines = [line for line in case.lines if line.id in refused]
    return lines if len(lines) < len(case.lines) else []


def _owed(case: Case) -> Decimal | None:
    owed = case.value("patient_responsibility")
    return owed if isinstance(owed, Decimal) and owed > 0 else None


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    whole = sum(known, Decimal(0))
    return whole if known and len(known) == len(amounts) and whole > 0 else None
