"""Which scenario each labelled paper is given, beside the one an expert would name: `python -m benchmarks scenarios`.

Only papers that carry the label (`gold.scenario`) count: three for every scenario, one plain, one hard, and one of a
neighbour that looks like it. Papers held aside are given as figures only, never by name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.cases import Case, sets
from benchmarks.scoring import analysed
from firstcheck.knowledge.load import knowledge


class Named(NamedTuple):
    """One labelled paper: the scenario it is, the one it was written beside, its role, and what it was given."""

    id: str
    wanted: str
    written_for: str
    role: str
    given: str
    right: bool
    family_right: bool


def named(case: Case) -> Named | None:
    """A paper with its scenario; None where it carries no such label."""
    wanted = case.gold.get("scenario")
    if not wanted:
        return None
    primary = analysed(case).primary
    accepted = {wanted, *(case.gold.get("acceptable_scenarios") or ())}
    given = primary.denial.scenario or "none"
    return Named(
        id=case.id,
        wanted=wanted,
        written_for=case.gold.get("written_for", wanted),
        role=case.gold.get("role", ""),
        given=given,
        right=given in accepted,
        family_right=primary.denial.family == case.gold["family"],
    )


def by_role(found: Sequence[Named]) -> dict[str, tuple[int, int, int]]:
    """For each role, and for all: papers, scenario right, family right."""
    counts: dict[str, tuple[int, int, int]] = {}
    for role in ("plain", "hard", "look-alike", ""):
        these = [n for n in found if role in (n.role, "")]
        counts[role or "all"] = (len(these), sum(n.right for n in these), sum(n.family_right for n in these))
    return counts


def confusion(found: Iterable[Named]) -> Counter[tuple[str, str]]:
    """Pairs of the labelled and the given scenario, of papers that were given a wrong one."""
    return Counter((n.wanted, n.given) for n in found if not n.right)


def main() -> int:
    """Print the figures by role, then by family of open papers, then each pair taken for another. Always gives 0."""
    known = knowledge().scenarios
    read = {name: [n for case in cases if (n := named(case))] for name, cases in sets().items() if name != "shared"}
    for name, found in read.items():
        print(f"{name}: papers, scenario right, family right")
        for role, (count, right, family) in by_role(found).items():
            print(f"  {role:12}{count:5}{right:5}{family:5}   {100 * right / max(count, 1):5.1f} %")
    families: dict[str, list[Named]] = defaultdict(list)
    for item in read["open"]:
        families[known[item.wanted].family.value].append(item)
    print("\nopen, by family of the labelled scenario: papers, scenario right, family right")
    for family, items in sorted(families.items()):
        print(f"  {family:22}{len(items):5}{sum(n.right for n in items):5}{sum(n.family_right for n in items):5}")
    covered = Counter(n.written_for for found in read.values() for n in found)
    thin = sorted(scenario for scenario in known if covered[scenario] < 3)
    print(f"\nscenarios with fewer than three papers: {len(thin)} {' '.join(thin)}")
    print("\nopen, taken for another (labelled -> given)")
    for (wanted, given), count in confusion(read["open"]).most_common():
        print(f"  {wanted} -> {given}: {count}")
    return 0
