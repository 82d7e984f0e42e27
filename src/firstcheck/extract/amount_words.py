"""Amounts with the words that announce them: before, as in "plan paid: $40.00", or right behind, as in "$40.00 paid".

Takes text and knowledge/reading/amounts.yaml; gives the name of each amount, where its label begins, and the Amount.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from firstcheck.extract.amounts import Amount, amounts, spoken
from firstcheck.extract.lexicon import folded, unscanned
from firstcheck.knowledge.load import reading

_BETWEEN = re.compile(
    r"(?:,?\s\d{1,2}\s?%)?(?:\s(?:cpt\s)?[a-z]?\d{4,5}(?=[\s,]))?(?:\s?\([^()$]{0,40}\))?(?:(?<=[\d)]),(?=\s\$))?"
    r"[\s:=.·…>|\-–—*_]{0,80}(?:(?:is|was|were|are|will be|of"
    r"|in the amount of|as billed|now|today"
    r"|nothing(?: right)?(?: now| today)?[.,]|(?:came|comes?|amount(?:s|ed)?|adds? up) to"
    r"|(?:to|by) (?:the |your )?(?:provider|hospital|clinic|plan|fund|trust|center|us|supplier|doctor)"
    r"|(?:if th(?:is|e claim) is|unless th(?:is|e claim) is) [a-z][a-z ]{2,24}:"
    r"|the amount of|totaling|totalling|totaled|total|equals|only|us|por|de|es|fue|son|era|un total de"
    r"|a total of|up to date"
    r"|(?:your|the|a|su|el|un)\s(?:[\w-]+\s){1,4}(?:of|de)|by plan|the sum of|la suma de|no more than"
    r"|(?:on|for|of|en|por|de) (?:this|these|est[ae]) (?:claim|service|bill|line|visit|reclamacion|servicio|factura)s?"
    r"|up to|at most|hasta|(?:issued|sent|made|mailed)?\s?(?:on )?[a-z]{3,9} \d{1,2}, \d{4}:?"
    r"|on [a-z]{3,9} \d{1,2}(?=\s)"
    r"|(?:por|by) [a-z][\w&.'-]{2,20}(?: [a-z][\w&.'-]{1,20})?"
    r"|amount|(?:the|your|al|el|la|su|del|de la)\s(?:[a-z]+\s)?(?:provider|hospital|doctor|facility|center|lab|clinic"
    r"|physician|provider|laboratory|surgeon|proveedor|centro|medico|clinica|laboratorio"
    r"|hospital))\s?[:=]?[\s.·…_]{0,80}){0,3}(?:\([^()$]{0,40}\)[\s:]{0,3})?(?:\$\s{2,8})?"
)
#: "INSURANCE PAYMENT - Cascadia Guild Health      0.00"
_OF_INSURANCE = re.compile(r"\b(?:insurance|ins|plan|medicare)\b.*\b(?:payments?|paid|pd)\b")
_INSURER = re.compile(r"\b(?:health|plans?|insur\w+|medica\w+|mutual|hmo|ppo|epo|fund|trust|assurance|seguros?)\b")
_PAYEE = re.compile(r"\s?[-–—]\s(?:\(?[a-z][a-z&.'-]+\)?\s){1,6}\s+\$?")
#: What behind an amount makes it a running sum, a rate or a limit.
NO_SUM = re.compile(
    r"\s{0,3}(?:of|de|/|out of|toward|hacia)\s{0,3}\$?\d|\s?(?:per|a|each|por)\s(?:month|year|visit|day|page|mile"
    r"|mes|a[nñ]o|visita)|\s?(?:limit|maximum|max\b|remaining|met\b|deductible|out of pocket)"
    r"|\s(?:or|o) (?:more|mas|less|menos)\b"
)
#: Where one amount with its words ends and the next begins.
_PARTS = re.compile(r"\s{2,}|\s[-–—]\s|[;|/]\s?|,\s|\s\(|\t|\.{4,}\s?")
#: An amount whose name stands right behind it, and nothing else.
_LABEL_BEHIND = re.compile(r"\s?(?P<label>[a-z][a-z' ]{1,32}?)(?:\s(?:now|today|only|solo))?\s?[.:)]?")
#: Words that are nearly in every name of an amount: they never name one that another word has named.
_BARE = frozenset(("amount", "amt"))


@lru_cache(maxsize=1)
def amount_labels() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words that announce an amount, as one pattern, and the fact that each stands for."""
    names = {phrase: name for name, phrases in reading("amounts").items() for phrase in phrases}
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[\s]{1,2}") for phrase in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w'])"), names


def announced(text: str) -> Iterator[tuple[str, int, Amount]]:
    """Labels with the amount that each announces: name, where the label begins, the amount."""
    pattern, names = amount_labels()
    low = unscanned(folded(text))
    behind = list(_behind(text, low))
    yield from behind
    held = {amount.start for _, _, amount in behind}
    told: set[int] = set()
    spoken_here = {amount.start: amount for amount in spoken(text)}
    for label in pattern.finditer(low):
        name = names[" ".join(label[0].split())]
        between = _BETWEEN.match(low, label.end())
        payee = _PAYEE.match(low, label.end()) if name == "plan_paid" else None
        if payee and (_OF_INSURANCE.search(label[0]) or _INSURER.search(payee[0])):
            between = payee
        at = between.end() if between else label.end()
        found = next(amounts(text, label.end(), min(len(text), at + 24)), None)
        amount = found if found is not None and found.start <= at + 1 else spoken_here.get(at)
        if amount is None or amount.start in held or NO_SUM.match(low, amount.end):
            continue
        if " ".join(label[0].split()) in _BARE and amount.start in told:
            continue
        told.add(amount.start)
        if name == "other" or low[: label.start()].endswith(("not ", "non-")):
            continue
        # brackets around an amount in running words are no minus sign
        yield name, label.start(), msgspec.structs.replace(amount, value=abs(amount.value))


def _behind(text: str, low: str) -> Iterator[tuple[str, int, Amount]]:
    """Amounts that stand before their name, each such pair set apart: "$4,210.00 billed - $0.00 paid"."""
    names = amount_labels()[1]
    found = list(amounts(text))
    cuts = [0, *(edge for part in _PARTS.finditer(low) for edge in part.span()), len(low)]
    for amount in found:
        begin = max(cut for cut in cuts if cut <= amount.start)
        end = min(cut for cut in cuts if cut >= amount.end)
        label = _LABEL_BEHIND.fullmatch(low, amount.end, end)
        if label is None or low[begin : amount.start].strip(" ($"):
            continue
        name = names.get(" ".join(label["label"].split()), "other")
        if name not in ("other", "weak"):
            yield name, label.start("label"), msgspec.structs.replace(amount, value=abs(amount.value))
