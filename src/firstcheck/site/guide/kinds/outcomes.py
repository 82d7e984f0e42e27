"""The page of all measured outcomes: what became of denials when people asked again, in groups, with their sources."""

from collections import defaultdict
from collections.abc import Iterator

from firstcheck.knowledge.figure import Figure
from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.figures import Row, row
from firstcheck.site.guide.kinds.families import crumb
from firstcheck.site.guide.page import Page


def pages(book: Book) -> Iterator[Page]:
    """One page, where this build has figures."""
    figures = book.spoken.evidence
    if figures:
        yield _page(book, list(figures.values()))


def _page(book: Book, figures: list[Figure]) -> Page:
    groups = _groups(book, figures)
    return Page(
        path=path("evidence"),
        kind="evidence",
        title=say("guide_evidence_title"),
        description=say("guide_evidence_lead"),
        words={"groups": groups, "count": len(figures)},
        crumbs=(crumb(),),
        keywords=" ".join(dict.fromkeys(figure.source for figure in figures)),
        marked_up={"@type": "CollectionPage"},
    )


def _groups(book: Book, figures: list[Figure]) -> list[tuple[str, str, list[Row]]]:
    """Stage, ground and rows: the groups with most figures first, in each the figure with most cases first."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda figure: -figure.n):
        found[(figure.stage, figure.ground)].append(figure)
    groups = []
    for (_, ground), own in sorted(found.items(), key=lambda item: (item[0][0], -len(item[1]))):
        rows = [row(figure, used=relations.with_figure(book, figure.id)) for figure in own]
        groups.append((rows[0].stage, ground, rows))
    return groups
