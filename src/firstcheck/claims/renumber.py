"""A case read from some of the papers, with its sources pointing at their places among all papers."""

from collections.abc import Sequence

import msgspec

from firstcheck.facts.case import Case, ClaimLine, Conflict, Refusal
from firstcheck.facts.fact import Fact, Source


def renumbered(case: Case, places: Sequence[int]) -> Case:
    """`places[n]` is the index among all papers of the paper that the case counts as `n`. Ids stay."""
    if list(places) == list(range(len(places))):
        return case

    def moved(source: Source | None) -> Source | None:
        if source is None or source.document < 0:
            return source
        return msgspec.structs.replace(source, document=places[source.document])

    def fact(each: Fact) -> Fact:
        return msgspec.structs.replace(each, source=moved(each.source))

    def line(each: ClaimLine) -> ClaimLine:
        return msgspec.structs.replace(each, source=moved(each.source))

    def refusal(each: Refusal) -> Refusal:
        said = tuple(msgspec.structs.replace(r, source=moved(r.source)) for r in each.reasons)
        return msgspec.structs.replace(each, quote=moved(each.quote), reasons=said)

    return Case(
        papers=case.papers,
        facts=tuple(map(fact, case.facts)),
        lines=tuple(map(line, case.lines)),
        refusals=tuple(map(refusal, case.refusals)),
        conflicts=tuple(Conflict(c.name, tuple(map(fact, c.values))) for c in case.conflicts),
    )
