"""Whether a day to pay by is that of a premium: only then does a grace period run out on it.

Takes a Survey and a date in it; gives a bool. A doctor's bill has a day to pay by as well, and no coverage ends on it.
"""

import re

from firstcheck.extract.layout import fold
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

#: Names of clinics and tiers are no premium: "Premium Imaging Center".
_PREMIUM = re.compile(
    r"\bpremiums?\b(?!\s(?:care|health\w*|imaging|medical|surg\w+|ortho\w*|dental|physician\w*|rehab\w*|tier|network))"
    r"|\bprimas?\b|\bgrace (?:period|month|ends)|\b(?:periodo|plazo) de gracia"
)
_COVER = r"\b(?:coverage|policy|insurance|enrollment|membership|cobertura|poliza|seguro|inscripcion)\b"
_ENDS = r"\b(?:end|ends|terminat\w+|cancel\w*|laps\w+|stops?|suspen\w+|termin[ae]\w*|perder\w*|lose|losing)\b"
_COVERAGE_ENDS = re.compile(rf"{_COVER}[^.;]{{0,60}}{_ENDS}|{_ENDS}[^.;]{{0,40}}{_COVER}")
#: Signs of a bill for care.
_BILL = re.compile(
    r"\bdates? of service\b|\bservice dates?\b|\bpatient (?:statement|account|balance|responsibility|payments?)\b"
    r"|\bguarantor\b|\bfrom patient\b|\b(?:insurance|patient) (?:paid|payments?|adjust\w*)\b"
    r"|\bfechas? de(?:l)? servicio\b|\b(?:saldo|estado de cuenta) del paciente\b|\bgarante\b"
)
_NEAR = 250


def premium_told(found: Survey, seen: DateSeen) -> bool:
    """Whether the paper tells of a premium or of coverage that ends; a bill for care has to say so beside the day."""
    whole = " ".join(folded(fold(page.text)) for page in found.sheet.document.pages)
    if _BILL.search(whole):
        text = found.sheet.page(seen.page).text
        return _PREMIUM.search(folded(fold(text[max(0, seen.start - _NEAR) : seen.end + _NEAR]))) is not None
    return _PREMIUM.search(whole) is not None or _COVERAGE_ENDS.search(whole) is not None


_MONEY = re.compile(r"\$|\b(?:pay\w*|checks?|amount|balance|remit\w*|pag[oa]\w*|saldo|cheque)\b")
_PAPERS = re.compile(
    r"\b(?:records?|forms?|questionnaires?|information|notes?|documents?|papers?|proof|formularios?|cuestionarios?"
    r"|informacion|documentos?|notas?)\b"
)
_BESIDE = 90


def bills_own_day(found: Survey, seen: DateSeen) -> bool:
    """Whether a bill for care asks for money, and not for papers, by that day."""
    if not any(_BILL.search(folded(fold(page.text))) for page in found.sheet.document.pages):
        return False
    text = found.sheet.page(seen.page).text
    beside = folded(fold(text[max(0, seen.start - _BESIDE) : seen.end + _BESIDE]))
    return _MONEY.search(beside) is not None and _PAPERS.search(beside) is None


def day_of_others(found: Survey, name: str, seen: DateSeen) -> bool:
    """Whether a date read as `name` is only a bill's own day to pay by."""
    if name == "premium_due":
        return not premium_told(found, seen)
    return name == "information_due" and bills_own_day(found, seen)
