"""What the labelled papers choose: scenarios, route rules and naming rules that none of them ever reaches."""

from collections import Counter

from benchmarks.cases import sets
from benchmarks.scoring import analysed
from firstcheck.knowledge.load import knowledge


def main() -> int:
    """Print the counts over the three sets. Always gives 0."""
    scenarios: Counter[str] = Counter()
    routes: Counter[str] = Counter()
    papers = 0
    for cases in sets().values():
        for case in cases:
            papers += 1
            for made in analysed(case).decision.determinations:
                scenarios[made.denial.scenario or "none"] += 1
                routes[made.route.rule or "none"] += 1
    known = knowledge()
    never = sorted(known.scenarios.keys() - scenarios.keys())
    unused = sorted({rule.id for rule in known.rules if rule.then.route} - routes.keys())
    print(f"{papers} papers choose {len(known.scenarios) - len(never)} of {len(known.scenarios)} scenarios")
    print(f"\nScenarios that no paper chooses: {len(never)}\n  " + "\n  ".join(never))
    print(f"\nRoute rules that no paper reaches: {len(unused)}\n  " + "\n  ".join(unused))
    print("\nChosen most\n  " + "\n  ".join(f"{n:4} {name}" for name, n in scenarios.most_common(15)))
    return 0
