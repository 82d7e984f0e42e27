"""Who runs a plan and what it is called, from fields and from sentences.

Takes a Survey; gives the facts `plan_administrator` and `plan_name`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.firms import Found, firms
from firstcheck.extract.layout import source
from firstcheck.extract.letterhead_agents import agencies
from firstcheck.extract.names import cased, cut, person
from firstcheck.extract.payer_words import payer_name
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_AGENT = re.compile(
    r"(?i)\b(?:administered(?: \([^)]{3,20}\)|,? (?:but )?not insured,?)? by|administrad[oa] por|administra\b:?"
    r"|administrative services (?:(?:only )?\(aso\) )?(?:provided )?by|claims? administrat(?:or(?: is|:| for)?|ion:)"
    r"|third[- ]party administrator(?: is|:)?|processes claims for|claims are (?:processed|handled|administered) by"
    r"|claims (?:are )?(?:paid|managed|serviced|adjudicated) by|claims (?:handled|processed) by|plan supervisor:"
    r"|claims:(?=\s[^,;.()]{3,40}\b(?:Admin|TPA|Benefits?\b|Claims\b))"
    r"|as claims fiduciary|\bc/o(?=\s(?-i:[A-Z])[^,;.]{2,40}\b(?:Administrator|TPA|Benefit|Claims)))\s*:?\s*(?P<who>.*)"
)


#: Where a name runs on into its address.
_PLACED = re.compile(r",?\s+(?:P\.?\s?O\.?\s|(?:Box|Apartado|Apdo\.?)\s\d|\d{2,5}\s[A-Z])|\s[·|]\s")
#: What stands behind a firm's name and is its town: "Brightledger TPA, Savannah GA".
_TOWN = re.compile(r",\s(?!(?:Inc|LLC|L\.L\.C|LP|LLP|Ltd|Co|PLC|P\.?C)\b).*$")
_PROGRAM = re.compile(r"(?i)^(?:medicare|medicaid|tricare|the plan)\b(?!.*(?:admin|contractor|services))")
_FIRM = re.compile(r"\b(?:TPA|Co\.?|Claims|Benefits?|Administra\w+|Services|LLC|Inc)\b")
_LOOSE = frozenset(
    (("run", "by"), ("handled", "by"), ("administered",), ("serviced", "by"), ("administra",), ("claims", "desk"))
)
_AGENT_FIRST = re.compile(
    r"(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’\-]*(?:,? [A-ZÁÉÍÓÚÑ&][\w&'’.\-]*){1,5}) (?:\(its (?:review )?agent\)|is a reviewer only"
    r"|only (?:administers|processes)\b|solo lo administra)"
)


def read_administrator(seen: Survey, payer: str, firm: str = "") -> list[Fact]:
    """The firm that runs the plan: from its field, a sentence, or the letterhead of one who writes for another.

    `firm`: the name of the letterhead, where it is a firm's and not the payer's.
    """
    for item in seen.labelled("plan_administrator"):
        name = payer_name(_TOWN.sub("", _PLACED.split(item.text)[0]))
        if (item.mark.phrase in _LOOSE and not item.sure) or (name and _PROGRAM.match(name)):
            continue
        if name and name[0].isupper() and (not person(name) or _FIRM.search(name)) and name != payer:
            return [Fact("plan_administrator", name, source=source(seen.printed, item.page, item.start, item.end))]
    for sentence in (*seen.paragraphs, *seen.sentences):
        match = _AGENT.search(sentence.text) or _AGENT_FIRST.search(sentence.text)
        name = payer_name(match["who"]) if match else None
        name = _TOWN.sub("", name) if name else None
        if name and name[0].isupper() and name != payer and not _PROGRAM.match(name):
            return [
                Fact(
                    "plan_administrator",
                    cased(name),
                    source=source(seen.printed, sentence.page, sentence.start, sentence.end),
                )
            ]
    for agency in agencies(seen):
        if agency.agent != payer:
            where = source(seen.printed, agency.page, *agency.agent_at)
            return [Fact("plan_administrator", agency.agent, source=where)]
    for name, page, start, end in (*_letterhead(seen, firm), *firms(seen)):
        if name != payer:
            return [Fact("plan_administrator", cased(name), source=source(seen.printed, page, start, end))]
    return []


def _letterhead(seen: Survey, firm: str) -> Iterator[Found]:
    """Where the firm's name stands, which is not the payer's own."""
    for line in seen.sheet.lines[:30] if firm else ():
        at = line.text.lower().find(firm.lower())
        if at >= 0:
            yield firm, line.page, line.start + at, line.start + at + len(firm)
            return


#: Who works on claims for a plan is no plan: "Federal Plan - Reconsideration Unit".
_NO_PLAN_NAME = re.compile(
    r"(?i)\bbox\b|\bappeals?\b|committee|\b(?:unit|department|dept|division|desk|team|bureau)\.?$"
    r"|^(?:unidad|departamento|divisi[oó]n|oficina) de\b"
)
_PLAN_WORDS = re.compile(
    r"(?:\b(?i:for|under|behalf of|of|by|c/o|administers|para|del|bajo(?: el)?)\s(?:(?i:the|el|la)\s)?|\bThe\s|\bEl\s)"
    r"(?P<who>(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*,?\s|(?:and|of|de|&|y)\s){1,8}(?:Plan|PLAN|Trust|TRUST|Fund|FUND|Program"
    r"|PROGRAM|Rx|RX))(?![\w-])"
)
_OWN_KIND = re.compile(r"(?i)\b(?:employee|benefits?|health|medical|welfare|associates|group|h&w|rx)\b")
_NOT_A_PLAN = re.compile(
    r"(?i)\b(?:medicare|medicaid|tricare|federal|summary|your|our|this|appeals?|department|review|state"
    r"|children)\b|\b(?:insurance|hmo) (?:plan|program)"
)


def _plan_said(seen: Survey) -> Iterator[Fact]:
    """The plan that a sentence names: "on behalf of the Skylark Avionics Health Benefit Plan"."""
    for sentence in seen.sentences:
        for match in _PLAN_WORDS.finditer(sentence.text):
            name = re.sub(r"^(?:[Tt]he|El|La)\s", "", match["who"])
            if len(name.split()) >= 3 and _OWN_KIND.search(name) and not _NOT_A_PLAN.search(name):
                yield Fact(
                    "plan_name",
                    cased(name),
                    confidence=Confidence.MEDIUM,
                    source=source(seen.printed, sentence.page, sentence.start, sentence.end),
                )


def read_plan_name(seen: Survey) -> list[Fact]:
    for item in seen.labelled("plan_name"):
        name = cut(item.text)
        if _NO_PLAN_NAME.search(name):
            continue
        if item.sure and 3 < len(name) <= 80 and name[0].isupper() and re.search(r"[A-Za-z]{3}", name):
            return [Fact("plan_name", name, source=source(seen.printed, item.page, item.start, item.start + len(name)))]
    return list(_plan_said(seen))[:1]
