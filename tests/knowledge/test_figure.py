"""Figures are said as "x of n" with an interval that later years keep to, and never where cases are too few."""

import csv
import math
import re
from collections import defaultdict

import pytest
from benchmarks.cases import shared
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.knowledge.figure import FEWEST, Figure
from firstcheck.knowledge.load import knowledge


def figure(k: int | None, n: int, **more: object) -> Figure:
    fields: dict[str, object] = {"id": "a", "stage": "external review", "ground": "g", "service": "s"}
    fields |= {"population": "p", "years": "2001-2016", "source": "x", "verified": "computed"}
    return Figure(n=n, k=k, **(fields | more))  # type: ignore[arg-type]


def test_it_gives_the_interval_of_the_research() -> None:
    """58 of 200: 0.29 +- 1.96 * sqrt(.0010 + .0169), worked out by hand in the research: 3 % to 55 %."""
    assert figure(58, 200).interval == "3% to 55% in another year"


def test_it_tells_no_share_of_few_cases() -> None:
    few = figure(2, FEWEST - 1)
    assert few.interval is None
    assert few.say.endswith("too few to rate")


@given(n=st.integers(FEWEST, 20_000), share=st.floats(0, 1))
def test_it_always_says_x_of_n_and_holds_the_share(n: int, share: float) -> None:
    k = round(n * share)
    made = figure(k, n)
    low, high = made.bounds
    assert 0 <= low <= made.share <= high <= 1
    assert high - low >= min(0.13, 0.5), "never narrower than years drift"
    assert re.match(r"[\d,]+ of [\d,]+ ", made.say)


def test_it_names_population_years_source_and_count_for_every_figure_on_a_page() -> None:
    for page in knowledge().scenarios.values():
        for item in page.fixable.evidence if page.fixable else ():
            assert item.population and re.search(r"\d{4}", item.years) and item.source and item.stage, page.id
            assert item.stage != "correction"
            assert " of " in item.figure, item.figure
            assert item.match in ("direct", "near")


def test_it_speaks_of_no_chances_anywhere() -> None:
    for page in knowledge().scenarios.values():
        said = page.fixable.say if page.fixable else ""
        assert not re.search(r"\d ?%|\bpercent\b|success rate|you will win", said), page.id


def test_its_intervals_hold_the_next_year() -> None:
    """Five years of California reviews by type; the year after must lie in the interval nine times in ten."""
    path = shared() / "reference" / "outcomes" / "imr_by_type_year.csv"
    if not path.exists():
        pytest.skip("the outcome tables are not beside this checkout")
    counts: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            counts[row["type"]][int(row["year"])] = int(row["overturned"]), int(row["n"])
    held = [_holds(years, year) for years in counts.values() for year in years if _enough(years, year)]
    assert len(held) >= 20
    assert sum(held) / len(held) >= 0.9, f"{sum(held)} of {len(held)}"


def _enough(years: dict[int, tuple[int, int]], year: int) -> bool:
    return all(past in years for past in range(year - 5, year)) and years[year][1] >= 20


def _holds(years: dict[int, tuple[int, int]], year: int) -> bool:
    k, n = (sum(years[past][place] for past in range(year - 5, year)) for place in (0, 1))
    low, high = figure(k, n).bounds
    rate = years[year][0] / years[year][1]
    return low <= rate <= high or math.isclose(rate, low) or math.isclose(rate, high)
