"""What the title of a table column means, in English and Spanish.

Takes a title and knowledge/reading/columns.yaml; gives the role, a key of that file.
"""

import re
from functools import lru_cache

from firstcheck.extract.lexicon import folded
from firstcheck.knowledge.load import reading

_WORD = re.compile(r"[a-z]+(?:'s)?|/|#")


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Every known title with its role."""
    return {phrase: role for role, phrases in reading("columns").items() for phrase in phrases}


@lru_cache(maxsize=4)
def _title_words(kind: str) -> frozenset[str]:
    return frozenset(reading("titles")[kind])


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every word that stands in a known title."""
    return frozenset(word for phrase in titles() for word in phrase.split())


@lru_cache(maxsize=4096)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title, folded, with `/` and `#` as words of their own."""
    found = (word.replace("'s", " s") if word.endswith("'s") else word for word in _WORD.findall(folded(title)))
    return tuple(" ".join(found).split())


@lru_cache(maxsize=4096)
def role_of(title: str) -> str:
    """The role that a title names, empty when it names none."""
    words = [word for word in words_of(title) if word not in "/#"]
    phrases = titles()
    exact = phrases.get(" ".join(words))
    if exact is None:
        exact = phrases.get(" ".join(word for word in words if word not in _title_words("fillers")))
    return exact or _contained(words)


def _contained(words: list[str]) -> str:
    """The role of the longest known phrase inside a longer title; single words count only when they are plain."""
    if not 2 <= len(words) <= 6 or not _title_words("negations").isdisjoint(words):
        return ""
    phrases = titles()
    for size in range(len(words) - 1, 0, -1):
        for begin in range(len(words) - size, -1, -1):
            phrase = " ".join(words[begin : begin + size])
            if phrase in phrases and (size > 1 or phrase in _title_words("strong")):
                return phrases[phrase]
    return ""
