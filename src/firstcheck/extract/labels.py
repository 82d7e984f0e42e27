"""Labels and their values, however a paper sets them: beside, in columns, above, or a list of labels before its values.

Takes a Sheet; gives the text that stands for each label's value. Its meaning is for the readers of facts to judge.
"""

import enum
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Cell, Line, Sheet
from firstcheck.extract.lexicon import Mark, marks

_LEAD = re.compile(
    r"[\s:=.·…_#]*(?:\([^()]{0,30}\)\s*:)?[\s:=.·…_#]*(?:[-–—]{1,2}\s+)?(?:(?:no\.?|n\.?[º°]|#)\s*"
    r"(?=[A-Z0-9#]))?#?\s*"
)
_ABBREVIATED = re.compile(r"\([A-Z#]{2,6}\)")
_OTHER_LABEL = re.compile(r"^[^\W\d][^:]{1,38}:$")
_COUNT = re.compile(r"\d{1,2} (?:of|de|/) \d{1,2}\b")
_NUMBER_SIGN = re.compile(r"(?i)(?:no\.|n\.?[º°]\.?|#|number|núm\.)\s*")
_REACH = 3
_LONGEST_VALUE = 400
#: Labels of names: figures behind them are not what they ask for.
_NAMES = frozenset(
    [
        *("patient", "member_name", "payer", "plan_administrator"),
        "plan_name",
        "billing_provider",
        "rendering_provider",
        "ordering_provider",
        "supplier",
        "facility",
        "service_description",
        "group_name",
        "funding",
    ]
)


class How(enum.IntEnum):
    """How a value stands to its label, the surest first."""

    BESIDE = 0
    RIGHT = 1
    BELOW = 2
    LISTED = 3
    PROSE = 4


class Labelled(msgspec.Struct, frozen=True):
    """The text that a label announces; `start`/`end` are offsets in the page's text."""

    key: str
    mark: Mark
    text: str
    page: int
    start: int
    end: int
    line: int
    how: How

    @property
    def sure(self) -> bool:
        """Set as a field, not met by the way in a sentence."""
        return self.how is not How.PROSE


class _Row(msgspec.Struct, frozen=True):
    line: Line
    marks: tuple[Mark, ...]
    starts: tuple[int, ...]

    def inside(self, cell: Cell) -> list[Mark]:
        begin, end = cell.start - self.line.start, cell.end - self.line.start
        return list(self.marks[bisect_left(self.starts, begin) : bisect_left(self.starts, end)])

    def opens_with_label(self, cell: Cell) -> bool:
        at = cell.start - self.line.start
        first = bisect_left(self.starts, at)
        return any(m.start == at and (m.explicit or self.fills(m, cell)) for m in self.marks[first : first + 1])

    def fills(self, mark: Mark, cell: Cell) -> bool:
        rest = _ABBREVIATED.sub("", self.line.text[mark.end : cell.end - self.line.start])
        return mark.start == cell.start - self.line.start and not rest.strip(" :.=#·…_-–*")


def _row(line: Line) -> _Row:
    found = tuple(marks(line)) if line.cells else ()
    return _Row(line, found, tuple(mark.start for mark in found))


def read_labels(sheet: Sheet) -> dict[str, list[Labelled]]:
    """Every label of the paper with the text beside, below or after it, in reading order, by fact name."""
    rows = [_row(line) for line in sheet.lines]
    listed = _listed(rows)
    found: dict[str, list[Labelled]] = {}
    for row in rows:
        for cell in row.line.cells:
            for mark in row.inside(cell):
                for value in _values(rows, row, cell, mark, listed):
                    for key in mark.keys:
                        found.setdefault(key, []).append(msgspec.structs.replace(value, key=key))
    return found


def _values(
    rows: list[_Row], row: _Row, cell: Cell, mark: Mark, listed: dict[int, tuple[_Row, Cell]]
) -> Iterator[Labelled]:
    beside = _beside(row, cell, mark)
    if beside:
        yield beside
        return
    if row.line.number in listed:
        yield _whole(mark, *listed[row.line.number], How.LISTED)
        return
    right = _right(rows, row, cell, mark)
    if right:
        yield right
        return
    if row.fills(mark, cell):
        yield from _below(rows, row, cell, mark)
    else:
        yield from _running_on(rows, row, cell, mark)


def _beside(row: _Row, cell: Cell, mark: Mark) -> Labelled | None:
    line = row.line
    stop = min(cell.end - line.start, mark.end + _LONGEST_VALUE)
    lead = _LEAD.match(line.text, mark.end, stop)
    begin = lead.end() if lead else mark.end
    count = _COUNT.match(line.text, begin, stop)
    if count:
        sign = _NUMBER_SIGN.match(line.text, count.end() + 1, stop)
        begin = sign.end() if sign else count.end()
    for other in row.marks[bisect_right(row.starts, mark.start) :]:
        if other.start >= stop:
            break
        if other.start >= begin and _announces(line.text, other):
            stop = other.start
            break
    if not _ABBREVIATED.sub("", line.text[begin:stop]).strip(" .,;:-–()"):
        return None
    how = How.BESIDE if mark.explicit or mark.initial else How.PROSE
    return _labelled(row, mark, line.start + begin, line.start + stop, how)


def _announces(text: str, mark: Mark) -> bool:
    """Whether a label inside a value begins the next field: it is marked, or asks for a number that follows."""
    figure_follows = any(c.isdigit() for c in text[mark.end : mark.end + 8])
    return mark.explicit or (figure_follows and not _NAMES.issuperset(mark.keys))


def _right(rows: list[_Row], row: _Row, cell: Cell, mark: Mark) -> Labelled | None:
    if _is_header(rows, row):
        return None
    last = cell.start - row.line.start <= mark.start and not row.line.text[mark.end : cell.end - row.line.start].strip(
        " :.=#·…_-–()0123456789ofde"
    )
    place = row.line.cells.index(cell)
    if not last or place + 1 >= len(row.line.cells):
        return None
    neighbour = row.line.cells[place + 1]
    if row.opens_with_label(neighbour) or _OTHER_LABEL.match(neighbour.text):
        return None
    led = len(neighbour.text) - len(neighbour.text.lstrip(": .=#"))
    sign = _NUMBER_SIGN.match(neighbour.text, led)
    begin = neighbour.start + (sign.end() if sign else led)
    stop = neighbour.end
    if place + 2 < len(row.line.cells) and row.line.cells[place + 2].text.startswith(("#", "(no", "(#", "(No", "(n.")):
        stop = row.line.cells[place + 2].end
    for other in row.inside(neighbour):
        at = row.line.start + other.start
        if at > begin and _announces(row.line.text, other):
            stop = at
            break
    return _labelled(row, mark, begin, stop, How.RIGHT)


def _is_header(rows: list[_Row], row: _Row) -> bool:
    """A table's head: three cells or more, no figure, over a row that has figures in about as many cells."""
    cells = row.line.cells
    if len(cells) < 3 or any(c.isdigit() for c in row.line.text) or any(cell.text.endswith(":") for cell in cells):
        return False
    for under in rows[row.line.number + 1 : row.line.number + 6]:
        if under.line.cells and any(c.isdigit() for c in under.line.text):
            labelled = sum(row.opens_with_label(cell) for cell in cells)
            return len(under.line.cells) >= len(cells) - 1 and (len(cells) >= 5 or labelled >= 2)
    return False


def _below(rows: list[_Row], row: _Row, cell: Cell, mark: Mark) -> Iterator[Labelled]:
    header = _is_header(rows, row)
    for under in rows[row.line.number + 1 : row.line.number + 1 + _REACH + 3 * header]:
        if under.line.page != row.line.page:
            return
        if not under.line.cells or (header and not any(c.isdigit() for c in under.line.text)):
            continue
        target = _nearest(under.line, cell)
        if target is not None and not under.opens_with_label(target) and not _OTHER_LABEL.match(target.text):
            yield _whole(mark, under, target, How.BELOW)
        return


def _nearest(line: Line, cell: Cell) -> Cell | None:
    def distance(other: Cell) -> int:
        if other.column < cell.column + len(cell.text) and cell.column < other.column + len(other.text):
            return 0 if abs(other.column - cell.column) <= 1 else 1
        return 2 + min(
            abs(other.column - cell.column), abs(other.column + len(other.text) - cell.column - len(cell.text))
        )

    best = min(line.cells, key=distance, default=None)
    return best if best is not None and distance(best) <= 4 else None


def _running_on(rows: list[_Row], row: _Row, cell: Cell, mark: Mark) -> Iterator[Labelled]:
    """A label at the end of a wrapped line of prose: the value opens the next line of the same column."""
    tail = row.line.text[mark.end : cell.end - row.line.start]
    if tail.strip(" :.=#(") or row.line.number + 1 >= len(rows):
        return
    under = rows[row.line.number + 1]
    for target in under.line.cells:
        if abs(target.column - cell.column) <= 2 and under.line.page == row.line.page:
            yield _whole(mark, under, target, How.PROSE)
            return


def _listed(rows: list[_Row]) -> dict[int, tuple[_Row, Cell]]:
    """Collapsed columns: a run of lines that are labels only, then as many lines that are values only."""
    pairs: dict[int, tuple[_Row, Cell]] = {}
    run: list[_Row] = []
    for index, row in enumerate(rows):
        if row.line.cells and _only_label(row):
            run.append(row)
            continue
        if not row.line.cells and run:
            continue
        if len(run) >= 2:
            values = _value_run(rows, index, len(run))
            run = run[: len(values)] if values and _is_dated(run[0], values[0]) else run[len(run) - len(values) :]
            if values:
                pairs |= {
                    label.line.number: (value, value.line.cells[0]) for label, value in zip(run, values, strict=True)
                }
        run = []
    return pairs


def _only_label(row: _Row) -> bool:
    if len(row.line.cells) != 1:
        return False
    cell = row.line.cells[0]
    return any(row.fills(mark, cell) for mark in row.marks) or _OTHER_LABEL.match(cell.text) is not None


def _value_run(rows: list[_Row], start: int, count: int) -> list[_Row]:
    """As many values as labels; one fewer where the first label is a heading of the list ("Re:")."""
    values = []
    for row in rows[start : start + count]:
        if len(row.line.cells) != 1 or _only_label(row):
            break
        values.append(row)
    return values if len(values) >= count - 1 and len(values) >= 2 else []


def _is_dated(label: _Row, value: _Row) -> bool:  # then no heading leads the list
    return any(k.endswith("date") for m in label.marks for k in m.keys) and sum(map(str.isdigit, value.line.text)) > 3


def _whole(mark: Mark, row: _Row, cell: Cell, how: How) -> Labelled:
    stop = cell.end
    for other in row.inside(cell):
        at = row.line.start + other.start
        if at > cell.start and other.explicit:
            stop = at
            break
    sign = _NUMBER_SIGN.match(cell.text)
    return _labelled(row, mark, cell.start + (sign.end() if sign else 0), stop, how)


def _labelled(row: _Row, mark: Mark, start: int, end: int, how: How) -> Labelled:
    offset = row.line.start
    raw = row.line.text[start - offset : end - offset]
    lead = len(raw) - len(raw.lstrip())
    text = raw.strip()
    return Labelled(
        key=mark.keys[0],
        mark=mark,
        text=text,
        page=row.line.page,
        start=start + lead,
        end=start + lead + len(text),
        line=row.line.number,
        how=how,
    )
