"""Kinds of care that are denied most: names, number ranges and notes, all in our own words.

Procedure numbers (CPT) belong to the American Medical Association and come here without any of its words; NOTICE says
so, and FIRSTCHECK_PROCEDURE_NUMBERS=hide takes the numbers away from every face.
"""

import os
import re

from firstcheck.knowledge.entry import Entry

#: The setting that hides procedure numbers, and the value that does so.
NUMBERS_SETTING, HIDE = "FIRSTCHECK_PROCEDURE_NUMBERS", "hide"
_NUMBER = re.compile(r"([A-Z]?)(\d+)([A-Z]?)")


class Procedure(Entry, frozen=True):
    """One kind of care. `codes` are numbers or ranges such as `97110-97546`; `words` are patterns on folded text.

    `figures` are measured outcomes of this care in knowledge/evidence/.
    """

    id: str
    name: str
    what: str
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    bills: str = ""
    denied_for: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    prevents: tuple[str, ...] = ()
    note: str = ""
    name_es: str = ""
    figures: tuple[str, ...] = ()

    def holds(self, code: str) -> bool:
        """Whether a procedure code is one of this kind."""
        return any(_within(code, span) for span in self.codes)

    @property
    def shown_codes(self) -> tuple[str, ...]:
        """The numbers that a face may show: none where the setting hides them."""
        return self.codes if numbers_shown() else ()


class ImagingNumber(Entry, frozen=True):
    """A procedure number of imaging in our own words. `bills`: two where reading and pictures may be billed apart."""

    name: str
    modality: str
    region: str
    contrast: str = ""
    bills: str = ""
    several: str = ""
    note: str = ""


def numbers_shown() -> bool:
    """Whether procedure numbers may be shown on this machine."""
    return os.environ.get(NUMBERS_SETTING, "").strip().lower() != HIDE


def _within(code: str, span: str) -> bool:
    first, _, last = span.partition("-")
    if not last:
        return code == first
    low, high, asked = (_NUMBER.fullmatch(text) for text in (first, last, code))
    if low is None or high is None or asked is None:
        return False
    return asked[1] == low[1] and asked[3] == low[3] and int(low[2]) <= int(asked[2]) <= int(high[2])
