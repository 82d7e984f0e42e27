"""Whether the decision fell before, during or after the care, and whether it is urgent.

Takes a Survey; gives the facts `timing` and `urgent`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.identifiers import identifier
from firstcheck.extract.layout import source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.phrases import Phrases
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact, Status

_CLUES = tuple(
    (value, weight, Phrases(pattern))
    for value, weight, pattern in (
        (
            "post_service",
            3,
            r"explanation of (?:your )?(?:benefits|payment)|\beob\b|not a bill|no es (?:una )?factura"
            r"|explicacion de beneficios|remittance|summary notice|denial of payment|health care claim"
            r"|benefit statement",
        ),
        (
            "post_service",
            3,
            r"\b(?:we|plan) (?:have )?paid\b|paid by plan|you (?:may )?owe|usted (?:debe"
            r"|podria deber)|your share|amount billed|billed amount|(?:was|were|has been) billed|balance|please pay"
            r"|amount due|amount you may|importe facturado|no (?:la )?pagamos|not paid|nothing is payable"
            r"|payment (?:was"
            r"|is) denied|charges?\b[^.\n]{0,20}\$",
        ),
        (
            "post_service",
            2,
            r"your visit (?:to|on|of)|was performed|already (?:received|had)|you (?:had|received) "
            r"(?:the|an?|this) |retrospective|post-?service|posterior al servicio|your claims?\b|this claim|su "
            r"(?:reclamo"
            r"|reclamacion)",
        ),
        (
            "pre_service",
            4,
            r"precertification by|pre-?certif\w+ (?:review|decision|notice)|not certified\b|has certified"
            r"|could not say yes|cannot say yes"
            r"|level i appeal result|notice of action\b|\bpreservice|we got a request|delayed \[|modified \["
            r"|modified approval"
            r"|formulary exception|queda autorizad[ao]|aviso de prorroga|(?:pedido|solicitud) para"
            r"|would (?:not )?(?:be )?cover|to have (?:the|this) (?:scan|surgery)"
            r"|we (?:looked at|considered|received|considered) (?:a |your |the )?request|asked to decide"
            r"|whether (?:an?|the) [^.\n]{3,90} is medically necessary",
        ),
        (
            "post_service",
            4,
            r"sent us (?:a|the|its|their) (?:bill|claim)|disputed claim (?:against|for)|days at issue|billed as"
            r"|had not paid"
            r"|was paid on|\bpaid \$\s?\d|\ballowed \$\s?\d|not payable \$|payment for (?:\w+ )?(?:nights|days|visits)"
            r"|(?:placed|implanted|performed|carried out|done) on (?:the )?(?:\d|january|february|march|april"
            r"|may|june|july"
            r"|august|september|october|november|december)|nos (?:envio|mando) (?:la|una) (?:cuenta|factura)"
            r"|pagado \$\s?\d",
        ),
        (
            "pre_service",
            9,
            r"predetermin\w+ of benefits|predeterminacion|this is an estimate|estimate of your|pre-determination\b"
            r"|estimado de costos|calculo previo al servicio",
        ),
        (
            "pre_service",
            4,
            r"asked (?:[\w.]+ ){0,6}to (?:approve|cover|certify|authorize|allow)\b|asked (?:whether"
            r"|if) the \w+ (?:will|would)"
            r"|what (?:your doctor|was) (?:requested|asked)|(?:service|item|procedure|care|drug"
            r"|study) (?:requested|under review)"
            r"|(?:refus\w+|declin\w+)[^.\n]{0,60}\bto (?:approve|certify|cover|authorize|do so)\b|non-certified"
            r"|request (?:is|was|has been) (?:\w+ )?(?:declined|refused|certified|approved|denied)"
            r"|request declined|prior review"
            r"|asked for by|asked for an? [^.\n]{3,40}\b(?:stay|admission)\b|\bplanned (?:for )?\d"
            r"|the order was compared"
            r"|form your (?:doctor|nurse)|requested at|may be authorized|(?:is|are|has been|was) (?:certified"
            r"|authorized) (?:under"
            r"|as|for|to)|(?:surgery|scan|study|request|it) (?:now )?meets (?:our )?(?:criteria|guidelines)"
            r"|\bauthorized to:|has been approved|line to be scheduled|still fill|prescriber can"
            r"|(?:cirugia|estudio|aparato|servicio|medicamento|examen) (?:pedid|solicitad)[oa]|no es posible (?:aprobar"
            r"|autorizar)|negativa (?:de|del|a aprobar)",
        ),
        (
            "pre_service",
            6,
            r"pre-?service|precertification (?:request|denied|decision)|(?:request|asked) for (?:prior"
            r"|pre-?)\s?auth\w+|prior authori[sz]ation request|denial of medical coverage|solicitud de autorizacion"
            r"|autorizacion previa (?:para|de)|before (?:you (?:get|have|receive)|the) (?:service|care|test)",
        ),
        (
            "pre_service",
            4,
            r"(?:asked|requested|has asked|wants|wrote) (?:us |the plan |that we )?(?:to (?:approve"
            r"|cover|say|authorize|allow|pay for)|for approval|for (?:coverage|permission))|request (?:to (?:cover"
            r"|approve|authorize)|for (?:coverage|approval|cpt|an? (?!appeal|review|hearing|reconsid))|id\b"
            r"|no\b|number|reference)|requested (?:service"
            r"|date|facility|by|procedure|drug|item)|\brequested:|unable to (?:certify|approve|authorize)|not "
            r"(?:been )?approv\w+|authorization not|not authoriz\w+|reviewed (?:a|the|your) request"
            r"|cannot (?:approve|be certified|certify|authorize)|can(?:not|'t) say yes|no (?:aprobamos|autorizamos"
            r"|fue aprobad\w+|aprobada|se autoriz\w+)|(?:nos )?(?:pidio|pidieron|solicito)\b|fecha de (?:la )?solicitud"
            r"|solicitud n|solicitud de su (?:medic|doctor)|request was number|numero de solicitud"
            r"|coverage determination"
            r"|authorized services|approved for you|visits? (?:are|is) approved|is approved,? (?:authorization"
            r"|for use)",
        ),
        (
            "pre_service",
            4,
            r"(?:service|item|medicine|drug|care|test) asked for\b|\basked by:|requesting (?:doctor|provider|physician)"
            r"|requested from:|prescribed by:|precertification result|the request itself|medicine asked for"
            r"|(?:denied|answer|refused?) (?:the|your(?: own)?|his|her) request\b|your doctor's request"
            r"|the request to have"
            r"|(?:asked (?:us|the plan) to (?:let|send|allow))|can(?:'t|not| not) approve (?:this|the"
            r"|it)\b(?! claim| bill| payment)"
            r"|\bis not medically necessary at (?:this time|present)|(?:is|are) approved, (?:[\w-]+, )?but not"
            r"|request from dr|pedid[oa] por|solicitado por|formulario de autorizacion previa"
            r"|no la aprobamos|debe autorizar los\s|autorizacion previa y lo hizo"
            r"|(?:mri|ct|scan|surgery|drug|study) is met\b|status:\s{1,3}not yet done|aun no tiene fecha",
        ),
        (
            "post_service",
            3,
            r"\b(?:lab|hospital|clinic|doctor's|two|three) bills?\b[^.\n]{0,24}\b(?:for \d|you got|came|\()"
            r"|\bcuenta (?:de|del)\b[^.\n]{4,60}\d{4}|\bfactura del?\b|formato de reembolso|\bcuenta:\s"
            r"|my claim for\b|cerramos el reclamo|looked? into the claim|to look into the claim|si le cobra",
        ),
        (
            "concurrent",
            7,
            r"last day we pay for\b|seguir hospitalizad[oa]|la cama corre por cuenta|(?:she|he) is in the facility now"
            r"|days? in (?:the )?hospital from\b[^.\n]{0,30}\bon\b|last day (?:that )?(?:the plan"
            r"|we) (?:will )?(?:pay|cover)",
        ),
        (
            "pre_service",
            2,
            r"prescriber|ordering\b|step therapy|formulary|formulario de medicamentos|not yet "
            r"(?:scheduled|received)|to be performed|place requested|prior auth|planned for|proposed|solicitad[oa]"
            r"|network exception|denegacion de cobertura medica",
        ),
        (
            "concurrent",
            9,
            r"termination of services|terminacion de servicios|dejaremos de pagar|(?:ayuda|servicios?|horas) terminara"
            r"|(?:usted|your \w+) recibe (?:ayuda|servicios)|you (?:now )?(?:get|receive) \d+ hours"
            r"|from \d+ (?:hours )?(?:down )?to"
            r" \d+ hours|hours (?:a|per) (?:week|day) (?:to|will be|are)|(?:reducing|lowering|cutting|ending) your"
            r"|(?:nursing|care|help|services?|hours|therapy) (?:will )?(?:end|stop)s? (?:on|after)\b"
            r"|will (?:be )?(?:reduced|cut|lowered|end|stop) (?:to|from|on)\b|notice of reduction"
            r"|will go down\b|hours were cut|reduccion de (?:servicios|horas)"
            r"|concurrent (?:review|care|denial)|continued (?:stay|inpatient|services|treatment|therapy"
            r"|residential)|ongoing course|currently (?:receiving|inpatient|admitted|in the hospital)"
            r"|last covered day\b|(?:which|that) we had approved[^.]{0,60}(?:withdrawn|end"
            r"|stop|reduc)"
            r"|we (?:are|will be) (?:ending|stopping|reducing)|(?:coverage|services?|care|stay) (?:will )?(?:end"
            r"|stop)s? on|notice of medicare non-?coverage|additional days|revision concurrente|estancia continuada"
            r"|still (?:in|an) (?:the )?(?:hospital|inpatient|patient)|(?:reduce|terminate|suspend)\w* (?:your |the )?"
            r"(?:previously|already) (?:approved|authorized)",
        ),
    )
)
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
    if not ordered or (len(ordered) > 1 and ordered[0][1] - ordered[1][1] < _LEAD):
        return
    value, weight = ordered[0]
    clear = len(ordered) == 1 or weight - ordered[1][1] >= 2 * _LEAD
    level = Confidence.HIGH if clear else Confidence.MEDIUM
    yield Fact("timing", value, confidence=level, source=source(found.printed, *first[value]))


def _worded(found: Survey) -> Iterator[tuple[str, int, tuple[int, int, int]]]:
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for value, weight, pattern in _CLUES:
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
