"""The whole road: documents and answers to an Analysis."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from firstcheck.analyze.analysis import Analysis
from firstcheck.claims import case_of
from firstcheck.decide.decide import decide
from firstcheck.decide.engine import Engine
from firstcheck.intake.document import Document
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import make_plan


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The compiled rule tables, once a process."""
    return Engine(knowledge())


def analyze(
    documents: Sequence[Document],
    answers: Mapping[str, object] | None = None,
    today: date | None = None,
    *,
    trace_all: bool = False,
) -> Analysis:
    """Read, decide and plan one case. Several documents are one case; `answers` win over papers.

    `today` is the day of asking (this machine's day where it is not given).
    """
    day = today or date.today()
    case = case_of(documents, answers)
    decision = decide(case, engine(), day, trace_all=trace_all)
    return Analysis(case, decision, make_plan(case, decision, knowledge(), day), day, knowledge())
