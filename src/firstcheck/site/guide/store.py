"""Where the words of pages lie to be looked up: SQLite FTS5 in the memory of this process.

Takes pages as folded words; gives their paths with how well each fits. Another store keeps the same promises: see
`Store`, and postgres.py.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

_log = logging.getLogger(__name__)
#: How many pages a store gives at most, and how long a store that failed is left alone.
MOST, _LEFT_ALONE_SECONDS = 60, 30.0
#: How much a word counts in a title, among keywords, and in the rest of a page.
TITLE, KEYWORDS, BODY = 9.0, 5.0, 1.0


class StoreLost(Exception):
    """The store cannot be reached or does not answer in time."""


class Leaf(msgspec.Struct, frozen=True):
    """A page to be found: its words are lower case without accents."""

    path: str
    title: str
    keywords: str
    body: str


class Store(Protocol):
    """Pages by their words, stemmed."""

    def matching(self, words: Sequence[str], *, every: bool, begins: bool) -> list[tuple[str, float]]:
        """Path and fit of at most MOST pages, the larger the better, best first.

        They have every word, or else any; `begins`: a word need only be the beginning of one of theirs. Words are
        letters a to z and digits. Raises StoreLost.
        """


class MemoryStore:
    """SQLite FTS5 in memory: bm25, Porter's stems."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE page USING fts5(path UNINDEXED, title, words, body, tokenize='porter unicode61')"
        )
        rows = [(leaf.path, leaf.title, leaf.keywords, leaf.body) for leaf in leaves]
        self._base.executemany("INSERT INTO page VALUES (?,?,?,?)", rows)

    def matching(self, words: Sequence[str], *, every: bool, begins: bool) -> list[tuple[str, float]]:
        """See Store."""
        match = (" AND " if every else " OR ").join(f'"{word}"{"*" if begins else ""}' for word in words)
        ask = "SELECT path, -bm25(page, 0, ?, ?, ?) AS fit FROM page WHERE page MATCH ? ORDER BY fit DESC LIMIT ?"
        with self._lock:
            return self._base.execute(ask, (TITLE, KEYWORDS, BODY, match, MOST)).fetchall()


class SureStore:
    """A store that may be lost, and the memory of this process where it is."""

    def __init__(self, open_store: Callable[[], Store], leaves: Sequence[Leaf]) -> None:
        self._open = open_store
        self._leaves = leaves
        self._lock = threading.Lock()
        self._first: Store | None = None
        self._own: MemoryStore | None = None
        self._not_before = 0.0

    def matching(self, words: Sequence[str], *, every: bool, begins: bool) -> list[tuple[str, float]]:
        """See Store; never raises StoreLost."""
        if time.monotonic() >= self._not_before:
            try:
                return self._opened().matching(words, every=every, begins=begins)
            except StoreLost:
                self._not_before = time.monotonic() + _LEFT_ALONE_SECONDS
                _log.warning("the search server does not answer; %s searches by itself for a while", "this process")
        with self._lock:
            if self._own is None:
                self._own = MemoryStore(self._leaves)
        return self._own.matching(words, every=every, begins=begins)

    def _opened(self) -> Store:
        with self._lock:
            if self._first is None:
                self._first = self._open()
            return self._first
