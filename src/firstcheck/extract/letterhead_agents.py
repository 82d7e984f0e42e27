"""Firms that write for somebody else: "NORTHERN LIGHTS ADMINISTRATORS / for the Iron Range Mining Employees' Plan".

Takes a Survey; gives Agencies: the one whose decision it is, and the firm whose letterhead stands above, where there is
one. Also the letterheads that are told by what stands beside or behind them.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.names import is_organisation
from firstcheck.extract.payer_words import payer_name
from firstcheck.extract.survey import Survey

_HEAD = 6
#: Above it, a head is told by the kind of plan that it calls itself, and needs no other word.
KIND_TOLD = 14
_ACTS = re.compile(
    r"(?i)^\W{0,2}(?:(?:an?|the|as)\s)?(?:[\w,'’/& -]{0,60}?\b(?:administrators?|administering|reviews?|reviewers?"
    r"|managers?|agents?|vendor|auditor|desk|office|department|eob|claims|benefits|services?|retained|acting|revisora?"
    r"|administradora?)\s)?"
    r"(?:for|on behalf of|(?<=agent\s)of|(?<=retained\s)by|administering|en nombre de|por cuenta de"
    r"|plan of)\s(?:the\s|el\s|la\s)?"
    r"(?P<who>(?-i:[A-ZÁÉÍÓÚÑ]).{4,80})$"
)
#: Firm and plan in one cell: "VANTREE IMAGING STEWARDSHIP on behalf of CUMBERLAND MUTUAL", "Oxbow TPA for the X Plan".
_INLINE = re.compile(
    r"^(?P<firm>[A-ZÁÉÍÓÚÑ][^,]{3,60}?(?:, (?:Inc|LLC|LLP|Co)\.?)?),?\s(?P<who>(?i:on behalf of"
    r"|as (?:[\w-]+ )?(?:agent|administrator) (?:for"
    r"|of)"
    r"|en nombre de|por cuenta de|(?<=administrators )for|(?<=tpa )for|(?<=services )for"
    r"|(?<=management )for)\s.{4,80}|(?:(?<=Inc\.,\s)|(?<=LLC,\s))for\s(?:the\s)?[A-Z].{3,80}"
    r"|(?<=[A-Z]{3}\s)for\s(?:the\s)?[A-Z][a-z].{3,80})$"
)
_BARE = re.compile(
    r"(?i)^(?:as )?(?:agent |administrator |claims administrator )?(?:for|on behalf of|para|en nombre de)(?: the| el"
    r"| la)?$"
)
#: Who signs: "Jaya, Quillback Administrators for the Orrin Paper Company Employee Health Plan".
_SIGNED = re.compile(
    r"(?P<firm>(?:[A-ZÁÉÍÓÚÑ][\w&'’\-]*\s|&\s){1,5}(?:Administrators|TPA|Benefit Services|Claims Services"
    r"|Administrative Services))"
    r",?\s(?:for|on behalf of)\s(?:the\s)?(?P<who>[A-ZÁÉÍÓÚÑ](?:[\w&'’.\-]+,?\s){1,8}(?:Plan|Trust|Fund))\b"
)
_ADMINISTERS = re.compile(r"(?i)^administering\s(?:the\s)?(?P<who>(?-i:[A-ZÁÉÍÓÚÑ]).{4,80})$")
#: Words of those whose decision it can be; a hospital, a person or "Part B" behind "for" is none of them.
_DECIDES = re.compile(
    r"(?i)\b(?:plans?|insurance|mutual|assurance|indemnity|casualty|trust|fund|health|hmo|ppo|co-?op|salud|seguros?"
    r"|medicare|medicaid|pool|program|co\.|company|corp\.?|inc\.?)(?!\w)"
)
_NEVER_A_PLAN = re.compile(r"(?i)\b(?:services|part [abcd]|department|review|information|questions?|center|hospital)\b")
_EOB_TITLE = re.compile(
    r"(?i)^\W{0,3}(?:explanation of (?:benefits|payment)|explicaci[oó]n de (?:beneficios|pagos?)|eob\b"
    r"|(?:health|dental|vision) benefits? statement)"
)
#: What a plan calls itself behind its own name: "RED COMUNITARIA - plan de Medicaid", "Harbor Pool - claims paid by X".
_OWN_KIND = re.compile(
    r"(?i)^(?:(?:an?|the|el|un)\s)?(?:plan(?: \w+){0,2} de (?:salud|medicaid|medicare)|plan medicaid"
    r"|programa de medicaid|medicaid plan|medicare (?:advantage )?plan"
    r"|claims (?:are )?(?:paid|handled|processed|administered) by|administered by|administrad[oa] por)\b"
)
#: The same in a column of its own: "TRAILHEAD INTERIM MEDICAL     a short-term, limited-duration policy".
_DESCRIBES = re.compile(
    r"(?i)^(?:(?:an?|un|una)\s(?:[\w,'-]+\s){1,5}(?:policy|plan|program|organization|hmo|p[oó]liza|programa)"
    r"|plan(?: \w+){0,2} medicaid(?: de [\w ]{4,40})?|(?:medicaid|medicare advantage|chip) (?:plan|program"
    r"|managed care plan))"
    r"(?: \([A-Z -]{2,12}\))?$"
)
#: A program in brackets behind a second name, under a name in capitals: "ARCO IRIS - Seguro del Estado (CHIP)".
_PROGRAM_BEHIND = re.compile(r"^[^()]{4,60}\((?:CHIP|Medicaid\b[^()]{0,24})\)$")
#: What kind of plan it is, on a line of its own under the name.
_KIND_UNDER = re.compile(
    r"(?i)^(?:plan(?: de salud)? de medicaid|plan medicaid|(?:an? )?(?:medicaid|chip)(?: managed care)?"
    r" (?:health )?plan|programa de medicaid|medicare advantage plan)\W*$"
)
_TITLED = re.compile(r"(?i)[:\d]|\b(?:letter|notice|statement|department|unit)\b")
_NAMED_BEFORE = re.compile(r"^(?P<who>[A-ZÁÉÍÓÚÑ][\w&.'’,\- ]{3,60}?)\s[-–—|·]{1,2}\s(?P<kind>.{6,})$")
#: "HillCountry HMO secure inbox", "Wendover & Finch - secure message W-26": whose messages they are.
_MESSAGES = re.compile(
    r"^(?P<who>(?:(?:[A-ZÁÉÍÓÚÑ][\w&'’.\-]*|&|of|de|and)\s){1,6})(?:[-–—|:]\s)?(?i:secure|online)\s"
    r"(?i:inbox|messag\w+|chat)\b"
)
_CHAT = re.compile(
    r"(?i)^(?:transcript of |copy of )?(?:your |a |secure |live )*chat with (?P<who>(?-i:[A-ZÁÉÍÓÚÑ])[\w&'’. -]{3,50})$"
)
_POSTED = re.compile(
    r"(?i)\b(?:posted|sent|published)\s[\d/:., apmAPM-]{0,30}\bby\s(?P<who>(?-i:[A-Z])[\w&'’. -]{3,60})$"
)
_BRANDED = re.compile(r"^(?:[Mm]y|[Mm]i)[A-Z]\w*(?:\s\w+)?\s(?:by|from|de|por)\s(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’. -]{3,60})$")
_YOUR_PLAN = re.compile(
    r"(?i:\b(?:your|su)\s(?:\w+\s){0,3}plan(?: de salud)?),\s"
    r"(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’.-]*(?:\s[A-ZÁÉÍÓÚÑ&][\w&'’.-]*){0,5})(?:,|\s\()"
)
_PAYER_IN_PROSE = re.compile(
    r"\b(?:PAYER|Payer|INSURER|Insurer|Ins|INS|Card|CARD):\s(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’.-]*(?:\s[A-ZÁÉÍÓÚÑ&][\w&'’.-]*){0,6})"
)
#: Notes of a call: "my notes, call w/ Lakeshore Trades Health (card: ...", "spoke with Alder Mutual".
_CALLED = re.compile(
    r"(?i:\b(?:calls?|called|phoned|spoke|talked|chat(?:ted)?|llam[eé]|llamada|habl[eé])\s(?:w/|with|to|con"
    r"|a)\s(?:the\s|la\s)?)"
    r"(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’-]*(?:\s[A-ZÁÉÍÓÚÑ&][\w&'’-]*){1,5})"
)
#: "High Desert Health Cooperative individual HMO Silver": a company's name before the kind of contract it sold.
_SOLD = re.compile(
    r"^(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’-]*(?:\s(?:of\s)?[A-ZÁÉÍÓÚÑ&][\w&'’-]*){1,5}),?\s(?:individual|small[- ]group"
    r"|large[- ]group|group|employer)"
    r"\s(?:HMO|PPO|EPO|POS|policy|coverage|health plan)\b"
)
#: An agent of a chat with her house in brackets: "[16:22] Tamsin (Foxwood Administrators): Good afternoon".
_AGENT_OF = re.compile(
    r"^\[?[\d:/ apmAPM.-]{4,20}\]?\s{1,3}(?:[A-ZÁÉÍÓÚÑ][\w.]*\s){1,2}\((?P<who>[A-ZÁÉÍÓÚÑ][^()\d]{3,50})\):\s"
)
#: Where a text was copied: "copied from the page of Pradera Health", "copiado de la página de SALUD PRADERA (póliza".
_COPIED = re.compile(
    r"(?i)^(?:copiad[oa]|copied|pasted|sacad[oa]|bajad[oa]) (?:de|from) (?:la|the|el|su|my)\s(?:p[aá]gina|page|website"
    r"|sitio|portal|app)(?: web)? (?:de|del|of)\s(?P<who>(?-i:[A-ZÁÉÍÓÚÑ])[^()\d]{3,50})"
)
#: A bill that says who paid part of it: "Less: Prairie Gap Insurance payment".
_LESS = re.compile(
    r"^(?i:less|minus|menos)\W{1,3}(?i:pago de )?(?P<who>[A-ZÁÉÍÓÚÑ][\w&'’-]*(?:\s[A-ZÁÉÍÓÚÑ&][\w&'’-]*){1,5}?)"
    r"(?:\s(?i:payments?|paid))?$"
)
_PRODUCT_OF = re.compile(
    r"(?i)^an?\s(?:[\w-]+\s){0,3}(?:hmo|ppo|epo|pos|plan|product|policy)\s(?:of|from)\s(?P<who>(?-i:[A-Z]).{4,60})$"
)


class Agency(msgspec.Struct, frozen=True):
    """Whose decision it is and, where one is printed, the firm that acts for it. Offsets in the page's text."""

    payer: str
    agent: str
    page: int
    payer_at: tuple[int, int]
    agent_at: tuple[int, int]


def agencies(seen: Survey) -> Iterator[Agency]:
    """Every "for the X Plan" in the head of a paper, with the firm named before it."""
    firm, firm_at = "", (0, 0)
    for line in [line for line in seen.sheet.lines[:30] if line.cells][:_HEAD]:
        split = any(_INLINE.match(cell.text) for cell in line.cells)
        for text, start in _pieces(line):
            end = start + len(text)
            payer = _principal(text)
            if payer and firm and payer != firm:
                at = start + text.lower().find(payer.split()[0].lower())
                yield Agency(payer, firm, line.page, (max(at, start), end), firm_at)
                return
            own = payer_name(text) if not firm and ":" not in text else None
            if own and (split or is_organisation(own)):
                firm, firm_at = own, (start, min(end, start + len(own)))
    yield from _signed(seen)


def _pieces(line: Line) -> Iterator[tuple[str, int]]:
    """The texts of a line's cells and where they start; firm and plan in one cell are two, a bare "for" goes along."""
    led = 0
    for place, cell in enumerate(line.cells):
        if place + 1 < len(line.cells) and _BARE.match(cell.text):
            led = cell.start
            continue
        inline = _INLINE.match(cell.text)
        if inline and not led:
            yield inline["firm"], cell.start
            yield inline["who"], cell.start + inline.start("who")
        else:
            yield (f"for {cell.text}", cell.start - 4) if led else (cell.text, cell.start)
        led = 0


def _signed(seen: Survey) -> Iterator[Agency]:
    for sentence in seen.sentences:
        match = _SIGNED.search(sentence.text)
        firm, payer = (payer_name(match["firm"]), payer_name(match["who"])) if match else (None, None)
        if firm and payer:
            where = (sentence.start, sentence.end)
            yield Agency(payer, firm, sentence.page, where, where)
            return


def _principal(text: str) -> str | None:
    match = _ADMINISTERS.match(text) or _ACTS.match(text)
    name = payer_name(match["who"]) if match else None
    return name if name and _DECIDES.search(name) and not _NEVER_A_PLAN.search(name) else None


class Head(msgspec.Struct, frozen=True):
    """A name told by what stands beside or behind it, and how much that weighs."""

    name: str
    page: int
    start: int
    score: int


def told_heads(seen: Survey) -> Iterator[Head]:
    """Payers by the title beside them, the kind behind them, the messages they keep, or a sentence: "your plan, X"."""
    printed = [line for line in seen.sheet.lines if line.cells]
    for line in printed[:3]:
        yield from _by_kind(line)
    if len(printed) > 1 and len(printed[0].cells) == 1 and _KIND_UNDER.match(printed[1].text.strip()):
        first = printed[0].cells[0]
        over = payer_name(first.text) if not _TITLED.search(first.text) else None
        if over and len(over.split()) > 1:
            yield Head(over, printed[0].page, first.start, KIND_TOLD + 1)
    for line in printed[:8]:
        for cell in line.cells:
            for pattern, score in (
                (_CALLED, 9),
                (_MESSAGES, 7),
                (_CHAT, 14),
                (_POSTED, 14),
                (_BRANDED, 14),
                (_PRODUCT_OF, 14),
                (_AGENT_OF, 14),
                (_COPIED, 14),
            ):
                yield from _head(line, cell, pattern.search(cell.text), score)
    for line in printed:
        for cell in line.cells:
            yield from _head(line, cell, _SOLD.match(cell.text), 5)
            yield from _head(line, cell, _LESS.match(cell.text), 6)
        first, *others = line.cells
        name = payer_name(first.text) if others and _EOB_TITLE.match(others[0].text) else None
        if name and is_organisation(name):
            yield Head(name, line.page, first.start, 9)
    for sentence in seen.sentences:
        for pattern, score in ((_YOUR_PLAN, 6), (_PAYER_IN_PROSE, 8)):
            match = pattern.search(sentence.text)
            name = payer_name(match["who"]) if match else None
            if match and name:
                at = seen.sheet.page(sentence.page).text.find(name.split()[0], sentence.start)
                yield Head(name, sentence.page, max(at, sentence.start), score)


def _by_kind(line: Line) -> Iterator[Head]:
    for cell in line.cells[:1]:
        match = _NAMED_BEFORE.match(cell.text)
        program = match and match["who"].isupper() and _PROGRAM_BEHIND.match(match["kind"])
        name = payer_name(match["who"]) if match and (program or _OWN_KIND.match(match["kind"])) else None
        if (
            not match
            and len(line.cells) == 2
            and _DESCRIBES.match(line.cells[1].text)
            and not _TITLED.search(cell.text)
        ):
            name = payer_name(cell.text)
        if name and len(name.split()) > 1:
            yield Head(name, line.page, cell.start, KIND_TOLD + 1)


def _head(line: Line, cell: Cell, match: re.Match[str] | None, score: int) -> Iterator[Head]:
    name = payer_name(match["who"]) if match else None
    if match and name and (is_organisation(name) or "&" in name):
        yield Head(name, line.page, cell.start + match.start("who"), score)
