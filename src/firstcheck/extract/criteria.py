"""What a denial rests on: a criterion that has a name, and the provision of the plan it points to.

Takes a Survey; gives the facts `criteria_cited` and `plan_provision`, in the paper's words.
"""

import re
from collections.abc import Callable, Iterator

from firstcheck.extract.layout import Sentence, part, source_of
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_CAP = r"(?<![\w.])[A-ZÁÉÍÓÚÑ][\w&'’.®\-]{0,30}"
_CODE = r"(?:[A-Z]{1,6}[-.]?(?:[A-Z]{1,5}[-.])?\d[\w.\-]*|\d+(?:\.\d+)+|\d{3,}[A-Z]?)"
_KIND = (
    r"(?i:criteria(?:\sset)?|criterion|guidelines?|guide|medical\spolicy|clinical\spolicy|coverage\spolicy"
    r"|pharmacy\spolicy|policy|policies|bulletin|pathways?|indications|protocols?"
    r"|standards|levels\sof\scare|manual|care\sset|criterios?|guías?|política(?:\s(?:médica|clínica"
    r"|de\scobertura))?|pautas)"
)
#: What may follow the name: a code, a chapter, a section, an edition.
_TAIL = (
    rf"(?:,?\s(?:no\.\s?|No\.\s?|number\s|#|n\.º\s)?{_CODE}|,\s(?:{_CAP}\s){{0,3}}(?:[A-Z][a-z]+\s)?(?:chapter"
    rf"|section|Section|Chapter|sec\.|§|ch\.|module|Module|capítulo|sección|módulo)(?:\s{_CAP})?"
    rf"(?:\s[\w.\-()]*\d[\w.\-()]*)?"
    rf"|,\s{_CAP}(?:\s[\w\-]+)?\s(?:chapter|section)|\s(?:section|chapter|module|sección)\s[\w.\-]+|,\s{_CAP}"
    rf"(?:\s[a-zA-Z\-]+){{0,2}}(?=,\s(?:{_CAP}\s)?{_CODE})|,?\s{_CAP}\s{_CODE}){{0,4}}"
)
_EDITION = r"(?:\s\d{1,2}(?:st|nd|rd|th)\s[Ee]d(?:ition|\.)?)?"
_NAMED = re.compile(rf"(?P<what>(?P<name>(?:{_CAP}\s(?:(?:of|for|de|and|&|del|para|la)\s)?){{1,6}}){_KIND}\b{_TAIL})")
_CODED = re.compile(
    rf"(?P<what>(?i:medical policy|clinical policy|coverage policy|pharmacy policy|drug policy|company policy"
    rf"|clinical guideline|guideline|política médica|política clínica|política|criteria|criterios?)\s(?:no\.\s"
    rf"|number\s|n\.º\s|\()?{_CODE})"
)
_KNOWN = re.compile(
    rf"(?P<what>\b(?:(?:\d{{4}}\s)?(?:MCG|InterQual|Milliman|eviCore|EviCore|AIM|NIA|Carelon|NCCN|ASAM"
    rf"|LOCUS(?:/CALOCUS)?|Hayes)\b"
    rf"(?:®|™)?{_EDITION}(?:\s(?:{_CAP}|of|for|criteria|guidelines?)){{0,6}}{_EDITION}{_TAIL}"
    rf"|(?:LCD|NCD|(?i:local coverage (?:determination|article)|national coverage determination))\s?(?:\((?:LCD"
    rf"|NCD)\)\s?)?\(?(?:[LA]-?)?\d[\w.]*(?:-[A-Z])?\)?))"
)
_SPANISH = re.compile(rf"(?P<what>Guía(?:\sClínica|\sMédica)?(?:\s{_CAP}){{0,3}}\s[A-Z]{{1,6}}-[A-Z]{{0,2}}\d[\w.\-]*)")
_SCALE = re.compile(
    rf"(?P<what>(?:{_CAP}\s){{2,6}}(?:Scale|Index|Score|Tool){_TAIL}(?:,?\s\d{{1,2}}(?:st|nd|rd|th)\s[Ee]d(?:ition"
    rf"|\.))?)"
)
_APPOSED = re.compile(
    rf"(?i:\b(?:guideline|criteria|policy|rule|guide)),\s(?P<what>{_CAP}(?:\s{_CAP}){{0,3}}\s{_CODE}),"
)
#: "Our bariatric policy (MP-211)", "Policy used: KVH-SOS-12": the code is the criterion's name.
_CODE_ALONE = re.compile(
    r"(?i:(?<!your )(?<!group )(?<!individual )(?<!insurance )(?<!employer )\b"
    r"(?:policy|policies|criteria|guidelines?|pol[ií]tica|criterios?)\s?)(?:\(|(?i:used|applied|aplicad[oa]):\s)"
    r"(?P<what>[A-Z]{2,6}-(?:[A-Z]{1,5}-)?\d[\w.-]*)(?=[),;.\s])"
)
#: "Our policy GEN-44 reads the published studies": ours is the rule, yours is the contract.
_OUR_CODE = re.compile(
    r"(?i:\b(?:our|nuestra)\s(?:(?:medical|clinical|coverage|imaging|drug)\s)?(?:policy|guideline|criteria"
    r"|pol[ií]tica|gu[ií]a)\s)"
    r"(?P<what>[A-Z]{2,6}-(?:[A-Z]{1,5}-)?\d[\w-]*)"
)
#: "Place of Care Rule PC-4", "the plan's criterion OR-9", "la guia CM-43", "your notes under 42 CFR 412.622(a)(3)".
_RULE = re.compile(
    rf"(?P<what>\b(?i:clinical|coverage|medical)\srule\s{_CODE}"
    rf"|(?:{_CAP}\s(?:(?:of|for)\s)?){{1,4}}Rule\s[A-Z]{{1,5}}-\d[\w-]*|\bcriterion\s[A-Z]{{1,5}}-\d[\w-]*)"
    r"|\b(?i:gu[ií]a)\s(?P<guide>[A-Z]{2,6}-\d[\w-]*)"
    r"|(?i:\breview(?:ed)?\b[^.;]{3,60}\bunder|\bmedicare(?:'s)? rules?)\s\(?"
    r"(?P<law>42\sCFR\s\d{3}\.\d{1,4}(?:\(\w{1,3}\))*)"
)
_ORDINARY = frozenset(
    [
        "our",
        "the",
        "your",
        "this",
        "these",
        "under",
        "see",
        "per",
        "a",
        "an",
        "medical",
        "clinical",
        "coverage",
        "payment",
        "insurance",
        "group",
        "plan",
        "health",
        "privacy",
        "individual",
        "notice",
        "summary",
        "nuestra",
        "la",
        "el",
        "las",
        "los",
        "appeals",
        "appeal",
        "prior",
        "authorization",
        "review",
        "utilization",
        "management",
        "necessity",
        "standard",
        "benefit",
        "marketplace",
        "employer",
        "section",
        "article",
        "certificate",
        "certificado",
        "based",
        "using",
        "we",
        "it",
        "in",
        "on",
        "by",
        "for",
        "to",
        "and",
        "of",
        "company",
        "member",
        "office",
        "internal",
        "external",
        "federal",
        "state",
        "adverse",
        "initial",
        "final",
        "organization",
        "network",
        "partial",
        "request",
        "life",
        "dental",
        "step",
        "therapy",
        "pharmacy",
        "drug",
        "insured",
        "no",
        "any",
        "all",
        "policy",
        "según",
        "bajo",
        "national",
        "local",
    ]
)
_NOT_RULE = re.compile(
    r"(?i)(?:adverse|benefit|initial|final|organization|network|notice of|pharmacy|prior|eligibility|coverage)\s"
    r"(?:\w+\s)?determination|privacy|(?:group|insurance|insured|employer|life|individual|renters)\spolicy|polic(?:y"
    r"|ies)\s?(?:no\b|number|holder)|refund|determination date|program guide|benefits? guide|member guide|user guide|"
    r"(?:provider|member) manual"
)
_LED = re.compile(r"(?:(?:Under|Per|By|We|Our|The|See|Using|According|Based|In|Según|Bajo|La|El|Las|Los|Conforme)\s)+")
_PROVISION = re.compile(
    r"(?P<what>(?:(?:Section|Sec\.|Article|Art\.|Exclusion|Provision|Chapter|Part|Rider|Amendment|page|pages|para\."
    r"|paragraph|§{1,2}|Sección|Artículo|Capítulo|Exclusión|página|párrafo|sección|section)\s(?:[A-Z]{1,4}[-.]?)?"
    r"(?:\d[\w.\-]*(?:\([\w]\))*|[IVXL]+\b)(?:\([\w]+\))*"
    r"(?:,?\s(?:para\.|paragraph|item|page|Section|section|p\.|exclusion)\s[\w.()]*\w\)?)?)"
    r"(?:\s\([^()]{3,50}\))?,?\s(?:of|in|de|del|en)\s(?:the |your |our |this |la |el |su |nuestr[oa] )?(?!Act\b|ERISA"
    r"|Social|Code|Title|Internal|Public|Affordable|federal|Federal|law|Ley)(?:(?:[A-Z]\S*|of|and|de|plan|document"
    r"|benefit|booklet|certificate|handbook|brochure|policy|contract|summary|description|coverage|evidence|schedule"
    r"|member|folleto|póliza|contrato|documento|manual|cobertura|certificado|Plan)\s?){1,8})"
)
_DOCUMENT_FIRST = re.compile(
    r"(?P<what>(?:Certificate(?: of (?:Coverage|Insurance))?|Evidence of Coverage|(?:\d{4}\s)?(?:[Bb]rochure"
    r"|[Hh]andbook|[Bb]ooklet)(?:\s[A-Z]{2}\s?[\d-]+)?|Summary Plan Description|[Pp]lan [Dd]ocument|Plan [Bb]ooklet|SPD"
    r"|EOC|Group Agreement|Member Handbook|Certificado de Cobertura|Manual del [Mm]iembro|Policy Manual"
    r"|Sharing Guidelines|[Pp]olicy)"
    r",?\s(?:at\s)?(?:Section|Sec\.|section|Article|Art\.|Chapter|chapter|ch\.|page|p\.|§|Part|Exclusion|Sección"
    r"|Artículo|sección|capítulo|página)\s(?:[A-Z]{1,3}[-.]?)?[\dIVX][\w.\-]*(?:\([\w]\))*(?:,?\s(?:and\s)?(?:para\."
    r"|paragraph|page|item|Section|sec\.|section|Exclusion|number|p\.)\s[\w.()\-]*[\w)]){0,2}"
    r"(?:\s\([\"“]?[^()]{3,50}\))?)"
)


_PART = r"(?:Section|Sec\.|Article|Art\.|Exclusion|Chapter|Secci[oó]n|Art[ií]culo)\s(?:\d[\w.]*(?:\(\w\))*|[IVXL]+\b)"
#: "Your plan's list of things it does not pay for (Article VI, item 22)", "Section 4.2 gives zero for that".
_IN_BRACKETS = re.compile(
    rf"(?i:\b(?:plan|policy|booklet|contract|certificate|p[oó]liza)\b)[^.()]{{0,60}}\((?P<what>(?i:{_PART})"
    r"(?:,\s(?i:item|page|section|paragraph|p\.)\s[\w.()]+)?)\)"
)
_SAYS = re.compile(
    rf"(?P<what>\b(?:Plan\s)?(?i:{_PART}))\s"
    r"(?i:gives|says|excludes|excluye|limits|applies|provides|reads|requires|bars|leaves|rules)\b"
)
#: "are left out of your contract, Part 6, item 31, except".
_APPOSED_PART = re.compile(
    r"\b(?i:contract|policy|booklet|certificate|plan|handbook),\s(?P<what>(?:Part|Section|Article)\s[\dIVX]+(?:\.\d+)?,\s"
    r"(?i:item|paragraph|section|exclusion)\s[\w()]+)"
)
#: "(Part D, Exclusion 1.)", "(Parte 6, inciso h)", "Certificate 9(k)", "The Plan, Art. VI sec. 6.3(k), pays".
_PARTS = re.compile(
    r"\((?P<what>(?:Part|Parte|Section|Article|Art\.|Secci[oó]n|Art[ií]culo)\s[\dA-Z][\w.]*,\s"
    r"(?i:exclusi[oó]n|inciso|item|section|sec\.|paragraph|p[aá]rrafo)\s[\w()]+)\.?\)"
)
_LETTERED = re.compile(r"\b(?P<what>(?:Certificate|Contract|Booklet|Handbook|Certificado)\s\d{1,2}(?:\.\d+)?\(\w\))")
_OF_THE_PLAN = re.compile(
    r"\b[Tt]he (?:Plan|plan|Policy|policy|Certificate|certificate),\s"
    rf"(?P<what>{_PART}(?:,?\s(?i:sec\.|section|item|para\.)\s\d[\d.]*(?:\(\w\))*)?)(?=,)"
)
#: What stands near a part of a law and of no plan.
_LAW = re.compile(r"(?i)\b(?:act|erisa|code|cfr|c\.f\.r|u\.s\.c|usc|law|ley|statute|affordable|social security)\b")


def read_criteria(found: Survey) -> list[Fact]:
    """The named criterion and the plan's provision, one of each at most."""
    return [*_first(found, "criteria_cited", _criterion), *_first(found, "plan_provision", _provision)]


def _first(found: Survey, name: str, pick: Callable[[Sentence], re.Match[str] | None]) -> Iterator[Fact]:
    for sentence in found.sentences:
        match = pick(sentence)
        if match is None:
            continue
        groups = match.groupdict()
        text = (groups["what"] or groups.get("guide") or groups.get("law") or "").strip(" ,.;(")
        if text.endswith(")") and "(" not in text:
            text = text[:-1]
        if "(" in text and ")" not in text:
            named, inner = text.split("(", 1)
            text = named.strip(" ,") if len(named.split()) > 1 else inner
        begin = sentence.text.find(text, match.start())
        piece = part(found.sheet, sentence, begin, begin + len(text))
        where = source_of(found.printed, sentence.page, piece.spans)
        yield Fact(name, text, confidence=Confidence.MEDIUM, source=where)
        return


def _criterion(sentence: Sentence) -> re.Match[str] | None:
    known = _KNOWN.search(sentence.text)
    if known:
        return known
    for match in _NAMED.finditer(sentence.text):
        if _is_proper(match) and not _NOT_RULE.search(match["what"]) and not sentence.text.isupper():
            return (_LED.match(match["what"]) and _NAMED.search(sentence.text, match.start() + _led(match))) or match
    coded = _CODED.search(sentence.text)
    last = coded["what"].split()[-1] if coded else ""
    numbered = coded is not None and re.match(r"(?i)(?:medical|clinical|coverage|company) policy", coded["what"])
    if any(c.isupper() for c in last) or last.count(".") > (0 if numbered else 1):
        return coded
    return (
        _SPANISH.search(sentence.text)
        or _used_scale(sentence)
        or _APPOSED.search(sentence.text)
        or _CODE_ALONE.search(sentence.text)
        or _OUR_CODE.search(sentence.text)
        or _RULE.search(sentence.text)
    )


def _used_scale(sentence: Sentence) -> re.Match[str] | None:
    """A scale that the plan says it used: a score in a doctor's note is no criterion."""
    used = re.search(r"(?i)\b(?:used|applied|under|según|using|scored?)\b", sentence.text)
    return _SCALE.search(sentence.text, used.end()) if used else None


def _led(match: re.Match[str]) -> int:
    """How many characters of words such as "Under" stand before the name."""
    lead = _LED.match(match["what"])
    return lead.end() if lead else 0


def _is_proper(match: re.Match[str]) -> bool:
    """A name of its own stands before the kind of rule: "Brightmark Imaging Criteria", not "Medical Policy"."""
    own = [word for word in re.findall(r"[^\W\d]+", match["name"]) if word.lower() not in _ORDINARY and len(word) > 1]
    return bool(own)


def _provision(sentence: Sentence) -> re.Match[str] | None:
    known = _DOCUMENT_FIRST.search(sentence.text) or _PROVISION.search(sentence.text)
    if known or _LAW.search(sentence.text):
        return known
    shapes = (_IN_BRACKETS, _SAYS, _APPOSED_PART, _PARTS, _LETTERED, _OF_THE_PLAN)
    return next((match for shape in shapes if (match := shape.search(sentence.text))), None)
