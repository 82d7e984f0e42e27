"""Days of service that a sentence tells: what care was given on a day, billed for it, or named right before it.

Takes the folded words around a date; says whether they make it a day of service.
"""

import re

from firstcheck.extract.services import names_service

#: Words of writing to one another: a visit named behind them is what they wrote about.
_WROTE = re.compile(
    r"(?:letter|notice|inquiry|statement|inform\w*|wrote|asked|message|sent|carta|aviso)\b[^.;,]{0,110}$"
)
_CARE = re.compile(
    r"\b(?:your|su|the|la|el|had|his|her)\s(?:\w+\s){0,2}(?:visit|stay|care|admission|surgery|scan|appointment|procedure|services?"
    r"|exam|test|visita|cirugia|consulta|estudio|prueba|estancia)\b"
)
_NOT_SERVICE = re.compile(
    r"(?:request\w*|separate action|decision|determination|appeal|call|conversation|office note|notes?|records?"
    r"|received your|we received|recibimos|solicitud|dated|signed|executed|"
    r"note of|evaluation|report|reported|called|processed|reviewed|denied|venci\w+|inscri\w+|renov\w+|rolls"
    r"|removed|packet|deductible|deducible"
    r"|approved|paid|posted|joined|enrolled|effective|contract|network|authoriz\w+|autoriz\w+"
    r"|(?<!short )history|infusion"
    r"|policy|available|directory|listed|refus\w+|denial|denegacion|answer\w*|repl(?:y|ied)|certified|good|valid|estimate\w*"
    r"|enrol\w+|took effect|effect|replaces|adopted|born|nacio)\b[^.;,]{0,70}$"
)
_RECORDED = re.compile(
    r"\b(?:records?|file|history|chart|registros?|expediente|historial)\b[^.;]{0,60}"
    r"\b(?:shows?|says?|lists?|tells?|indicates?|muestran?|indican?|consta)\b[^.;]{0,120}$"
)
_ASKED = re.compile(
    r"\b(?:requested|ordered|asked for|solicitad[oa]s?|pedid[oa]s?) (?:by|por)\b[^.;]{0,80}$"
    r"|\b(?:we|you|usted|nosotros)\W*$|\b(?:form|formulario) (?:of|dated|from|del?)\s$"
    r"|\b(?:request|solicitud|appeal|grievance|apelacion)\b.{0,150}\b(?:received|recibida|recibio"
    r"|recibimos)\b\W*(?:on|el)?\W*$|\bavailable\b.{0,50}$"
)

#: "Ortho Partners, 09/03/2026, 20610, J3301": a day of service before its codes.
_PARTED = re.compile(r"[,(:]\s?$")
_CODED = re.compile(r"[,:]?\s{0,2}(?:cpt\s|hcpcs\s)?(?:\d{5}|[a-z]\d{4})\b(?!-)")
#: "Ozark Lithotripsy, July 31 2026, $9,420.00": a day of service before what it cost.
#: "echocardiogram 06/11/2026 (93306)".
_BRACKETED_CODE = re.compile(r"\s?\((?:cpt\s|hcpcs\s)?(?:\d{5}|[a-z]\d{4})\)")
_PRICED = re.compile(r"[,;]\s{0,2}\$\s?\d")
#: How a day is tied to the service named before it.
_LED = re.compile(r"(?:\b(?:on|of|for|from|dated?|del?|el|fecha)\s(?:\w+day,?\s)?|[,(]\s?)$")
_TIED = re.compile(r"\b(?:for|on|of|from|de|del|por|el)\s$")
_DUE = re.compile(r"\b(?:tardar|antes|before|by|until|hasta)\s(?:el\s|del?\s)*$")
#: What a service named before a date makes of it in a paper about a claim.
PERHAPS_SERVICE = "service_date?"
#: The same of the second day of a span.
PERHAPS_END = "service_end_date?"
_NEAR = 110
_WRITTEN = 80
_OPENS = re.compile(r"(?:^|[.;:>]\s|\s\s)\W*(?:on|el)\s(?:\w+day,?\s)?$")
_DEED = re.compile(
    r"\b(?:transported|performed|did|treated|saw|carried|sent (?:us )?a (?:claim|bill)|billed|had|went|seen|admitted"
    r"|underwent|gave|placed|provided|flew|filled|dispensed|visited|traslado|atendio|realizo|hizo|recibio|ingreso|estuvo)\b"
)
_OUR_DEED = re.compile(
    r"\b(?:we|us(?! a)|our|request\w*|appeal\w*|letter|fiduciary|plan|asked|wrote|review\w*|panel|committee|nosotros"
    r"|solicit\w*)\b"
)
#: "for March 3 through March 27, 2026 (eight visits, 97110)".
_COUNTED = re.compile(
    r"\s?(?:(?:through|thru|to|-|al|hasta(?: el)?)\s[^(]{5,22})?\s?\((?:[a-z]+\s)?(?:\d{1,3}\s)?"
    r"(?:visits?|sessions?|days?|trips?|visitas?|sesiones|dias|viajes|\d{5}\b)"
)


def told_service(before: str, behind: str, since: str) -> str | None:
    """The purpose of a date whose words name no other: a day of service, perhaps one, or None.

    `before` are the words of its clause, `since` those behind the date before it, with amounts of money taken out.
    """
    if _on_that_day(since, behind) or (_TIED.search(since) and not _DUE.search(since) and _COUNTED.match(behind)):
        return "service_date"
    if not of_service(since):
        return None
    if _BRACKETED_CODE.match(behind) and names_service(re.split(r"[.;:]\s", since)[-1][-_NEAR:]):
        return "service_date"
    if _PARTED.search(before) and (_CODED.match(behind) or _PRICED.match(behind)):
        return "service_date"
    clause = re.split(r"[.;:]\s", since)[-1][-_NEAR:]
    return PERHAPS_SERVICE if _LED.search(clause) and names_service(clause) else None


def of_service(before: str) -> bool:
    """Whether the folded words before a date leave it a day of service: no letter, request or record is spoken of."""
    wrote = _WROTE.search(before[-_WRITTEN:])
    if wrote and not _CARE.search(wrote[0]):
        return False
    return not (_NOT_SERVICE.search(before) or _ASKED.search(before) or _RECORDED.search(before))


def _on_that_day(since: str, behind: str) -> bool:
    """ "On July 30, 2026 Redrock LifeFlight, Inc. transported ..." tells of care, unless the insurer did it."""
    return _OPENS.search(since) is not None and _DEED.search(behind) is not None and _OUR_DEED.search(behind) is None
