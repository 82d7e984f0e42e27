"""Numbers that no field announces: told in a sentence, given in a chat, behind a name, or in a portal's trail.

Takes a Survey; gives pairs of the number and its place, best first.
"""

import re
from itertools import pairwise

from firstcheck.extract.identifiers import identifier
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Line, Sentence
from firstcheck.extract.lexicon import Mark
from firstcheck.extract.named_numbers import named_numbers
from firstcheck.extract.names import person
from firstcheck.extract.survey import Survey

#: A number and where it stands.
Pair = tuple[str, Labelled]

_TOLD = (
    (
        "member_id",
        re.compile(
            r"(?i)\b(?:your|my) (?:own |member |id |identification |subscriber |plan |policy )?(?:number"
            r"|no\.|id)(?!\w)[^.;:$]{0,70}?\bis:?\s(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    (
        "member_id",
        re.compile(
            r"(?i)\b(?:su|mi) (?:propio )?n[uú]mero (?:de (?:miembro|afiliad[oa]"
            r"|cliente) )?[^.;:$]{0,50}?\bes:?\s(?:el\s)?(?P<id>[A-Z0-9][^,;.]{3,30})"
        ),
    ),
    (
        "member_id",
        re.compile(r"(?i)\b(?:id )?card (?:says|reads|shows|number is):?\s{1,4}(?P<id>[A-Z0-9][^,;.]{3,30})"),
    ),
    (
        "member_id",
        re.compile(
            r"(?i)\b(?:su|mi) (?:carn[eé]|tarjeta|identificaci[oó]n|n[uú]mero) es:?\s(?:el\s)?"
            r"(?P<id>[A-Z0-9][^,;.]{3,30})"
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
)
#: A list of claims with what each came to, and a label that Spanish statements shorten.
_LISTED_CLAIM = re.compile(
    r"(?:^|\s{2}|\|\s?)(?:Claims:\s(?P<id>[A-Z0-9][A-Z0-9-]{5,20})\s\(\$|Reclam\.\s{1,12}(?P<short>[A-Z0-9][A-Z0-9-]{5,20})(?=\s|$))"
)
_NUMBERED = (
    r"(?:under\s|with\s|con\s)?(?:(?:el|la|the|our)\s)?(?:number|no\.|n\.?º|#|ref\.?|n[uú]m(?:ero|\.)|id)\s|under\s"
)
_APPROVED = re.compile(
    rf"(?i)(?<!not )(?<!nothing )(?:\b(?:approv\w+|authori[sz]\w+|certif(?:ied|ication|y)|granted|consent|aprob\w+"
    rf"|autoriz\w+)\b[^;$]{{0,90}}?\b(?:{_NUMBERED})"
    r"|\b(?:auth|approval|authorization|certification)\b(?: of [\w ]{2,24}:)? on file[:,]?\s"
    r"|\b(?:authorization|precertification|approval|autorizaci[oó]n|certificaci[oó]n)\s\((?=[A-Z0-9-]*\d)"
    r"|\bauthorization now in force:\s"
    r"|\bprecert\w*\b[^.;$]{0,60}?,\s(?:number|no\.|n[uú]mero)\s"
    r"|\b(?:approved,|authorized|autorizad[oa]s?)\s(?=(?-i:[A-Z]{1,4}-)[A-Z0-9-]*\d)"
    r"|\b(?:certification|autorizaci[oó]n|permiso|prior auth|exception|excepci[oó]n|\bPA)\s(?=[A-Z0-9/-]*\d)"
    r"|\b(?:approved|okayed|signed off on|authorized|approval|aprob\w+)\b[^;$(]{0,50}"
    r"\((?:(?:auth|approval|case|PA|prior auth|no\.|ref\.|#)\s)?)(?P<id>(?-i:[A-Z0-9])[^,;(]{3,30})"
)
#: No approval's number: the form's own clearance, another paper's number, an approval that is not needed.
_NO_APPROVAL = re.compile(
    r"(?i)\bomb\b|\b(?:statement|claim|case|appeal|request|group|member)\s(?:ref\.?|no\.?|number|id)\s$"
    r"|\b(?:no|not)\s(?:\w+\s){0,2}(?:need\w*|requir\w*|necesit\w+|requier\w+)"
)
#: Where a portal's page stands: "Claims > #MM-26-110482".
_TRAIL = re.compile(
    r"(?i)\b(?:(?P<claim>claims?|reclamaciones|reclamos)|(?P<case>requests?|appeals?|cases?|(?:coverage )?decisions?"
    r"|solicitudes|apelaciones|casos?)"
    r"|(?P<auth>authorizations?|approvals?|autorizaciones))\s{1,6}[>›»|/]\s{1,6}#?(?P<id>(?-i:[A-Z0-9])[^,;.>|]{3,30})"
)
_TRAILS = {"claim": "claim_number", "case": "case_number", "auth": "authorization_number"}
#: "May I have the ID on the card?", and what the other one answers.
_ASKS = re.compile(
    r"(?i)\b(?:member|id|cert\w*|card|subscriber|tarjeta|afiliad[oa]|miembro|identificaci[oó]n)\b[^?]{0,60}(?:\?|\.\s*$)"
)
_ASKS_CLAIM = re.compile(
    r"(?i)\bclaim (?:number|no\.|#|id)\b[^?.]{0,30}(?:\?|please|\.\s*$|$)|n[uú]mero de recl\w+[^?]{0,20}\?"
)
_ASKED_FOR = {"member_id": _ASKS, "claim_number": _ASKS_CLAIM}
_SPEAKER = re.compile(
    r"\W{0,2}(?:\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?\W{0,3})?"
    r"(?:\[?[A-Za-zÁÉÍÓÚáéíóúñ][\w .()'’]{0,24}\]?:\s|[A-Za-z]{2,12}\s{2,})?"
)
_ANSWERED = re.compile(r"(?P<id>\b(?:[A-Z]{1,5}[- ]?)?\d[0-9A-Z -]{3,22})")
_PREFIX = re.compile(r"^(?:ID|NO|PA|AUTH|REF|NUM)\s(?=[A-Z0-9-]*\d)")
_BRACKETED = re.compile(r"[^()\d:]{4,50}\((?:ID:? )?(?P<id>[A-Z0-9][^()]{4,30})\)")
#: "c/o Verónica Arredondo, titular, n.º LM-3307-5514-A".
_HOLDER = re.compile(
    r"(?i), (?:titular|asegurad[oa] principal|subscriber|policyholder|cardholder),? (?:n\.?º|no\.|n[uú]m\.|#|id)\s?"
    r"(?P<id>(?-i:[A-Z0-9])[^,;()]{4,30})"
)
_HEAD = 16
_CODE_SHAPED = re.compile(r"(?:\d{5}|[A-Z]\d{4}|\d{4}[TU])$")
_NO_MEMBER = re.compile(r"(?:NPI|TIN|CPT|DOB)\b")
_FEWEST = 5


def told(seen: Survey, name: str) -> list[Pair]:
    """The number that a letter without fields gives in a sentence, a chat in an answer, a portal in its trail."""
    for key, pattern in _TOLD:
        for sentence in seen.sentences if key == name else ():
            match = pattern.search(sentence.text)
            value = identifier(match["id"]) if match else None
            if value and _figures(value) >= _FEWEST:
                return [_said(seen, name, value, sentence)]
    trails = [pair for line in seen.sheet.lines[:8] for pair in _trail(line, name)]
    trails += [pair for line in seen.sheet.lines if name == "claim_number" for pair in _listed(line)]
    return trails or (_answered(seen, name) if name in _ASKED_FOR else [])


def approval_said(seen: Survey) -> list[Pair]:
    """The number of an approval that a sentence gives: "the home test is approved right away, number HST-50088"."""
    for sentence in (*seen.sentences, *seen.paragraphs):
        for match in _APPROVED.finditer(sentence.text):
            value = identifier(match["id"])
            if not value or _figures(value) < 4 or _CODE_SHAPED.match(value):
                continue
            if _NO_APPROVAL.search(sentence.text[max(0, match.start() - 40) : match.start("id")]):
                continue
            value = _PREFIX.sub("", value)
            if seen.sheet.page(sentence.page).text.find(value, sentence.start, sentence.end) >= 0:
                return [_said(seen, "authorization_number", value, sentence)]
    return []


def behind_the_name(seen: Survey) -> list[Pair]:
    """The number beside or in brackets behind a member's name: "Member Priyanka Nair (HRA-118-2290)"."""
    for pair in named_numbers(seen):
        place = (pair.page, *pair.number_at, pair.line)
        return [(pair.number, Labelled("member_id", _mark("member_id"), pair.number, *place, How.RIGHT))]
    for line in seen.sheet.lines[:_HEAD]:
        match = _HOLDER.search(line.text)
        value = identifier(match["id"]) if match else None
        if match and value and _figures(value) >= _FEWEST:
            start = line.start + match.start("id")
            place = (line.page, start, start + len(value), line.number)
            return [(value, Labelled("member_id", _mark("member_id"), value, *place, How.RIGHT))]
    for item in seen.labelled("member_name", "patient"):
        match = _BRACKETED.match(item.text)
        value = identifier(match["id"]) if match else None
        if value and _figures(value) >= _FEWEST and not (_CODE_SHAPED.match(value) or _NO_MEMBER.match(value)):
            return [(value, item)]
    return _for_a_person(seen)


def _for_a_person(seen: Survey) -> list[Pair]:
    """A number where a member's name would stand: "Cardholder: VG 2051 8874"."""
    for item in seen.labelled("member_name", "patient"):
        explicit = item.mark.explicit or item.how in (How.RIGHT, How.BELOW) or _fills_its_cell(item)
        value = (
            identifier(item.text) if item.sure and explicit and not _AT_LARGE.intersection(item.mark.phrase) else None
        )
        if value and _figures(value) >= _FEWEST + 1 and not (_CODE_SHAPED.match(value) or _NO_MEMBER.match(value)):
            return [(value, item)]
    return []


def _fills_its_cell(item: Labelled) -> bool:
    """ "Socia PB 72193 08" in a cell of its own: letters and figures, nothing behind them."""
    return item.mark.initial and item.how is How.BESIDE and _LETTERED.fullmatch(item.text.strip()) is not None


#: A number that opens with the plan's letters.
_LETTERED = re.compile(r"[A-Z]{1,4}[- ]?\d[\dA-Z]*(?:[- ][\dA-Z]+){0,3}")
_AT_LARGE = frozenset({"to", "for", "account", "name", "nombre", "guarantor", "patient", "paciente"})


def _trail(line: Line, name: str) -> list[Pair]:
    for match in _TRAIL.finditer(line.text):
        kind = next(group for group in _TRAILS if match[group])
        value = identifier(match["id"])
        if _TRAILS[kind] == name and value and _figures(value) >= _FEWEST:
            start = line.start + match.start("id")
            place = (line.page, start, start + len(value), line.number)
            return [(value, Labelled(name, _mark(name), value, *place, How.BESIDE))]
    return []


def _listed(line: Line) -> list[Pair]:
    """ "Claims: 26-88104-A ($1,140.00), ...": the first of several; "Reclam.    26-09-558810"."""
    match = _LISTED_CLAIM.search(line.text)
    group = "id" if match and match["id"] else "short"
    value = identifier(match[group], spaced=False) if match else None
    if match is None or not value or _figures(value) < _FEWEST:
        return []
    start = line.start + match.start(group)
    place = (line.page, start, start + len(value), line.number)
    return [(value, Labelled("claim_number", _mark("claim_number"), value, *place, How.BESIDE))]


def _answered(seen: Survey, name: str) -> list[Pair]:
    """The member's or the claim's number in the line after the one that asks for it."""
    lines = [line for line in seen.sheet.lines if line.cells]
    for asks, answers in pairwise(lines):
        speaker = _SPEAKER.match(answers.text)
        if speaker is None or not _ASKED_FOR[name].search(asks.text):
            continue
        begin = speaker.end()
        match = _ANSWERED.search(answers.text, begin)
        value = identifier(match["id"]) if match else None
        lead = answers.text[begin : match.start("id")].strip(" ,") if match else ""
        if begin and match and value and _figures(value) >= _FEWEST and (not lead or person(lead)):
            start = answers.start + match.start("id")
            place = (answers.page, start, start + len(value), answers.number)
            return [(value, Labelled(name, _mark(name), value, *place, How.PROSE))]
    return []


def _said(seen: Survey, name: str, value: str, sentence: Sentence) -> Pair:
    page = seen.sheet.page(sentence.page).text
    start = max(page.find(value, sentence.start, sentence.end), sentence.start)
    place = (sentence.page, start, start + len(value), sentence.first_line)
    return value, Labelled(name, _mark(name), value, *place, How.PROSE)


def _mark(name: str) -> Mark:
    return Mark((name,), ("no",), 0, 0, explicit=False, initial=False)


def _figures(value: str) -> int:
    return sum(map(str.isdigit, value))
