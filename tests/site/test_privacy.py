"""What must never get out: headers, cookies, logs, addresses, files on disk, what is left after deletion."""

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from firstcheck.site.analyzer import casefile, home_views
from firstcheck.site.analyzer.vault import IDLE_SECONDS, Ticket, Vault
from firstcheck.site.shields import HEADERS
from tests.site.letter import CANARIES, LETTER

ADDRESSES = [
    "/",
    "/about/",
    "/deleted/",
    "/health/",
    "/check/",
    "/check/payer/",
    "/questions/",
    "/questions/plan_type/",
]
ADDRESSES += ["/answer/", "/answer/firstcheck.json", "/paper/0/page-1.png", "/static/firstcheck/site.css", "/no/such/"]


def assert_shielded(response: HttpResponse) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, name
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_shields_every_page(with_letter: Client, address: str) -> None:
    response = with_letter.get(address)
    assert_shielded(response)
    if "static" not in address:
        assert response.headers["Cache-Control"] == "no-store"
    response.close()


def test_it_shields_every_kind_of_refusal(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> object:
        raise RuntimeError("Quintessa Farnborough")

    monkeypatch.setattr(home_views, "read_text", fails)
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    refusals = {
        400: client.get("/", headers={"host": "evil.example"}),
        403: strict.post("/", {"text": LETTER}),
        404: client.get("/no/such/"),
        405: client.get("/delete/"),
        413: client.post("/", {"text": "x" * 5_100_000}),
        422: client.post("/", {}),
        500: client.post("/", {"text": LETTER}),
    }
    for status, response in refusals.items():
        assert response.status_code == status
        assert_shielded(response)
        assert "Traceback" not in response.content.decode()
        assert "Quintessa" not in response.content.decode()


def test_it_walks_no_address_that_is_not_tested() -> None:
    names = {getattr(one, "namespace", None) or getattr(one, "name", None) for one in get_resolver().url_patterns}
    tested = {"home", "about", "deleted", "health", "check", "correct", "questions", "question", "answer", "download"}
    public = {"guide", "search", "sitemap", "robots", "llms", "feed", "blank", None}  # tests/site/test_guide.py
    sent = {"start", "review", "phone", "phone-use", "phone-send"}  # tests/site/test_guide_ways.py
    own = {"letters", "studio"}  # tests/site/test_letters.py, tests/site/test_studio.py
    assert names == tested | {"picture", "example", "delete"} | public | sent | own


def test_it_logs_no_word_of_a_paper(client: Client, logged: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/", {"text": LETTER})
    client.get("/answer/?q=Quintessa")
    client.get("/Quintessa/")

    def fails(*_: object) -> object:
        raise RuntimeError(LETTER)

    monkeypatch.setattr(casefile, "analyze", fails)
    assert client.get("/answer/").status_code == 500
    assert any("RuntimeError" in line for line in logged)
    assert not [canary for canary in CANARIES if canary in "\n".join(logged)]


def stored(root: Path) -> Iterator[bytes]:
    for path in root.rglob("*"):
        yield path.name.encode()
        if path.is_file():
            yield path.read_bytes()


def test_it_keeps_papers_encrypted_at_rest(client: Client, state: Path) -> None:
    client.post("/example/")
    client.get("/paper/0/page-1.png")
    client.post("/", {"text": LETTER})
    client.post("/check/payer/", {"value": "Zebulon Canary Mutual", "do": "save"})
    client.post("/check/", {"note": "Quintessa said so"})
    cookie = client.cookies["firstcheck"].value
    ticket = Ticket.parse(cookie)
    assert ticket is not None
    secrets = [ticket.key, ticket.id, cookie.encode(), base64.b64encode(ticket.key)]
    for canary in (*CANARIES, "Zebulon Canary"):
        secrets += [canary.encode(), canary.encode("utf-16-le"), base64.b64encode(canary.encode())[:-4]]
    everything = list(stored(state))
    assert len(everything) > 5
    assert not [secret for secret in secrets for data in everything if secret in data]


def test_it_writes_uploads_to_no_temporary_file(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    big = tmp_path.parent / "big-letter.txt"
    big.write_text(LETTER + "\n" * 900_000 + "end")
    with big.open("rb") as file:
        assert client.post("/", {"files": file}).status_code in (302, 422)
    assert not list(tmp_path.iterdir())


def test_it_gives_a_cookie_that_scripts_and_other_sites_cannot_use(with_letter: Client) -> None:
    cookie = with_letter.cookies["firstcheck"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_it_opens_a_case_with_its_own_key_alone(with_letter: Client, client: Client) -> None:
    ticket = Ticket.parse(with_letter.cookies["firstcheck"].value)
    assert ticket is not None
    other = Client(headers={"host": "localhost"})
    for wrong in (Ticket(ticket.id, os.urandom(32)), Ticket(os.urandom(16), ticket.key), Ticket.new()):
        other.cookies["firstcheck"] = wrong.text()
        assert other.get("/check/").status_code == 410
    for nonsense in ("", "x", "é", "A" * 400):
        other.cookies["firstcheck"] = nonsense
        assert other.get("/check/").status_code in (302, 410)


def test_it_refuses_changed_and_swapped_files(tmp_path: Path) -> None:
    vault, ticket, other = Vault(tmp_path), Ticket.new(), Ticket.new()
    vault.put(ticket, "case", b"one")
    vault.put(ticket, "document-0", b"two")
    vault.put(other, "case", b"three")
    folder = tmp_path / ticket.folder
    kept = (folder / "case").read_bytes()
    for at in range(len(kept)):
        (folder / "case").write_bytes(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :])
        assert vault.get(ticket, "case") is None
    (folder / "case").write_bytes((folder / "document-0").read_bytes())
    assert vault.get(ticket, "case") is None
    (folder / "case").write_bytes((tmp_path / other.folder / "case").read_bytes())
    assert vault.get(ticket, "case") is None
    (folder / "case").write_bytes(kept)
    assert vault.get(ticket, "case") == b"one"


def age(state: Path, seconds: float) -> None:
    for folder in (state / "sessions").iterdir():
        os.utime(folder, (time.time() - seconds,) * 2)


def test_it_forgets_a_case_after_an_hour_without_use(with_letter: Client, state: Path) -> None:
    age(state, IDLE_SECONDS - 60)
    assert with_letter.get("/check/").status_code == 200
    age(state, IDLE_SECONDS + 1)
    gone = with_letter.get("/check/")
    assert gone.status_code == 410
    assert gone.cookies["firstcheck"].value == ""
    assert with_letter.get("/").status_code == 200


def test_it_sweeps_cases_that_nobody_asks_for(with_letter: Client, state: Path) -> None:
    age(state, IDLE_SECONDS + 1)
    assert Vault(state / "sessions").sweep() >= 1
    assert not list((state / "sessions").iterdir())


def test_it_deletes_everything_at_once(with_letter: Client, state: Path) -> None:
    ticket = Ticket.parse(with_letter.cookies["firstcheck"].value)
    assert ticket is not None
    folder = state / "sessions" / ticket.folder
    assert folder.exists()
    response = with_letter.post("/delete/")
    assert response.headers["Location"] == "/deleted/"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not folder.exists()
    assert with_letter.get("/check/").headers["Location"] == "/"


def test_it_makes_its_secret_readable_by_the_owner_only(state: Path) -> None:
    assert (state / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (state / "sessions").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("null", "same-origin", 302),
        ("null", None, 302),
        ("http://localhost", "same-origin", 302),
        ("null", "cross-site", 403),
        ("https://evil.example", "cross-site", 403),
        ("https://evil.example", None, 403),
    ],
)
def test_it_takes_forms_from_its_own_pages_alone(origin: str, site: str | None, status: int) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    page = strict.get("/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    headers = {"origin": origin} | ({"sec-fetch-site": site} if site else {})
    assert strict.post("/", {"text": LETTER, "csrfmiddlewaretoken": token}, headers=headers).status_code == status
    assert strict.post("/", {"text": LETTER}, headers=headers).status_code == 403


def test_it_puts_no_word_of_a_paper_into_an_address(with_letter: Client) -> None:
    for address in ("/check/", "/answer/"):
        page = with_letter.get(address).content.decode()
        targets = [part.split('"')[0] for mark in ('href="', 'action="', 'src="') for part in page.split(mark)[1:]]
        assert targets
        assert not [t for t in targets for canary in CANARIES if canary in t]


def test_it_shows_hostile_text_as_text(client: Client) -> None:
    client.post("/", {"text": LETTER.replace("Quintessa Farnborough", "<script>alert(1)</script>")})
    client.post("/check/payer/", {"value": '"><img src=x onerror=alert(1)>', "do": "save"})
    for address in ("/check/", "/answer/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
