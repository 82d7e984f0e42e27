"""What people read must be plain: grade 8 and 15 words a sentence at most, on average over each kind of file."""

import re
from typing import Any

import pytest

from firstcheck.knowledge.build import load_yaml
from firstcheck.knowledge.load import FILES
from tests.code_health.reading_grade import grade, syllables

#: Fields that are names or keys and not sentences.
_NO_TEXT = {"id", "fact", "value", "play", "slug", "who", "by", "route", "when", "then", "adjacent", "related", "plays"}
_NO_TEXT |= {"sources", "es", "address", "family", "source", "citation"}


def spoken(entry: Any) -> list[str]:
    """All sentences of an entry, a filled place read as one short word."""
    if isinstance(entry, str):
        return [re.sub(r"\{[a-z_]+\}", "this", entry)]
    if isinstance(entry, list):
        return [text for item in entry for text in spoken(item)]
    return [text for key, value in entry.items() if key not in _NO_TEXT for text in spoken(value)]


@pytest.mark.parametrize("folder", ["plays", "questions", "pages", "scenarios"])
def test_it_is_plain_to_read(folder: str) -> None:
    texts = [text for path in sorted((FILES / folder).glob("*.yaml")) for text in spoken(load_yaml(path))]
    found = grade(texts)
    assert found.grade <= 8, found
    assert found.words <= 15, found


@pytest.mark.parametrize("path", sorted((FILES / "plays").glob("*.yaml")), ids=lambda path: path.stem)
def test_it_keeps_every_play_plain(path: Any) -> None:
    found = grade(spoken(load_yaml(path)))
    assert found.grade <= 8, found
    assert found.words <= 15, found


@pytest.mark.parametrize(
    "word, count",
    [
        ("plan", 1),
        ("appeal", 2),
        ("letter", 2),
        ("approved", 2),
        ("denied", 2),
        ("table", 2),
        ("provider", 3),
        ("asked", 1),
    ],
)
def test_it_counts_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
