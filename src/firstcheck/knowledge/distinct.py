"""How far pages differ: exact five-word shingles between every two of them, and the nearest by weighed words.

Takes the texts of pages by id; gives a Likeness for each page. Exact sets: a few hundred pages take a fraction of a
second, and sketches (MinHash) err more than the gate allows.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

import msgspec

SIZE = 5
#: Above these a page is not a page of its own: nearest Jaccard, containment, least share of shingles nobody else has.
MOST_LIKE, WARN_LIKE, MOST_HELD, LEAST_OWN, LEAST_WORDS = 0.20, 0.12, 0.30, 0.60, 150
_WORD = re.compile(r"[^\W_]+")

Shingles = frozenset[tuple[str, ...]]


class Likeness(msgspec.Struct, frozen=True):
    """How near a page's nearest page is. Shares are 0 to 1."""

    page: str
    words: int
    nearest: str
    jaccard: float
    held: float
    own: float

    @property
    def faults(self) -> list[str]:
        """Which gates the page fails, in words."""
        found = []
        if self.jaccard > MOST_LIKE:
            found.append(f"it shares {self.jaccard:.0%} of its five-word runs with '{self.nearest}'")
        if self.held > MOST_HELD:
            found.append(f"{self.held:.0%} of it stands in '{self.nearest}' too")
        if self.own < LEAST_OWN:
            found.append(f"only {self.own:.0%} of its five-word runs are its own")
        if self.words < LEAST_WORDS:
            found.append(f"it has {self.words} words; a page needs {LEAST_WORDS}")
        return found


def shingles(texts: Sequence[str]) -> Shingles:
    """All five-word runs inside single sentences' texts."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = _words(text)
        found.update(tuple(words[i : i + SIZE]) for i in range(len(words) - SIZE + 1))
    return frozenset(found)


def likenesses(pages: Mapping[str, Sequence[str]]) -> list[Likeness]:
    """Every page with its nearest one, by id."""
    sets = {name: shingles(texts) for name, texts in pages.items()}
    seen = Counter(run for runs in sets.values() for run in runs)
    return [_one(name, pages[name], sets, seen) for name in sorted(pages)]


def _one(name: str, texts: Sequence[str], sets: Mapping[str, Shingles], seen: Counter[tuple[str, ...]]) -> Likeness:
    mine = sets[name]
    nearest, jaccard, held = "", 0.0, 0.0
    for other, theirs in sets.items():
        both = len(mine & theirs) if other != name else 0
        if both and both / len(mine | theirs) > jaccard:
            nearest, jaccard = other, both / len(mine | theirs)
        held = max(held, both / len(mine) if mine else 0.0)
    own = sum(seen[run] == 1 for run in mine) / len(mine) if mine else 0.0
    return Likeness(name, sum(len(_words(text)) for text in texts), nearest, jaccard, held, own)


def nearest_by_words(pages: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """By cosine of word counts weighed by rarity (TF-IDF)."""
    counts = {name: Counter(word for text in texts for word in _words(text)) for name, texts in pages.items()}
    spread = Counter(word for counted in counts.values() for word in counted)
    weights = {
        name: {word: (1 + log(n)) * log(len(pages) / spread[word]) for word, n in counted.items()}
        for name, counted in counts.items()
    }
    lengths = {name: sqrt(sum(w * w for w in weighed.values())) or 1.0 for name, weighed in weights.items()}
    units = {name: {word: w / lengths[name] for word, w in weighed.items() if w} for name, weighed in weights.items()}
    return {name: _most_alike(name, units) for name in pages}


def _most_alike(name: str, units: Mapping[str, Mapping[str, float]]) -> str:
    mine = units[name]
    best, top = "", -1.0
    for other, theirs in units.items():
        if other == name:
            continue
        alike = sum(weight * theirs[word] for word, weight in mine.items() if word in theirs)
        if alike > top:
            best, top = other, alike
    return best


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
