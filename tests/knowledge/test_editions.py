"""Editions in other languages keep to the English knowledge: same keys, same places, as many entries."""

import re

import pytest

from firstcheck.knowledge.load import knowledge

EDITIONS = sorted(knowledge().editions.items())
_PLACE = re.compile(r"\{([a-z_]+)\}")


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_words_only_what_english_words(language: str, edition: object) -> None:
    own = knowledge().editions[language].pages
    routes = {"routes": dict.fromkeys(knowledge().routes, "")}
    english = {**knowledge().pages, **routes}
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


@pytest.mark.parametrize("language, edition", EDITIONS)
def test_it_translates_whole_pages(language: str, edition: object) -> None:
    for name, page in knowledge().editions[language].scenarios.items():
        assert name in knowledge().scenarios
        whole = (page.says, page.really, page.fixable, page.differs, page.checks, page.gather, page.mistakes)
        assert all(whole), name
        assert page.insurer, name
        assert len(page.checks) == 3, name
