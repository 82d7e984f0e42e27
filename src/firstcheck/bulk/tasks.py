"""The first task of a row: one sentence for all claims decided alike, with places that each claim fills itself."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.knowledge.load import knowledge
from firstcheck.plan.wording import Wording, say_date, say_money

#: Places in a sentence that differ between claims of one signature; each row fills them itself.
_LATER = ("claim", "service_date", "amount", "payer", "provider", "authorization")
_PLACES = {name: chr(number) for number, name in enumerate(_LATER, 1)}


def opened(sentence: str, words: Wording) -> str:
    """A task filled with what all claims of a signature share; what differs stays a place."""
    for name, place in _PLACES.items():
        sentence = sentence.replace(f"{{{name}}}", place)
    return words.fill(sentence)


@lru_cache(maxsize=4096)
def places(task: str) -> tuple[str, ...]:
    """Which places a task has that each row fills itself."""
    return tuple(name for name, place in _PLACES.items() if place in task)


def finished(task: str, value: Callable[[str], str | None]) -> str:
    """A task with the claim's own values; what is not known is said in the words of the answer page."""
    names = places(task)
    for name in names:
        task = task.replace(_PLACES[name], value(name) or _missing(name))
    return task[:1].upper() + task[1:] if names else task


def owed_of(claim: PaidClaim, lines: Sequence[int]) -> Decimal | None:
    """What the patient is left to pay of the lines at these places, as facts.at_stake has it for the answer page."""
    if not claim.lines or len(lines) == len(claim.lines):
        return claim.patient_responsibility
    shares = [_share(claim.lines[n]) for n in lines]
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)) if len(known) == len(shares) else None


def _share(line: ServiceLine) -> Decimal | None:
    owed = [each.amount for each in line.adjustments if each.group == "PR" and each.amount is not None]
    return sum(owed, Decimal(0)) if owed else None


def value_of(claim: PaidClaim, lines: Sequence[int], name: str) -> str | None:
    """What a sentence may say of a claim and those of its lines that were refused alike."""
    if name == "claim":
        return worded(claim.number or claim.account)
    if name == "service_date":
        return worded(served_on(claim))
    if name == "amount":
        return worded(owed_of(claim, lines))
    if name == "provider":
        return claim.transmission.payee or claim.rendering
    return claim.transmission.payer if name == "payer" else claim.authorization


def worded(value: str | date | Decimal | None) -> str | None:
    """A claim's number, a day or an amount as sentences say it; None for nothing."""
    if isinstance(value, date):
        return _said(value)
    if isinstance(value, Decimal):
        return say_money(value) if value > 0 else None
    return f"{_word_claim()} {value}" if value else None


def served_on(claim: PaidClaim) -> date | None:
    """The day of a claim's care: its own, else the first of its lines."""
    return claim.begins or min((line.begins for line in claim.lines if line.begins), default=None)


@lru_cache(maxsize=4096)
def _said(day: date) -> str:
    return say_date(day)


@lru_cache(maxsize=1)
def _word_claim() -> str:
    return knowledge().pages["answer"]["word_claim"]


@lru_cache(maxsize=8)
def _missing(name: str) -> str:
    return knowledge().pages["answer"].get(f"missing_{name}", "")
