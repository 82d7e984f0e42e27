"""Whose decision it is: the name on the letterhead, or the one a field or sentence gives; and who administers the plan.

Takes a Survey; gives the facts `payer`, `plan_administrator` and `plan_name`.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import source
from firstcheck.extract.letterhead_agents import KIND_TOLD, agencies, told_heads
from firstcheck.extract.names import is_organisation, person
from firstcheck.extract.payer_heads import Candidate, before_contact, is_care, letterhead, spread_out
from firstcheck.extract.payer_traces import echo, own_domain
from firstcheck.extract.payer_words import (
    CONTACT,
    DESK,
    DOMAIN,
    EMPTY,
    ENOUGH,
    FIRM,
    FOOT_LINES,
    FROM,
    INSURER,
    KIND_BEHIND,
    MAILED,
    MEDICARE,
    NO_INSURANCE,
    PLACED,
    REVIEWS_FOR,
    RUN,
    SAID,
    SENT_BY,
    SPEAKER,
    opening,
    payer_name,
)
from firstcheck.extract.plan_names import read_administrator, read_plan_name
from firstcheck.extract.survey import Survey
from firstcheck.extract.trade_words import TRADE
from firstcheck.facts.fact import Confidence, Fact

#: A line of its own under the letterhead that says whose policy it is weighs more than the brand above it.
_UNDER_HEAD = 4


def read_payer(seen: Survey) -> list[Fact]:
    """Payer, administrator and plan name, one of each at most."""
    facts = []
    best = max(_candidates(seen), key=lambda c: c.score, default=None)
    firm = best.name if best is not None and FIRM.search(best.name) else ""
    if firm:
        best = next((c for c in _labelled(seen) if not FIRM.search(c.name) and c.name != firm), best)
    if best is not None and best.score >= ENOUGH:
        where = source(seen.printed, best.page, best.start, best.end)
        level = Confidence.HIGH if best.score >= ENOUGH + 3 else Confidence.MEDIUM
        facts.append(Fact(name="payer", value=best.name, confidence=level, source=where))
    facts += read_administrator(seen, best.name if best else "", firm)
    facts += read_plan_name(seen)
    return facts


def _candidates(seen: Survey) -> Iterator[Candidate]:
    yield from letterhead(seen)
    yield from spread_out(seen)
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
            if match and name and is_organisation(name) and not (is_care(name) or TRADE.search(name)):
                start = cell.start + match.start("who" if match["who"] else "stamped")
                yield Candidate(name, line.page, start, start + len(name), 5)
    yield from _labelled(seen)
    for sentence in seen.sentences:
        for pattern, score, words in SAID:
            match = pattern.search(sentence.text) if words.search(sentence.text) else None
            name = payer_name(match["who"]) if match else None
            if name and is_organisation(name) and not is_care(name):
                yield Candidate(name, sentence.page, sentence.start, sentence.end, score + echo(seen, name))


def _told(seen: Survey) -> Iterator[Candidate]:
    """Whom a firm writes for, and names that their company tells."""
    for agency in agencies(seen):
        yield Candidate(agency.payer, agency.page, *agency.payer_at, 15)
    for head in told_heads(seen):
        if head.score > KIND_TOLD or not is_care(head.name):
            yield Candidate(head.name, head.page, head.start, head.start + len(head.name), head.score)


def _labelled(seen: Survey) -> Iterator[Candidate]:
    for item in seen.labelled("payer"):
        field = item.mark.explicit or item.how is How.RIGHT
        if item.sure and (field or item.text.isupper() or {"by", "por"} & set(item.mark.phrase)):
            yield from _from_label(item)


def _from_label(item: Labelled) -> Iterator[Candidate]:
    name = payer_name(item.text)
    if name and is_organisation(name) and not EMPTY.search(name):
        underwritten = bool({"by", "por"} & set(item.mark.phrase))
        insurer = underwritten and re.search(
            r"(?i)\b(?:insurance|assurance|life|mutual|indemnity|casualty|health plan|seguros|aseguradora)\b", name
        )
        heads = insurer and item.mark.initial and item.mark.phrase[0] == "underwritten" and item.line < _UNDER_HEAD
        score = 14 if heads else 12 if insurer else 4 if underwritten else 8
        yield Candidate(name, item.page, item.start, item.end, score)


def _sender(seen: Survey) -> Iterator[Candidate]:
    """The name that a message's header or a plan's own form gives: "From: X <...>", "Plan: X Medicare Advantage"."""
    for line, cell in [(near, cell) for near in seen.sheet.lines[:12] for cell in near.cells]:
        match = FROM.match(cell.text)
        names = [payer_name(part) for part in (match["who"].rsplit(", ", 1)[::-1] if match else ())]
        name = next((named for named in names if named and is_organisation(named)), None)
        if match and name and not is_care(name):
            start = cell.start + match.start("who")
            memo = "@" not in line.text and "<" not in line.text and line.number < 3
            sure = 2 * (memo or re.search(r"(?i)\b(?:plans?|insurance|mutual|seguros)\b", name) is not None)
            yield Candidate(name, line.page, start, start + len(name), 3 + max(sure, own_domain(seen, name)))
        own = payer_name(DESK.sub("", match["who"])) if match else None
        if match and own and own != name and not person(own) and len(own.split()) > 1 and own_domain(seen, own):
            start = line.start + line.text.find(own.split()[0])
            yield Candidate(own, line.page, start, start + len(own), 6)
    for item in seen.labelled("plan_name"):
        name = payer_name(item.text)
        kind = KIND_BEHIND.search(item.text) is not None
        if name and item.sure and (is_organisation(name) or kind) and len(name.split()) > 1:
            yield Candidate(name, item.page, item.start, item.start + len(name), 2 + 2 * kind + echo(seen, name))


def _foot(seen: Survey) -> Iterator[Candidate]:
    """A name in the last lines that stands beside its telephone, address or web place."""
    for line in [line for line in seen.sheet.lines if line.cells][-FOOT_LINES:]:
        first = line.cells[0]
        name = payer_name(before_contact(first.text)) if len(line.cells) > 1 and PLACED.search(line.text) else None
        if name and is_organisation(name) and not is_care(name):
            yield Candidate(
                name, line.page, first.start, first.start + len(name), 2 + echo(seen, name) + own_domain(seen, name)
            )


def _domain_owner(seen: Survey) -> Iterator[Candidate]:
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
                        yield Candidate(name, near.page, start, start + len(name), 4 + is_organisation(name))


def _last_resorts(seen: Survey) -> Iterator[Candidate]:
    """What names the payer where head and fields do not: where to appeal, "X is not insurance", Medicare's form."""
    for sentence in seen.sentences:
        mailed, shared = MAILED.search(sentence.text), NO_INSURANCE.search(sentence.text)
        name = payer_name(mailed["who"]) if mailed else None
        if name and is_organisation(name) and len(name.split()) > 1 and not (is_care(name) or CONTACT.search(name)):
            yield Candidate(name, sentence.page, sentence.start, sentence.end, ENOUGH)
        name = payer_name(shared["who"]) if shared else None
        if name and echo(seen, name):
            yield Candidate(name, sentence.page, sentence.start, sentence.end, ENOUGH)
    for line in [line for line in seen.sheet.lines if line.cells][:4]:
        match = MEDICARE.search(line.text)
        if match and "edicare" in match[0]:
            at = line.start + match.start() + match[0].lower().find("medicare")
            yield Candidate("Medicare", line.page, at, at + 8, ENOUGH)


def _reviewed_for(seen: Survey) -> Iterator[Candidate]:
    """Whom a reviewer acts for: "Reviewer for the X Plan", "cc: X (insurer)"."""
    for line in seen.sheet.lines[:30]:
        for cell in line.cells:
            found = [
                m
                for part in re.split(r",\s(?=review)|\s[-–—]\s(?=review)", cell.text)
                if (m := REVIEWS_FOR.match(part))
            ]
            for match in (*found, *INSURER.finditer(cell.text)):
                name = payer_name(match["who"])
                if name and is_organisation(name) and not is_care(name):
                    start = cell.start + max(cell.text.find(match["who"].strip()[:8]), 0)
                    yield Candidate(name, line.page, start, min(cell.end, start + len(name)), 13)
