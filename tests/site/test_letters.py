"""Letters in the browser: answers first, gates on every edit, downloads only, nothing stored in the clear."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from firstcheck.knowledge.load import knowledge
from tests.documents.papers import PAPER, second_paper

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


@pytest.fixture
def two_denials(client: Client) -> Client:
    files = [
        SimpleUploadedFile("first.txt", PAPER.encode(), "text/plain"),
        SimpleUploadedFile("second.txt", second_paper().encode(), "text/plain"),
    ]
    assert client.post("/", {"files": files}).status_code == 302
    return client


def test_it_holds_that_one_chooses_the_denial_that_letters_are_about(two_denials: Client) -> None:
    page = _text(two_denials, "/letters/")
    assert WORDS["denial_title"] in page and "2026-771-30952" in page and "2026-771-40118" in page
    two_denials.post("/letters/denial/", {"denial": "1"})
    two_denials.post(f"/letters/{KIND}/check/", SENDER)
    assert "2026-771-30952" in _text(two_denials, f"/letters/{KIND}/")
    assert two_denials.post("/letters/denial/", {"denial": "2"}).headers["Location"] == "/letters/"
    assert two_denials.get(f"/letters/{KIND}/").headers["Location"] == f"/letters/{KIND}/check/"
    two_denials.post(f"/letters/{KIND}/check/", SENDER)
    letter = _text(two_denials, f"/letters/{KIND}/")
    assert "2026-771-40118" in letter and "2026-771-30952" not in letter
    two_denials.post(f"/letters/{KIND}/edit/", {"body": "Send me the file, please."})
    two_denials.post("/letters/denial/", {"denial": "1"})
    assert "Send me the file, please." not in _text(two_denials, f"/letters/{KIND}/")
    two_denials.post("/letters/denial/", {"denial": "77"})
    assert "2026-771-30952" in _text(two_denials, f"/letters/{KIND}/")


def test_it_holds_that_one_denial_asks_for_no_choice(with_letter: Client) -> None:
    assert WORDS["denial_title"] not in _text(with_letter, "/letters/")


def test_it_holds_that_an_earlier_calendar_is_moved(with_letter: Client) -> None:
    before = with_letter.get("/letters/dates.ics").content
    assert WORDS["dates_before"] in _text(with_letter, "/letters/")
    with_letter.post("/questions/received_date/", {"value": "2026-10-26"})
    given = SimpleUploadedFile("old.ics", before, "text/calendar")
    answer = with_letter.post("/letters/dates.ics", {"before": given})
    assert answer.headers["Content-Type"].startswith("text/calendar")
    old, new = (
        {str(e["uid"]): e for e in Calendar.from_ical(data).walk("VEVENT")} for data in (before, answer.content)
    )
    assert old.keys() == new.keys()
    moved = [uid for uid in old if old[uid]["dtstart"].dt != new[uid]["dtstart"].dt]
    assert moved and all(int(new[uid]["sequence"]) == 1 for uid in moved)


@pytest.mark.parametrize("data", [b"no calendar", b"", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00" * 9])
def test_it_holds_that_what_is_no_calendar_is_said(with_letter: Client, data: bytes) -> None:
    given = SimpleUploadedFile("old.ics", data, "text/calendar")
    answer = with_letter.post("/letters/dates.ics", {"before": given})
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert WORDS["dates_not_one"] in answer.content.decode()


def test_it_holds_that_a_calendar_of_another_size_is_turned_away(with_letter: Client) -> None:
    given = SimpleUploadedFile("old.ics", b"x" * 1_000_001, "text/calendar")
    assert with_letter.post("/letters/dates.ics", {"before": given}).status_code == 422
