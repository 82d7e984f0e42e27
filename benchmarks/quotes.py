"""Whether the words that an analysis quotes stand in the paper. Takes the contract and the paper's text."""

import re
from collections import Counter
from typing import Any


def quoted_as_printed(data: dict[str, Any], text: str) -> bool:
    """Every quote's words stand in the paper, as often as quoted; its first and last may be parts of a word.

    A quote down a column skips what stands beside it, so words are counted and not their order.
    """
    printed = Counter(_words(text))
    folded = "".join(_words(text))
    quotes = [fact["source"]["quote"] for fact in data["facts"] if fact["source"] is not None]
    return all(_printed(_words(quote), printed, folded) for quote in quotes)


def _printed(words: list[str], printed: Counter[str], folded: str) -> bool:
    if not words:
        return False
    ends = (words[0], words[-1])
    return Counter(words[1:-1]) <= printed and all(end in printed or end in folded for end in ends)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
