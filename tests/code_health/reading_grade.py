"""How hard an English text is to read: the Flesch-Kincaid grade with a syllable rule of our own."""

import re
from typing import NamedTuple

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE = re.compile(r"(?<=[.!?])[\s\"')]+(?=[A-Z\"'(])")
_VOWELS = re.compile(r"[aeiouy]+")


class Grade(NamedTuple):
    """School grade, and words a sentence on average."""

    grade: float
    words: float


def syllables(word: str) -> int:
    """Runs of vowels; a silent last e and the e of a past "-ed" or plural "-es" do not count."""
    plain = word.lower().replace("'", "").replace("’", "")
    count = len(_VOWELS.findall(plain))
    silent = re.search(r"[^aeiouyl]e$|[^aeioutdy]ed$|[^aeiousxzhcgy]es$", plain)
    return max(1, count - 1 if silent and count > 1 else count)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    return [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]


def grade(texts: list[str]) -> Grade:
    """Of all texts together. Flesch-Kincaid: 0.39 words/sentence + 11.8 syllables/word - 15.59."""
    found = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in found for word in sentence]
    per_sentence = len(words) / len(found)
    per_word = sum(map(syllables, words)) / len(words)
    return Grade(0.39 * per_sentence + 11.8 * per_word - 15.59, per_sentence)
