"""Labelled papers through the whole road: what no paper may suffer, and floors for each set.

Floors are set a little below what was measured when they were written (docs/benchmarks.md has the figures), so that a
change that makes the reading worse fails. Held papers are judged as a whole only: nobody opens them.
"""

import math

import pytest
from benchmarks.accuracy import figures

from firstcheck.knowledge.load import knowledge
from tests.golden.judging import READ_EACH_TIME, READABLE, SETS, SOME, judged, scored

#: the least share that each figure may have
FLOORS = {
    "shared": {"family right": 0.95, "route acceptable": 0.95, "fact precision": 0.97, "fact recall": 0.97},
    "open": {"family right": 0.94, "route acceptable": 0.93, "outcome right": 0.95, "fact precision": 0.96},
    "held": {"family right": 0.83, "route acceptable": 0.84, "outcome right": 0.90, "fact precision": 0.94},
}
#: the most of each harm: a route that hurts, and a last lawful day after the labelled one
MOST_FORBIDDEN = {"shared": 0, "open": 14, "held": 17}
MOST_LATE = {"shared": 0, "open": 2, "held": 3}


def _rest() -> list[str]:
    return [name for name in READABLE if name not in READ_EACH_TIME]


@pytest.mark.parametrize("name", READ_EACH_TIME)
def test_it_gives_the_contract_and_only_words_that_stand_in_the_paper(name: str) -> None:
    assert not judged(name).foreign_words, f"{name}: a quote is not in the paper"


@pytest.mark.parametrize("name", READ_EACH_TIME)
def test_it_rests_on_law_that_was_read_and_marks_what_was_read_second_hand(name: str) -> None:
    assert not judged(name).unread_law


@pytest.mark.long
@pytest.mark.parametrize("name", _rest())
def test_it_keeps_to_the_paper_and_to_law_in_all_others(name: str) -> None:
    assert not judged(name).foreign_words, f"{name}: a quote is not in the paper"
    assert not judged(name).unread_law


@pytest.mark.parametrize("name", SOME)
def test_it_keeps_the_floors(name: str) -> None:
    cases = SOME[name]
    if not cases:
        pytest.skip("the shared examples are not beside this checkout")
    _keeps_the_floors(name, [case.id for case in cases], len(cases) / len(SETS[name]))


@pytest.mark.long
@pytest.mark.parametrize("name", ["open", "held"])
def test_it_keeps_the_floors_over_all_papers(name: str) -> None:
    _keeps_the_floors(name, [case.id for case in SETS[name]], 1.0)


def _keeps_the_floors(name: str, papers: list[str], part: float) -> None:
    """`part` of a set may have that part of its harms, counted up, and one more: a part is not even."""
    found = figures([scored(paper) if name == "held" else judged(paper).score for paper in papers])
    short = {figure: (found[figure], floor) for figure, floor in FLOORS[name].items() if found[figure] < floor}
    assert not short, f"below the floor: {short}"
    uneven = 1 if part < 1 else 0
    assert found["route forbidden (count)"] <= math.ceil(part * MOST_FORBIDDEN[name]) + uneven
    assert found["deadlines late (count)"] <= math.ceil(part * MOST_LATE[name])


def test_it_says_in_words_what_is_not_law() -> None:
    """The mark that stands beside the citation of what was read second-hand."""
    assert knowledge().pages["answer"]["not_law"]
