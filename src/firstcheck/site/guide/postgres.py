"""Search in PostgreSQL: the full text of pages in a schema of its own, for owners who run several processes.

Takes the address of a server and the pages of a language; keeps the promises of `store.Store`. The pages are written
when they are not those of the server; the words that people search for are never kept.
"""

import hashlib
import threading
from collections.abc import Sequence
from typing import Any

from firstcheck.site.guide.store import BODY, KEYWORDS, MOST, TITLE, Leaf, StoreLost

_CONNECT_SECONDS, _ANSWER_MILLISECONDS = 3, 2000
#: Goes into the mark of an edition, so that another layout writes the pages anew.
_LAYOUT = "2"
#: One number for the lock under which the schema and the pages are written.
_LOCK = 0x66636775
_SCHEMA = (
    "CREATE SCHEMA IF NOT EXISTS firstcheck",
    "CREATE TABLE IF NOT EXISTS firstcheck.edition (language text PRIMARY KEY, mark text NOT NULL)",
    "CREATE TABLE IF NOT EXISTS firstcheck.page (language text, path text, words tsvector NOT NULL,"
    " PRIMARY KEY (language, path))",
    # rating reads the words of every page that matches: kept as they are, they need not be unpacked each time
    "ALTER TABLE firstcheck.page ALTER COLUMN words SET STORAGE EXTERNAL",
    "CREATE INDEX IF NOT EXISTS page_words ON firstcheck.page USING gin (words)",
)
#: Stems as in English, and no word left out: "out of network" is about "out". Codes such as n130 are words too.
_WORDS = (
    "CREATE TEXT SEARCH DICTIONARY firstcheck.stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION firstcheck.words (COPY = simple)",
    "ALTER TEXT SEARCH CONFIGURATION firstcheck.words ALTER MAPPING FOR asciiword, word, numword, uint, int, float,"
    " sfloat, version WITH firstcheck.stem",
)
_HAS_WORDS = (
    "SELECT 1 FROM pg_ts_config c JOIN pg_namespace n ON n.oid = c.cfgnamespace"
    " WHERE n.nspname = 'firstcheck' AND c.cfgname = 'words'"
)
_WRITE = (
    "INSERT INTO firstcheck.page VALUES (%s, %s, setweight(to_tsvector('firstcheck.words', %s), 'A') ||"
    " setweight(to_tsvector('firstcheck.words', %s), 'B') || setweight(to_tsvector('firstcheck.words', %s), 'C'))"
)
#: The index of words first, the language of what it gives after: the planner holds a look into every page for cheaper,
#: since it does not count what it costs to fetch their words.
_PLAN = "-c enable_seqscan=off -c jit=off"
#: A page is rated by each word that it has, longer pages a little less: measured, this comes nearest to bm25.
_FIND = (
    "SELECT path, ts_rank(%s::float4[], words, rated, 1) AS fit FROM firstcheck.page,"
    " to_tsquery('firstcheck.words', %s) AS wanted, to_tsquery('firstcheck.words', %s) AS rated"
    " WHERE language || '' = %s AND words @@ wanted ORDER BY fit DESC, path LIMIT %s"
)
#: For weights D, C, B, A: as the other store weighs the rest, the keywords and the title.
_WEIGHTS = [0.0, BODY / TITLE, KEYWORDS / TITLE, 1.0]


class PostgresStore:
    """The pages of one language on a server. Raises StoreLost where it cannot be reached."""

    def __init__(self, address: str, language: str, leaves: Sequence[Leaf]) -> None:
        self._line: Any = None
        self._address = address
        self._language = language
        self._lock = threading.Lock()
        self._asked(lambda line: _bring(line, language, leaves))

    def matching(self, words: Sequence[str], *, every: bool, begins: bool) -> list[tuple[str, float]]:
        """See Store."""
        terms = [f"{word}:*" if begins else word for word in words]
        either = " | ".join(terms)
        values = (_WEIGHTS, " & ".join(terms) if every else either, either, self._language, MOST)
        found: list[tuple[str, float]] = self._asked(lambda line: line.execute(_FIND, values).fetchall())
        return found

    def _asked(self, ask: Any) -> Any:
        """What the server answers; a line that was cut is laid once more."""
        import psycopg

        with self._lock:
            for again in (True, False):
                try:
                    if self._line is None or self._line.closed:
                        self._line = _connected(self._address)
                    return ask(self._line)
                except (psycopg.OperationalError, psycopg.InterfaceError) as problem:
                    self._hang_up()
                    if not again:
                        raise StoreLost from problem
                except psycopg.Error as problem:
                    raise StoreLost from problem
        raise StoreLost

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def close(self) -> None:
        """Hang up; the next search calls again."""
        with self._lock:
            self._hang_up()

    def __del__(self) -> None:
        self._hang_up()


def _connected(address: str) -> Any:
    import psycopg

    limits = f"-c statement_timeout={_ANSWER_MILLISECONDS} {_PLAN}"
    return psycopg.connect(address, autocommit=True, connect_timeout=_CONNECT_SECONDS, options=limits)


def _bring(line: Any, language: str, leaves: Sequence[Leaf]) -> None:
    """Write the pages where the server has others; of several processes one writes and the others wait."""
    mark = _mark(leaves)
    with line.transaction():
        line.execute("SET LOCAL statement_timeout = 60000")
        line.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        for order in _SCHEMA:
            line.execute(order)
        if line.execute(_HAS_WORDS).fetchone() is None:
            for order in _WORDS:
                line.execute(order)
        known = line.execute("SELECT mark FROM firstcheck.edition WHERE language = %s", (language,)).fetchone()
        if known is not None and known[0] == mark:
            return
        line.execute("DELETE FROM firstcheck.page WHERE language = %s", (language,))
        rows = [(language, leaf.path, leaf.title, leaf.keywords, leaf.body) for leaf in leaves]
        with line.cursor() as cursor:
            cursor.executemany(_WRITE, rows)
        line.execute(
            "INSERT INTO firstcheck.edition VALUES (%s, %s) ON CONFLICT (language) DO UPDATE SET mark = excluded.mark",
            (language, mark),
        )
        # without figures of the new pages the planner takes every page of the language and not the index of words
        line.execute("ANALYZE firstcheck.page")


def _mark(leaves: Sequence[Leaf]) -> str:
    digest = hashlib.sha256(_LAYOUT.encode())
    for leaf in leaves:
        digest.update("\0".join((leaf.path, leaf.title, leaf.keywords, leaf.body, "")).encode())
    return digest.hexdigest()
