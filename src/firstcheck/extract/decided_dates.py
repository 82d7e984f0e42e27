"""The day of an earlier decision that a later message, bill or answer only talks about.

Takes a Survey; gives dates. The time to appeal runs from the decision, so its day wins over the day of the message:
the later one would give a last day later than the law does.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.layout import fold
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

_BEFORE = 200
_TOP = 1500
_PAPER = (
    r"(?:letter|notice|decision|denial|determination|statement|eob|explanation of benefits|carta|aviso|decision"
    r"|denegacion|explicacion de beneficios)"
)
_SAID = r"(?:dated|sent|mailed|issued|posted|made|printed|enviad[oa]|fechad[oa]|emitid[oa]|con fecha)"
#: A time granted, and behind it the paper that it runs from, named by its day.
_WINDOW = re.compile(
    rf"\b(?:days?|months?|dias|meses)\b[^.;]{{0,40}}"
    rf"\b(?:of|from|after|since|following|desde|de|a partir de)\b[^.;]{{0,40}}"
    rf"\b{_PAPER}\b[^.;]{{0,30}}?\b(?:{_SAID}(?: to (?:you|him|her|them))?(?: on| el)?|of|from)\W*$"
)
#: A paper that is a message about a decision and not the decision.
_MESSAGE = re.compile(
    r"(?im)^\W*(?:from|sent|subject|to|de|para|asunto|enviado)\s?:\s|\b(?:live chat|chat|transcript|transcripci[oó]n"
    r"|patient statement|original message|forwarded message|mensaje reenviado|text message)\b"
    r"|^\W*\[?\d{1,2}:\d{2}(?:\s?[ap]m)?\]?\s"
)
#: What a message says of the decision's day.
_DECIDED = re.compile(
    r"(?:\b(?:finalized|finalised|adjudicated|finished|determined|processed|finalizad[oa]|procesad[oa])"
    r"(?: as denied)?(?: on| el)?"
    r"|\b(?:was |were |got |been )denied(?: on)?"
    rf"|\b{_PAPER}\b(?: \w+){{0,2}} {_SAID}(?: on| el)?"
    rf"|\b(?:eob|explanation of benefits|(?:denial|decision) (?:letter|notice)|our letter)\W{{1,2}}(?:of|from|on)?)\W*$"
)
#: The same words about another paper, or about a day still to come.
_OTHER = re.compile(
    r"\b(?:not|never|will be|to be|before|until|by|their|medicare|primary|other insur\w+|prior auth\w*|first claim"
    r"|original claim|payment|check|pending|approved)\b[^.;]{0,40}$"
)


def decided_dates(found: Survey) -> Iterator[DateSeen]:
    """Days that the paper names as those of the decision it talks about, in reading order."""
    message = _is_message(found)
    for seen in found.dates:
        text = found.sheet.page(seen.page).text
        before = folded(fold(text[max(0, seen.start - _BEFORE) : seen.start]) + " ")
        before = re.split(r"(?<=[a-z0-9)])\.\s(?=\S)", before)[-1]
        named = _DECIDED.search(before) if message else None
        if _WINDOW.search(before) or (named is not None and not _OTHER.search(before[: named.end()])):
            yield seen


def _is_message(found: Survey) -> bool:
    top = found.sheet.document.pages[0].text[:_TOP] if found.sheet.document.pages else ""
    return _MESSAGE.search(top) is not None
