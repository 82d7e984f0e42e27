"""The start of the guide, and a page for each family of denials."""

from collections.abc import Iterator

from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.page import Link, Page

HOME = "/guide/"


def crumb() -> Link:
    """The way back to the start of the guide."""
    return Link(say("guide_name"), HOME)


def pages(book: Book) -> Iterator[Page]:
    """The start page, then the families."""
    families = book.family_names()
    shelves = [_shelf(book, family, names) for family, names in families.items()]
    others = [Link(say(f"guide_{kind}_title"), path(kind), say(f"guide_{kind}_lead")) for kind in _others(book)]
    yield Page(
        path=HOME,
        kind="start",
        title=say("guide_title"),
        description=say("guide_lead"),
        words={"families": shelves, "others": others, "count": len(book.knowledge.scenarios)},
        marked_up={"@type": "CollectionPage"},
    )
    for family, names in families.items():
        yield _page(book, family, names)


def _others(book: Book) -> list[str]:
    kinds = ["codes", "plans", "states", "checklists", "words", "sources"]
    more = {"letters": "letters", "care": "procedures", "evidence": "evidence"}
    return [*kinds, *(kind for kind, folder in more.items() if book.folder(folder))]


def _shelf(book: Book, family: str, names: list[str]) -> tuple[Link, list[Link]]:
    about = label("families", family)
    return Link(label("family_names", family), path("families", family), about), [book.scenario_link(n) for n in names]


def _page(book: Book, family: str, names: list[str]) -> Page:
    title = label("family_names", family)
    entries = [(book.scenario_link(name), _says(book, name), book.knowledge.scenarios[name].differs) for name in names]
    plays = dict.fromkeys(play for name in names for play in book.knowledge.scenarios[name].plays)
    known = [Link(play.title, path("checklists", play.id)) for p in plays if (play := book.spoken.plays.get(p))]
    return Page(
        path=path("families", family),
        kind="family",
        title=title,
        description=f"{label('families', family)} {say('guide_family_lead', count=len(names))}",
        words={
            "entries": entries,
            "about": label("families", family),
            "checklists": known,
            "codes": _codes(book, family),
        },
        crumbs=(crumb(),),
        marked_up={"@type": "CollectionPage"},
        english=False,
    )


def _says(book: Book, name: str) -> str:
    own = book.translated(name)
    says = own.says if own and own.says else book.knowledge.scenarios[name].says
    return says[0] if says else ""


def _codes(book: Book, family: str) -> list[Link]:
    """The codes that lead to a scenario of the family."""
    found = []
    for (table, code), names in book.scenarios_of_code.items():
        if any(book.knowledge.scenarios[name].family.value == family for name in names):
            found.append(book.code_link(table, code))
    return found


def near_links(book: Book, names: list[str]) -> list[Link]:
    """Links to scenarios and what is nearest to each."""
    near = dict.fromkeys((*names, *(other for name in names for other in relations.near(book, name)[:2])))
    return [book.scenario_link(name) for name in near]
