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
    r"|patient statement|original message|forwarded message|mensaje reenviado|text message|secure messages?"
    r"|my notes|call w/|notes (?:of|from) (?:the|my|a) call|call notes|phone notes|mis apuntes"
    r"|mensajes? seguros?)\b"
    r"|^\W*\[?\d{1,2}:\d{2}(?:\s?[ap]m)?\]?\s"
)
#: What a message says of the decision's day.
_DECIDED = re.compile(
    r"(?:\b(?:finalized|finalised|adjudicated|finished|determined|processed|finalizad[oa]|procesad[oa])"
    r"(?: as denied)?(?: on| el)?"
    r"|\b(?:rejected|turned down|declined|denied on|status:? denied|rechazad[oa])(?: on| el)?"
    rf"|(?<!your )(?<!his )(?<!her )(?<!support )(?<!appeal )(?<!su )(?:(?<!'s )|(?<=plan's )"
    rf"|(?<=insurer's ))\b(?:letter|notice|statement|decision"
    r"|carta|aviso) (?:of|del?)"
    r"|\b(?:was |were |got |been )denied(?: on)?"
    rf"|\b{_PAPER}\b(?: \w+){{0,2}} {_SAID}(?: on| el)?"
    rf"|\b(?:eob|explanation of benefits|(?:denial|decision) (?:letter|notice)|our letter)\W{{1,2}}(?:of|from|on)?)\W*$"
)
#: The same words about another paper, or about a day still to come.
_OTHER = re.compile(
    r"\b(?:not|never|previously|will be|to be|before|until|by|their|medicare|primary|other insur\w+"
    r"|prior auth\w*|first claim"
    r"|original claim|payment|check|pending|approved)\b[^.;]{0,40}$"
)
#: A paper that changes or keeps an earlier decision is a decision itself: its own day counts.
REPLACED = re.compile(
    r"(?i)\bgood news about your appeal|\b(?:revers|overturn|withdr[ae]w|upheld|uphold)\w*|\bno further effect"
    r"|\bcertified as asked|\b(?:revocad|anulad)[oa]|\bdejamos sin efecto|\bqued[oa] sin efecto"
    r"|\b(?:estuvo|estaba|fue) equivocad[oa]|\bse revierte|\brevertid[oa]"
)
#: "Oct 1, their answer": what follows the day of an answer.
_ANSWER = re.compile(
    r"[,:]?\s(?:their|its|the (?:plan|insurer|insurance|fund)(?:'s)?)\s(?:answer|decision|denial|reply|refusal)\b"
)
#: The title of a remittance that a message passes on, right before its day; in capitals, since "era" is a verb.
_REMITTED = re.compile(r"\b(?:ERA|RA|REMITTANCE(?: ADVICE)?|Remittance(?: [Aa]dvice)?)\s{1,3}(?:dated\s)?$")
_BEHIND = 40
#: How far down a second paper may begin, and its title.
_ATTACHED = 10
_TITLE = re.compile(r"(?:your )?(?:explanation of (?:benefits|payment)|explicacion de beneficios|eob)")


def decided_dates(found: Survey) -> Iterator[DateSeen]:
    """Days that the paper names as those of the decision it talks about, in reading order."""
    message = _is_message(found) and not REPLACED.search(_top(found))
    days = [*found.dates, *found.short] if message else found.dates
    for seen in days:
        text = found.sheet.page(seen.page).text
        before = folded(fold(text[max(0, seen.start - _BEFORE) : seen.start]) + " ")
        before = re.split(r"(?<=[a-z0-9)])\.\s(?=\S)", before)[-1]
        named = _DECIDED.search(before) if message else None
        answered = message and _ANSWER.match(folded(fold(text[seen.end : seen.end + _BEHIND]))) is not None
        answered = answered or (
            message and _REMITTED.search(text, max(0, seen.start - _BEHIND), seen.start) is not None
        )
        if answered or _WINDOW.search(before) or (named is not None and not _OTHER.search(before[: named.end()])):
            yield seen
    yield from _stapled(found)


def _stapled(found: Survey) -> Iterator[DateSeen]:
    """The day beside the title of a statement of benefits that is attached to another paper."""
    for line in found.sheet.lines[_ATTACHED:]:
        titled = [cell for cell in line.cells if _TITLE.fullmatch(folded(cell.text))]
        for seen in found.dates_on(line.number) if titled else ():
            cell = next((c for c in line.cells if c.start <= seen.start < c.end), None)
            if cell is not None and (cell.start, cell.end) == (seen.start, seen.end):
                yield seen


def _is_message(found: Survey) -> bool:
    return _MESSAGE.search(_top(found)) is not None


def _top(found: Survey) -> str:
    return found.sheet.document.pages[0].text[:_TOP] if found.sheet.document.pages else ""
