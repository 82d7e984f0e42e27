"""Footnotes and remark legends: which mark or code stands for which words.

Takes a Sheet and the marks used in its tables; gives Notes, across wrapped lines, in printed order.
"""

import re
from collections.abc import Iterator, Sequence, Set

import msgspec

from firstcheck.extract.closing_codes import closing_codes
from firstcheck.extract.layout import Cell, Line, Sheet, fold, source_of
from firstcheck.extract.shapes import ADJUSTMENT, adjustments, grouped_reasons, kinds, known, remarks
from firstcheck.facts.fact import Source

_MARK = r"(?:\*{1,4}|[†‡§¶#]{1,2}|[\(\[]?[A-Za-z]{0,4}-?\d{0,4}[A-Za-z]?[\)\]]?)"
_KEY = re.compile(
    rf"(?i:(?P<kind>carc|rarc|remark|reason|note|code|msg|message|nota|c[oó]digo|motivo|group"
    rf"|grupo)s?\s(?:code\s|no\.?\s)?)?"
    rf"(?P<mark>(?:CO|PR|OA|PI|CR)\s?[-–]?\s?\d{{1,3}}|{_MARK})(?P<gap>\s*[=:]\s*|\s+[-–—]\s+|\s+|(?=$))"
)
_INLINE = re.compile(
    r"(?<![\w-])(?P<mark>(?:CO|PR|OA|PI)\s?-?\d{0,3}|[A-Z]{1,3}\d{1,3}"
    r"|\d{2,3})\s?=\s?(?P<text>[^=]{8,}?)(?=\s{2,}|\.\s+[A-Z]{1,3}\d*\s?=|$)"
)
#: "2   (B7) Our file gives November 20 as the first day".
_HEADED = re.compile(r"\((\d{3}|B\d{1,2})\)\s[^\W\d]{2,}")
_WORD = re.compile(r"[^\W\d]{4,}")
_WORDS = re.compile(r"[^\W\d]{2,}.*\s[^\W\d]{2,}")
_HEADING = re.compile(
    r"(?i)\b(?:notes?|remarks?|codes?|messages?|explanations?|reasons?|footnotes?|legend|key|why"
    r"|what .* mean|notas?|claves?|c[oó]digos?|motivos?|mensajes?|observaciones)\b"
)
_LONG_LINE = 60


class Note(msgspec.Struct, frozen=True):
    """A mark and its words. `mark` is printed without brackets, `kind` is the word before it ("CARC 16")."""

    mark: str
    text: str
    source: Source
    first_line: int
    last_line: int
    kind: str = ""


def read_legend(sheet: Sheet, marks: Set[str] = frozenset(), rows: Set[int] = frozenset()) -> tuple[Note, ...]:
    """The legend of a paper. `marks` are those met in its tables; others count only when they are codes by shape.

    `rows` are the numbers of lines that are table rows, which never belong to a legend.
    """
    found: list[Note] = []
    covered = -1
    headed = -9
    for line in sheet.lines:
        if line.number <= covered or line.number in rows or not line.cells:
            continue
        if len(line.text.strip()) < _LONG_LINE and _HEADING.search(line.text):
            headed = line.number
        inline = _inline(sheet, line)
        note = inline or _entry(sheet, line, marks, line.number - headed <= 1)
        for item in note:
            found.append(item)
            covered = item.last_line
            headed = item.last_line
    return tuple(found)


def _entry(sheet: Sheet, line: Line, marks: Set[str], headed: bool) -> list[Note]:
    cell = line.cells[0]
    key = _KEY.match(line.text, cell.start - line.start)
    if key is None or not key["mark"].strip("()[]"):
        return []
    mark = key["mark"].strip("()[]").upper()
    kind = (key["kind"] or "").lower()
    begin = key.end()
    text = line.text[begin:]
    worded = _WORDS.search(text) or (mark in marks and _WORD.search(text))
    if not worded or not _counts(mark, kind, key, marks, headed):
        return []
    spans, last = _wrapped(sheet, line, cell, marks, begin + len(text) - len(text.lstrip(" |\t")))
    quote = source_of(sheet, line.page, spans)
    return [Note(mark, quote.quote, quote, line.number, last, kind)]


def _counts(mark: str, kind: str, key: re.Match[str], marks: Set[str], headed: bool) -> bool:
    separated = key["gap"].strip() != "" or len(key["gap"]) >= 2
    if mark in marks:
        bracketed = key["mark"][-1:] in (")", "]")
        return separated or headed or bracketed or not mark.isalpha()
    if kind:
        return mark[-1:].isdigit()
    if ADJUSTMENT.fullmatch(mark) or mark in known("rarc"):
        return separated or headed
    return separated and mark in known("carc") and ((len(mark) == 3 and mark.isdigit()) or mark[0] == "B")


def _wrapped(
    sheet: Sheet, line: Line, cell: Cell, marks: Set[str], begin: int
) -> tuple[tuple[tuple[int, int], ...], int]:
    """The words of a note over its lines, until a blank line, another note or words set further left."""
    spans = [(line.start + begin, line.cells[-1].end)]
    above, last = line, line.number
    while last + 1 < len(sheet.lines):
        below = sheet.lines[last + 1]
        if not below.cells or below.page != line.page:
            break
        hanging = below.cells[0].column >= min(begin, cell.column + 2)
        running = below.cells[0].column == cell.column and len(above.text.rstrip()) >= _LONG_LINE
        key = _KEY.match(below.text, below.cells[0].start - below.start)
        if key is not None and key["mark"] and (key["gap"].strip() == "=" or _is_next(key, marks)):
            break
        fresh = (key is not None and len(key["gap"]) > 1) or below.text.lstrip()[:1] in "*†‡§("
        heading = below.text.strip().isupper() and not line.text.strip().isupper()
        if not hanging and (not running or fresh or heading):
            break
        spans.append((below.cells[0].start, below.cells[-1].end))
        above, last = below, below.number
    return tuple(spans), last


def _is_next(key: re.Match[str], marks: Set[str]) -> bool:
    """Whether a line begins with another mark of the tables, set apart from its words."""
    return key["mark"].strip("()[]").upper() in marks and len(key["gap"]) >= 2


def _inline(sheet: Sheet, line: Line) -> list[Note]:
    """Several short notes on one line: `CO45 = discount.   PR2 = your 10%`."""
    found = []
    for match in _INLINE.finditer(line.text):
        if not re.search(r"[a-zA-Z]{3}", match["text"]):
            continue
        start, end = line.start + match.start("text"), line.start + match.end("text")
        quote = source_of(sheet, line.page, ((start, end),))
        found.append(Note(fold(match["mark"]).upper(), quote.quote, quote, line.number, line.number))
    return found


def note_codes(note: Note) -> tuple[list[str], list[str]]:
    """The reason codes with their group, and the remark codes, that a note's own words name."""
    reasons = [*(code for code, _, _ in adjustments(note.text)), *grouped_reasons(note.text)]
    closing = [] if reasons else list(closing_codes(note.text))
    headed = _HEADED.match(note.text)
    if headed and not reasons and not closing and kinds().get(headed[1]) == "denial":
        closing = [(headed[1], ())]
    said = [code for code, _, _ in remarks(note.text)]
    return [*reasons, *(code for code, _ in closing)], [*said, *(code for _, more in closing for code in more)]


def uncited(sheet: Sheet, legend: Sequence[Note]) -> Iterator[int]:
    """Lines right below a note that begin, in its column, with another mark of its make: a note that no row cites."""
    for note in legend:
        head = sheet.lines[note.first_line]
        for line in sheet.lines[note.last_line + 1 :]:
            if not line.cells or line.page != head.page or line.cells[0].column != head.cells[0].column:
                break
            key = _KEY.match(line.text, line.cells[0].column)
            if key is None or len(key["gap"]) < 2 or _make(key["mark"]) != _make(note.mark):
                break
            yield line.number


def _make(mark: str) -> str:
    """A mark with its figures made alike: C7 and C9 are of one make."""
    return re.sub(r"\d+", "0", mark.strip("()[]").upper())
