"""What each date is for: notice, service, receipt, birth, approval, deadline.

Takes a Sheet; gives date facts. A date whose purpose is not said stays out.
"""

import re
from collections.abc import Iterator
from datetime import date

from firstcheck.extract.date_places import LATEST, Choice, Claimed, from_position, from_rows
from firstcheck.extract.date_roles import roles_in_prose
from firstcheck.extract.decided_dates import decided_dates
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.written_dates import DateSeen, compact_dates
from firstcheck.facts.fact import Confidence, Fact

#: Facts whose label gives them outright.
_PLAIN = [
    "birth_date",
    "authorization_from",
    "authorization_to",
    "effective_date",
    "coverage_ends",
    "premium_due",
    "information_due",
    "stated_appeal_deadline",
    "service_end_date",
]
_OF_SERVICE = re.compile(r"(?:code|cpt|proc|service|charge|billed|codigo|servicio|cargo|cobrado)\b")
_CODE_BEHIND = re.compile(r"\s{2,20}[A-Z]?\d{4,5}(?![\w-])")
_FORWARDED = re.compile(r"(?i)\b(?:fwd?|rv|reenv)\s?:|forwarded message|mensaje reenviado")
_AHEAD = re.compile(r"(?i)(?:to|through|thru|until|al?|hasta(?: el)?|y el|and|-|–|—|\.\.)\s*$")


def read_dates(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Date facts, one for each role. Dates inside `region` win for the days of service."""
    found = survey(sheet)
    claimed = _claimed(found)
    choices = [
        *_from_labels(found),
        *from_rows(found, claimed),
        *from_position(found, claimed),
        *_from_prose(found, claimed),
    ]
    choices += _decided(found, [c for c in choices if c.name == "notice_date"], region)
    names = dict.fromkeys(choice.name for choice in choices)
    facts = [_best(found, name, [c for c in choices if c.name == name], region) for name in names]
    return _sound(facts)


_KEYS = [
    "birth_date",
    "received_in",
    "service_date",
    "service_end_date",
    "authorization_period",
    "authorization_from",
    "authorization_to",
    "effective_date",
    "coverage_ends",
    "premium_due",
    "information_due",
    "stated_appeal_deadline",
]


def _claimed(found: Survey) -> Claimed:
    """Where dates stand whose own label says what they are for."""
    fields = [
        (item, seen) for key in _KEYS for item in found.labelled(key) if item.sure for seen in _in_field(found, item)
    ]
    return frozenset((seen.page, seen.start) for item, seen in fields if not _stamped_receipt(found, item, seen))


def _stamped_receipt(found: Survey, item: Labelled, seen: DateSeen) -> bool:
    """ "Received 09/09/2026 2:18 PM" over a message is the message's own date."""
    tail = found.sheet.page(item.page).text[seen.end : seen.end + 9]
    return item.key == "received_in" and item.line < 8 and re.match(r",?\s\d{1,2}:\d\d", tail) is not None


def _best(found: Survey, name: str, choices: list[Choice], region: range | None) -> Fact:
    def order(choice: Choice) -> tuple[object, ...]:
        outside = name in ("service_date", "service_end_date") and region is not None and choice.seen.line not in region
        earliest = choice.seen.value if name == "service_date" else date.min
        return (outside, choice.rank, earliest, choice.seen.line)

    best = min(choices, key=order)
    agreed = len({c.seen.value for c in choices if c.rank == best.rank}) == 1
    level = (
        Confidence.MEDIUM
        if (best.seen.unsure and name not in ("notice_date",)) or (best.rank > 2 and not agreed)
        else Confidence.HIGH
    )
    where = source(found.printed, best.seen.page, best.seen.start, best.seen.end)
    return Fact(name=name, value=best.seen.value, confidence=level, source=where)


def _sound(facts: list[Fact]) -> list[Fact]:
    """A day of service after the end of service, or an end equal to the beginning, says nothing."""
    values = {fact.name: fact.value for fact in facts}
    first, last = values.get("service_date"), values.get("service_end_date")
    if (isinstance(first, date) and isinstance(last, date) and last <= first) or (last and not first):
        return [fact for fact in facts if fact.name != "service_end_date"]
    return facts


def _in_field(found: Survey, item: Labelled) -> list[DateSeen]:
    """The dates of a field's text, eight figures in a row included, as long as the field begins with one."""
    inside = [d for d in found.dates_on(item.line) if item.start <= d.start < item.end]
    if not inside:
        inside = [
            DateSeen(value, item.page, item.start + begin, item.start + end, item.line)
            for begin, end, value in compact_dates(folded(item.text))
        ]
    if not inside or (inside[0].start - item.start > 22 and not item.sure):
        return []
    lead = item.text[: inside[0].start - item.start]
    return inside if len(lead) <= 45 and not any(c.isdigit() for c in lead) else []


def _from_labels(found: Survey) -> Iterator[Choice]:
    for name in _PLAIN:
        for item in found.labelled(name):
            for seen in _in_field(found, item)[:1]:
                yield Choice(name, seen, 0 if item.sure else 3)
    yield from _notice(found)
    yield from _service_by_neighbours(found)
    yield from _periods(found, "service_date", "service_date", "service_end_date")
    yield from _periods(found, "authorization_period", "authorization_from", "authorization_to")


def _notice(found: Survey) -> Iterator[Choice]:
    forwarded = any(_FORWARDED.search(page.text[:1500]) for page in found.sheet.document.pages[:1])
    for key, rank in (("notice_date", 0), ("date", 5 if forwarded else 1), ("processed_date", 5)):
        for item in found.labelled(key):
            mailed = item.mark.phrase[0] in ("posted", "created", "sent", "dated", "decided", "mailed", "issued")
            for seen in _in_field(found, item)[:1]:
                if key == "date" and (not item.sure or item.line > LATEST or _of_a_table(found, item)):
                    continue
                if not item.sure and (mailed or key == "processed_date"):
                    continue
                stamped = forwarded and (item.mark.phrase[0] in ("sent", "date") or item.line < 10)
                yield Choice("notice_date", seen, rank + (0 if item.sure else 2) + 4 * stamped)


def _decided(found: Survey, own: list[Choice], region: range | None) -> list[Choice]:
    """The day of the decision that the paper talks about; only where it is before the paper's own day."""
    day = _best(found, "notice_date", own, region).value if own else None
    earlier = (s for s in decided_dates(found) if not isinstance(day, date) or s.value < day)
    return [Choice("notice_date", seen, -1) for seen in earlier]


def _of_a_table(found: Survey, item: Labelled) -> bool:
    """ "Date" over a column of rows, or in a list with the code and the charge, is the day of service."""
    amount = (
        item.how is How.BELOW
        and "." in found.sheet.lines[item.line].text
        and len(found.sheet.lines[item.line].cells) > 3
    )
    if amount or (item.how in (How.BELOW, How.LISTED) and item.line > 12):
        return True
    own = found.sheet.lines[item.line]
    if _CODE_BEHIND.match(own.text, item.end - own.start) or _CODE_BEHIND.search(item.text):
        return True
    near = found.sheet.lines[item.line + 1 : item.line + 3]
    return any(_OF_SERVICE.match(folded(line.cells[0].text)) for line in near if line.cells)


def _service_by_neighbours(found: Survey) -> Iterator[Choice]:
    for item in found.labelled("date"):
        if item.sure and _of_a_table(found, item):
            for seen in _in_field(found, item)[:1]:
                yield Choice("service_date", seen, 2)
    claimed = any(item.sure for item in found.labelled("claim_number"))
    for item in found.labelled("service_description"):
        inside = [d for d in found.dates_on(item.line) if item.start <= d.start < item.end]
        if item.sure and claimed and len(inside) == 1:
            yield Choice("service_date", inside[0], 4)
    for item in found.labelled("authorization_number"):
        inside = [d for d in found.dates_on(item.line) if item.start < d.start < item.end]
        if item.sure and len(inside) == 2 and inside[1].start - inside[0].end <= 10:
            yield Choice("authorization_from", inside[0], 1)
            yield Choice("authorization_to", inside[1], 1)


def _periods(found: Survey, key: str, first: str, last: str) -> Iterator[Choice]:
    for item in found.labelled(key):
        inside = _in_field(found, item)
        if not inside:
            continue
        later = [d for d in found.dates_on(inside[0].line) if inside[0].end < d.start <= inside[0].end + 20]
        inside = inside[:1] + later[:1] if later else inside
        text = found.sheet.page(item.page).text
        rank = 0 if item.sure and item.mark.explicit else 1 if item.sure else 3
        if key == "authorization_period" and len(inside) < 2:
            continue
        yield Choice(first, inside[0], rank)
        if (
            len(inside) > 1
            and _AHEAD.search(text[inside[0].end : inside[1].start].strip() or "-")
            and inside[1].value > inside[0].value
        ):
            yield Choice(last, inside[1], rank)


def _from_prose(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    for name, seen in roles_in_prose(found):
        if (seen.page, seen.start) in claimed:
            continue
        yield Choice(name, seen, 4)
