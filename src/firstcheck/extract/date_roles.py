"""The purpose a sentence gives to a date: the words before it, and sometimes behind it, decide.

Takes a Survey; gives pairs of fact name and date.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from firstcheck.extract.layout import fold
from firstcheck.extract.lexicon import folded
from firstcheck.extract.service_told import PERHAPS_END, PERHAPS_SERVICE, of_service, told_service
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

_BEFORE = 170
_WIDE = 420
_BEHIND = 60


class _Role(msgspec.Struct, frozen=True):
    """Words before a date, and where need be behind it, that give it a purpose."""

    name: str
    before: re.Pattern[str]
    behind: re.Pattern[str] | None = None


#: Care is cut or ended from a day on: "vamos a reducir sus horas a partir del", "will be reduced starting".
_CUT_FROM = (
    r"(?:\b(?:we will|we are|will be|will|being|going to)\s"
    r"(?:reduc|end|stop|cut|lower|decreas|suspend|terminat|chang)\w*"
    r"|\b(?:vamos|van|va) a\s(?:reducir|recortar|terminar|suspender|disminuir|limitar|dejar de)"
    r"|\b(?:reducir|recortar|terminar|suspender|disminuir|limitar)(?:emos|an?)\b|\bdejar(?:emos|an?) de\b"
    r"|\bseran? (?:reducid|recortad|terminad|suspendid|disminuid)[oa]s?)"
    r"[^.;]{0,130}\b(?:a partir del?|desde el|starting|beginning|as of)(?:\s(?:on|el|dia))*\W*(?:\w+day,?\s)?$"
)
#: A change takes effect on a day; that of a policy or an enrollment is no cut.
_TAKES_EFFECT = (
    r"(?s)^(?!.*\b(?:cobertura|poliza|inscripcion|coverage|policy|enrollment|premium|prima)\b).*"
    r"(?:\bentr(?:an?|ara|aran) en vig(?:or|encia)|\bsurt(?:en?|ira|iran) efecto|\btak(?:es?|ing) effect"
    r"|\bser(?:a|an) efectiv[oa]s?)(?:\s(?:on|el|dia|a partir del?|starting))*\W*(?:\w+day,?\s)?$"
)

#: Read against the folded words before the date, the last clause only; first match wins.
_ROLES = tuple(
    _Role(row[0], re.compile(row[1]), re.compile(rf"[^.;]{{0,40}}?\b(?:{row[2]})\b") if len(row) > 2 else None)
    for row in (
        ("birth_date", r"(?:born|date of birth|dob|nacid[oa]|nacimiento)\W*(?:on|el)?\W*$"),
        (
            "stated_appeal_deadline",
            r"(?:appeal|reconsideration|grievance|redetermination|review|\bapel\w+|reconsideracion|queja"
            r"|revision)[^.;]{0,130}"
            r"(?:\bby\b|\bno later than\b|\bnot later than\b|\bbefore\b|\bon or before\b|\buntil\b"
            r"|\bdeadline\b[^.;]{0,12}|\blast day\b[^.;]{0,12}|a mas tardar|antes del?|hasta(?: el)?|vence)"
            r"(?:\s(?:close of business|midnight|5(?:[:.]00)?\s?p\.?m\.?|the end of))?(?:\s(?:on|of|el|dia))*\W*"
            r"(?:\w+day,?\s)?$",
        ),
        (
            "stated_appeal_deadline",
            r"(?:\bby\b|\bno later than\b|\bbefore\b|a mas tardar|antes del?|hasta(?: el)?)(?:\s(?:on|el|dia))*\W*$"
            r"",
            r"appeal|ask for a review|apelar|apelacion",
        ),
        (
            "stated_appeal_deadline",
            r"(?:appeal|reconsider|review|request|apel|receive)[^.]{0,150}(?<!covered )"
            r"(?<!approved )\blast day (?:is |was |to \w+ is )?(?:on )?$",
        ),
        ("stated_appeal_deadline", r"\blast (?:date|day)\b[^.;]{0,30}\b(?:appeal|apelacion)\b[^.;]{0,50}:\s$"),
        (
            "authorization_from",
            r"\b(?:approved|authorized|aprobad[oa]s?|autorizad[oa]s?)[,:]?\s(?:from )?$",
            r"\d{1,2}/\d{1,2}/\d{2,4}",
        ),
        (
            "information_due",
            r"(?:records|information|documents|documentation|details|form|notes|notas|questionnaire|informacion"
            r"|documentos"
            r"|expediente|formulario)[^.;]{0,90}"
            r"(?:\bby\b|\bno later than\b|\bbefore\b|\bon or before\b|\bdue\b|a mas tardar(?: el)?|antes del?|hasta"
            r"(?: el)?)(?:\s(?:on|el|dia))*\W*(?:\w+day,?\s)?$",
        ),
        (
            "reopening_until",
            r"(?:peer[- ]to[- ]peer|reopen\w*|reapertura|par a par|colega a colega)[^.;]{0,110}"
            r"(?:\bby\b|\bno later than\b|\bbefore\b|\bon or before\b|\bthrough\b|\buntil\b|\bcloses?\b|a mas tardar"
            r"(?: el)?|antes del?|hasta(?: el)?)(?:\s(?:on|el|dia))*\W*(?:\w+day,?\s)?$",
        ),
        (
            "corrected_claim_until",
            r"(?:corrected claim|resubmit\w*|reclamacion corregida|new claim)[^.;]{0,90}(?:\bby\b|\bno later than\b"
            r"|\bbefore\b|\buntil\b|a mas tardar(?: el)?|antes del?|hasta(?: el)?)(?:\s(?:on|el))*\W*$",
        ),
        (
            "external_review_until",
            r"(?:external|independent|externa|independiente)[^.;]{0,110}(?:\bby\b|\bno later than\b|\bbefore\b"
            r"|\buntil\b|a mas tardar(?: el)?|antes del?|hasta(?: el)?)(?:\s(?:on|el))*\W*$",
        ),
        (
            "premium_due",
            r"(?:premium|past[- ]due amount|full amount|payment|prima|pago)[^.;]{0,90}(?:\bby\b|\bno later than\b"
            r"|\bon or before\b|\bdue (?:on|by)\b|\bdue\b|a mas tardar(?: el)?|antes del?)(?:\s(?:on|el))*\W*$",
        ),
        (
            "premium_due",
            r"grace period[^.]{0,80}\bends?\b(?:\s(?:on|el))*\W*$|periodo de gracia[^.]{0,80}(?:termina"
            r"|vence)(?:\s(?:on|el))*\W*$",
        ),
        ("effective_date", _CUT_FROM),
        ("effective_date", _TAKES_EFFECT),
        (
            "coverage_ends",
            r"(?:coverage|policy|enrollment|cobertura|poliza|plan)[^.;]{0,50}(?:\bend(?:s|ed)?\b|\bterminat\w+\b"
            r"|\bcancel\w+\b|\blapsed\b|\bstopped\b|termin[oa]|venci[oa]|cancel\w+)[^.;]{0,25}(?:as of|on|effective"
            r"|el|desde el|a partir del)?\W*$",
        ),
        (
            "contract_ended",
            r"(?:left (?:the|our|your)[^.;]{0,50}network|(?:contract|agreement|participation)[^.;]{0,60}(?:\bended\b"
            r"|\bends\b|\bcame to (?:an|its) end\b|\bterminat\w+|\bexpired\b|\bwas not renewed\b)"
            r"|stopped being [^.;]{0,40}\b(?:contracted|network|preferred)\b"
            r"|no longer (?:in|part of)[^.;]{0,40}(?:network)?[^.;]{0,20}(?:as of|since|after)"
            r"|(?:contrato|convenio)[^.;]{0,50}(?:termin\w+|venci\w+|finaliz\w+)|dej[oó] (?:la|nuestra) red)"
            r"[^.;]{0,25}(?:on|as of|effective|el|since|after|desde el)?\W*$",
        ),
        (
            "effective_date",
            r"(?:joined|enrolled in|coverage (?:began|started|starts|begins)|effective|se inscribio"
            r"|cobertura (?:comenzo|empezo|inicio))[^.;]{0,40}(?:on|el)?\W*$",
        ),
        (
            "authorization_from",
            r"\b(?:authoriz\w+|approv\w+|autoriz\w+|aprob\w+)[^;]{0,60}\b(?:good|valid|effective|vigente)\W*$",
        ),
        (
            "authorization_from",
            r"(?:authoriz\w+|approv\w+|valid|certified|granted|autoriz\w+|aprob\w+|vigen\w+|valid[oa])[^.;]{0,70}(?:\bfrom\b"
            r"|\bbetween\b|\beffective\b|\bbeginning\b|\bstarting\b|\bdel\b|\bdesde(?: el)?\b|\bentre el\b|\bdates\b"
            r"|\bfor\b)\W*$",
        ),
        (
            "authorization_to",
            r"(?:authoriz\w+|approv\w+|valid|good|certified|autoriz\w+|aprob\w+|vigen\w+"
            r"|valid[oa])[^.;]{0,90}(?:\bthrough\b|\bthru\b|\buntil\b|\bexpire[sd]?(?: on)?\b|\bhasta(?: el)?\b|\bvence"
            r"(?: el)?\b|\bvencio(?: el)?\b|\bended(?: on)?\b)\W*$",
        ),
        ("notice_date", r"\bstatus\b[^.;(]{0,30}\b(?:denied|closed|processed|rejected)\s\(\W*$"),
        (
            "notice_date",
            r"(?:(?:this|the) (?:letter|notice|decision|statement)|este aviso|esta carta)[^.;]{0,20}"
            r"(?:is |was )?(?:dated|mailed(?: on)?|sent(?: on)?|fechad[oa]|enviad[oa](?: el)?)\W*$",
        ),
        (
            "service_date",
            r"(?:date of service|service date|dos|services?|reclamacion|reclamo|claim|bill|visit|procedure|scan|exam"
            r"|test|surgery|treatment|care|study|imaging|mri|ct|x-ray|ultrasound|stay|admission|operation|supplies"
            r"|equipment|appointment"
            r"|provided|rendered|performed|received|supplied|treated|done|given|delivered|dispensed|filled"
            r"|furnished|seen"
            r"|admitted|underwent|days|placed|implanted|carried out|carrying|carried|transported|flown|taken|session"
            r"|injections?|readings?|biopsy|echo|ride|infusions?|inyecci[oó]n(?:es)?|cuenta|factura"
            r"|colocad[oa]|trasladad[oa]|atendid[oa]|efectuad[oa]|hech[oa]"
            r"|servicios?|visita|consulta|atencion|estudio|resonancia|examen|cirugia|prestad[oa]s?|realizad[oa]s?"
            r"|recibi[oó]|brindad[oa]s?|hospitalizacion)"
            r"[^.;$]{0,75}?\b(?:on|of|dated?|from|was|between|el|del?|del dia|el dia|desde el|of service|hecha el"
            r"|fecha)\W*(?:or about\s)?(?:\w+day,?\s)?$",
        ),
        ("service_date", r"\((?:cpt\s|hcpcs\s)?(?:\d{5}|[a-z]\d{4})\)[,:]?\s(?:(?:on|of|from|del?|el)\s)?$"),
        ("service_date", r"(?<![\w-])(?:\d{5}|[a-z]\d{4})\s(?:on|el|del?)\s$"),
        ("service_date", r"\bclaim\s[a-z0-9-]*\d{4}[a-z0-9-]*\s[·•|]\s$"),
        # a bracket that sums a bill up: "the bill from Copper Basin ($6,240.00, 28 Aug 2026)"
        ("service_date", r"\([^()]{0,60}\busd\b[^()]{0,60}[,;]\s$"),
        ("service_date", r"\b(?:sessions?|visits?|sesiones|visitas),\s$"),
        ("service_date", r"^\W*(?:re|regarding|asunto|subject)\s?:[^;]{0,90}$"),
        ("service_date", r"\b(?:claims?|reclamacion|reclamo)\b[^.;]{0,100}[,(]\s?$"),
        (
            "service_date",
            r"(?:^|\b(?:your|the|his|her|an?|su|for))\W*$(?#BEHIND:visit|scan|services?|appointment|exam"
            r"|surgery|procedure|treatment|study|mri|ct|admission|stay|test|claim)",
        ),
    )
)
_AMOUNT = re.compile(r"\$\s?\d[\d,]*(?:\.\d\d)?")
_STATUS = re.compile(r"\s\((?:in[- ]?|out[- ]of[- ])?(?:network|participating|contracted|par|de la red)\)")
_WITHOUT = re.compile(r"\b(?:sin|without)\b")


def roles_in_prose(found: Survey, days: Iterable[DateSeen]) -> Iterator[tuple[str, DateSeen]]:
    """Each of these dates of running text whose purpose the sentence says."""
    previous: tuple[str, DateSeen] | None = None
    last_page, last_end = 0, 0
    for seen in days:
        if _in_a_column(found, seen):
            continue
        text = found.sheet.page(seen.page).text
        # words of the paragraph before say nothing about a date that opens its own
        lead = re.split(r"\n[ \t]*\n", text[max(0, seen.start - _WIDE) : seen.start])[-1]
        wide = folded(fold(lead) + " ")
        before = wide[-_BEFORE:]
        before = re.split(r"(?<=[a-z0-9)])\.\s(?=\S)", before)[-1]
        behind = folded(fold(text[seen.end : seen.end + _BEHIND]))
        # what was said before another date was said of that one
        since = min(lead, text[last_end : seen.start] if last_page == seen.page else lead, key=len)
        last_page, last_end = seen.page, seen.end
        since = _STATUS.sub("", _AMOUNT.sub("usd,", folded(fold(since) + " ")))[-_BEFORE:]
        name = _span_end(previous, seen, before) or _role(before, behind, since)
        name = name or ("stated_appeal_deadline" if _must_arrive(wide) else None)
        previous = (name, seen) if name else None
        if name:
            yield name, seen


_RUNNING_ON = re.compile(r"(?i)\b(?:on|of|from|for|by|to|between|through|until|after|before|el|del?|al|hasta|y)\W?$")


_MAIL_HEAD = re.compile(r"(?i)^\W*(?:sent|date|from|enviado|fecha|de)\s?:")
_CLOCK = re.compile(r"(?i)(?:,| at| a las)?\s\d{1,2}:\d{2}")


def _in_a_column(found: Survey, seen: DateSeen) -> bool:
    """Whether a date fills a cell beside others: the words before it are of another cell."""
    line = found.sheet.lines[seen.line]
    if _MAIL_HEAD.match(line.text) and _CLOCK.match(line.text, seen.end - line.start):
        return True
    cells = line.cells
    place = next((i for i, cell in enumerate(cells) if cell.start <= seen.start < cell.end), 0)
    if len(cells) < 2 or cells[place].start != seen.start:
        return False
    return place == 0 or _RUNNING_ON.search(cells[place - 1].text) is None


#: "99468 on 09/02/2026 and 99469 on 09/03/2026": the second code's day ends the care.
_NEXT_CODE = re.compile(r"(?:,|\band|\by)\s(?:\d{5}|[a-z]\d{4})\s(?:on|el|del?)\s$")
_SPAN_GAP, _CODE_GAP = 12, 18


def _span_end(previous: tuple[str, DateSeen] | None, seen: DateSeen, before: str) -> str | None:
    """The second date of "from A to B" closes what the first one opened."""
    if previous is None or previous[1].page != seen.page:
        return None
    gap = seen.start - previous[1].end
    if previous[0] == "service_date" and 0 <= gap <= _CODE_GAP and _NEXT_CODE.search(before):
        return "service_end_date" if previous[1].value < seen.value else None
    if not 0 <= gap <= _SPAN_GAP:
        return None
    if not re.search(r"(?:\bto|\bthrough|\bthru|\buntil|\bal|\ba|\bhasta(?: el)?|\by el|\band|[-–])\s*$", before):
        return None
    return {
        "service_date": "service_end_date",
        PERHAPS_SERVICE: PERHAPS_END,
        "authorization_from": "authorization_to",
    }.get(previous[0])


_ARRIVE = re.compile(
    r"(?:(?:we|they|contractor|plan|office|unit|carrier) must (?:receive|get|have)"
    r"|must (?:reach|be received|arrive|be postmarked)"
    r"|debemos recibir\w*)[^.;]{0,60}(?:\bby\b|\bno later than\b|antes del?|a mas tardar(?: el)?)\W*$"
)
#: "the July 30, 2026 visit": named by its day, whatever was written about it.
_BY_ITS_DAY = re.compile(r"\b(?:the|your|his|her|my)\s$")
_VISIT = re.compile(r"\s?(?:(?:office|emergency|follow-up|clinic) )?(?:visit|stay|scan|surgery|operation)\b")
_ABOUT_APPEALS = re.compile(r"\b(?:appeal|reconsider|redetermin|grievance|apel)\w*")
_ABOUT_OTHERS = re.compile(
    r"\b(?:premium|payment|records|information|documents|questionnaire|form we|prima"
    r"|documentos|informacion)\b"
)


def _must_arrive(wide: str) -> bool:
    """ "We must receive this notice by ..." in words about an appeal."""
    named = max((match.end() for match in _ABOUT_APPEALS.finditer(wide)), default=-1)
    return (
        _ARRIVE.search(wide) is not None
        and named >= 0
        and _ABOUT_OTHERS.search(wide[max(named, len(wide) - _BEFORE) :]) is None
    )


def _role(before: str, behind: str, since: str) -> str | None:
    """`since` are the words behind the date before this one: a day of service is spoken of there."""
    if _BY_ITS_DAY.search(since) and _VISIT.match(behind):
        return "service_date"
    halved = len(since) < len(before) and not re.search(r"\w", since)
    for role in _ROLES:
        if halved and role.name == "service_date":
            # the second day of a span whose first has no purpose
            continue
        if role.before.search(since if role.name == "service_date" else before) is None:
            continue
        if role.behind and (role.behind.match(behind) is None or _WITHOUT.search(behind[:40])):
            continue
        if role.name == "service_date" and not of_service(since):
            continue
        return role.name
    return None if halved else told_service(before, behind, since)
