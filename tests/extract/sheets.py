"""Papers for tests: text laid out as intake would give it."""

import hashlib

from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.intake.document import Document, Page, Reading


def sheet_of(text: str) -> Sheet:
    """A sheet of that text; a form feed begins a page."""
    pages = tuple(Page(number, part) for number, part in enumerate(text.split("\f"), 1))
    return lay_out(0, Document("paper", hashlib.sha256(text.encode()).hexdigest(), Reading.TEXT, pages))
