"""A grey picture of a page made easier to recognise: straightened, evenly lit, freed of specks.

Takes and gives grey Pillow pictures of the same size; `Turn` maps places of the straightened picture back.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

_SMALL = 900
_STEEPEST = 6.0
_LEAST_TURN = 0.15
_INK = 0.72
_BACKGROUND_STEP = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn about the middle of a picture, in degrees counter-clockwise as shown."""

    degrees: float
    width: int
    height: int

    def back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright box around a box of the turned picture, in the picture as it was."""
        radians = math.radians(self.degrees)
        cosine, sine = math.cos(radians), math.sin(radians)
        middle_x, middle_y = self.width / 2, self.height / 2
        # the centre moves; the box keeps its size, which for a few degrees is tighter than the box of its corners
        x, y = (x0 + x1) / 2 - middle_x, (y0 + y1) / 2 - middle_y
        shift_x = middle_x + cosine * x - sine * y - (x0 + x1) / 2
        shift_y = middle_y + sine * x + cosine * y - (y0 + y1) / 2
        return x0 + shift_x, y0 + shift_y, x1 + shift_x, y1 + shift_y


def flattened(picture: Image.Image) -> Image.Image:
    """Even light: every place divided by the brightness of the paper around it."""
    width, height = picture.size
    small = picture.resize((max(1, width // _BACKGROUND_STEP), max(1, height // _BACKGROUND_STEP)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4)).resize(picture.size)
    values = np.asarray(picture, dtype=np.float32) / np.maximum(np.asarray(paper, dtype=np.float32), 16) * 250
    return Image.fromarray(np.minimum(values, 255).astype(np.uint8))


def ink(picture: Image.Image) -> npt.NDArray[np.float32]:
    """Where the ink is, on a small copy: 1 dark, 0 paper."""
    scale = min(1.0, _SMALL / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = flattened(picture.resize(size, Image.Resampling.BOX))
    return np.asarray(np.asarray(small, dtype=np.float32) / 255 < _INK, dtype=np.float32)


def skew(marks: npt.NDArray[np.float32]) -> float:
    """Degrees by which to turn the picture counter-clockwise to set its lines level, 0 where none stands out."""
    places = np.nonzero(marks)
    if len(places[0]) < 200:
        return 0.0
    down, across = places[0].astype(np.float32), places[1].astype(np.float32)
    if len(down) > 60_000:
        step = len(down) // 60_000 + 1
        down, across = down[::step], across[::step]
    best = _best(down, across, np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.5))
    best = _best(down, across, np.arange(best - 0.4, best + 0.41, 0.1))
    return best if abs(best) >= _LEAST_TURN and abs(best) < _STEEPEST - 0.3 else 0.0


def _best(down: npt.NDArray[np.float32], across: npt.NDArray[np.float32], angles: npt.NDArray[np.float64]) -> float:
    scores = [sharpness(down - across * math.tan(math.radians(float(angle)))) for angle in angles]
    return float(angles[int(np.argmax(scores))])


def sharpness(levels: npt.NDArray[np.float32]) -> float:
    """How sharply rows of ink and gaps between them alternate."""
    counts = np.bincount((levels - levels.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def sideways(marks: npt.NDArray[np.float32]) -> bool:
    """Whether the lines of writing run up and down the picture."""
    down, across = np.nonzero(marks)
    if len(down) < 200:
        return False
    rows = max(sharpness((down - across * t).astype(np.float32)) for t in (-0.03, -0.015, 0.0, 0.015, 0.03))
    columns = max(sharpness((across - down * t).astype(np.float32)) for t in (-0.03, -0.015, 0.0, 0.015, 0.03))
    return columns > 1.3 * rows


def straightened(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned, paper filled in at the corners."""
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255) if degrees else picture


def speckled(picture: Image.Image) -> float:
    """Share of lone dark points, as faxes have them."""
    values = np.asarray(picture, dtype=np.uint8)
    dark = values < 128
    if not dark.any():
        return 0.0
    lone = dark[1:-1, 1:-1].copy()
    for across, down in ((0, 1), (2, 1), (1, 0), (1, 2)):
        lone &= ~dark[down : down + lone.shape[0], across : across + lone.shape[1]]
    return float(lone.sum() / dark.sum())


def despeckled(picture: Image.Image) -> Image.Image:
    """Lone points taken out."""
    return picture.filter(ImageFilter.MedianFilter(3))
