"""All pages of the guide in one language, and each page drawn once: its HTML is kept until the process ends."""

import gzip
import hashlib
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from django.template.loader import render_to_string

from firstcheck.knowledge.load import knowledge
from firstcheck.site.guide import markup
from firstcheck.site.guide.book import Book
from firstcheck.site.guide.kinds import codes, families, house, outcomes, papers, rights, scenario
from firstcheck.site.guide.ledger import kept, mark
from firstcheck.site.guide.page import Page
from firstcheck.site.guide.standing import as_files, made_as_files
from firstcheck.site.language import ENGLISH, LANGUAGES, prefix, spoken
from firstcheck.site.owner import owner

_KINDS = (families, scenario, codes, rights, papers, outcomes, house)


class Drawn(msgspec.Struct, frozen=True):
    """A page as it is sent: its bytes, the same packed, and the tag by which a browser asks whether it changed."""

    plain: bytes
    packed: bytes
    tag: str


@lru_cache(maxsize=4)
def book(language: str) -> Book:
    """The knowledge in a language."""
    return Book(knowledge(), language)


@lru_cache(maxsize=4)
def shelf(language: str) -> dict[str, Page]:
    """All pages by path, the language left off."""
    with spoken(language):
        return {page.path: page for kind in _KINDS for page in kind.pages(book(language))}


@lru_cache(maxsize=4096)
def drawn(path: str, language: str) -> Drawn:
    """A page drawn. Raises KeyError where there is none."""
    text = html(path, language).encode()
    return Drawn(text, gzip.compress(text, 6, mtime=0), hashlib.sha256(text).hexdigest()[:20])


@lru_cache(maxsize=4096)
def html(path: str, language: str) -> str:
    """The HTML of a page, which tells crawlers its day where the ledger knows it."""
    page = shelf(language)[path]
    text = _html(page, language, None)
    day = _day(path, text) if language == ENGLISH else updated(path)
    return _html(page, language, day) if day else text


def file_html(path: str, language: str) -> str:
    """The HTML of a page as a file of its own: without forms."""
    day = updated(path)
    with made_as_files():
        return _html(shelf(language)[path], language, day)


def updated(path: str) -> str | None:
    """The day on which a page's own words last changed; None where that is not known."""
    if path not in kept(book(ENGLISH)):
        return None
    return _day(path, _html(shelf(ENGLISH)[path], ENGLISH, None))


@lru_cache(maxsize=4096)
def _day_of(path: str, found: str) -> str | None:
    day, known = kept(book(ENGLISH)).get(path, ("", ""))
    return day if found == known else None


def _day(path: str, text: str) -> str | None:
    return _day_of(path, mark(text))


def drawn_from(page: Page, language: str, draft: str) -> str:
    """The HTML of a page that is not on the shelf: it says which draft it shows."""
    return _html(page, language, None, draft)


def _html(page: Page, language: str, day: str | None, draft: str = "") -> str:
    """Draw a page; `day` is the day of its last change where that is known."""
    with spoken(language):
        words = {
            "page": page,
            "words": page.words,
            "language": language,
            "languages": [(code, name, prefix(code) + page.path) for code, name in LANGUAGES.items()],
            "owner": owner(),
            "canonical": owner().address + prefix(language) + page.path,
            "updated": day,
            "reviewed": owner().review_of(page.path),
            "foot": house.foot_links(),
            "as_files": as_files(),
            "draft": draft,
            "markup": markup.script(page, language, day),
        }
        return render_to_string(page.template, words)


def all_paths() -> Iterator[tuple[str, str]]:
    """Language and path of every page."""
    for language in LANGUAGES:
        yield from ((language, path) for path in shelf(language))
