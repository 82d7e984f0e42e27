"""How hard a text is to read: Flesch-Kincaid grade and words a sentence, by pyphen and a syllable rule of our own.

Hyphenation leaves some syllables unsplit ("a-gain") and a vowel rule splits others wrongly, so a word has the larger
of both counts: the metric errs on the strict side. Spanish is judged by the length of its sentences alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

MOST_GRADE, MOST_MEAN, MOST_WORDS = 8.0, 15.0, 25
_WORD = re.compile(r"[^\W\d_][^\W\d_'’]*")
_SENTENCE = re.compile(r"(?<=[.!?:;])[\s\"')]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^aeiouyl]e$|[^aeioutdy]ed$|[^aeiousxzhcgy]es$")
_PLACE = re.compile(r"\{[a-z_]+\}")


class Grade(msgspec.Struct, frozen=True):
    """School grade by Flesch-Kincaid, and words a sentence on average."""

    grade: float
    mean: float


class NoHyphens(Exception):
    """pyphen is not installed; it comes with the development tools of the project."""


@lru_cache(maxsize=1)
def _hyphens() -> object:
    try:
        import pyphen
    except ImportError:
        raise NoHyphens("reading grades need pyphen: pip install pyphen") from None
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least one. Raises NoHyphens without pyphen."""
    plain = word.lower().replace("'", "").replace("’", "")
    count = len(_VOWELS.findall(plain))
    by_vowels = max(1, count - 1 if count > 1 and _SILENT.search(plain) else count)
    return max(by_vowels, len(_hyphens().positions(plain)) + 1)  # type: ignore[attr-defined]


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence; a place to be filled counts as one short word."""
    for part in _SENTENCE.split(_PLACE.sub("this", text)):
        words = _WORD.findall(part)
        if words:
            yield words


def grade(texts: Iterable[str]) -> Grade:
    """Of all texts together: 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    found = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in found for word in sentence]
    if not words:
        return Grade(0.0, 0.0)
    mean = len(words) / len(found)
    return Grade(0.39 * mean + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, mean)


def longest(text: str) -> int:
    """Words of the longest sentence."""
    return max(map(len, sentences(text)), default=0)
