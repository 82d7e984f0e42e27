"""Labelled papers through the whole road: what no paper may suffer, and floors for each set.

Floors are set a little below what was measured when they were written (docs/benchmarks.md has the figures), so that a
change that makes the reading worse fails. Held papers are judged as a whole only: nobody opens them.
"""

import pytest
from benchmarks.accuracy import figures

from firstcheck.knowledge.load import knowledge
from tests.golden.judging import READABLE, SETS, judged, scored

#: the least share that each figure may have
FLOORS = {
    "shared": {"family right": 0.90, "route acceptable": 0.95, "fact precision": 0.97, "fact recall": 0.97},
    "open": {"family right": 0.92, "route acceptable": 0.91, "outcome right": 0.88, "fact precision": 0.96},
    "held": {"family right": 0.79, "route acceptable": 0.80, "outcome right": 0.87, "fact precision": 0.94},
}
#: the most of each harm: a route that hurts, and a last lawful day after the labelled one
MOST_FORBIDDEN = {"shared": 0, "open": 26, "held": 11}
MOST_LATE = {"shared": 0, "open": 3, "held": 1}


@pytest.mark.parametrize("name", READABLE)
def test_it_gives_the_contract_and_only_words_that_stand_in_the_paper(name: str) -> None:
    assert not judged(name).foreign_words, f"{name}: a quote is not in the paper"


@pytest.mark.parametrize("name", READABLE)
def test_it_rests_on_law_that_was_read_and_marks_what_was_read_second_hand(name: str) -> None:
    assert not judged(name).unread_law


@pytest.mark.parametrize("name", SETS)
def test_it_keeps_the_floors(name: str) -> None:
    cases = SETS[name]
    if not cases:
        pytest.skip("the shared examples are not beside this checkout")
    found = figures([scored(case.id) if name == "held" else judged(case.id).score for case in cases])
    short = {figure: (found[figure], floor) for figure, floor in FLOORS[name].items() if found[figure] < floor}
    assert not short, f"below the floor: {short}"
    assert found["route forbidden (count)"] <= MOST_FORBIDDEN[name]
    assert found["deadlines late (count)"] <= MOST_LATE[name]


def test_it_says_in_words_what_is_not_law() -> None:
    """The mark that stands beside the citation of what was read second-hand."""
    assert knowledge().pages["answer"]["not_law"]
