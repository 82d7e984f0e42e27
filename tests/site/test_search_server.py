"""Search in PostgreSQL keeps the promises of search in memory, against a real server; where it is lost, memory answers."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from firstcheck.site.guide import search
from firstcheck.site.guide.postgres import PostgresStore
from firstcheck.site.guide.search import SERVER_SETTING, find
from firstcheck.site.guide.shelf import shelf
from firstcheck.site.guide.store import Leaf, MemoryStore, StoreLost, SureStore
from tests.site.postgres_server import Server, serving
from tests.site.searches import WANTED

LEAVES = [
    Leaf("/a/", "prior approval missing", "authorization carc 197", "the plan wanted an approval before the scan"),
    Leaf("/b/", "out of network scan", "network carc 242", "the scan was done out of network"),
    Leaf("/c/", "remark n130", "rarc n130", "the booklet says what is covered"),
]
WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[PostgresStore]:
    found = PostgresStore(server.address, "zz", LEAVES)
    yield found
    found.close()


@pytest.fixture(scope="module")
def searching(server: Server) -> Iterator[None]:
    """The site searches on the server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SERVER_SETTING, server.address)
        search.index.cache_clear()
        yield
    search.index.cache_clear()


def rows(server: Server, ask: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.address) as line:
        return line.execute(ask).fetchall()  # type: ignore[arg-type]


@pytest.mark.parametrize("query, wanted", WANTED)
def test_it_finds_on_a_server_what_it_finds_in_memory(searching: None, query: str, wanted: str) -> None:
    hits = [hit.path for hit in find(query, "en").hits]
    assert any(path.startswith(wanted) for path in hits[:5]), hits[:5]


def test_it_asks_the_server_indeed(searching: None, server: Server) -> None:
    assert find("step therapy", "en").hits
    assert find("terapia", "es").hits
    held = rows(server, "SELECT language, count(*) FROM firstcheck.page WHERE language < 'f' GROUP BY 1 ORDER BY 1")
    assert held == [("en", len(shelf("en"))), ("es", len(shelf("es")))]


def test_it_shows_the_page_that_memory_puts_first(searching: None) -> None:
    """Two ratings of the same pages: what one puts first the other shows, and mostly among its first five."""
    asked = [query for query, _ in WANTED]
    asked += ["bill from the hospital", "physical therapy visits", "wrong patient", "filed late", "experimental"]
    on_server = {query: [hit.path for hit in find(query, "en").hits] for query in asked}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SERVER_SETTING)
        search.index.cache_clear()
        in_memory = {query: [hit.path for hit in find(query, "en").hits] for query in asked}
    search.index.cache_clear()
    first = {query: paths[0] for query, paths in in_memory.items() if paths}
    assert not [query for query, path in first.items() if path not in on_server[query]]
    assert sum(path in on_server[query][:5] for query, path in first.items()) >= 0.7 * len(first)


def test_it_says_for_which_words_it_searched(searching: None, client: Client) -> None:
    page = client.get("/search/", {"q": "out of netwrok"}).content.decode()
    assert "out network" in page


def test_it_is_quick_on_a_server(searching: None) -> None:
    find("warm", "en")
    worst = 0.0
    for query in ("co 242", "out of netwrok", "bill", "the plan wants a referral from my doctor"):
        times = []
        for _ in range(7):
            start = time.perf_counter()
            find(query, "en")
            times.append(time.perf_counter() - start)
        worst = max(worst, min(times))
    assert worst <= 0.05


@settings(max_examples=60)
@given(st.lists(WORD, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_it_takes_any_words(store: PostgresStore, words: list[str], every: bool, begins: bool) -> None:
    found = store.matching(words, every=every, begins=begins)
    assert {path for path, _ in found} <= {leaf.path for leaf in LEAVES}


@pytest.mark.parametrize(
    ("words", "every", "begins", "paths"),
    [
        (["out", "network"], True, False, {"/b/"}),
        (["approvals"], True, False, {"/a/"}),
        (["appro"], True, True, {"/a/"}),
        (["appro"], True, False, set()),
        (["n130"], True, False, {"/c/"}),
        (["197", "242"], False, False, {"/a/", "/b/"}),
        (["197", "242"], True, False, set()),
    ],
)
def test_it_keeps_the_same_promises_in_both_stores(
    store: PostgresStore, words: list[str], every: bool, begins: bool, paths: set[str]
) -> None:
    for each in (store, MemoryStore(LEAVES)):
        assert {path for path, _ in each.matching(words, every=every, begins=begins)} == paths
    fits = [fit for _, fit in store.matching(words, every=every, begins=begins)]
    assert fits == sorted(fits, reverse=True)


def test_it_writes_pages_only_when_they_changed(server: Server) -> None:
    ask = "SELECT xmin::text, path FROM firstcheck.page WHERE language = 'yy' ORDER BY path"
    PostgresStore(server.address, "yy", LEAVES).close()
    before = rows(server, ask)
    PostgresStore(server.address, "yy", LEAVES).close()
    assert rows(server, ask) == before
    PostgresStore(server.address, "yy", LEAVES[:2]).close()
    assert [path for _, path in rows(server, ask)] == ["/a/", "/b/"]


def test_it_keeps_no_word_that_was_searched(searching: None, server: Server) -> None:
    find("zebrastripes of mine", "en")
    tables = rows(server, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'firstcheck'")
    assert sorted(name for (name,) in tables) == ["edition", "page"]
    assert rows(server, "SELECT count(*) FROM firstcheck.page WHERE words::text LIKE '%zebrastripes%'") == [(0,)]


def test_it_searches_in_memory_where_no_server_answers(
    monkeypatch: pytest.MonkeyPatch, logged: list[str], client: Client
) -> None:
    monkeypatch.setenv(SERVER_SETTING, "postgresql://nobody:secretword@127.0.0.1:9/none")
    search.index.cache_clear()
    try:
        assert client.get("/search/", {"q": "n130"}).status_code == 200
        assert find("out of netwrok", "en").hits
    finally:
        search.index.cache_clear()
    assert any("does not answer" in line for line in logged)
    assert not any("secretword" in line or "n130" in line for line in logged)


def test_it_goes_on_when_the_server_is_lost_and_back_when_it_returns(server: Server) -> None:
    sure = SureStore(lambda: PostgresStore(server.address, "xx", LEAVES), LEAVES)
    assert [path for path, _ in sure.matching(["n130"], every=True, begins=False)] == ["/c/"]
    server.stop()
    try:
        assert [path for path, _ in sure.matching(["n130"], every=True, begins=False)] == ["/c/"]
        with pytest.raises(StoreLost):
            PostgresStore(server.address, "xx", LEAVES)
    finally:
        server.start()
    sure._not_before = 0.0
    assert [path for path, _ in sure.matching(["n130"], every=True, begins=False)] == ["/c/"]
    assert sure._not_before == 0.0, "the server answered again"
