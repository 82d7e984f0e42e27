"""The numbers that name the member, the group, the claim, the case, the approval and the biller.

Takes a Survey; gives Facts, one for each name. An identifier counts only behind a label that asks for it, or in a
sentence that says what it is; nothing else becomes one.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.identifiers import confidence, identifier, plain
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import source
from firstcheck.extract.number_places import (
    place_certification,
    place_closed,
    place_control,
    place_file,
    place_folio,
    place_payment,
)
from firstcheck.extract.survey import Survey
from firstcheck.extract.told_numbers import approval_said, behind_the_name, told
from firstcheck.facts.fact import Confidence, Fact

_STATEMENT = re.compile(
    r"(?i)explanation of (?:benefits|payment)|\beob\b|not a bill|no bill\b"
    r"|explicaci[oó]n de beneficios|no es una factura|claim (?:recap|summary|statement|worksheet)|benefit statement"
    r"|explanation to accompany payment"
    r"|(?:notice of claim|claim|provider claims?) (?:routing|rejection|detail|at a glance)"
)
#: Labels of one word that only ever stand before a number; any other single word also opens running text.
_SPECIAL_WORDS = frozenset(
    {"dcn", "icn", "tcn", "ccn", "mbi", "hic", "hicn", "dbn", "umid", "cin", "rxid", "rxgrp", "tin", "ein"}
)
_ANY = re.compile(r"(?:^|[\s#(])#?\s?(?=[A-Z0-9-]{0,12}\d{3})([A-Z0-9][A-Z0-9-]{2,19})(?=$|[\s).,;:])")
_TIN = re.compile(r"(?<!\d)\d{2}-?\d{7}(?!\d)")
_OWN_POLICY = re.compile(
    r"(?i)\bindividual\b|marketplace|mercado|exchange|\bfamily plan|short[- ]term|limited[- ]duration|fixed indemnity"
    r"|medicare supplement|medigap"
)
_GROUP_POLICY = re.compile(
    r"(?i)\b(?:insured|employer|group|policyholder|student|school|asegurad[oa]|patrono|grupo"
    r"|empleador)\b"
)
_GOT_A_BILL = re.compile(
    r"(?i)\b(?:we (?:got|received) a bill|who sent the bill|sent us a bill|bill (?:we|that we) "
    r"(?:got|received)|recibimos (?:la|una) cuenta)"
)
_ZIP_SHAPED = re.compile(r"\d{5}(?:-\d{4})?")
_CODE_SHAPED = re.compile(r"(?:\d{5}|[A-Z]\d{4}|\d{4}[TU])$")


_EMPLOYER_NUMBER = re.compile(
    r"[A-ZÁÉÍÓÚ][^\d,(/:]{2,50}(?:\([^()\d]{3,40}\)|,\s[A-Za-z. ]{2,20})?\s{0,2}(?:[,(/]|(?=#))\s{0,2}"
    r"(?:[^\d,(/:]{3,30},\s)?(?i:(?:group|grupo|acct\.?|account|cuenta|policy|p[oó]liza|no\.|n\.?º|n[uú]m\.?|#|id)\s?)*"
    r"(?P<id>[A-Z0-9][A-Z0-9-]{2,14})\)?(?=[\s,;)]|$)"
)
#: What only the bill of one who gives care prints: its account number is the biller's own.
_BILLED = re.compile(
    r"(?i)\bguarantor\b|\bpatient (?:statement|payments?)\b|\bmake checks? payable\b|\bbalance due from\b"
    r"|\bplease pay\b|\bdebt collector\b|\bcollect a debt\b|\bamount enclosed\b|\byour account number on\b"
    r"|\bestado de cuenta del paciente\b|\bpago del paciente\b"
)
_ACCOUNT = frozenset({"account", "acct", "no", "cuenta", "num"})
_OF_A_GROUP = re.compile(r"(?i)(?:sponsor|plan|employer|policyholder|insured|account|master|your|the|patronal|su)\s$")
#: Letters and figures joined by hyphens are no word of a sentence: "SHP-9912", "MR-7719-Q".
_LETTERED = re.compile(r"[A-Z]{2,5}-\d{4,}(?:-[A-Z0-9]+)*")
_STROKE = re.compile(
    r"(?:[Xx*•]{2,}[-Xx*•]*\d{0,4}|[A-ZÁÉÍÓÚÑ][A-Za-zÁÉÍÓÚÑáéíóúñ'’.-]*,? (?:[A-Z][\w'’.-]* ?){1,3}?)\s?/\s"
)
_FEWEST_OF_GROUP = 3
#: The number of a Medicare contract and its plan: no member's own.
_CONTRACT = re.compile(r"[HRSE]\d{4}(?:-\d{3}){0,2}")
_CUT = re.compile(r"(?:\s\.{2,3}|…|[*•]{2,})$")
_PREFIX = re.compile(r"^(?:ID|NO|NUM|CLAIM)\s(?=[A-Z0-9-]*\d)")
#: "insured group EPO 70551-K": the product sold to the group is no part of its number.
_PRODUCT_BEFORE = re.compile(r"^(?:HMO|PPO|EPO|POS)\s(?=[A-Z0-9-]*\d)")
_NEVER_A_CODE = frozenset({"case_number", "authorization_number", "referral_number", "reference", "claim_number"})
_ORDER = [
    "member_id",
    "group_number",
    "claim_number",
    "case_number",
    "statement_number",
    "authorization_number",
    "referral_number",
]


def read_numbers(seen: Survey, region: range | None) -> list[Fact]:
    """The identifiers of a paper. A claim number inside `region`, the refused claim's lines, wins over others."""
    found = {name: _candidates(seen, name, region) for name in _ORDER}
    place_control(found)
    _place_policy(seen, found, _candidates(seen, "policy_number", region))
    _place_bill(seen, found, region)
    for name in ("member_id", "claim_number", "case_number", "authorization_number"):
        found[name] = found[name] or told(seen, name)
    found["member_id"] = found["member_id"] or behind_the_name(seen)
    found["authorization_number"] = found["authorization_number"] or approval_said(seen)
    found["group_number"] = found["group_number"] or _behind_the_employer(seen)
    _drop_billers_account(seen, found)
    place_certification(seen, found)
    place_closed(found)
    is_statement = any(_STATEMENT.search(page.text) for page in seen.sheet.document.pages)
    if is_statement and not found["claim_number"]:
        place_file(found)
    elif not is_statement and not found["case_number"]:
        place_folio(seen, found)
    home = "claim_number" if is_statement and not found["claim_number"] else "case_number"
    found[home] = found[home] or _candidates(seen, "reference", region)
    if is_statement and not found["claim_number"]:
        place_payment(found)
    _keep_apart(found)
    best = [_fact(seen, name, *found[name][0]) for name in _ORDER if found[name]]
    return [*best, *_tins(seen)]


def _behind_the_employer(seen: Survey) -> list[tuple[str, Labelled]]:
    """The group's number behind the employer's name: "Hotel Las Brisas, cuenta 50017", "Pruett Supply (77-0410)"."""
    for item in seen.labelled("group_name"):
        line = seen.sheet.lines[item.line]
        match = _EMPLOYER_NUMBER.match(line.text, item.start - line.start) if item.sure else None
        value = identifier(match["id"], spaced=False, short=True) if match else None
        if value and sum(map(str.isdigit, value)) >= _FEWEST_OF_GROUP and not _CODE_SHAPED.fullmatch(value[1:]):
            return [(value, item)]
    return []


def _drop_billers_account(seen: Survey, found: dict[str, list[tuple[str, Labelled]]]) -> None:
    """The account on a bill of one who gives care is kept by the biller; no group has that number."""
    text = " ".join(page.text for page in seen.sheet.document.pages)
    if _BILLED.search(text) and not _STATEMENT.search(text):
        found["group_number"] = [pair for pair in found["group_number"] if not _ACCOUNT.issuperset(pair[1].mark.phrase)]


def _place_policy(
    seen: Survey, found: dict[str, list[tuple[str, Labelled]]], policies: list[tuple[str, Labelled]]
) -> None:
    """A policy number names the group where an employer holds the policy, the member where the policy is his own."""
    policies = [pair for pair in policies if pair[1].sure or pair[1].mark.numbered]
    if not policies:
        return
    if found["group_number"] and not found["member_id"]:
        # the group has its number, so the policy is the member's own
        found["member_id"] = policies
        return
    text = " ".join(page.text for page in seen.sheet.document.pages)
    if _OWN_POLICY.search(text):
        found["member_id"] = found["member_id"] or policies
    elif _GROUP_POLICY.search(text):
        found["group_number"] = found["group_number"] or policies


def _place_bill(seen: Survey, found: dict[str, list[tuple[str, Labelled]]], region: range | None) -> None:
    """An insurer that writes plainly may call a claim a bill; a provider's own bill number is no claim number."""
    if not found["claim_number"] and any(_GOT_A_BILL.search(page.text) for page in seen.sheet.document.pages):
        found["claim_number"] = _candidates(seen, "bill_number", region)


def _keep_apart(found: dict[str, list[tuple[str, Labelled]]]) -> None:
    """A number printed under a claim label is not also a case, and a member's number is neither."""
    taken = {plain(value) for value, _ in found["claim_number"][:1]}
    for name in (
        "member_id",
        "authorization_number",
        "case_number",
        "statement_number",
        "referral_number",
        "group_number",
    ):
        found[name] = [pair for pair in found[name] if plain(pair[0]) not in taken]
        taken |= {plain(value) for value, _ in found[name][:1]}


def _candidates(seen: Survey, name: str, region: range | None) -> list[tuple[str, Labelled]]:
    ranked: list[tuple[tuple[int, ...], str, Labelled]] = []
    for item in seen.labels.get(name, ()):
        value = None if _ends_a_name(seen, name, item) or _is_cut(seen, item) else _value(name, item)
        if value is None:
            continue
        inside = region is not None and item.line in region and name == "claim_number"
        ranked.append(((not inside, _weakness(item)), value, item))
    ranked.sort(key=lambda entry: entry[0])
    kept: dict[str, tuple[str, Labelled]] = {}
    for _, value, item in ranked:
        kept.setdefault(plain(value), (value, item))
    return list(kept.values())


def _is_cut(seen: Survey, item: Labelled) -> bool:
    """ "claim ...7140": the last figures of a number whose beginning is not printed."""
    line = seen.sheet.lines[item.line]
    return item.how is How.BESIDE and _CUT.search(line.text[: item.start - line.start]) is not None


def _ends_a_name(seen: Survey, name: str, item: Labelled) -> bool:
    """ "Hudson Derm Group          11102": the word closes a name and asks for no number."""
    bare = name == "group_number" and len(item.mark.phrase) == 1 and item.how is How.RIGHT
    if not bare or item.mark.explicit or item.mark.initial:
        return False
    return _OF_A_GROUP.search(seen.sheet.lines[item.line].text[: item.mark.start]) is None


def _weakness(item: Labelled) -> int:
    if item.how is How.PROSE:
        return 2 if item.mark.numbered else 3
    if item.mark.phrase[0] == "student" and item.key == "member_id":
        # the school's number, where the plan gives one of its own
        return 1
    return 0 if item.mark.explicit or item.mark.numbered or item.how is not How.BESIDE else 1


def _value(name: str, item: Labelled) -> str | None:
    """The identifier behind a label, None where the label only happens to stand before figures."""
    bare = len(item.mark.phrase) == 1 and item.mark.phrase[0] not in _SPECIAL_WORDS
    short = name == "group_number" and (item.mark.explicit or item.how is not How.PROSE)
    value = identifier(item.text, short=short) or (_behind_masked(item.text) if name == "member_id" else None)
    if value is not None and re.match(r"(?:NPI|TIN|CPT|DOB|OMB)\b|(?:MRI|CT|PET|PET/CT|HCPCS|DRG)\s", value):
        return None
    if value is not None and name == "member_id" and _CONTRACT.fullmatch(value):
        return None
    value = _PREFIX.sub("", value) if value else value
    if value is not None and name == "group_number":
        value = _PRODUCT_BEFORE.sub("", value)
    if value is None and name == "group_number":
        return _inside(item)
    if value is not None and name in _NEVER_A_CODE and _CODE_SHAPED.match(value) and not item.mark.numbered:
        return None
    if name == "member_id" and bare and not item.mark.explicit and value and _ZIP_SHAPED.fullmatch(value):
        # "Boise ID 83706" is Idaho
        return None
    if value is None or not _long_enough(value, name, bare and not item.mark.explicit):
        return None
    return value


def _behind_masked(text: str) -> str | None:
    """ "SSN/ID xxx-xx-7114 / IET 7114-02", "Patient / ID  Tate, Al / CGH 290-18": the number behind the stroke."""
    match = _STROKE.match(text)
    return identifier(text[match.end() :]) if match else None


def _long_enough(value: str, name: str, doubtful: bool) -> bool:
    figures = sum(c.isdigit() for c in value)
    if name == "group_number":
        return figures >= (3 if doubtful else 2) or (figures >= 1 and len(value) >= 4)
    lettered = doubtful and _LETTERED.fullmatch(value) is not None
    return figures >= (5 if doubtful and not lettered else 4) or (figures >= 3 and len(value) >= 6 and not doubtful)


def _inside(item: Labelled) -> str | None:
    """A group's number printed behind its name: "Verrault Dental Lab  #0071190", "(policy 60117)"."""
    if not item.sure or len(item.text) > 90:
        return None
    match = _ANY.search(item.text)
    return identifier(match[1], spaced=False, short=True) if match else None


def _fact(seen: Survey, name: str, value: str, item: Labelled) -> Fact:
    at = item.text.find(value)
    start = item.start + max(at, 0)
    times = sum(page.text.count(value) for page in seen.sheet.document.pages)
    level = confidence(value, times)
    mended = value not in seen.printed.page(item.page).text[start : start + len(value) + 4]
    if mended or (item.how is How.PROSE and not item.mark.numbered):
        level = Confidence.MEDIUM
    return Fact(
        name=name,
        value=value,
        confidence=level,
        source=source(seen.printed, item.page, start, start + len(value)),
    )


def _tins(seen: Survey) -> Iterator[Fact]:
    for item in seen.labelled("billing_tin"):
        match = _TIN.match(item.text)
        if match:
            where = source(seen.printed, item.page, item.start, item.start + match.end())
            yield Fact(name="billing_tin", value=match[0], source=where)
            return
