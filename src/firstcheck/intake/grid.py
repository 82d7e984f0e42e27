"""Words with places to text on a character grid.

Takes words with their boxes, upright and top-left based, in any one unit; gives lines of text in which columns stand
apart by runs of spaces and what stands under one another on the page stands under one another in the text, together
with each word's place in that text. Text layers and recognised pictures both go through here.
"""

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from statistics import median

from firstcheck.facts.fact import Box
from firstcheck.intake.document import Word


@dataclass(slots=True)
class Piece:
    """A printed word: `x0..y1` in upright page units, `size` the height of its type, `box` its place in the picture."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    box: Box
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        return self.y1 - self.y0


@dataclass(slots=True)
class Run:
    """Words of one row that belong together: no column break between them."""

    pieces: list[Piece]
    text: str = ""
    from_right: bool = False

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1


@dataclass(slots=True)
class _Row:
    pieces: list[Piece] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return median(piece.middle for piece in self.pieces)

    @property
    def height(self) -> float:
        return median(piece.height for piece in self.pieces)


# A gap this many times the ordinary word gap begins a new column.
_BREAK = 1.6
# The ordinary word gap in character widths is never outside these: condensed type, and typewriter type.
_LEAST_GAP, _MOST_GAP = 0.4, 1.3
# Gaps wider than this many characters tell nothing about word gaps.
_COLUMN_GAP = 1.75
# A line with fewer letters does not tell its own character width.
_FEW_LETTERS = 15
_AMOUNT = re.compile(r"[-–$(]*[\d,]+\.\d\d[)-]?")
_JUSTIFIED_WORDS = 5
_MOST_BLANK_LINES = 3
_MOST_COLUMNS = 400


def lay_grid(pieces: list[Piece]) -> tuple[str, tuple[Word, ...]]:
    """The page's text and its words in order of their place in it."""
    if not pieces:
        return "", ()
    rows = _rows(pieces)
    unit = _unit(pieces)
    typical = median(row.height for row in rows)
    widths = [_letter_width(row, unit, typical) for row in rows]
    gap = _ordinary_gap(rows, widths)
    runs = [_runs(row, gap * width) for row, width in zip(rows, widths, strict=True)]
    starts = _placed(runs, unit)
    return _written(rows, runs, starts)


def _rows(pieces: list[Piece]) -> list[_Row]:
    """Words on one line of print. Each word looks at the nearest word to its left, so a slightly tilted line holds."""
    open_rows: list[_Row] = []
    typical = median(piece.height for piece in pieces)
    by_level: dict[int, list[_Row]] = {}
    for piece in sorted(pieces, key=lambda p: (p.x0, p.y0)):
        level = int(piece.middle // typical)
        best, distance = None, 0.0
        for row in (row for near in (level - 1, level, level + 1) for row in by_level.get(near, ())):
            last = row.pieces[-1]
            away = abs(last.middle - piece.middle)
            # words of one line do not overlap sideways; those that do are stacked
            if last.x1 - piece.x0 > 0.5 * min(last.x1 - last.x0, piece.x1 - piece.x0):
                continue
            if away < 0.5 * min(max(last.height, piece.height), 1.6 * min(last.height, piece.height)) and (
                best is None or away < distance
            ):
                best, distance = row, away
        if best is None:
            best = _Row()
            open_rows.append(best)
        best.pieces.append(piece)
        bucket = by_level.setdefault(level, [])
        if best not in bucket:
            bucket.append(best)
    return sorted(open_rows, key=lambda row: row.middle)


def _ordinary_gap(rows: list[_Row], widths: list[float]) -> float:
    """The gap between words of running text, in character widths."""
    gaps = sorted(
        gap
        for row, width in zip(rows, widths, strict=True)
        for before, after in itertools.pairwise(row.pieces)
        if 0 < (gap := (after.x0 - before.x1) / width) < _COLUMN_GAP
    )
    if not gaps:
        return 1.0
    return min(_MOST_GAP, max(_LEAST_GAP, gaps[len(gaps) // 2]))


def _letter_width(row: _Row, unit: float, typical: float) -> float:
    """The usual width of the row's characters; a short row is taken to be set like the page, larger only if taller."""
    if sum(len(piece.text) for piece in row.pieces) >= _FEW_LETTERS:
        return max(1e-6, median((piece.x1 - piece.x0) / len(piece.text) for piece in row.pieces))
    ratio = row.height / max(typical, 1e-6)
    return unit if 0.7 < ratio < 1.4 else unit * ratio


def _unit(pieces: list[Piece]) -> float:
    """The width of one column of the grid: the usual width of a character, exact for typewriter type."""
    widths = sorted((p.x1 - p.x0) / len(p.text) for p in pieces if len(p.text) >= 3) or sorted(
        (p.x1 - p.x0) / len(p.text) for p in pieces
    )
    low, middle, high = (widths[len(widths) * part // 10] for part in (1, 5, 9))
    if high - low < 0.04 * middle:
        return max(middle, 1e-6)
    return max(widths[len(widths) // 5], 1e-6)


def _runs(row: _Row, ordinary: float) -> list[Run]:
    """The row cut at gaps wider than those between words. A justified line is one run: its gaps are wide but alike."""
    pieces = row.pieces
    height = row.height
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(pieces)]
    limit = _BREAK * ordinary
    wide = [g for g in gaps if g > limit]
    if wide and len(pieces) >= _JUSTIFIED_WORDS and len(wide) > 0.6 * len(gaps):
        middle = median(gaps)
        if middle < 0.9 * height and max(gaps) < 1.6 * middle:
            limit = max(gaps)
    runs = [Run([pieces[0]])]
    for distance, piece in zip(gaps, pieces[1:], strict=True):
        if distance > limit:
            runs.append(Run([piece]))
        else:
            runs[-1].pieces.append(piece)
    for run in runs:
        run.text = " ".join(piece.text for piece in run.pieces)
    return runs


class _Stops:
    """Places along the page where runs begin or end, each with its column."""

    def __init__(self, places: list[float], tolerance: float) -> None:
        self.places: list[float] = []
        for place in sorted(places):
            if not self.places or place - self.places[-1] > tolerance:
                self.places.append(place)
        self.columns = [0] * len(self.places)

    def index(self, place: float) -> int:
        return max(0, bisect_right(self.places, place) - 1)


def _placed(rows: list[list[Run]], unit: float) -> dict[int, int]:
    """The first column of every run, by its identity.

    Every place along the page gets one column for the whole page, moved right only as far as some row needs to keep two
    spaces between neighbours; so columns line up even in proportional type.
    """
    runs = [run for row in rows for run in row]
    left = min(run.x0 for run in runs)
    tolerance = 0.75 * unit
    _anchor(rows, tolerance)
    stops = _Stops([run.x1 if run.from_right else run.x0 for run in runs], tolerance)
    before = {id(run): previous for row in rows for previous, run in itertools.pairwise(row)}
    waiting: list[list[Run]] = [[] for _ in stops.places]
    for run in runs:
        waiting[stops.index(run.x1 if run.from_right else run.x0)].append(run)
    starts: dict[int, int] = {}
    reached = 0
    for index, place in enumerate(stops.places):
        column = max(reached, round((place - left) / unit))
        for run in waiting[index]:
            previous = before.get(id(run))
            least = starts.get(id(previous), 0) + len(previous.text) + 2 if previous else 0
            column = max(column, least + (len(run.text) if run.from_right else 0))
        reached = min(column, _MOST_COLUMNS)
        for run in waiting[index]:
            starts[id(run)] = max(0, reached - (len(run.text) if run.from_right else 0))
    return starts


def _anchor(rows: list[list[Run]], tolerance: float) -> None:
    """Runs whose right ends line up with more others than their left ends do are placed by the right end: amounts.

    What begins a line is placed by its left end.
    """
    runs = [run for row in rows for run in row]
    lefts, rights = sorted(run.x0 for run in runs), sorted(run.x1 for run in runs)
    for row in rows:
        for run in row[1:]:
            right, left = _near(rights, run.x1, tolerance), _near(lefts, run.x0, tolerance)
            aligned = right > left or (right == left > 1 and _AMOUNT.fullmatch(run.text) is not None)
            run.from_right = aligned and len(run.pieces) <= 3


def _near(places: list[float], place: float, tolerance: float) -> int:
    return bisect_right(places, place + 0.8 * tolerance) - bisect_right(places, place - 0.8 * tolerance)


def _pitch(rows: list[_Row]) -> float:
    """The usual distance from one line to the next."""
    steps = sorted(
        after.middle - before.middle
        for before, after in itertools.pairwise(rows)
        if after.middle - before.middle > 0.5 * before.height
    )
    return steps[len(steps) // 3] if steps else rows[0].height


def _written(rows: list[_Row], runs: list[list[Run]], starts: dict[int, int]) -> tuple[str, tuple[Word, ...]]:
    pitch = _pitch(rows)
    lines: list[str] = []
    words: list[Word] = []
    offset = 0
    above: float | None = None
    for row, line_runs in zip(rows, runs, strict=True):
        middle = row.middle
        if above is not None:
            blank = min(_MOST_BLANK_LINES, max(0, round((middle - above) / pitch - 0.12) - 1))
            lines.extend([""] * blank)
            offset += blank
        above = middle
        line = ""
        for run in line_runs:
            line = line.ljust(max(starts[id(run)], len(line) + 2 if line else 0))
            for number, piece in enumerate(run.pieces):
                line += " " if number else ""
                words.append(
                    Word(offset + len(line), offset + len(line) + len(piece.text), piece.box, piece.confidence)
                )
                line += piece.text
        lines.append(line)
        offset += len(line) + 1
    return "\n".join(lines), tuple(words)
