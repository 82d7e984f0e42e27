"""An answer in the language of its page: what the edition does not have is English and is marked as such.

Takes an analysis; gives what the page shows of it in its language. A sentence that is word for word that of the English
page stayed English there.
"""

from collections.abc import Collection
from typing import TypeVar

import msgspec
from django.utils.safestring import SafeString, mark_safe

from firstcheck.analyze import Analysis
from firstcheck.analyze.spoken import in_language, sentences, stayed
from firstcheck.knowledge.figure import STAGES
from firstcheck.knowledge.model import Knowledge, QuestionText, QuestionWords
from firstcheck.plan import Plan
from firstcheck.plan.plan import AskedQuestion
from firstcheck.site.analyzer.answer_page import AnswerPage, answer_page
from firstcheck.site.language import ENGLISH, current, spoken

T = TypeVar("T")
#: What is not ours to word: the paper's own words.
_THEIRS = frozenset({"quote", "where", "lines", "claim_number", "send_to", "questions"})


class English(str):
    """A sentence shown in English on a page of another language."""

    __slots__ = ()


def tongue(text: object) -> SafeString:
    """The attribute that tells readers aloud and translators that a sentence is English; nothing where it is not."""
    return mark_safe(' lang="en"') if isinstance(text, English) else mark_safe("")


def in_page_language(analysis: Analysis) -> tuple[AnswerPage, Plan, bool]:
    """The page and the plan in the language of the page, what stayed English marked; and whether any sentence did."""
    said = in_language(analysis, current())
    page = answer_page(said)
    asked = tuple(asked_in_language(question, analysis.knowledge) for question in said.plan.questions)
    plan = msgspec.structs.replace(said.plan, questions=asked)
    if said is analysis:
        return page, plan, False
    with spoken(ENGLISH):
        english = answer_page(analysis)
    same = stayed((english, analysis.plan), (page, plan))
    # the names of laws stay; a figure's stage is a key that no page prints
    names = {source.citation for source in analysis.knowledge.sources.values()} | set(STAGES)
    shown = _marked(page, same - names), _marked(plan, same - names)
    return *shown, any(isinstance(text, English) for text in sentences(shown))


def question_words(text: QuestionText) -> QuestionText | QuestionWords:
    """A question in the language of the page, or in English where it has no such words."""
    return text.es if current() == "es" and text.es else text


def asked_in_language(asked: AskedQuestion, known: Knowledge) -> AskedQuestion:
    """An open question in the language of the page."""
    text = known.questions.get(asked.fact)
    if text is None:
        return asked
    own = question_words(text)
    choices = tuple({"value": c.value, "label": c.label} for c in (own.choices or text.choices))
    return msgspec.structs.replace(asked, ask=own.ask, why=own.why, choices=choices, where=own.where or asked.where)


def _marked(value: T, english: Collection[str]) -> T:
    if isinstance(value, str):
        return English(value) if value in english else value  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_marked(item, english) for item in value)  # type: ignore[return-value]
    if isinstance(value, msgspec.Struct):
        own = {name: getattr(value, name) for name in value.__struct_fields__ if name not in _THEIRS}
        kept = {name: item for name, item in own.items() if isinstance(item, str | tuple | msgspec.Struct)}
        return msgspec.structs.replace(value, **{name: _marked(item, english) for name, item in kept.items()})
    return value
