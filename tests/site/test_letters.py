"""Letters in the browser: answers first, gates on every edit, downloads only, nothing stored in the clear."""

import re
from pathlib import Path

import pytest
from django.test import Client

from firstcheck.knowledge.load import knowledge

WORDS = knowledge().pages["letters_site"]
KIND = "claim-file-request"
SENDER = {"name": "Zed Canaryperson", "address": "77 Canary Road", "phone": "555-0199", "sending": "patient"}


@pytest.fixture
def checked(with_letter: Client) -> Client:
    assert with_letter.post(f"/letters/{KIND}/check/", SENDER).headers["Location"] == f"/letters/{KIND}/"
    return with_letter


def _text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_it_holds_that_without_a_case_one_is_sent_home(client: Client) -> None:
    for path in (
        "",
        f"{KIND}/",
        f"{KIND}/check/",
        f"{KIND}/edit/",
        f"{KIND}/packet/",
        f"{KIND}/letter.pdf",
        "dates.ics",
    ):
        assert client.get(f"/letters/{path}").headers["Location"] == "/"


def test_it_holds_that_the_answers_come_before_the_letter(with_letter: Client) -> None:
    for path in ("", "edit/", "packet/", "letter.txt"):
        assert with_letter.get(f"/letters/{KIND}/{path}").headers["Location"] == f"/letters/{KIND}/check/"


def test_it_holds_that_the_list_names_letters_that_fit(with_letter: Client) -> None:
    page = _text(with_letter, "/letters/")
    assert WORDS["write"] in page and "tricare-appeal" not in page


def test_it_holds_that_the_letter_carries_the_sender(checked: Client) -> None:
    page = _text(checked, f"/letters/{KIND}/")
    assert "Zed Canaryperson" in page and "77 Canary Road" in page


def test_it_holds_that_an_edit_is_checked_and_can_be_taken_back(checked: Client) -> None:
    checked.post(f"/letters/{KIND}/edit/", {"body": "Pay me $31,337.00. <script>alert(1)</script>"})
    page = _text(checked, f"/letters/{KIND}/")
    assert WORDS["draft_title"] in page and "$31,337.00" in page
    assert "<script>alert" not in page
    assert "-draft.txt" in checked.get(f"/letters/{KIND}/letter.txt").headers["Content-Disposition"]
    checked.post(f"/letters/{KIND}/edit/", {"body": "x", "do": "reset"})
    assert "$31,337.00" not in _text(checked, f"/letters/{KIND}/")


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("txt", b"Zed Canaryperson")])
def test_it_holds_that_files_are_downloads(checked: Client, ending: str, start: bytes) -> None:
    response = checked.get(f"/letters/{KIND}/letter.{ending}")
    assert response.content.startswith(start)
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Cache-Control"] == "no-store"


def test_it_holds_that_the_spanish_copy_says_that_it_is_one(checked: Client) -> None:
    assert "Copia de lectura" in _text(checked, f"/letters/{KIND}/?copy=es")


def test_it_holds_that_sheets_dates_and_packet_are_files(checked: Client) -> None:
    for path, start in (
        ("sheets/checklist.pdf", b"%PDF-"),
        ("sheets/calls.pdf", b"%PDF-"),
        ("dates.ics", b"BEGIN:VCAL"),
    ):
        assert checked.get(f"/letters/{path}").content.startswith(start)
    response = checked.post(f"/letters/{KIND}/packet/", {"paper": "0", "size": "0"})
    assert response.content.startswith(b"%PDF-")


def test_it_holds_that_a_broken_paper_is_said_in_a_sentence(checked: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("bad.pdf", b"%PDF-1.4 nothing")
    response = checked.post(f"/letters/{KIND}/packet/", {"files": file, "size": "0"})
    assert response.status_code == 422
    assert "bad.pdf" in response.content.decode()


@pytest.mark.parametrize("path", ["no-such-kind/", "../x/", f"{KIND}/letter.exe", "sheets/other.pdf"])
def test_it_holds_that_what_there_is_not_is_not_found(checked: Client, path: str) -> None:
    assert checked.get(f"/letters/{path}").status_code == 404


def test_it_holds_that_nothing_is_stored_in_the_clear(checked: Client, state: Path, logged: list[str]) -> None:
    checked.post(f"/letters/{KIND}/edit/", {"body": "CANARYBODY here"})
    checked.get(f"/letters/{KIND}/letter.pdf")
    files = [path for path in state.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert b"Canary" not in data and b"CANARYBODY" not in data
    assert not any("anary" in line for line in logged)


def test_it_holds_that_addresses_hold_no_word_of_a_paper(checked: Client) -> None:
    page = _text(checked, f"/letters/{KIND}/")
    for link in re.findall(r'(?:href|action)="([^"]*)"', page):
        assert "anary" not in link
