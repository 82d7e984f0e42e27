"""An analysis said in another language: the same case decided and planned by the knowledge of that language.

Takes an Analysis in English; gives one with the same outcome, routes and dates and the sentences of the edition. What
the edition does not have stays English in it; `stayed` tells which sentences those are.
"""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from firstcheck.analyze.analysis import Analysis
from firstcheck.decide.decide import decide
from firstcheck.decide.engine import Engine
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.spoken import spoken_in
from firstcheck.plan import make_plan

ENGLISH = "en"


@lru_cache(maxsize=4)
def engine_in(language: str) -> Engine:
    """The rule tables with the sentences of a language, once a process."""
    return Engine(spoken_in(knowledge(), language))


def language_of(analysis: Analysis) -> str:
    """The language of the papers, where all of them are in one that the knowledge has an edition of; else English."""
    spoken = {paper.language for paper in analysis.case.papers}
    (language,) = spoken if len(spoken) == 1 else (ENGLISH,)
    return language if language in analysis.knowledge.editions else ENGLISH


def in_language(analysis: Analysis, language: str) -> Analysis:
    """The analysis in a language; itself in English and where there is no such edition.

    Questions and trace hold no sentences of rules and are taken over, so nothing is tried out a second time.
    """
    if language == ENGLISH or language not in analysis.knowledge.editions:
        return analysis
    own = engine_in(language)
    made = decide(analysis.case, own, analysis.today, cheap=True)
    decision = msgspec.structs.replace(made, questions=analysis.decision.questions, trace=analysis.decision.trace)
    plan = make_plan(analysis.case, decision, own.knowledge, analysis.today)
    return Analysis(analysis.case, decision, plan, analysis.today, own.knowledge)


def sentences(shown: object) -> Iterator[str]:
    """Every sentence in what is shown: strings of more than one word, wherever they stand."""
    if isinstance(shown, str):
        if " " in shown.strip():
            yield shown
    elif isinstance(shown, dict):
        yield from (text for item in shown.values() for text in sentences(item))
    elif isinstance(shown, tuple | list):
        yield from (text for item in shown for text in sentences(item))
    elif isinstance(shown, msgspec.Struct):
        yield from (text for name in shown.__struct_fields__ for text in sentences(getattr(shown, name)))


def stayed(english: object, other: object) -> frozenset[str]:
    """The sentences of the other that are word for word those of the English one."""
    return frozenset(sentences(english)) & frozenset(sentences(other))
