"""Whose decision it is: the name on the letterhead, or the one a field or sentence gives; and who administers the plan.

Takes a Survey; gives the facts `payer`, `plan_administrator` and `plan_name`.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.labels import Labelled
from firstcheck.extract.layout import Cell, Line, source
from firstcheck.extract.letterhead_agents import agencies, told_heads
from firstcheck.extract.names import is_care_provider, is_organisation, person
from firstcheck.extract.party_places import TRADE
from firstcheck.extract.payer_traces import echo, own_domain
from firstcheck.extract.payer_words import (
    CONTACT,
    DESCRIBED,
    DESK,
    DOMAIN,
    EMPTY,
    ENOUGH,
    FOOT_LINES,
    FOR,
    FORWARDED,
    FROM,
    HEAD_LINES,
    INSURER,
    KIND_BEHIND,
    LETTERS_APART,
    MAIL_HEADER,
    MAILED,
    MEDICARE,
    NO_INSURANCE,
    OUTSIDE,
    PARTS,
    PLACED,
    PRODUCT,
    PROGRAM_FIRST,
    REVIEWS_FOR,
    RUN,
    SAID,
    SENT_BY,
    SPEAKER,
    TITLE,
    WORDS_APART,
    opening,
    payer_name,
)
from firstcheck.extract.plan_names import read_administrator, read_plan_name
from firstcheck.extract.survey import Survey
from firstcheck.facts.fact import Confidence, Fact


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
    if best is not None and best.score >= ENOUGH:
        where = source(seen.printed, best.page, best.start, best.end)
        level = Confidence.HIGH if best.score >= ENOUGH + 3 else Confidence.MEDIUM
        facts.append(Fact(name="payer", value=best.name, confidence=level, source=where))
    facts += read_administrator(seen, best.name if best else "")
    facts += read_plan_name(seen)
    return facts


def _candidates(seen: Survey) -> Iterator[_Candidate]:
    yield from _letterhead(seen)
    yield from _spread_out(seen)
    yield from _reviewed_for(seen)
    yield from _foot(seen)
    yield from _sender(seen)
    yield from _domain_owner(seen)
    yield from _last_resorts(seen)
    yield from _told(seen)
    for line in seen.sheet.lines[:20]:
        for cell in line.cells:
            match = SPEAKER.match(cell.text)
            name = payer_name(match["who"] or match["stamped"]) if match else None
            if match and name and is_organisation(name) and not (_is_care(name) or TRADE.search(name)):
                start = cell.start + match.start("who" if match["who"] else "stamped")
                yield _Candidate(name, line.page, start, start + len(name), 5)
    for item in seen.labelled("payer"):
        if item.sure and (item.mark.explicit or item.text.isupper() or {"by", "por"} & set(item.mark.phrase)):
            yield from _from_label(item)
    for sentence in seen.sentences:
        for pattern, score, words in SAID:
            match = pattern.search(sentence.text) if words.search(sentence.text) else None
            name = payer_name(match["who"]) if match else None
            if name and is_organisation(name) and not _is_care(name):
                yield _Candidate(name, sentence.page, sentence.start, sentence.end, score + echo(seen, name))


def _told(seen: Survey) -> Iterator[_Candidate]:
    """Whom a firm writes for, and names that their company tells."""
    for agency in agencies(seen):
        yield _Candidate(agency.payer, agency.page, *agency.payer_at, 15)
    for head in told_heads(seen):
        if not _is_care(head.name):
            yield _Candidate(head.name, head.page, head.start, head.start + len(head.name), head.score)


def _from_label(item: Labelled) -> Iterator[_Candidate]:
    name = payer_name(item.text)
    if name and is_organisation(name) and not EMPTY.search(name):
        underwritten = bool({"by", "por"} & set(item.mark.phrase))
        insurer = underwritten and re.search(
            r"(?i)\b(?:insurance|assurance|life|mutual|indemnity|casualty|health plan|seguros|aseguradora)\b", name
        )
        yield _Candidate(name, item.page, item.start, item.end, 12 if insurer else 4 if underwritten else 8)


def _letterhead(seen: Survey) -> Iterator[_Candidate]:
    quoted = [line for line in seen.printed.lines if line.text.lstrip().startswith(">")]
    first = quoted[0].number if quoted and FORWARDED.search(seen.printed.document.pages[0].text[:1500]) else 0
    printed = [line for line in seen.sheet.lines[first : first + 60] if line.cells][:HEAD_LINES]
    if first:
        printed = [line for line in printed if not MAIL_HEADER.match(line.text)]
    for rank, line in enumerate(printed):
        for place, cell in enumerate(line.cells):
            candidate = _head_cell(seen, line, cell, rank, place)
            if candidate:
                yield candidate


def _sender(seen: Survey) -> Iterator[_Candidate]:
    """The name that a message's header or a plan's own form gives: "From: X <...>", "Plan: X Medicare Advantage"."""
    for line, cell in [(near, cell) for near in seen.sheet.lines[:12] for cell in near.cells]:
        match = FROM.match(cell.text)
        name = payer_name(match["who"].rsplit(", ", 1)[-1]) if match else None
        if match and name and is_organisation(name) and not _is_care(name):
            start = cell.start + match.start("who")
            sure = 2 * (re.search(r"(?i)\b(?:plans?|insurance|mutual|seguros)\b", name) is not None)
            yield _Candidate(name, line.page, start, start + len(name), 3 + max(sure, own_domain(seen, name)))
        own = payer_name(DESK.sub("", match["who"])) if match else None
        if match and own and own != name and not person(own) and len(own.split()) > 1 and own_domain(seen, own):
            start = line.start + line.text.find(own.split()[0])
            yield _Candidate(own, line.page, start, start + len(own), 6)
    for item in seen.labelled("plan_name"):
        name = payer_name(item.text)
        kind = KIND_BEHIND.search(item.text) is not None
        if name and item.sure and (is_organisation(name) or kind) and len(name.split()) > 1:
            yield _Candidate(name, item.page, item.start, item.start + len(name), 2 + 2 * kind + echo(seen, name))


def _foot(seen: Survey) -> Iterator[_Candidate]:
    """A name in the last lines that stands beside its telephone, address or web place."""
    for line in [line for line in seen.sheet.lines if line.cells][-FOOT_LINES:]:
        first = line.cells[0]
        name = payer_name(_before_contact(first.text)) if len(line.cells) > 1 and PLACED.search(line.text) else None
        if name and is_organisation(name) and not _is_care(name):
            yield _Candidate(
                name, line.page, first.start, first.start + len(name), 2 + echo(seen, name) + own_domain(seen, name)
            )


def _domain_owner(seen: Survey) -> Iterator[_Candidate]:
    """The name whose letters are those of the sender's mail or web address: "harvestlantern", "Harvest Lantern"."""
    lines = [line for line in seen.sheet.lines if line.cells]
    for line in (line for line in lines[:12] if SENT_BY.match(line.text)):
        for domain in DOMAIN.findall(line.text.lower()):
            letters = domain.replace("-", "")
            for near in lines if len(letters) > 6 else ():
                for match in RUN.finditer(near.text):
                    name = opening(match[0], letters)
                    if name:
                        start = near.start + match.start()
                        yield _Candidate(name, near.page, start, start + len(name), 4 + is_organisation(name))


def _last_resorts(seen: Survey) -> Iterator[_Candidate]:
    """What names the payer where head and fields do not: where to appeal, "X is not insurance", Medicare's form."""
    for sentence in seen.sentences:
        mailed, shared = MAILED.search(sentence.text), NO_INSURANCE.search(sentence.text)
        name = payer_name(mailed["who"]) if mailed else None
        if name and is_organisation(name) and len(name.split()) > 1 and not (_is_care(name) or CONTACT.search(name)):
            yield _Candidate(name, sentence.page, sentence.start, sentence.end, ENOUGH)
        name = payer_name(shared["who"]) if shared else None
        if name and echo(seen, name):
            yield _Candidate(name, sentence.page, sentence.start, sentence.end, ENOUGH)
    for line in [line for line in seen.sheet.lines if line.cells][:4]:
        match = MEDICARE.search(line.text)
        if match and "edicare" in match[0]:
            at = line.start + match.start() + match[0].lower().find("medicare")
            yield _Candidate("Medicare", line.page, at, at + 8, ENOUGH)


def _spread_out(seen: Survey) -> Iterator[_Candidate]:
    """A letterhead with its letters or its words set apart: "G R E Y H A V E N   L I F E", "ASHGROVE  TRUST  PLAN"."""
    for line in [line for line in seen.sheet.lines if line.cells][:3]:
        letters, words = LETTERS_APART.match(line.text), WORDS_APART.match(line.text)
        match = letters or words
        if match is None:
            continue
        text = " ".join(
            part.replace(" ", "") if letters else part for part in re.split(r"\s{2,}", match[1].strip()) if part
        )
        name = payer_name(text)
        if name and is_organisation(name):
            yield _Candidate(name, line.page, line.start + match.start(1), line.start + match.end(1), 14)


def _reviewed_for(seen: Survey) -> Iterator[_Candidate]:
    """Whom a reviewer acts for: "Reviewer for the X Plan", "cc: X (insurer)"."""
    for line in seen.sheet.lines[:30]:
        for cell in line.cells:
            found = [m for part in re.split(r",\s(?=review)", cell.text) if (m := REVIEWS_FOR.match(part))]
            for match in (*found, *INSURER.finditer(cell.text)):
                name = payer_name(match["who"])
                if name and is_organisation(name) and not _is_care(name):
                    start = cell.start + max(cell.text.find(match["who"].strip()[:8]), 0)
                    yield _Candidate(name, line.page, start, min(cell.end, start + len(name)), 13)


def _head_cell(seen: Survey, line: Line, cell: Cell, rank: int, place: int) -> _Candidate | None:
    described = DESCRIBED.match(cell.text)
    text = described["who"] if described else cell.text
    parts = [part for part in PARTS.split(text) if part.strip()]
    if rank < 2 and len(parts) > 1 and _name_like(parts[0]):
        second = PROGRAM_FIRST.match(parts[0]) and _name_like(parts[1])
        text = parts[1] if second else parts[0]
    elif rank < 2 and len(parts) > 1:
        # "MiCuenta · Salud Bahía Azul (HMO)", "Live chat - Meadowlark Health"
        text = next((part for part in parts[1:] if _name_like(part)), text)
    behind = FOR.match(text)
    if behind and behind["who"]:
        text = behind["who"]
    if TITLE.match(text.split(" (")[0]) or ":" in text or not any(c.isalpha() for c in text):
        return None
    name = payer_name(_before_contact(text))
    if name is None or (CONTACT.search(name) and (any(c.isdigit() for c in name) or not is_organisation(name))):
        return None
    if (_is_care(name) and TRADE.search(name)) or (rank > 2 and EMPTY.search(name)):
        return None
    kind = KIND_BEHIND.search(text) is not None
    looks = is_organisation(name) or (kind and rank < 3)
    again = echo(seen, name)
    portal = rank == 0 and place == 0 and len(line.cells) > 1 and 1 < len(name.split()) <= 6 and name[:1].isupper()
    human = person(name) is not None and not (portal and again)
    if not looks and (not (rank == 0 and (again or portal)) or human):
        return None
    score = (
        3 * looks
        + max(again, own_domain(seen, name))
        + max(0, 4 - rank)
        + (place == 0)
        + 2 * (rank == 0 and place == 0 and looks)
        - 2 * bool(behind)
        - 3 * (_is_care(name) and not again)
    )
    if PROGRAM_FIRST.match(name) or OUTSIDE.search(name):
        score -= 4
    if PRODUCT.search(name) and rank > 2:
        score -= 3
    start = cell.start + max(cell.text.lower().find(name.lower().split()[0]), 0)
    return _Candidate(name, line.page, start, min(cell.end, start + len(name)), score)


def _name_like(part: str) -> bool:
    name = payer_name(part)
    return name is not None and is_organisation(name) and not TITLE.match(part)


def _before_contact(text: str) -> str:
    """A letterhead line may run on into its address."""
    match = re.search(
        r"(?i),?\s+(?:p\.?\s?o\.?\s?(?:box|drawer)|post office box|apartado|(?<=[,\s]\s)\d{1,5}\s[A-Z]"
        r"|\d{3}[-.]\d{3}|tel\b|1-8)",
        text,
    )
    return text[: match.start()] if match else text


def _is_care(name: str) -> bool:
    """A giver of care and not a payer: both kinds of words weigh, "Health" alone says neither."""
    payer_words = re.search(
        r"(?i)\b(?:plan|insurance|mutual|benefit|administrator|assurance|salud|seguro|medicare"
        r"|medicaid|hmo|ppo|trust|fund|fondo|co-?op|life|blue|shield|advantage|tricare|contractor|claims|tpa|sharing"
        r"|ministr)",
        name,
    )
    return is_care_provider(name) and payer_words is None
