"""The analyzer and the guide in Spanish: editions are used, and what is English is said to be."""

import re
from html import escape, unescape

import pytest
from django.test import Client

from firstcheck.knowledge.load import knowledge
from firstcheck.site.guide.shelf import html, shelf


def left_english(page: str) -> list[str]:
    """What a page marks as English, without the names of laws and the paper's own words."""
    body = re.sub(r"<blockquote.*?</blockquote>", " ", page, flags=re.DOTALL)
    return re.findall(r'<(?!a )[a-z]+[^>]* lang="en"[^>]*>(.*?)</', body, flags=re.DOTALL)


def test_it_holds_that_the_answer_to_a_translated_denial_is_spanish_throughout(with_letter: Client) -> None:
    english = with_letter.get("/answer/").content.decode()
    spanish = with_letter.get("/es/answer/").content.decode()
    assert not left_english(spanish)
    site, shown = knowledge().editions["es"].pages["site"], unescape(english)
    assert site["answer_english"] not in spanish
    assert knowledge().pages["site"]["answer_english"] not in english
    said = {rule.because.strip() for rule in knowledge().rules} | {
        told.say for route in knowledge().routes.values() for told in route.why_not
    }
    seen = {text for text in said if text in shown}
    assert len(seen) > 5
    assert not [text for text in seen if text in unescape(spanish)]
    assert re.search(r"(lunes|martes|miércoles|jueves|viernes) \d+ de [a-z]+ de 20\d\d", spanish)
    assert not re.search(r"\b(Mon|Tue|Wed|Thu|Fri) [A-Z][a-z]+ \d", spanish)


STEP = """LARCHMONT HEALTH PLAN
October 19, 2026
Member: Ada Example   Member ID: LH 1234567
We denied your request for this drug because of step therapy: you have to try another drug on our list first.
You may appeal within 180 days after you receive this notice.
"""


def test_it_holds_that_an_untranslated_denial_keeps_spanish_steps_and_marks_what_is_english(client: Client) -> None:
    client.post("/", {"text": STEP})
    assert "step-therapy" not in knowledge().editions["es"].scenarios
    spanish = unescape(client.get("/es/answer/").content.decode())
    edition = knowledge().editions["es"]
    assert edition.pages["titles"]["step-therapy"] in spanish
    assert edition.pages["site"]["answer_english"] in spanish
    signs = {entry.what for entry in knowledge().scenarios["step-therapy"].really[:5]}
    assert signs <= set(left_english(spanish))
    steps = re.findall(r'<p class="task-do">(.*?)</p>', spanish)
    play = edition.plays["ask-for-drug-exception"]
    assert next(step.split("{")[0] for step in (task.do for task in play.tasks)) in steps[0]
    assert len(steps) == len(play.tasks)


@pytest.mark.parametrize("path", ["/guide/denials/out-of-network-imaging/", "/guide/denials/step-therapy/"])
def test_it_holds_that_links_to_untranslated_pages_say_that_these_are_english(path: str) -> None:
    edition = knowledge().editions["es"]
    page = html(path, "es")
    links = re.findall(
        r'<li lang="es"><a href="/es/guide/denials/([a-z0-9-]+)/">([^<]+)</a>(?:<span>([^<]+)</span>)?', page
    )
    assert links
    for name, title, note in links:
        own = edition.scenarios[name].title if name in edition.scenarios else edition.pages["titles"][name]
        assert unescape(title) == own
        assert (note == edition.pages["guide"]["guide_page_english"]) == (name not in edition.scenarios), name


def test_it_holds_that_every_untranslated_scenario_says_so_and_no_translated_one_does() -> None:
    notice = knowledge().editions["es"].pages["guide"]["guide_english"]
    translated = knowledge().editions["es"].scenarios
    for path, page in shelf("es").items():
        if page.kind == "scenario":
            name = path.strip("/").rsplit("/", 1)[-1]
            assert (notice in html(path, "es")) == (name not in translated), name


def test_it_holds_that_an_untranslated_page_is_filled_in_its_own_language() -> None:
    own = knowledge().editions["es"].pages["answer"]
    phrases = [text for key, text in own.items() if key.startswith("missing_") and " " in text]
    for path, page in shelf("es").items():
        if page.kind == "scenario" and page.english:
            tasks = [text for task in page.words["tasks"] for text in (task.do, task.why, task.keep or "")]
            assert not [text for text in tasks for phrase in phrases if phrase in text], path


@pytest.mark.parametrize("name", sorted(knowledge().plays))
def test_it_holds_that_every_checklist_is_spanish(name: str) -> None:
    page = html(f"/guide/checklists/{name}/", "es")
    own = knowledge().editions["es"].plays[name]
    assert (
        f"<h1>{escape(knowledge().editions['es'].pages['guide']['guide_checklist_title'].format(title=own.title))}"
        in page
    )
    english = [task.do.split("{")[0].strip() for task in knowledge().plays[name].tasks]
    assert not [text for text in english if len(text) > 12 and text in unescape(page)]


KIND = "claim-file-request"
LETTER_PAGES = (
    "/letters/",
    f"/letters/{KIND}/check/",
    f"/letters/{KIND}/",
    f"/letters/{KIND}/edit/",
    f"/letters/{KIND}/packet/",
)


def test_it_holds_that_the_pages_of_letters_speak_spanish(with_letter: Client) -> None:
    english, spanish = knowledge().pages["letters_site"], knowledge().editions["es"].pages["letters_site"]
    assert english.keys() == spanish.keys()
    with_letter.post(f"/es/letters/{KIND}/check/", {"sending": "patient"})
    for path in LETTER_PAGES:
        page = with_letter.get(f"/es{path}").content.decode()
        assert '<html lang="es">' in page
        assert knowledge().letters[KIND].title_es in page or path.endswith(("edit/", "packet/"))
        plain = {text for key, text in english.items() if len(text) > 12 and text != spanish[key]}
        assert not [text for text in plain if f">{text}<" in page.replace("&#x27;", "'")], path
    listed = with_letter.get("/es/letters/").content.decode()
    assert f'<p lang="en">{knowledge().letters[KIND].about}</p>' in listed.replace("&#x27;", "'"), (
        "what stays is marked"
    )
    assert ' lang="en">' not in with_letter.get("/letters/").content.decode().replace('<html lang="en">', "")


def test_it_holds_that_a_missing_word_of_letters_is_shown_in_english(
    with_letter: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = knowledge().editions["es"]
    monkeypatch.delitem(edition.pages["letters_site"], "list_lead")
    page = with_letter.get("/es/letters/").content.decode()
    assert knowledge().pages["letters_site"]["list_lead"] in page


def test_it_holds_that_every_way_says_in_spanish_why_it_is_taken(with_letter: Client) -> None:
    known = knowledge()
    whys = known.editions["es"].pages["route_why"]
    ways = {rule.id: rule.because.strip() for rule in known.rules if rule.then.route}
    assert whys.keys() == ways.keys()
    assert not [name for name, text in whys.items() if text == ways[name] or "{" in ways[name]]
    english = with_letter.get("/answer/").content.decode().replace("&#x27;", "'")
    spanish = with_letter.get("/es/answer/").content.decode().replace("&#x27;", "'")
    taken = [name for name, text in ways.items() if f">{text}</p>" in english]
    assert taken
    assert all(f">{whys[name]}</p>" in spanish for name in taken)


def test_it_holds_that_a_danger_is_told_in_spanish(with_letter: Client) -> None:
    spanish, english = knowledge().editions["es"].pages, knowledge().pages
    for fact, alert in (("urgent", "urgent"), ("health_in_danger", "health")):
        with_letter.post(f"/questions/{fact}/", {"value": "yes"})
        assert english["alerts"][alert] in with_letter.get("/answer/").content.decode()
        page = with_letter.get("/es/answer/").content.decode()
        assert f"<p>{spanish['alerts'][alert]}</p>" in page and english["alerts"][alert] not in page
