"""Columns of a recognised picture stood upright.

Takes the words of a picture whose lines are level but whose columns may lean or draw together, as in a photo taken
at an angle; gives the same words moved sideways. Only places change; a scan that stands straight is left as it is.
"""

import numpy as np
import numpy.typing as npt

from firstcheck.intake.grid import Piece

_LEANS = np.linspace(-0.09, 0.09, 37)
_NARROWINGS = np.linspace(-0.12, 0.12, 25)
_FEWEST = 12
_GAIN = 1.25


def aligned(pieces: list[Piece]) -> list[Piece]:
    """The pieces moved so that the places where words begin stand under one another as sharply as they can."""
    if len(pieces) < _FEWEST:
        return pieces
    across = np.array([(piece.x0, piece.x1) for piece in pieces])
    down = np.array([piece.middle for piece in pieces])
    middle_x, middle_y = float(across.mean()), float(down.mean())
    width = max(float(np.ptp(across)), 1.0)
    unit = float(np.median((across[:, 1] - across[:, 0]) / [len(piece.text) for piece in pieces]))
    first = _firsts(pieces)
    if not first:  # words read on top of one another: nothing to stand upright by
        return pieces
    x, y = across[first, 0] - middle_x, down[first] - middle_y
    straight = _sharpness(x, unit)
    best, lean, narrowing = straight, 0.0, 0.0
    for one in _LEANS:
        for other in _NARROWINGS:
            found = _sharpness(x + y * (one + other * x / width), unit)
            if found > best:
                best, lean, narrowing = found, float(one), float(other)
    if best < _GAIN * straight:
        return pieces
    for piece, level in zip(pieces, down - middle_y, strict=True):
        for_start = level * (lean + narrowing * (piece.x0 - middle_x) / width)
        for_end = level * (lean + narrowing * (piece.x1 - middle_x) / width)
        piece.x0, piece.x1 = piece.x0 + for_start, piece.x1 + for_end
    return pieces


def _firsts(pieces: list[Piece]) -> list[int]:
    """Words with nothing close to their left: where lines and columns begin."""
    order = sorted(range(len(pieces)), key=lambda number: pieces[number].x1)
    ends = np.array([pieces[number].x1 for number in order])
    levels = np.array([pieces[number].middle for number in order])
    found = []
    for number, piece in enumerate(pieces):
        low, high = np.searchsorted(ends, (piece.x0 - piece.height, piece.x0 + 0.2 * piece.height))
        if not (np.abs(levels[low:high] - piece.middle) < 0.5 * piece.height).any():
            found.append(number)
    return found


def _sharpness(places: npt.NDArray[np.float64], unit: float) -> float:
    """How sharply places gather: the sum of squares of their counts, in bins that overlap by half."""
    bins = np.floor((places - places.min()) / unit * 2).astype(np.int64)
    counts = np.bincount(bins).astype(np.float64)
    pairs = counts + np.append(counts[1:], 0)
    return float(np.square(pairs).sum())
