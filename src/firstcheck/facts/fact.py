"""One thing known about a case, with where it was read or who said it."""

import enum
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import msgspec

#: Text and codes are `str`, money is `Decimal` in US dollars, yes/no facts are `bool`, lists are tuples of codes.
FactValue: TypeAlias = str | bool | int | date | Decimal | tuple[str, ...]

#: x0, y0, x1, y1 as fractions of the page, origin top left.
Box: TypeAlias = tuple[float, float, float, float]


class Status(enum.StrEnum):
    """How a fact came to be known."""

    READ = "read"
    ANSWERED = "answered"
    DERIVED = "derived"
    ASSUMED = "assumed"


class Confidence(enum.StrEnum):
    """How far a reading may be trusted without the person's confirmation."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Source(msgspec.Struct, frozen=True):
    """The exact place a value was read.

    `document` counts from 0, `page` from 1. `quote` is a contiguous piece of the page's text, white space folded to
    single spaces. `box` is None where the page has no picture (pasted text).
    """

    document: int
    page: int | None
    quote: str
    box: Box | None = None


class Fact(msgspec.Struct, frozen=True):
    """A named value. `line` is the id of the claim line it belongs to, None for the claim or paper as a whole."""

    name: str
    value: FactValue
    status: Status = Status.READ
    confidence: Confidence = Confidence.HIGH
    line: str | None = None
    source: Source | None = None
