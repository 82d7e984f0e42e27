"""Procedure codes in running text and fields: five figures that the paper uses as a code, and nothing else.

Takes Lines; gives the codes with their places. A number is a code behind a word like CPT or beside a named service; in
an address, a telephone number or an identifier it is none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from firstcheck.extract.addresses import STATES
from firstcheck.extract.layout import Line
from firstcheck.extract.lexicon import folded, unscanned
from firstcheck.extract.reason_codes import Seen
from firstcheck.extract.services import names_service
from firstcheck.extract.shapes import MISREAD_CODE, PROCEDURE, corrected, is_procedure, modifiers
from firstcheck.knowledge.load import reading

_NAMED = re.compile(
    r"(?:\bcpt(?:/hcpcs|\s?-?\s?4)?|\bhcpcs(?:/cpt)?|\bproc(?:edure)?s?|\bprocedimientos?"
    r"|\bc[oó]digos?(?:\sde\s(?:procedimiento|servicio|facturaci[oó]n))?|\b(?:service|billing|billed"
    r"|procedure|cpt|hcpcs|item)\scodes?|\bcodes?|\bsvc)"
    r"(?:\scodes?|\sc[oó]digos?)?(?:\s(?:no\.?|number|is|of|es|requested|billed"
    r"|submitted))?\s{0,24}[:#=.(\-–]{0,2}\s{0,24}$"
)
_LISTED = re.compile(
    r"^\s?(?:[-x×]\s?\w{1,3}\s?)?(?:\([^()]{0,60}\))?\s{0,3}(?:\$?\d[\d,]*\.\d\d)?\s?(?:[,;/&+]|\s(?:and|or|y|e|o)\s)\s?(?:and\s"
    r"|y\s)?(?:cpt\s|hcpcs\s|code\s|#)?\s?$"
)
_OTHER_ROLE = re.compile(
    r"\b(?:le recordamos|we remind you|remember that|as a reminder|alone"
    r"|we(?:'ll| will| do| can| could| would) (?:pay for|cover|approve|okay|ok)|si cubrimos|cubriremos"
    r"|home sleep (?:apnea )?test|authori[sz]ed|approved|alternativ\w*|instead|preferred|covered option|autorizad[oa]s?"
    r"|aprobad[oa]s?|en su lugar|auth(?:orization)?\s?(?:#|no|number|on file|for)|autorizaci[oó]n)\b"
)
_OWN_ROLE = re.compile(
    r"\b(?:billed|requested|submitted|charged|performed|denied|not (?:authori[sz]ed|approved)"
    r"|unauthori[sz]ed|facturad\w*|solicitad\w*|denegad\w*|cobrad\w*|realizad\w*|no (?:autorizad"
    r"|aprobad)\w*|request(?:ed)?|solicitud|you asked|service|servicio|reclamad\w*)\b"
)
_AFTER_SERVICE = re.compile(
    r"^\s?(?:$|[,.;:)\]]|\.{2,}|…|\s{2,}|\s?[-–—/]|\sx\s?\d|\s\$|\s(?:was|is|were|on|for|with|at|and|y|con|el"
    r"|del?|en|para|not|no|of|asked|requested|ordered|done|pedid[oa]|solicitad[oa])\b|\s?\()"
)
_PLACES = "|".join([*map(re.escape, STATES.values()), *(name.title() for name in STATES)])
_PLACE = re.compile(rf"(?:\b(?:{_PLACES})\.?|,\s[A-Z][a-z]+\.?)[\s,]{{1,3}}$")
#: "26055, trigger finger release, and 64721, carpal tunnel": a second code told in the same way as the first.
_LIKE_THE_LAST = re.compile(r",?\s[a-z][a-z ()/-]{2,60},?\s(?:and|y|plus|mas)\s(?:cpt\s|hcpcs\s|code\s)?")
_STREET = re.compile(
    r"^\s(?:[NSEW]\.?\s)?(?:(?!(?:by|for|from|with)\s)[A-Z][\w.]*\s){0,3}(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|way"
    r"|ct|court|pkwy|parkway|terrace|ter|pl|place|hwy|highway|loop|circle|cir|trail|calle|avenida"
    r"|camino)\b",
    re.IGNORECASE,
)
#: Letters whose HCPCS codes are hardly ever anything else; H, R and S also open plan and contract numbers.
_PLAIN_HCPCS = frozenset("ADEGJKLQTV")
_PLAN_LETTERS = frozenset("HRS")
_CONTRACT = re.compile(r"(?i)\b(?:hmo|ppo|pdp|pffs|snp|contract|advantage)\b")
#: A modifier behind a code, and what may follow it.
_MODIFIED = re.compile(r"(?:-(?P<hung>[A-Z0-9]{2})|\s(?P<mod>[A-Z][A-Z0-9]))(?=$|[,;.)]|\s)")
#: A field that names a company or a group: the number behind it in brackets is theirs.
_COMPANY = re.compile(
    r"\b(?:employer|group|sponsor|policyholder|policy|company|patrono|empleador|empresa|grupo|poliza)\b\s?(?:name)?(?::|\s{2,})[^:]*[(\[]$"
)
#: Words before a number that make it an identifier, wherever in the same few words they stand.
_IDENTIFIER = re.compile(
    r"\b(?:policy|poliza|group|grupo|member|miembro|id|contract|contrato|account|cuenta|cert\w*|card|tarjeta|suscriptor"
    r"|subscriber|employer|zip|box|apartado|apdo|phone|tel|fax|license|licencia|registry|batch|voucher|check|eft)\b"
    r"[^,;()]{0,24}$"
)
#: Words behind a code that offer it in place of what was refused.
_OFFERED = re.compile(
    r"[^.;]{0,40}\b(?:may be (?:ordered|used|requested|approved|done)|can be (?:ordered|used|approved|done)"
    r"|would be (?:certified|covered|approved)|will be (?:considered|covered|approved) instead|would do the job"
    r"|needs? no (?:further|prior|approval|authori[sz]ation|precert\w*|referral)"
    r"|(?:does|do) not need (?:approval|authori[sz]ation|precert\w*)"
    r"|no (?:requiere|necesita) (?:autorizacion|aprobacion)"
    r"|is covered|is available|is preferred|were? delivered|delivered to you"
    r"|sin autorizacion"
    r"|esta cubiert|se puede (?:pedir|hacer)|in its place|instead)\b"
)
#: "Course of treatment named on the form: 77386, 33 sessions"
_CARE_LABEL = re.compile(
    r"\b(?:treatments?|services?|procedures?|therapy|tests?|tratamiento|servicios?|terapia)\b[^:.;]{0,30}:\s{1,4}$"
)
_COUNTED = re.compile(
    r",?\s(?:x\s?)?\d{1,3}\s(?:sessions?|visits?|units?|fractions?|doses?|days?|sesiones|visitas|unidades|dosis)\b"
)
_SERVICE_LABEL = re.compile(
    r"(?:[a-z]\.\s+)?(?:services?|care|items?|procedures?|codes?|tests?|treatments?|drugs?|requested"
    r"|requested services?|servicios?|estudios?|procedimientos?|codigos?|examen(?:es)?"
    r"|articulos?)\s?(?:requested|billed|provided|denied|solicitad[oa]s?|facturad[oa]s?)?:?"
)
_ASKED = re.compile(
    r"\b(?:request|requested|order|ordered|bill|autorizacion|authorization|solicitud|solicitado|pedido|pidio)\s?:\s{1,14}$"
)
#: A list of codes; a letter of a HCPCS code that is part of a longer number; a row that opens with its day.
_CODE = re.compile(r"[A-Z]?\d{4,5}[TU]?")
_RUN = re.compile(
    r"(?<![\w$.#/-])(?:[A-Z]\d{4}|\d{5})(?:(?:,\s?|\s?/\s?|\s?[;&+]\s?|,? and |\s[ye]\s)(?:[A-Z]\d{4}"
    r"|\d{5})){1,9}(?![\w$/.-]\w|-)"
)
_IN_A_NUMBER = re.compile(
    r"(?i)(?:\b(?:id|no|number|claim|member|group|policy|form|plan|contract|certificate|ref\w*|file|case"
    r"|cert)\b\W{0,3}|#\s?|\d\s|(?-i:[A-Z]{2,})[ -])$"
)
_DAY_BEFORE = re.compile(r"(?:^|\s)\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\s{1,12}$")
#: "billed 45385 with": the word before says that a code was used.
_USED = re.compile(
    r"\b(?:billed|(?:billed|coded|reported|submitted|listed) (?:as|under|with)|submitted|performed|requested|denied"
    r"|facturo|facturad[oa]s?(?: como)?)\s$"
)
#: "99214, billed $225"; "31575   03/31/2026   billed $430.00"; "Solicitud: TAC de senos paranasales, 70486"
_BILLED_AFTER = re.compile(r",?\s(?:was |were )?(?:billed|charged|facturado|cobrado)(?: at| a)?\s\$?\d")
_OPENS_DATED = re.compile(r"\s{1,8}\d{1,2}/\d{1,2}/\d{2,4}\s")
_ASKED_FIELD = re.compile(
    r"(?:^|\s\s)\W{0,3}(?:services?|requests?|requested|procedures?|tests?|study|treatment"
    r"|what (?:was|you) asked(?: for)?|solicitud|servicios?|estudios?|procedimientos?|pedido)"
    r"(?:\s(?:requested|denied|asked for|solicitado))?:\s[^:]{3,70},\s$"
)
_DAY_OF_LINE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")
#: Nothing but units or a modifier in its cell, a price, or the day behind a comma.
_ALONE = re.compile(
    r"(?:-[A-Z0-9]{2})?(?:\sx\s?\d{1,3})?\s?(?:\||,\s\$\d|,\s[A-Z][a-z]{2,8}\.?\s\d{1,2}[,\s]|,\s\d{1,2}/\d{1,2}/)"
)
_DATED = re.compile(
    r"(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\b20\d\d)[,.;:]?\s{1,3}$"
)
_SUMMED = re.compile(r"\s{0,3}(?:[A-Z]{2}\s)?\s{0,12},?\s?\$?\s?\d[\d,]*\.\d{2}\b|\s(?:\d{2}\s)?\s{0,12}[A-Za-z]")
#: "short code 88241": a code that names no care.
_OF_NO_CARE = re.compile(
    r"\b(?:short|zip|area|bar|postal|promo|access|security|verification|entry|qr)\scodes?\s?[:#]?\s?$"
)
#: "99468 on 09/02/2026": a number that opens words and has its day behind it.
_ON_A_DAY = re.compile(r"\s(?:on|el)\s(?:\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}\b|\d{1,2} de [a-z])")
_OPENS = re.compile(r"(?:^|[.;,]\s{1,3}|\b(?:and|y)\s)$")
_PRICED = re.compile(r"\s?[-–—:,]?\s{0,12}(?:\$\s?\d|\d[\d,]*\.\d{2}\b)")


def procedures_in(running: Sequence[Line]) -> Iterator[Seen]:
    """Procedure codes of lines outside tables, in order; `own` is false for one that was only authorized or offered."""
    above = ""
    last: tuple[Line, int] | None = None
    following = {line.number - 1: unscanned(folded(line.text)) for line in running}
    for line in running:
        low = unscanned(folded(line.text))
        for match in _candidates(line.text, low):
            gap = low[last[1] : match.start()] if last is not None and last[0] is line else None
            joined = gap is not None and (
                _LISTED.match(gap) is not None
                or (_LIKE_THE_LAST.fullmatch(gap) is not None and _goes_on(low[match.end() :]))
            )
            if joined or _is_code(line.text, low, above, match):
                role = f"{above[-80:]} {low[: match.start()]}"
                code = corrected(match[0])
                after = f"{low[match.end() :]} {following.get(line.number, '').strip()}"[:100]
                own = _is_own(role) and _OFFERED.match(after) is None
                yield Seen(code, line, line.start + match.start(), line.start + match.end(), own)
                last = (line, match.end())
        above = low


def _goes_on(after: str) -> bool:
    """Whether words of its own follow a code, set off by a comma or naming a service."""
    return after.startswith(", ") or (after.startswith(" ") and names_service(after[:40], 24))


def _candidates(text: str, low: str) -> Iterator[re.Match[str]]:
    """What has the shape of a procedure code; damaged by a scan only behind a word that asks for one."""
    for match in MISREAD_CODE.finditer(text):
        whole = PROCEDURE.match(text, match.start()) is not None and is_procedure(match[0])
        damaged = corrected(match[0]) != match[0] and _NAMED.search(low[max(0, match.start() - 60) : match.start()])
        if whole or damaged:
            yield match
    yield from (m for m in PROCEDURE.finditer(text) if is_procedure(m[0]) and not MISREAD_CODE.match(text, m.start()))


def _is_own(before: str) -> bool:
    """Whether the words before a code say that it was billed or asked for, and not that another was allowed."""
    near = before[-110:]
    other = [m.end() for m in _OTHER_ROLE.finditer(near)]
    own = [m.end() for m in _OWN_ROLE.finditer(near)]
    return not other or (bool(own) and own[-1] >= other[-1])


def _is_code(text: str, low: str, above: str, match: re.Match[str]) -> bool:
    before, after = low[: match.start()], text[match.end() :]
    if _in_list(text, match) and not _others().search(before):
        return True
    lead = before if before.strip() else f"{above[-60:].rstrip()} "
    if _OF_NO_CARE.search(lead):
        return False
    if _NAMED.search(lead[-60:]) or (_COUNTED.match(after) and _CARE_LABEL.search(before[-60:])):
        return True
    if before.endswith("(") and (hung := _MODIFIED.match(after)) and is_modifier(hung["hung"] or ""):
        return True
    labelled = _ASKED.search(before) is not None and names_service(folded(after[:40]), 25)
    if _is_place(text[: match.start()], match[0], after) or (_others().search(lead) and not labelled):
        return False
    if _IN_A_NUMBER.search(text[: match.start()]) is None and (
        match[0][0] in _PLAIN_HCPCS or match[0][-1] in "TU" or _is_set_apart(text, low, above, match)
    ):
        return True
    opens = _OPENS_DATED.match(after) and not before.strip(" -•*")
    if opens or (_DAY_BEFORE.search(before) and _SUMMED.match(after)):
        return True
    if before.endswith("(") or before.endswith("["):
        if _COMPANY.search(before) is not None:
            return False
        return _closes(after) and names_service(f"{above[-80:]} {before[:-1]}"[-120:])
    return (_PRICED.match(after) is not None and names_service(lead[-80:])) or _is_labelled(before, after, match[0])


def _is_labelled(before: str, after: str, code: str) -> bool:
    """Whether the cell that a code stands in, or the label before it, names a service."""
    parts = re.split(r"\s{3,}|\.{4,}", before)
    labelled_cell = len(parts) > 1 and not parts[-1].strip() and parts[-2].rstrip().endswith(":")
    valued = len(parts) > 1 and not parts[-1].strip() and _SERVICE_LABEL.fullmatch(parts[-2].strip(" >*-")) is not None
    cell = parts[-2] if labelled_cell else parts[-1]
    if _ASKED_FIELD.search(before) and re.match(r"\s?(?:$|[;)]|\s\s)", after):
        return True
    named = valued or (bool(cell.strip()) and _SERVICE_LABEL.fullmatch(cell.strip(" >*-")) is not None)
    if named and re.match(r"\s?(?:$|[,;)/]|x\s?\d|\s{2,})", after):
        return True
    if not cell.strip(" -•*>·:.#|") or re.fullmatch(r"[^:]{0,40}:\s*", cell):
        return names_service(folded(after[:70]), 40)
    if _AFTER_SERVICE.match(after) is None:
        return False
    if code[0] in _PLAN_LETTERS:
        return False
    parted = re.search(r"[,:–—-]\s?$", cell) is not None
    if parted and code[0] in _PLAIN_HCPCS and not re.search(r"\d", cell[-12:]):
        return True
    if _IDENTIFIER.search(before[-40:]):
        return False
    return names_service(cell[-80:]) if parted else names_service(cell[-20:])


def _is_set_apart(text: str, low: str, above: str, match: re.Match[str]) -> bool:
    """Whether what stands around a number makes it a code: a modifier, a price, its service behind, a day before."""
    before, after, behind = text[: match.start()], text[match.end() :], low[match.end() :]
    if match[0][0].isalpha():
        named = names_service(f"{above[-80:]} {low[: match.start()]}") or names_service(behind[:60])
        return named and _CONTRACT.search(text) is None and re.match(r"\s?(?:$|[,.;)]|x\s?\d|\s\s)", after) is not None
    if _IDENTIFIER.search(low[max(0, match.start() - 40) : match.start()]):
        return False
    modified = _MODIFIED.match(after)
    if modified and (modified["hung"] in modifiers("known") or is_modifier(modified["mod"] or "")):
        return True
    if _BILLED_AFTER.match(low[match.end() :]) or (_ON_A_DAY.match(after) and _OPENS.search(before)):
        return True
    if _USED.search(before[-24:]) and re.match(r"\s(?:with|on|for|as|under|con|en|and)\b|[,.;]", after):
        return True
    dated = _DATED.search(before[-40:]) is not None
    in_dated_line = _DAY_OF_LINE.search(text) is not None
    if in_dated_line and re.search(r"(?:,|\||\s\s)\s?$", before) and _ALONE.match(after):
        return True
    if re.match(r",?\s?(?:[-–—:]|por\b|at\b|for\b)?\s{0,3}\$\s?\d", after) and (
        dated or names_service(f"{above[-80:]} {low[: match.start()]}")
    ):
        return True
    if dated and re.match(r"\s?(?:$|[.;,)/]|\s\s)", after):
        return True
    opens = re.search(r"(?:^|[,;:(]\s?|\s\s|\b(?:and|y|with|con|for|of|in which|de)\s)$", before) is not None
    return opens and re.match(r"\s?[,(–—-]?\s?[A-Za-z]", after) is not None and names_service(behind[:44], 24)


def is_modifier(word: str) -> bool:
    """Whether two characters behind a code are a modifier in letters and no state: "78815 PI"."""
    return word.isalpha() and word in modifiers("known") and word not in STATES.values()


def _in_list(text: str, match: re.Match[str]) -> bool:
    """Whether a code stands in a list of nothing but codes: "80053, 85025, 84443"."""
    run = next((m for m in _RUN.finditer(text) if m.start() <= match.start() < m.end()), None)
    return run is not None and all(is_procedure(code) for code in _CODE.findall(run[0]))


def _closes(after: str) -> bool:
    return (
        re.match(
            r"\s?(?:[)\],;/]|x\s?\d|-\s?[A-Z0-9]{2}\b|\s[A-Z0-9]{2}[),]|,?\s?(?:modifier|units?|modificador)"
            r"|\s(?:and|y|or)\s|\s?[-–—:]\s)",
            after,
        )
        is not None
    )


def _is_place(before: str, code: str, after: str) -> bool:
    """Whether five figures are a ZIP code or a house number."""
    scan = re.search(r"\bCT[\s,]{1,3}$", before) is not None and not code.startswith("06")
    place = _PLACE.search(before) is not None and not scan
    return code.isdigit() and (place or _STREET.match(after) is not None)


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(reading("services")["other_numbers"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b\.?\s{{0,3}}(?:no\.?|number|#|n[º°]\.?|id)?\s?[:#.]{{0,2}}\s{{0,24}}\(?$")
