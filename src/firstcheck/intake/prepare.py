"""A grey picture of a page made easier to recognise: levelled, and freed of the specks of a fax.

Takes and gives grey Pillow pictures; what moves the picture comes as a `Warp`, which also takes places
back to where they were. Everything is estimated on a small copy and applied once.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from firstcheck.intake.paper_edge import Corners, paper_corners

Marks: TypeAlias = npt.NDArray[np.bool_]
_Matrix: TypeAlias = npt.NDArray[np.float64]
_SMALL = 1000
_STEEPEST = 7.0
_LEAST_TURN = 0.12
_INK = 0.74
_FEW_MARKS = 300
_BANDS = 6


@dataclass(frozen=True, slots=True)
class Warp:
    """A change of perspective: `matrix` takes places of the new picture, of `size`, to the old one (homogeneous)."""

    matrix: _Matrix
    size: tuple[int, int]

    def applied(self, picture: Image.Image) -> Image.Image:
        """The new picture; what lies outside the old one is paper."""
        values = (self.matrix / self.matrix[2, 2]).flatten()[:8]
        coefficients = tuple(float(value) for value in values)
        return picture.transform(
            self.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=255
        )

    def back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright box, in the old picture, around the middles of the sides of a box of the new one."""
        middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
        sides = np.array([(x0, middle_y, 1), (x1, middle_y, 1), (middle_x, y0, 1), (middle_x, y1, 1)]).T
        moved = self.matrix @ sides
        across, down = moved[0] / moved[2], moved[1] / moved[2]
        return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def levelling(picture: Image.Image) -> Warp | None:
    """How to set the page's lines level, None where they are.

    Where all four edges of the paper are seen, the paper becomes the picture. What tilt is left, and tilt that differs
    between the top and the foot of the page, is measured on the lines themselves.
    """
    scale = min(1.0, _SMALL / max(picture.size))
    small_size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    small = picture.resize(small_size, Image.Resampling.BOX)
    corners = paper_corners(small)
    first = _from_corners(corners) if corners is not None else Warp(np.eye(3), small_size)
    top, foot = tilts(ink(first.applied(small) if corners is not None else small))
    if corners is None and max(abs(top), abs(foot)) < _LEAST_TURN:
        return None
    matrix = first.matrix @ _tilted(first.size, top, foot)
    shrink, grow = np.diag([scale, scale, 1.0]), np.diag([1 / scale, 1 / scale, 1.0])
    size = (max(1, round(first.size[0] / scale)), max(1, round(first.size[1] / scale)))
    return Warp(grow @ matrix @ shrink, size)


def _from_corners(corners: Corners) -> Warp:
    """The quadrilateral as an upright picture as large as its longer sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    width = round(max(math.hypot(bx - ax, by - ay), math.hypot(cx - dx, cy - dy)))
    height = round(max(math.hypot(dx - ax, dy - ay), math.hypot(cx - bx, cy - by)))
    return Warp(_perspective(_frame(width, height), corners), (width, height))


def _frame(width: float, height: float) -> Corners:
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def _tilted(size: tuple[int, int], top: float, foot: float) -> _Matrix:
    """The matrix that takes a level frame to lines of these tilts in degrees, linear in between, about the middle."""
    width, height = size
    rise_top, rise_foot = (math.tan(math.radians(angle)) * width / 2 for angle in (top, foot))
    # turning as well as shearing keeps letters upright
    lean = math.tan(math.radians((top + foot) / 2)) * height / 2
    target = (
        (lean, -rise_top),
        (width + lean, rise_top),
        (width - lean, height + rise_foot),
        (-lean, height - rise_foot),
    )
    return _perspective(_frame(width, height), target)


def _perspective(source: Corners, target: Corners) -> _Matrix:
    """The matrix that takes each corner of `source` to the same corner of `target`."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.append(np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values)), 1.0).reshape(3, 3)


def ink(picture: Image.Image) -> Marks:
    """Where the ink is on a small picture: darker than the paper around it."""
    paper = picture.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(5))
    ratio = np.asarray(picture, dtype=np.float32) / np.maximum(np.asarray(paper, dtype=np.float32), 16)
    return np.asarray(ratio < _INK)


def tilts(marks: Marks) -> tuple[float, float]:
    """Tilt of the lines at the top and the foot, in degrees, downward to the right; both 0 where none can be told."""
    height = marks.shape[0]
    overall = tilt(marks, 0.0, _STEEPEST)
    if overall is None:
        return 0.0, 0.0
    places, angles, weights = [], [], []
    for band in range(_BANDS):
        part = marks[height * band // _BANDS : height * (band + 1) // _BANDS]
        angle = tilt(part, overall, 2.5)
        if angle is not None:
            places.append((band + 0.5) / _BANDS)
            angles.append(angle)
            weights.append(math.sqrt(float(part.sum())))
    if len(places) < 3:
        return overall, overall
    middle = float(np.median(np.array(angles) - overall))
    kept = [abs(angle - overall - middle) < 1.6 for angle in angles]
    chosen = [np.array(values)[kept] for values in (places, angles, weights)]
    if len(chosen[0]) < 3:
        return overall, overall
    slope, start = np.polyfit(chosen[0], chosen[1], 1, w=chosen[2])
    if abs(slope) < 0.25:
        return overall, overall
    return float(start), float(start + slope)


def tilt(marks: Marks, around: float, spread: float) -> float | None:
    """The tilt within `spread` of `around` at which lines and gaps alternate most sharply; None with too little ink."""
    down, across = (place.astype(np.float32) for place in np.nonzero(marks))
    if len(down) < _FEW_MARKS:
        return None
    step = len(down) // 40_000 + 1
    down, across = down[::step], across[::step]
    coarse = np.arange(around - spread, around + spread + 0.01, 0.5)
    scores = [_sharpness(down, across, float(angle)) for angle in coarse]
    best = int(np.argmax(scores))
    if best in (0, len(coarse) - 1) or scores[best] < 1.15 * float(np.median(scores)):
        return None
    fine = coarse[best] + np.arange(-0.4, 0.41, 0.1)
    scores = [_sharpness(down, across, float(angle)) for angle in fine]
    return round(float(fine[int(np.argmax(scores))]), 2)


def _sharpness(down: npt.NDArray[np.float32], across: npt.NDArray[np.float32], degrees: float) -> float:
    levels = down - across * math.tan(math.radians(degrees))
    counts = np.bincount((levels - levels.min()).astype(np.int64)).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def sideways(picture: Image.Image) -> bool:
    """Whether the lines of writing run up and down the picture."""
    scale = min(1.0, _SMALL / max(picture.size))
    marks = ink(
        picture.resize((round(picture.width * scale) or 1, round(picture.height * scale) or 1), Image.Resampling.BOX)
    )
    down, across = (place.astype(np.float32) for place in np.nonzero(marks))
    if len(down) < _FEW_MARKS:
        return False
    angles = np.arange(-4, 4.1, 0.5)
    rows = max(_sharpness(down, across, float(angle)) for angle in angles) / marks.shape[1] ** 2 * marks.shape[0]
    columns = max(_sharpness(across, down, float(angle)) for angle in angles) / marks.shape[0] ** 2 * marks.shape[1]
    return bool(columns > 1.5 * rows)


def bilevel(picture: Image.Image) -> bool:
    """Whether the picture holds black and white only, as a fax does; the in-between shades are few."""
    counts = np.array(picture.histogram(), dtype=np.float64)
    return float(counts[24:232].sum()) < 0.02 * float(counts.sum())


def despeckled(picture: Image.Image) -> Image.Image:
    """Points without more than one neighbour of their colour turned to the other one, in a black and white picture."""
    values = np.array(picture, dtype=np.uint8)
    dark = values < 128
    height, width = dark.shape
    around = np.zeros(dark.shape, dtype=np.uint8)
    padded = np.pad(dark, 1).astype(np.uint8)
    for down in (0, 1, 2):
        for across in (0, 1, 2):
            if (down, across) != (1, 1):
                around += padded[down : down + height, across : across + width]
    values[dark & (around <= 1)] = 255
    values[~dark & (around >= 7)] = 0
    return Image.fromarray(values)


def evened(picture: Image.Image) -> Image.Image:
    """Even light: every place divided by the brightness of the paper around it."""
    size = (max(1, picture.width // 8), max(1, picture.height // 8))
    small = picture.resize(size, Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(5)).resize(picture.size)
    values = np.asarray(picture, dtype=np.float32) / np.maximum(np.asarray(paper, dtype=np.float32), 16) * 250
    return Image.fromarray(np.minimum(values, 255).astype(np.uint8))
