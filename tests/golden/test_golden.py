"""Labelled papers through the whole road: what no paper may suffer, and floors for each set.

Floors are set a little below what was measured when they were written (docs/benchmarks.md has the figures), so that a
change that makes the reading worse fails. Held papers are judged as a whole only: nobody opens them.
"""

from functools import cache
from typing import Any

import pytest
from benchmarks.accuracy import figures
from benchmarks.cases import HELD, OPEN, Case, read_cases, shared
from benchmarks.quotes import quoted_as_printed
from benchmarks.scoring import Score, analysed, score

from tests.contract import checked

SETS = {"shared": read_cases(shared() / "examples"), "open": read_cases(OPEN), "held": read_cases(HELD)}
CASES = {case.id: case for cases in SETS.values() for case in cases}
READABLE = [case.id for name in ("shared", "open") for case in SETS[name]]

#: the least share that each figure may have
FLOORS = {
    "shared": {"family right": 0.80, "route acceptable": 0.90, "fact precision": 0.97, "fact recall": 0.95},
    "open": {"family right": 0.86, "route acceptable": 0.82, "outcome right": 0.85, "fact precision": 0.94},
    "held": {"family right": 0.74, "route acceptable": 0.74, "outcome right": 0.78, "fact precision": 0.91},
}
#: the most of each harm: a route that hurts, and a last lawful day after the labelled one
MOST_FORBIDDEN = {"shared": 0, "open": 32, "held": 8}
MOST_LATE = {"shared": 0, "open": 4, "held": 1}


@cache
def judged(name: str) -> tuple[Score, dict[str, Any]]:
    analysis = analysed(CASES[name])
    return score(CASES[name], analysis), analysis.contract()


@pytest.mark.parametrize("name", READABLE)
def test_it_gives_the_contract_and_only_words_that_stand_in_the_paper(name: str) -> None:
    data = judged(name)[1]
    checked(data)
    assert quoted_as_printed(data, CASES[name].text), f"{name}: a quote is not in the paper"


@pytest.mark.parametrize("name", SETS)
def test_it_keeps_the_floors(name: str) -> None:
    cases: list[Case] = SETS[name]
    if not cases:
        pytest.skip("the shared examples are not beside this checkout")
    found = figures([judged(case.id)[0] for case in cases])
    short = {figure: (found[figure], floor) for figure, floor in FLOORS[name].items() if found[figure] < floor}
    assert not short, f"below the floor: {short}"
    assert found["route forbidden (count)"] <= MOST_FORBIDDEN[name]
    assert found["deadlines late (count)"] <= MOST_LATE[name]
