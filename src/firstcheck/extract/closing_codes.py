"""Bare reason numbers that close what they stand for: "... is not payable (22, MA92)."

Takes text; gives the reason and remark codes. A number in brackets counts only behind words that refuse, at the end of
a sentence, and never behind a word that makes it an age, a page, a place of service or a footnote.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.lexicon import folded
from firstcheck.extract.shapes import kinds, known

_BRACKETED = re.compile(
    r"[(\[](?P<code>\d{2,3}|B\d{1,2})(?P<more>(?:[,;/]\s?(?:MA|M|N)\d{1,3})*)[)\]](?=\s*(?:[.;:]|$))", re.MULTILINE
)
#: What the number is when it is no reason.
_OTHERWISE = re.compile(
    r"\b(?:age[ds]?|edad|anos|years?|page|pages?|p|pagina|section|sec|part|note|nota|item|line|renglon|pos|place|lugar"
    r"|office|home|hospital|center|facility|clinic|consultorio|ext|extension|table|exhibit|form|model|rev|days?|dias?"
    r"|hours?|units?|unidades|visits?|visitas|sessions?|sesiones)\W*$"
)
_REFUSING = re.compile(
    r"\b(?:not? (?:be )?(?:pay\w*|paid|cover\w*|eligible|enrolled|matched|allow\w*|consider\w*|accept\w*)"
    r"|cannot|denied|denial|refus\w+|reject\w+|declin\w+|closed|returned|set aside|no (?:benefits?|such|record)"
    r"|nothing|included in|part of (?:the|another)|already|duplicate|too late|after the|ended|termin\w+|primary"
    r"|goes first|nada|no (?:se )?(?:pag|cubr|encontr|figura|tenia|tiene)\w*|negad\w*|denegad\w*|rechazad\w*"
    r"|incluid[oa]|primari[oa]|duplicad[oa]|termino|salido)\b"
)
#: How far before the brackets words say that something was refused.
_REACH = 320
_LOWEST = 16
_REMARK = re.compile(r"(?:MA|M|N)\d{1,3}")


def closing_codes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Reason numbers in brackets at the end of what refuses, each with the remarks beside it."""
    low = folded(text)
    for match in _BRACKETED.finditer(text):
        code, before = match["code"], low[max(0, match.start() - _REACH) : match.start()]
        if kinds().get(code) != "denial" or (code.isdigit() and int(code) < _LOWEST):
            continue
        if _OTHERWISE.search(before[-24:]) or not _REFUSING.search(before):
            continue
        remarks = tuple(word for word in _REMARK.findall(match["more"]) if word in known("rarc"))
        yield code, remarks
