"""Finds fault with what people read: pages that lack a part, read hard, repeat one another or do not point back.

Takes scenarios, plays, questions, figures and procedures by id; gives (kind, id, place in the file, what is wrong).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from firstcheck.facts.care import CARE_KINDS
from firstcheck.knowledge.distinct import likenesses
from firstcheck.knowledge.figure import STAGES, VERIFIED, Figure
from firstcheck.knowledge.model import Play, QuestionText, Scenario
from firstcheck.knowledge.procedure import Procedure
from firstcheck.knowledge.readability import MOST_GRADE, MOST_MEAN, MOST_WORDS, NoHyphens, grade, longest
from firstcheck.knowledge.texts import first_checks, page_texts, spoken

Found = Iterator[tuple[str, str, str, str]]

_TIMES, _MONEY = ("now", "soon", "calm"), ("large", "middle", "small")
_LEAST = {"says": 3, "really": 4}
_LONGEST_TEXT, _REPEATED_WORDS = 60, 9
#: Refusals that are none have no causes to tell apart.
_NO_REFUSAL = "none"
_CHANCE = re.compile(r"\b(your (chances?|odds)|likely to win|success rate|win rate)\b(?! of)", re.IGNORECASE)


def guide_faults(
    scenarios: Mapping[str, Scenario],
    plays: Mapping[str, Play],
    questions: Mapping[str, QuestionText],
    figures: Mapping[str, Figure],
    procedures: Mapping[str, Procedure],
) -> Found:
    """Every fault of the guide."""
    for page in scenarios.values():
        yield from _parts(page, plays)
        yield from _neighbors(page, scenarios, plays)
        yield from _figures(page, figures)
        for place, name in enumerate(page.procedures):
            if name not in procedures:
                yield "scenarios", page.id, f"procedures[{place}]", f"no procedure is called '{name}'"
    yield from _measured(figures)
    yield from _kinds(procedures, scenarios, figures)
    yield from _hard(scenarios, plays, questions, procedures)
    yield from _repeated(scenarios)
    if scenarios:
        yield from _alike(scenarios, plays)


def _parts(page: Scenario, plays: Mapping[str, Play]) -> Found:
    refusal = page.family.value != _NO_REFUSAL
    for field, least in _LEAST.items():
        if refusal and len(getattr(page, field)) < least:
            yield "scenarios", page.id, field, f"'{field}' needs at least {least} entries"
    for field in ("intent", "adjacent", "differs"):
        if getattr(page, field) is None:
            yield "scenarios", page.id, "id", f"the page lacks '{field}'"
    if refusal and page.fixable is None:
        yield "scenarios", page.id, "id", "the page does not say whether it is often fixable"
    if len(first_checks(page, plays)) != len(range(3)):
        yield "scenarios", page.id, "checks", "a page has three first checks, its own or its first play's"
    if page.intent is not None and (page.intent.time not in _TIMES or page.intent.money not in _MONEY):
        yield "scenarios", page.id, "intent", f"time is {', '.join(_TIMES)}; money is {', '.join(_MONEY)}"
    for place, play in enumerate(page.checks_for):
        if play not in page.plays:
            yield "scenarios", page.id, f"checks_for[{place}]", f"'{play}' is none of the plays of the page"


def _neighbors(page: Scenario, pages: Mapping[str, Scenario], plays: Mapping[str, Play]) -> Found:
    other = pages.get(page.adjacent or "")
    if other is not None and other.adjacent != page.id and page.id not in other.related:
        yield "scenarios", page.id, "adjacent", f"'{other.id}' does not point back to this page"
    mine = [task.do for task in first_checks(page, plays)]
    for name in (page.adjacent or "", *page.related):
        if name in pages:
            theirs = [task.do for task in first_checks(pages[name], plays)]
            if sum(a == b for a, b in zip(mine, theirs, strict=False)) > 1:
                yield "scenarios", page.id, "checks", f"its first checks are those of '{name}'"


def _figures(page: Scenario, figures: Mapping[str, Figure]) -> Found:
    fixable = page.fixable
    if fixable is None:
        return
    for place, use in enumerate(fixable.figures):
        where = f"fixable.figures[{place}]"
        if use.id not in figures:
            yield "scenarios", page.id, where, f"no figure is called '{use.id}'"
        if use.match not in ("direct", "near"):
            yield "scenarios", page.id, where, "a figure matches direct or near"
    if fixable.evidence and not fixable.figures:
        yield "scenarios", page.id, "fixable.evidence", "a figure stands in evidence/ and is named under 'figures'"
    if fixable.basis == "measured" and not fixable.figures:
        yield "scenarios", page.id, "fixable.basis", "'measured' needs a figure"


def _measured(figures: Mapping[str, Figure]) -> Found:
    for figure in figures.values():
        if figure.stage not in STAGES:
            yield "evidence", figure.id, "stage", f"nobody measures '{figure.stage}'; it is {', '.join(STAGES)}"
        if figure.verified not in VERIFIED:
            yield "evidence", figure.id, "verified", f"it is {', '.join(VERIFIED)}"
        if figure.n < 1 or (figure.k is not None and not 0 <= figure.k <= figure.n):
            yield "evidence", figure.id, "n", "k of n cannot be"
        if (figure.k is None) is not bool(figure.said):
            yield "evidence", figure.id, "id", "a figure has a count, or a range said in words, and not both"


def _kinds(
    procedures: Mapping[str, Procedure], scenarios: Mapping[str, Scenario], figures: Mapping[str, Figure]
) -> Found:
    for item in procedures.values():
        if item.id not in CARE_KINDS:
            yield "procedures", item.id, "id", "facts/words.py does not list this kind of care"
        for place, name in enumerate(item.denied_for):
            if name not in scenarios:
                yield "procedures", item.id, f"denied_for[{place}]", f"no scenario is called '{name}'"
        for place, name in enumerate(item.figures):
            if name not in figures:
                yield "procedures", item.id, f"figures[{place}]", f"no figure is called '{name}'"
        for place, pattern in enumerate(item.words):
            try:
                re.compile(pattern)
            except re.error as error:
                yield "procedures", item.id, f"words[{place}]", f"the pattern cannot be read: {error}"


def _hard(*folders: Mapping[str, msgspec.Struct]) -> Found:
    names = ("scenarios", "plays", "questions", "procedures")
    try:
        for kind, items in zip(names, folders, strict=True):
            for name, item in items.items():
                yield from _read(kind, name, item)
    except NoHyphens as missing:
        first = next(iter(folders[0]), None)
        if first is not None:
            yield "scenarios", first, "id", str(missing)


def _read(kind: str, name: str, item: msgspec.Struct) -> Found:
    texts = list(spoken(item))
    found = grade(text for _, text in texts)
    if found.grade > MOST_GRADE:
        yield kind, name, "id", f"it reads at grade {found.grade:.1f}; {MOST_GRADE:.0f} is the most"
    if found.mean > MOST_MEAN:
        yield kind, name, "id", f"its sentences have {found.mean:.1f} words; {MOST_MEAN:.0f} is the most"
    for place, text in texts:
        words = longest(text)
        if words > MOST_WORDS:
            yield kind, name, place, f"a sentence of {words} words; {MOST_WORDS} is the most"
        if len(text.split()) > _LONGEST_TEXT:
            yield kind, name, place, f"{len(text.split())} words in one text; {_LONGEST_TEXT} is the most"
        if _CHANCE.search(text) and "not" not in text:
            yield kind, name, place, "no text speaks of a person's chances"


def _repeated(scenarios: Mapping[str, Scenario]) -> Found:
    """The same long sentence on two pages: it should live once, in a play."""
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in scenarios.values():
        for place, text in spoken(page):
            if len(text.split()) >= _REPEATED_WORDS and not place.startswith("fixable"):
                seen[" ".join(text.lower().split())].append((page.id, place))
    for places in seen.values():
        for name, place in places[1:]:
            yield "scenarios", name, place, f"the same sentence stands in '{places[0][0]}'"


def _alike(scenarios: Mapping[str, Scenario], plays: Mapping[str, Play]) -> Found:
    pages = {name: page_texts(page, plays) for name, page in scenarios.items() if page.family.value != _NO_REFUSAL}
    for likeness in likenesses(pages):
        for say in likeness.faults:
            yield "scenarios", likeness.page, "id", say
