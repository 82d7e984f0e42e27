"""The numbers that name the member, the group, the claim, the case, the approval and the biller.

Takes a Survey; gives Facts, one for each name. An identifier counts only behind a label that asks for it, or in a
sentence that says what it is; nothing else becomes one.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.identifiers import confidence, identifier, plain
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import source
from firstcheck.extract.lexicon import Mark
from firstcheck.extract.named_numbers import named_numbers
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_STATEMENT = re.compile(
    r"(?i)explanation of (?:benefits|payment)|\beob\b|not a bill|no bill\b"
    r"|explicaci[oó]n de beneficios|no es una factura|claim (?:recap|summary|statement)|benefit statement"
)
#: Labels of one word that only ever stand before a number; any other single word also opens running text.
_SPECIAL_WORDS = frozenset(
    {"dcn", "icn", "tcn", "ccn", "mbi", "hic", "hicn", "dbn", "umid", "cin", "rxid", "rxgrp", "tin", "ein"}
)
_ANY = re.compile(r"(?:^|[\s#(])#?\s?(?=[A-Z0-9-]{0,12}\d{3})([A-Z0-9][A-Z0-9-]{2,19})(?=$|[\s).,;:])")
_TIN = re.compile(r"(?<!\d)\d{2}-?\d{7}(?!\d)")
_OWN_POLICY = re.compile(r"(?i)\bindividual\b|marketplace|mercado|exchange|\bfamily plan")
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


_TOLD = (
    (
        "member_id",
        re.compile(
            r"(?i)\byour (?:own |member |id |identification |subscriber |plan )?(?:number"
            r"|id)\b[^.;:$]{0,70}?\bis:?\s(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    (
        "member_id",
        re.compile(
            r"(?i)\bsu (?:propio )?n[uú]mero (?:de (?:miembro|afiliad[oa]"
            r"|cliente) )?[^.;:$]{0,50}?\bes:?\s(?:el\s)?(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    (
        "claim_number",
        re.compile(
            r"(?i)\b(?:bill|claim)\b[^.;$]{0,40}\bunder (?:the |our )?(?:claim )?(?:number|no\."
            r"|reference)\s(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    (
        "claim_number",
        re.compile(
            r"(?i)\bclaims?\b[^.;$]{0,50}\b(?:waiting|pending|on hold|denied|held):\s"
            r"(?P<id>[A-Z0-9][^,;.(]{3,30})"
        ),
    ),
    (
        "claim_number",
        re.compile(
            r"(?i)\b(?:cuenta|reclamaci[oó]n|reclamo)\b[^.;$]{0,50}\bcon el n[uú]mero "
            r"(?:de control |de reclamaci[oó]n )?(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    # the place that a portal's page shows: "Claims > #MM-26-110482"
    ("claim_number", re.compile(r"(?i)\b(?:claims?|reclamaciones)\s{1,4}[>›»]\s{1,4}#?(?P<id>[A-Z0-9][^,;.>]{3,30})")),
)
_APPROVED = re.compile(
    r"(?i)(?<!not )(?<!nothing )(?:\b(?:approv\w+|authori[sz]\w+|certif\w+|granted|aprob\w+"
    r"|autoriz\w+)\b[^;$]{0,70}?\b(?:number|no\.|#|ref\.|under|n[uú]mero)"
    r"\s|\b(?:auth|approval|authorization|certification) on file:?\s"
    r"|\b(?:approved|okayed|signed off on|authorized)\b[^;$(]{0,50}"
    r"\((?:(?:auth|approval|case|no\.|#)\s)?)(?P<id>[A-Z0-9][^,;(]{3,30})"
)
_BRACKETED = re.compile(r"[^()\d:]{4,50}\((?:ID:? )?(?P<id>[A-Z0-9][^()]{4,30})\)")
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
    _place_control(found)
    _place_policy(seen, found, _candidates(seen, "policy_number", region))
    _place_bill(seen, found, region)
    _from_sentences(seen, found)
    found["member_id"] = found["member_id"] or _behind_the_name(seen)
    found["authorization_number"] = found["authorization_number"] or _approval_said(seen)
    is_statement = any(_STATEMENT.search(page.text) for page in seen.sheet.document.pages)
    home = "claim_number" if is_statement and not found["claim_number"] else "case_number"
    found[home] = found[home] or _candidates(seen, "reference", region)
    _keep_apart(found)
    best = [_fact(seen, name, *found[name][0]) for name in _ORDER if found[name]]
    return [*best, *_tins(seen)]


def _from_sentences(seen: Survey, found: dict[str, list[tuple[str, Labelled]]]) -> None:
    """Numbers that a letter without fields gives in a sentence: "your own number with us ... is 5540 8817 02"."""
    for name, pattern in _TOLD:
        if found[name]:
            continue
        for sentence in seen.sentences:
            match = pattern.search(sentence.text)
            value = identifier(match["id"]) if match else None
            if match and value and sum(c.isdigit() for c in value) >= 5:
                page = seen.sheet.page(sentence.page).text
                start = max(page.find(value, sentence.start, sentence.end), sentence.start)
                mark = Mark((name,), ("no",), 0, 0, explicit=False, initial=False)
                place = (sentence.page, start, start + len(value), sentence.first_line)
                found[name] = [(value, Labelled(name, mark, value, *place, How.PROSE))]
                break


def _approval_said(seen: Survey) -> list[tuple[str, Labelled]]:
    """The number of an approval that a sentence gives: "the home test is approved right away, number HST-50088"."""
    for sentence in seen.sentences:
        match = _APPROVED.search(sentence.text)
        value = identifier(match["id"]) if match else None
        if match and value and sum(map(str.isdigit, value)) >= 4 and not _CODE_SHAPED.match(value):
            page = seen.sheet.page(sentence.page).text
            start = page.find(value, sentence.start, sentence.end)
            if start >= 0:
                mark = Mark(("authorization_number",), ("no",), 0, 0, explicit=False, initial=False)
                place = (sentence.page, start, start + len(value), sentence.first_line)
                return [(value, Labelled("authorization_number", mark, value, *place, How.PROSE))]
    return []


def _behind_the_name(seen: Survey) -> list[tuple[str, Labelled]]:
    """The number in brackets behind a member's name: "Member Priyanka Nair (HRA-118-2290)"."""
    for pair in named_numbers(seen):
        mark = Mark(("member_id",), ("no",), 0, 0, explicit=False, initial=False)
        place = (pair.page, *pair.number_at, pair.line)
        return [(pair.number, Labelled("member_id", mark, pair.number, *place, How.RIGHT))]
    for item in seen.labelled("member_name", "patient"):
        match = _BRACKETED.match(item.text)
        value = identifier(match["id"]) if match else None
        if match and value and sum(map(str.isdigit, value)) >= 5 and not _CODE_SHAPED.match(value):
            return [(value, item)]
    return []


def _place_control(found: dict[str, list[tuple[str, Labelled]]]) -> None:
    """A "control number" beside a claim number is the paper's own case."""
    claims = found["claim_number"]
    control = [pair for pair in claims if pair[1].mark.phrase in (("control", "no"), ("no", "control"))]
    if control and len(control) < len(claims):
        found["claim_number"] = [pair for pair in claims if pair not in control]
        found["case_number"] = found["case_number"] or control


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
        value = _value(name, item)
        if value is None:
            continue
        inside = region is not None and item.line in region and name == "claim_number"
        ranked.append(((not inside, _weakness(item)), value, item))
    ranked.sort(key=lambda entry: entry[0])
    kept: dict[str, tuple[str, Labelled]] = {}
    for _, value, item in ranked:
        kept.setdefault(plain(value), (value, item))
    return list(kept.values())


def _weakness(item: Labelled) -> int:
    if item.how is How.PROSE:
        return 2 if item.mark.numbered else 3
    return 0 if item.mark.explicit or item.mark.numbered or item.how is not How.BESIDE else 1


def _value(name: str, item: Labelled) -> str | None:
    """The identifier behind a label, None where the label only happens to stand before figures."""
    bare = len(item.mark.phrase) == 1 and item.mark.phrase[0] not in _SPECIAL_WORDS
    short = name == "group_number" and (item.mark.explicit or item.how is not How.PROSE)
    value = identifier(item.text, short=short)
    if value is not None and re.match(r"(?:NPI|TIN|CPT|DOB)\b", value):
        return None
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


def _long_enough(value: str, name: str, doubtful: bool) -> bool:
    figures = sum(c.isdigit() for c in value)
    if name == "group_number":
        return figures >= (3 if doubtful else 2) or (figures >= 1 and len(value) >= 4)
    return figures >= (5 if doubtful else 4) or (figures >= 3 and len(value) >= 6 and not doubtful)


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
