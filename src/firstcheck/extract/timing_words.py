"""Words that tell whether a decision fell before, during or after the care, with their weight.

Gives CLUES: a timing, a weight, and the Phrases that speak for it, each read against the folded text of a page.
"""

from firstcheck.extract.phrases import Phrases

CLUES = tuple(
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
            r"|autorizar)|negativa (?:de(?!l plan)|a aprobar)",
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
        (
            "pre_service",
            4,
            r"(?:refus\w+|declin\w+|den\w+)[^.]{0,70}\bto pre-?(?:certify|authorize|approve)"
            r"|\b(?:referral|request|consult\w*|procedure|surgery|scan|study|operation|transfer)"
            r" (?:is|was|has) ?n(?:o|')t (?:been )?(?:approved|granted|authorized|certified|honored)"
            r"|\bwill not (?:authorize|approve|certify|grant)\b(?! payment| additional| further| more)"
            r"|non-certification\b"
            r"|\bstudy certified\b|\basked (?:if|whether) (?:we|the \w+|it) (?:would|will|could|can)\b"
            r"|\b(?:we|i) (?:got|received|have) (?:dr|your (?:doctor|surgeon|therapist))[^\n]{0,40}"
            r"\b(?:referral|request|order|plan)\b"
            r"|(?:dejo|queda) la solicitud sin aprobar|(?:peticion|pedido|solicitud) de (?:su|la|el) (?:doctor|medic)"
            r"|(?:queda|quedo) aprobad[oa] si\b|\blo que se propone\b|\bdos planned\b"
            r"|\brequest:\s{1,6}(?!appeal|review|reconsid|copy|hearing)"
            r"|before (?:an?|the) service in \d+ days|previas al servicio se resuelven",
        ),
        (
            "post_service",
            4,
            r"cannot share in the cost of|\b(?:our )?review of the (?:bill|claim)\b|\bnego el pago\b"
            r"|\bno benefit is due\b|\bthe claim can be sent again",
        ),
        (
            "concurrent",
            9,
            r"\bkeep your \d+ (?:hours|visits|days)|\bnow:?\s{1,10}\d+ (?:hours|visits|units|days)\b"
            r"[^\n]*\n[^\n]*\bnew:?\s{1,10}\d+"
            r"|\bvamos a (?:terminar|reducir|recortar|suspender|bajar)\b"
            r"|servicio que ya (?:estaba|tenia|le habiamos) aprobad|sesiones sigan mientras",
        ),
    )
)
