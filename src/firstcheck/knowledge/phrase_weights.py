"""Sentence banks (knowledge/phrases/) to word weights: multinomial naive Bayes over words and word pairs.

Made at build time. Small, exact and explainable: each weight is the log of how much more often a word or pair stands in
the sentences of a class than elsewhere.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

_SMOOTH = 0.25
#: With few classes each sentence would be forced into one of them.
_LEAST_CLASSES = 30


class PhraseWeights(msgspec.Struct, frozen=True):
    """`rows` maps a feature to (class index, weight) pairs; `prior` has one number a class."""

    classes: tuple[str, ...] = ()
    prior: tuple[float, ...] = ()
    rows: dict[str, tuple[tuple[int, float], ...]] = msgspec.field(default_factory=dict)


def features(tokens: Sequence[str]) -> Iterator[str]:
    """Words, pairs, and pairs over one word; digits count as one word "0"."""
    plain = ["0" if token.isdigit() else token for token in tokens]
    for index, token in enumerate(plain):
        yield token
        if index + 1 < len(plain):
            yield f"{token} {plain[index + 1]}"
        if index + 2 < len(plain):
            yield f"{token} _ {plain[index + 2]}"


def tokens_of(sentence: str) -> list[str]:
    """The words of a sentence as the reader of papers folds them."""
    stripped = unicodedata.normalize("NFD", sentence.replace("’", "'").lower())
    return re.findall(r"[a-z$%#]+|\d+", "".join(c for c in stripped if not unicodedata.combining(c)))


def read_banks(folder: Path) -> dict[str, list[str]]:
    """Sentences by class; the file's name is the class."""
    return {
        path.stem: [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for path in sorted(folder.glob("*.txt"))
    }


def weigh_banks(banks: Mapping[str, Sequence[str]]) -> PhraseWeights:
    """Weights for all classes. Every class counts the same, however many sentences it has."""
    classes = tuple(banks)
    if len(classes) < _LEAST_CLASSES:
        return PhraseWeights()
    counts = [Counter(f for line in banks[name] for f in set(features(tokens_of(line)))) for name in classes]
    seen = Counter(f for count in counts for f in count)
    rows = {feature: _row(feature, counts) for feature, total in sorted(seen.items()) if total > 1}
    return PhraseWeights(classes, tuple(0.0 for _ in classes), rows)


def _row(feature: str, counts: Sequence[Counter[str]]) -> tuple[tuple[int, float], ...]:
    """Only classes that use the feature: what all others share cancels out when probabilities are formed."""
    return tuple(
        (index, round(math.log((count[feature] + _SMOOTH) / _SMOOTH) - math.log(spread(feature, counts)), 3))
        for index, count in enumerate(counts)
        if count[feature]
    )


def spread(feature: str, counts: Sequence[Counter[str]]) -> float:
    """How many classes use a feature, damped: a word of every class says little."""
    return math.sqrt(sum(1 for count in counts if count[feature]))
