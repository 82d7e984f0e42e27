"""A document laid out for reading: lines cut into cells, wrapped prose joined column by column, sentences.

Takes a Document of character-grid pages; gives a Sheet whose offsets all point into `Page.text`.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import msgspec

from firstcheck.extract.delimited import tabbed
from firstcheck.facts.fact import Box, Source
from firstcheck.intake.document import Document, Page

T = TypeVar("T")

# A column break: a tab, a drawn bar, dot leaders, or two spaces that do not follow the end of a sentence.
_BREAK = re.compile(r"\t+[ \t]*|[ ]*[|│┃¦]+[ ]*|[ ]*\.{4,}[ ]*|(?<![.?!;,])[ ]{2,}|(?<=[.?!;,])[ ]{3,}")
_DRAWN = re.compile(r"^[\s\-=_*+.'`~#·•─━═|│]+$")
_BULLET = re.compile(r"^(?:[-*•·–—>]\s|\(?[0-9]{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)")
_FOLD = re.compile(r"\s+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:dr|dra|mr|mrs|ms|sr|sra|srta|inc|co|corp|ltd|no|nos|núm|nro|st|ave|blvd|ste|apt|apto|dept|sec|art|para"
    r"|par|p\.o|u\.s|e\.g|i\.e|etc|vs|approx|tel|ext|fig|ch|vol|jr|md|attn|ref|cert|dx|tx|rx|est|max|min|av|lic)"
    r"|\b[A-Z])$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"”’')\]]?(?=\s+[\"“‘'(¿¡\[]?[A-ZÁÉÍÓÚÑ0-9$])")
#: "Reason: ..." at the start of a line
_NAMED = re.compile(r"[A-ZÁÉÍÓÚÑ][\w/#.'’&-]*(?: [\w/#.'’&()-]+){0,3}:\s+\S")
_ENDS_IN_NUMBER = re.compile(r"(?:\d|\d\))$")
_OPENS = re.compile(r"[A-ZÁÉÍÓÚÑ¿][a-záéíóúñ']*,? [a-záéíóúñ]")
_HANGING = 6
_MIN_PROSE = 45
_MARK = 8


class Cell(msgspec.Struct, frozen=True):
    """A run of words between column breaks. `column` is its first character's place in the line."""

    start: int
    end: int
    text: str
    column: int


class Line(msgspec.Struct, frozen=True):
    """A printed line. `number` counts over the whole document from 0; a blank or drawn line has no cells."""

    page: int
    number: int
    start: int
    end: int
    text: str
    cells: tuple[Cell, ...]


class Sheet(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """One document laid out. `index` is its place among the documents of the case. Compared by identity."""

    index: int
    document: Document
    lines: tuple[Line, ...]

    def page(self, number: int) -> Page:
        """The page of that number, counted from 1."""
        return self.document.pages[number - 1]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence or whole paragraph, white space folded. `spans` are its pieces in the page's text, in order."""

    text: str
    page: int
    spans: tuple[tuple[int, int], ...]
    first_line: int
    last_line: int
    column: int = 0

    @property
    def start(self) -> int:
        """Offset of the first character in the page's text."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset behind the last character in the page's text."""
        return self.spans[-1][1]


def once(read: Callable[[Sheet], T]) -> Callable[[Sheet], T]:
    """What several readers ask of one sheet is worked out once, and forgotten with the sheet (papers are private)."""
    known: WeakKeyDictionary[Sheet, T] = WeakKeyDictionary()

    @wraps(read)
    def remembered(sheet: Sheet) -> T:
        if sheet not in known:
            known[sheet] = read(sheet)
        return known[sheet]

    return remembered


def fold(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return _FOLD.sub(" ", text).strip()


def lay_out(index: int, document: Document) -> Sheet:
    """Cut every page into lines and cells."""
    lines: list[Line] = []
    for page in document.pages:
        offset = 0
        for raw in tabbed(page.text.split("\n")):
            lines.append(_line(page.number, len(lines), offset, raw))
            offset += len(raw) + 1
    return Sheet(index, document, tuple(lines))


def _line(page: int, number: int, offset: int, raw: str) -> Line:
    cells = () if _DRAWN.match(raw) or not raw.strip() else tuple(_cells(offset, raw))
    return Line(page, number, offset, offset + len(raw), raw, cells)


def _cells(offset: int, raw: str) -> Iterator[Cell]:
    begin = 0
    for gap in _BREAK.finditer(raw):
        yield from _cell(offset, raw, begin, gap.start())
        begin = gap.end()
    yield from _cell(offset, raw, begin, len(raw))


def _cell(offset: int, raw: str, begin: int, end: int) -> Iterator[Cell]:
    piece = raw[begin:end]
    text = piece.strip()
    if text and not _DRAWN.match(text):
        first = begin + len(piece) - len(piece.lstrip())
        yield Cell(offset + first, offset + first + len(text), text, first)


def source(sheet: Sheet, page: int, start: int, end: int) -> Source:
    """Where `page.text[start:end]` stands: its folded words and, where the page has a picture, the box around them."""
    return source_of(sheet, page, ((start, end),))


def source_of(sheet: Sheet, page: int, spans: tuple[tuple[int, int], ...]) -> Source:
    """Where several pieces of one page stand, read as one quote."""
    paper = sheet.page(page)
    quote = fold(" ".join(paper.text[start:end] for start, end in spans))
    return Source(sheet.index, page, quote, _around(paper, spans))


def _around(page: Page, spans: tuple[tuple[int, int], ...]) -> Box | None:
    boxes = [word.box for word in page.words if any(word.start < end and word.end > start for start, end in spans)]
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


class _Block:
    """Cells that stand under one another and read on."""

    def __init__(self, line: Line, cell: Cell, alone: bool) -> None:
        self.page = line.page
        self.first = line.number
        self.alone = alone
        self.cells: list[tuple[Line, Cell]] = [(line, cell)]

    @property
    def last(self) -> tuple[Line, Cell]:
        return self.cells[-1]

    def takes(self, line: Line, cell: Cell, alone: bool) -> bool:
        before, above = self.last
        drift = cell.column - above.column
        if abs(drift) > _HANGING:
            return False
        if line.page != self.page or line.number != before.number + 1 or _BULLET.match(cell.text):
            return False
        if _is_heading(above.text) != _is_heading(cell.text) or above.text.endswith(":"):
            return False
        if _begins_anew(above.text, cell.text) or (_is_mark(before, above) and len(cell.text) > _MARK):
            return False
        if abs(drift) <= 1:
            return True
        # a hanging or first-line indent of running prose
        return alone and self.alone and len(above.text) >= _MIN_PROSE

    def paragraph(self) -> Sentence:
        spans = tuple((cell.start, cell.end) for _, cell in self.cells)
        text = " ".join(fold(cell.text) for _, cell in self.cells)
        return Sentence(text, self.page, spans, self.first, self.last[0].number, self.cells[0][1].column)


def _is_mark(line: Line, cell: Cell) -> bool:
    """Whether a short cell stands before others: a code with its note, the first column of a table."""
    return len(line.cells) > 1 and cell is line.cells[0] and len(cell.text) <= _MARK


def _begins_anew(above: str, text: str) -> bool:
    """Whether a line is no more of the one above: it has a name of its own, or that one ended with a number."""
    if _NAMED.match(text):
        return True
    return bool(_ENDS_IN_NUMBER.search(above) and _OPENS.match(text))


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and len(text) < 70 and all(c.isupper() for c in letters) and not text.endswith((".", ","))


@once
def paragraphs(sheet: Sheet) -> tuple[Sentence, ...]:
    """Wrapped prose joined; columns that stand side by side are kept apart."""
    done: list[_Block] = []
    current: list[_Block] = []
    for line in sheet.lines:
        following: list[_Block] = []
        coded = _is_mark(line, line.cells[0]) if line.cells else False
        for cell in line.cells:
            alone = len(line.cells) == 1
            block = None if coded else next((b for b in current if b.takes(line, cell, alone)), None)
            if block is None:
                block = _Block(line, cell, alone or coded)
                done.append(block)
            else:
                current.remove(block)
                block.cells.append((line, cell))
            following.append(block)
        current = following
    done.sort(key=lambda block: (block.first, block.cells[0][1].column))
    return tuple(block.paragraph() for block in done)


@once
def sentences(sheet: Sheet) -> tuple[Sentence, ...]:
    """The paragraphs cut at full stops that end a sentence and not an abbreviation."""
    return tuple(sentence for paragraph in paragraphs(sheet) for sentence in _split(sheet, paragraph))


def _split(sheet: Sheet, paragraph: Sentence) -> Iterator[Sentence]:
    begin = 0
    for stop in _STOP.finditer(paragraph.text):
        if _ABBREVIATION.search(paragraph.text, max(0, stop.start() - 8), stop.start()):
            continue
        yield part(sheet, paragraph, begin, stop.end())
        begin = stop.end() + 1
    if begin < len(paragraph.text):
        yield part(sheet, paragraph, begin, len(paragraph.text))


def part(sheet: Sheet, whole: Sentence, begin: int, end: int) -> Sentence:
    """The piece of a paragraph or sentence between two offsets of its folded text, with its own spans and lines."""
    folded_starts, position = [], 0
    for start, stop in whole.spans:
        folded_starts.append(position)
        position += _folded_length(sheet.page(whole.page).text[start:stop]) + 1
    first = bisect_right(folded_starts, begin) - 1
    last = bisect_right(folded_starts, max(begin, end - 1)) - 1
    text = sheet.page(whole.page).text
    spans = list(whole.spans[first : last + 1])
    spans[-1] = (spans[-1][0], _unfold(text, *whole.spans[last], end - folded_starts[last]))
    spans[0] = (_unfold(text, *whole.spans[first], begin - folded_starts[first]), spans[0][1])
    lines = [line.number for line in sheet.lines[whole.first_line : whole.last_line + 1] if line.page == whole.page]
    inside = [n for n in lines if any(sheet.lines[n].start <= s <= sheet.lines[n].end for s, _ in spans)]
    first_line, last_line = (inside[0], inside[-1]) if inside else (whole.first_line, whole.last_line)
    return Sentence(whole.text[begin:end], whole.page, tuple(spans), first_line, last_line, whole.column)


def _unfold(text: str, start: int, stop: int, count: int) -> int:
    """The offset in `text` of the `count`-th character of the folded piece `text[start:stop]`."""
    places = _places(text[start:stop])
    return start + (places[count] if count < len(places) else stop - start)


@lru_cache(maxsize=8)
def _places(piece: str) -> "array[int]":
    """Behind how many characters of the piece each number of folded characters is reached.

    Kept for the pieces met last: a long line is asked for again at each of its sentences.
    """
    places = array("L", [0])
    blank = False
    for position, character in enumerate(piece, 1):
        is_blank = character.isspace()
        if not (is_blank and blank):
            places.append(position)
        blank = is_blank
    return places


@lru_cache(maxsize=8)
def _folded_length(piece: str) -> int:
    return len(fold(piece))
