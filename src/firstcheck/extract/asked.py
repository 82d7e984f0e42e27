"""The care that a paper names in a field of its own: "Service: partial hospitalization", "Medicamento: dapagliflozina".

Takes a Sheet; gives the fact service_description as printed, without the days, amounts and places behind it.
"""

import re
from functools import lru_cache

from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.services import names_service
from firstcheck.extract.survey import survey
from firstcheck.facts.fact import Confidence, Fact
from firstcheck.knowledge.load import knowledge

#: A day, an amount, a bar or another field ends what is named; what comes before it is the care.
_BEHIND = re.compile(
    r"\s*(?:[,;|]|\s-|\s–|\s—|\bon\b|\bdel?\b|\bel\b)?\s*(?:\$\s?\d|\d{1,2}/\d{1,2}/\d{2}|\d{4}-\d\d-\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\d{1,2} de [a-z]{4,10}\b|\||\. [A-Z]"
    r"|(?:asked for|ordered|requested|pedid[oa]|solicitad[oa]|ordenad[oa]) (?:by|por)\b).*$",
    re.IGNORECASE,
)
_DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|ml|g|%|units?|unidades)\b|\b(?:tablets?|capsules?|pens?|tabletas?)\b"
)
_DRUG_LABEL = re.compile(r"^(?:drug|medic|prescription)")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: Not the name of a service, whatever stands in the field.
_OTHER = re.compile(r"^\W*(?:not|no|denied|approved|see|we|you|your|the|asked|provided|date|fecha|usted|su)\b")
_LONGEST = 110


def read_service_asked(sheet: Sheet) -> Fact | None:
    """The first field that names a service or a drug; None where the paper has no such field."""
    for item in survey(sheet).labelled("service_description"):
        told = _named(item)
        if told:
            where = source(sheet, item.page, item.start, item.start + len(told))
            return Fact("service_description", told, confidence=Confidence.MEDIUM, source=where)
    return None


def _named(item: Labelled) -> str:
    """What a field names; empty where it stands in a sentence, or names no service."""
    if not (item.mark.explicit and item.mark.initial) or item.how not in (How.BESIDE, How.RIGHT):
        return ""
    told = _BEHIND.sub("", item.text).strip(" ,;:.-–—(")
    words = folded(told)
    if len(told) > _LONGEST or _WORD.search(told) is None or _OTHER.match(words):
        return ""
    drug = _DRUG_LABEL.match(item.mark.phrase[0]) is not None or _DOSE.search(words) is not None
    return told if drug or names_service(words) or _kinds().search(words) else ""


@lru_cache(maxsize=1)
def _kinds() -> re.Pattern[str]:
    """The words by which any kind of care is known."""
    return re.compile("|".join(word for kind in knowledge().procedures.values() for word in kind.words))
