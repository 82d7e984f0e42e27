"""A long list of phrases looked for in a page at once.

Takes a pattern of alternatives; gives a searcher that tries only those whose plain words the page holds, which is an
order of magnitude faster than one pattern of hundreds of branches.
"""

import re
from collections.abc import Iterator

_QUANTIFIERS = frozenset("?*{")


class Phrases:
    """The alternatives of a pattern, each with a piece of plain text that any match of it must contain.

    An alternative is compiled when a page first holds its piece: most pages hold few.
    """

    __slots__ = ("_alternatives", "_compiled")

    def __init__(self, pattern: str) -> None:
        self._alternatives = tuple((_plain_piece(part), part) for part in _alternatives(pattern))
        self._compiled: dict[str, re.Pattern[str]] = {}

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match at or after `start`, as `re.search` of the whole pattern would give it."""
        found = (self._pattern(part).search(text, start) for piece, part in self._alternatives if piece in text)
        return min((m for m in found if m), key=lambda m: m.start(), default=None)

    def _pattern(self, part: str) -> re.Pattern[str]:
        known = self._compiled.get(part)
        if known is None:
            known = self._compiled[part] = re.compile(part)
        return known


def _alternatives(pattern: str) -> Iterator[str]:
    """The pattern cut at the bars that stand in no group."""
    begin, depth, in_class, at = 0, 0, False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield pattern[begin:at]
            begin = at + 1
        at += 1
    yield pattern[begin:]


def _plain_piece(pattern: str) -> str:
    """The longest run of letters and blanks that stands in no group, no class and under no quantifier."""
    runs, run, depth, in_class, at = [], "", 0, False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            sign, at = "\\", at + 1
        plain = not depth and not in_class and (sign.isalnum() or sign == " ")
        if sign == "[" and not in_class:
            in_class = True
        elif sign == "]":
            in_class = False
        elif sign in "()" and not in_class:
            depth += 1 if sign == "(" else -1
        if plain and pattern[at + 1 : at + 2] not in _QUANTIFIERS:
            run += sign
        else:
            if sign == "{":
                at = pattern.find("}", at)
            runs.append(run)
            run = ""
        at += 1
    return max((*runs, run), key=len)
