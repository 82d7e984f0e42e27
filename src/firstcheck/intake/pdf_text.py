"""The text layer of a PDF page: words with upright boxes, and whether the layer can be trusted.

Takes an open PDFium page; gives a TextLayer. Character boxes come in the page's own unrotated coordinates and are
turned the way the page is shown, and once more where most of the writing runs sideways.
"""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from firstcheck.facts.fact import Box
from firstcheck.intake.grid import Piece
from firstcheck.intake.hyphen import join
from firstcheck.intake.pasted import characters

#: PDFium's mark for a hyphen at a line end, and Unicode's own soft hyphen.
_LINE_END_HYPHENS = (0xFFFE, 0x02, 0xAD)
_MOST_CHARACTERS = 200_000
# a text layer this thin over a page-sized picture is a stamp or a fax header, not the letter
_THIN = 200
_PAGE_SIZED = 0.5
_LEGIBLE = 0.85
_ANGLE_STEP = 7


@dataclass(slots=True)
class TextLayer:
    """Words of the layer; `pictured` says that something is drawn, `covered` that one image fills the page."""

    pieces: list[Piece]
    legible: bool
    pictured: bool
    covered: bool
    hidden: bool

    @property
    def usable(self) -> bool:
        """Whether the layer holds what the page shows."""
        count = sum(len(piece.text) for piece in self.pieces)
        if not count or not self.legible:
            return False
        return not (self.covered and (count < _THIN or self.hidden))


@dataclass(slots=True)
class _Frame:
    """How page coordinates map to the shown page and to upright reading."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int
    reading_turns: int = 0

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Fractions of the shown page, origin top left."""
        across = (x - self.left) / self.width
        down = 1 - (y - self.bottom) / self.height
        return _turned(across, down, self.turns)

    def upright(self, across: float, down: float) -> tuple[float, float]:
        """Points in reading direction, from fractions of the shown page."""
        shown_width, shown_height = (self.width, self.height) if self.turns % 2 == 0 else (self.height, self.width)
        u, v = _turned(across, down, self.reading_turns)
        if self.reading_turns % 2:
            shown_width, shown_height = shown_height, shown_width
        return u * shown_width, v * shown_height


def _turned(u: float, v: float, quarter_turns: int) -> tuple[float, float]:
    """A point of the unit square after clockwise quarter turns of the square."""
    for _ in range(quarter_turns % 4):
        u, v = 1 - v, u
    return u, v


def text_layer(page: pypdfium2.PdfPage) -> TextLayer:
    """Read the layer of one page."""
    text = page.get_textpage()
    try:
        count = min(text.count_chars(), _MOST_CHARACTERS)
        frame = _frame(page)
        frame.reading_turns = _reading_turns(text, count, frame)
        pieces = _hyphens_joined(_pieces(text, count, frame))
        legible = _legible(text, count)
    finally:
        text.close()
    pictured, covered, hidden = _objects(page)
    return TextLayer(pieces, legible, pictured, covered, hidden)


def _frame(page: pypdfium2.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_bbox()
    turns = page.get_rotation() // 90
    return _Frame(left, bottom, max(right - left, 1.0), max(top - bottom, 1.0), turns)


def _reading_turns(text: pypdfium2.PdfTextPage, count: int, frame: _Frame) -> int:
    """Clockwise quarter turns of the shown page that set most of its writing upright."""
    angles = Counter(
        round(pdfium.FPDFText_GetCharAngle(text.raw, index) / (math.pi / 2)) % 4
        for index in range(0, count, _ANGLE_STEP)
        if pdfium.FPDFText_GetUnicode(text.raw, index) > 0x20
    )
    return (angles.most_common(1)[0][0] - frame.turns) % 4 if angles else 0


def _pieces(text: pypdfium2.PdfTextPage, count: int, frame: _Frame) -> list[tuple[Piece, bool]]:
    """Words in the layer's order, each with whether it ends in a line-end hyphen."""
    rect = pdfium.FS_RECTF()
    done: list[tuple[Piece, bool]] = []
    letters: list[str] = []
    box: list[float] = []
    previous: tuple[float, float, float, float] | None = None

    def finish(hyphen: bool = False) -> None:
        word = characters("".join(letters)).strip()
        if word:
            x0, y0, x1, y1 = box
            done.append((Piece(word, x0, y0, x1, y1, _picture_box(frame, x0, y0, x1, y1)), hyphen))
        letters.clear()

    high_half = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if 0xD800 <= code < 0xDC00:
            high_half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high_half - 0xD800) << 10) + code - 0xDC00 if high_half else 0xFFFD
        if code in _LINE_END_HYPHENS:
            finish(hyphen=True)
            previous = None
            continue
        letter = chr(code)
        if letter.isspace() or code < 0x20:
            finish()
            previous = None
            continue
        pdfium.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(rect))
        place = _upright(frame, rect)
        if previous is not None and _apart(previous, place):
            finish()
        if letters:
            box = [min(box[0], place[0]), min(box[1], place[1]), max(box[2], place[2]), max(box[3], place[3])]
        else:
            box = list(place)
        letters.append(letter)
        previous = place
    finish()
    return done


def _upright(frame: _Frame, rect: pdfium.FS_RECTF) -> tuple[float, float, float, float]:
    ax, ay = frame.upright(*frame.shown(rect.left, rect.top))
    bx, by = frame.upright(*frame.shown(rect.right, rect.bottom))
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _apart(before: tuple[float, float, float, float], after: tuple[float, float, float, float]) -> bool:
    """Whether two letters next to one another in the layer stand apart on the page, space or not."""
    height = max(before[3] - before[1], after[3] - after[1], 0.1)
    gap = after[0] - before[2]
    level = abs((before[1] + before[3]) - (after[1] + after[3])) / 2
    return gap > 0.35 * height or gap < -height or level > 0.6 * height


def _picture_box(frame: _Frame, x0: float, y0: float, x1: float, y1: float) -> Box:
    """Fractions of the shown page from reading coordinates."""
    width, height = (
        (frame.width, frame.height)
        if (frame.turns + frame.reading_turns) % 2 == 0
        else (
            frame.height,
            frame.width,
        )
    )
    back = -frame.reading_turns % 4
    ax, ay = _turned(x0 / width, y0 / height, back)
    bx, by = _turned(x1 / width, y1 / height, back)
    return _fraction(min(ax, bx)), _fraction(min(ay, by)), _fraction(max(ax, bx)), _fraction(max(ay, by))


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _hyphens_joined(pieces: list[tuple[Piece, bool]]) -> list[Piece]:
    """Words cut at a line end drawn together on the upper line."""
    done: list[Piece] = []
    cut: Piece | None = None
    for piece, hyphen in pieces:
        if cut is not None:
            cut.text = join(cut.text, piece.text)
            cut = cut if hyphen else None
            continue
        done.append(piece)
        cut = piece if hyphen else None
    if cut is not None:
        cut.text += "-"
    return done


def _legible(text: pypdfium2.PdfTextPage, count: int) -> bool:
    """Whether the characters are writing: a broken font map gives private-use codes, controls and replacement marks."""
    good = bad = 0
    for index in range(0, count, max(1, count // 2000)):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if code in _LINE_END_HYPHENS or chr(code).isspace():
            continue
        odd = code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code < 0xF900 or code in (0xFFFD, 0xFFFF)
        if odd or pdfium.FPDFText_HasUnicodeMapError(text.raw, index) == 1:
            bad += 1
        else:
            good += 1
    return good >= _LEGIBLE * (good + bad)


def _objects(page: pypdfium2.PdfPage) -> tuple[bool, bool, bool]:
    """Whether anything but text is drawn, whether one image fills the page, whether all text is invisible."""
    width, height = page.get_size()
    pictured = covered = False
    texts = invisible = 0
    for number, item in enumerate(page.get_objects(max_depth=3)):
        if number > 5000:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            invisible += pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        elif item.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            pictured = True
            if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = item.get_bounds()
                covered = covered or (right - left) * (top - bottom) > _PAGE_SIZED * width * height
    return pictured, covered, texts > 0 and invisible == texts
