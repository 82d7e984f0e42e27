"""Words that tell programme, funding, sponsor and product, as knowledge/plan_types/ lists them with each plan type.

Gives Clues by fact, read against the folded page. A clue's `unless` is looked for around it and takes it back. Only the
kind of network (HMO, PPO ...) has its words here: it is no plan type and decides no law.
"""

import re
from functools import lru_cache

import msgspec

from firstcheck.extract.phrases import Phrases
from firstcheck.knowledge.load import knowledge

#: The facts that plan types are told by, in the order in which they are read.
_TOLD_BY = ("program", "funding", "sponsor", "plan_type")


class Clue(msgspec.Struct, frozen=True):
    """Words that stand for a value of a fact. `strength` 4 says it outright, 1 only hints."""

    name: str
    value: str
    strength: int
    pattern: Phrases
    unless: re.Pattern[str] | None = None


def _clues(name: str, *rows: tuple[str, int, str] | tuple[str, int, str, str]) -> tuple[Clue, ...]:
    return tuple(
        Clue(name, row[0], row[1], Phrases(row[2]), re.compile(row[3]) if len(row) > 3 else None) for row in rows
    )


@lru_cache(maxsize=1)
def coverage_clues() -> tuple[tuple[Clue, ...], ...]:
    """The signs of all plan types, a group for each fact, and the words of the kinds of network."""
    return (*(_signs_of(fact) for fact in _TOLD_BY), PRODUCT)


@lru_cache(maxsize=1)
def older_plan_clues() -> tuple[Clue, ...]:
    """The words by which a plan says that it was there before 2010, or that it was not."""
    return _signs_of("grandfathered")


def _signs_of(fact: str) -> tuple[Clue, ...]:
    signs = (sign for plan in knowledge().plan_types.values() for sign in plan.signs if sign.fact == fact)
    return tuple(
        Clue(sign.fact, sign.value, sign.strength, Phrases("|".join(sign.words)), _unless(sign.unless))
        for sign in signs
    )


def _unless(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(words)) if words else None


_OTHERS = r"otro seguro|other (?:health )?(?:insurance|coverage)|pays first|pagar primero|primary insurance"
PRODUCT = _clues(
    "product",
    (
        "pos",
        4,
        r"point[- ]of[- ]service (?:plan|product|option|coverage)|\bpos (?:plan|select|option|product|choice"
        r"|\d{3,4})\b|\b(?:insured|group|health|employer|individual)\b[^.\n|]{0,30}[,/(]\s{0,3}pos(?=\s{0,3}[,)/|]"
        r"|\s{2}|\n|$)"
        r"|\(pos,? (?:employer|group|individual|insured)|(?:plan|product|choice|select|open|plus|care|blue"
        r"|flex)\s{1,3}pos\b|\bplan pos\b",
        r"tricare|place "
        r"of service|pos (?:deductible|charge)",
    ),
    ("epo", 4, r"\bepo\b|exclusive provider", _OTHERS),
    (
        "hmo",
        3,
        r"\bhmo\b|health maintenance organization|organizacion para el mantenimiento",
        r"unlike an hmo"
        r"|not an hmo",
    ),
    ("ppo", 3, r"\bppo\b|preferred provider", _OTHERS),
)
