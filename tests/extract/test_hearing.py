"""What a sentence is heard to say: the model's arithmetic on made-up weights, and floors for the models that ship."""

import math
import random
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.extract.hearing import Hearing, Weights, hearing, piece_keys, softmax, word_keys
from firstcheck.extract.stance import plain
from tests.extract.heard_sentences import CIRCUMSTANCES, OUTCOMES, REASONS

ZERO = 128
WORDS = ("late", "claim", "referral", "was", "not", "pagamos", "autorizacion", "sin", "90", "filed", "network")
SENTENCES = st.lists(st.sampled_from((*WORDS, "zebra", "quorum", "12", "34567")), max_size=12).map(" ".join)


def features(sentence: str) -> dict[str, list[int]]:
    """The features of a sentence of letters, digits and spaces, found in the plainest way."""
    words = ["0" if word.isdigit() else word for word in sentence.split()]
    whole = [f"w{word}" for word in words] + [f"p{one} {two}" for one, two in pairwise(words)]
    pieces = []
    for word in words:
        marked = f" {word} "
        for length in (3, 4, 5):
            if len(marked) <= length:
                pieces.append(f"c{marked}")
            else:
                pieces += [f"c{marked[at : at + length]}" for at in range(len(marked) - length + 1)]
    return {kind: [zlib.crc32(one.encode()) for one in found] for kind, found in (("whole", whole), ("part", pieces))}


def made(rows: dict[int, Sequence[int]], rarities: dict[int, float], labels: Sequence[str], scale: float) -> Weights:
    """Weights that hold these features: for each key its row (-128 to 127 a label) and its rarity."""
    keys = sorted(rows)
    return Weights(
        labels=tuple(labels),
        intercepts=tuple(0.25 * n for n in range(len(labels))),
        scale=scale,
        keys=b"".join(key.to_bytes(4, "little") for key in keys),
        rarities=tuple(rarities[key] for key in keys),
        rows=bytes(weight + ZERO for key in keys for weight in rows[key]),
    )


def plainly(weights: Weights, sentence: str) -> dict[str, float]:
    """The same model in floating point: no lanes, no memory of words."""
    count = len(weights.labels)
    keys = [int.from_bytes(weights.keys[n : n + 4], "little") for n in range(0, len(weights.keys), 4)]
    place = {key: n for n, key in enumerate(keys)}
    scores = list(weights.intercepts)
    for found in features(sentence).values():
        known = [place[key] for key in found if key in place]
        length = math.sqrt(sum(weights.rarities[n] ** 2 for n in known))
        for n in known:
            for label in range(count):
                weight = weights.rows[n * count + label] - ZERO
                scores[label] += weights.scale * weight * weights.rarities[n] / length
    highest = max(scores)
    raised = [math.exp(score - highest) for score in scores]
    return {label: value / sum(raised) for label, value in zip(weights.labels, raised, strict=True)}


def invented(seed: int) -> Weights:
    """A model over all features of a few words; rarities in sixteenths, as finely as worth is counted."""
    chance = random.Random(seed)
    labels = [f"label{n}" for n in range(chance.randint(1, 5))]
    sentence = " ".join(chance.sample(WORDS, len(WORDS)))
    keys = [key for found in features(sentence).values() for key in found if chance.random() < 0.8]
    rows = {key: [chance.randint(-127, 127) for _ in labels] for key in keys}
    rarities = {key: chance.randint(16, 160) / 16 for key in keys}
    return made(rows, rarities, labels, chance.uniform(0.001, 0.2))


MODELS = st.integers(0, 2**32).map(invented)


def tiny() -> Hearing:
    """`late` speaks for timely filing, `sin autorizacion` for the authorization; nothing else is known."""
    rows = {zlib.crc32(b"wlate"): (0, 100, 0), zlib.crc32(b"psin autorizacion"): (100, 0, 0)}
    return Hearing(made(rows, dict.fromkeys(rows, 2.0), ("authorization_missing", "timely_filing", "none"), 0.05))


@given(MODELS, SENTENCES)
def test_it_adds_in_lanes_what_plain_floating_point_adds(weights: Weights, sentence: str) -> None:
    expected = plainly(weights, sentence)
    found = Hearing(weights).heard(sentence)
    assert found.keys() == expected.keys()
    for label, share in found.items():
        assert share == pytest.approx(expected[label], rel=1e-9, abs=1e-12)


@given(MODELS, st.lists(SENTENCES, min_size=2, max_size=5))
def test_it_hears_a_sentence_the_same_after_any_others(weights: Weights, sentences: list[str]) -> None:
    listener = Hearing(weights)
    for sentence in sentences:
        assert listener.heard(sentence) == Hearing(weights).heard(sentence)


@given(SENTENCES)
def test_it_takes_the_features_that_are_written_down(sentence: str) -> None:
    expected = features(sentence)
    assert sorted(word_keys(sentence)) == sorted(expected["whole"])
    assert sorted(piece_keys(sentence)) == sorted(expected["part"])


def test_it_does_not_overflow_a_lane_on_a_very_long_sentence() -> None:
    """A label of weight -127 and one of +127 side by side, ten thousand times over: neither spills into the other."""
    key = zlib.crc32(b"wlate")
    weights = made({key: (127, -127, 127, -127)}, {key: 9.0}, "abcd", 0.05)
    once, often = Hearing(weights).heard("late"), Hearing(weights).heard("late " * 10_000)
    assert often["a"] / often["c"] == pytest.approx(once["a"] / once["c"])
    assert often["b"] < once["b"] < 0.01


def test_it_hears_what_the_weights_say_in_english_and_in_spanish() -> None:
    assert likeliest(tiny().heard("the claim came late")) == "timely_filing"
    assert likeliest(tiny().heard("sin autorizacion")) == "authorization_missing"


@pytest.mark.parametrize("sentence", ["", " ", "?!", "zebra quorum", "autorizacion sin"])
def test_it_has_only_its_intercepts_where_no_word_is_known(sentence: str) -> None:
    expected = softmax({"authorization_missing": 0.0, "timely_filing": 0.25, "none": 0.5})
    assert tiny().heard(sentence) == pytest.approx(expected)


@given(st.text(max_size=200))
def test_it_gives_shares_of_one_whatever_is_said(text: str) -> None:
    for name in ("reasons", "outcomes", "circumstances"):
        shares = hearing(name).heard(plain(text))
        assert all(0 <= share <= 1 for share in shares.values())
        assert sum(shares.values()) == pytest.approx(1)


@given(st.dictionaries(st.text(), st.floats(-1e6, 1e6), min_size=1, max_size=9))
def test_it_makes_shares_of_scores_however_large(scores: dict[str, float]) -> None:
    shares = softmax(scores)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[likeliest(scores)] == max(shares.values())


def test_it_remembers_no_word_that_its_bank_does_not_hold() -> None:
    listener = tiny()
    listener.heard("late for ingrid solheim-baptiste")
    remembered = str(vars(listener))
    assert "ingrid" not in remembered and "solheim" not in remembered


def likeliest(shares: dict[str, float]) -> str:
    return max(shares, key=lambda label: shares[label])


def said(bank: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((label, sentence) for label, sentences in bank.items() for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "bank", "floor"),
    [("reasons", REASONS, 0.75), ("outcomes", OUTCOMES, 0.75), ("circumstances", CIRCUMSTANCES, 0.7)],
)
def test_it_hears_fresh_sentences(name: str, bank: dict[str, tuple[str, ...]], floor: float) -> None:
    """Sentences that no bank holds: the likeliest label is the right one for most, and never a label that is gone."""
    assert set(bank) <= set(hearing(name).labels)
    pairs = list(said(bank))
    missed = [(label, line) for label, line in pairs if likeliest(hearing(name).heard(plain(line))) != label]
    assert len(pairs) - len(missed) >= floor * len(pairs), missed
