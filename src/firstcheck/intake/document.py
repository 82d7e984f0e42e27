"""What every reader gives: pages of text on a character grid, each piece mapped back to its place in the picture."""

import enum

import msgspec

from firstcheck.facts.fact import Box
from firstcheck.intake.claim_data import PaidClaim


class Reading(enum.StrEnum):
    """How the words came off the page."""

    TEXT = "text"
    OCR = "ocr"
    MIXED = "mixed"
    STRUCTURED = "structured"


class Word(msgspec.Struct, frozen=True):
    """A word of a page: `start`/`end` are offsets into `Page.text`; `confidence` is 0 to 1 (1 for digital text)."""

    start: int
    end: int
    box: Box
    confidence: float = 1.0


class Page(msgspec.Struct, frozen=True):
    """One page.

    `text` keeps the layout: lines are separated by a line feed and columns are kept apart by runs of spaces, so that a
    table of a PDF, of a photo and of a pasted text read alike. `words` is in order of `start` and empty for text that
    never had a picture. `number` counts from 1.
    """

    number: int
    text: str
    words: tuple[Word, ...] = ()
    reading: Reading = Reading.TEXT


class Document(msgspec.Struct, frozen=True):
    """A file as read. `problems` are plain sentences for the person ("Page 3 is empty.")."""

    name: str
    sha256: str
    reading: Reading
    pages: tuple[Page, ...]
    problems: tuple[str, ...] = ()
    #: media type the bytes really were, e.g. "application/pdf"
    media_type: str = "text/plain"
    #: claims that the file holds as data (X12 835, FHIR); empty for papers made for people
    claims: tuple[PaidClaim, ...] = ()
