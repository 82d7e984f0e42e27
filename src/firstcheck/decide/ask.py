"""Which question would settle most: every answer tried through the whole chain.

Takes a refusal's words and an evaluator; gives the facts whose answer changes a route, a finding or a deadline.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from firstcheck.decide.decision import Question

#: What an evaluator returns: anything that compares equal when nothing that matters changed.
Result = tuple[object, ...]


class Askable(msgspec.Struct, frozen=True):
    """A fact that may be asked for, with the answers that a person can give."""

    fact: str
    values: tuple[str, ...]


def rank(
    words: Mapping[str, str], askable: Iterable[Askable], evaluate: Callable[[Mapping[str, str]], Result]
) -> tuple[Question, ...]:
    """The unknown facts worth asking, the most decisive first; each answer is taken to be equally likely."""
    base = evaluate(words)
    found: list[Question] = []
    for item in askable:
        if item.fact in words:
            continue
        results = [evaluate({**words, item.fact: value}) for value in item.values]
        changed = [result for result in results if result != base]
        if not changed:
            continue
        distinct = len({repr(result) for result in results})
        route_changes = sum(result[0] != base[0] for result in results)
        score = (route_changes * 2 + len(changed)) / (3 * len(results)) * (0.5 + 0.5 * min(distinct, 3) / 3)
        found.append(Question(item.fact, round(score, 3)))
    return tuple(sorted(found, key=lambda question: (-question.settles, question.fact)))
