"""The analyzer and the guide in Spanish: editions are used, and what is English is said to be."""

import re

import pytest
from django.test import Client

from firstcheck.knowledge.load import knowledge
from firstcheck.site.guide.shelf import html, shelf


def test_it_holds_that_the_answer_speaks_spanish_and_says_what_does_not(with_letter: Client) -> None:
    english = with_letter.get("/answer/").content.decode()
    spanish = with_letter.get("/es/answer/").content.decode()
    site = knowledge().editions["es"].pages["site"]
    assert site["answer_english"] in spanish
    assert knowledge().pages["site"]["answer_english"] not in english
    routes = knowledge().editions["es"].pages["routes"].values()
    assert any(f"</svg>{name}" in spanish or f"{name}</p>" in spanish for name in routes)
    for block in re.findall(r'<li class="task"([^>]*)>.*?<p class="task-do">(.*?)</p>', spanish, re.DOTALL):
        stayed = f'<p class="task-do">{block[1]}</p>' in english
        assert ('lang="en"' in block[0]) == stayed, block


@pytest.mark.parametrize("path", ["/guide/denials/out-of-network-imaging/", "/guide/denials/step-therapy/"])
def test_it_holds_that_links_to_untranslated_pages_are_marked_english(path: str) -> None:
    translated = knowledge().editions["es"].scenarios
    page = html(path, "es")
    links = re.findall(r'<li([^>]*)><a href="/es/guide/denials/([a-z0-9-]+)/">', page)
    assert links
    for attributes, name in links:
        assert ('lang="en"' in attributes) == (name not in translated), name


def test_it_holds_that_every_untranslated_scenario_says_so_and_no_translated_one_does() -> None:
    notice = knowledge().editions["es"].pages["guide"]["guide_english"]
    translated = knowledge().editions["es"].scenarios
    for path, page in shelf("es").items():
        if page.kind == "scenario":
            name = path.strip("/").rsplit("/", 1)[-1]
            assert (notice in html(path, "es")) == (name not in translated), name


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
    for table in ("alerts", "clock"):
        assert all("{" not in english[table][key] for key in spanish[table])
