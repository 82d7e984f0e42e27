"""A letter before it has a format: blocks of spans, each span with where its words come from.

PDF, Word file and plain text are made from the same Letter, so they carry the same words.
"""

import enum
from datetime import date

import msgspec

from firstcheck.knowledge.letters import Genre, Sending


class Origin(enum.StrEnum):
    """Where words come from. `OWN` words were written by the person; a `BLANK` waits for theirs."""

    WORDS = "words"
    FACT = "fact"
    QUOTE = "quote"
    LAW = "law"
    BLANK = "blank"
    OWN = "own"


class Role(enum.StrEnum):
    """What a block is on the page."""

    NOTE = "note"
    SENDER = "sender"
    DATE = "date"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    REFERENCE = "reference"
    GREETING = "greeting"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ASK = "ask"
    POINT = "point"
    SPOKEN = "spoken"
    SIGN = "sign"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ENCLOSURE = "enclosure"
    FOOT = "foot"


class Span(msgspec.Struct, frozen=True):
    """Some words and their origin; `ref` is the fact, source or kind of blank."""

    text: str
    origin: Origin = Origin.WORDS
    ref: str = ""


class Block(msgspec.Struct, frozen=True):
    """One piece of the page. A reference block has its label first; `number` counts the asks of a letter from 1."""

    role: Role
    spans: tuple[Span, ...]
    label: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """The words, without label and number."""
        return "".join(span.text for span in self.spans)


class Letter(msgspec.Struct, frozen=True):
    """A letter of a kind, in a language, of a day."""

    kind: str
    language: str
    day: date
    genre: Genre
    blocks: tuple[Block, ...]
    foot: str = ""

    @property
    def subject(self) -> str:
        """What it is about, as its title says."""
        return next((block.text for block in self.blocks if block.role is Role.SUBJECT), self.kind)

    @property
    def blanks(self) -> tuple[str, ...]:
        """What waits to be filled in by the person, in order, each once."""
        spans = (span for block in self.blocks for span in block.spans if span.origin is Origin.BLANK)
        return tuple(dict.fromkeys(span.text.strip("[]") for span in spans))

    def body(self) -> tuple[Block, ...]:
        """The blocks between greeting and closing: what a person may edit."""
        roles = [block.role for block in self.blocks]
        end = roles.index(Role.CLOSING) if Role.CLOSING in roles else len(roles)
        return tuple(block for block in self.blocks[:end] if block.role in BODY)


#: The roles that make up the body of a letter.
BODY = (Role.PARAGRAPH, Role.HEADING, Role.ASK, Role.POINT, Role.SPOKEN, Role.SIGN)


class Sender(msgspec.Struct, frozen=True):
    """Who sends it, as the person told us; what is empty becomes a blank to fill."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    sending: Sending = Sending.PATIENT
