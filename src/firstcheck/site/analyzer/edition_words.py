"""An answer in the language of its page: sentences of the edition where it has them, the rest marked as English.

Takes an analysis and what the page shows of it; gives the same with its sentences exchanged. Pairs are made by place:
an edition keeps the order of the English page (knowledge/edition.py), and both sides are filled from the same case.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec
from django.utils.safestring import SafeString, mark_safe

from firstcheck.analyze import Analysis
from firstcheck.knowledge.edition import Edition, ScenarioEdition
from firstcheck.knowledge.model import Knowledge, QuestionText, QuestionWords, Scenario
from firstcheck.knowledge.texts import first_checks
from firstcheck.plan.plan import AskedQuestion
from firstcheck.plan.wording import Wording
from firstcheck.site.language import ENGLISH, current

T = TypeVar("T")
_STEP = ("do", "why", "keep", "if_yes", "if_no")
#: Tables whose sentences are said as they stand, where they have no places to fill.
_WHOLE = ("alerts", "clock")
#: What is not ours to word: the paper's own words.
_THEIRS = frozenset({"quote", "where", "lines", "claim_number", "send_to", "questions"})


class English(str):
    """A sentence shown in English on a page of another language."""

    __slots__ = ()


def tongue(text: object) -> SafeString:
    """The attribute that tells readers aloud and translators that a sentence is English; nothing where it is not."""
    return mark_safe(' lang="en"') if isinstance(text, English) else mark_safe("")


def in_page_language(shown: T, analysis: Analysis) -> T:
    """What is shown with its sentences in the language of the page; itself on an English page."""
    if current() == ENGLISH:
        return shown
    return _turned(shown, pairs(analysis))


def question_words(text: QuestionText) -> QuestionText | QuestionWords:
    """A question in the language of the page, or in English where it has no such words."""
    return text.es if current() == "es" and text.es else text


def asked_in_language(asked: AskedQuestion, known: Knowledge) -> AskedQuestion:
    """An open question in the language of the page."""
    text = known.questions.get(asked.fact)
    if text is None or current() == ENGLISH:
        return asked
    own = question_words(text)
    choices = tuple({"value": c.value, "label": c.label} for c in (own.choices or text.choices))
    return msgspec.structs.replace(asked, ask=own.ask, why=own.why, choices=choices, where=own.where or asked.where)


def pairs(analysis: Analysis) -> dict[str, str]:
    """Every English sentence of the answer that the edition of the page's language has, and what it says there."""
    edition = analysis.knowledge.editions.get(current(), Edition())
    ways = edition.pages.get("route_what", {})
    whys = edition.pages.get("route_why", {})
    found = {route.what: ways[name] for name, route in analysis.knowledge.routes.items() if name in ways}
    for table in _WHOLE:
        said = edition.pages.get(table, {})
        found |= {text: said[key] for key, text in analysis.knowledge.pages[table].items() if key in said}
    found |= {rule.because.strip(): whys[rule.id] for rule in analysis.knowledge.rules if rule.id in whys}
    for determination in analysis.decision.determinations:
        scenario = analysis.knowledge.scenarios.get(determination.denial.scenario or "")
        own = edition.scenarios.get(scenario.id) if scenario else None
        if scenario and own:
            words = Wording(analysis.case, determination, analysis.knowledge)
            told = _told(analysis.knowledge, scenario, own)
            found |= {words.fill(english): other for english, other in told if english and other}
    return found


def _told(known: Knowledge, page: Scenario, own: ScenarioEdition) -> Iterator[tuple[str, str]]:
    """The sentences of a page beside those of its edition."""
    home = known.plays.get(page.plays[0]) if page.plays else None
    yield page.title, own.title
    yield (page.fixable.say if page.fixable else ""), own.fixable
    yield from _fields(page.really, own.really, ("what", "sign"))
    yield from _fields(first_checks(page, known.plays), own.checks, _STEP)
    yield from _fields(page.gather or (home.gather if home else ()), own.gather, ("what", "why"))
    ask = page.ask if page.ask.insurer or page.ask.provider else (home.ask if home else page.ask)
    yield from zip(ask.insurer, own.insurer, strict=False)
    yield from zip(ask.provider, own.provider, strict=False)
    yield from zip(page.escalate_when or (home.escalate_when if home else ()), own.escalate_when, strict=False)
    yield from zip(page.mistakes or (home.mistakes if home else ()), own.mistakes, strict=False)


def _fields(
    english: Iterable[msgspec.Struct], other: Iterable[msgspec.Struct], names: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for here, there in zip(english, other, strict=False):
        for name in names:
            yield getattr(here, name) or "", getattr(there, name) or ""


def _turned(value: T, words: Mapping[str, str]) -> T:
    if isinstance(value, str):
        return words.get(value, English(value))  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_turned(item, words) for item in value)  # type: ignore[return-value]
    if isinstance(value, msgspec.Struct):
        own = {n: v for n, v in msgspec.structs.asdict(value).items() if n not in _THEIRS}
        kept = {n: v for n, v in own.items() if isinstance(v, str | tuple | msgspec.Struct) and not _named(v)}
        return msgspec.structs.replace(value, **{n: _turned(v, words) for n, v in kept.items()})
    return value


def _named(value: object) -> bool:
    """Whether a string is a name of the program (`you`, `fix`) and no sentence."""
    return isinstance(value, str) and bool(value) and value.islower() and " " not in value
