"""Whether the decision fell before, during or after the care, and whether it is urgent.

Takes a Survey; gives the facts `timing` and `urgent`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.identifiers import identifier
from firstcheck.extract.layout import source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.extract.timing_words import CLUES
from firstcheck.facts.fact import Confidence, Fact, Status

_URGENT = re.compile(
    r"(?:\(expedited\)|\(urgent\))|\b(?:expedited (?:request|determination|decision|organization|pre-?service|review)"
    r"|urgent (?:request|care claim|pre-?service|concurrent)|request type\W{1,12}(?:urgent|expedited)"
    r"|priority\W{1,12}(?:urgent|expedited|stat)|needed\W{1,12}within \d{1,2} hours|(?:type|level)\W{1,8}(?:urgent"
    r"|expedited)\b|classified as urgent|treated (?:this |your request )?as (?:urgent|expedited)|solicitud (?:urgente"
    r"|acelerada|rapida)|stat request|concurrent review adverse)"
)
_NOT_URGENT = re.compile(
    r"(?:appeal|apel\w+|ask (?:us )?for|may (?:ask|request)|if (?:your|you|the)|you can|puede pedir|right to|request "
    r"(?:an?|for an)|\bnot|does not meet|did not meet|external|standard|faster|denied your request for|in case of"
    r"|\bfor an?)\W[^.]{0,35}$"
)
_BEHIND = re.compile(r"^[^.]{0,30}\b(?:appeal|external|of (?:this|the) decision|may be|by calling|phone|line|call)\b")
#: Somebody who lies in the bed that the paper is about: a decision on care under way that cannot wait.
_IN_BED = re.compile(
    r"\byou are still (?:an inpatient|in the (?:hospital|facility))|\bbecause (?:you|she|he) (?:are"
    r"|is) (?:still )?in the"
    r" (?:hospital|facility)|\bla cama corre por cuenta|sigue hospitalizad[oa]"
    r"|a motivo medico para seguir hospitalizad[oa]"
)
_MONEY = re.compile(r"\$\s?\d|\b\d{1,3}(?:,\d{3})*\.\d{2}\b")
#: Care that somebody wishes for, and the answer to it.
_WISH = re.compile(
    r"\b(?:requests?|requested|asked (?:us|for|the plan|that)|asks|referral|ordered|wants?|proposed|prescri\w+"
    r"|treatment plan|solicit\w+|pidio|pidieron|pedid[oa]s?|peticion|receta|remision|estudio)\b"
)
_REFUSES = re.compile(
    r"\b(?:den(?:y|ied|ial)|declin\w+|refus\w+|not (?:approved|covered|met|necessary|authorized|granted|certified)"
    r"|will not|cannot|upheld|uphold|sustain\w*|overturn\w*|revers\w+|adverse|negativa|neg[oa]\w*|denega\w+|deneg\w+"
    r"|no (?:cubre|cubrimos|aprob\w+|autoriz\w+|se aprob\w+)|decidimos que no|no cumple)\b"
)
_LEAD = 2


def read_timing(found: Survey) -> list[Fact]:
    """Timing and urgency, one of each at most."""
    timing = list(_timing(found))
    urgent = list(_urgent(found))
    if not urgent and timing and timing[0].value == "post_service":
        # care already given cannot be urgent (29 CFR 2560.503-1(m)(1))
        urgent = [
            Fact("urgent", False, status=Status.DERIVED, confidence=timing[0].confidence, source=timing[0].source)
        ]
    return timing + urgent


def _timing(found: Survey) -> Iterator[Fact]:
    weights: dict[str, int] = {}
    first: dict[str, tuple[int, int, int]] = {}
    for value, weight, place in (*_worded(found), *_structured(found)):
        weights[value] = weights.get(value, 0) + weight
        first.setdefault(value, place)
    ordered = sorted(weights.items(), key=lambda item: -item[1])
    if not ordered:
        yield from _wanted(found)
    if not ordered or (len(ordered) > 1 and ordered[0][1] - ordered[1][1] < _LEAD):
        return
    value, weight = ordered[0]
    clear = len(ordered) == 1 or weight - ordered[1][1] >= 2 * _LEAD
    level = Confidence.HIGH if clear else Confidence.MEDIUM
    yield Fact("timing", value, confidence=level, source=source(found.printed, *first[value]))


def _wanted(found: Survey) -> Iterator[Fact]:
    """Where no word tells it, a paper without a sum that answers somebody's wish for care is about care to come."""
    if any(_MONEY.search(page.text) for page in found.sheet.document.pages):
        return
    for page in found.sheet.document.pages:
        text = folded(page.text)
        wish = _WISH.search(text)
        if wish and _REFUSES.search(text):
            where = source(found.printed, page.number, wish.start(), wish.end())
            yield Fact("timing", "pre_service", confidence=Confidence.MEDIUM, source=where)
            return


def _worded(found: Survey) -> Iterator[tuple[str, int, tuple[int, int, int]]]:
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for value, weight, pattern in CLUES:
            match = pattern.search(text)
            if match:
                yield value, weight, (page.number, match.start(), match.end())


def _structured(found: Survey) -> Iterator[tuple[str, int, tuple[int, int, int]]]:
    """A claim's number, a day of service that has passed and amounts belong to care already given."""
    for item in found.labelled("claim_number"):
        if identifier(item.text):
            yield "post_service", 4 if item.sure else 3, (item.page, item.start, item.end)
            break
    for item in found.labelled("service_date"):
        if any(d.page == item.page and d.start == item.start for d in found.dates):
            yield "post_service", 3, (item.page, item.start, item.end)
            break
    for page in found.sheet.document.pages:
        amounts = list(_MONEY.finditer(page.text))
        if len(amounts) >= 3:
            yield "post_service", 4, (page.number, amounts[0].start(), amounts[0].end())
            break


def _urgent(found: Survey) -> Iterator[Fact]:
    for page in found.sheet.document.pages:
        text = folded(page.text)
        bed = _IN_BED.search(text)
        if bed:
            yield Fact("urgent", True, source=source(found.printed, page.number, bed.start(), bed.end()))
            return
        for match in _URGENT.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if _NOT_URGENT.search(before) or _BEHIND.search(text[match.end() : match.end() + 60]):
                continue
            yield Fact("urgent", True, source=source(found.printed, page.number, match.start(), match.end()))
            return
