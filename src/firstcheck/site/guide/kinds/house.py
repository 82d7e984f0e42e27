"""Glossary, sources, and the pages about the house: how it works, pricing, methods, what changed."""

from collections import defaultdict
from collections.abc import Iterator

from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.kinds.families import crumb
from firstcheck.site.guide.ledger import changes
from firstcheck.site.guide.page import Link, Page
from firstcheck.site.owner import levels


def pages(book: Book) -> Iterator[Page]:
    """Glossary, sources, and the pages about the house."""
    yield _words(book)
    yield _sources(book)
    yield _page(
        "how", "Article", {"steps": [(say(f"guide_how_{n}_title"), say(f"guide_how_{n}")) for n in range(1, 5)]}
    )
    yield _page("pricing", "WebPage", {"levels": levels(), "reviews": any(x.review for x in levels())})
    yield _page("methods", "Article", {"figures": _figures(book), "counts": _counts(book)})
    yield _page("changes", "WebPage", {"changes": changes(book)})


def _page(kind: str, marked: str, words: dict[str, object]) -> Page:
    return Page(
        path=path(kind),
        kind=kind,
        title=say(f"guide_{kind}_title"),
        description=say(f"guide_{kind}_lead"),
        words=words,
        crumbs=(crumb(),),
        marked_up={"@type": marked},
    )


def _words(book: Book) -> Page:
    terms = {**book.knowledge.pages["glossary"], **book.edition.pages.get("glossary", {})}
    entries = [(key.replace(" ", "-"), *text.split(": ", 1)) for key, text in terms.items()]
    entries.sort(key=lambda entry: entry[1].lower())
    return Page(
        path=path("words"),
        kind="words",
        title=say("guide_words_title"),
        description=say("guide_words_lead"),
        words={"entries": entries},
        crumbs=(crumb(),),
        keywords=" ".join(entry[1] for entry in entries),
        marked_up={"@type": "DefinedTermSet", "terms": [(entry[1], entry[2]) for entry in entries]},
    )


def _sources(book: Book) -> Page:
    grades = defaultdict(list)
    for source in book.knowledge.sources.values():
        used = relations.with_source(book, source.id)
        grades[source.grade.value].append((source, used, source.printable))
    order = ("statute", "regulation", "official", "secondary", "letter")
    shelves = [(label("grades", g), say(f"guide_grade_{g}"), grades[g]) for g in order if grades[g]]
    return Page(
        path=path("sources"),
        kind="sources",
        title=say("guide_sources_title"),
        description=say("guide_sources_lead"),
        words={"shelves": shelves},
        crumbs=(crumb(),),
        keywords=" ".join(source.citation for source in book.knowledge.sources.values()),
        marked_up={"@type": "CollectionPage"},
        english=book.language != "en",
    )


def _figures(book: Book) -> list[tuple[str, str, str, str]]:
    """Accuracy as measured: what, on papers made for tuning, on papers held aside, as numbers with a percent sign."""
    measured = book.knowledge.pages.get("measured", {})
    return [(say(f"guide_measured_{key}"), *_three(row)) for key, row in measured.items() if key != "day"]


def _three(row: str) -> tuple[str, str, str]:
    examples, opened, held = (part.strip() for part in row.split("|"))
    return examples, opened, held


def _counts(book: Book) -> list[tuple[int, str]]:
    known = book.knowledge
    codes = sum(len(known.codes.get(table, {})) for table in ("carc", "rarc"))
    counted = (len(known.scenarios), len(known.rules), len(known.deadlines), len(known.sources), codes)
    return list(
        zip(counted, (say(f"guide_count_{n}") for n in ("pages", "rules", "dates", "sources", "codes")), strict=True)
    )


def foot_links() -> list[Link]:
    """The pages about the house, for the foot of every page."""
    kinds = ("how", "pricing", "methods", "words", "sources", "changes")
    return [Link(say(f"guide_{kind}_short"), path(kind)) for kind in kinds]
