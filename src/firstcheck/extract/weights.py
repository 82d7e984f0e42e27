"""Weights of named signs, learned from labelled papers: which answer to a question the signs of a paper favour.

The questions: `outcome` and `stage` of a paper, whether it is refused `in part`, whether a sentence is a `reason
sentence`, and the `family` of a paper's reasons.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from firstcheck.extract.hearing import Label, softmax

Weights = dict[str, dict[str, dict[str, float]]]


@lru_cache(maxsize=1)
def learned() -> Weights:
    """Question, answer, sign: weight. The empty sign is the bias."""
    text = Path(__file__).with_name("signs_weights.json").read_bytes()
    return msgspec.json.decode(text, type=Weights)


def judged(question: str, found: Mapping[str, float]) -> dict[str, float]:
    """The share of belief in each answer to a question, together 1."""
    return softmax(
        {
            answer: weights[""] + sum(weights.get(name, 0.0) * value for name, value in found.items())
            for answer, weights in learned()[question].items()
        }
    )


def chosen(question: str, found: Mapping[Label, Mapping[str, float]]) -> dict[Label, float]:
    """The share of belief in each of several candidates that have signs of their own, together 1.

    A sign weighs the same for all candidates (the answer `all`); `own` holds the readiness of each.
    """
    weights = learned()[question]
    return softmax(
        {
            candidate: weights["own"].get(str(candidate), 0.0)
            + sum(weights["all"].get(name, 0.0) * value for name, value in signs.items())
            for candidate, signs in found.items()
        }
    )
