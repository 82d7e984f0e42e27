"""What the check page shows: every fact with its words, its place in the picture and its number there.

Takes an analysis and what the person said; gives rows in groups and pages with marks.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from firstcheck.analyze import Analysis
from firstcheck.facts.fact import Confidence, Fact, FactValue, Source, Status
from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.intake import Document
from firstcheck.knowledge.load import knowledge
from firstcheck.plan.wording import say_date, say_money
from firstcheck.site.analyzer.casefile import NOTE, Kept
from firstcheck.site.analyzer.edition_words import question_words
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.language import current

#: Pixels from one number to the next, and how near (percent of a page's width and height) two would touch.
_DOT, _NEAR_X, _NEAR_Y = 14, 3.0, 2.1


class Row(msgspec.Struct, frozen=True):
    """One fact. `mark` is its number in the picture, 0 where it has none; `state` is read|answered|derived|wrong.

    `fixed` facts are worked out by the program from others; one corrects those.
    """

    name: str
    label: str
    value: str
    state: str
    mark: int = 0
    doubtful: bool = False
    fixed: bool = False
    quote: str = ""
    language: str = ""
    place: str = ""
    source: Source | None = None


class Group(msgspec.Struct, frozen=True):
    """Rows under one heading."""

    id: str
    title: str
    rows: tuple[Row, ...]


class Mark(msgspec.Struct, frozen=True):
    """A box on a page picture, in percent of its width and height.

    Its number stands `place` numbers further left than it would alone, so that none lies over another.
    """

    row: Row
    x: float
    y: float
    width: float
    height: float
    place: int = 0

    @property
    def dot(self) -> int:
        """Where its number stands: pixels from the left edge of the box."""
        return -4 - _DOT * self.place


class MarkedPage(msgspec.Struct, frozen=True):
    """A page with a picture, and the marks on it. `paper` counts from 0, `page` from 1."""

    paper: int
    page: int
    title: str
    marks: tuple[Mark, ...]


def shown(name: str, value: FactValue) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, Decimal):
        return say_money(value)
    if isinstance(value, date):
        return say_date(value, current())
    if isinstance(value, tuple):
        return ", ".join(value)
    spec = VOCABULARY.get(name)
    return choice_label(name, str(value)) if spec and spec.kind is Kind.CHOICE else str(value)


def choice_label(name: str, value: str) -> str:
    """The words for one of a fact's fixed values, those of its question where there is one."""
    question = knowledge().questions.get(name)
    own = question_words(question).choices or question.choices if question else ()
    for choice in own:
        if choice.value == value:
            return choice.label
    return label("choices", value)


def groups(analysis: Analysis, documents: tuple[Document, ...], kept: Kept) -> tuple[Group, ...]:
    """All facts of the case as a whole, grouped in the order of knowledge/pages/groups.yaml."""
    rows = {row.name: row for row in _rows(analysis, documents, kept)}
    found = []
    for key, names in knowledge().pages["groups"].items():
        members = tuple(rows.pop(name) for name in names.split() if name in rows)
        if members:
            found.append(Group(key, say(f"group_{key}"), members))
    if rows:
        found.append(Group("others", say("group_others"), tuple(rows.values())))
    return _numbered(tuple(found))


def _rows(analysis: Analysis, documents: tuple[Document, ...], kept: Kept) -> Iterator[Row]:
    seen = set()
    for fact in analysis.case.facts:
        wrong = fact.name in kept.answers and kept.answers[fact.name] is None
        if fact.line is None and fact.name not in seen and not wrong:
            seen.add(fact.name)
            yield _row(fact, analysis, documents)
    for name, value in kept.answers.items():
        if value is None and name != NOTE:
            yield Row(name, label("facts", name), "", "wrong")


def _row(fact: Fact, analysis: Analysis, documents: tuple[Document, ...]) -> Row:
    source = fact.source if fact.source and 0 <= fact.source.document < len(documents) else None
    paper = analysis.case.papers[source.document] if source else None
    return Row(
        name=fact.name,
        label=label("facts", fact.name),
        value=shown(fact.name, fact.value),
        state=fact.status.value if fact.status is not Status.ASSUMED else "derived",
        fixed=fact.name not in VOCABULARY,
        doubtful=fact.status is Status.READ and fact.confidence is Confidence.LOW,
        quote=fact.source.quote if fact.source else "",
        language=paper.language if paper else "",
        place=_place(source, documents) if source else "",
        source=source,
    )


def _place(source: Source, documents: tuple[Document, ...]) -> str:
    name = documents[source.document].name
    if len(documents) == 1 and (source.page is None or len(documents[0].pages) == 1):
        return ""
    if source.page is None:
        return say("place_paper", name=name)
    key = "place_page" if len(documents) == 1 else "place_paper_page"
    return say(key, name=name, page=source.page)


def _numbered(found: tuple[Group, ...]) -> tuple[Group, ...]:
    """The same rows, those with a box numbered through."""
    count = 0
    numbered = []
    for group in found:
        rows = []
        for row in group.rows:
            marked = row.state == "read" and row.source is not None and row.source.box is not None
            count += marked
            rows.append(msgspec.structs.replace(row, mark=count if marked else 0))
        numbered.append(msgspec.structs.replace(group, rows=tuple(rows)))
    return tuple(numbered)


def marked_pages(found: tuple[Group, ...], documents: tuple[Document, ...]) -> tuple[MarkedPage, ...]:
    """The pages that have a picture and a mark, in reading order."""
    marks: dict[tuple[int, int], list[Mark]] = {}
    for row in (row for group in found for row in group.rows if row.mark):
        mark = mark_of(row)
        if mark is not None and row.source is not None and row.source.page is not None:
            marks.setdefault((row.source.document, row.source.page), []).append(mark)
    return tuple(
        MarkedPage(
            paper, page, say("picture_title", name=documents[paper].name, page=page), tuple(_apart(marks[paper, page]))
        )
        for paper, page in sorted(marks)
    )


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks, their numbers moved left where one would lie over another."""
    placed: list[Mark] = []
    for mark in marks:
        moved = mark
        while any(_touch(moved, other) for other in placed):
            moved = msgspec.structs.replace(moved, place=moved.place + 1)
        placed.append(moved)
    return placed


def _touch(one: Mark, other: Mark) -> bool:
    across = abs((one.x - one.place * _NEAR_X) - (other.x - other.place * _NEAR_X))
    return across < _NEAR_X and abs(one.y - other.y) < _NEAR_Y


def mark_of(row: Row) -> Mark | None:
    """Where a row's words stand, a little room left around them."""
    box = row.source.box if row.source else None
    if box is None:
        return None
    x0, y0 = max(0.0, box[0] - 0.004), max(0.0, box[1] - 0.003)
    x1, y1 = min(1.0, box[2] + 0.004), min(1.0, box[3] + 0.003)
    x, y, width, height = (round(100 * part, 2) for part in (x0, y0, x1 - x0, y1 - y0))
    return Mark(row, x, y, width, height)
