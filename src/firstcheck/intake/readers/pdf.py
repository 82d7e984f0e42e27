"""PDF: the text layer where there is one, the page's picture where there is none or a broken one, page by page."""

from collections.abc import Callable

from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import CERTAIN, LIKELY, NAMED, Pages, Reader, suffix


def score(head: bytes, name: str) -> int:
    """Certain at the start; likely where some bytes stand before the mark, as some mail gateways leave them."""
    if head.startswith(b"%PDF-"):
        return CERTAIN
    if b"%PDF-" in head[:1024]:
        return LIKELY - 1
    # a PDF so damaged that its mark is gone still gets the sentence for PDFs
    return NAMED if suffix(name) == "pdf" and b"\0" in head else 0


def warm() -> None:
    """Load PDFium and, where it is installed, the recogniser for pages that are pictures."""
    from firstcheck.intake import ocr, pdf_pages

    pdf_pages.warm()
    ocr.warm()


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """All pages up to the limits."""
    from firstcheck.intake import pdf_pages

    return pdf_pages.read(data, limits, progress)


def render(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """The page as PNG."""
    from firstcheck.intake import pdf_pages

    return pdf_pages.render(data, number, width, limits)


READER = Reader("pdf", score, read, render, warm)
