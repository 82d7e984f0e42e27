"""What a denial rests on: a criterion that has a name, and the provision of the plan it points to.

Takes a Survey; gives the facts `criteria_cited` and `plan_provision`, in the paper's words.
"""

import re
from collections.abc import Callable, Iterator

from firstcheck.extract.layout import Sentence, part, source_of
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_CAP = r"[A-ZÁÉÍÓÚÑ0-9][\w&'’.®\-]*"
_KIND = r"(?:Criteria|Criterion|Guidelines?|Polic(?:y|ies)|Bulletin|Determination|Protocols?|Standards?|Manual|Criterios?|Guías?|Política|Pautas)"
_TAIL = (
    r"(?:,?\s(?:no\.|No\.|number|#|n\.º|núm\.)?\s?(?=[A-Z0-9.\-]*\d)[A-Z0-9][\w.\-]*[\w])?"
    r"(?:,?\s(?:(?:[A-Z][a-z]+\s)?(?:chapter|section|Section|Chapter|sec\.|§|ch\.|capítulo|sección|edition)\s?[\w.\-()]{0,12}[\w)]|[A-Z][a-z]+\s(?:chapter|section)|\d{4}\sedition|v(?:ersion)?\.?\s?\d[\d.]*)){0,3}"
)
_NAMED = re.compile(rf"(?P<what>(?:{_CAP}(?:\s(?:of|for|de|and|&|del|para|la))?\s){{1,7}}{_KIND}{_TAIL})")
_KNOWN = re.compile(
    rf"(?P<what>\b(?:(?:\d{{4}}\s)?(?:MCG|InterQual|Milliman|eviCore|EviCore|AIM|NIA|Carelon|NCCN|ASAM|LOCUS|Hayes)(?:®|™)?(?:\s(?:{_CAP}|of|for)){{0,6}}{_TAIL}"
    rf"|(?:LCD|NCD|Local Coverage Determination|National Coverage Determination|Local Coverage Article)\s?\(?(?:[LA]?\d[\w.]*)\)?(?:,?\s[A-Z]{{2,3}}[- ][\w.\-]*\d[\w.\-]*)?))"
)
_GENERIC = re.compile(r"(?i)^(?:our|the|your|this|these|under|see|per|a|an|medical|clinical|coverage|payment|insurance|group|plan|health|privacy|individual|notice|summary|nuestra|la|el|las|los|appeals?|prior authorization|review|utilization management)?\s?(?:medical |clinical |coverage |utilization |payment |review |group |health |insurance |plan |necessity |standard )*(?:criteria|criterion|guidelines?|polic(?:y|ies)|determination|manual|standards?|protocols?|bulletin|criterios?|guías?|política|pautas)$")
_NOT_RULE = re.compile(r"(?i)(?:adverse|coverage|benefit|initial|final|organization|network|notice of)\s(?:\w+\s)?determination|privacy|group policy|insurance policy|policy ?holder|determination date|payment polic|refund|individual policy|policy no")
_PROVISION = re.compile(
    r"(?P<what>(?:(?:Section|Sec\.|Article|Art\.|Exclusion|Provision|Chapter|Part|Rider|Amendment|page|pages|para\.|paragraph|§{1,2}|Sección|Artículo|Capítulo|Exclusión|página|párrafo|sección|section)\s(?:[A-Z]{1,4}[-.]?)?(?:\d[\w.\-]*(?:\([\w]\))*|[IVXL]+\b)(?:\([\w]+\))*"
    r"(?:,?\s(?:para\.|paragraph|item|page|Section|section|p\.|exclusion)\s[\w.()]*\w\)?)?)"
    r"(?:\s\([^()]{3,50}\))?,?\s(?:of|in|de|del|en)\s(?:the |your |our |this |la |el |su |nuestr[oa] )?(?:(?:[A-Z]\S*|of|and|de|plan|document|benefit|booklet|certificate|handbook|brochure|policy|contract|summary|description|coverage|evidence|schedule|member|folleto|póliza|contrato|documento|manual|cobertura|certificado|Plan)\s?){1,8})"
)
_DOCUMENT_FIRST = re.compile(
    r"(?P<what>(?:Certificate of (?:Coverage|Insurance)|Evidence of Coverage|(?:\d{4}\s)?(?:[Bb]rochure|[Hh]andbook|[Bb]ooklet)(?:\s[A-Z]{2}\s?[\d-]+)?|Summary Plan Description|[Pp]lan [Dd]ocument|Plan [Bb]ooklet|SPD|EOC|Group Agreement|Member Handbook|Certificado de Cobertura|Manual del Miembro|Policy Manual|Sharing Guidelines|[Pp]olicy)"
    r",?\s(?:at\s)?(?:Section|Sec\.|section|Article|Chapter|chapter|ch\.|page|p\.|§|Part|Exclusion|Sección|Artículo|sección|capítulo|página)\s(?:[A-Z]{1,3}[-.]?)?[\dIVX][\w.\-]*(?:\([\w]\))*(?:,?\s(?:and\s)?(?:para\.|paragraph|page|item|Section|sec\.|section|Exclusion|number|p\.)\s[\w.()\-]*[\w)]){0,2}(?:\s\([\"“]?[^()]{3,50}\))?)"
)


def read_criteria(found: Survey) -> list[Fact]:
    """The named criterion and the plan's provision, one of each at most."""
    return [*_first(found, "criteria_cited", _criterion), *_first(found, "plan_provision", _provision)]


def _first(found: Survey, name: str, pick: "Callable[[Sentence], re.Match[str] | None]") -> Iterator[Fact]:
    for sentence in found.sentences:
        match = pick(sentence)
        if match is None:
            continue
        text = match["what"].strip(" ,.;")
        begin = match.start("what")
        piece = part(found.sheet, sentence, begin, begin + len(text))
        where = source_of(found.printed, sentence.page, piece.spans)
        yield Fact(name, text, confidence=Confidence.MEDIUM, source=where)
        return


def _criterion(sentence: Sentence) -> re.Match[str] | None:
    for pattern in (_KNOWN, _NAMED):
        for match in pattern.finditer(sentence.text):
            what = match["what"].strip(" ,.")
            if not _GENERIC.match(what) and not _NOT_RULE.search(what) and len(what) >= 5:
                return match
    return None


def _provision(sentence: Sentence) -> re.Match[str] | None:
    return _DOCUMENT_FIRST.search(sentence.text) or _PROVISION.search(sentence.text)

