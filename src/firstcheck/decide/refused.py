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
_ASKS = re.compile(
    r"(?:^whether\b|\bif (?:you|the|this|it|your))\b|\btell us\b|\blet us know\b|\bsi (?:usted|fue|la|el)\b|\?\s*$"
)

#: A procedure number behind a word for the approval, and behind one for the bill.
_NUMBER = r"\b[^.;]{0,80}?\b(?P<number>\d{5}|[a-z]\d{4})\b"
_APPROVED_NUMBER = re.compile(r"\b(?:approv|authori[sz]|certifi|precert|permi[ts]|aprob|autoriz)\w*" + _NUMBER)
_BILLED_NUMBER = re.compile(
    r"\b(?:billed|bills?|claim(?:ed|s)?|sent|performed|done|charged|factur|cobr|reclam|hizo)\w*" + _NUMBER
)
#: Numbers that begin alike are of one group of procedures (705..: scans of the head).
_GROUP = 2
#: Fewer words than these are a code or a label: that a word does not stand there tells nothing.
_SENTENCE = 6


def refused_words(refusal: Refusal) -> str:
    """The sentences that refuse and those that give the first reason, in lower case and without accents."""
    said = [refusal.quote, *(reason.source for reason in refusal.reasons[:1])]
    return plain_words(" . ".join(dict.fromkeys(where.quote for where in said if where)))


def told_beside(words: str) -> dict[str, str]:
    """Yes or no for each entry of refused.yaml, over the words of a refusal, and whether it is told in words at all."""
    told = [_before_whether(sentence) for sentence in _sentences(words) if sentence and not _ASKS.search(sentence)]
    found = {name: any(pattern.search(sentence) for sentence in told) for name, pattern in _patterns()}
    found["refused_in_words"] = len(words.split()) >= _SENTENCE
    return {name: "yes" if holds else "no" for name, holds in found.items()}


def other_number_approved(words: str) -> bool:
    """Whether a refusal names the procedure number that was approved and another one of its kind that was billed."""
    approved = {hit["number"] for hit in _APPROVED_NUMBER.finditer(words)}
    billed = {hit["number"] for hit in _BILLED_NUMBER.finditer(words)} - approved
    return any(one[:_GROUP] == other[:_GROUP] for one in approved for other in billed)


def plain_words(text: str) -> str:
    """Lower case, no accents, no line ends."""
    parts = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def _before_whether(sentence: str) -> str:
    """The part of a sentence that states: "it never came, so we could not see whether the rule is met"."""
    return sentence.partition(" whether ")[0]


def _sentences(words: str) -> Iterator[str]:
    yield from re.split(r"(?<!\bdr\.)(?<!\bdra\.)(?<!\bst\.)(?<=[.?!])\s", words)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(patterns))) for name, patterns in reading("refused").items())
