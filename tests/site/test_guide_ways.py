"""From a page into the analyzer, the request for a review, the phone in the hand, search, crawler files, static build."""

import re
import time
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.cli.main import main
from firstcheck.knowledge.load import knowledge
from firstcheck.site import owner, phone
from firstcheck.site.guide import crawlers, requests
from firstcheck.site.guide.search import distance, find
from firstcheck.site.guide.shelf import shelf
from tests.site.letter import LETTER
from tests.site.searches import WANTED

FITS = {"page": "out-of-network-imaging", "which": "this", "emergency": "yes"}
OWNER = """
address = "https://guide.example"
name = "Example House"
[[levels]]
id = "guided"
name = "Guided review"
price = "$40"
what = ["A person reads your papers"]
limits = ["No legal advice"]
review = true
[[reviews]]
page = "/guide/denials/filed-late/"
name = "Ada Example"
day = "2026-11-01"
"""


@pytest.fixture
def owned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "owner.toml"
    file.write_text(OWNER, encoding="utf-8")
    found = owner.read(file)
    monkeypatch.setattr(owner, "owner", lambda: found)
    monkeypatch.setattr(crawlers, "owner", lambda: found)


# from the page into the analyzer


def test_it_keeps_the_answers_of_a_page(client: Client) -> None:
    assert client.post("/start/", FITS).headers["Location"] == "/"
    first = client.get("/").content.decode()
    assert knowledge().pages["guide"]["home_kept"] in first
    assert knowledge().scenarios["out-of-network-imaging"].title in first
    assert client.post("/", {"text": LETTER}).headers["Location"] == "/check/"
    facts = {fact["name"]: fact for fact in client.get("/answer/firstcheck.json").json()["facts"]}
    assert facts["emergency"]["value"] is True
    assert facts["emergency"]["status"] == "answered"
    assert facts["claim_number"]["value"]


def test_it_leads_to_the_page_of_a_sibling_and_keeps_the_answers(client: Client) -> None:
    sent = client.post("/start/", {**FITS, "which": "out-of-network-care"})
    assert sent.headers["Location"] == "/guide/denials/out-of-network-care/"
    client.post("/start/", {"page": "out-of-network-care", "which": "this"})
    client.post("/", {"text": LETTER})
    facts = {fact["name"] for fact in client.get("/answer/firstcheck.json").json()["facts"]}
    assert "emergency" in facts


def test_it_stays_in_its_language(client: Client) -> None:
    assert client.post("/es/start/", FITS).headers["Location"] == "/es/"


@pytest.mark.parametrize(
    "entry", [{"emergency": "maybe"}, {"emergency": "unknown"}, {"claim_number": "X1"}, {"page": "../x"}]
)
def test_it_takes_only_answers_to_its_questions(client: Client, entry: dict[str, str]) -> None:
    assert client.post("/start/", entry).status_code == 302
    client.post("/", {"text": "We denied the claim."})
    facts = {fact["name"]: fact for fact in client.get("/answer/firstcheck.json").json()["facts"]}
    assert not {name for name, fact in facts.items() if fact["status"] == "answered"}


def test_it_takes_no_form_of_another_site(client: Client) -> None:
    assert client.post("/start/", FITS, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/start/").status_code == 405


def test_it_asks_for_facts_that_decide() -> None:
    for page in shelf("en").values():
        if page.kind == "scenario":
            fit = page.words["fit"]
            assert fit.says
            assert len(fit.siblings) >= 1, page.path
            assert all(len(fact.choices) >= 2 for fact in fit.facts)


# a review by a person


def test_it_offers_no_review_where_the_owner_offers_none(client: Client) -> None:
    assert client.get("/review/").status_code == 404


ASKED = {"level": "guided", "name": "Zora Quill", "contact": "zora@example.org", "about": "A scan", "agree": "yes"}


def test_it_seals_a_request_and_gives_a_reference(client: Client, owned: None) -> None:
    assert client.get("/review/").status_code == 200
    page = client.post("/review/", ASKED).content.decode()
    reference = re.search(r"FC-[A-Z2-9]{4}-[A-Z2-9]{4}", page)
    assert reference
    kept = (requests.folder() / reference[0]).read_bytes()
    assert b"Zora" not in kept
    assert b"example.org" not in kept
    found = {each.reference: each for each in requests.waiting()}
    assert found[reference[0]].contact == "zora@example.org"
    assert found[reference[0]].day == date.today()
    assert requests.done(reference[0])
    assert not requests.done(reference[0])
    assert not requests.done("../secret-key")


@pytest.mark.parametrize("missing", ["contact", "agree", "level"])
def test_it_keeps_nothing_that_is_not_whole(client: Client, owned: None, missing: str) -> None:
    before = len(list(requests.folder().iterdir()))
    page = client.post("/review/", {name: value for name, value in ASKED.items() if name != missing})
    assert page.status_code == 422
    assert "A scan" in page.content.decode()
    assert len(list(requests.folder().iterdir())) == before


def test_it_opens_no_request_that_was_tampered_with(owned: None, client: Client) -> None:
    client.post("/review/", ASKED)
    file = next(requests.folder().iterdir())
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))
    with pytest.raises(requests.RequestsError):
        list(requests.waiting())
    file.unlink()


def test_it_refuses_a_wrong_owner_file(tmp_path: Path) -> None:
    file = tmp_path / "owner.toml"
    file.write_text('adress = "x"', encoding="utf-8")
    with pytest.raises(owner.OwnerError, match=r"owner\.toml"):
        owner.read(file)


# the phone in the hand


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTCHECK_PHONE", "1")
    monkeypatch.setattr(phone, "_misses", [])


def other_device() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR="192.168.7.9")


def test_it_is_off_by_default(client: Client) -> None:
    assert client.get("/phone/").status_code == 404
    assert client.get("/phone/use/abc/").status_code == 410


def number(client: Client) -> str:
    page = client.post("/phone/").content.decode()
    found = re.search(r"/phone/use/([\w-]+)/", page)
    assert found
    assert "<svg" in page
    return found[1]


def test_it_takes_pictures_of_a_phone_into_the_case(client: Client, phones: None, tmp_path: Path) -> None:
    once = number(client)
    hand = other_device()
    assert hand.get(f"/phone/use/{once}/").headers["Location"] == "/phone/send/"
    paper = tmp_path / "page.txt"
    paper.write_text(LETTER, encoding="utf-8")
    with paper.open("rb") as file:
        assert hand.post("/phone/send/", {"photos": file}).status_code == 302
    assert "ZB-26-7750213" in client.get("/check/").content.decode()
    again = other_device()
    assert again.get(f"/phone/use/{once}/").status_code == 410, "a number works once"
    assert again.get("/phone/send/").status_code == 410


@pytest.mark.parametrize("place", ["/", "/check/", "/answer/", "/phone/", "/guide/", "/paper/0/page-1.png"])
def test_it_shows_other_devices_nothing(phones: None, place: str) -> None:
    assert other_device().get(place).status_code == 403


def test_it_does_not_let_numbers_be_guessed(client: Client, phones: None) -> None:
    once = number(client)
    for guess in range(25):
        other_device().get(f"/phone/use/{guess}/")
    assert other_device().get(f"/phone/use/{once}/").status_code == 410


def test_it_ends_the_numbers_of_a_case_when_a_new_one_is_shown(client: Client, phones: None) -> None:
    first = number(client)
    number(client)
    assert phone.use(first) is None


# search


@pytest.mark.parametrize("query, wanted", WANTED)
def test_it_finds(query: str, wanted: str) -> None:
    hits = [hit.path for hit in find(query, "en").hits]
    assert any(path.startswith(wanted) for path in hits[:5]), hits[:5]


def test_it_is_quick() -> None:
    find("warm", "en")
    worst = 0.0
    for query in ("co 242", "out of netwrok", "bill", "emergncy room bil", "the plan wants a referral from my doctor"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            find(query, "en")
            times.append(time.perf_counter() - start)
        worst = max(worst, sorted(times)[2])
    assert worst <= 0.05


@given(st.text(max_size=60))
def test_it_searches_for_anything(query: str) -> None:
    assert len(find(query, "en").hits) <= 20


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_it_measures_how_far_words_are(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


def test_it_shows_what_was_found(client: Client) -> None:
    page = client.get("/search/", {"q": "<b>out of netwrok"})
    assert page.status_code == 200
    assert "<b>out" not in page.content.decode()
    assert not page.cookies
    assert "out network" in page.content.decode()
    assert knowledge().pages["guide"]["search_nothing"] in client.get("/search/", {"q": "zzzzqqqq"}).content.decode()


# what crawlers ask for


def test_it_keeps_crawlers_out_of_a_private_site(client: Client) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    assert client.get("/guide/")["X-Robots-Tag"] == "noindex, nofollow"


def test_it_shows_crawlers_the_public_guide(owned: None) -> None:
    found = crawlers.sitemap()
    assert "<loc>https://guide.example/guide/denials/filed-late/</loc>" in found
    assert found.count("<url>") == found.count("</url>") > 150
    assert "Sitemap: https://guide.example/sitemap.xml" in crawlers.robots()
    assert "Disallow: /answer/" in crawlers.robots()
    assert "https://guide.example/guide/denials/filed-late/" in crawlers.llms()


def test_it_tells_the_day_of_a_change_only_where_it_is_known() -> None:
    days = set(re.findall(r"<lastmod>([^<]+)</lastmod>", crawlers.sitemap()))
    assert all(date.fromisoformat(day) <= date.today() for day in days)


# static files


def test_it_builds_the_guide_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    assert main(["site", "build", str(folder)]) == 0
    assert (folder / "guide" / "denials" / "out-of-network-imaging" / "index.html").exists()
    assert (folder / "es" / "guide" / "index.html").exists()
    assert (folder / "static" / "firstcheck" / "site.css").exists()
    assert (folder / "guide" / "checklists" / "ask-for-gap-exception.txt").exists()
    for name in ("sitemap.xml", "robots.txt", "llms.txt", "guide/changes.xml"):
        assert (folder / name).stat().st_size
    page = (folder / "guide" / "denials" / "out-of-network-imaging" / "index.html").read_text(encoding="utf-8")
    assert "<form" not in page
    dead = [link for link in re.findall(r'href="(/[^"#]*)', page) if not _there(folder, link)]
    assert not dead
    assert main(["site", "build", str(folder)]) == 0, "a build may be repeated"


def _there(folder: Path, link: str) -> bool:
    file = folder / link.lstrip("/")
    return file.is_file() or (file / "index.html").is_file()


def test_it_builds_over_nobodys_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["site", "build", str(tmp_path)]) == 2
    assert (tmp_path / "mine.txt").exists()
    assert "Name a new folder" in capsys.readouterr().err
