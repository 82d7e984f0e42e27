"""The recogniser: a grey picture to words with boxes and confidences, by Tesseract with data that travels with us.

Takes a grey Pillow image; gives Recognised. `warm` loads everything, for the child process can open no file later.
Optional: without the `photo` extra `installed()` is False.
"""

import importlib.util
import itertools
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image

TESSDATA: Final = Path(__file__).with_name("tessdata")
NOT_INSTALLED: Final = (
    'Reading photos and scans needs the photo parts of firstcheck. Install them with: pip install "firstcheck[photo]". '
    "Or type the words of the paper and paste them."
)
#: page segmentation modes: automatic layout, one block of lines
AUTOMATIC: Final = 3
ONE_BLOCK: Final = 6
LANGUAGES: Final = ("eng", "spa")
_PARTS: Final = ("tesserocr", "PIL", "numpy")
_engines: dict[str, Any] = {}


@dataclass(slots=True)
class Seen:
    """A recognised word; places in pixels of the picture, `base` is the line it stands on, `size` the line's height."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    base: float
    size: float
    confidence: float


@dataclass(slots=True)
class Recognised:
    """The words of one picture. `confidence` is the mean over characters, 0 to 1."""

    words: list[Seen]

    @property
    def confidence(self) -> float:
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    @property
    def sure_letters(self) -> float:
        """How much was read surely: characters weighted by how far their confidence lies above chance."""
        return sum(len(word.text) * max(0.0, word.confidence - 0.5) for word in self.words)


def installed() -> bool:
    """Whether the `photo` extra is there."""
    return all(importlib.util.find_spec(part) is not None for part in _PARTS)


@lru_cache(maxsize=1)
def warm() -> None:
    """Load the engines for English and Spanish, and rehearse: nothing can be loaded later in the child.

    Done once: a child forked from a process that is warm has it all.
    """
    if not installed():
        return
    from firstcheck.intake.page_picture import rehearse

    for language in LANGUAGES:
        _engine(language)
    rehearse()


def _engine(language: str) -> Any:
    if language not in _engines:
        os.environ["OMP_THREAD_LIMIT"] = "1"
        import tesserocr

        engine = tesserocr.PyTessBaseAPI(
            path=str(TESSDATA), lang=language, oem=tesserocr.OEM.LSTM_ONLY, psm=tesserocr.PSM.AUTO
        )
        # by default it opens /dev/null at its first remark, and crashes in a child that may not open anything
        engine.SetVariable("debug_file", "")
        _engines[language] = engine
    return _engines[language]


def recognise(picture: "Image.Image", language: str = "eng", mode: int = ONE_BLOCK, dpi: int = 200) -> Recognised:
    """Words of a grey picture. `mode` is Tesseract's page segmentation (3 automatic, 6 one block, 11 sparse)."""
    engine = _engine(language)
    engine.SetPageSegMode(mode)
    grey = picture if picture.mode == "L" else picture.convert("L")
    engine.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)
    engine.SetSourceResolution(dpi)
    engine.Recognize()
    try:
        return Recognised(_words(engine))
    finally:
        engine.Clear()


def _words(engine: Any) -> list[Seen]:
    import tesserocr

    iterator = engine.GetIterator()
    if iterator is None:
        return []
    found: list[Seen] = []
    for item in tesserocr.iterate_level(iterator, tesserocr.RIL.WORD):
        if item.Empty(tesserocr.RIL.WORD):
            continue
        text = item.GetUTF8Text(tesserocr.RIL.WORD).strip()
        box, line = item.BoundingBox(tesserocr.RIL.WORD), item.BoundingBox(tesserocr.RIL.TEXTLINE)
        if not text or box is None or line is None:
            continue
        base = item.Baseline(tesserocr.RIL.WORD)
        level = (base[0][1] + base[1][1]) / 2 if base else float(box[3])
        x0, y0, x1, y1 = box
        found.append(
            Seen(text, x0, y0, x1, y1, level, float(line[3] - line[1]), item.Confidence(tesserocr.RIL.WORD) / 100)
        )
    _part(found)
    return found


def _part(words: list[Seen]) -> None:
    """Cut back boxes that reach over the next word of their line, as Tesseract gives them where letters touch."""
    for word, after in itertools.pairwise(words):
        if word.x0 < after.x0 < word.x1 and abs(word.base - after.base) < word.size:
            word.x1 = max(word.x0 + 1, after.x0 - round(0.3 * word.size))
