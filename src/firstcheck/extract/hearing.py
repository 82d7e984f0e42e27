"""What a sentence says, as learned from a bank of sentences in many voices: a linear model over pieces of words.

Takes a folded sentence; gives a probability for each label. The weights are made by `python -m training.hearing` and
travel with the package; nothing is learned from a person's papers.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

_WORD = re.compile(r"[a-z0-9$%'-]+")
_DIGITS = re.compile(r"\d+")
_SHORTEST, _LONGEST = 3, 5
#: a weight of 0 is stored as this byte
_ZERO: Final = 128
#: how finely the worth of a feature is counted
_STEPS: Final = 255
_LANE_BYTES: Final = 4


class Weights(msgspec.Struct, frozen=True):
    """A model as stored: for each feature its key (a CRC-32, 4 bytes), its rarity and one byte a label."""

    labels: tuple[str, ...]
    intercepts: tuple[float, ...]
    scale: float
    keys: bytes
    rarities: tuple[float, ...]
    rows: bytes


def word_keys(sentence: str) -> Iterator[int]:
    """Words and pairs of neighbours; a run of digits counts as one digit."""
    words = _words(sentence)
    yield from (_key(f"w{word}") for word in words)
    yield from (_key(f"p{one} {two}") for one, two in zip(words, words[1:], strict=False))


def piece_keys(sentence: str) -> Iterator[int]:
    """Pieces of 3 to 5 characters within a word, its ends marked."""
    for word in _words(sentence):
        yield from _pieces(word)


def _words(sentence: str) -> list[str]:
    return _WORD.findall(_DIGITS.sub("0", sentence))


@lru_cache(maxsize=4096)
def _pieces(word: str) -> tuple[int, ...]:
    marked = f" {word} "
    return tuple(
        _key(f"c{marked[at : at + length]}")
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(marked) - length + 1))
    )


def _key(feature: str) -> int:
    return zlib.crc32(feature.encode())


class Hearing:
    """A model ready to listen. Rows are unfolded when first met: most features of the model are in no one paper.

    The labels of a row lie side by side in one integer, so that a whole row is added in one step.
    """

    def __init__(self, weights: Weights) -> None:
        self.labels = weights.labels
        self._intercepts = weights.intercepts
        self._scale = weights.scale
        keys = memoryview(weights.keys).cast("I")
        self._places = {key: place for place, key in enumerate(keys)}
        self._rarities = weights.rarities
        self._rows = weights.rows
        self._lanes: dict[int, int] = {}

    def heard(self, sentence: str) -> dict[str, float]:
        """The probability of each label, together 1. The sentence is folded as by `stance.plain`."""
        total = worth = 0
        for keys in (word_keys(sentence), piece_keys(sentence)):
            for place, steps in self._worths(keys):
                total += steps * self._lane(place)
                worth += steps
        sums = memoryview(total.to_bytes(_LANE_BYTES * len(self.labels), "little")).cast("I")
        unit = self._scale / _STEPS
        return softmax(
            {
                label: intercept + unit * (found - _ZERO * worth)
                for label, intercept, found in zip(self.labels, self._intercepts, sums, strict=True)
            }
        )

    def _worths(self, keys: Iterator[int]) -> Iterator[tuple[int, int]]:
        """The known features with their worth in steps: rarer and repeated ones count more, all together length 1."""
        counts = Counter(place for key in keys if (place := self._places.get(key)) is not None)
        worths = [(place, (1 + math.log(count)) * self._rarities[place]) for place, count in counts.items()]
        length = math.sqrt(sum(worth * worth for _, worth in worths)) or 1.0
        for place, worth in worths:
            yield place, round(_STEPS * worth / length)

    def _lane(self, place: int) -> int:
        lane = self._lanes.get(place)
        if lane is None:
            count = len(self.labels)
            spread = bytearray(_LANE_BYTES * count)
            spread[::_LANE_BYTES] = self._rows[place * count : (place + 1) * count]
            lane = self._lanes[place] = int.from_bytes(spread, "little")
        return lane


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as shares of 1."""
    highest = max(scores.values())
    raised = {label: math.exp(score - highest) for label, score in scores.items()}
    whole = sum(raised.values())
    return {label: value / whole for label, value in raised.items()}


@lru_cache(maxsize=4)
def hearing(name: str) -> Hearing:
    """The model of that name (`reasons`, `outcomes`), read once a process."""
    packed = zlib.decompress(Path(__file__).with_name(f"hearing_{name}.bin").read_bytes())
    return Hearing(msgspec.msgpack.decode(packed, type=Weights))
