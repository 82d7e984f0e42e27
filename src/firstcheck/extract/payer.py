"""Whose decision it is: the name on the letterhead, or the one a field or sentence gives; and who administers the plan.

Takes a Survey; gives the facts `payer`, `plan_administrator` and `plan_name`.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.labels import Labelled
from firstcheck.extract.layout import Cell, Line, source
from firstcheck.extract.names import cased, cut, is_care_provider, is_organisation, organisation, person
from firstcheck.extract.party_places import TRADE
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact

_HEAD_LINES = 12
_ENOUGH = 4
#: Titles, menus and remarks that stand in a letterhead and are nobody's name.
_TITLE = re.compile(
    r"(?i)^(?:.{0,40}\b(?:explanation of (?:your )?(?:benefits|payment)|eob|statement|notice|aviso|explicaci[oó]n"
    r"|resumen|summary|recap|report|reminder|letter(?! carriers)|message|carta"
    r"|determination|decision|denial|not a bill|no es una factura|no bill|page \d|p[aá]gina \d|member services"
    r"|customer service|servicio al cliente|atenci[oó]n al cliente"
    r"|benefits statement|health care claim|claims? (?:center|detail|summary|history|inquiry|status|activity)|claims$"
    r"|inbox|home|menu|log ?(?:in|out)|sign ?(?:in|out)|my (?:claims|account|health|benefits|messages)"
    r"|mis reclamaciones|inicio|download|print|confidential|important|urgent|dear|date|fecha|re|subject|asunto|to"
    r"|from|para|department(?! of (?:health|human|medical|social|veterans))|departamento(?! de (?:servicios"
    r"|salud))|unit|office of|oficina|keep (?:this|for)"
    r"|utilization (?:management|review)|appeals|medical management|prior auth\w*|group (?:medical )?claims"
    r"|health services$|care management|prescription benefit|coverage|welcome|hello|hi|hola"
    r"|benefits are paid|[\w ]{0,40}\b(?:explanation|explicaci[oó]n)$|pagado|cobrado|su responsabilidad"
    r"|patient financial|care (?:for|on)|medicaid managed care|a (?:medicare|division|subsidiary|fee|health|georgia"
    r"|nonprofit|member)|an? \w+ (?:company|plan|organization|vendor)\b|organizaci[oó]n de|plan (?:individual"
    r"|autofinanciado)|marketplace)\b)"
)
#: Offices, not names.
_OFFICE = re.compile(
    r"(?i)^(?:(?:claims?|paying|agent|benefits?|secretary|administrators?|plan|fund|trust|office|program"
    r"|programa|de|medicaid"
    r"|medicare|tier|community|member|desk|unit|service|services|center|su|n[uú]mero|the|of|and|for|department"
    r"|group|health"
    r"|review|new|intake|detail|ra|advocacy|processing|care|n[uú]m\.?|plan services|by|\d+)\b\W*)+$"
)
#: Words of a sentence, which no name holds.
_SENTENCE = re.compile(
    r"(?i)\b(?:has|have|had|was|were|is|are|no|not|we|our|you|couldn't|would|will|that|which|processed|between"
    r"|accepts|this|because"
    r"|pays|paid|called|keeps|after|es|fue|son|nosotros|usted)\b|[a-z]{3}\.\s[A-Z]"
)
#: A product that a plan sells, not the plan: a metal, a year.
_PRODUCT = re.compile(r"(?i)\b(?:bronze|silver|gold|platinum|bronce|plata|oro|platino|20\d\d|epo|ppo|pos)\b")
_INSURER = re.compile(
    r"(?P<who>(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*\s|(?:of|de|the|and|&)\s){1,8})\((?:the |your |la )?(?:insurer"
    r"|health insurer|payer|aseguradora)\)"
)
_REVIEWS_FOR = re.compile(
    r"(?i)^(?:an? )?(?:[\w ]{0,30}, )?(?:reviewer|reviewing|reviews?|review agent|medical review"
    r"|(?:delegated )?agent) for:?\s(?:the\s)?(?P<who>.{5,80})$"
)
_LETTERS_APART = re.compile(r"^\s*((?:[A-Z&](?: {1,4}|$)){6,})(?=\s|$)")
_WORDS_APART = re.compile(r"^\s*([A-ZÁÉÍÓÚÑ]{2,}(?:  [A-ZÁÉÍÓÚÑ&]+,?){1,5}(?: Inc\.?| Co\.?)?)(?=\s{3}|$)")
_PARTS = re.compile(r"\s[·•›>|–—-]\s")
_KIND_BEHIND = re.compile(r"\s\((?:HMO|PPO|EPO|PDP|HMO-POS|POS|PFFS|D-SNP|C-SNP|CHIP)\b")
_CONTACT = re.compile(
    r"(?i)\b(?:p\.?\s?o\.?\s?(?:box|drawer)|post office|apartado|suite|ste\.|floor|street|avenue"
    r"|ave|blvd|road|parkway|pkwy|drive|\d{5}(?:-\d{4})?$|\d{3}[-.]\d{4}|tty|www\.|https?:|\.com|\.org|\.example|@"
    r"|mail ?stop|tel\.?|phone|fax)\b"
)
_AGENT = re.compile(
    r"(?i)\b(?:administered by|administrad[oa] por|administra:?|claims? administrator(?: is|:| for)?"
    r"|third[- ]party administrator(?: is|:)?|processes claims for|claims are (?:processed|handled|administered) by"
    r"|as claims fiduciary)\s*:?\s*(?P<who>.*)"
)
_FOR = re.compile(
    r"(?i)^(?:on behalf of|(?:as )?(?:claims? administrator|claims fiduciary|third[- ]party administrator"
    r"|administrator|agent|reviewer|reviews?)\s+(?:\([^)]*\)\s)?(?:for|of)|an? (?:delegated )?(?:reviewer"
    r"|review agent|agent) (?:for|of)|a utilization management vendor for|for|acting for|en nombre de"
    r"|por cuenta de|para)\s*(?:the\s+|el\s+|la\s+)?(?P<who>.*)$"
)
_DEFINED = re.compile(
    r"(?P<who>(?-i:[A-ZÁÉÍÓÚÑ])[\w&.,'’\- ]{3,80}?)\s?\((?:the\s|el\s|la\s)?[\"“](?:[A-Z][\w ]{1,30})[\"”]\)"
)
_SPEAKS = re.compile(
    r"(?P<who>(?:(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*|of|de|del|and|y|&)\s){1,7})(?:has (?:looked|considered|completed"
    r"|reviewed|received"
    r"|determined|denied|made)|did not (?:accept|approve|pay)|denied|ha (?:revisado|denegado|recibido)|will not "
    r"(?:pay|cover))"
)
_OWNER = re.compile(r"(?:©|\([cC]\)|[Cc]opyright)\s?(?:19|20)\d{2},?\s(?P<who>[A-Z][\w&.,'’\- ]{3,60})")
_PROGRAM_FIRST = re.compile(
    r"(?i)^(?:tricare|medicare|medicaid|plan de (?:ahcccs|medicaid|medicare)|chip)\b"
    r"(?!.{0,30}\bcontractor)"
)
_ADDRESSEE = re.compile(
    r"(?P<who>(?:[A-ZÁÉÍÓÚÑ][\w&.'’\-]*\s|of\s|de\s|del\s|and\s|&\s){1,6}[A-ZÁÉÍÓÚÑ][\w&.'’\-]*),?\s[-–]?\s?"
    r"(?:Member |Clinical |Claims? )?(?:Appeals?|Apelaciones|Grievances?)\b"
)
_EMPTY = re.compile(
    r"(?i)\b(?:payments?|response|on file|none|paid|billed|information|card|portion|benefits)$|^(?:no"
    r"|not|none)\b"
)
_FORWARDED = re.compile(r"(?i)\b(?:fwd?|rv|reenv)\s?:|forwarded message|mensaje reenviado")
_MAIL_HEADER = re.compile(r"(?i)^\s*(?:from|to|date|sent|subject|subj|cc|de|para|fecha|asunto|caution|-{3,})\b")
_FROM = re.compile(r"(?i)^\s*(?:from|de|remitente)\s?:\s*(?P<who>[^<@\n]{4,60}?)\s*(?:<|$)")
_DESK = re.compile(
    r"(?i)^(?:reclamaciones|claims|member services|avisos|notices|apelaciones|appeals|um|customer care)\s+"
)
_FOOT_LINES = 6
_SPEAKER = re.compile(r"^(?P<who>[A-ZÁÉÍÓÚÑ][\w&.'’ ]{3,40}):\s(?:Su|Your|Tu|We|Hemos|Le)\b")
#: Pattern, score, and words without which the pattern cannot match.
_SAID = (
    (_DEFINED, 4, re.compile(r"\([\"“]|\((?:the|el|la)\s[\"“]")),
    (_SPEAKS, 4, re.compile(r"has |did not|denied|ha |will not")),
    (_OWNER, 3, re.compile(r"©|\([cC]\)|[Cc]opyright")),
    (_ADDRESSEE, 3, re.compile(r"Appeal|Apelaciones|Grievance")),
)
_WORDS = re.compile(r"[a-záéíóúñü]{3,}|[a-z]{2,}", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:@|www\.|//|\b)([a-z0-9-]{4,40})\.(?:example|com|org|net|gov)\b")
_PLACED = re.compile(r"(?i)p\.?o\.? box|apartado|\d{3}[-.]\d{4}|\.(?:com|org|example)\b")
_COMMON = frozenset(
    [
        "the",
        "health",
        "plan",
        "plans",
        "insurance",
        "company",
        "benefits",
        "inc",
        "services",
        "care",
        "llc",
        "group",
        "medical",
    ]
)


class _Candidate(msgspec.Struct, frozen=True):
    name: str
    page: int
    start: int
    end: int
    score: int


def read_payer(seen: Survey) -> list[Fact]:
    """Payer, administrator and plan name, one of each at most."""
    facts = []
    best = max(_candidates(seen), key=lambda c: c.score, default=None)
    if best is not None and best.score >= _ENOUGH:
        where = source(seen.printed, best.page, best.start, best.end)
        level = Confidence.HIGH if best.score >= _ENOUGH + 3 else Confidence.MEDIUM
        facts.append(Fact(name="payer", value=best.name, confidence=level, source=where))
    facts += _administrator(seen, best.name if best else "")
    facts += _plan_name(seen)
    return facts


def _candidates(seen: Survey) -> Iterator[_Candidate]:
    yield from _letterhead(seen)
    yield from _spread_out(seen)
    yield from _reviewed_for(seen)
    yield from _foot(seen)
    yield from _sender(seen)
    for line in seen.sheet.lines[:20]:
        for cell in line.cells:
            match = _SPEAKER.match(cell.text)
            name = _name(match["who"]) if match else None
            if name and is_organisation(name):
                yield _Candidate(name, line.page, cell.start, cell.start + len(name), 5)
    for item in seen.labelled("payer"):
        if item.sure and (item.mark.explicit or item.text.isupper() or "by" in item.mark.phrase):
            yield from _from_label(item)
    for sentence in seen.sentences:
        for pattern, score, words in _SAID:
            match = pattern.search(sentence.text) if words.search(sentence.text) else None
            name = _name(match["who"]) if match else None
            if name and is_organisation(name) and not _is_care(name):
                yield _Candidate(name, sentence.page, sentence.start, sentence.end, score + _echo(seen, name))


def _from_label(item: Labelled) -> Iterator[_Candidate]:
    name = _name(item.text)
    if name and is_organisation(name) and not _EMPTY.search(name):
        underwritten = "by" in item.mark.phrase
        insurer = underwritten and re.search(
            r"(?i)\b(?:insurance|assurance|life|mutual|indemnity|casualty|health plan)\b", name
        )
        yield _Candidate(name, item.page, item.start, item.end, 12 if insurer else 4 if underwritten else 8)


def _letterhead(seen: Survey) -> Iterator[_Candidate]:
    quoted = [line for line in seen.printed.lines if line.text.lstrip().startswith(">")]
    first = quoted[0].number if quoted and _FORWARDED.search(seen.printed.document.pages[0].text[:1500]) else 0
    printed = [line for line in seen.sheet.lines[first : first + 60] if line.cells][:_HEAD_LINES]
    if first:
        printed = [line for line in printed if not _MAIL_HEADER.match(line.text)]
    for rank, line in enumerate(printed):
        for place, cell in enumerate(line.cells):
            candidate = _head_cell(seen, line, cell, rank, place)
            if candidate:
                yield candidate


def _sender(seen: Survey) -> Iterator[_Candidate]:
    """The name that a message's header or a plan's own form gives: "From: X <...>", "Plan: X Medicare Advantage"."""
    for line in seen.sheet.lines[:12]:
        match = _FROM.match(line.text)
        name = _name(match["who"]) if match else None
        if match and name and is_organisation(name) and not _is_care(name):
            start = line.start + match.start("who")
            yield _Candidate(name, line.page, start, start + len(name), 3 + _domain(seen, name))
        own = _name(_DESK.sub("", match["who"])) if match else None
        if match and own and own != name and not person(own) and len(own.split()) > 1 and _domain(seen, own):
            start = line.start + line.text.find(own.split()[0])
            yield _Candidate(own, line.page, start, start + len(own), 6)
    for item in seen.labelled("plan_name"):
        name = _name(item.text)
        kind = _KIND_BEHIND.search(item.text) is not None
        if name and item.sure and (is_organisation(name) or kind) and len(name.split()) > 1:
            yield _Candidate(name, item.page, item.start, item.start + len(name), 2 + 2 * kind + _echo(seen, name))


def _foot(seen: Survey) -> Iterator[_Candidate]:
    """A name in the last lines that stands beside its telephone, address or web place."""
    for line in [line for line in seen.sheet.lines if line.cells][-_FOOT_LINES:]:
        first = line.cells[0]
        name = _name(_before_contact(first.text)) if len(line.cells) > 1 and _PLACED.search(line.text) else None
        if name and is_organisation(name) and not _is_care(name):
            yield _Candidate(
                name, line.page, first.start, first.start + len(name), 2 + _echo(seen, name) + _domain(seen, name)
            )


def _spread_out(seen: Survey) -> Iterator[_Candidate]:
    """A letterhead with its letters or its words set apart: "G R E Y H A V E N   L I F E", "ASHGROVE  TRUST  PLAN"."""
    for line in [line for line in seen.sheet.lines if line.cells][:3]:
        letters, words = _LETTERS_APART.match(line.text), _WORDS_APART.match(line.text)
        match = letters or words
        if match is None:
            continue
        text = " ".join(
            part.replace(" ", "") if letters else part for part in re.split(r"\s{2,}", match[1].strip()) if part
        )
        name = _name(text)
        if name and is_organisation(name):
            yield _Candidate(name, line.page, line.start + match.start(1), line.start + match.end(1), 14)


def _reviewed_for(seen: Survey) -> Iterator[_Candidate]:
    """Whom a reviewer acts for: "Reviewer for the X Plan", "cc: X (insurer)"."""
    for line in seen.sheet.lines[:30]:
        for cell in line.cells:
            found = [m for part in re.split(r",\s(?=review)", cell.text) if (m := _REVIEWS_FOR.match(part))]
            for match in (*found, *_INSURER.finditer(cell.text)):
                name = _name(match["who"])
                if name and is_organisation(name) and not _is_care(name):
                    start = cell.start + max(cell.text.find(match["who"].strip()[:8]), 0)
                    yield _Candidate(name, line.page, start, min(cell.end, start + len(name)), 13)


def _domain(seen: Survey, name: str) -> int:
    """2 where the paper's own web or mail address is made of the name's letters."""
    letters = "".join(c for c in name.lower() if c.isalnum() and c.isascii())
    domains = (d.replace("-", "") for page in seen.sheet.document.pages for d in _DOMAIN.findall(page.text.lower()))
    return 2 if any(len(d) > 5 and (d in letters or letters in d) for d in domains) else 0


def _head_cell(seen: Survey, line: Line, cell: Cell, rank: int, place: int) -> _Candidate | None:
    text = cell.text
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if rank < 2 and len(parts) > 1 and _name_like(parts[0]):
        text = parts[0]
    elif rank < 2 and len(parts) > 1:
        # "MiCuenta · Salud Bahía Azul (HMO)", "Live chat - Meadowlark Health"
        text = next((part for part in parts[1:] if _name_like(part)), text)
    behind = _FOR.match(text)
    if behind and behind["who"]:
        text = behind["who"]
    if _TITLE.match(text) or ":" in text or not any(c.isalpha() for c in text):
        return None
    name = _name(_before_contact(text))
    if name is None or (_CONTACT.search(name) and (any(c.isdigit() for c in name) or not is_organisation(name))):
        return None
    if (_is_care(name) and TRADE.search(name)) or (rank > 2 and _EMPTY.search(name)):
        return None
    kind = _KIND_BEHIND.search(text) is not None
    looks = is_organisation(name) or (kind and rank < 3)
    echo = _echo(seen, name)
    portal = rank == 0 and place == 0 and len(line.cells) > 1 and 1 < len(name.split()) <= 6 and name[:1].isupper()
    human = person(name) is not None and not (portal and echo)
    if not looks and (not (rank == 0 and (echo or portal)) or human):
        return None
    score = (
        3 * looks
        + max(echo, _domain(seen, name))
        + max(0, 4 - rank)
        + (place == 0)
        + 2 * (rank == 0 and place == 0 and looks)
        - 2 * bool(behind)
        - 3 * (_is_care(name) and not echo)
    )
    if _PROGRAM_FIRST.match(name):
        score -= 3
    if _PRODUCT.search(name) and rank > 2:
        score -= 3
    start = cell.start + max(cell.text.lower().find(name.lower().split()[0]), 0)
    return _Candidate(name, line.page, start, min(cell.end, start + len(name)), score)


def _name_like(part: str) -> bool:
    name = _name(part)
    return name is not None and is_organisation(name) and not _TITLE.match(part)


def _before_contact(text: str) -> str:
    """A letterhead line may run on into its address."""
    match = re.search(
        r"(?i),?\s+(?:p\.?\s?o\.?\s?(?:box|drawer)|post office box|apartado|(?<=[,\s]\s)\d{1,5}\s[A-Z]"
        r"|\d{3}[-.]\d{3}|tel\b|1-8)",
        text,
    )
    return text[: match.start()] if match else text


def _name(text: str) -> str | None:
    text = re.sub(r"^(?:the|el|la)\s+", "", text.strip(" *=-–—_|"), flags=re.IGNORECASE)
    name = organisation(text)
    if name is None or len(name) < 4:
        return None
    name = re.sub(r"(?i)\s*[,-]?\s*(?:explanation of benefits|eob|explicaci[oó]n de beneficios)$", "", name).strip()
    return (
        name
        if len(name) >= 4 and not _TITLE.match(name) and not _OFFICE.match(name) and not _SENTENCE.search(name)
        else None
    )


def _is_care(name: str) -> bool:
    """A giver of care and not a payer: both kinds of words weigh, "Health" alone says neither."""
    payer_words = re.search(
        r"(?i)\b(?:plan|insurance|mutual|benefit|administrator|assurance|salud|seguro|medicare"
        r"|medicaid|hmo|ppo|trust|fund|fondo|co-?op|life|blue|shield|advantage|tricare|contractor|claims|tpa|sharing"
        r"|ministr)",
        name,
    )
    return is_care_provider(name) and payer_words is None


def _echo(seen: Survey, name: str) -> int:
    """2 where the paper uses the name's own first words again (its address, its copyright), 0 where it does not."""
    words = [w.lower() for w in _WORDS.findall(name)]
    own = [w for w in words if w not in _COMMON][:2]
    if not own:
        return 0
    phrase = " ".join(words[: words.index(own[-1]) + 1]) if len(own) > 1 else own[0]
    text = " ".join(page.text for page in seen.sheet.document.pages).lower()
    return 2 if text.count(phrase) > 1 or text.count(own[0]) > 2 else 0


def _administrator(seen: Survey, payer: str) -> list[Fact]:
    for item in seen.labelled("plan_administrator"):
        name = _name(item.text)
        if name and name[0].isupper() and not person(name) and name != payer:
            return [Fact("plan_administrator", name, source=source(seen.printed, item.page, item.start, item.end))]
    for sentence in (*seen.paragraphs, *seen.sentences):
        match = _AGENT.search(sentence.text)
        name = _name(match["who"]) if match else None
        if name and name[0].isupper() and name != payer:
            return [
                Fact(
                    "plan_administrator",
                    cased(name),
                    source=source(seen.printed, sentence.page, sentence.start, sentence.end),
                )
            ]
    return []


_NO_PLAN_NAME = re.compile(r"(?i)\bbox\b|\bappeals?\b|committee")
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


def _plan_name(seen: Survey) -> list[Fact]:
    for item in seen.labelled("plan_name"):
        name = cut(item.text)
        if _NO_PLAN_NAME.search(name):
            continue
        if item.sure and 3 < len(name) <= 80 and name[0].isupper() and re.search(r"[A-Za-z]{3}", name):
            return [Fact("plan_name", name, source=source(seen.printed, item.page, item.start, item.start + len(name)))]
    return list(_plan_said(seen))[:1]
