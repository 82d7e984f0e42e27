"""Bytes to Document: one reader a file, found by a registry; hostile input dies in a child process."""

from firstcheck.intake.document import Document, Page, Reading, Word
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import STANDARD, Limits
from firstcheck.intake.reading import clean_copy, fax_pages, read_file, read_files, read_text, render_page, warm

__all__ = [
    "STANDARD",
    "Document",
    "Limits",
    "Page",
    "Reading",
    "Unreadable",
    "Word",
    "clean_copy",
    "fax_pages",
    "read_file",
    "read_files",
    "read_text",
    "render_page",
    "warm",
]
