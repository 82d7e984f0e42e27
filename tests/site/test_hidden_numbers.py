"""One setting takes procedure numbers from every page, from the search and from the files of the static guide."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.procedure import HIDE, NUMBERS_SETTING
from firstcheck.site.guide import search, shelf
from firstcheck.site.guide.build import build
from firstcheck.site.language import LANGUAGES

_NUMBER = re.compile(r"(?<![\w-])(?:\d{5}|\d{4}[A-Z]|[A-Z]\d{4})(?![\w])")
#: Whatever keeps a page or a word of it until the process ends.
_KEPT: list[Callable[[], None]] = [
    f.cache_clear for f in (shelf.book, shelf.shelf, shelf.drawn, shelf.html, search.index)
]


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(NUMBERS_SETTING, HIDE)
    for forget in _KEPT:
        forget()
    yield
    for forget in _KEPT:
        forget()


def numbers(text: str) -> set[str]:
    """The procedure numbers that a text shows."""
    kinds = knowledge().procedures.values()
    found = set(_NUMBER.findall(re.sub(r"<(?:script|svg).*?</(?:script|svg)>|<[^>]+>", " ", text, flags=re.DOTALL)))
    return {number for number in found if number in knowledge().imaging or any(kind.holds(number) for kind in kinds)}


def test_it_shows_numbers_where_nothing_hides_them() -> None:
    assert "70540" in shelf.html("/guide/care/mri/", "en")
    assert numbers(shelf.html("/guide/care/mri/", "en"))
    assert search.find("70540", "en").hits


def test_it_hides_them_on_every_page_that_shows_them(hidden: None) -> None:
    for language in LANGUAGES:
        for path, page in shelf.shelf(language).items():
            if page.kind in ("care", "list"):
                assert not numbers(shelf.html(path, language)), path
    assert knowledge().pages["guide"]["guide_care_codes"] not in shelf.html("/guide/care/mri/", "en")


@pytest.mark.long
def test_it_hides_them_in_every_file(hidden: None, tmp_path: Path) -> None:
    assert build(tmp_path / "guide") > 900
    files = [file for file in (tmp_path / "guide").rglob("*") if file.suffix in (".html", ".txt", ".xml")]
    shown = {file.relative_to(tmp_path).as_posix(): numbers(file.read_text(encoding="utf-8")) for file in files}
    assert not {name: found for name, found in shown.items() if found}


def test_it_hides_them_from_the_search(hidden: None) -> None:
    for number in ("70540", "97110", "45378"):
        assert not [hit for hit in search.find(number, "en").hits if hit.kind == "care"], number
    assert "/guide/care/mri/" in [hit.path for hit in search.find("mri knee", "en").hits][:5]
