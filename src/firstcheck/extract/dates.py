"""What each date is for: notice, service, receipt, birth, approval, deadline.

Takes a Sheet; gives date facts. A date whose purpose is not said stays out.
"""

import re
from collections.abc import Iterator
from datetime import date

from firstcheck.extract.date_choice import Choice, Claimed
from firstcheck.extract.date_fields import PLAIN, from_labels, in_field, other_dates
from firstcheck.extract.date_places import from_position
from firstcheck.extract.date_roles import roles_in_prose
from firstcheck.extract.decided_dates import decided_dates
from firstcheck.extract.identifiers import identifier
from firstcheck.extract.labels import Labelled
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.listed_days import listed_days
from firstcheck.extract.premium_told import day_of_others
from firstcheck.extract.service_places import beside_parties, from_rows
from firstcheck.extract.service_told import PERHAPS_END, PERHAPS_SERVICE
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.written_dates import DateSeen
from firstcheck.facts.fact import Confidence, Fact

_STAMP_LEAD = re.compile(r"(?i)\W{0,3}(?:(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w*\.?,?\s)?")
_STAMP_TAIL = re.compile(r"(?i)(?:,| at| a las)?\s\d{1,2}:\d{2}")
#: Words of a claim near a day without its year: then it is a day of service and not one of the story.
_BILLED = re.compile(r"(?i)\b(?:claims?|bill(?:ed)?|charged?|reclam\w+|factur\w+|cobr\w+)\b|\$\s?\d")
_VISIT_BEHIND = re.compile(
    r"\s(?:(?:office|emergency|follow-up) )?(?:visit|appointment|scan|stay|surgery|procedure|claim|services?)\b"
)
_SENTENCE = 90
_TOP = 2
_LONGEST_CLAIM = 62


def read_dates(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Date facts, one for each role. Dates inside `region` win for the days of service."""
    found = survey(sheet)
    claimed = _claimed(found)
    choices = [*from_labels(found), *from_position(found, claimed)]
    own = _own_day(choices)
    choices += other_dates(found, choices)
    choices += [*from_rows(found, claimed | own), *beside_parties(found, claimed | own)]
    choices += listed_days(found, own)
    choices += _last_rows(found, choices, region)
    choices += _from_prose(found, claimed | own)
    choices += _of_messages(found, choices)
    choices += _decided(found, [c for c in choices if c.name == "notice_date"], region)
    choices = [c for c in choices if not day_of_others(found, c.name, c.seen)]
    names = dict.fromkeys(choice.name for choice in choices)
    facts = [_best(found, name, [c for c in choices if c.name == name], region) for name in names]
    return [*_sound(facts), *_later_appeal(found, choices, facts)]


def _later_appeal(found: Survey, choices: list[Choice], facts: list[Fact]) -> Iterator[Fact]:
    """A second, later last day to appeal in the same paper: while it lies ahead, the first one ends nothing."""
    first = next((fact.value for fact in facts if fact.name == "stated_appeal_deadline"), None)
    days = [c.seen for c in choices if c.name == "stated_appeal_deadline"]
    last = max(days, key=lambda seen: seen.value, default=None)
    if isinstance(first, date) and last is not None and last.value > first:
        where = source(found.printed, last.page, last.start, last.end)
        yield Fact(name="stated_appeal_later", value=last.value, confidence=Confidence.MEDIUM, source=where)


def _own_day(choices: list[Choice]) -> Claimed:
    """Where the paper prints its own day, if that is sure: no day of service is looked for there."""
    notices = [c for c in choices if c.name == "notice_date" and (c.rank <= 1 or c.seen.line < _TOP)]
    best = min(notices, key=lambda c: (c.rank, c.seen.line), default=None)
    headed = [c for c in notices if c.rank == 0 or c.seen.line < _TOP]
    return frozenset((c.seen.page, c.seen.start) for c in (*headed, *([best] if best else [])))


_KEYS = ["received_in", "service_date", "authorization_period", *PLAIN]


def _claimed(found: Survey) -> Claimed:
    """Where dates stand whose own label says what they are for."""
    fields = [
        (item, seen) for key in _KEYS for item in found.labelled(key) if item.sure for seen in in_field(found, item)
    ]
    return frozenset(
        (seen.page, seen.start)
        for item, seen in fields
        if not (_stamped_receipt(found, item, seen) or _names_it(found, seen))
    )


def _stamped_receipt(found: Survey, item: Labelled, seen: DateSeen) -> bool:
    """ "Received 09/09/2026 2:18 PM" over a message is the message's own date."""
    tail = found.sheet.page(item.page).text[seen.end : seen.end + 9]
    return item.key == "received_in" and item.line < 8 and re.match(r",?\s\d{1,2}:\d\d", tail) is not None


def _best(found: Survey, name: str, choices: list[Choice], region: range | None) -> Fact:
    def order(choice: Choice) -> tuple[object, ...]:
        outside = name in ("service_date", "service_end_date") and region is not None and choice.seen.line not in region
        earliest = choice.seen.value if name == "service_date" else date.min
        if name == "premium_due":  # a payment was due, and the grace period ends later: the last one printed ends it
            return (-choice.seen.value.toordinal(), choice.rank, choice.seen.line)
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


def _decided(found: Survey, own: list[Choice], region: range | None) -> list[Choice]:
    """The day of the decision that the paper talks about; only where it is before the paper's own day."""
    day = _best(found, "notice_date", own, region).value if own else None
    earlier = (s for s in decided_dates(found) if not isinstance(day, date) or s.value < day)
    return [Choice("notice_date", seen, -1) for seen in earlier]


def _last_rows(found: Survey, choices: list[Choice], region: range | None) -> list[Choice]:
    """The last day of a claim whose rows have several days."""
    rows = [c for c in choices if c.name == "service_date" and c.rank in (1, 2, 3)]
    rows = [c for c in rows if found.sheet.lines[c.seen.line].cells[1:]]
    if region is not None:
        rows = [c for c in rows if c.seen.line in region]
    days = [c.seen.value for c in rows]
    claims = {identifier(item.text) for item in found.labelled("claim_number") if item.sure} - {None}
    if not days or len(claims) > 1 or not 0 < (max(days) - min(days)).days <= _LONGEST_CLAIM:
        return []
    return [Choice("service_end_date", max(rows, key=lambda c: c.seen.value).seen, 5)]


def _from_prose(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    claim = any(identifier(item.text) for item in found.labelled("claim_number"))
    for name, seen in roles_in_prose(found, found.dates):
        if (seen.page, seen.start) in claimed:
            continue
        if name not in (PERHAPS_SERVICE, PERHAPS_END):
            yield Choice(name, seen, 3 if name == "service_date" and _names_it(found, seen) else 4)
        elif claim or _BILLED.search(_around(found, seen)):
            yield Choice(name.removesuffix("?"), seen, 5)
    for name, seen in roles_in_prose(found, found.short):
        if name in ("service_date", "service_end_date") and _BILLED.search(_around(found, seen)):
            yield Choice(name, seen, 6)


def _names_it(found: Survey, seen: DateSeen) -> bool:
    """ "The July 30, 2026 visit": the day names the service that the paper is about."""
    return _VISIT_BEHIND.match(folded(found.sheet.page(seen.page).text[seen.end : seen.end + 30])) is not None


def _around(found: Survey, seen: DateSeen) -> str:
    return found.sheet.page(seen.page).text[max(0, seen.start - _SENTENCE) : seen.end + _SENTENCE]


def _of_messages(found: Survey, choices: list[Choice]) -> Iterator[Choice]:
    """The day of a message whose stamp leaves the year out: "Nov 2, 10:11 AM  CLINIC: ...", "[Thu 1/14 10:02]"."""
    if any(c.name == "notice_date" for c in choices):
        return
    for seen in found.short:
        line = found.sheet.lines[seen.line]
        lead, tail = line.text[: seen.start - line.start], line.text[seen.end - line.start :]
        if _STAMP_LEAD.fullmatch(lead) and _STAMP_TAIL.match(tail):
            yield Choice("notice_date", seen, 8)
