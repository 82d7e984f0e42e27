"""Dates behind a label of their own: the paper's day, the days of service, an approval's span, births and deadlines.

Takes a Survey; gives Choices for dates.py to weigh.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from firstcheck.extract.date_choice import Choice
from firstcheck.extract.date_places import LATEST
from firstcheck.extract.decided_dates import REPLACED
from firstcheck.extract.identifiers import identifier
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import fold
from firstcheck.extract.lexicon import folded
from firstcheck.extract.service_told import of_service
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen, compact_dates

#: Facts whose label gives them outright.
PLAIN = [
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
#: "Date: July 29, 2026. Billed: $1,906.00."
_BILLED_BEHIND = re.compile(r"(?i)\d{4}[.;,]\s{1,3}(?:billed|charged?|codes?|cobrado|cargo|c[oó]digos?):")
_QUOTED = re.compile(r"(?i)-{2,} ?(?:original|forwarded) message|mensaje (?:original|reenviado)")
_FORWARDED = re.compile(r"(?i)\b(?:fwd?|rv|reenv)\s?:|forwarded message|mensaje reenviado")
#: Labels that are words of any sentence: a day of service only where they stand as labels.
_SMALL_WORDS = frozenset(
    (
        "days",
        "nights",
        "seen",
        "when",
        "svc",
        "visita",
        "ingreso",
        "treated",
        "performed",
        "incurred",
        "surgery",
        "rendered",
        "entrega",
    )
)
#: "INCURRED 01/14/26     RECEIVED 10/12/26": the second day is of another field.
_OWN_LABEL = re.compile(
    r"(?i)\b(?:re?ce?i?ve?d|rec'?d|recib\w+|process\w*|proces\w*|paid|posted|mailed|print\w*|decid\w+|entered)\b"
)
_BILL_FROM = re.compile(r"(?i)\s*(?:claim|bill|charge|reclamaci[oó]n|cuenta|factura) (?:from|of|de)\b")
_COUNTED = frozenset({"days", "nights", "dias", "noches", "visits"})
_COUNT = re.compile(r"\d\s{1,3}$")
_HEAD = 12
_OF_A_SENTENCE = 3
_PROSE = 50
_LONGEST_SERVICE = 185
#: Words of an approval in the clause before its days, and those that make it none.
_APPROVED = re.compile(
    r"\b(?:(?:we|are) (?:approv\w+|authoriz\w+|certif\w+)|approved|authorized|certified|aprobamos|autorizamos"
    r"|aprobad[oa]s?|autorizad[oa]s?)\b"
)
_NOT_APPROVED = re.compile(
    r"\b(?:not|no|non|never|without|cannot|denied|sin|unless|beyond|after|bill\w*|claims?|paid"
    r"|visit on|dates? of service)\b"
)
_LONGEST_APPROVAL, _SPAN_GAP, _APPROVED_BEFORE = 400, 10, 120
_LISTED = re.compile(r"(?:,|;|\s&|\s(?:and|y)|,\s(?:and|y))\s{1,2}")
_AHEAD = re.compile(r"(?i)(?:to|through|thru|until|al?|hasta(?: el)?|y el|and|-|–|—|\.\.)\s*$")


def from_labels(found: Survey) -> Iterator[Choice]:
    """Every date with a label, the purpose and rank that its label gives it."""
    for name in PLAIN:
        for item in found.labelled(name):
            for seen in in_field(found, item)[:1]:
                yield Choice(name, seen, 0 if item.sure else 3)
    yield from _notice(found)
    yield from _service_by_neighbours(found)
    yield from _periods(found, "service_date", "service_date", "service_end_date")
    yield from _periods(found, "authorization_period", "authorization_from", "authorization_to")
    yield from _approved_spans(found)


def _notice(found: Survey) -> Iterator[Choice]:
    quoted = _answered(found)
    forwarded = quoted is None and any(_FORWARDED.search(page.text[:1500]) for page in found.sheet.document.pages[:1])
    for key, rank in (("notice_date", 0), ("date", 5 if forwarded else 1), ("processed_date", 5)):
        for item in found.labelled(key):
            mailed = item.mark.phrase[0] in ("posted", "created", "sent", "dated", "decided", "mailed", "issued")
            inside = in_field(found, item)
            if len(inside) > 1 and _AHEAD.search(_between(found, inside[0], inside[1])):
                # "STMT 06/17/2026 - 06/18/2026" is what a bill covers
                continue
            for seen in inside[:1]:
                if quoted is not None and (seen.page, seen.start) > quoted:
                    continue
                if _is_by_the_way(found, item) or (
                    key == "date" and (not item.sure or item.line > LATEST or _of_a_table(found, item))
                ):
                    continue
                if not item.sure and (mailed or key == "processed_date"):
                    continue
                stamped = forwarded and (item.mark.phrase[0] in ("sent", "date") or item.line < 10)
                yield Choice("notice_date", seen, rank + (0 if item.sure else 2) + 4 * stamped)


def _answered(found: Survey) -> tuple[int, int] | None:
    """Where a quoted message begins under one that is a new decision: only the new one's day counts."""
    page = found.sheet.document.pages[0] if found.sheet.document.pages else None
    quoted = _QUOTED.search(page.text) if page else None
    if page is None or quoted is None or not REPLACED.search(page.text[: quoted.start()]):
        return None
    return page.number, quoted.start()


def _is_by_the_way(found: Survey, item: Labelled) -> bool:
    """ "The weight on the form, dated 03/02/2026": another paper's day, told in a sentence."""
    line = found.sheet.lines[item.line]
    cell = next((c for c in line.cells if c.start <= item.start < c.end), None)
    if cell is None or item.how is not How.BESIDE or item.mark.explicit or item.line <= _HEAD:
        return False
    if line.text[item.mark.start].islower() and item.mark.start == cell.start - line.start:
        above = found.sheet.lines[line.number - 1]
        return len(above.cells) == 1 and len(above.text) > _PROSE and not above.text.rstrip().endswith((".", ":"))
    return len(line.text[cell.start - line.start : item.mark.start].split()) >= _OF_A_SENTENCE


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
    if (
        _BILLED_BEHIND.search(item.text)
        or _CODE_BEHIND.match(own.text, item.end - own.start)
        or _CODE_BEHIND.search(item.text)
    ):
        return True
    near = found.sheet.lines[item.line + 1 : item.line + 3]
    return any(_OF_SERVICE.match(folded(line.cells[0].text)) for line in near if line.cells)


def _service_by_neighbours(found: Survey) -> Iterator[Choice]:
    for item in found.labelled("date"):
        if item.sure and _of_a_table(found, item):
            for seen in in_field(found, item)[:1]:
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
        inside = listed = in_field(found, item)
        if not inside:
            continue
        later = [d for d in found.dates_on(inside[0].line) if inside[0].end < d.start <= inside[0].end + 20]
        text = found.sheet.page(item.page).text
        later = [d for d in later if not _OWN_LABEL.search(text[inside[0].end : d.start])]
        inside = inside[:1] + later[:1] if later else inside
        rank = 0 if item.sure and item.mark.explicit else 1 if item.sure else 3
        if key == "authorization_period" and len(inside) < 2:
            continue
        if first == "service_date" and _is_no_service(found, item, inside):
            continue
        yield Choice(first, inside[0], rank)
        if (
            len(inside) > 1
            and _AHEAD.search(text[inside[0].end : inside[1].start].strip() or "-")
            and inside[1].value > inside[0].value
        ):
            yield Choice(last, inside[1], rank)
        elif first == "service_date" and rank == 0 and _is_listing(text, listed):
            yield Choice(last, listed[-1], rank)


def _approved_spans(found: Survey) -> Iterator[Choice]:
    """ "What we approve   60 units weekly, Oct 11, 2026 - Apr 10, 2027"; the first day may leave the year out."""
    days = sorted((*found.dates, *found.short), key=lambda seen: (seen.page, seen.start))
    for one, other in pairwise(days):
        text = found.sheet.page(one.page).text
        if one.page != other.page or not 0 < (other.value - one.value).days <= _LONGEST_APPROVAL:
            continue
        if not 0 <= other.start - one.end <= _SPAN_GAP or not _AHEAD.fullmatch(
            text[one.end : other.start].strip() or "."
        ):
            continue
        before = re.split(r"[.;]\s(?=[A-Z])|\n\s*\n", text[max(0, one.start - _APPROVED_BEFORE) : one.start])[-1]
        if _APPROVED.search(folded(fold(before))) and not _NOT_APPROVED.search(folded(fold(before))):
            yield Choice("authorization_from", one, 5)
            yield Choice("authorization_to", other, 5)


def _is_listing(text: str, inside: list[DateSeen]) -> bool:
    """ "Service dates:  06/29/2026, 07/01/2026, 07/06/2026": the last of several ends the care."""
    between = (text[one.end : other.start] for one, other in pairwise(inside))
    rising = all(one.value < other.value for one, other in pairwise(inside))
    return len(inside) > 1 and rising and all(_LISTED.fullmatch(gap) for gap in between)


def _is_no_service(found: Survey, item: Labelled, inside: list[DateSeen]) -> bool:
    """A word of running text before a date, a span of half a year and more, or what the records show."""
    before = found.sheet.page(item.page).text[: inside[0].start]
    beside = item.how in (How.BESIDE, How.PROSE) and len(item.mark.phrase) == 1
    if beside and item.mark.phrase[0] in _SMALL_WORDS and not _opens_its_cell(item, before):
        return True
    if len(inside) > 1 and (inside[1].value - inside[0].value).days > _LONGEST_SERVICE:
        return True
    return not item.sure and not of_service(folded(fold(before[-240:])) + " ")


def _opens_its_cell(item: Labelled, before: str) -> bool:
    """ "seen 10/21/26" or "Days: 07/19/2026" in a cell of its own."""
    word = item.mark.phrase[0]
    led = re.search(rf"(?i)(?:^|\n|\s\s|\|\s?){word}(?:\s(?:del?|el|on|of))?\s?:?\s{{1,12}}$", folded(before))
    return item.how is How.BESIDE and led is not None


def other_dates(found: Survey, choices: list[Choice]) -> Iterator[Choice]:
    """A field "Date" below the paper's own day, in a paper about a claim, is the day of service."""
    own = [c for c in choices if c.name == "notice_date" and c.rank <= 1]
    first = min(own, key=lambda c: c.seen.line, default=None)
    if first is None:
        return
    claimed = any(item.sure and identifier(item.text) for item in found.labelled("claim_number"))
    dated = [
        i for i in found.labelled("notice_date") if i.mark.phrase == ("dated",) and (claimed or _of_a_bill(found, i))
    ]
    for item in (*(found.labelled("date") if claimed else ()), *dated):
        for seen in in_field(found, item)[:1] if item.sure and item.line > first.seen.line else ():
            if seen.value < first.seen.value:
                yield Choice("service_date", seen, 3)


def _of_a_bill(found: Survey, item: Labelled) -> bool:
    """ "Claim from: Elm Ultrasound", and under it "Dated: 06/30/2026"."""
    above = found.sheet.lines[max(0, item.line - 2) : item.line]
    return any(_BILL_FROM.match(line.text) for line in above)


def in_field(found: Survey, item: Labelled) -> list[DateSeen]:
    """The dates of a field's text, eight figures in a row included, as long as the field begins with one."""
    if item.mark.phrase[0] in _COUNTED and _COUNT.search(found.sheet.lines[item.line].text[: item.mark.start]):
        return []  # "ESTIMATE VALID 180 DAYS      08/21/2026"
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


def _between(found: Survey, first: DateSeen, second: DateSeen) -> str:
    return found.sheet.page(first.page).text[first.end : second.start]
