"""Editions in other languages keep to the English knowledge: same keys, same places, as many entries."""

import re

import pytest

from firstcheck.knowledge.edition import ScenarioEdition
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Scenario
from firstcheck.knowledge.texts import first_checks, spoken

EDITIONS = sorted(knowledge().editions.items())
_PLACE = re.compile(r"\{([a-z_]+)\}")


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_words_only_what_english_words(language: str, edition: object) -> None:
    own = knowledge().editions[language].pages
    routes = {"routes": dict.fromkeys(knowledge().routes, "")}
    whys = {rule.id: rule.because for rule in knowledge().rules if rule.then.route}
    english = {**knowledge().pages, **routes, "route_what": routes["routes"], "route_why": whys}
    for table, texts in own.items():
        unknown = texts.keys() - english[table].keys()
        assert not unknown, (table, sorted(unknown))


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_has_the_same_places_in_every_sentence(language: str, edition: object) -> None:
    for table, texts in knowledge().editions[language].pages.items():
        english = knowledge().pages.get(table, {})
        for key, text in texts.items():
            assert set(_PLACE.findall(text)) == set(_PLACE.findall(english.get(key, text))), (table, key)


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
#: Small words that stand in nearly every English sentence and in no Spanish one.
_ENGLISH = re.compile(r"\b(the|and|of|with|your|you|was|is|for|not|ask|this|that)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.-]*\d|\d")


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
