"""Search over all pages of the guide: full text, codes understood, words forgiven their typing errors.

Takes the words a person types; gives pages, the best first. The index holds pages only and nothing that was searched.
FIRSTCHECK_SEARCH names a PostgreSQL server that keeps the pages; without it SQLite keeps them in memory.
"""

import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from firstcheck.knowledge.entry import Entry
from firstcheck.knowledge.texts import spoken
from firstcheck.site.guide.page import Link, Page
from firstcheck.site.guide.shelf import book, shelf
from firstcheck.site.guide.store import Leaf, MemoryStore, Store, SureStore
from firstcheck.site.language import ENGLISH

#: The setting that names a PostgreSQL server, such as postgresql://guide@localhost/guide.
SERVER_SETTING = "FIRSTCHECK_SEARCH"
_MOST = 20
_WORD = re.compile(r"[a-z0-9]+")
_REASON = re.compile(r"\b(?:co|pr|oa|pi|cr|carc|reason code)[ -]?([a-z]?\d{1,3}|p\d{1,2})\b")
_REMARK = re.compile(r"\b(?:rarc |remark code )?((?:ma|n|m)\d{1,3})\b")
_BARE = re.compile(r"^(\d{1,3})$")
_SHORT = 4
#: How much a kind of page counts beside the others.
_WEIGHT = {
    "scenario": 1.6,
    "family": 1.25,
    "care": 2.0,
    "code": 0.8,
    "letter": 0.9,
    "checklist": 0.7,
    "sources": 0.3,
    "methods": 0.4,
    "words": 0.4,
}
_KINDS = {"scenario", "family", "code", "checklist", "letter", "right", "care"}
#: Words that say nothing of the matter.
_ENGLISH = (
    "the",
    "a",
    "an",
    "of",
    "for",
    "to",
    "in",
    "is",
    "was",
    "my",
    "i",
    "it",
    "and",
    "or",
    "on",
    "with",
    "not",
    "no",
    "by",
)
_SPANISH = ("del", "de", "la", "el", "los", "las", "un", "una", "por", "que", "mi", "en", "se", "y")
_EMPTY = frozenset((*_ENGLISH, *_SPANISH))


class Hit(msgspec.Struct, frozen=True):
    """A page that was found."""

    title: str
    path: str
    about: str
    kind: str

    @property
    def kind_key(self) -> str:
        """The key of the name of its kind."""
        return f"search_kind_{self.kind if self.kind in _KINDS else 'page'}"


class Found(msgspec.Struct, frozen=True):
    """What was found, and the words it was found for where they are not those typed."""

    hits: tuple[Hit, ...] = ()
    instead: str = ""


def folded(text: str) -> str:
    """Lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class Index:
    """The pages of one language, to be searched."""

    def __init__(self, pages: Mapping[str, Page], leaves: Sequence[Leaf], synonyms: Mapping[str, str], store: Store):
        self._pages = pages
        self._synonyms = synonyms
        self._store = store
        texts = (text for leaf in leaves for text in (leaf.title, leaf.keywords, leaf.body))
        self._words = Counter(word for text in texts for word in _WORD.findall(text))
        for phrase in synonyms:
            self._words.update(_WORD.findall(phrase))
        self._grams: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= _SHORT:
                for gram in _grams(word):
                    self._grams[gram].append(word)

    def find(self, query: str) -> Found:
        """The pages for some words."""
        asked = folded(query)
        codes = self._codes(asked)
        typed = [word for word in _WORD.findall(asked) if word not in _EMPTY]
        words = [part for word in typed for part in self._known(word).split()]
        mended = " ".join(words)
        hits = self._ranked(words, self._wider(asked if words == typed else mended))
        kept = [*codes, *(page for page in hits if page not in codes)][:_MOST]
        found = tuple(Hit(p.title, p.path, p.description, p.kind) for p in kept)
        return Found(found, mended if words != typed and found else "")

    def _codes(self, asked: str) -> list[Page]:
        names = [f"/guide/codes/carc-{code}/" for code in _REASON.findall(asked) + _BARE.findall(asked)]
        names += [f"/guide/codes/rarc-{code}/" for code in _REMARK.findall(asked)]
        return [self._pages[name] for name in dict.fromkeys(names) if name in self._pages]

    def _wider(self, asked: str) -> list[str]:
        """Further words for phrases that pages word in another way."""
        spaced = f" {' '.join(_WORD.findall(asked))} "
        phrases = sorted((p for p in self._synonyms if f" {p} " in spaced), key=len, reverse=True)
        return [word for phrase in phrases for word in _WORD.findall(self._synonyms[phrase])]

    def _ranked(self, words: list[str], wider: list[str]) -> list[Page]:
        """By fit: pages with all words first, then pages with some."""
        if not words:
            return []
        full = [word for word in wider if word not in _EMPTY] or words
        found: dict[str, None] = {}
        # a phrase that pages word in another way is best found in their own words
        for asked, begins in ((full, False), (words, True)) if wider else ((words, True),):
            found.update(dict.fromkeys(self._matching(asked, every=True, begins=begins)))
        if len(found) < _SHORT:
            either = list(dict.fromkeys((*words, *full)))
            found.update(dict.fromkeys(self._matching(either, every=False, begins=True)))
        return [self._pages[path] for path in found]

    def _matching(self, words: list[str], *, every: bool, begins: bool) -> list[str]:
        """The paths that a store gives, by how well each fits and how much its kind of page counts."""
        rows = self._store.matching(words, every=every, begins=begins)
        fits = {path: fit * _WEIGHT.get(self._pages[path].kind, 1.0) for path, fit in rows if path in self._pages}
        return sorted(fits, key=fits.__getitem__, reverse=True)

    def _known(self, word: str) -> str:
        """The word itself where pages or phrases have it, else the nearest that they have, else the word."""
        if len(word) < _SHORT or word in self._words or any(c.isdigit() for c in word):
            return word
        shared = Counter(other for gram in _grams(word) for other in self._grams.get(gram, ()))
        near = [other for other, _ in shared.most_common(60) if abs(len(other) - len(word)) <= 2]
        if any(other.startswith(word) for other in near):
            return word
        best = min(near, key=lambda other: (distance(word, other), -self._words[other]), default=word)
        if distance(word, best) <= 1 + (len(word) > 5):
            return best
        return self._parted(word) or word

    def _parted(self, word: str) -> str:
        """Two known words written as one; empty where it is none."""
        parts = ((word[:at], word[at:]) for at in range(3, len(word) - 2))
        known = (pair for pair in parts if pair[0] in self._words and pair[1] in self._words)
        return " ".join(max(known, key=lambda pair: min(self._words[w] for w in pair), default=()))


def _grams(word: str) -> set[str]:
    framed = f"_{word}_"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out, changed, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        now = [i]
        for j, b in enumerate(other, start=1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, row = row, now
    return row[-1]


@lru_cache(maxsize=4)
def index(language: str) -> Index:
    """The index of a language, made at the first search."""
    pages = shelf(language)
    leaves = [_leaf(page) for page in pages.values()]
    return Index(pages, leaves, book(ENGLISH).knowledge.pages.get("search", {}), _store(language, leaves))


def _leaf(page: Page) -> Leaf:
    texts = (page.title, f"{page.keywords} {page.description}", " ".join(_spoken(page.words)))
    return Leaf(page.path, *(" ".join(_WORD.findall(folded(text))) for text in texts))


def _store(language: str, leaves: Sequence[Leaf]) -> Store:
    """The store that the owner names, else the memory of this process."""
    address = os.environ.get(SERVER_SETTING, "").strip()
    if not address:
        return MemoryStore(leaves)
    from firstcheck.site.guide.postgres import PostgresStore

    return SureStore(lambda: PostgresStore(address, language, leaves), leaves)


def _spoken(item: object) -> Iterator[str]:
    """Every sentence among the words of a page; links to other pages and names of things are not its own words."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, Entry):
        yield from (text for _, text in spoken(item))
    elif isinstance(item, Mapping):
        for value in item.values():
            yield from _spoken(value)
    elif isinstance(item, (list, tuple)):
        for value in item:
            yield from _spoken(value)
    elif isinstance(item, msgspec.Struct) and not isinstance(item, Link):
        yield from _spoken([value for name, value in msgspec.structs.asdict(item).items() if name != "id"])


def find(query: str, language: str) -> Found:
    """The pages for some words, in a language."""
    return index(language).find(query) if query.strip() else Found()
