"""Claim data made for computers (X12 835, FHIR): recognised, and named as what this version does not read."""

import re
from collections.abc import Callable
from typing import NoReturn

from firstcheck.intake.encoding import decode
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import CERTAIN, Reader

# An X12 interchange begins with ISA and its element separator, which stands again after the two-character qualifier.
_X12 = re.compile(rb"\s*ISA([^A-Za-z0-9\s])[0-9 ]{2}\1")
_FHIR = re.compile(r'\s*[\[{].*?"(?:resourceType|ExplanationOfBenefit)"', re.DOTALL)
_FHIR_XML = re.compile(r"<\w+[^>]*xmlns=.http://hl7\.org/fhir")


def score(head: bytes, name: str) -> int:
    """Certain of an X12 interchange or a FHIR resource, in JSON or XML."""
    text = decode(head)
    return CERTAIN if _X12.match(head) or _FHIR.match(text) or _FHIR_XML.search(text) else 0


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> NoReturn:
    """Always Unreadable."""
    what = "an electronic payment file (X12)" if _X12.match(data[:64]) else "claim data for computers (FHIR)"
    raise Unreadable(
        f"This is {what}. This version reads letters, benefit statements and photos of them. "
        "Send the letter or statement itself as a PDF, a photo or text."
    )


READER = Reader("structured", score, read, in_child=False)
