"""Label words found in running text: which fact a word asks for, where it stands, how surely it is a label.

Takes lines of a Sheet and knowledge/reading/labels.yaml; gives Marks. A lexicon is a trie of folded words, so a line is
read once whatever the number of labels.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import msgspec

from firstcheck.extract.layout import Line
from firstcheck.knowledge.load import reading

_FOLDED = str.maketrans(
    "áàâäãéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ’‘ʼ",
    "aaaaaeeeeiiiiooooouuuuncAAAAAEEEEIIIIOOOOOUUUUNC'''",
)
_TOKEN = re.compile(r"#|n\s?\.?\s?[º°]\.?|i\.d\.|d\.o\.b\.|[a-z0-9]+(?:'s\b)?")
_CANONICAL = dict.fromkeys(
    ("number", "numbers", "no", "nos", "nbr", "num", "numero", "numeros", "nro", "nr", "#"), "no"
) | {"ld": "id", "npl": "npi", "identifier": "id", "i.d.": "id", "ids": "id", "d.o.b.": "dob"}
_FILLERS = frozenset(
    ["of", "the", "your", "our", "this", "de", "del", "la", "el", "los", "las", "su", "s", "a", "o", "e"]
)
_GAP = frozenset(" .-/'&()–,")
_LONGEST_GAP = 3
#: the longest word that is shortened with a full stop inside a label: "group. no."
_LONGEST_SHORTENED = 6
_MARKED = re.compile(r"\s{0,2}(?:\([^()\n]{0,30}\)\s?)?(?:[:=]|\.{3,}|[-–—]{1,2}\s)")
#: "Auth number for the 12 visits:" is a label with more said about it.
_QUALIFIER = re.compile(r" (?:for|of|para|del?)(?: [^:\n.]{1,30})?(?=:)")
_CLAUSE = re.compile(r"(?:^|[.;:,(\[|•*>/]\s*|[-–—]{1,2}\s+|\s\s|\band\s|\by\s)$")
_SCANNED = re.compile(r"(?<![\w$.])(?=[a-z]*[01])[a-z]+[01]{1,2}[a-z]*(?:[01][a-z]*)?(?!\w)")
_AS_LETTER = str.maketrans("01", "ol")


class Mark(msgspec.Struct, frozen=True):
    """A label as it stands in a line; `start` and `end` are offsets in the line's text.

    `explicit`: a colon, a dash or leaders follow. `initial`: it opens a cell, a clause or a parenthesis.
    `numbered`: it ends in "no.", "#", "ID" and so announces an identifier.
    """

    keys: tuple[str, ...]
    phrase: tuple[str, ...]
    start: int
    end: int
    explicit: bool
    initial: bool

    @property
    def numbered(self) -> bool:
        """Whether the label itself says that a number follows."""
        return bool({"no", "id", "code", "tin", "ein", "npi", "icn", "dcn", "tcn"} & set(self.phrase))


def unscanned(low: str) -> str:
    """Words in which a scan read letters as figures put right (`bi11ed`), of the same length."""
    return _SCANNED.sub(lambda word: word[0].translate(_AS_LETTER), low)


def folded(text: str) -> str:
    """Lower case without accents, of the same length, so that offsets stay true."""
    lowered = text.translate(_FOLDED).lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Node:
    __slots__ = ("children", "keys")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.keys: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _trie() -> _Node:
    root = _Node()
    for key, phrases in reading("labels").items():
        for phrase in phrases:
            for words in _spelled_out(phrase):
                node = root
                for place, word in enumerate(words):
                    if place and word in _FILLERS:
                        continue
                    node = node.children.setdefault(_CANONICAL.get(word, word), _Node())
                if key not in node.keys:
                    node.keys = (*node.keys, key)
    return root


def _spelled_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every label that a composed phrase stands for: "member|subscriber no|id" is four."""
    return product(*(word.split("|") for word in phrase.split()))


class _Token(msgspec.Struct, frozen=True):
    word: str
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word[0] == "n" and ("º" in word or "°" in word):
            word = "no"
        elif word.endswith("'s"):
            word = word[:-2]
        found.append(_Token(_CANONICAL.get(word, word), match.start(), match.end()))
    return found


def marks(line: Line) -> list[Mark]:
    """The labels of a line, left to right, the longest at each place; none overlaps another."""
    text = folded(line.text)
    tokens = _tokens(text)
    edges = {cell.start - line.start for cell in line.cells}
    found, at = [], 0
    while at < len(tokens):
        hit = _longest(text, tokens, at)
        if hit is None:
            at += 1
            continue
        after, keys, phrase = hit
        start, end = tokens[at].start, tokens[after - 1].end
        mark = Mark(keys, phrase, start, end, explicit=False, initial=start in edges)
        found.append(_settled(text, mark))
        at = after
    return found


def _longest(text: str, tokens: list[_Token], at: int) -> tuple[int, tuple[str, ...], tuple[str, ...]] | None:
    node: _Node | None = _trie()
    best = None
    phrase: list[str] = []
    for index in range(at, len(tokens)):
        token = tokens[index]
        if index > at and not _adjacent(text, tokens[index - 1], token.start):
            break
        following = node.children.get(token.word) if node else None
        if following is None:
            if index > at and token.word in _FILLERS:
                continue
            break
        node = following
        phrase.append(token.word)
        if node.keys:
            best = (index + 1, node.keys, tuple(phrase))
    return best


def _adjacent(text: str, before: _Token, start: int) -> bool:
    gap = text[before.end : start]
    if ". " in gap and before.end - before.start > _LONGEST_SHORTENED:
        # "... is self-insured. Member code": a sentence ends between them
        return False
    return len(gap) <= _LONGEST_GAP and "  " not in gap and all(c in _GAP for c in gap)


def _settled(text: str, mark: Mark) -> Mark:
    """The mark with what stands around it: its qualifier taken in, whether a colon follows, whether a clause opens."""
    qualified = _QUALIFIER.match(text, mark.end)
    end = qualified.end() if qualified else mark.end
    return msgspec.structs.replace(
        mark,
        end=end,
        explicit=_MARKED.match(text, end) is not None,
        initial=mark.initial or _CLAUSE.search(text[max(0, mark.start - 8) : mark.start]) is not None,
    )
