"""Stretches of time that a paper grants: so many days or months, and what they are for.

Takes a Survey; gives Windows. A time in which the insurer answers is none of the reader's.
"""

import enum
import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Sentence, part
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "forty": 40, "forty-five": 45, "sixty": 60, "sixty-five": 65, "seventy-two": 72, "ninety": 90,
    "one hundred twenty": 120, "one hundred and twenty": 120, "one hundred eighty": 180, "one hundred and eighty": 180,
    "one hundred": 100, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "diez": 10, "quince": 15,
    "veinte": 20, "treinta": 30, "cuarenta y cinco": 45, "sesenta": 60, "sesenta y cinco": 65, "noventa": 90,
    "ciento veinte": 120, "ciento ochenta": 180, "cien": 100, "catorce": 14,
}  # fmt: skip
_WORDS = "|".join(sorted((w.replace(" ", r"\s") for w in _UNITS), key=len, reverse=True))
_SPAN = re.compile(
    rf"(?<![\w$.,/-])(?:(?:{_WORDS})\s\((?P<paren>\d{{1,3}})\)|(?P<figures>\d{{1,3}})|(?P<words>{_WORDS}))(?:\s|-)"
    r"(?:(?:full|consecutive|calendar|business|working|dias\s|naturales|corridos|laborables)\s)?(?P<unit>days?|months?|dias?|mes(?:es)?)\b"
    r"(?:\s(?P<kind>calendario|naturales|habiles|laborables|business|corridos|calendar))?"
)
_OURS = re.compile(
    r"\b(?:we (?:will|must|have|shall|answer|decide|respond|make|send)|will (?:be (?:made|decided|rendered|issued|answered|sent)|answer|decide|respond|give you|tell you|let you know|reply|notify)|(?:plan|decision|answer|response|reviewer)(?: \w+){0,3} (?:will|must|is made|within)|decision is|decides?|answers?|we'll|decisions? (?:on|about|for)|you will (?:get|hear|receive)|contestaremos|responderemos|resolveremos|decidiremos|recibira|tomaremos|le (?:contestar|responder|dar|enviar)\w+|respuesta en|decision en|tiene que decidir|debemos|decidimos|contestamos|resuelve)\b[^.;]{0,80}$"
)
_APPEAL = re.compile(
    r"\b(?:appeal\w*|grievances?|complaints?|reconsider\w*|redetermin\w*|review|second look|look (?:at (?:it|this) )?again|disagree\w*|dispute\w*|challenge|contest|object\w*|apel\w+|quejas?|revision|revisar|revise|reclamo formal|desacuerdo|impugn\w+|inconform\w+|write to|ask us|escrib\w+)\b"
)
_FILING = re.compile(
    r"\b(?:within|have|has|had|not later than|no later than|up to|before|allowed|limit\w*|deadline|you get|in|after|period|window|must|file|send|dentro|tiene[ns]?|plazo|cuenta con|hasta|en|durante|antes|a partir|disponen?|you|para)\b"
)
_REOPEN = re.compile(r"\b(?:peer[- ]to[- ]peer|p2p|reopen\w*|reapertura|par a par|entre colegas|speak (?:with|to) (?:our|the|a) (?:medical director|reviewer|physician)|talk (?:with|to) (?:our|the) (?:medical director|reviewer))\b")
_EXTERNAL = re.compile(
    r"\b(?:external(?: \w+)? review|independent(?: external)?(?: medical)? review|independent (?:organization|reviewer)|iro|extern[ao]|independiente|fair hearing|state hearing|audiencia|hearing|arbitration|lawsuit|civil action|file suit|sue|legal action|demanda)\b"
)
_INFORMATION = re.compile(
    r"\b(?:(?:send|provide|submit|supply|furnish|return|get|need|receive)\b[^.;]{0,50}\b(?:information|records?|documents?|documentation|notes?|form|questionnaire|itemized)|(?:records?|information|documents?|notes) (?:we (?:need|asked for)|requested)|envi\w+[^.;]{0,40}(?:informacion|documentos|expediente|notas|formulario)|corrected claim|resubmit\w*|new claim|timely filing)\b"
)
_COVERAGE = re.compile(
    r"\b(?:of (?:treatment|therapy|service|care|stay)|supply|lookback|fewer than|at least|maximum of|up to \d+ days (?:of|in)|in the (?:past|last)|prior to|before (?:surgery|admission|the)|every|cada|grace|gracia|premium|prima|filing limit|from the date of service|of the date of service|mailing|mailed|for mail|de tratamiento|old|copies|for \d+|per (?:year|calendar)|benefit (?:limit|year)|days? supply|allow|wait\w*|ocupad|continu\w+ (?:receiving|getting|your)|keep (?:getting|your)|still in)\b"
)


class Purpose(enum.StrEnum):
    """What a stretch of time is for."""

    APPEAL = "appeal"
    REOPENING = "reopening"
    EXTERNAL = "external"
    INFORMATION = "information"


class Window(msgspec.Struct, frozen=True):
    """A stretch of `count` days or months, with the sentence that grants it; `start`/`end` in the page's text."""

    purpose: Purpose
    count: int
    months: bool
    sentence: Sentence
    start: int
    end: int
    strength: int


def windows(found: Survey) -> list[Window]:
    """Every window granted to the reader, in reading order."""
    return list(_windows(found))


def _windows(found: Survey) -> Iterator[Window]:
    heading = ""
    previous = ""
    for sentence in found.sentences:
        text = folded(sentence.text)
        if len(text) < 60 and (sentence.text.isupper() or text.endswith((":", "?")) or not text.endswith(".")) and len(text) > 3:
            heading = text
        for match in _SPAN.finditer(text):
            purpose, strength = _purpose(text, match, previous, heading)
            if purpose is None:
                continue
            piece = part(found.sheet, sentence, match.start(), match.end())
            yield Window(purpose, _count(match), match["unit"].startswith("m"), sentence, piece.start, piece.end, strength)
        previous = text


def _count(match: re.Match[str]) -> int:
    figures = match["paren"] or match["figures"]
    return int(figures) if figures else _UNITS[re.sub(r"\s", " ", match["words"])]


def _purpose(text: str, match: re.Match[str], previous: str, heading: str) -> tuple[Purpose | None, int]:
    begin = max(text.rfind(mark, 0, match.start()) for mark in (";", ". ", ": ", "- "))
    before = text[max(0, begin) : match.start()]
    stop = min((at for at in (text.find(mark, match.end()) for mark in (";", ". ")) if at >= 0), default=len(text))
    clause = text[max(0, begin) : stop]
    if _OURS.search(before) or _COVERAGE.search(clause) and not _APPEAL.search(clause):
        return None, 0
    if not _FILING.search(clause):
        return None, 0
    for purpose, pattern in ((Purpose.REOPENING, _REOPEN), (Purpose.EXTERNAL, _EXTERNAL)):
        if pattern.search(clause):
            return (purpose, 3) if not _is_appeal_first(clause, pattern) else (Purpose.APPEAL, 3)
    if _APPEAL.search(clause):
        strength = 4 if re.search(r"appeal|apel|grievance|reconsider|redetermin", clause) else 3
        return (Purpose.INFORMATION, 3) if _INFORMATION.search(clause) and strength < 4 else (Purpose.APPEAL, strength)
    for purpose, pattern in ((Purpose.REOPENING, _REOPEN), (Purpose.EXTERNAL, _EXTERNAL)):
        if pattern.search(previous) or pattern.search(text[:begin] if begin > 0 else ""):
            return purpose, 2
    if _APPEAL.search(text) and not _INFORMATION.search(clause):
        return Purpose.APPEAL, 2
    if _INFORMATION.search(clause):
        return Purpose.INFORMATION, 2
    if _APPEAL.search(previous) or _APPEAL.search(heading):
        return Purpose.APPEAL, 1
    return None, 0


def _is_appeal_first(clause: str, pattern: re.Pattern[str]) -> bool:
    """"You may appeal within 180 days ... external review": the window stands nearer to the appeal."""
    other = pattern.search(clause)
    appeal = re.search(r"\b(?:internal )?(?:appeal|apel)\w*", clause)
    span = _SPAN.search(clause)
    if other is None or appeal is None or span is None:
        return False
    return abs(appeal.start() - span.start()) < abs(other.start() - span.start())
