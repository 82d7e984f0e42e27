"""The reading metric: known words, its order, and every text of the project under its limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.readability import MOST_GRADE, MOST_MEAN, grade, longest, sentences, syllables
from firstcheck.knowledge.texts import spoken

WORDS = {
    "plan": 1,
    "asked": 1,
    "appeal": 2,
    "again": 2,
    "denied": 2,
    "letter": 2,
    "provider": 3,
    "authorization": 5,
}


@pytest.mark.parametrize(("word", "count"), WORDS.items())
def test_it_counts_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_it_finds_hard_text_harder() -> None:
    plain = grade(["Ask the plan. Keep the letter. Send it by mail."])
    hard = grade(["Notwithstanding contractual limitations, retrospective authorization necessitates documentation."])
    assert plain.grade < 3 < MOST_GRADE < hard.grade


@given(st.text(max_size=200))
def test_it_takes_any_text(text: str) -> None:
    assert grade([text]).mean >= 0
    assert longest(text) == max((len(words) for words in sentences(text)), default=0)


def test_it_reads_places_as_one_word() -> None:
    assert longest("Ask {payer} by {appeal_by}.") == 4


@pytest.mark.parametrize("folder", ["scenarios", "plays", "questions", "procedures"])
def test_it_keeps_every_single_text_plain(folder: str) -> None:
    for name, item in getattr(knowledge(), folder).items():
        found = grade(text for _, text in spoken(item))
        assert found.grade <= MOST_GRADE, (name, found)
        assert found.mean <= MOST_MEAN, (name, found)


def test_spanish_questions_are_short() -> None:
    for text in knowledge().questions.values():
        assert text.es is not None, text.fact
        for said in (text.es.ask, text.es.why, text.es.where or ""):
            assert longest(said) <= 20, said
