"""A plan type told by the words around it, where no sign of the paper says it outright.

Takes a Survey; gives the fact `plan_type`, derived and doubtful, or nothing. The words are those of `tell` in
knowledge/plan_types/. One alone proves little: several have to point to one plan type and to hardly any other.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from firstcheck.extract.layout import source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact, Status
from firstcheck.knowledge.load import knowledge

#: A phrase weighs one, shared among the plan types that list it. So much has to be found, and so much more than for
#: the next plan type.
_ENOUGH, _AHEAD = 1.5, 1.0
#: A status beside the type of a plan, and no type.
_NO_TYPE = "grandfathered"


class Told(msgspec.Struct, frozen=True):
    """A phrase found: its plan types, and where it stands first."""

    words: str
    plan_types: tuple[str, ...]
    page: int
    start: int
    end: int


def told_by_phrases(found: Survey) -> Iterator[Fact]:
    """The plan type that the paper's words point to together."""
    hits = _whole(list(_hits(found)))
    scores: dict[str, float] = {}
    for hit in hits:
        for plan in hit.plan_types:
            scores[plan] = scores.get(plan, 0) + 1 / len(hit.plan_types)
    ranked = [*sorted(scores.items(), key=lambda score: -score[1])[:2], ("", 0.0), ("", 0.0)]
    if ranked[0][1] < _ENOUGH or ranked[0][1] - ranked[1][1] < _AHEAD:
        return
    plan = ranked[0][0]
    first = min((hit for hit in hits if plan in hit.plan_types), key=lambda hit: (len(hit.plan_types), hit.page))
    where = source(found.printed, first.page, first.start, first.end)
    yield Fact("plan_type", plan, status=Status.DERIVED, confidence=Confidence.LOW, source=where)


def _hits(found: Survey) -> Iterator[Told]:
    pages = [(page.number, folded(page.text)) for page in found.sheet.document.pages]
    for words, plan_types, pattern in _phrases():
        longest = max(words.split(), key=len)
        for number, text in pages:
            match = pattern.search(text) if longest in text or "#" in longest else None
            if match:
                yield Told(words, plan_types, number, match.start(), match.end())
                break


def _whole(hits: list[Told]) -> list[Told]:
    """Without phrases that are only a piece of a longer one that was found."""
    return [hit for hit in hits if not any(hit.words != other.words and hit.words in other.words for other in hits)]


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    listed: dict[str, tuple[str, ...]] = {}
    for plan in knowledge().plan_types.values():
        if plan.id != _NO_TYPE:
            for phrase in plan.tell.phrases():
                listed[phrase] = (*listed.get(phrase, ()), plan.id)
    return tuple((words, plan_types, _pattern(words)) for words, plan_types in listed.items())


def _pattern(words: str) -> re.Pattern[str]:
    """The phrase as whole words; blanks may be broken over a line, and each # is a digit."""
    literal = re.escape(folded(words)).replace(r"\ ", r"\s{1,4}").replace(r"\#", r"\d")
    return re.compile(rf"(?<![a-z0-9]){literal}(?![a-z0-9])")
