"""Which guide pages belong together, and how: the adjacent one, its family, those that name it. Always both ways."""

from functools import lru_cache
from typing import Any

from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.page import Link

_MOST = 8
#: The rest of a family; the page of the family, linked above every page, has all of it.
_OF_FAMILY = 6


def near(book: Book, scenario: str) -> list[str]:
    """The scenarios near one: adjacent first, then related, then those that name it, then its family."""
    page = book.knowledge.scenarios[scenario]
    named = (*((page.adjacent,) if page.adjacent else ()), *page.related)
    known = [name for name in dict.fromkeys(named) if name in book.knowledge.scenarios]
    return [*known, *(name for name in _naming(book, scenario) if name not in known and name != scenario)]


def _naming(book: Book, scenario: str) -> list[str]:
    return list(_named_by(book).get(scenario, ()))


@lru_cache(maxsize=4)
def _named_by(book: Book) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for other in book.knowledge.scenarios.values():
        for name in dict.fromkeys((*((other.adjacent,) if other.adjacent else ()), *other.related)):
            found.setdefault(name, []).append(other.id)
    return found


def related(book: Book, scenario: str) -> list[Link]:
    """Links to the scenarios near one, without the adjacent one."""
    adjacent = book.knowledge.scenarios[scenario].adjacent
    return [book.scenario_link(name) for name in near(book, scenario) if name != adjacent]


def of_family(book: Book, scenario: str) -> list[Link]:
    """Links to the rest of the family, as far as not near already."""
    shown = {*near(book, scenario), scenario}
    family = book.knowledge.scenarios[scenario].family.value
    return [book.scenario_link(name) for name in book.family_names()[family] if name not in shown][:_OF_FAMILY]


def with_play(book: Book, play: str) -> list[Link]:
    """Links to the scenarios in which a play may be the way."""
    return [book.scenario_link(s.id) for s in book.knowledge.scenarios.values() if play in s.plays]


def with_source(book: Book, source: str) -> list[Link]:
    """Links to the scenarios that rest on a source."""
    return [book.scenario_link(s.id) for s in book.knowledge.scenarios.values() if source in s.sources]


def with_figure(book: Book, figure: str) -> list[Link]:
    """Links to the scenarios and kinds of care that show a measured figure."""
    pages = [s for s in book.knowledge.scenarios.values() if s.fixable and figure in {u.id for u in s.fixable.figures}]
    kinds = [care for care in book.folder("procedures").values() if figure in care.figures]
    return [*(book.scenario_link(page.id) for page in pages), *(care_link(book, care) for care in kinds)]


def care_link(book: Book, care: Any, note: str = "") -> Link:
    """A link to the page of a kind of care."""
    return Link(care.name_es if book.language == "es" and care.name_es else care.name, path("care", care.id), note)


def checklists(book: Book, scenario: str) -> list[Link]:
    """Links to the checklists of a scenario's plays."""
    plays = book.plays(book.knowledge.scenarios[scenario])
    return [Link(play.title, path("checklists", play.id)) for play in plays]


def letters(book: Book, scenario: str) -> list[Link]:
    """Links to the letters that fit a scenario's plays, where this build has letters."""
    page = book.knowledge.scenarios[scenario]
    wanted = set(page.plays)
    found = []
    for name, letter in book.folder("letters").items():
        if wanted & set(letter.plays) and (not letter.families or page.family in letter.families):
            found.append(Link(letter.title_es if book.language == "es" else letter.title, path("letters", name)))
    return found[:_MOST]


def procedures(book: Book, scenario: str) -> list[Link]:
    """Links to the kinds of care of a scenario, where this build has them."""
    found = []
    for name, care in book.folder("procedures").items():
        if scenario in care.denied_for or name in _own(book, scenario):
            found.append(care_link(book, care))
    return found[:_MOST]


def _own(book: Book, scenario: str) -> tuple[str, ...]:
    from firstcheck.site.guide.book import optional

    return optional(book.knowledge.scenarios[scenario], "procedures") or ()
