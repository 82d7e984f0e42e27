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

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20,
    "thirty": 30,
    "forty": 40, "forty-five": 45, "sixty": 60, "sixty-five": 65, "seventy-two": 72, "ninety": 90,
    "one hundred twenty": 120, "one hundred and twenty": 120, "one hundred eighty": 180, "one hundred and eighty": 180,
    "one hundred": 100, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "diez": 10,
    "quince": 15,
    "veinte": 20, "treinta": 30, "cuarenta y cinco": 45, "sesenta": 60, "sesenta y cinco": 65, "noventa": 90,
    "ciento veinte": 120, "ciento ochenta": 180, "cien": 100, "catorce": 14,
}  # fmt: skip
WORDS = "|".join(sorted((w.replace(" ", r"\s") for w in UNITS), key=len, reverse=True))
_SPAN = re.compile(
    rf"(?<![\w$.,/-])(?:(?:{WORDS})\s\((?P<paren>\d{{1,3}})\)|(?P<figures>\d{{1,3}})(?:(?<=\d\d)th)?|(?P<words>{WORDS}))(?:\s|-)"
    r"(?:(?:full|consecutive|calendar|business|working|dias\s|naturales|corridos|laborables)\s)?(?P<unit>days?"
    r"|d(?= (?:from|of|after)\b)|months?|dias?|mes(?:es)?)\b"
    r"(?:\s(?P<kind>calendario|naturales|habiles|laborables|business|corridos|calendar))?"
)
#: Times in which the insurer acts; read against the clause before the span.
_OURS = re.compile(
    r"\b(?:we (?:work|process|handle|finish|will|shall|answer|decide|respond|make|send|have to|are required"
    r"|must (?!get|have|hear|receive))"
    r"|will (?:be (?:made|decided|rendered|issued|answered|sent|reviewed)|answer|decide|respond|give you|tell you"
    r"|let you know|reply|notify)"
    r"|(?:plan|reviewer|company|insurer|panel|committee)(?: \w+){0,3} (?:will (?!not)|decides|answers|must (?!get"
    r"|have|hear|receive))|(?<!this )(?<!our )(?<!the )(?<!that )(?<!esta )(?:decision|answer|response)(?: \w+){0,4} "
    r"(?:is|within|in|will)\b|decides?|answers?|we'll|decisions? (?:on|about|for)|you will (?:get|hear|receive)"
    r"|made within|decided (?:in|within)"
    r"|contestaremos|responderemos|resolveremos|decidiremos|recibira|tomaremos|le (?:contestar|responder|dar"
    r"|enviar)\w+|(?:respuesta|(?<!esta )(?<!la )decision) en|tiene que decidir|debemos|decidimos|contestamos"
    r"|resuelve)\b[^.;]{0,80}$"
)
_COVERAGE = re.compile(
    r"\b(?:of (?:treatment|therapy|service|care|stay)|supply|lookback|fewer than|at least|maximum of|in the (?:past"
    r"|last)|before (?:surgery|admission)|every|cada|grace|gracia|premium|prima|filing limit|from the date of "
    r"(?:the )?service|of the date of (?:the )?service|of the (?:service|visit|scan|test)|timely|for mail"
    r"|de tratamiento|copies|per (?:year|calendar)|benefit (?:limit|year)|wait\w*|keep (?:getting|your)|still in"
    r"|continu\w+ (?:receiving|getting|your)|mail(?:ed|ing) (?:takes|allow)|allow \d+|second[- ]level|voluntary"
    r"|segundo nivel|(?:approved|authorized) for|stay|from (?:the )?dos|days? (?:beyond|in hospital)|inpatient"
    r"|postmark grace|no pay"
    r"|(?<!are )(?<!feel )free|debt|deuda|assume[ds]?|presum\w+)\b"
)
_APPEAL = re.compile(
    r"\b(?:appeal\w*|grievances?|complaints?|reconsider\w*|redetermin\w*|(?:full and fair |internal |for (?:an? )?"
    r"|ask \w+ to |right to )review|reviews?|second look|looks? (?:at (?:it|this|the \w+) )?again|look at (?:it"
    r"|this)|put it in writing|write (?:to )?(?:the )?(?:trustees|board|us)|reviews to|another look"
    r"|looked? (?:at (?:it|this|the \w+) )?again|disagree\w*"
    r"|disputes?|disputing|challenge|contest|object(?:s|ed|ing|ion)?|apel\w+|quejas?|revision|revisar|revise"
    r"|desacuerdo|no esta de acuerdo|inconform\w+|disputar|impugn\w+|think (?:this|that|we|the)[^.]{0,30}(?:wrong"
    r"|mistake|error)|(?:do not|don't) agree|mire\w* otra vez)\b"
)
_STRONG = re.compile(r"\b(?:appeal\w*|apel\w+|grievances?|reconsider\w*|redetermin\w*)\b")
#: What the time runs from; only a right of the reader runs from his receipt of the paper.
_RUNS = re.compile(
    r"^\W{0,3}(?:\w+ )?(?:from|after|of|following|desde|despues de|a partir de|contados|siguientes a|de)\s(?:the |la "
    r"|el |que |su )?(?:date|day|receipt|you (?:receive|get|got)|receiving|getting|when you|this (?:notice|letter"
    r"|decision|statement|message)|our decision|fecha|recib\w+|notificacion|aviso|carta|denial|decision|determination"
    r"|haber recibido|reciba)"
)
#: The same words, told apart: the paper's own day, or its arrival.
_FROM_NOTICE = re.compile(
    r"^\W{0,3}(?:from|after|of|following|desde|despues de|a partir de|contados desde|siguientes a|de)\s"
    r"(?:the |la )?"
    r"(?:(?:date|day|fecha)\s(?:of|on|printed|shown|stamped|at|above|de|del|en|impresa|que aparece)\s?"
    r"(?:the |this |our |esta? |la |el )?"
    r"(?!\s?(?:the )?(?:receipt|receiving|you|recib|service|visit|birth|nac|serv))"
    r"|(?:this|our|esta?) "
    r"(?:letter|notice|decision|denial|determination|statement|carta|aviso|decision|notificacion)\b)"
)
_FROM_RECEIPT = re.compile(
    r"^[^.;]{0,40}\b(?:receipt|receiv\w+|you (?:get|got)|getting|reach\w*|arriv\w+|recib\w+|haber recibido|recepcion)\b"
)
_REOPEN = re.compile(
    r"\b(?:peer[- ]to[- ]peer|p2p|reopen\w*|reapertura|par a par|entre colegas|speak (?:with|to) "
    r"(?:our|the|a) (?:medical director|reviewer|physician|pharmacist|psychiatrist)|talk (?:with|to) (?:our|the) "
    r"(?:medical director|reviewer|pharmacist|psychiatrist)|doctor[- ]to[- ]doctor)\b"
)
_HEARING = re.compile(r"\b(?:fair hearing|state hearing|hearing|audiencia)\b")
_EXTERNAL = re.compile(
    r"\b(?:external(?: \w+)? (?:review|appeal)|independent(?: external)?(?: medical)? review|independent "
    r"(?:organization|reviewer)|outside review\w*|iro|extern[ao]|independiente|arbitration|lawsuit|civil action"
    r"|file suit|sue|legal action|demanda|opm)\b"
)
_INFORMATION = re.compile(
    r"\b(?:(?:send|provide|submit|supply|furnish|return|get|need)\b[^.;]{0,50}\b(?:information|records?|documents?"
    r"|documentation|notes?|form|questionnaire|itemized)|(?:records?|information|documents?|notes)\b[^.;]{0,50}\b"
    r"(?:we (?:need|asked for)|requested|unit|to:)|envi\w+[^.;]{0,40}(?:informacion|documentos|expediente|notas"
    r"|formulario)|corrected claim|resubmit\w*|new claim|reclamacion corregida|extension|exception form)\b"
)
#: A claim that waits for papers is denied unless they come: no time to appeal.
_UNLESS_SENT = re.compile(
    r"\bif (?:we|it|they|the \w+|nothing|no \w+)[^.;]{0,40}"
    r"\b(?:have|has|receive[ds]?|get|come|comes?|arrives?|sent|reach\w*|returned)\b"
    r"[^.;]{0,120}\b(?:will be|is|may be) (?:denied|closed|refused)"
    r"|\bsi (?:no|nada) [^.;]{0,120}\b(?:negad|denegad|rechazad|cerrar|negar)"
)
#: "Standard: within 180 days": the plain way beside the fast one.
_STANDARD = re.compile(
    r"(?:^|[.;:\s])(?:standard|ordinary|regular|ordinaria|estandar)(?: (?:appeal|track|way))?"
    r"\W{1,3}(?:within|in|en|dentro de)?\W*$"
)
#: Papers that have to come, and not an appeal, open a claim again.
_PAPERS_COME = re.compile(
    r"\bif (?:the |your |these |those )?(?:papers?|records?|forms?|reports?|notes|documents|answers?)\b[^.;]{0,40}"
    r"\b(?:come|comes|arrive|arrives|reach|reaches|are (?:sent|here|received)|is (?:sent|here|received))\b"
)
_HASTE = re.compile(r"\b(?:expedit\w+|fast(?:er)? appeal|urgent\w*|apelacion rapida)\b")
#: "appeal in 180 days": the word that the span belongs to stands right before it.
_BY_NAME = re.compile(
    r"\b(?:appeal(?:s|ed)?|apel(?:ar|acion(?:es)?)|grievances?|disputes?|reconsideration)(?:\s\w+){0,3}\W{0,2}$"
)
#: "appeal any claim decision within": the decision is what is appealed.
_AGAINST = re.compile(
    r"\b(?:appeal|contest|dispute|challenge|apelar|impugnar)\s(?:[\w']+\s){0,4}(?:decision|determination)\W+"
    r"(?:within|in|en|dentro)?\W*(?:\w+\s){0,3}$"
)
#: "The request, oral or written, must be made within": the reader's own request, not an answer to it.
_ASKED_BY = re.compile(
    r"^\W*(?:the|your|this|any|an?)\s(?:\w+\s){0,2}(?:request|appeal|petition)s?(?:,[^.;]{0,40},)?"
    r"\s(?:must|has to|needs? to) be (?:made|filed|received|sent|submitted)\b"
)
_CLOSE = 70
_NEAR = 320


class Purpose(enum.StrEnum):
    """What a stretch of time is for."""

    APPEAL = "appeal"
    REOPENING = "reopening"
    EXTERNAL = "external"
    HEARING = "hearing"
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
    runs_from: str = ""


def windows(found: Survey) -> list[Window]:
    """Every window granted to the reader, in reading order."""
    return list(_windows(found))


def _windows(found: Survey) -> Iterator[Window]:
    before = ""
    pieces = [(sentence, folded(sentence.text)) for sentence in found.sentences]
    for index, (sentence, text) in enumerate(pieces):
        for match in _SPAN.finditer(text):
            behind = " ".join(other for _, other in pieces[index + 1 : index + 3])[:120]
            purpose, strength = _purpose(text, match, before[-_NEAR:], behind)
            if purpose is None:
                continue
            piece = part(found.sheet, sentence, match.start(), match.end())
            months, begins = match["unit"].startswith("m"), runs_from(text[match.end() :])
            yield Window(purpose, _count(match), months, sentence, piece.start, piece.end, strength, begins)
        before = f"{before} {text}"[-2 * _NEAR :]


def runs_from(tail: str) -> str:
    """What a time is counted from by the folded words behind it: "receipt", "notice", or "" where they do not say."""
    if _FROM_RECEIPT.match(tail):
        return "receipt"
    return "notice" if _FROM_NOTICE.match(tail) else ""


def _count(match: re.Match[str]) -> int:
    figures = match["paren"] or match["figures"]
    return int(figures) if figures else UNITS[re.sub(r"\s", " ", match["words"])]


def _purpose(text: str, match: re.Match[str], before: str, behind: str) -> tuple[Purpose | None, int]:
    floor = max(0, match.start() - _NEAR)
    begin = max(floor - 1, *(text.rfind(mark, floor, match.start()) for mark in (";", ". ", "? ")))
    lead = text[max(0, begin) : match.start()]
    ends = (text.find(mark, match.end(), match.end() + _NEAR) for mark in (";", ". "))
    stop = min((at for at in ends if at >= 0), default=min(len(text), match.end() + _NEAR))
    clause = text[max(0, begin) : stop]
    runs = _RUNS.match(text, match.end()) is not None or _RUNS.match(text[match.end() :]) is not None
    if _HASTE.search(text, max(0, begin, match.start() - _CLOSE), match.end() + 12) and not runs:
        return None, 0
    if _BY_NAME.search(lead) and not _OURS.search(lead) and not _EXTERNAL.search(lead[-60:]):
        return (Purpose.APPEAL, 1) if _SECOND.search(clause) else (Purpose.APPEAL, 5 if runs else 4)
    ours = _OURS.search(lead) and not (_AGAINST.search(lead) or _ASKED_BY.search(lead))
    if ours or (_COVERAGE.search(clause) and not (runs and _STRONG.search(clause) and not _SECOND.search(clause))):
        return (Purpose.APPEAL, 1) if _SECOND.search(clause) and _STRONG.search(clause) and runs else (None, 0)
    if _PAPERS_COME.search(clause):
        return Purpose.INFORMATION, 2
    for purpose, pattern in ((Purpose.REOPENING, _REOPEN), (Purpose.HEARING, _HEARING), (Purpose.EXTERNAL, _EXTERNAL)):
        if pattern.search(clause):
            return (Purpose.APPEAL, 3) if _is_appeal_first(clause, pattern) else (purpose, 3)
    if _STANDARD.search(lead) and runs:
        return Purpose.APPEAL, 4
    waits = _UNLESS_SENT.search(clause)
    if (waits is not None and match.start() - max(0, begin) < waits.end()) or (
        _INFORMATION.search(clause) and not _STRONG.search(clause)
    ):
        return Purpose.INFORMATION, 2
    if _STRONG.search(clause):
        return Purpose.APPEAL, 5 if runs else 4
    if _APPEAL.search(clause):
        return Purpose.APPEAL, 3
    if _ASKED_BY.search(lead) and _HEARING.search(before[-_CLOSE:]):
        return Purpose.HEARING, 3
    return _by_neighbours(f"{before} {text[max(0, begin - _NEAR) : max(0, begin)]}", behind, runs)


def _by_neighbours(before: str, behind: str, runs: bool) -> tuple[Purpose | None, int]:
    """What the words before a bare "within 180 days" were about, the nearest winning."""
    nearest = {
        purpose: max((m.end() for m in pattern.finditer(before)), default=-1)
        for purpose, pattern in (
            (Purpose.REOPENING, _REOPEN),
            (Purpose.HEARING, _HEARING),
            (Purpose.EXTERNAL, _EXTERNAL),
            (Purpose.INFORMATION, _INFORMATION),
            (Purpose.APPEAL, _APPEAL),
        )
    }
    purpose = max(nearest, key=lambda p: nearest[p])
    if nearest[purpose] >= 0:
        close = len(before) - nearest[purpose] < 60
        if purpose is Purpose.APPEAL and not (runs or close):
            return None, 0
        return purpose, (5 if purpose is Purpose.APPEAL else 2) if runs else 1
    return (Purpose.APPEAL, 1) if runs and _STRONG.search(behind) else (None, 0)


_SECOND = re.compile(r"\b(?:second[- ]level|voluntary|segundo nivel|expedit\w+|fast(?:er)? appeal|urgent\w*|rapida)\b")


def _is_appeal_first(clause: str, pattern: re.Pattern[str]) -> bool:
    """ "You may appeal within 180 days ... external review": the window stands nearer to the appeal."""
    other = pattern.search(clause)
    appeal = re.search(r"\b(?:internal )?(?:appeal|apel)\w*", clause)
    span = _SPAN.search(clause)
    if other is None or appeal is None or span is None:
        return False
    return abs(appeal.start() - span.start()) < abs(other.start() - span.start())
