"""What the sentences of a refusal tell beside its reason: words of knowledge/reading/refused.yaml that rules test.

Takes a Refusal; gives its folded words and a yes or no for each entry.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from firstcheck.facts.case import Refusal
from firstcheck.knowledge.load import reading

#: A sentence that sets a condition ("whether you were hurt at work") tells nothing of the case.
_ASKS = re.compile(r"\b(?:whether|if (?:you|the|this|it|your)|tell us|let us know|si (?:usted|fue|la|el))\b|\?\s*$")


def refused_words(refusal: Refusal) -> str:
    """The sentences that refuse and those that give the first reason, in lower case and without accents."""
    said = [refusal.quote, *(reason.source for reason in refusal.reasons[:1])]
    return plain_words(" . ".join(dict.fromkeys(where.quote for where in said if where)))


def told_beside(words: str) -> dict[str, str]:
    """Yes or no for each entry of refused.yaml, over the words of a refusal."""
    told = [sentence for sentence in _sentences(words) if not _ASKS.search(sentence)]
    return {
        name: "yes" if any(pattern.search(sentence) for sentence in told) else "no" for name, pattern in _patterns()
    }


def plain_words(text: str) -> str:
    """Lower case, no accents, no line ends."""
    parts = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def _sentences(words: str) -> Iterator[str]:
    yield from re.split(r"(?<!\bdr\.)(?<!\bdra\.)(?<!\bst\.)(?<=[.?!])\s", words)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(patterns))) for name, patterns in reading("refused").items())
