"""How much a sentence reads like the sentences that state a reason: a weighted-words classifier, no model service.

Takes folded words; gives a probability for each class of knowledge/phrases/. The weights are made when knowledge is
compiled (knowledge/phrase_weights.py) and are plain numbers: the same sentence always gives the same answer.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from firstcheck.knowledge.load import phrase_weights
from firstcheck.knowledge.phrase_weights import PhraseWeights, features

_LONGEST = 80


@lru_cache(maxsize=4096)
def likeness(words: str) -> dict[str, float]:
    """Classes by probability, those above 2 % only; the classes of one paper compete with each other."""
    weights = phrase_weights()
    if not weights.classes:
        return {}
    tokens = re.findall(r"[a-z$%#]+|\d+", words)[:_LONGEST]
    scores = list(weights.prior)
    found = 0
    for feature in features(tokens):
        row = weights.rows.get(feature)
        if row is not None:
            found += 1
            for index, value in row:
                scores[index] += value
    if not found:
        return {}
    return dict(_probable(weights, scores, len(tokens)))


def _probable(weights: PhraseWeights, scores: list[float], length: int) -> Iterator[tuple[str, float]]:
    # a long sentence repeats its evidence; without tempering every probability would be 0 or 1
    temper = 1.0 / math.sqrt(max(1.0, length / 6.0))
    top = max(scores)
    shares = [math.exp((score - top) * temper) for score in scores]
    total = sum(shares)
    for name, share in zip(weights.classes, shares, strict=True):
        if share / total > 0.02:
            yield name, share / total
