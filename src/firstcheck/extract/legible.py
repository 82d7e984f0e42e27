"""Scanning slips undone: O for 0, l for 1 and the other way round, letter for letter, so that offsets stay true.

Takes a Sheet; gives the same sheet where nothing is damaged, else one whose text can be read. Quotes are still made
from the sheet as printed.
"""

import re

import msgspec

from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.intake.document import Page, Reading

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ0-9]+(?:[.,/:\-][A-Za-zÀ-ÿ0-9]+)*")
_SEGMENT = re.compile(r"[A-Za-zÀ-ÿ0-9]+")
_DAMAGED = re.compile(
    r"(?<![\w-])(?:[A-Za-z]+[a-z][01][a-z]*|[A-Z]+[01][A-Z]{2,}|[A-Z][01][a-z]{2,}|[b-z][01][a-z]{3,}|\d+[Ol]\d+"
    r"|\d+O{1,2}|rn[a-z]{3,})(?![\w-])"
)
_ENOUGH = 3
_TO_FIGURE = str.maketrans("OoQlI|", "000111")
#: Codes of the chapters I and O are not slips ("I10", "O99.3").
_DIAGNOSIS = re.compile(r"[IO]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?")
_NUMERIC = re.compile(r"[\dOolI]+")
_BOX = re.compile(r"\bP\.?[0O]\.?(?=\s?B[o0]x)")
#: "August I2, 2O26": what stands between a month and a year are figures.
_DAY = re.compile(
    r"((?i:january|february|march|april|may|june|july|august|september|october|november|december)\s+)"
    r"([OolI\d]{1,2}, ?[12][OolI\d]{3})(?!\w)"
)
_CONSONANT = frozenset("bcdfghjklmnñpqrstvwxyzBCDFGHJKLMNPQRSTVWXYZ")
#: No word is that long; a hostile one would cost every pattern dearly.
_ENDLESS = re.compile(r"[\w&'’.*/:\-]{120,}")
_QUOTED = re.compile(r"^[ \t]{0,4}(?:>[ ]?)+", re.MULTILINE)
#: "SPlNE", "lNC": a small l among capitals; "bi||ed": bars in a word.
_IN_CAPITALS = re.compile(r"(?<=[A-Z])l(?=[A-Z])|(?<![A-Za-z])l(?=[A-Z]{2})")
_DOUBLE = re.compile(r"(?<=[a-z])\|\|(?=[a-z])")
_WORDS = re.compile(
    r"\b(?:lD|NPl|lnc|lns\w+|ln(?=\s)|lndividual|lf|lt|ls|lllinois|l(?=\s[a-z]{2,})|Ml)\b|\bl"
    r"(?=[bcdfgkmnpqrstvwxz][a-z])"
)


def legible(sheet: Sheet) -> Sheet:
    """The sheet itself, or where scanning slips show, one laid out from the mended text."""
    pages = sheet.document.pages
    damaged = [page.reading is Reading.OCR or len(_DAMAGED.findall(page.text)) >= _ENOUGH for page in pages]
    mended = tuple(_readable(_mended(page) if bad else page) for page, bad in zip(pages, damaged, strict=True))
    if all(new.text == old.text for new, old in zip(mended, pages, strict=True)):
        return sheet
    return lay_out(sheet.index, msgspec.structs.replace(sheet.document, pages=mended))


def _readable(page: Page) -> Page:
    """The marks before forwarded lines blanked, so that their columns are the forwarded paper's; endless words too."""
    text = _ENDLESS.sub(lambda m: " " * len(m[0]) if any(map(str.isalnum, m[0])) else m[0], page.text)
    text = _QUOTED.sub(lambda m: " " * len(m[0]), text) if ">" in text else text
    return page if text == page.text else msgspec.structs.replace(page, text=text)


def _mended(page: Page) -> Page:
    text = _BOX.sub(lambda m: m[0].replace("0", "O"), page.text)
    text = _IN_CAPITALS.sub("I", text)
    text = _DOUBLE.sub("ll", text)
    text = _WORDS.sub(lambda m: m[0].replace("l", "I", 1) if m[0][0] == "l" else m[0].replace("l", "I"), text)
    text = _TOKEN.sub(lambda m: mend(m[0]), text)
    return msgspec.structs.replace(page, text=_DAY.sub(lambda m: m[1] + m[2].translate(_TO_FIGURE), text))


def mend(token: str) -> str:
    """A token with slips undone: a run of figures gets figures, a word gets letters; codes and mixtures stay."""
    if _DIAGNOSIS.fullmatch(token):
        return token
    figured = sum(c.isdigit() for c in token) >= 2
    numeric_parts = any(part.isdigit() for part in _SEGMENT.findall(token))
    return _SEGMENT.sub(lambda m: _segment(m[0], figured, numeric_parts and len(token) > len(m[0])), token)


def _segment(part: str, figured: bool, in_numbers: bool) -> str:
    figures = sum(c.isdigit() for c in part)
    letters = len(part) - figures
    if (
        letters
        and _NUMERIC.fullmatch(part)
        and (figures >= 2 or (figures and in_numbers) or (in_numbers and figured and len(part) <= 4))
    ):
        return part.translate(_TO_FIGURE)
    if (
        figures
        and letters >= 3
        and figures * 3 <= letters + 1
        and set(part) & set("01")
        and not set(part) & set("23456789")
    ):
        return "".join(_letter(part, at) for at in range(len(part)))
    return part


def _letter(word: str, at: int) -> str:
    """The letter that a 0 or 1 inside a word was: 1 is i between consonants, else l."""
    sign = word[at]
    if sign not in "01":
        return sign
    upper = word.isupper() or (at > 0 and word[at - 1].isupper() and word[at + 1 : at + 2].isupper())
    before, behind = word[at - 1 : at], word[at + 1 : at + 2]
    between_consonants = bool(before and behind) and before in _CONSONANT and behind in _CONSONANT
    plain = "o" if sign == "0" else "i" if between_consonants else "l"
    return plain.upper() if upper or (not at and word[1:2].isupper()) else plain
