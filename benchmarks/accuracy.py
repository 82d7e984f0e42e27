"""How often firstcheck is right on papers that people labelled, each set apart: `python -m benchmarks accuracy`."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.cases import Case, sets
from benchmarks.scoring import Score, score


def share(part: int, whole: int) -> float:
    """A share of 1; 0 of nothing is 1, as nothing was missed."""
    return part / whole if whole else 1.0


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """All figures of a set: shares of 1, and plain counts for the errors that should not happen at all."""
    count = len(scores)
    right = sum(len(s.facts_right) for s in scores)
    wrong = sum(len(s.facts_wrong) for s in scores)
    missed = sum(len(s.facts_missed) for s in scores)
    absent = sum(len(s.absent_reported) for s in scores)
    quotes = [s.quote for s in scores if s.quote is not None]
    exact, late, early, missing = (
        sum(len(getattr(s, f"deadlines_{name}")) for s in scores) for name in ("exact", "late", "early", "missing")
    )
    return {
        "family right": share(sum(s.family for s in scores), count),
        "route acceptable": share(sum(s.route for s in scores), count),
        "route forbidden (count)": sum(s.forbidden for s in scores),
        "outcome right": share(sum(s.outcome for s in scores), count),
        "fact precision": share(right, right + wrong + absent),
        "fact recall": share(right, right + wrong + missed),
        "absent reported (count)": absent,
        "quote >= 60 %": share(sum(quotes), len(quotes)),
        "deadlines exact": share(exact, exact + late + early + missing),
        "deadlines late (count)": late,
        "findings right": share(sum(s.findings_right for s in scores), sum(s.findings_all for s in scores)),
    }


def scored(cases: Sequence[Case]) -> list[Score]:
    """Every case scored; a crash is let through, it is the worst figure of all."""
    return [score(case) for case in cases]


def main() -> int:
    """Print the table of the three sets; the confusion of families for the open one only. Always gives 0."""
    names = sets()
    scores = {name: scored(cases) for name, cases in names.items() if cases}
    columns = {name: figures(found) for name, found in scores.items()}
    print(f"{'':28}" + "".join(f"{f'{name} ({len(scores[name])})':>14}" for name in columns))
    for figure in next(iter(columns.values())):
        values = [column[figure] for column in columns.values()]
        shown = [f"{value:.0f}" if "(count)" in figure else f"{100 * value:.1f} %" for value in values]
        print(f"{figure:28}" + "".join(f"{value:>14}" for value in shown))
    confused = Counter(s.family_pair for s in scores.get("open", []) if not s.family)
    if confused:
        print("\nFamilies taken for another, open set (labelled -> given):")
        for (wanted, given), count in confused.most_common():
            print(f"  {wanted} -> {given}: {count}")
    return 0
