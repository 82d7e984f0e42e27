"""Learns what sentences of denials say, from the bank of sentences and the labelled open papers.

`python -m training.hearing` writes src/firstcheck/extract/hearing_*.bin. Papers held aside are never read.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from benchmarks.cases import OPEN, Case, read_cases
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from firstcheck.extract.hearing import Hearing, Weights, hearing, piece_keys, word_keys
from firstcheck.extract.layout import lay_out
from firstcheck.extract.stance import plain, stances
from firstcheck.extract.whole_paper import whole_words
from firstcheck.intake import read_text
from firstcheck.knowledge.load import reasons as known_reasons

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "firstcheck" / "extract"
CIRCUMSTANCES = tuple(sorted((ROOT / "training" / "bank_circumstances").iterdir()))
BANKS = tuple(sorted((ROOT / "training" / "bank").iterdir()))
_STRENGTH = 0.4
_FEATURES = 36_000
#: Distances from the planes of the labels become probabilities by a softmax of this many times the distance: the one
#: that surprises least on papers not learned from.
_SHARPNESS = 6.0
NOTHING = "none"
REASON = "reason"
SHARE = "cost-share"
OUTCOMES = [
    "denied",
    "approved",
    "ended",
    "overturned",
    "upheld",
    "pending",
    "reduced",
    "paid",
    "unprocessable",
    "bill",
    "estimate",
]
_QUANTA = 127
_ZERO = 128
Features = Callable[[str], Iterator[int]]
_BOTH: tuple[Features, ...] = (word_keys, piece_keys)
#: For models of whole papers: chosen by cross-validation (words and pairs alone do as well as with pieces of words).
#: Their distances are told apart finely, as a sign that is weighed, and not sharpened to a verdict.
_PAPER_STRENGTH = 1.0
_PAPER_SHARPNESS = 2.0
_PAPER_FEATURES = 16_000
#: Banks whose sentences of nothing are all temptations: counted in full they would outweigh what papers are like.
_TEMPTING = frozenset({"fourteenth", "fifteenth"})
_TEMPTATION = 0.3


class Spoken(NamedTuple):
    """A folded sentence, what it says, and how much it counts."""

    words: str
    label: str
    weight: float = 1.0


class Table(NamedTuple):
    """Features of one kind over all sentences: keys, rarities, and sentences x features of unit length."""

    keys: np.ndarray
    rarities: np.ndarray
    matrix: csr_matrix


@cache
def _counted(features: Features, sentence: str) -> tuple[np.ndarray, np.ndarray]:
    """The features of a sentence and how often each comes; remembered, as models of parts share their sentences."""
    return np.unique(np.fromiter(features(sentence), dtype=np.uint32), return_counts=True)


def table(sentences: Sequence[str], features: Features, kept: np.ndarray | None = None) -> Table:
    """Features of one kind, each occurrence with its rarity; `kept` names those to keep, else all that come twice."""
    counted = [_counted(features, sentence) for sentence in sentences]
    rows = np.repeat(np.arange(len(counted)), [len(keys) for keys, _ in counted])
    found = np.concatenate([keys for keys, _ in counted])
    counts = np.concatenate([times for _, times in counted]).astype(float)
    every, spread = np.unique(found, return_counts=True)
    known = spread >= 2 if kept is None else np.isin(every, kept)
    keys, rarities = every[known], 1 + np.log((1 + len(sentences)) / (1 + spread[known]))
    among = np.isin(found, keys)
    rows, places, counts = rows[among], np.searchsorted(keys, found[among]), counts[among]
    squares = np.bincount(rows, weights=counts * rarities[places] ** 2, minlength=len(counted))
    values = counts * rarities[places] / np.sqrt(squares[rows])
    return Table(keys, rarities, csr_matrix((values, (rows, places)), (len(counted), len(keys))))


def fit(
    spoken: Sequence[Spoken],
    strength: float,
    most: int,
    kinds: Sequence[Features] = _BOTH,
    sharpness: float = _SHARPNESS,
) -> Weights:
    """A linear support vector machine, pruned to its `most` telling features and fitted again on those."""
    sentences = [s.words for s in spoken]
    labels = [s.label for s in spoken]
    weights = [s.weight for s in spoken]
    tables = [table(sentences, kind) for kind in kinds]
    model = _fitted(tables, labels, weights, strength)
    telling = np.abs(model.coef_).max(axis=0)
    floor = np.sort(telling)[-most] if len(telling) > most else 0.0
    kept = np.concatenate([t.keys for t in tables])[telling >= floor]
    tables = [table(sentences, kind, kept) for kind in kinds]
    model = _fitted(tables, labels, weights, strength)
    scale = float(np.abs(model.coef_).max()) / _QUANTA
    rows = np.rint(model.coef_.T / scale).astype(int) + _ZERO
    return Weights(
        labels=tuple(str(c) for c in model.classes_),
        intercepts=tuple(round(sharpness * float(i), 4) for i in model.intercept_),
        scale=sharpness * scale,
        keys=np.concatenate([t.keys for t in tables]).astype("<u4").tobytes(),
        rarities=tuple(round(float(r), 3) for t in tables for r in t.rarities),
        rows=rows.astype(np.uint8).tobytes(),
        pieces=piece_keys in kinds,
    )


def _fitted(tables: Sequence[Table], labels: Sequence[str], weights: Sequence[float], strength: float) -> LinearSVC:
    model = LinearSVC(C=strength)
    model.fit(hstack([t.matrix for t in tables]).tocsr(), labels, sample_weight=weights)
    return model


def write(name: str, weights: Weights) -> int:
    """Pack and write a model; gives its size in bytes."""
    packed = zlib.compress(msgspec.msgpack.encode(weights), 9)
    (WEIGHTS / f"hearing_{name}.bin").write_bytes(packed)
    return len(packed)


def bank(folder: Path, known: Iterable[str]) -> Iterator[Spoken]:
    """The sentences of one folder: a file a label, a line a sentence; `none.txt` says nothing of a decision."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem in (*known, NOTHING):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line.strip():
                    tempting = path.stem == NOTHING and folder.name in _TEMPTING
                    yield Spoken(plain(line.strip()), path.stem, _TEMPTATION if tempting else 1.0)


def outcome_label(case: Case) -> str:
    """The outcome a paper is taken for: the first acceptable one; a part refused counts as refused."""
    outcome = case.gold["outcome"]
    first = str(outcome[0] if isinstance(outcome, list) else outcome)
    return "denied" if first == "partly-denied" else first


def in_papers(cases: Iterable[Case]) -> Iterator[tuple[str, Spoken]]:
    """The sentences of labelled papers with their family: those that give the reason, and all others as nothing."""
    for case in cases:
        family = case.gold["family"]
        for stance in stances(lay_out(0, read_text(case.text, case.id))):
            if not gives_reason(stance.words, case):
                yield case.id, Spoken(stance.words, NOTHING, 1.0)
            elif family not in ("none", "unknown"):
                yield case.id, Spoken(stance.words, family, 1.0)


def gives_reason(words: str, case: Case) -> bool:
    """Whether a folded sentence is, by the labels of its paper, one that gives the reason."""
    stated = [case.gold.get("denial_quote") or "", *(case.gold.get("reason_sentences") or [])]
    own = re.findall(r"\w+", words)
    if len(own) < 2:
        return False
    line = f" {' '.join(own)} "
    for quote in stated:
        parts = re.findall(r"\w+", plain(quote))
        said = f" {' '.join(parts)} "
        if line in said or (len(said) > 12 and said in line):
            return True
        if len(own) > 5 and len(set(own) & set(said.split())) >= 0.8 * len(set(own)):
            return True
    return False


def labelled(sentences: Iterable[Spoken], model: Hearing, families: Mapping[str, str]) -> Iterator[Spoken]:
    """Sentences known by family only, named by the likeliest reason of that family."""
    for spoken in sentences:
        if spoken.label == NOTHING:
            yield spoken
            continue
        shares = model.heard(spoken.words)
        own = [reason for reason, family in families.items() if family == spoken.label and reason in shares]
        if own:
            yield spoken._replace(label=max(own, key=lambda reason: shares[reason]))


def reasons_model(cases: Sequence[Case], banks: Iterable[Path]) -> Weights:
    """The model of stated reasons, from the banks and the papers."""
    families = {reason.id: reason.family.value for reason in known_reasons().values()}
    spoken = [sentence for folder in banks for sentence in bank(folder, families)]
    first = Hearing(fit(spoken, _STRENGTH, _FEATURES))
    papers = [sentence for _, sentence in in_papers(cases)]
    return fit([*spoken, *labelled(papers, first, families)], _STRENGTH, _FEATURES)


def outcomes_model(cases: Sequence[Case], banks: Iterable[Path]) -> Weights:
    """The model of what a sentence says was decided, from the banks and from sentences of papers that say nothing.

    Sentences that give a reason to refuse are a label of their own, so that they are not taken for anything milder.
    """
    spoken = [
        Spoken(s.words, s.label.removeprefix("outcome_"))
        for folder in banks
        for s in bank(folder, [f"outcome_{name}" for name in OUTCOMES])
    ]
    families = {r.id: r.family.value for r in known_reasons().values()}
    reasons = [
        Spoken(s.words, SHARE if families[s.label] == SHARE else REASON, 0.5)
        for folder in banks
        for s in bank(folder, families)
        if s.label != NOTHING
    ]
    papers = [
        Spoken(s.words, NOTHING if s.label == NOTHING else SHARE if s.label == SHARE else REASON, 0.3)
        for _, s in in_papers(cases)
    ]
    return fit([*spoken, *reasons, *papers], _STRENGTH, _FEATURES // 2)


def papers_model(labelled_papers: Iterable[tuple[Case, str]]) -> Weights:
    """A model of whole papers, from papers with a label each."""
    spoken = [Spoken(whole_words(case.text), label) for case, label in labelled_papers]
    return fit(spoken, _PAPER_STRENGTH, _PAPER_FEATURES, (word_keys,), _PAPER_SHARPNESS)


def circumstances_model(folders: Iterable[Path]) -> Weights:
    """The model of how the care came about: a file a fact and value (`emergency=yes`)."""
    spoken = [s for folder in folders for s in bank(folder, [path.stem for path in folder.glob("*.txt")])]
    return fit(spoken, _STRENGTH, _FEATURES // 2)


def write_all(cases: Sequence[Case]) -> None:
    """Learn the models from these papers and the banks, and put them in the place of the old ones."""
    sizes = (
        write("reasons", reasons_model(cases, BANKS)),
        write("outcomes", outcomes_model(cases, BANKS)),
        write("circumstances", circumstances_model(CIRCUMSTANCES)),
        write("paper_outcomes", papers_model((case, outcome_label(case)) for case in cases)),
        write("paper_families", papers_model((case, case.gold["family"]) for case in cases)),
    )
    hearing.cache_clear()
    print(f"learned from {len(cases)} papers: {sum(sizes):,} bytes")


def main() -> int:
    """Learn from the open papers and the banks: the signs' weights first, the models last. Always gives 0."""
    from training.signs import write_signs

    cases = read_cases(OPEN)
    write_signs(cases)
    write_all(cases)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
