"""The way from a paper to the answer, page by page, as a browser without JavaScript walks it."""

import html
import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from firstcheck.knowledge.load import knowledge
from tests.site.letter import LETTER

TEMPLATES = Path(__file__).parents[2] / "src" / "firstcheck" / "site" / "analyzer" / "templates"


def words(response: HttpResponse) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


def test_it_shows_the_first_page(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert knowledge().pages["site"]["home_title"] in words(page)


@pytest.mark.parametrize("address", ["/check/", "/questions/", "/answer/", "/answer/firstcheck.json", "/check/payer/"])
def test_it_sends_who_has_no_case_to_the_first_page(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == "/"


def test_it_asks_for_a_paper_where_none_was_given(client: Client) -> None:
    page = client.post("/", {"text": "  "})
    assert page.status_code == 422
    assert knowledge().pages["site"]["home_nothing"] in words(page)


def test_it_keeps_the_text_where_a_file_cannot_be_read(client: Client, tmp_path: Path) -> None:
    broken = tmp_path / "letter.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing that follows is a PDF")
    with broken.open("rb") as file:
        page = client.post("/", {"text": LETTER, "files": file})
    assert page.status_code == 422
    assert "ZB-26-7750213" in words(page)
    assert "Traceback" not in words(page)


def test_it_shows_each_fact_with_its_words(with_letter: Client) -> None:
    page = words(with_letter.get("/check/"))
    for found in ("Claim number ZB-26-7750213", "“ZB-26-7750213”", "$1,486.00", "Mon October 19, 2026"):
        assert found in page


def test_it_takes_a_correction_into_the_answer(with_letter: Client) -> None:
    saved = with_letter.post("/check/claim_number/", {"value": "ZB-26-7750214", "do": "save"})
    assert saved.headers["Location"] == "/check/#fact-claim_number"
    assert "ZB-26-7750214" in words(with_letter.get("/check/"))
    facts = {fact["name"]: fact for fact in with_letter.get("/answer/firstcheck.json").json()["facts"]}
    assert facts["claim_number"]["value"] == "ZB-26-7750214"
    assert facts["claim_number"]["status"] == "answered"


def test_it_leaves_out_what_is_marked_wrong_until_that_is_taken_back(with_letter: Client) -> None:
    with_letter.post("/check/notice_date/", {"do": "wrong"})
    names = [fact["name"] for fact in with_letter.get("/answer/firstcheck.json").json()["facts"]]
    assert "notice_date" not in names
    assert knowledge().pages["site"]["check_wrong"] in words(with_letter.get("/check/"))
    with_letter.post("/check/notice_date/", {"do": "undo"})
    facts = {fact["name"]: fact["value"] for fact in with_letter.get("/answer/firstcheck.json").json()["facts"]}
    assert facts["notice_date"] == "2026-10-19"


@pytest.mark.parametrize(
    ("fact", "entry", "kept"),
    [
        ("received_date", "2026-10-23", "2026-10-23"),
        ("received_date", "10/23/2026", "2026-10-23"),
        ("received_date", "October 23, 2026", "2026-10-23"),
        ("patient_responsibility", "$1,200", "1200.00"),
        ("stated_appeal_days", "60", 60),
        ("state", "oh", "OH"),
        ("emergency", "yes", True),
        ("plan_type", "church", "church"),
        ("procedure_codes", "70553, 70551", ["70553", "70551"]),
    ],
)
def test_it_understands_entries(with_letter: Client, fact: str, entry: str, kept: object) -> None:
    assert with_letter.post(f"/check/{fact}/", {"value": entry, "do": "save"}).status_code == 302
    facts = {f["name"]: f["value"] for f in with_letter.get("/answer/firstcheck.json").json()["facts"]}
    assert facts[fact] == kept


@pytest.mark.parametrize(
    ("fact", "entry"),
    [
        ("received_date", "soon"),
        ("received_date", "02/30/2026"),
        ("patient_responsibility", "much"),
        ("patient_responsibility", "NaN"),
        ("stated_appeal_days", "-3"),
        ("state", "Ohio"),
        ("emergency", "perhaps"),
        ("plan_type", "my plan"),
        ("payer", " "),
        ("payer", "x" * 500),
    ],
)
def test_it_says_what_is_wrong_with_an_entry_and_keeps_it(with_letter: Client, fact: str, entry: str) -> None:
    page = with_letter.post(f"/check/{fact}/", {"value": entry, "do": "save"})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    if fact not in ("emergency", "plan_type") and entry.strip():
        assert entry in html.unescape(page.content.decode())


def test_it_asks_one_question_at_a_time_until_none_is_left(with_letter: Client) -> None:
    seen = []
    for _ in range(30):
        where = with_letter.get("/questions/").headers["Location"]
        if where == "/answer/":
            break
        seen.append(where)
        page = with_letter.get(where)
        assert page.status_code == 200
        assert page.content.decode().count("<h1") == 1
        with_letter.post(where, {"skip": "1"})
    assert seen
    assert len(seen) == len(set(seen))
    assert where == "/answer/"


def test_it_asks_only_what_the_analysis_asks(with_letter: Client) -> None:
    wanted = {q["fact"] for q in with_letter.get("/answer/firstcheck.json").json()["questions"]}
    assert with_letter.get("/questions/").headers["Location"].split("/")[2] in wanted


def test_it_analyses_again_after_an_answer(with_letter: Client) -> None:
    before = with_letter.get("/answer/firstcheck.json").json()["determinations"][0]["deadlines"]
    with_letter.post("/questions/plan_type/", {"value": "fully_insured_group"})
    with_letter.post("/questions/received_date/", {"value": "2026-10-23"})
    after = with_letter.get("/answer/firstcheck.json").json()["determinations"][0]["deadlines"]
    assert after != before
    assert "2027-04-21" in json.dumps(after)
    page = words(with_letter.get("/answer/"))
    assert "Wed April 21, 2027" in page
    assert "From an employer, through an insurer" in page


def test_it_wants_a_choice_or_a_skip(with_letter: Client) -> None:
    page = with_letter.post("/questions/plan_type/", {})
    assert page.status_code == 422
    assert html.escape(knowledge().pages["site"]["question_choose"]) in page.content.decode()


def test_it_skips_all_questions_at_once(with_letter: Client) -> None:
    assert with_letter.post("/questions/").headers["Location"] == "/answer/"
    assert with_letter.get("/questions/").headers["Location"] == "/answer/"


def test_it_shows_the_answer_in_order(with_letter: Client) -> None:
    page = with_letter.get("/answer/").content.decode()
    analysis = with_letter.get("/answer/firstcheck.json").json()
    places = [page.index(f'id="{name}-title"') for name in ("refused", "really", "route", "tasks", "dates", "open")]
    assert places == sorted(places)
    for task in analysis["tasks"][:3]:
        assert html.escape(task["do"]) in page
    assert html.escape(analysis["determinations"][0]["denial"]["quote"]) in page


def test_it_hears_what_the_person_says_in_their_own_words(with_letter: Client) -> None:
    with_letter.post("/check/", {"note": "I was rushed to the hospital and went to the ER."})
    facts = {f["name"]: f["value"] for f in with_letter.get("/answer/firstcheck.json").json()["facts"]}
    assert facts["emergency"] is True


def test_it_adds_a_paper_to_the_case(with_letter: Client) -> None:
    with_letter.post("/", {"text": "Page 2 of 2. Fax appeals to 614-555-0148.", "add": "1"})
    assert len(with_letter.get("/answer/firstcheck.json").json()["documents"]) == 2


def test_it_starts_a_new_case_with_a_new_paper(with_letter: Client) -> None:
    with_letter.post("/", {"text": "Another letter. Claim number: QX-100200300"})
    assert "ZB-26-7750213" not in words(with_letter.get("/check/"))


def test_it_shows_the_worked_example_with_marked_pictures(client: Client) -> None:
    assert client.post("/example/").headers["Location"] == "/check/"
    page = client.get("/check/").content.decode()
    marks, rows = re.findall(r'id="mark-(\d+)"', page), re.findall(r'href="#mark-(\d+)"', page)
    assert len(marks) > 10
    assert sorted(marks) == sorted(rows)
    picture = client.get("/paper/0/page-1.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert client.get("/paper/0/page-9.png").status_code == 404
    assert client.get("/paper/7/page-1.png").status_code == 404
    assert client.get("/answer/firstcheck.json").json()["determinations"][0]["route"]["id"] == "protection"


def test_it_knows_every_word_that_its_templates_say() -> None:
    texts = {key for table in ("site", "guide", "studio", "letters_site") for key in knowledge().pages[table]}
    said = {
        key
        for path in TEMPLATES.parents[1].rglob("*.html")
        for key in re.findall(r"""say ["'](\w+)["']""", path.read_text())
    }
    assert said
    assert said <= texts, f"nobody says {sorted(said - texts)}"


def test_it_keeps_sentences_out_of_templates() -> None:
    for path in TEMPLATES.parents[1].rglob("*.html"):
        own = re.sub(r"\{% block (?:width|layout) %\}.*?\{% endblock %\}", " ", path.read_text())
        markup = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", own)
        plain = re.sub(r"<[^>]*>", " ", markup)
        assert not re.findall(r"[A-Za-z]{3,}", plain), path.name
