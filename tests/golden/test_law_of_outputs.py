"""What every paper of the golden set is told about the law: it names sources that were read, and marks what was not."""

from functools import cache
from pathlib import Path

import pytest
from benchmarks.cases import OPEN, read_cases, shared
from benchmarks.scoring import analysed

from firstcheck.analyze import Analysis
from firstcheck.cli.answer import answer
from firstcheck.knowledge.grade import Grade

CASES = {case.id: case for folder in (OPEN, shared() / "examples") for case in read_cases(Path(folder))}


@cache
def analysis(name: str) -> Analysis:
    return analysed(CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_it_rests_findings_on_law_that_was_read(name: str) -> None:
    given = analysis(name)
    sources = given.knowledge.sources
    for determination in given.decision.determinations:
        for finding in determination.findings:
            assert all(sources[cite].printable for cite in finding.cite), finding.id


@pytest.mark.parametrize("name", CASES)
def test_it_marks_every_date_whose_law_was_read_second_hand(name: str) -> None:
    given = analysis(name)
    known, said = given.knowledge, " ".join(answer(given).split())
    check, mark = known.pages["clock"]["check_period"], known.pages["answer"]["not_law"]
    for determination in given.decision.determinations:
        for deadline in determination.deadlines:
            assert deadline.cite, deadline.kind
            grades = {
                rule.grade for rule in known.deadlines if (rule.kind, rule.cite) == (deadline.kind, deadline.cite)
            }
            assert Grade.SECONDARY not in grades or check in deadline.assumptions, deadline.kind
            for source in (known.sources[cite] for cite in deadline.cite):
                if not source.printable and source.citation in said:
                    assert f"{source.citation} ({mark}: {source.grade})" in said


def test_it_says_in_words_what_is_not_law() -> None:
    """The mark that stands beside the citation of what was read second-hand."""
    name = next(iter(CASES))
    assert analysis(name).knowledge.pages["answer"]["not_law"]
