"""One reading of each labelled paper, for all that is asked of it: its score, and every promise that it breaks."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from benchmarks.cases import HELD, OPEN, Case, read_cases, shared
from benchmarks.quotes import quoted_as_printed
from benchmarks.scoring import Score, analysed, score

from firstcheck.analyze import Analysis
from firstcheck.cli.answer import answer
from firstcheck.decide.decision import Deadline
from firstcheck.knowledge.grade import Grade
from tests.contract import checked

SETS = {"shared": read_cases(shared() / "examples"), "open": read_cases(OPEN), "held": read_cases(HELD)}
CASES = {case.id: case for cases in SETS.values() for case in cases}
#: papers that may be opened; of those held aside only the figures of all together are looked at
READABLE = [case.id for name in ("shared", "open") for case in SETS[name]]
#: Every fourth of the open papers and every third of the others is read in each run of the tests, all of them in the
#: long run: a thousand papers take two minutes, and a fault that no fourth shows is rare.
SOME = {**SETS, "open": SETS["open"][::4], "held": SETS["held"][::3]}
READ_EACH_TIME = [case.id for name in ("shared", "open") for case in SOME[name]]


class Judged(NamedTuple):
    """A paper's score, and what its answer breaks: words that do not stand in it, law that nobody read."""

    score: Score
    foreign_words: bool
    unread_law: tuple[str, ...]


@cache
def judged(name: str) -> Judged:
    """A paper read once a run; the answer is also checked against the contract."""
    case = CASES[name]
    given = analysed(case)
    data = given.contract()
    checked(data)
    return Judged(score(case, given), not quoted_as_printed(data, case.text), tuple(_unread_law(given)))


@cache
def scored(name: str) -> Score:
    """The score alone, of a paper held aside."""
    case: Case = CASES[name]
    return score(case, analysed(case))


def _unread_law(given: Analysis) -> Iterator[str]:
    said = " ".join(answer(given).split())
    for determination in given.decision.determinations:
        for finding in determination.findings:
            if not all(given.knowledge.sources[cite].printable for cite in finding.cite):
                yield f"finding {finding.id} rests on what was not read"
        for deadline in determination.deadlines:
            yield from _unmarked(given, deadline, said)


def _unmarked(given: Analysis, deadline: Deadline, said: str) -> Iterator[str]:
    """A date without a source, or whose law was read second-hand and does not say so."""
    known = given.knowledge
    check, mark = known.pages["clock"]["check_period"], known.pages["answer"]["not_law"]
    grades = {rule.grade for rule in known.deadlines if (rule.kind, rule.cite) == (deadline.kind, deadline.cite)}
    if not deadline.cite:
        yield f"{deadline.kind} names no source"
    if Grade.SECONDARY in grades and check not in deadline.assumptions:
        yield f"{deadline.kind} does not say that its period is to be checked"
    for source in (known.sources[cite] for cite in deadline.cite):
        marked = f"{source.citation} ({mark}: {source.grade})" in said
        if not source.printable and source.citation in said and not marked:
            yield f"{source.citation} stands without its grade"
