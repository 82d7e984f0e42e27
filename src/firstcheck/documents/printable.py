"""Any text of a person or a paper to characters that all three formats can show.

Takes text; gives text in NFC without control, direction or invisible characters. What our fonts cannot show becomes a
white square, and `unprintable` tells where that happened, so that a name is never sent garbled without a word.
"""

import re
import unicodedata

SQUARE = "\u25a1"
#: What Source Serif 4, the widest font we ship, covers in all its faces; tests typeset every one of these.
COVERED = (
    "\x20-\x7e\xa0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u0218-\u021b"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u0493"
    "\u1e80-\u1e85\u1ea0-\u1ef9\u2013-\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2032\u2033\u2039\u203a"
    "\u20ac\u2116\u2122\u2190-\u2193\u2212\u2260\u2264\u2265\u25a1\u2610"
)
_UNCOVERED = re.compile(f"[^{COVERED}\n]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_HYPHENS = re.compile("[\u2010\u2011\ufe58\ufe63\uff0d]")
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def printable(text: str) -> str:
    """The text as it will be printed. Line breaks stay."""
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", _HYPHENS.sub("-", text))
    kept = (char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return _UNCOVERED.sub(SQUARE, "".join(kept))


def one_line(text: str) -> str:
    """The same on one line, white space folded."""
    return " ".join(printable(text).split())


def unprintable(text: str) -> bool:
    """Whether something of it could not be shown."""
    return SQUARE in text
