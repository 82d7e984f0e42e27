"""Whether the decision fell before, during or after the care, and whether it is urgent.

Takes a Survey; gives the facts `timing` and `urgent`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.layout import source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

#: (value, weight, words); the heaviest sum speaks.
_CLUES = tuple(
    (value, weight, re.compile(pattern))
    for value, weight, pattern in (
        ("post_service", 3, r"\bclaims? (?:no|number|#|id|total|detail|control)\b|\bclaim\s?#|\bclaim [a-z0-9-]*\d{4}|\b(?:dcn|icn|tcn)\b|\breclamacion\b|n\.?o? de reclamo"),
        ("post_service", 3, r"date of service\W{1,12}\d|\bdos\b|services? (?:provided|received|rendered) (?:on|between|from)|fecha (?:del? )?(?:servicio|la atencion)\W{1,12}\d|date of (?:care|visit|service)|dates? of service"),
        ("post_service", 3, r"explanation of benefits|\beob\b|not a bill|explicacion de beneficios|no es una factura|remittance|plan paid|paid by plan|you owe|usted debe|your share|denial of payment|charges? (?:submitted|billed)|amount billed|billed amount"),
        ("post_service", 2, r"your visit (?:to|on)|was performed|already (?:received|had)|you (?:had|received) (?:the|an?|this) |retrospective|post-?service|posterior al servicio"),
        ("pre_service", 5, r"pre-?service|prior authori[sz]ation|pre-?authori[sz]ation|pre-?certification|precert\b|before (?:the|you (?:get|have|receive)) (?:service|care)|autorizacion previa|preautorizacion|denial of medical coverage"),
        ("pre_service", 4, r"(?:your|the|a) (?:doctor|provider|physician|prescriber)(?:'s office)? (?:asked|requested|has asked|sent us a request)|request (?:for|to (?:cover|approve|authorize)|id|no|number|received|was received)|requested (?:service|date|facility|by|procedure|drug)|prescriber\b|ordering\b|su (?:medico|doctora?) (?:pidio|solicito)|solicitud|solicita\b|not yet (?:scheduled|received)|to be performed|coverage determination|unable to (?:certify|approve|authorize)|not approv\w+|cannot approve|no aprobamos|solicitad[oa]|no autoriza|service requested|drug requested|step therapy|formulary|formulario de medicamentos"),
        ("concurrent", 9, r"concurrent (?:review|care)|continued (?:stay|inpatient|services|treatment|therapy)|ongoing course|currently (?:receiving|in|inpatient|admitted)|(?:coverage|services?|approval|stay|care) (?:will )?(?:end|stop|terminate)s? (?:on|after|effective)|last (?:covered|approved) day|(?:reduce|reduc|terminat|suspend)\w* (?:of )?(?:your |the )?(?:previously|already|approved|authorized|services|hours)|notice of medicare non-?coverage|additional days|revision concurrente|estancia continuada|still (?:in|an) (?:the )?(?:hospital|inpatient|patient)"),
    )
)
_URGENT = re.compile(
    r"\b(?:expedited (?:request|review|determination|decision|organization|pre-?service)|urgent (?:request|review|care claim|pre-?service|concurrent)|\(expedited\)|\(urgent\)|request type\W{1,12}(?:urgent|expedited)|priority\W{1,12}(?:urgent|expedited|stat)|needed\W{1,12}within \d{1,2} hours|(?:type|review|level)\W{1,8}(?:urgent|expedited)|classified as urgent|treated (?:this |your request )?as urgent|solicitud (?:urgente|acelerada|rapida)|stat\b request)"
)
_NOT_URGENT = re.compile(
    r"(?:appeal|apel\w+|ask (?:us )?for (?:an?|a)|may (?:ask|request)|if (?:your|you|the)|you can|puede pedir|right to|request (?:an?|for an)|not (?:an? )?(?:urgent|expedited)|does not meet|did not meet|external|standard|faster|an?|denied your request for an?|in case of)\W[^.]{0,35}$"
)
_BEHIND = re.compile(r"^[^.]{0,30}\b(?:appeal|external|of (?:this|the) decision|may be|by calling|phone|line|call)\b")
_MONEY = re.compile(r"\$\s?\d|\b\d{1,3}(?:,\d{3})*\.\d{2}\b")


def read_timing(found: Survey) -> list[Fact]:
    """Timing and urgency, one of each at most."""
    return [*_timing(found), *_urgent(found)]


def _timing(found: Survey) -> Iterator[Fact]:
    weights: dict[str, int] = {}
    first: dict[str, tuple[int, int, int]] = {}
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for value, weight, pattern in _CLUES:
            match = pattern.search(text)
            if match:
                weights[value] = weights.get(value, 0) + weight
                first.setdefault(value, (page.number, match.start(), match.end()))
        if len(_MONEY.findall(text)) >= 3:
            weights["post_service"] = weights.get("post_service", 0) + 3
    if not weights:
        return
    ordered = sorted(weights.items(), key=lambda item: -item[1])
    value, weight = ordered[0]
    if value not in first or len(ordered) > 1 and ordered[1][1] == weight:
        return
    level = Confidence.HIGH if len(ordered) == 1 or weight - ordered[1][1] >= 4 else Confidence.MEDIUM
    yield Fact("timing", value, confidence=level, source=source(found.printed, *first[value]))


def _urgent(found: Survey) -> Iterator[Fact]:
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for match in _URGENT.finditer(text):
            before = text[max(0, match.start() - 60) : match.start()]
            if _NOT_URGENT.search(before) or _BEHIND.search(text[match.end() : match.end() + 60]):
                continue
            yield Fact("urgent", True, source=source(found.printed, page.number, match.start(), match.end()))
            return
