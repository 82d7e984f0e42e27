"""Patterns of the knowledge looked for in a sentence: only alternatives whose plain pieces it holds are tried.

Takes the patterns of one entry; finds as `re.search` of them all would. An alternative is compiled when first tried.
"""

import re
from collections.abc import Iterable, Iterator

from firstcheck.knowledge.load import alternatives


class _Branch:
    """One alternative, compiled when first needed."""

    __slots__ = ("_compiled", "pieces", "text")

    def __init__(self, text: str, pieces: tuple[str, ...]) -> None:
        self.text = text
        self.pieces = pieces
        self._compiled: re.Pattern[str] | None = None

    def near(self, words: str) -> bool:
        return not self.pieces or any(piece in words for piece in self.pieces)

    def search(self, words: str) -> re.Match[str] | None:
        if self._compiled is None:
            self._compiled = re.compile(self.text)
        return self._compiled.search(words)


class Sought:
    """The alternatives of some patterns of knowledge/reading."""

    __slots__ = ("_branches",)

    def __init__(self, patterns: Iterable[str] = ()) -> None:
        self._branches = tuple(branch for pattern in patterns for branch in _branches(pattern))

    def found(self, words: str) -> bool:
        """Whether any alternative matches."""
        for branch in self._branches:
            for piece in branch.pieces or ("",):  # plain loops: they turn some ten thousand times a paper
                if piece in words:
                    if branch.search(words) is not None:
                        return True
                    break
        return False

    def search(self, words: str) -> re.Match[str] | None:
        """The match that begins first; where two begin together, that of the alternative named first."""
        hits = (branch.search(words) for branch in self._branches if branch.near(words))
        return min((hit for hit in hits if hit), key=lambda hit: hit.start(), default=None)


def _branches(pattern: str) -> Iterator[_Branch]:
    begin = 0
    for alternative in alternatives(pattern):
        yield _Branch(pattern[begin : alternative.end], alternative.pieces)
        begin = alternative.end + 1
