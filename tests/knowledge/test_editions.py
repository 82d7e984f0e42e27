"""Editions in other languages keep to the English knowledge: same keys, same places, as many entries."""

import re

import msgspec
import pytest

from firstcheck.knowledge.edition import Edition, ScenarioEdition
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Scenario
from firstcheck.knowledge.readability import MOST_GRADE, MOST_MEAN, grade, longest, sentences
from firstcheck.knowledge.spoken import english_of, spoken_in
from firstcheck.knowledge.texts import first_checks, spoken

EDITIONS = sorted(knowledge().editions.items())
_PLACE = re.compile(r"\{([a-z_]+)\}")
#: Small words that stand in nearly every English sentence and in no Spanish one.
_ENGLISH = re.compile(r"\b(the|and|of|with|your|you|was|is|for|not|ask|this|that)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.-]*\d|\d")


#: Tables that an answer may show any sentence of: none may be missing in an edition.
WHOLE = (
    *("alerts", "answer", "beside_dates", "clock", "deadlines", "families", "figure_words", "figures", "finding_why"),
    *("grades", "kinds", "may_file", "outcomes", "reason_about", "route_aside", "route_what", "route_why", "routes"),
    "who",
)


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_words_only_what_english_words(language: str, edition: object) -> None:
    own, english = knowledge().editions[language].pages, english_of(knowledge())
    for table, texts in own.items():
        unknown = texts.keys() - english[table].keys()
        assert not unknown, (table, sorted(unknown))


@pytest.mark.parametrize("table", WHOLE)
@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_has_every_sentence_that_an_answer_can_show(language: str, edition: object, table: str) -> None:
    own, english = knowledge().editions[language].pages[table], english_of(knowledge())[table]
    assert own.keys() == english.keys(), sorted(own.keys() ^ english.keys())
    for key, text in own.items():
        assert text and (text != english[key] or " " not in text), (key, text)


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_names_every_denial(language: str, edition: object) -> None:
    own = knowledge().editions[language]
    assert own.scenarios.keys() | own.pages["titles"].keys() == knowledge().scenarios.keys()
    assert not own.scenarios.keys() & own.pages["titles"].keys(), "a title stands in the page or in the list"


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_has_the_same_places_and_numbers_in_every_sentence(language: str, edition: object) -> None:
    english = english_of(knowledge())
    for table, texts in knowledge().editions[language].pages.items():
        for key, text in texts.items():
            assert sorted(set(_PLACE.findall(text))) == sorted(set(_PLACE.findall(english[table][key]))), (table, key)
            if table in WHOLE:
                assert sorted(_NUMBER.findall(text)) == sorted(_NUMBER.findall(english[table][key])), (table, key)


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_holds_that_no_sentence_of_an_answer_stayed_english(language: str, edition: object) -> None:
    for table in WHOLE:
        for key, text in knowledge().editions[language].pages[table].items():
            assert not _ENGLISH.search(_PLACE.sub("", text)), (table, key, text)


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_has_every_way_with_all_of_its_steps(language: str, edition: object) -> None:
    own = knowledge().editions[language].plays
    assert own.keys() == knowledge().plays.keys()
    for name, play in knowledge().plays.items():
        said = spoken_in(knowledge(), language).plays[name]
        english, other = dict(spoken(play)), dict(spoken(said))
        assert english.keys() == other.keys(), name
        for place, text in other.items():
            assert text != english[place] or " " not in text, (name, place)
            assert not _ENGLISH.search(_PLACE.sub("", text)), (name, place, text)
            assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(english[place])), (name, place)
            assert sorted(_NUMBER.findall(text)) == sorted(_NUMBER.findall(english[place])), (name, place)
        assert [(t.who, t.by, t.when) for t in said.tasks] == [(t.who, t.by, t.when) for t in play.tasks]


def crawford(texts: list[str]) -> float:
    """School grade of Spanish text (Crawford 1984): sentences and syllables, counted by groups of vowels."""
    found = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in found for word in sentence]
    vowels = sum(len(re.findall("[aeiouáéíóúü]+", word.lower())) or 1 for word in words)
    return -0.205 * 100 * len(found) / len(words) + 0.049 * 100 * vowels / len(words) - 3.407


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_says_it_plainly(language: str, edition: object) -> None:
    own = knowledge().editions[language]
    for name, play in own.plays.items():
        texts = [text for _, text in spoken(play)]
        assert crawford(texts) <= MOST_GRADE, name
        assert grade(texts).mean <= MOST_MEAN, name
    for table in ("alerts", "beside_dates", "finding_why", "reason_about", "route_aside", "route_why"):
        for key, text in own.pages[table].items():
            assert crawford([text]) <= MOST_GRADE, (key, text)
            assert longest(text) <= 32, (key, text)


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_falls_back_to_english_and_keeps_what_is_decided(language: str, edition: object) -> None:
    known = knowledge()
    bare = Edition(pages={}, scenarios={}, plays={})
    alone = spoken_in(msgspec.structs.replace(known, editions={language: bare}), language)
    said = spoken_in(known, language)
    for other in (alone, said):
        assert [(r.id, r.when, r.then, r.cite) for r in other.rules] == [
            (r.id, r.when, r.then, r.cite) for r in known.rules
        ]
        assert [(d.id, d.amount, d.unit, d.cite) for d in other.deadlines] == [
            (d.id, d.amount, d.unit, d.cite) for d in known.deadlines
        ]
    assert alone.plays == known.plays and alone.routes == known.routes and alone.states == known.states
    assert [r.because for r in alone.rules] == [r.because for r in known.rules]
    assert said.plays != known.plays


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_translates_the_whole_frame(language: str, edition: object) -> None:
    own = knowledge().editions[language].pages
    same = {"brand", "kind_unknown", "stage_unknown", "mark_title", "place_paper", "figure"}
    for table in ("site", "guide"):
        missing = knowledge().pages[table].keys() - own[table].keys() - same
        assert not missing, (table, sorted(missing))


PAGES = [
    pytest.param(name, page, id=name) for _, edition in EDITIONS for name, page in sorted(edition.scenarios.items())
]


def shape(known: Scenario) -> dict[str, int]:
    """How many entries each list of the English page has, with the play's where it has none of its own."""
    plays = knowledge().plays
    home = plays[known.plays[0]]
    ask = known.ask if known.ask.insurer or known.ask.provider else home.ask
    return {
        "says": len(known.says),
        "really": len(known.really),
        "checks": len(first_checks(known, plays)),
        "gather": len(known.gather or home.gather),
        "insurer": len(ask.insurer),
        "provider": len(ask.provider),
        "escalate_when": len(known.escalate_when or home.escalate_when),
        "mistakes": len(known.mistakes or home.mistakes),
    }


def test_it_holds_that_the_most_needed_pages_are_there() -> None:
    for _, edition in EDITIONS:
        assert len(edition.scenarios) >= 20


@pytest.mark.parametrize("name, page", PAGES)
def test_it_has_as_many_entries_as_the_english_page(name: str, page: ScenarioEdition) -> None:
    known = knowledge().scenarios[name]
    assert {field: len(getattr(page, field)) for field in shape(known)} == shape(known)
    assert page.intent
    assert page.fixable
    assert page.differs


@pytest.mark.parametrize("name, page", PAGES)
def test_it_holds_that_every_step_says_as_much_as_the_english_one(name: str, page: ScenarioEdition) -> None:
    for own, task in zip(page.checks, first_checks(knowledge().scenarios[name], knowledge().plays), strict=True):
        assert [bool(getattr(own, f)) for f in ("do", "why", "keep", "if_yes", "if_no")] == [
            bool(getattr(task, f)) for f in ("do", "why", "keep", "if_yes", "if_no")
        ]
        for field in ("do", "why", "if_yes", "if_no"):
            numbers = _NUMBER.findall(getattr(task, field) or "")
            assert sorted(_NUMBER.findall(getattr(own, field) or "")) == sorted(numbers), (name, field)


@pytest.mark.parametrize("name, page", PAGES)
def test_it_holds_that_no_sentence_of_it_stayed_english(name: str, page: ScenarioEdition) -> None:
    for place, text in spoken(page):
        assert not _ENGLISH.search(text), (place, text)
        assert "{" not in text, (place, text)
