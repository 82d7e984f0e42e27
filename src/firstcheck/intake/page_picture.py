"""One picture of a page to text on the grid."""

from PIL import Image

from firstcheck.intake import ocr
from firstcheck.intake.document import Word
from firstcheck.intake.grid import Piece, lay_grid


def read_picture(picture: Image.Image) -> tuple[str, tuple[Word, ...], float]:
    """Text, words with boxes as fractions of `picture`, and the mean confidence."""
    seen = ocr.recognise(picture)
    pieces = [_piece(word, picture.size) for word in seen.words]
    text, words = lay_grid(pieces)
    return text, words, seen.confidence


def _piece(word: ocr.Seen, size: tuple[int, int]) -> Piece:
    width, height = size
    box = (word.x0 / width, word.y0 / height, word.x1 / width, word.y1 / height)
    return Piece(
        word.text, word.x0, word.base - 0.75 * word.size, word.x1, word.base + 0.25 * word.size, box, word.confidence
    )
