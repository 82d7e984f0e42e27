"""The whole guide, page by page: links, titles, HTML, sizes, what crawlers and readers are told."""

import gzip
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urldefrag

import html5lib
import pytest
from django.test import Client

from firstcheck.knowledge.load import knowledge
from firstcheck.site.guide.quick import QuickGuide
from firstcheck.site.guide.shelf import all_paths, html, shelf
from firstcheck.site.guide.texts import download_text
from firstcheck.site.language import LANGUAGES, prefix, spoken

ADDRESSES = [prefix(language) + path for language, path in all_paths()]
#: Where links lead beside the pages of the guide themselves.
OTHER = {"/", "/about/", "/search/", "/guide/changes.xml"} | {f"/{code}/" for code in LANGUAGES if code != "en"}
OTHER |= {f"{prefix(code)}{place}" for code in LANGUAGES for place in ("/", "/about/", "/search/", "/start/")}
#: Words of editors, and keys that a page forgot to word.
INWARD = ("checklistCTA", "footerCTA", "Best fit:", "high-intent", "user intent", "data-shared=", "{{", "{%")
FIRST_VIEW = 100_000


class Parts(HTMLParser):
    """Links, forms' targets, ids and outside addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        if tag == "a":
            self.links.append(found["href"])
        elif tag == "form":
            self.links.append(found["action"])
        elif tag in ("script", "img", "iframe", "source") and "src" in found:
            self.loaded.append(found["src"])
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(found["href"])


@cache
def page_of(address: str) -> str:
    language = "es" if address.startswith("/es/") else "en"
    return html(address.removeprefix(prefix(language)), language)


@cache
def parts(address: str) -> Parts:
    found = Parts()
    found.feed(page_of(address))
    return found


def test_it_has_a_page_for_everything_that_is_known() -> None:
    known = knowledge()
    for name in known.scenarios:
        assert f"/guide/denials/{name}/" in shelf("en")
    for table in ("carc", "rarc"):
        for code in known.codes[table]:
            assert f"/guide/codes/{table}-{code.lower()}/" in shelf("en")
    for name in known.plays:
        assert f"/guide/checklists/{name}/" in shelf("en")


def test_it_has_no_dead_link_and_no_dead_anchor() -> None:
    texts = {f"{prefix(code)}{p}"[:-1] + ".txt" for code, p in all_paths()}
    known = {*ADDRESSES, *OTHER, *texts, "/review/", "/es/review/"}
    dead = []
    for address in ADDRESSES:
        for link in parts(address).links:
            place, anchor = urldefrag(link)
            if link.startswith("https://") or link.startswith("http://"):
                continue
            if place and place not in known:
                dead.append((address, link))
            target = place or address
            if anchor and target in ADDRESSES and anchor not in parts(target).ids:
                dead.append((address, link))
    assert not dead[:10]


def test_it_leaves_no_page_alone() -> None:
    """From the start of the guide every page can be reached."""
    for language in LANGUAGES:
        seen, left = set(), [f"{prefix(language)}/guide/"]
        while left:
            address = left.pop()
            if address not in seen and address in ADDRESSES:
                seen.add(address)
                left += [urldefrag(link)[0] for link in parts(address).links]
        assert not sorted({a for a in ADDRESSES if a.startswith(f"{prefix(language)}/guide/")} - seen)[:10]


def test_it_relates_pages_both_ways() -> None:
    known = knowledge().scenarios
    for scenario in known.values():
        here = f"/guide/denials/{scenario.id}/"
        for other in {*scenario.related, scenario.adjacent or scenario.id} - {scenario.id}:
            there = f"/guide/denials/{other}/"
            assert there in parts(here).links
            assert here in parts(there).links


def test_it_loads_nothing_from_elsewhere() -> None:
    strays = [(a, u) for a in ADDRESSES for u in parts(a).loaded if not u.startswith("/static/firstcheck/")]
    assert not strays


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_gives_every_page_a_title_and_a_description_of_its_own(language: str) -> None:
    pages = shelf(language).values()
    for field in ("title", "description"):
        counted = Counter(getattr(page, field) for page in pages)
        assert not [text for text, times in counted.items() if times > 1 or not text.strip()][:5]
    assert not [page.path for page in pages if len(page.title) > 160 or len(page.description) > 330][:5]


@pytest.mark.parametrize("kind", sorted({page.kind for page in shelf("en").values()}))
def test_it_writes_valid_html(kind: str) -> None:
    own = [page.path for page in shelf("en").values() if page.kind == kind]
    step = max(1, len(own) // 40)
    for path in own[::step]:
        for language in LANGUAGES:
            strict = html5lib.HTMLParser(strict=True)
            strict.parse(html(path, language))
            address = prefix(language) + path
            assert not [name for name, times in Counter(parts(address).ids).items() if times > 1], address


def test_it_keeps_the_first_view_small(client: Client) -> None:
    """HTML, style and font of a first visit, as they are sent."""
    style = len(client.get("/static/firstcheck/site.css").getvalue())
    font = len(client.get("/static/firstcheck/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2").getvalue())
    icon = len(client.get("/static/firstcheck/mark.svg").getvalue())
    heavy = []
    for address in ADDRESSES:
        sent = len(client.get(address, headers={"accept-encoding": "gzip"}).content)
        if sent + style + font + icon > FIRST_VIEW:
            heavy.append((address, sent + style + font + icon))
    assert not heavy


def test_it_shows_readers_no_word_of_editors() -> None:
    leaks = []
    for address in ADDRESSES:
        text = re.sub(r"<script.*?</script>|<[^>]+>", " ", page_of(address), flags=re.DOTALL)
        leaks += [(address, "None")] if re.search(r">\s*None\s*<", page_of(address)) else []
        leaks += [(address, word) for word in INWARD if re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text)]
    assert not leaks[:5]


def test_it_tells_search_engines_what_is_on_the_page() -> None:
    kinds = Counter()
    for path, page in shelf("en").items():
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html(path, "en"))
        assert found
        graph = json.loads(found[1])["@graph"]
        kinds.update(entry["@type"] for entry in graph)
        assert graph[0]["name"]
        for entry in graph:
            if entry["@type"] == "FAQPage":
                visible = html(path, "en")
                for asked in entry["mainEntity"]:
                    assert f"<dt>{asked['name']}</dt>" in visible
        assert "reviewedBy" not in graph[0], "nobody reviewed a page unless the owner says so"
        assert page.crumbs or path == "/guide/"
    assert {"MedicalWebPage", "BreadcrumbList", "DefinedTerm", "FAQPage", "Article"} <= set(kinds)


def test_it_names_both_languages_of_a_page() -> None:
    for address in ADDRESSES[::7]:
        path = address.removeprefix("/es") if address.startswith("/es/") else address
        assert f'hreflang="en" href="{path}"' in page_of(address)
        assert f'hreflang="es" href="/es{path}"' in page_of(address)
        assert f'rel="canonical" href="{address}"' in page_of(address)


def test_it_says_where_a_translation_is_missing() -> None:
    notice = knowledge().editions["es"].pages["guide"]["guide_english"]
    for path, page in shelf("es").items():
        assert (notice in html(path, "es")) == page.english


def test_it_prints_no_second_hand_law_as_law() -> None:
    sure = {source.citation for source in knowledge().sources.values() if source.printable}
    for path in shelf("en"):
        for cited, grade in re.findall(
            r'<span class="cite"><a [^>]*>([^<]+)</a> <span class="grade([^"]*)">', html(path, "en")
        ):
            assert ("lesser" in grade) == (cited.replace("&amp;", "&").replace("&#x27;", "'") not in sure)


def test_it_answers_over_the_wire(client: Client) -> None:
    for address in ("/guide/", "/es/guide/", "/guide/denials/out-of-network-imaging/", "/guide/codes/carc-197/"):
        page = client.get(address)
        assert page.status_code == 200
        assert not page.cookies
        again = client.get(address, headers={"if-none-match": page["ETag"]})
        assert again.status_code == 304
        assert not again.content
    assert client.get("/guide/denials").status_code == 301
    assert client.get("/guide/no/such/").status_code == 404
    assert client.get("/guide/denials/nothing-here/").status_code == 404


def test_it_answers_before_django_just_the_same(client: Client) -> None:
    handed_on = []

    def django(environ: dict[str, object], start: object) -> list[bytes]:
        handed_on.append(environ["PATH_INFO"])
        return [b"django"]

    quick = QuickGuide(django, public=False)

    def ask(path: str, method: str = "GET", **more: str) -> tuple[str, dict[str, str], bytes]:
        said: list[object] = []
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "wsgi.url_scheme": "http", **more}
        body = b"".join(quick(environ, lambda *told: said.extend(told)))
        return (str(said[0]), dict(said[1]), body) if said else ("", {}, body)  # type: ignore[call-overload]

    for address in ("/guide/", "/es/guide/denials/step-therapy/"):
        status, headers, body = ask(address)
        slow = client.get(address)
        assert status == "200 OK"
        assert body == slow.content
        assert {n: v for n, v in slow.headers.items() if n != "Content-Length"}.items() <= headers.items()
        assert ask(address, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"
        assert gzip.decompress(ask(address, HTTP_ACCEPT_ENCODING="gzip")[2]) == body
    for path, method in (("/", "GET"), ("/guide/nothing/", "GET"), ("/guide/", "POST"), ("/guide/denials", "GET")):
        assert ask(path, method)[2] == b"django"
    assert len(handed_on) == 4


def test_it_gives_checklists_as_text(client: Client) -> None:
    page = client.get("/guide/checklists/ask-for-gap-exception.txt")
    assert page.status_code == 200
    text = page.content.decode()
    assert "[ ] 1." in text
    assert "{" not in text
    assert client.get("/guide/denials/out-of-network-imaging.txt").status_code == 404
    with spoken("es"):
        for path, known in shelf("es").items():
            if known.kind == "checklist":
                assert "{" not in download_text(known), path
