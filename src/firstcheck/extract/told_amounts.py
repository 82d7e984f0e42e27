"""Amounts that a sentence gives without a label before them: what is left to the patient, a share, the one sum charged.

Takes the text around an amount; gives the fact it stands for. Only the nearest words decide.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from firstcheck.extract.amounts import Amount, amounts, spoken
from firstcheck.extract.lexicon import folded
from firstcheck.extract.listed_days import of_care
from firstcheck.extract.services import names_service
from firstcheck.extract.shapes import PROCEDURE, is_procedure

_PERSON = r"(?:covered person|member|patient|insured|employee|participant|subscriber|enrollee|beneficiary|student)"
_OWED_AFTER = re.compile(
    r"\W{0,3}(?:(?:is|are) (?:above|over) (?:our|the (?:plan|fund)'s) (?:allow\w+|limit|rate)"
    r"(?: (?:amount|charge))?,? and )?"
    r"(?:(?:(?:is|are|was|will be|remains?|stays?|becomes?|es|son|queda|sera|seria)\s)?(?:left\s)?"
    r"(?:between you and\b|to you\b(?! (?:by|on))|entre usted y\b|a cargo (?:suyo|de usted|del (?:paciente|miembro)))"
    r"|(?:is|are|will be|remains?|stays?|becomes?|es|son|queda|sera|seria)\s(?:now\s|all\s)?"
    rf"(?:(?:the\s)?(?:sole\s)?(?:responsibility|liability|obligation) of (?:the )?{_PERSON}"
    rf"|(?:the\s|your\s|el\s|la\s)?(?:{_PERSON}(?:'s)?\s)?(?:financial\s)?(?:responsibility|liability|responsabilidad)"
    r"|yours(?: to pay)?\b|your (?:share|part|cost|bill|debt)\b)|(?:became|has become) yours\b"
    r"|(?:was|is|were) left (?:with|to) you\b"
    r"|(?:therefore |thus |now )?(?:rests?|stays|remains|falls?) (?:with|on|to) you\b)"
)
_OWED_BEFORE = re.compile(
    r"(?:\b(?:answerable|liable|accountable)\s(?:to\s(?:[\w']+\s){1,5})?for\s(?:the (?:sum|amount|balance) of\s)?"
    r"|\b(?:responsibility|liability|responsabilidad) (?:is|was|aparece|figura) (?:shown|listed|stated|como)(?: as)?\s"
    r"|\b(?:left|leaves|leaving|cost|costs) you(?: with)?(?: a bill (?:of|for))?\s"
    r"|\byou (?:can|could|may) be billed (?:no more than|up to|at most)\s"
    r"|\bcuenta del asegurad[oa]:?\s|\byour (?:share|part)(?: right now)? (?:shows|stands) (?:as|at)\s"
    r"|\ble (?:toca|tocan|corresponde|queda)(?: pagar| por pagar)?(?: solo| solamente| unicamente)?\s?"
    r"(?:(?:el|su) (?:copago|coaseguro|deducible)(?: de)?\s)?"
    r"|(?:^|[,/;|(]\s?|\.\s|\s-\s|\s\s)(?:you|usted|member|patient|pt|student)(?::\s?|\s)(?:up to\s)?)$"
)
#: "that leaves $156.00 with you"
_LEAVES = re.compile(r"\b(?:leav(?:es|ing)|left|queda|quedan)(?: the)?(?: remaining)?\s$")
_WITH_YOU = re.compile(
    r"\s(?:with|for|to|on) (?:you|the (?:member|patient|insured))\b|\s(?:a|para|por) (?:usted|su cuenta)\b"
)
#: "paid $402.00 of $820.00, leaving $418.00"
_PAID_OF = re.compile(
    r"\b(?:paid|pays|pagado|pago|pagamos) (?P<plan_paid>\$\s?[\d,]+(?:\.\d\d)?) (?:of|de) (?:the )?"
    r"(?P<whole>\$\s?[\d,]+(?:\.\d\d)?)(?P<allowed>\s(?:allowed|permitid))?"
    r"(?:,? leaving (?P<left>\$\s?[\d,]+(?:\.\d\d)?))?"
)
_PAID_BEFORE = re.compile(
    r"\bwe paid the [\w -]{3,24} of\s$|(?:^|[,/;|]\s?)(?:plan|fund|the plan|the fund|el plan)(?::\s?|\s)$"
)
_SHARE = r"(?:copay(?:ment)?|co-pay(?:ment)?|copago|coinsurance|co-insurance|coaseguro)"
_WHOSE = r"(?:your|his|her|their|the (?:member|patient)'s|member|patient|su|el|un|a|an|the|only)"
_SHARE_BEFORE = re.compile(
    rf"\b{_WHOSE}\s(?:[\w-]+\s){{0,5}}(?P<share>{_SHARE})"
    r"(?:,|:|\sof|\sis|\swill be|\sde|\ses|\sapplies:?)?\s(?:only\s)?$"
)
#: "the whole $1,140.00 went to your deductible"
_DEDUCTED_AFTER = re.compile(
    r"\s(?:(?:of (?:it|this|that|the \w+) )?(?:went|goes|will go|applied|applies|se aplico|se aplica"
    r"|(?:is|was|has been|were) (?:applied|put|counted|credited|charged|taken)|(?:fue|se) (?:aplicad|carg)[oa]) )"
    r"(?:to|toward|towards|against|a|al|hacia)\s(?:(?:your|the|his|her|their|su|el)\s)?(?:[\w-]+\s){0,3}"
    r"(?:deductible|deducible)\b"
)
_SHARE_AFTER = re.compile(rf"\s(?:(?:to|toward) (?:your|the)\s)?(?:[\w-]+\s){{0,3}}(?P<share>{_SHARE})\b")
_OWN_SHARE = re.compile(rf"\b(?:your|his|her|their|su|{_PERSON}'s|you owe|part is|usted)\b")
#: "may not be billed to the patient, other than the $500.00 copay"
_EXCEPT = re.compile(
    r"\b(?:other than|except(?: for)?|apart from|beyond|salvo|excepto|aparte de) (?:the|your|a|el|su)\s$"
)
#: What an amount is never the charge of: shares, limits, other people's money, thresholds.
_NO_CHARGE = re.compile(
    r"\b(?:premiums?|copay\w*|co-pay\w*|coinsurance|deductibles?|penalt\w+|refund\w*|checks?|limits?|maximums?"
    r"|estimat\w+|deposits?|interest|threshold|at least|or more|up to"
    r"|per (?:visit|day|month|year|fill|session|hour|unit|page|mile|dose)|a (?:month|year|day)|each"
    r"|allow\w*|paid|pays?|payments?"
    r"|payable|owe\w*|dues?|benefits?|remaining|controversy|dispute|balance|filing|savings?|discount\w*|rate|prima"
    r"|copago|coaseguro|deducible|multa|reembols\w+|cheque|limite|maximo"
    r"|pag\w+|permitid\w+|debe\w*|saldo|al menos|o mas|cada|refunded|quoted|offset|installments?|surcharge|share)\b"
)
#: "would not be paid", "denied payment of": a refusal, which says nothing of the amount.
_REFUSAL = re.compile(
    r"\b(?:not (?:be |been )?(?:paid|covered|payable|pay)|(?:cannot|can't|won't|didn't) (?:be )?(?:pay|paid)"
    r"|no (?:se )?pag(?:ar|o|amos|aremos))\b|\bdeni(?:ed|es|al of) (?:the )?payment\b|\b(?:de)?negado el pago\b"
)
_TOTALLED = re.compile(
    r"\b(?:came|comes|amounts|amounted) to (?:a total of )?\(?$|\bin all,? \(?$"
    r"|\b(?:eur|gbp|cad|mxn|chf)\s?[\d.,]+\s?\(?(?:about|approximately|equal to|unos|=)\s$"
)
_OPENED = re.compile(
    r"\((?:[^()$]{1,60}[,;] )?(?:cpt |hcpcs |code )?([a-z]\d{4}|\d{5}|\d{4}[tu])(?:-\w{2})?[,;:][^()$]{0,70}$"
)
_BILLED_AS = re.compile(
    r"\bbilled (?:us )?(?:an? |the |for (?:an? |the )?)?[a-z][a-z -]{3,50}, $"
    r"|\b(?:cannot|can't|will not|won't|unable to|keeps? us from|(?:declin|refus)\w+ to) pay(?:ing)? (?:the )?$"
    r"|\bbilled by:? [^$:;]{3,60}, $|\bbilled as:? (?:an? )?(?:[\w-]+ ?){1,4},? $"
)
#: "We did not pay for the visits of May 3 and May 9 ($310.00)": what was refused, with its sum in brackets
_REFUSED_SUM = re.compile(
    r"\b(?:(?:do|did|does|can|could|will) not|cannot|can't|didn't|won't)(?: therefore)? pay(?: for)? "
    r"(?P<what>[^.;:$()]{3,70})\(\$?$"
    r"|\bno (?:(?:se |le )?pag(?:amos|aremos|o|ara)|podemos pagar)(?: por)? (?P<que>[^.;:$()]{3,70})\(\$?$"
)
_CLAIMED = re.compile(
    r"\b(?:claims?|treatment|sessions?|receipts?|bill|invoice|charges?|fee|need|services?|visits?"
    r"|stay|dos|date of service|procedure|came to|comes to"
    r"|in the sum of|expenses?|reclamacion|reclamo|factura|servicios?|cargos?|valor|monto pedido|consulta|estancia)\b"
)
#: No sentence is longer; a page without stops is none.
_LONGEST = 3000
#: How far before and behind an amount words speak of it.
_NEAR = (90, 40)
_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2}|\b[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\bde 20\d\d\b")
_SET_APART = re.compile(
    r"(?:^|[,;:(|=·•–—-]\s?|\s\s|\b(?:for|of|to|sum of|fee|at|por|de|billed as|about|valor:?)\s(?:\$\s)?)$"
)
#: The items of a list that sums a claim up, how far before the amount it may begin, and what stands for its day.
_ITEMS = re.compile(r"[,;/|()]\s?|\s[-–—]\s?|:\s|\s\s+")
_LIST = 160
_A_DAY = "\N{FULL BLOCK}"


def told(text: str) -> Iterator[tuple[str, Amount, int]]:
    """Amounts of a sentence with their fact, and how far each is to be trusted (less is more)."""
    if len(text) > _LONGEST:
        return
    low = folded(text)
    yield from paid_of(text)
    for amount in (*amounts(text), *spoken(text)):
        before, after = _before(low, amount), low[amount.end : amount.end + 70]
        value = Amount(abs(amount.value), amount.start, amount.end)
        left = _LEAVES.search(before) is not None and _WITH_YOU.match(after) is not None
        if left or _OWED_AFTER.match(after) or _OWED_BEFORE.search(before):
            yield "patient_responsibility", value, 6
        elif _BILLED_AS.search(before) or _is_refused_sum(before, low[amount.end - 1 :]):
            yield "billed_amount", value, 6
        elif _PAID_BEFORE.search(before):
            yield "plan_paid", value, 6
        elif _DEDUCTED_AFTER.match(after):
            yield "deductible", value, 6
            yield "patient_responsibility", value, 9
        share = _SHARE_BEFORE.search(before) or _SHARE_AFTER.match(after)
        if (
            share
            and (_OWN_SHARE.search(low) or _EXCEPT.search(before))
            and not re.match(r"\s?(?:/|per|a|each)\s?(?:visit|day|session|month|visita)", after)
        ):
            name = "coinsurance" if "ns" in share["share"] or "coas" in share["share"] else "copay"
            yield name, value, 6
            yield "patient_responsibility", value, 9


def _is_refused_sum(before: str, close: str) -> bool:
    """Whether an amount fills the brackets behind care that a sentence refuses to pay."""
    refused = _REFUSED_SUM.search(before)
    what = refused and (refused["what"] or refused["que"])
    return bool(what) and ")" in close[:2] and _NO_CHARGE.search(what or "") is None


def paid_of(text: str) -> Iterator[tuple[str, Amount, int]]:
    """What was paid out of what: "paid $81.00 of $162.00 allowed", "paid $402.00 of $820.00, leaving $418.00"."""
    for match in _PAID_OF.finditer(folded(text)):
        names = {"plan_paid": "plan_paid", "left": "patient_responsibility"}
        names["whole"] = "allowed_amount" if match["allowed"] else "billed_amount"
        for group, name in names.items():
            for amount in amounts(text, *match.span(group)) if match[group] else ():
                yield name, amount, 6


def _before(low: str, amount: Amount) -> str:
    opened = low[amount.start : amount.start + 1] == "("
    return low[max(0, amount.start - 80) : amount.start + opened]


def charge_of(text: str) -> Amount | None:
    """The one amount of a line or sentence that names what was billed, and says nothing else of the amount."""
    if len(text) > _LONGEST:
        return None
    low = _REFUSAL.sub(lambda said: " " * len(said[0]), folded(text))
    found = [*amounts(text), *spoken(text)]
    for amount in found:
        if _TOTALLED.search(_before(low, amount)) and _CLAIMED.search(low):
            return amount
    bracketed = [amount for amount in found if _in_brackets(low, amount)]
    if len(bracketed) == 1:
        return bracketed[0]
    if len(found) > 1 and found[0].value == sum((a.value for a in found[1:]), Decimal(0)):
        found = found[:1]
    if len(found) != 1 or found[0].value <= 0:
        return None
    if in_a_list(text, found[0]):
        return found[0]
    near = low[max(0, found[0].start - _NEAR[0]) : found[0].end + _NEAR[1]]
    if _NO_CHARGE.search(near):
        return None
    coded = any(is_procedure(match[0]) for match in PROCEDURE.finditer(text))
    said = _CLAIMED.search(low) is not None
    if not (coded or (said and (_DAY.search(text) or names_service(low)))):
        return None
    return found[0] if _SET_APART.search(_before(low, found[0])) else None


def _in_brackets(low: str, amount: Amount) -> bool:
    """Whether an amount closes brackets that open with a procedure code: "(99213, $145.00)"."""
    opened = _OPENED.search(low[: amount.start].rstrip("$ "))
    closed = low[amount.end - 1 : amount.end + 1].strip(" .,;")[:1] == ")"
    return closed and opened is not None and is_procedure(opened[1].upper())


def in_a_list(text: str, amount: Amount) -> bool:
    """Whether an amount closes a list that sums a claim up: "July 9, 2026 - Treasure Valley Dermatology - $214.00"."""
    before = text[: amount.start].rstrip("$ ")
    if not before.endswith((",", "/", "-", "–", ":")) or _NO_CHARGE.match(folded(text[amount.end :]).lstrip(" ,")):
        return False
    parts = [part.strip() for part in _ITEMS.split(_DAY.sub(_A_DAY, before[-_LIST:])) if part.strip()]
    dated = any(_A_DAY in part and len(part) <= len(_A_DAY) + 16 for part in parts)
    return dated and any(of_care(part) for part in parts) and not _NO_CHARGE.search(folded(parts[-1]))
