"""Which plain pieces of text a pattern cannot match without: worked out once, when the knowledge is compiled.

Takes a regular expression over folded text; gives its alternatives, each with pieces of which any match holds one. So a
reader compiles and tries only the few alternatives whose pieces a paper has.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

import msgspec

# The parser that `re` itself uses: a second grammar of our own could differ from it. Only building comes this way.
_parser: Any = import_module("re._parser")
_MOST_PIECES = 48
_SHORTEST = 2
_LARGEST_CLASS = 6
_NOTHING = frozenset({""})


class Alternative(msgspec.Struct, frozen=True, array_like=True):
    """One alternative: where it ends in its pattern, and the pieces; with none it must always be tried."""

    end: int
    pieces: tuple[str, ...] = ()


def key(pattern: str) -> int:
    """How a pattern is named in the compiled knowledge: its CRC-32, in place of its some hundred letters."""
    return zlib.crc32(pattern.encode())


def cut(pattern: str) -> tuple[Alternative, ...]:
    """The alternatives of a pattern. One that is numbered, named or flagged is left whole and always tried."""
    if "(?P" in pattern or re.search(r"\(\?[aiLmsux-]+[:)]|\\[1-9]", pattern):
        return (Alternative(len(pattern)),)
    begin, found = 0, []
    for end in _ends(pattern):
        found.append(Alternative(end, necessary(pattern[begin:end])))
        begin = end + 1
    return tuple(found)


def necessary(pattern: str) -> tuple[str, ...]:
    """The best set of pieces of which every match of a pattern holds at least one; empty where there is none."""
    return tuple(sorted(_needed(_parser.parse(pattern))))


def _ends(pattern: str) -> Iterator[int]:
    """Where the bars stand that are in no group and no class, then the end."""
    depth, at = 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif sign == "[":
            # a bracket right after the opening one, or after "[^", is a member of the class
            at = pattern.index("]", at + (3 if pattern[at + 1] == "^" else 2))
            while _escaped(pattern, at):
                at = pattern.index("]", at + 1)
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield at
        at += 1
    yield len(pattern)


def _escaped(pattern: str, at: int) -> bool:
    before = pattern[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _needed(items: Iterable[Any]) -> frozenset[str]:
    """Of a sequence: the set with the longest least piece, then the fewest."""
    sets: list[frozenset[str]] = []
    run = _NOTHING
    for item in items:
        exact = _exact(item)
        if exact is not None and len(run) * len(exact) <= _MOST_PIECES:
            run = _joined(run, exact)
            continue
        sets += [run, exact if exact is not None else _inside(item)]
        run = _NOTHING
    sets = [_shortened(one) for one in (*sets, run) if one and min(map(len, one)) >= _SHORTEST]
    return max(sets, key=lambda one: (min(5, *map(len, one)), -len(one)), default=frozenset())


def _joined(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    return frozenset(a + b for a in first for b in second)


def _shortened(pieces: frozenset[str]) -> frozenset[str]:
    """Without those that hold another one."""
    return frozenset(p for p in pieces if not any(o != p and o in p for o in pieces))


def _inside(item: Any) -> frozenset[str]:
    """What an item that can be written in too many ways must still hold; empty where nothing is sure."""
    name, value = str(item[0]), item[1]
    if name == "SUBPATTERN":
        return _needed(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] >= 1:
        return _needed(value[2])
    if name == "BRANCH":
        each = [_needed(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    return frozenset()


def _exact(item: Any) -> frozenset[str] | None:
    """Everything an item can be, where that is little; None where it is not."""
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return frozenset({chr(value)})
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _NOTHING
    if name == "SUBPATTERN":
        return _exact_run(value[-1])
    if name == "BRANCH":
        return _either(_exact_run(branch) for branch in value[1])
    if name == "IN":
        single = all(str(kind) == "LITERAL" for kind, _ in value) and len(value) <= _LARGEST_CLASS
        return frozenset(chr(sign) for _, sign in value) if single else None
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[:2] == (0, 1):
        once = _exact_run(value[2])
        return once | _NOTHING if once is not None else None
    return None


def _exact_run(items: Iterable[Any]) -> frozenset[str] | None:
    run = _NOTHING
    for item in items:
        exact = _exact(item)
        if exact is None or len(run) * len(exact) > _MOST_PIECES:
            return None
        run = _joined(run, exact)
    return run


def _either(choices: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    whole: frozenset[str] = frozenset()
    for choice in choices:
        if choice is None or len(whole) + len(choice) > _MOST_PIECES:
            return None
        whole |= choice
    return whole


def cut_all(
    patterns: Iterable[str], kept: Mapping[int, tuple[Alternative, ...]] | None = None
) -> dict[int, tuple[Alternative, ...]]:
    """Every pattern cut, by `key`, what is `kept` taken over. Raises ValueError where two patterns share a key."""
    before = kept or {}
    known: dict[int, str] = {}
    for pattern in patterns:
        if known.setdefault(key(pattern), pattern) != pattern:
            raise ValueError(f"two patterns share a key: change a letter of {pattern[:60]}")
    return {name: _kept(before.get(name), pattern) or cut(pattern) for name, pattern in known.items()}


def _kept(before: tuple[Alternative, ...] | None, pattern: str) -> tuple[Alternative, ...] | None:
    """What was cut before, where it is of a pattern of the same length."""
    return before if before and before[-1].end == len(pattern) else None
