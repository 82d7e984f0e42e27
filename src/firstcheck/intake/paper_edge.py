"""The four edges of a sheet of paper in a photo.

Takes a small grey picture; gives the corners of the sheet, or None where its edges are not all to be seen.
"""

import random
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

#: top left, top right, bottom right, bottom left
Corners: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
_Places: TypeAlias = npt.NDArray[np.float64]
_SMALL = 320
_LEAST_CONTRAST = 35.0
_LEAST_SHARE = 0.3
_TRIES = 300
_NEAR = 1.6


def paper_corners(picture: Image.Image) -> Corners | None:
    """Corners of the bright sheet on a darker ground, in pixels of `picture`."""
    scale = min(1.0, _SMALL / max(picture.size))
    size = (max(2, round(picture.width * scale)), max(2, round(picture.height * scale)))
    small = (
        picture.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(1))
    )
    values = np.asarray(small, dtype=np.float64)
    bright = values > _threshold(values)
    if bright.all() or not bright.any() or values[bright].mean() - values[~bright].mean() < _LEAST_CONTRAST:
        return None
    edges = [_edge(bright, flipped=False), _edge(bright[:, ::-1], flipped=True)]
    edges += [_edge(bright.T, flipped=False), _edge(bright.T[:, ::-1], flipped=True)]
    left, right, top, foot = edges
    if left is None or right is None or top is None or foot is None:
        return None
    met = (_meeting(left, top), _meeting(right, top), _meeting(right, foot), _meeting(left, foot))
    return _checked(met, size, scale)


def _threshold(values: _Places) -> float:
    """The level that best parts dark from bright (Otsu)."""
    counts, edges = np.histogram(values, bins=64, range=(0, 255))
    levels = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return float(levels[int(np.argmax(np.nan_to_num(between)))])


def _edge(bright: npt.NDArray[np.bool_], flipped: bool) -> tuple[float, float] | None:
    """The line, as start and slope along the rows, on which the first bright point of most rows lies."""
    height, width = bright.shape
    steady = bright[:, :-3] & bright[:, 1:-2] & bright[:, 2:-1] & bright[:, 3:]
    rows = np.nonzero(steady.any(axis=1))[0].astype(np.float64)
    if len(rows) < 0.4 * height:
        return None
    first = steady[rows.astype(int)].argmax(axis=1).astype(np.float64)
    found = _line(rows, first)
    if found is None:
        return None
    start, slope = found
    # an edge along the border of the picture is where the picture ends, not the sheet
    if (start + start + slope * height) / 2 < 0.012 * width:
        return None
    return (width - 1 - start, -slope) if flipped else found


def _line(rows: _Places, places: _Places) -> tuple[float, float] | None:
    """The line through most of the points, None where fewer than six tenths lie near any."""
    count = len(rows)
    best, most = None, 0
    # the same pairs at every reading; numpy's own generator would be loaded late, when no file can be opened any more
    chance = random.Random(5)  # noqa: S311 - no secret
    for _ in range(_TRIES):
        one, other = chance.randrange(count), chance.randrange(count)
        if abs(rows[one] - rows[other]) < len(rows) / 5:
            continue
        slope = (places[one] - places[other]) / (rows[one] - rows[other])
        near = np.abs(places - places[one] - slope * (rows - rows[one])) < _NEAR
        if near.sum() > most:
            best, most = near, int(near.sum())
    if best is None or most < 0.6 * len(rows):
        return None
    slope, start = np.polyfit(rows[best], places[best], 1)
    return float(start), float(slope)


def _meeting(upright: tuple[float, float], level: tuple[float, float]) -> tuple[float, float]:
    """Where x = a + b y and y = c + d x meet."""
    (a, b), (c, d) = upright, level
    x = (a + b * c) / (1 - b * d)
    return x, c + d * x


def _checked(corners: Corners, size: tuple[int, int], scale: float) -> Corners | None:
    """The corners at full size where they make a plausible sheet: convex, large, no side more than a third shorter."""
    points = np.array(corners)
    sides = np.roll(points, -1, axis=0) - points
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    area = 0.5 * abs(float(np.sum(points[:, 0] * np.roll(points[:, 1], -1) - points[:, 1] * np.roll(points[:, 0], -1))))
    if (turns <= 0).any() or area < _LEAST_SHARE * size[0] * size[1]:
        return None
    if min(lengths[0], lengths[2]) < 0.66 * max(lengths[0], lengths[2]):
        return None
    if min(lengths[1], lengths[3]) < 0.66 * max(lengths[1], lengths[3]):
        return None
    a, b, c, d = ((float(x) / scale, float(y) / scale) for x, y in points)
    return a, b, c, d
