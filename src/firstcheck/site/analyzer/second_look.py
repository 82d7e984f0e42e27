"""An analysis once more, without facts that the person marked as wrong and for which they know no better value."""

from collections.abc import Collection

import msgspec

from firstcheck.analyze import Analysis
from firstcheck.analyze.road import engine
from firstcheck.decide.decide import decide
from firstcheck.plan import make_plan


def without(analysis: Analysis, names: Collection[str]) -> Analysis:
    """Decide again as if the papers did not hold these facts; the analysis itself where there are none."""
    if not names:
        return analysis
    facts = tuple(fact for fact in analysis.case.facts if fact.name not in names)
    conflicts = tuple(conflict for conflict in analysis.case.conflicts if conflict.name not in names)
    case = msgspec.structs.replace(analysis.case, facts=facts, conflicts=conflicts)
    decision = decide(case, engine(), analysis.today)
    plan = make_plan(case, decision, analysis.knowledge, analysis.today)
    return Analysis(case, decision, plan, analysis.today, analysis.knowledge)
