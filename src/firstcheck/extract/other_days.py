"""Days and times that a paper gives for steps other than the appeal: papers, a doctor's call, approval after the fact,
a corrected claim, signing up, a debt, and the fast review of care that ends.

Takes a Survey; gives Facts, each only as the paper says it. What a sentence is about is told by its own words and, for
a date, by those before it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import msgspec

from firstcheck.extract.layout import fold, part, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.premium_told import day_of_others
from firstcheck.extract.survey import Survey
from firstcheck.extract.windows import UNITS, WORDS
from firstcheck.extract.written_dates import DateSeen
from firstcheck.facts.fact import Confidence, Fact

_BEFORE, _AROUND = 220, 420
#: "by 5 p.m. Eastern on": what stands right before a last day.
_BY = re.compile(
    r"(?:\bby\b|\bno later than\b|\bnot later than\b|\bbefore\b|\bon or before\b|\buntil\b|\bthrough\b|\bends\b"
    r"|a mas tardar(?: el)?|antes del?|hasta(?: el)?|vence(?: el)?)"
    r"(?:\s(?:noon|close of business|\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?)"
    r"(?:\s(?:eastern|central|mountain|pacific|[ecmp]t))?)?"
    r"(?:\s(?:on|el|dia|of))*\W*(?:\w+day,?\s|lunes,?\s|martes,?\s|miercoles,?\s|jueves,?\s|viernes,?\s)?$"
)
#: "If you answer after 12/31/2026, call us": the answer is wanted by then.
_IF_AFTER = re.compile(r"(?<=\w )after\s(?:on\s)?$")
_IF_ANSWERED = re.compile(r"\bif you (?:answer|reply|respond|send|return)\b[^.;]{0,25}\bafter\s(?:on\s)?$")
#: "before 10/15/2026": that day itself is too late.
_TOO_LATE = re.compile(r"^before\b")
_SHORT = frozenset({"reopening_until", "information_due"})
_DEBT = re.compile(
    r"\bdebt collector\b|attempt to collect a debt|trying to collect a debt|cobrador de deudas|cobrar una deuda"
)
_CALL = (
    r"(?:peer|clinician|physician|doctor|surgeon|prescriber|analista|medic[oa])s?\b[^.;]{0,70}"
    r"\b(?:talk|speak|call|discuss\w*|conversation|conversar|hablar|llamar)|clinical discussion|doctor-to-doctor"
    r"|\bcall (?:a|our|the|one of our) (?:physician|doctor|reviewer|medical director|pharmacist)"
    r"|(?:talk|speak) with (?:one of )?our|peer[- ]to[- ]peer|discuss the case with"
)
_APPEAL = r"\b(?:appeal\w*|grievance|reconsider\w*|apel\w+|quejas?|hearing|audiencia)\b"
_SENT = (
    r"\b(?:send|fax|upload|return|mail|papers?|records?|form|questionnaire|answers?|must have|reach us|received|get it"
    r"|(?:do not|don't|not) (?:have|get|receive)|complete|mande\w*|envi\w+|recib\w+|llegar|conteste|formulario"
    r"|cuestionario|papeles|esperaremos)\b"
)
#: A right to ask somebody to decide is no call for papers, and neither is the plan's own day.
_ASKS = (
    _APPEAL
    + r"|\b(?:review\w*|outside|external|independent|opm|court|disagree\w*|disput\w+|we will|decision date|revision"
    r"|premium|prima|pay|pago|debt|coverage|valid|approved|certified|good|keep\w*|continu\w+|sigan|segu\w+|sigue\w*|servicios?|expected)\b"
)


#: A copy of a paper is wanted, whoever is enrolled already.
_COPY = re.compile(r"\b(?:upload|send|fax)\b[^.;]{0,20}\b(?:copy|proof|certificate)\b")
#: Who asks in time keeps the care while the appeal runs; the plan's own promise names no day to ask by.
_KEEPS = re.compile(
    r"(?s)(?=.*\b(?:ask|request|file|appeal|pid[ae]|pedir|solicit\w+|apelar|apele)\b)"
    r".*\b(?:keep|continu\w+|go on|conserv\w+|mantener|sigan|seguir|siga)\b[^.;]{0,60}"
    r"\b(?:services?|benefits?|care|hours|therapy|servicios?|beneficios?|atencion|cuidados?|horas|terapia)\b"
    r"|(?=.*\b(?:pedir|pida|solicit\w+|ask|request)\b).*\b(?:services?|benefits?|care|hours|servicios?|beneficios?|horas)"
    r"\b[^.;]{0,60}\b(?:keep going|go on|continue|sigan|continuen)\b"
)
_PROMISED = re.compile(r"\bwe (?:will|would)\b|\b(?:seguiremos|continuaremos|mantendremos|continuaran|seguiran)\b")


class _Named(msgspec.Struct, frozen=True):
    """A fact that a date is for: words before it, words that must not stand there, words that the paper must have."""

    name: str
    about: re.Pattern[str]
    never: re.Pattern[str] | None = None
    only: re.Pattern[str] | None = None


#: In this order; the first that fits is what the date is for.
_NAMED = (
    _Named("debt_dispute_until", re.compile(r"disput|call or write|write or call"), None, _DEBT),
    _Named("keep_care_until", _KEEPS, _PROMISED),
    _Named(
        "enrollment_until",
        re.compile(
            r"\b(?:enroll\w*|inscri\w+|formulario de alta|elect\b|elect to|election|add(?:ed|ing)? (?:the|your|a) baby"
            r"|cobertura de 20\d\d)"
        ),
        re.compile(_APPEAL),
    ),
    _Named(
        "premium_due",
        re.compile(r"pay in full|plazo de gracia|grace period|periodo de gracia"),
        re.compile(_APPEAL),
    ),
    _Named(
        "corrected_claim_until",
        re.compile(r"replacement (?:bill|claim)|corrected (?:claim|bill)|reclam\w+ corregid[oa]|resubmit\w*"),
        re.compile(_APPEAL),
    ),
    _Named("reopening_until", re.compile(_CALL), re.compile(_APPEAL)),
    _Named(
        "information_due",
        re.compile(_SENT),
        re.compile(_ASKS),
    ),
)


def read_other_days(found: Survey) -> Iterator[Fact]:
    """Each of these facts at most once, the first that the paper prints."""
    seen: set[str] = set()
    for fact in (*_flags(found), *_named_days(found), *_spans(found)):
        if fact.name not in seen:
            seen.add(fact.name)
            yield fact


def _named_days(found: Survey) -> Iterator[Fact]:
    whole = " ".join(folded(page.text) for page in found.sheet.document.pages)
    for seen in found.dates:
        around = _words_before(found, seen, _AROUND)
        by = _BY.search(around) or (_IF_AFTER.search(around) if _IF_ANSWERED.search(around) else None)
        if by is None:
            continue
        before = re.split(r"(?<=[a-z0-9)])[.?!]\s(?=[a-z])", around[: by.start()][-_BEFORE:])[-1]
        for named in _NAMED:
            words = around if named.name == "enrollment_until" else before
            if named.name == "enrollment_until" and _COPY.search(before) and not named.about.search(before):
                continue
            fits = named.about.search(words) and not (named.never and named.never.search(before))
            if fits and day_of_others(found, named.name, seen):
                continue
            if fits and (named.only is None or named.only.search(whole)):
                where = source(found.printed, seen.page, seen.start, seen.end)
                day = seen.value - timedelta(days=1) if named.name in _SHORT and _TOO_LATE.match(by[0]) else seen.value
                yield Fact(named.name, day, confidence=Confidence.MEDIUM, source=where)
                break


def _words_before(found: Survey, seen: DateSeen, length: int) -> str:
    text = found.sheet.page(seen.page).text
    return folded(fold(text[max(0, seen.start - length) : seen.start]) + " ")


_SPAN = re.compile(
    rf"(?<![\w$.,/-])(?:(?:{WORDS})\s\((?P<paren>\d{{1,3}})\)|(?P<figures>\d{{1,3}})|(?P<words>{WORDS}))\s"
    r"(?P<kind>(?:full|consecutive|calendar|business|working)\s)?(?P<unit>days?|months?|years?|dias?|mes(?:es)?|anos?)\b"
    r"(?P<after>\s(?:habiles|laborables|naturales|calendario))?"
)
_OF_SERVICE = re.compile(
    r"^\s(?:of|after|from|del?|despues de(?: la| el)?|desde(?: la| el)?)\s(?:the |la |el |an? |your )?"
    r"(?:(?:date|day|fecha) (?:of|de(?:l| la)?) (?:the )?)?"
    r"(?:services?|visit|operation|surgery|care|scan|test|treatment|procedure|stay|dos\b|servicio|visita|cirugia"
    r"|atencion)"
)
_OF_PAPER = re.compile(
    r"^\s(?:of|after|from|following|desde|de|que siguen a)\s[^.;]{0,30}?\b(?:letter|notice|decision|message|run date"
    r"|printing|mailing|statement|carta|aviso|mensaje)\b"
)
_OF_BIRTH = re.compile(
    r"^\s(?:of|after|from|del?|siguientes al|despues del)\s(?:the |el |her |his )?(?:birth|nacimiento)"
)
_AFTER_THE_FACT = re.compile(
    r"\bretro\w+|after the fact|\bbackdat\w+|\bearlier (?:start )?date"
    r"|\blate (?:referral|authoriz|clearance|request)\w*"
    r"|(?:remision|autorizacion)(?:es)? tardias?"
    r"|\b(?:change|add|correct|enter|issue)\b[^.;]{0,40}\b(?:location|site|referral|authorization|go-ahead)"
)
_CORRECTED = re.compile(
    r"(?:corrected|complete) (?:claim|bill)|resub\w+|rebill|replacement (?:claim|bill)|reclam\w+ corregid[oa]"
)
#: Plans wait 30 to 90 days for papers; a longer time is one to appeal.
_LONGEST_FOR_PAPERS = 100
_PAPERS = re.compile(rf"{_SENT}[^;]{{0,170}}$")


def _spans(found: Survey) -> Iterator[Fact]:
    before = ""
    for sentence in found.sentences:
        text = folded(sentence.text)
        for match in _SPAN.finditer(text):
            piece = part(found.sheet, sentence, match.start(), match.end())
            where = source(found.printed, sentence.page, piece.start, piece.end)
            for name, value in _meant(f"{before[-160:]} {text[: match.start()]}", text[match.end() :], match):
                yield Fact(name, value, confidence=Confidence.MEDIUM, source=where)
        before = f"{before} {text}"[-_AROUND:]


def _meant(before: str, tail: str, match: re.Match[str]) -> Iterator[tuple[str, int | str]]:
    """What a time is for: by the words before it, and by what it runs from."""
    count = int(match["paren"] or match["figures"] or UNITS[match["words"]])
    months, years = match["unit"].startswith("m"), match["unit"][0] in "ya"
    working = (match["kind"] or "").strip() in ("business", "working") or (match["after"] or "").strip().startswith(
        ("habil", "labor")
    )
    if months or years:
        if _CORRECTED.search(before) and _OF_SERVICE.match(tail):
            yield "corrected_claim_months", count * (12 if years else 1)
    elif _OF_BIRTH.match(tail):
        yield "enrollment_days", count
    elif working:
        if re.search(_CALL, before[-_BEFORE:]):
            yield "reopening_business_days", count
    elif _CORRECTED.search(before) and _OF_SERVICE.match(tail):
        yield "corrected_claim_days", count
    elif count <= _LONGEST_FOR_PAPERS and (_OF_PAPER.match(tail) or _OF_ARRIVAL.match(tail)) and _ARRIVE.search(before):
        yield "information_days", count
    elif re.search(_APPEAL, before[-90:] + tail[:60]):
        return
    elif _AFTER_THE_FACT.search(before[-_BEFORE:]) and (_OF_SERVICE.match(tail) or _OF_PAPER.match(tail)):
        yield "retro_request_days", count
        yield "retro_request_from", "service" if _OF_SERVICE.match(tail) else "notice"
    elif count <= _LONGEST_FOR_PAPERS and _OF_PAPER.match(tail) and _wants_papers(before[-_BEFORE:]):
        yield "information_days", count


#: "If the papers come within 45 days of this letter", "you have 45 days from receiving this to send it".
_ARRIVE = re.compile(
    r"\bif (?:the |your |these |those )?(?:papers?|records?|forms?|reports?|notes|documents|answers?)\b[^.;]{0,40}"
    r"\b(?:come|comes|arrive|arrives|reach|reaches|are (?:sent|here|received)|is (?:sent|here|received))\b[^.;]{0,30}$"
    r"|\b(?:missing|clock|stands still|on hold|waiting)\b.{0,160}\bhave $"
)
_OF_ARRIVAL = re.compile(
    r"^\s(?:from|after|of) (?:receiving|receipt of|getting|when you (?:get|receive))[^.;]{0,20}"
    r"\bto (?:send|answer|return)\b"
)


def _wants_papers(before: str) -> bool:
    return _PAPERS.search(before) is not None and not re.search(_ASKS + r"|\b(?:write|escrib\w+)\b", before)


#: The Notice of Medicare Non-Coverage, and the day it says the care ends.
_FAST_TRACK = re.compile(
    r"noon of the day (?:before|prior)|notice of medicare (?:provider )?non-?coverage|mediodia del dia anterior"
)
_NEXT_DAY = re.compile(
    r"noon of the (?:calendar )?day (?:after|following)(?: the day)? (?:you (?:get|receive|hear)|receipt|receiving)"
)
_CARE_ENDS = re.compile(r"(?:services will end|last covered day|servicios terminaran)\W{0,12}(?:on |is |el )?\W*$")
_CANCELLED_BACK = re.compile(
    r"\brescind\w*|\brescission of (?:your|the|his|her)\b|(?:cancel|terminat)\w+[^.;]{0,30}\b(?:back to|retroactiv\w+)"
    r"|retroactiv\w+ (?:cancel|terminat)\w+"
    r"|\b(?:taken|took|removed|dropped)\b[^.;]{0,40}\bas of\b[^.;]{0,90}\bclaims\b[^.;]{0,20}\b(?:reversed|taken back)"
    r"|as (?:if|though) (?:it|you|the \w+) (?:had )?never|con efecto retroactivo|cancel\w+ retroactiv\w+"
)


def _flags(found: Survey) -> Iterator[Fact]:
    """What kind of notice it is, where that starts a time of its own."""
    for name, pattern in (
        ("fast_track_notice", _FAST_TRACK),
        ("fast_next_day", _NEXT_DAY),
        ("debt_collector_letter", _DEBT),
        ("coverage_cancelled_back", _CANCELLED_BACK),
    ):
        for page in found.sheet.document.pages:
            match = pattern.search(re.sub(r"\s", " ", folded(page.text)))
            if match:
                where = source(found.printed, page.number, match.start(), match.end())
                yield Fact(name, True, confidence=Confidence.MEDIUM, source=where)
                if name == "fast_track_notice":
                    yield from _end_of_care(found)
                break


def _end_of_care(found: Survey) -> Iterator[Fact]:
    for seen in found.dates:
        if _CARE_ENDS.search(_words_before(found, seen, 80)):
            where = source(found.printed, seen.page, seen.start, seen.end)
            yield Fact("effective_date", seen.value, confidence=Confidence.HIGH, source=where)
