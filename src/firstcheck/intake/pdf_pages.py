"""PDF pages to pages of text: PDFium's characters put onto the grid, pictures of pages handed to the recogniser.

Takes PDF bytes; gives Pages. Runs only in the child process: PDFium ends the whole process when memory runs out.
"""

import contextlib
import io
from collections.abc import Callable
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from firstcheck.intake.document import Page, Reading
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.grid import lay_grid
from firstcheck.intake.limits import STANDARD, Limits
from firstcheck.intake.pdf_text import TextLayer, text_layer
from firstcheck.intake.reader import Pages
from firstcheck.intake.recognise import Recogniser

DAMAGED: Final = "This PDF is damaged or not complete. Ask for it again, or take a photo of each page."
LOCKED: Final = (
    "This PDF is locked with a password. Open it, print it to a new PDF without a password, and send that one."
)
_NO_PAGES: Final = "This PDF has no pages. Ask for it again, or take a photo of each page."
_OCR_DPI: Final = 200
_POINTS: Final = 72
# the longest side of a page drawn for recognition, in pixels
_OCR_LONGEST: Final = 2600
_WIDEST_RENDER: Final = 2400


def warm() -> None:
    """Rehearse on a page of our own: what Python and PDFium load at first use must be loaded before the rights go."""
    page = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length 57>>stream\n"
        b"BT /F 9 Tf 9 50 Td (Read me  99) Tj ET 0 0 9 9 re f      \nendstream endobj trailer<</Root 1 0 R>>"
    )
    read(page, STANDARD, lambda: None)
    render(page, 1, 99, STANDARD)
    with contextlib.suppress(Unreadable):
        _open(b"%PDF-")


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(LOCKED if locked else DAMAGED) from error
    if len(document) == 0:
        raise Unreadable(_NO_PAGES)
    return document


def read(data: bytes, limits: Limits, progress: Callable[[], None]) -> Pages:
    """All pages up to the limits, with notes on those that are empty, damaged or left out."""
    document = _open(data)
    count = len(document)
    problems: list[str] = []
    if count > limits.pages:
        problems.append(f"Only the first {limits.pages} of {count} pages were read. Send the others as a new file.")
    recogniser = Recogniser(limits, problems)
    pages: list[Page] = []
    damaged = 0
    characters = 0
    for index in range(min(count, limits.pages)):
        page = _page(document, index, recogniser)
        progress()
        if page is None:
            damaged += 1
            problems.append(f"Page {index + 1} is damaged and could not be read.")
        elif not page.text.strip():
            problems.append(recogniser.why_empty(index + 1))
        pages.append(page or Page(index + 1, ""))
        characters += len(pages[-1].text)
        if characters > limits.characters:
            problems.append(f"Only the first {index + 1} pages were read: this file holds more text than any letter.")
            break
    if damaged == len(pages):
        raise Unreadable(DAMAGED)
    if not any(page.text.strip() for page in pages):
        raise Unreadable(recogniser.nothing_read("PDF"))
    return Pages(tuple(pages), _overall(pages), "application/pdf", tuple(problems))


def _overall(pages: list[Page]) -> Reading:
    kinds = {page.reading for page in pages if page.text.strip()}
    return kinds.pop() if len(kinds) == 1 else Reading.MIXED


def _page(document: pypdfium2.PdfDocument, index: int, recogniser: Recogniser) -> Page | None:
    """The page, or None where PDFium cannot open it."""
    try:
        page = document[index]
        layer = text_layer(page)
    except pypdfium2.PdfiumError:
        return None
    try:
        if layer.usable:
            return _from_layer(index + 1, layer)
        if not layer.pictured and not layer.pieces:
            return Page(index + 1, "")
        seen = recogniser.page(index + 1, lambda: _picture(page))
        if seen is not None and seen.text.strip():
            return seen
        # better a poor text layer than nothing, when nothing can be recognised
        return _from_layer(index + 1, layer) if layer.legible else Page(index + 1, "")
    finally:
        page.close()


def _from_layer(number: int, layer: TextLayer) -> Page:
    text, words = lay_grid(layer.pieces)
    return Page(number, text, words, Reading.TEXT)


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(_OCR_DPI / _POINTS, _OCR_LONGEST / max(width, height, 1.0))
    drawn: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil()
    return drawn


def render(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """Page `number` (from 1) as PNG bytes, `width` pixels wide; a very long page is made narrower to stay in bounds."""
    document = _open(data)
    if not 1 <= number <= min(len(document), limits.pages):
        raise Unreadable("This paper does not have that page.")
    try:
        page = document[number - 1]
        across, down = page.get_size()
        scale = min(width, _WIDEST_RENDER) / max(across, 1.0)
        scale *= min(1.0, (4 * _WIDEST_RENDER) / max(down * scale, 1.0))
        picture = page.render(scale=scale).to_pil()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"Page {number} is damaged and cannot be shown.") from error
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()
