"""Words that tell programme, funding, sponsor and product, strongest first.

Read against the folded page. A clue's `unless` is looked for around it and takes it back.
"""

import re

import msgspec

from firstcheck.extract.phrases import Phrases


class Clue(msgspec.Struct, frozen=True):
    """Words that stand for a value of a fact. `strength` 4 says it outright, 1 only hints."""

    name: str
    value: str
    strength: int
    pattern: Phrases
    unless: re.Pattern[str] | None = None


def _clues(name: str, *rows: tuple[str, int, str] | tuple[str, int, str, str]) -> tuple[Clue, ...]:
    return tuple(
        Clue(name, row[0], row[1], Phrases(row[2]), re.compile(row[3]) if len(row) > 3 else None) for row in rows
    )


_ELSEWHERE = (
    r"if (?:you|your plan)|other (?:insurance|coverage)|not (?:a |under |subject|part|covered by |apply|medicare"
    r"|medicaid|tricare)|accepts? (?:medicare|medicaid)|medicare rates?|rates? (?:of|paid by) medicare"
    r"|centers for medicare|overseen by|primary|secondary"
    r"|eligib|qualify|apply for|may be|medicare[- ]allow|percent of medicare|% of medicare|enroll(?:ed)? in "
    r"(?:both )?medicare|coordination|unlike|does not (?:take|accept)"
)

PROGRAM = _clues(
    "program",
    (
        "tricare",
        4,
        r"\btricare\b|\bdod benefits no|military health|managed care support contractor",
        r"other "
        r"insurance|if you have|not (?:a )?tricare|tricare for life may",
    ),
    (
        "fehb_pshb",
        4,
        r"federal employees health|\bfehb\b|\bpshb\b|postal service health benefits"
        r"|office of personnel management",
        r"not (?:a |an )?(?:fehb|federal)",
    ),
    (
        "va_community_care",
        4,
        r"\bva community care|veterans affairs|\bveterans health administration"
        r"|\bcommunity care network\b|\bva (?:medical center|authorization|referral|facility)|champva",
    ),
    (
        "no_insurance_law",
        4,
        r"health ?care sharing|sharing ministry|cost sharing ministry|(?:not|isn't|no es) "
        r"(?:health )?insurance[^.]{0,80}(?:shar|ministr|memb)|shar(?:e|ing) (?:request|guidelines|community)"
        r"|medical bill sharing|unshared|ministerio",
    ),
    (
        "part_d",
        4,
        r"\bpart d\b|medicare prescription drug|prescription drug plan \(pdp\)|\bpdp\b|parte d de medicare"
        r"|medicamentos recetados de medicare",
        r"part d (?:does|is) not|excluded from part d|part d of",
    ),
    (
        "chip",
        4,
        r"children'?s health insurance|\bchip\b(?! and joanna)|programa de seguro (?:medico|de salud) (?:para"
        r"|infantil)|child health plus|kidcare|peachcare",
        r"medicaid (?:and|or|/) ?chip|medicaid/chip",
    ),
    ("medicaid_ffs", 6, r"pago por servicio|fee-for-service \(medicaid|medicaid \(fee"),
    (
        "medicaid_ffs",
        4,
        r"medicaid fee[- ]for[- ]service|fee[- ]for[- ]service medicaid|state medicaid (?:agency"
        r"|program)|medicaid management information|medicaid (?:agency|division|bureau)|straight medicaid"
        r"|department of "
        r"(?:medicaid|health care services)",
    ),
    (
        "medicaid_managed_care",
        5,
        r"medicaid managed care|managed medicaid|medicaid \(mco\)|\bmco\b[^.]{0,40}medicaid"
        r"|medicaid[^.]{0,40}\bmco\b|medicaid health plan|plan (?:de salud )?(?:de|para) medicaid"
        r"|atencion administrada de medicaid|medicaid plan\b|\bahcccs\b|\bmedi-cal\b|tenncare|medicaid (?:hmo|managed)"
        r"|managed care organization|\bmco\b",
        _ELSEWHERE,
    ),
    ("medicaid_managed_care", 3, r"\bmedicaid\b|\bmedicaid\b member", _ELSEWHERE + r"|kidcare"),
    (
        "medicare_advantage",
        5,
        r"\bpart c (?:independent|plan|appeal)|medicare advantage|medicare (?:hmo|ppo)|\bma[- ]?pd?\b plan"
        r"|medicare health plan"
        r"|integrated denial notice|\bh\d{4}[-_ ]?\d{3}\b|(?:hmo|ppo|hmo-pos|pffs|snp)\),? h\d{4}\b"
        r"|organization determination|medicare (?:complete|plus|choice"
        r"|gold|select)\b|plan de salud de medicare|medicare special needs|\bd-?snp\b|notice of denial of "
        r"(?:medical coverage|payment)",
        r"not (?:a )?medicare advantage|if you (?:have|are in) (?:a )?medicare advantage",
    ),
    (
        "original_medicare",
        5,
        r"part b (?:contractor|remittance|mac)\b|medicare (?:kicked|sent) (?:it |back )"
        r"|medicare summary not[il]ce|durable medical equipment mac|\bdme mac\b"
        r"|medicare redetermination|\bqic\b|qualified independent contractor|\bmsn\b|dme (?:mac|contractor)|medicare "
        r"(?:administrative contractor|dme)|original medicare|\bpart b\b[^.]{0,40}(?:claim|summary|notice)"
        r"|medicare part [ab]\b|resumen de medicare|medicare (?:did not|does not) (?:accept|pay|cover|allow)"
        r"|contratista administrativo de medicare|redetermination request form",
        r"medicare advantage|original medicare "
        r"(?:does|would|covers|also)|than original|like original|instead of",
    ),
    ("original_medicare", 4, r"\bpayer\s{2,}medicare\b|\bpayer:\s?medicare\b"),
    ("medicare_advantage", 2, r"\bmedicare\b[^.\n]{0,30}\b(?:plan|member|advantage|hmo|ppo)\b", _ELSEWHERE),
    ("commercial", 2, r"\berisa\b|marketplace|employer|insurance (?:company|policy)|self[- ](?:funded|insured)"),
)
_NO_FUNDS = r"\bnot (?:a )?self|if (?:your|the) plan is|some plans|may be self|whether"
FUNDING = _clues(
    "funding",
    (
        "self_funded",
        5,
        r"self[- ]?(?:funded|insured|financed)|autofinanciad[oa]|autoasegurad[oa]"
        r"|administrative services only|\baso\b",
        _NO_FUNDS,
    ),
    (
        "self_funded",
        4,
        r"administered \(?,?\s?(?:but )?not insured|does not insure (?:the )?(?:benefits?|it|the plan)"
        r"|insures? (?:nothing|no benefits)|not (?:the )?insurer|(?:bears?|assumes?) (?:the )?(?:cost|risk|financial)|"
        r"(?:benefits|claims) are paid (?:by|from)[^.\n]{0,60}(?:own funds|general assets|company|employer|trust|fund)"
        r"|pays (?:the |all |its own )?claims (?:itself|directly|from)|paid (?:for )?(?:by|from) (?:the )?(?:employer"
        r"|company|general assets|trust)|from its own (?:funds|assets|money)|general assets|no asegura"
        r"|paga las reclamaciones con|con fondos propios|fondos propios|[a-z]+ funds the (?:plan|benefits)"
        r"|the (?:company|employer), not an insurer|(?:is"
        r"|are) paid for by [^.\n]{3,50}, which bears|not insured by|(?:is|are) paid for by your employer"
        r"|paid for by your employer|only processes (?:the )?claims|processes claims only|does not underwrite"
        r"|(?:is )?funded by (?:the |your )?(?:employer|company)|employer[- ](?:funded|paid)|(?:employer"
        r"|company) pays (?:all |the )?(?:claims|bills)"
        r"|pays claims from its own|(?:administrative|claims) services (?:only )?(?:by|for)"
        r"|no insurance company|plan's own money|not an insurance",
    ),
    (
        "self_funded",
        3,
        r"third[- ]party administrator|claims? administrator for|as claims fiduciary|\btpa\b|welfare "
        r"(?:benefit )?plan\b|summary plan description|(?:administered|administrado) (?:by|por)[^.\n]{0,60}(?:for"
        r"|administrators|tpa)|processes claims for",
        r"insured|underwritten|poliza|asegurad[oa] por|governmental|fully",
    ),
    (
        "insured",
        5,
        r"plan is (?:an )?insured|is an insured plan|fully[- ]insured|(?<!self-)(?<!self )(?<!not )\binsured "
        r"(?:group|by|plan|policy|through|under"
        r"|employer|ppo|hmo|epo|pos|coverage|in |student)|\binsurer,? (?:with )?group coverage|employer policy\b"
        r"|group medical policy|underwritten by|group insurance policy|insurance policy|\(insured\)"
        r"|funding\s{1,20}insured|poliza asegurada|plan asegurado|totalmente asegurad[oa]|asegurado por|coverage "
        r"(?:is )?issued by|issued by [^.\n]{3,50}(?:insurance|health|hmo)|insured\)|, insured\b|poliza (?:grupal"
        r"|colectiva|de grupo)|group policy\b|certificate of coverage|certificado de cobertura|group agreement"
        r"|group contract",
        r"self[- ]insured|not (?:an )?insured|not insured|is for insurance",
    ),
    (
        "insured",
        3,
        r"\(insured\b|\binsured (?:large |small )?(?:employer )?group\b|,\s?insured\b(?! (?:person|member|name"
        r"|id))|\(fully insured"
        r"|funding: (?:fully )?insured|commercial hmo|insurance company\b|insurance co\b|compania de seguros"
        r"|mutual insurance|department of insurance"
        r"|insurance department|division of insurance|insurance commissioner|bureau of insurance"
        r"|departamento de seguros"
        r"|superintendente de seguros|comisionado de seguros|\bhmo,? inc\b|health maintenance organization"
        r"|assurance,? inc",
        r"not (?:by |under |subject |regulated|to )|no (?:insurance|state)|is not|do not|nor\b"
        r"|does not (?:apply|regulate|oversee)",
    ),
)
SPONSOR = _clues(
    "sponsor",
    (
        "church",
        5,
        r"church plan|plan (?:de|es de) (?:la )?iglesia|plan eclesiastico|\bdiocese\b|\bdiocesis\b"
        r"|\barchdiocese\b",
        r"not a church",
    ),
    (
        "school",
        5,
        r"student (?:health|insurance|accident|injury)|students? (?:health )?(?:plan|insurance)"
        r"|university student|seguro estudiantil|plan (?:de salud )?estudiantil|college student",
    ),
    (
        "government",
        5,
        r"local governments?\b|school districts?\b[^.\n]{0,40}(?:plan|trust)|school employees|school board"
        r"|teachers'? (?:health|benefit)|state of [a-z]{4,14} employee|public employees|self-?"
        r"(?:funded|insured) by the (?:state|county|city|district)|(?:paid|funded) by the "
        r"(?:state|county|city)\b|state universit(?:y|ies)[^.\n]{0,40}employee|governmental plan|plan gubernamental"
        r"|non-?federal govern|plan of (?:the )?(?:city|county|state)|(?:county|city|municipal|school district|state"
        r"|teachers'?|public) employees'? (?:health|benefit|retirement|group|medical|insurance)|(?:county|city"
        r"|school district|township|municipality|borough) (?:of [a-z ]{3,30} )?(?:employee|health|medical|benefit)"
        r"|public employer|public schools?[^.\n]{0,30}(?:plan|trust|health)|unified school district|state (?:employees?"
        r"|health benefit) plan|empleados (?:publicos|del condado|de la ciudad|municipales)|condado de [^.\n]{3,40}plan"
        r"|empleados del (?:estado|distrito)",
        r"church|federal employees",
    ),
    (
        "individual",
        5,
        r"\(mercado\)|plan (?:bronce|plata|oro|platino)\b|individual (?:&|and) famil(?:y|ies)|\(individual,|"
        r"(?:epo|hmo|ppo|pos|plan|bronze|silver|gold"
        r"|platinum)[^.\n]{0,12}\(individual\)|\(individual (?:plan|policy|coverage)"
        r"|purchased (?:through|on)|healthplanfinder|covered california|\bpennie\b|connect for health|\bmnsure\b"
        r"|\bkynect\b|premium tax credit|after tax credit|individual (?:one|contract)\b|individual "
        r"(?:and family )?(?:plan|policy|policies|market"
        r"|coverage|hmo|ppo|epo|health)|marketplace|advance premium tax credit|bought (?:on|through|from)"
        r"|plan individual"
        r"|mercado (?:de seguros|federal)|poliza individual|(?:individual|family) (?:marketplace|exchange)"
        r"|cobertura individual|exchange plan|qualified health plan|healthcare\.gov|on[- ]exchange|off[- ]exchange"
        r"|\bobamacare\b|poliza familiar|plan familiar",
        r"individual (?:deductible|limit|out|maximum)|deductible|if "
        r"(?:you|your)|special enrollment|losing coverage|health insurance marketplace at",
    ),
    ("employer", 3, r"fully[- ]insured"),
    (
        "union",
        4,
        r"\btaft[- ]hartley\b|\bunion\b[^.\n]{0,40}(?:fund|trust|welfare|plan)|\blocal \d{1,4}\b|teamsters"
        r"|pipefitters|electricians|ibew|carpenters|health (?:and|&) welfare (?:fund|trust)|joint board"
        r"|board of trustees"
        r"|\bsindicato\b|welfare fund",
    ),
    (
        "employer",
        4,
        r"\berisa\b|employer(?:'s)? (?:group|plan|health)|employee (?:benefit|welfare|health|medical|ppo"
        r"|hmo)|your employer|employer group|sponsored by|group health plan|su (?:empleador|patrono)|empleador|patrono"
        r"|welfare (?:benefit )?plan|employees'? (?:health|medical|benefit)|plan sponsor|insured group|\bgroup"
        r"(?: (?:policy|no"
        r"|number|id|agreement|contract))?\s?[.:#]|\bgroup coverage|small[- ]group|poliza de grupo"
        r"|\bcobra (?:administrator|continuation|coverage|election)"
        r"|grupo\s?:|(?:inc|corp|co|llc)\.? (?:employee|health|medical|group"
        r"|welfare)",
        r"not subject to erisa|if (?:your|the) plan is subject|elected to be covered|no "
        r"(?:esta sujet\w* a )?erisa|not (?:covered|governed) by erisa",
    ),
)
_OTHERS = r"otro seguro|other (?:health )?(?:insurance|coverage)|pays first|pagar primero|primary insurance"
PRODUCT = _clues(
    "product",
    (
        "pos",
        4,
        r"point[- ]of[- ]service (?:plan|product|option|coverage)|\bpos (?:plan|select|option|product|choice"
        r"|\d{3,4})\b|(?:plan|product|choice|select|open|plus|care|blue|flex)\s{1,3}pos\b|\bplan pos\b",
        r"tricare|place "
        r"of service|pos (?:deductible|charge)",
    ),
    ("epo", 4, r"\bepo\b|exclusive provider", _OTHERS),
    (
        "hmo",
        3,
        r"\bhmo\b|health maintenance organization|organizacion para el mantenimiento",
        r"unlike an hmo"
        r"|not an hmo",
    ),
    ("ppo", 3, r"\bppo\b|preferred provider", _OTHERS),
)

#: Coverage that is no comprehensive health plan says so itself.
SPECIAL = _clues(
    "plan_type",
    (
        "fixed_indemnity",
        5,
        r"fixed indemnity|hospital indemnity|pays fixed amounts|indemnizacion fija"
        r"|fixed[- ]benefit|(?:not|isn't) major medical",
        r"if you have|other coverage",
    ),
    (
        "short_term",
        5,
        r"short[- ]term (?:limited|medical|health|plan|policy|coverage|insurance)|limited[- ]duration"
        r"|corto plazo|temporary health insurance",
        r"short[- ]term (?:disability|rehab|stay)",
    ),
)
