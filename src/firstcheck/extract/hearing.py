"""What a sentence says, as learned from a bank of sentences in many voices: a linear model over pieces of words.

Takes a folded sentence; gives a probability for each label. The weights are made by `python -m training.hearing` and
travel with the package; nothing is learned from a person's papers.
"""

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeVar

import msgspec

_WORD = re.compile(r"[a-z0-9$%'-]+")
_DIGITS = re.compile(r"\d+")
_SHORTEST, _LONGEST = 3, 5
#: a weight of 0 is stored as this byte
_ZERO: Final = 128
#: how finely the worth of a feature is counted
_STEPS: Final = 16
_LANE_BYTES: Final = 4
#: characters of a sentence that are listened to: more would overflow a lane, and no sentence is so long
_MOST_UNFOLDED = 8_000
_LONGEST_HEARD: Final = 20_000


Label = TypeVar("Label")


class Weights(msgspec.Struct, frozen=True):
    """A model as stored: for each feature its key (a CRC-32, 4 bytes), its rarity and one byte a label.

    A model of whole papers knows words and pairs of words alone (`pieces` false).
    """

    labels: tuple[str, ...]
    intercepts: tuple[float, ...]
    scale: float
    keys: bytes
    rarities: tuple[float, ...]
    rows: bytes
    pieces: bool = True


def word_keys(sentence: str) -> Iterator[int]:
    """Words and pairs of neighbours; a run of digits counts as one digit."""
    return _word_keys(_words(sentence))


def _word_keys(words: list[str]) -> Iterator[int]:
    yield from (_key(f"w{word}") for word in words)
    yield from (_key(f"p{one} {two}") for one, two in pairwise(words))


def piece_keys(sentence: str) -> Iterator[int]:
    """Pieces of 3 to 5 characters within a word, its ends marked."""
    for word in _words(sentence):
        yield from _pieces(word)


def _words(sentence: str) -> list[str]:
    return _WORD.findall(_DIGITS.sub("0", sentence[:_LONGEST_HEARD]))


def _pieces(word: str) -> list[int]:
    marked = f" {word} "
    return [
        _key(f"c{marked[at : at + length]}")
        for length in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(marked) - length + 1))
    ]


def _key(feature: str) -> int:
    return zlib.crc32(feature.encode())


class Hearing:
    """A model ready to listen.

    Each occurrence of a feature counts with its rarity; words with pairs, and pieces, are each brought to length 1.
    The labels of a row lie side by side in one integer, so that a row is added in one step. Rows and words are unfolded
    when first met; only words that the bank of sentences holds are remembered, never a name of somebody's paper.
    """

    def __init__(self, weights: Weights) -> None:
        self.labels = weights.labels
        self._intercepts = weights.intercepts
        self._scale = weights.scale
        self._places = {key: place for place, key in enumerate(memoryview(weights.keys).cast("I"))}
        self._rarities = weights.rarities
        self._rows = weights.rows
        self._known: dict[str, _Part] = {}
        self._unfolded: dict[int, tuple[int, int, float]] = {}
        self._listens_to_pieces = weights.pieces

    def heard(self, sentence: str) -> dict[str, float]:
        """The probability of each label, together 1. The sentence is folded as by `stance.plain`."""
        words = _words(sentence)
        whole = self._part(_word_keys(words))
        pieces = _sum(self._pieces_of(word) for word in words if self._listens_to_pieces)
        first, second = self._told(whole), self._told(pieces)
        scores = (i + self._scale * (a + b) for i, a, b in zip(self._intercepts, first, second, strict=True))
        return softmax(dict(zip(self.labels, scores, strict=True)))

    def _pieces_of(self, word: str) -> "_Part":
        part = self._known.get(word)
        if part is None:
            part = self._part(_pieces(word))
            if _key(f"w{word}") in self._places:
                self._known[word] = part
        return part

    def _part(self, keys: Iterable[int]) -> "_Part":
        total = worth = 0
        square = 0.0
        for key in keys:
            row = self._unfolded.get(key) or self._unfold(key)
            if row is not None:
                total += row[0]
                worth += row[1]
                square += row[2]
        return _Part(total, worth, square)

    def _unfold(self, key: int) -> tuple[int, int, float] | None:
        """A feature's row as one integer, its steps, and the square of its rarity; None for one that is not known."""
        place = self._places.get(key)
        if place is None:
            return None
        count, rarity = len(self.labels), self._rarities[place]
        steps = round(_STEPS * rarity)
        spread = bytearray(_LANE_BYTES * count)
        spread[::_LANE_BYTES] = self._rows[place * count : (place + 1) * count]
        if len(self._unfolded) > _MOST_UNFOLDED:
            self._unfolded.clear()
        row = self._unfolded[key] = (steps * int.from_bytes(spread, "little"), steps, rarity * rarity)
        return row

    def _told(self, part: "_Part") -> list[float]:
        """What a part adds for each label, in units of the scale."""
        length = _STEPS * (math.sqrt(part.square) or 1.0)
        sums = memoryview(part.total.to_bytes(_LANE_BYTES * len(self.labels), "little")).cast("I")
        return [(found - _ZERO * part.worth) / length for found in sums]


class _Part(msgspec.Struct, frozen=True):
    """Features added up: their rows as one integer, their steps, the square of their length."""

    total: int
    worth: int
    square: float


def _sum(parts: Iterable[_Part]) -> _Part:
    total = worth = 0
    square = 0.0
    for part in parts:
        total += part.total
        worth += part.worth
        square += part.square
    return _Part(total, worth, square)


def softmax(scores: Mapping[Label, float]) -> dict[Label, float]:
    """Scores as shares of 1."""
    highest = max(scores.values())
    raised = {label: math.exp(score - highest) for label, score in scores.items()}
    whole = sum(raised.values())
    return {label: value / whole for label, value in raised.items()}


@cache  # there are five, and each is asked for with every paper
def hearing(name: str) -> Hearing:
    """The model of that name (`reasons`, `outcomes`), read once a process."""
    packed = zlib.decompress(Path(__file__).with_name(f"hearing_{name}.bin").read_bytes())
    return Hearing(msgspec.msgpack.decode(packed, type=Weights))
