"""One picture of a page to text on the grid.

Takes a grey picture; gives text, words with boxes and the mean confidence. The steps kept are those that measured
better (docs/decisions/0003-ocr.md): levelled, evenly lit, read as one block of lines, because the grid finds the
columns itself and automatic layout loses lone numbers of tables.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from firstcheck.facts.fact import Box
from firstcheck.intake import ocr, prepare
from firstcheck.intake.align import aligned
from firstcheck.intake.document import Word
from firstcheck.intake.grid import Piece, lay_grid

#: below this mean confidence another way of reading is tried
_SURE = 0.84
_UPSIDE_DOWN = 0.62
_SHORTEST, _ENLARGED, _LONGEST = 1550, 1700, 3000
#: how much surer a page must read on its head to be taken for one that lies so
_CLEARLY = 0.15
_DRAWN = re.compile(r"[|_~=\-—–.·•'\"`‘’“”,:;*°<>«»\\/\[\](){}]+")
_SPANISH = frozenset(
    [
        "de",
        "la",
        "el",
        "los",
        "las",
        "por",
        "para",
        "con",
        "usted",
        "una",
        "del",
        "que",
        "su",
        "carta",
        "plan",
        "salud",
        "servicio",
        "fecha",
        "no",
        "se",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "for",
        "your",
        "you",
        "this",
        "is",
        "was",
        "not",
        "with",
        "plan",
        "health",
        "by",
        "on",
        "are",
    ]
)


def rehearse() -> None:
    """Take every step once on a small sheet of our own, so that nothing is left to be loaded."""
    sheet = Image.new("L", (330, 300), 40)
    draw = ImageDraw.Draw(sheet)
    draw.polygon(((20, 30), (300, 20), (310, 270), (25, 280)), fill=230)
    for row in range(5):
        draw.text((50, 60 + 40 * row), "la carta de  salud  99", fill=0, font_size=20)
    read_picture(sheet)
    prepare.despeckled(sheet)
    for language in ocr.LANGUAGES:
        ocr.recognise(sheet, language, ocr.AUTOMATIC)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A picture ready for recognition and the way back to the one it came from."""

    picture: Image.Image
    back: Callable[[float, float, float, float], tuple[float, float, float, float]]


def read_picture(picture: Image.Image) -> tuple[str, tuple[Word, ...], float]:
    """Text, words with boxes as fractions of `picture`, and the mean confidence."""
    turns = 1 if prepare.sideways(picture) else 0
    prepared = _prepared(picture, turns)
    seen = ocr.recognise(prepared.picture)
    if seen.confidence < _UPSIDE_DOWN:
        other = _prepared(picture, turns + 2)
        turned = ocr.recognise(other.picture)
        if turned.confidence > seen.confidence + _CLEARLY:
            prepared, seen = other, turned
    if seen.confidence < _SURE:
        seen = _surer(seen, ocr.recognise(prepared.picture.filter(ImageFilter.GaussianBlur(0.7))))
    if _is_spanish(seen):
        seen = ocr.recognise(prepared.picture, "spa")
    if seen.confidence < _SURE:
        # a page of blocks side by side whose lines do not meet is no single block
        seen = _surer(seen, ocr.recognise(prepared.picture, _language(seen), mode=ocr.AUTOMATIC))
    words = [word for word in seen.words if not _is_litter(word)]
    text, found = lay_grid(aligned([_piece(word, prepared, picture.size) for word in words]))
    return text, found, ocr.Recognised(words).confidence


def _prepared(picture: Image.Image, turns: int) -> _Prepared:
    """The picture upright after `turns` clockwise quarter turns, of a workable size, level and evenly lit."""
    shown = picture.transpose(_TURNS[turns % 4]) if turns % 4 else picture
    fax = prepare.bilevel(shown)
    if fax:
        shown = prepare.despeckled(shown)
    shown, scale = _sized(shown)
    warp = prepare.levelling(shown)
    ready = warp.applied(shown) if warp else shown
    ready = ready if fax else prepare.evened(ready)

    def back(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        box = warp.back(x0, y0, x1, y1) if warp else (x0, y0, x1, y1)
        return _unturned((box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale), turns % 4, picture.size)

    return _Prepared(ready, back)


_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def _sized(picture: Image.Image) -> tuple[Image.Image, float]:
    """Small scans enlarged, as Tesseract wants letters of 20 pixels and more; huge photos made smaller."""
    scale = 1.0
    if min(picture.size) < _SHORTEST and max(picture.size) < 2 * _SHORTEST:
        scale = _ENLARGED / min(picture.size)
    scale = min(scale, _LONGEST / max(picture.size), 3.0)
    if scale == 1.0:
        return picture, scale
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS), scale


def _unturned(box: tuple[float, float, float, float], turns: int, size: tuple[int, int]) -> Box:
    """A box of the turned picture in the picture before its clockwise quarter turns."""
    x0, y0, x1, y1 = box
    width, height = size
    if turns == 1:
        return y0, height - x1, y1, height - x0
    if turns == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turns == 3:
        return width - y1, x0, width - y0, x1
    return box


def _surer(one: ocr.Recognised, other: ocr.Recognised) -> ocr.Recognised:
    return other if other.sure_letters > 1.02 * one.sure_letters else one


def _is_spanish(seen: ocr.Recognised) -> bool:
    words = [word.text.lower().strip(".,:;") for word in seen.words]
    spanish, english = (sum(word in known for word in words) for known in (_SPANISH, _ENGLISH))
    return spanish >= 4 and spanish > english


def _language(seen: ocr.Recognised) -> str:
    return "spa" if _is_spanish(seen) else "eng"


def _is_litter(word: ocr.Seen) -> bool:
    """Marks of rules, frames and folds: drawn signs standing alone, and unsure specks without a letter or digit."""
    if not _DRAWN.fullmatch(word.text):
        return not any(letter.isalnum() for letter in word.text) and word.confidence < 0.3
    return word.confidence < 0.5 or word.text.strip("|_~\\") == ""


def _piece(word: ocr.Seen, prepared: _Prepared, size: tuple[int, int]) -> Piece:
    x0, y0, x1, y1 = prepared.back(word.x0, word.y0, word.x1, word.y1)
    width, height = size
    box = (_fraction(x0 / width), _fraction(y0 / height), _fraction(x1 / width), _fraction(y1 / height))
    rise, fall = 0.75 * word.size, 0.25 * word.size
    return Piece(word.text, word.x0, word.base - rise, word.x1, word.base + fall, box, round(word.confidence, 3))


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
