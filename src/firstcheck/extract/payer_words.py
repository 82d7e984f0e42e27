"""What a letterhead, a field or a sentence looks like that names who decides, and what in their place is nobody's name.

Takes text; gives the name of an organisation.
"""

import re

from firstcheck.extract.names import is_organisation, organisation

HEAD_LINES = 12
ENOUGH = 4
#: Titles, menus and remarks that stand in a letterhead and are nobody's name.
TITLE = re.compile(
    r"(?i)^(?:.{0,40}\b(?:explanation of (?:your )?(?:benefits|payment)|eob|statement|notice|aviso|explicaci[oó]n"
    r"|notificaci[oó]n|estado de cuenta|resumen|summary|recap|report|reminder|letter(?! carriers)|message|carta"
    r"|determination|decision|denial|review result|review ref|not a bill|no es una factura|no bill|page \d"
    r"|p[aá]gina \d|member services"
    r"|customer service|servicio al cliente|atenci[oó]n al cliente"
    r"|benefits statement|health care claim|claims? (?:center|detail|summary|history|inquiry|status|activity)|claims$"
    r"|inbox|home|menu|log ?(?:in|out)|sign ?(?:in|out)|my (?:claims|account|health|benefits|messages)"
    r"|mis reclamaciones|inicio|download|print|confidential|important|urgent|dear|date|fecha|re|subject|asunto|to"
    r"|from|para|department(?! of (?:health|human|medical|social|veterans))|departamento(?! de (?:servicios"
    r"|salud))|unit|office of|oficina|keep (?:this|for)"
    r"|utilization (?:management|review)|appeals|medical management|prior auth\w*|group (?:medical )?claims"
    r"|(?<![a-z]\s)health services$|care management|prescription benefit|coverage|welcome|hello|hi|hola"
    r"|benefits are paid|[\w ]{0,40}\b(?:explanation|explicaci[oó]n)$|pagado|cobrado|su responsabilidad"
    r"|patient financial|care (?:for|on)|medicaid managed care|a (?:medicare|division|subsidiary|fee|health|georgia"
    r"|nonprofit|member)|an? \w+ (?:company|plan|organization|vendor)\b|organizaci[oó]n de|plan (?:individual"
    r"|autofinanciado)|marketplace(?! plans?\b))\b|durable medical equipment mac\W*$)"
)
#: Offices, not names.
OFFICE = re.compile(
    r"(?i)^(?:(?:claims?|paying|agent|benefits?|secretary|administrators?|plan|fund|trust|office|program"
    r"|programa|de|medicaid"
    r"|medicare|tier|community|member|desk|unit|service|services|center|su|n[uú]mero|the|of|and|for|department"
    r"|group|health"
    r"|review|new|intake|detail|ra|advocacy|processing|care|n[uú]m\.?|plan services|by|\d+)\b\W*)+$"
)
#: Words for a payer, a part of a table or a day that are no payer's own name.
GENERIC = re.compile(
    r"(?i)^(?:(?:your|our|my|su|nuestro|tu|an?|una?|this)\s|(?:patient|member|provider)\s(?:portal|center|pays?)"
    r"|(?:self[- ]funded|fully insured|insured)(?:\s[\w-]+){0,3}\s(?:plan|policy)(?:\sof\s.*)?$"
    r"|policyholder|trustees$|part [abcd]$"
    r"|plan (?:allow\w*|limit\w*|discount|rate|paid|payments?|share|responsib\w+)\b"
    r"|(?:\S+\s){0,3}(?:app|portal|aplicaci[oó]n)$"
    r"|(?:pharmacy|medical|health) (?:benefits?|remittance advice|plan|carrier)$|medicare (?:number|part"
    r"|administrative)\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d"
    r"|plan (?:de (?:salud(?: (?:de medicaid|infantil|del estado))?|medicaid(?: administrado)?))$)"
)
#: Reviewers from outside: their letterhead is not that of the plan whose decision they looked at.
OUTSIDE = re.compile(
    r"(?i)\bindependent (?:medical |external |dispute )?review|\bexternal review\b|\brevisi[oó]n (?:externa"
    r"|independiente)\b"
    r"|\borganizaci[oó]n independiente\b|\bindependiente de revisi[oó]n\b|\bqualified independent contractor\b"
)
#: Words of a sentence, which no name holds.
SENTENCE = re.compile(
    r"(?i)\b(?:has|have|had|was|were|is|are|no|not|we|our|you|couldn't|would|will|that|which|processed|between|said|read|thats|tells|says"
    r"|accepts|this|because"
    r"|pays|paid|called|keeps|after|es|fue|son|nosotros|usted)\b|[a-z]{3}(?<!\bins)\.\s[A-Z]"
)
#: A product that a plan sells, not the plan: a metal, a year.
PRODUCT = re.compile(r"(?i)\b(?:bronze|silver|gold|platinum|bronce|plata|oro|platino|20\d\d|epo|ppo|pos)\b")
INSURER = re.compile(
    r"(?P<who>(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*\s|(?:of|de|the|and|&)\s){1,8})\((?:the |your |la )?(?:insurer"
    r"|health insurer|payer|aseguradora)\)"
)
REVIEWS_FOR = re.compile(
    r"(?i)^(?:an? )?(?:[\w ]{0,30}, )?(?:reviewer|reviewing|reviews?|review agent|medical review"
    r"|(?:delegated )?agent) for:?\s(?:the\s)?(?P<who>.{5,80})$"
)
LETTERS_APART = re.compile(r"^\s*((?:[A-Z&](?: {1,4}|$)){6,})(?=\s|$)")
WORDS_APART = re.compile(r"^\s*([A-ZÁÉÍÓÚÑ]{2,}(?:  [A-ZÁÉÍÓÚÑ&]+,?){1,5}(?: Inc\.?| Co\.?)?)(?=\s{3}|$)")
PARTS = re.compile(r"\s(?:--|[·•›»>|/–—-])\s")
KIND_BEHIND = re.compile(
    r"\s\((?:(?:an?|the|your|un|el|su) )?(?:[\w'’-]+ ){0,4}?(?:HMO|PPO|EPO|PDP|HMO-POS|POS|PFFS|D-SNP|C-SNP|CHIP"
    r"|Medicaid|[Mm]anaged care plan|Children's Health Insurance|[Pp]rograma estatal|(?i:plan de (?:salud|medicaid"
    r"|medicare)|plan medicaid))\b"
)
CONTACT = re.compile(
    r"(?i)\b(?:p\.?\s?o\.?\s?(?:box|drawer)|post office|apartado|suite|ste\.|floor|street|avenue"
    r"|ave|blvd|road|parkway|pkwy|drive|\d{5}(?:-\d{4})?$|\d{3}[-.]\d{4}|tty|www\.|https?:|\.com|\.org|\.example|@"
    r"|mail ?stop|tel\.?|phone|fax)\b"
)
FOR = re.compile(
    r"(?i)^(?:on behalf of|(?:as )?(?:claims? administrator|claims fiduciary|third[- ]party administrator"
    r"|administrator|agent|reviewer|reviews?)\s+(?:\([^)]*\)\s)?(?:for|of)|an? (?:delegated )?(?:reviewer"
    r"|review agent|agent) (?:for|of)|a utilization management vendor for|for\b|acting for"
    r"|en nombre de|administradora?(?: de [a-z]+)? de"
    r"|por cuenta de|para\b)\s*(?:the\s+|el\s+|la\s+)?(?P<who>.*)$"
)
DEFINED = re.compile(
    r"(?P<who>(?-i:[A-ZÁÉÍÓÚÑ])[\w&.,'’\- ]{3,80}?)\s?\((?:the\s|el\s|la\s)?[\"“](?:[A-Z][\w ]{1,30})[\"”]\)"
)
SPEAKS = re.compile(
    r"(?P<who>(?:(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*|of|de|del|and|y|&)\s){1,7})(?:has (?:looked|considered|completed"
    r"|reviewed|received"
    r"|determined|denied|made)|did not (?:accept|approve|pay)|denied|ha (?:revisado|denegado|recibido)|will not "
    r"(?:pay|cover))"
)
OWNER = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s?(?:19|20)\d{2},?\s(?P<who>[A-Z][\w&.,'’\- ]{3,60})")
PROGRAM_FIRST = re.compile(
    r"(?i)^(?:tricare|medicare|medicaid|plan de (?:ahcccs|medicaid|medicare)|chip)\b"
    r"(?!.{0,30}\bcontractor)"
)
ADDRESSEE = re.compile(
    r"(?P<who>(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*\s|of\s|de\s|del\s|and\s|&\s){1,6}[A-ZÁÉÍÓÚÑ][\w&.'’\-]*),?\s[-–]?\s?"
    r"(?:Member |Clinical |Claims? )?(?:Appeals?|Apelaciones|Grievances?)\b"
)
EMPTY = re.compile(
    r"(?i)\b(?:payments?|response|on file|none|paid|billed|information|card|portion|benefits)$|^(?:no"
    r"|not|none)\b"
)
FORWARDED = re.compile(r"(?i)\b(?:fwd?|rv|reenv)\s?:|forwarded message|mensaje reenviado")
MAIL_HEADER = re.compile(r"(?i)^\s*(?:from|to|date|sent|subject|subj|cc|de|para|fecha|asunto|caution|-{3,})\b")
SENT_BY = re.compile(r"(?i)^[>\s]*(?:from|de|remitente)\s?:")
FROM = re.compile(r"(?i)^\s*(?:from|de|remitente)\s?:\s*(?P<who>[^<@\n]{4,100}?)\s*(?:<|$)")
DESK = re.compile(
    r"(?i)^(?:reclamaciones|claims|member services|avisos|notices|apelaciones|appeals|um|customer care)\s+"
)
FOOT_LINES = 6
SPEAKER = re.compile(
    r"^(?P<who>[A-ZÁÉÍÓÚÑ][\w&.'’ ]{3,40}):\s(?:Su|Your|Tu|We|Hemos|Le)\b"
    r"|^\[[^\]]{4,24}\]\s(?P<stamped>[A-ZÁÉÍÓÚÑ][\w&.'’ ]{3,40}):\s"
)
#: "[Corvallis Benefit Partners letterhead: three hills]": how a copy tells of a printed head.
DESCRIBED = re.compile(
    r"^\[(?:letterhead(?: of)?:?\s)?(?P<who>[A-ZÁÉÍÓÚÑ][^\]:]{3,60}?)\s"
    r"(?:letterhead|logo)\b[^\]]*\]"
)
#: To whom an appeal is mailed, where nothing else in the paper says who decides.
MAILED = re.compile(
    r"(?i:\b(?:mail(?:ed)?|write|send|sent|addressed|envíe|escriba)\b[^.]{0,30}?(?:\bto|\ba)\b:?\s(?:the\s)?)"
    r"(?P<who>[A-ZÁÉÍÓÚÑ][^,:;]{4,60}),[^.;]{0,60}?(?i:\bp\.?\s?o\.?\s?(?:box|drawer)|\bapartado|\bapdo"
    r"|\s\d{1,5}\s[A-Z])"
)
#: Firms that run plans for others, by what they are called.
FIRM = re.compile(
    r"(?i)\b(?:administrators?|tpa|third[- ]party|administrative (?:services|partners)|benefit services"
    r"|claims services?)\b"
)
#: What follows is who works for the name before it.
RUN_BY = re.compile(
    r"(?i)\W{0,3}\s(?:administrad[oa]s? por|manejad[oa] por|(?:administered|managed|handled|processed"
    r"|serviced) by)\s.*$"
)
#: A head of state over the department whose letter it is: "STATE OF ARKANSAS".
GOVERNMENT = re.compile(r"(?i)^(?:state|commonwealth|estado) (?:of|de) (?:\w+\s?){1,3}$")
NO_INSURANCE = re.compile(
    r"(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’\-]*(?:\s[A-ZÁÉÍÓÚÑ][\w&'’\-]*){1,5})\s"
    r"(?:is not (?:health )?insurance|no es (?:un )?seguro)\b"
)
MEDICARE = re.compile(
    r"(?i)\bmedicare summary not[il]ce\b|resumen de medicare|\bM E D I C A R E {2,4}S U M M A R Y {2,4}N O T I C E\b"
)
#: The parts of a portal that its first line lists beside its owner's name.
MENU = re.compile(
    r"(?i)[\W_]*(?:(?:my |mis )?(?:claims|inbox|messages|benefits|documents|care approvals|id cards?|reclamaciones)"
    r"|home"
    r"|pay (?:premium|bill)|find care|log ?out|log ?off|sign ?out|help|profile|settings|cerrar sesi[oó]n|salir|inicio"
    r"|detalle|ayuda)[\W_]*"
)
_PLACE_BEHIND = re.compile(
    r",\s[A-ZÁÉÍÓÚÑ][\w .'’\-]{2,25},?\s[A-Z]{2}\.?,?\s\d{5}\b.*$|,?\s(?i:locals?)\s\d[\d, &]*(?:(?:and|y)\s\d+)?\s*$"
)
KIND_ADDED = re.compile(
    r"(?i),\s(?:an?|un|una)\s(?:[\w-]+\s){0,3}(?:plan|organi[sz]ation|hmo|health|company|program|programa)\b.*$"
    r"|,\s(?:plan|p[oó]liza|seguro)\s(?:individual|autofinanciad[oa]|grupal|colectiv[oa]|patronal|de grupo)\b.*$"
    r"|,\s(?:plan|programa)\s(?:(?:estatal|administrado|de)\s){0,2}(?:medicaid|medicare|chip|salud)\b.*$"
)
#: "High Desert Health Cooperative individual HMO Silver": the contract that a company sold, behind its name.
_CONTRACT_BEHIND = re.compile(r"(?<=\w)\s(?:individual|small[- ]group|group|employer)\s(?:HMO|PPO|EPO|POS|policy)\b.*$")
#: Pattern, score, and words without which the pattern cannot match.
SAID = (
    (DEFINED, 4, re.compile(r"\([\"“]|\((?:the|el|la)\s[\"“]")),
    (SPEAKS, 4, re.compile(r"has |did not|denied|ha |will not")),
    (OWNER, 3, re.compile(r"©|\([cC]\)|[Cc]opyright")),
    (ADDRESSEE, 3, re.compile(r"Appeal|Apelaciones|Grievance")),
)
WORDS = re.compile(r"[a-záéíóúñü]{3,}|[a-z]{2,}", re.IGNORECASE)
DOMAIN = re.compile(r"(?:@|www\.|//|\b)([a-z0-9-]{4,40})\.(?:example|com|org|net|gov)\b")
PLACED = re.compile(r"(?i)p\.?o\.? box|apartado|\d{3}[-.]\d{4}|\.(?:com|org|example)\b")
COMMON = frozenset(
    [
        "the",
        "health",
        "plan",
        "plans",
        "insurance",
        "company",
        "benefits",
        "inc",
        "services",
        "care",
        "llc",
        "group",
        "medical",
    ]
)


def payer_name(text: str) -> str | None:
    """The organisation's name a text begins with, None where it is a title, an office or a sentence."""
    text = re.sub(r"^(?:the|el|la)\s+", "", text.strip(" *=-–—_|#~[]+"), flags=re.IGNORECASE)
    name = organisation(KIND_ADDED.sub("", _PLACE_BEHIND.sub("", text.split("  ")[0])))
    if name is not None and name.endswith(")") and "(" not in name:
        name = name.rstrip(" )")
    if name is None or len(name) < 4:
        return None
    name = _CONTRACT_BEHIND.sub("", name)
    name = re.sub(r"(?i)\s*[,-]?\s*(?:explanation of benefits|eob|explicaci[oó]n de beneficios)$", "", name).strip()
    return (
        name
        if len(name) >= 4
        and not (TITLE.match(name) or OFFICE.match(name) or GENERIC.match(name) or SENTENCE.search(name))
        else None
    )


RUN = re.compile(r"(?<![\w.])[A-ZÁÉÍÓÚÑ][\w&'’\-]*(?: (?:(?:and|of|de|y) )?[A-ZÁÉÍÓÚÑ&][\w&'’\-]*){1,6}")


def opening(run: str, letters: str) -> str | None:
    """The whole run where its first words spell the address and it goes on as a payer's name, else those words."""
    words = run.split()
    for count in range(2, len(words) + 1):
        head = " ".join(words[:count])
        bare = re.sub(r"['’]s\b", "", head.lower())
        if letters in ("".join(c for c in way if c.isalnum()) for way in (head.lower(), bare)):
            return payer_name(run if is_organisation(" ".join(words[count:])) else head)
    return None
