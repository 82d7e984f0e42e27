"""What each date is for: notice, service, receipt, birth, approval, deadline.

Takes a Sheet; gives date facts. A date whose purpose is not said stays out.
"""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from firstcheck.extract.date_roles import roles_in_prose
from firstcheck.extract.labels import How, Labelled
from firstcheck.extract.layout import Line, Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.written_dates import DateSeen, compact_dates
from firstcheck.facts.fact import Confidence, Fact

#: Facts whose label gives them outright.
_PLAIN = (
    "birth_date authorization_from authorization_to effective_date coverage_ends premium_due information_due"
    " stated_appeal_deadline service_end_date"
).split()
_LATEST = 60
_PROVEN_ROW = re.compile(r"\$\s?\d|\d\.\d{2}\b|\b[A-Z]?\d{4,5}\b")
_AMOUNT = re.compile(r"\$\s?\d|\d\.\d{2}\b")
_HEADLINE = re.compile(r"(?i)\b(?:alert|message|mensaje|aviso|notice|text|texto|update|received|recibido|alerta|sent|enviado|posted)\b[^.]{0,14}$")
_STAMPED = re.compile(r"(?i)\b\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?\b")
_OF_SERVICE = re.compile(r"(?:code|cpt|proc|service|charge|billed|codigo|servicio|cargo|cobrado)\b")
_NOT_A_DAY = re.compile(r"(?:due|paid|process|receiv|pay|vence|pag|recib|proces|posted|check|effective|ends?)")
_CLAIM_WORD = re.compile(r"(?i)\bclaim\b|\b[A-Z]?\d{5}\b")
_CLAIM_HEAD = re.compile(r"(?i)^(?:claim (?:number|no)|n[uú]mero de reclamaci[oó]n|reclamaci[oó]n n)")
_FORWARDED = re.compile(r"(?i)\b(?:fwd?|rv|reenv)\s?:|forwarded message|mensaje reenviado")
_LETTER_PLACE = re.compile(r"^[A-ZÁÉÍÓÚÑ][\w .'’áéíóúñ]{2,30},\s(?:a\s|el\s)?$")
_WEEKDAY = re.compile(r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\w*,?\s*(?:el\s)?$")
_AHEAD = re.compile(r"(?i)(?:to|through|thru|until|al?|hasta(?: el)?|y el|and|-|–|—|\.\.)\s*$")


class _Choice(msgspec.Struct, frozen=True):
    name: str
    seen: DateSeen
    rank: int


def read_dates(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Date facts, one for each role. Dates inside `region` win for the days of service."""
    found = survey(sheet)
    claimed = _claimed(found)
    choices = [*_from_labels(found), *_from_rows(found, claimed), *_from_position(found, claimed), *_from_prose(found, claimed)]
    names = dict.fromkeys(choice.name for choice in choices)
    facts = [_best(found, name, [c for c in choices if c.name == name], region) for name in names]
    return _sound(facts)


_KEYS = (
    "birth_date received_in service_date service_end_date authorization_period authorization_from authorization_to effective_date"
    " coverage_ends premium_due information_due stated_appeal_deadline"
).split()


def _claimed(found: Survey) -> frozenset[tuple[int, int]]:
    """Where dates stand whose own label says what they are for."""
    fields = [(item, seen) for key in _KEYS for item in found.labelled(key) if item.sure for seen in _in_field(found, item)]
    return frozenset((seen.page, seen.start) for _, seen in fields)


def _best(found: Survey, name: str, choices: list[_Choice], region: range | None) -> Fact:
    def order(choice: _Choice) -> tuple[object, ...]:
        outside = name in ("service_date", "service_end_date") and region is not None and choice.seen.line not in region
        earliest = choice.seen.value if name == "service_date" else date.min
        return (outside, choice.rank, earliest, choice.seen.line)

    best = min(choices, key=order)
    agreed = len({c.seen.value for c in choices if c.rank == best.rank}) == 1
    level = Confidence.MEDIUM if best.seen.unsure and name not in ("notice_date",) or best.rank > 2 and not agreed else Confidence.HIGH
    where = source(found.printed, best.seen.page, best.seen.start, best.seen.end)
    return Fact(name=name, value=best.seen.value, confidence=level, source=where)


def _sound(facts: list[Fact]) -> list[Fact]:
    """A day of service after the end of service, or an end equal to the beginning, says nothing."""
    values = {fact.name: fact.value for fact in facts}
    first, last = values.get("service_date"), values.get("service_end_date")
    if isinstance(first, date) and isinstance(last, date) and last <= first or last and not first:
        return [fact for fact in facts if fact.name != "service_end_date"]
    return facts


def _in_field(found: Survey, item: Labelled) -> list[DateSeen]:
    """The dates of a field's text, eight figures in a row included, as long as the field begins with one."""
    inside = [d for d in found.dates if d.page == item.page and item.start <= d.start < item.end]
    if not inside:
        inside = [
            DateSeen(value, item.page, item.start + begin, item.start + end, item.line)
            for begin, end, value in compact_dates(folded(item.text))
        ]
    if not inside or inside[0].start - item.start > 22 and not item.sure:
        return []
    lead = item.text[: inside[0].start - item.start]
    return inside if len(lead) <= 45 and not any(c.isdigit() for c in lead) else []


def _from_labels(found: Survey) -> Iterator[_Choice]:
    for name in _PLAIN:
        for item in found.labelled(name):
            for seen in _in_field(found, item)[:1]:
                yield _Choice(name, seen, 0 if item.sure else 3)
    yield from _notice(found)
    yield from _service_by_neighbours(found)
    yield from _periods(found, "service_date", "service_date", "service_end_date")
    yield from _periods(found, "authorization_period", "authorization_from", "authorization_to")


def _notice(found: Survey) -> Iterator[_Choice]:
    forwarded = any(_FORWARDED.search(page.text[:1500]) for page in found.sheet.document.pages[:1])
    for key, rank in (("notice_date", 0), ("date", 1), ("processed_date", 5)):
        rank += 4 if forwarded and key == "date" else 0
        for item in found.labelled(key):
            mailed = item.mark.phrase[0] in ("posted", "created", "sent", "dated", "decided", "mailed", "issued")
            for seen in _in_field(found, item)[:1]:
                if key == "date" and (not item.sure or item.line > _LATEST or _of_a_table(found, item)):
                    continue
                if not item.sure and (mailed or key == "processed_date"):
                    continue
                stamped = forwarded and (item.mark.phrase[0] in ("sent", "date") or item.line < 10)
                yield _Choice("notice_date", seen, rank + (0 if item.sure else 2) + 4 * stamped)


def _of_a_table(found: Survey, item: Labelled) -> bool:
    """"Date" over a column of rows, or in a list with the code and the charge, is the day of service."""
    if item.how in (How.BELOW, How.LISTED) and item.line > 12:
        return True
    near = found.sheet.lines[item.line + 1 : item.line + 3]
    return any(_OF_SERVICE.match(folded(line.cells[0].text)) for line in near if line.cells)


def _service_by_neighbours(found: Survey) -> Iterator[_Choice]:
    for item in found.labelled("date"):
        if item.sure and _of_a_table(found, item):
            for seen in _in_field(found, item)[:1]:
                yield _Choice("service_date", seen, 2)
    claimed = any(item.sure for item in found.labelled("claim_number"))
    for item in found.labelled("service_description"):
        inside = [d for d in found.dates if d.page == item.page and item.start < d.start < item.end]
        if item.sure and claimed and len(inside) == 1:
            yield _Choice("service_date", inside[0], 4)
    for item in found.labelled("authorization_number"):
        inside = [d for d in found.dates if d.page == item.page and item.start < d.start < item.end]
        if item.sure and len(inside) == 2 and inside[1].start - inside[0].end <= 10:
            yield _Choice("authorization_from", inside[0], 1)
            yield _Choice("authorization_to", inside[1], 1)


def _periods(found: Survey, key: str, first: str, last: str) -> Iterator[_Choice]:
    for item in found.labelled(key):
        inside = _in_field(found, item)
        if not inside:
            continue
        later = [d for d in found.dates if d.page == item.page and inside[0].end < d.start <= inside[0].end + 20]
        inside = inside[:1] + later[:1] if later else inside
        text = found.sheet.page(item.page).text
        rank = 0 if item.sure and item.mark.explicit else 1 if item.sure else 3
        if key == "authorization_period" and len(inside) < 2:
            continue
        yield _Choice(first, inside[0], rank)
        if len(inside) > 1 and _AHEAD.search(text[inside[0].end : inside[1].start].strip() or "-") and inside[1].value > inside[0].value:
            yield _Choice(last, inside[1], rank)


def _from_rows(found: Survey, claimed: frozenset[tuple[int, int]]) -> Iterator[_Choice]:
    """Days of service of a table's rows: a line that opens with a date and goes on with a code or an amount."""
    for line in found.sheet.lines:
        if len(line.cells) >= 3 and _AMOUNT.search(line.text) and not _row_dates(found, line):
            inside = [d for d in found.dates if d.line == line.number and (d.page, d.start) not in claimed]
            if len(inside) == 1 and _own_cell(line, inside[0]) and not _NOT_A_DAY.search(_head_over(found, line, inside[0])):
                yield _Choice("service_date", inside[0], 2 if _CLAIM_WORD.search(line.text) else 3)
        alone = [d for d in found.dates if d.line == line.number] if len(line.cells) == 1 and len(line.cells[0].text) <= 16 else []
        above = found.sheet.lines[line.number - 1] if line.number else line
        if alone and line.number > 10 and len(_AMOUNT.findall(above.text)) >= 2 and (alone[0].page, alone[0].start) not in claimed:
            yield _Choice("service_date", alone[0], 4)
    for line in found.sheet.lines:
        if len(line.cells) < 2:
            continue
        opening = _row_dates(found, line)
        rest = line.text[opening[-1].end - line.start :] if opening else ""
        if opening and _PROVEN_ROW.search(rest) and not _STAMPED.match(rest.strip()):
            yield _Choice("service_date", opening[0], 2)
            if len(opening) > 1 and opening[1].value > opening[0].value:
                yield _Choice("service_end_date", opening[1], 2)


def _head_over(found: Survey, line: Line, seen: DateSeen) -> str:
    """The words of the column head over a date, folded; empty where no head is found near."""
    column = seen.start - line.start
    for above in reversed(found.sheet.lines[max(0, line.number - 9) : line.number]):
        if len(above.cells) >= 2 and not any(c.isdigit() for c in above.text):
            over = [c.text for c in above.cells if c.column - 6 <= column <= c.column + len(c.text) + 2]
            return folded(" ".join(over))
    return ""


def _own_cell(line: Line, seen: DateSeen) -> bool:
    return any(cell.start == seen.start and cell.end == seen.end for cell in line.cells)


def _row_dates(found: Survey, line: Line) -> list[DateSeen]:
    inside = [d for d in found.dates if d.line == line.number]
    if not inside:
        inside = [
            DateSeen(value, line.page, line.start + begin, line.start + end, line.number)
            for begin, end, value in compact_dates(folded(line.text))
        ]
    if not inside:
        return []
    lead = line.text[: inside[0].start - line.start].strip(" |*.)")
    if lead and not re.fullmatch(r"\d{1,3}|[A-Z]", lead):
        return []
    second = inside[1:2] if inside[1:] and inside[1].start - inside[0].end <= 6 else []
    return inside[:1] + second


def _from_position(found: Survey, claimed: frozenset[tuple[int, int]]) -> Iterator[_Choice]:
    """The date of a letter: alone in its cell, or after a place, near the top; then the stamp of a message."""
    lines = found.sheet.lines
    printed = 0
    for line in lines[:_LATEST]:
        printed += bool(line.cells)
        for cell in line.cells:
            for seen in (d for d in found.dates if d.line == line.number and cell.start <= d.start < cell.end):
                if (seen.page, seen.start) in claimed:
                    continue
                if len(line.cells) == 1 and _heads_a_claim(found, line):
                    yield _Choice("service_date", seen, 3)
                    continue
                lead, tail = cell.text[: seen.start - cell.start], cell.text[seen.end - cell.start :].strip()
                alone = not lead.strip() or _LETTER_PLACE.match(lead) or _WEEKDAY.match(lead.strip() + " ")
                if alone and not tail and not _row_dates(found, line)[1:]:
                    rank = 1 if printed <= 14 and not _PROVEN_ROW.search(line.text.replace(line.text[seen.start - line.start : seen.end - line.start], "")) else 4
                    yield _Choice("notice_date", seen, rank)
                elif alone and _STAMPED.match(tail.lstrip(", ")):
                    yield _Choice("notice_date", seen, 3 if printed <= 14 else 6)
                elif printed <= 6 and len(lead) < 40 and not any(c.isdigit() for c in lead) and _HEADLINE.search(lead):
                    yield _Choice("notice_date", seen, 4)
                elif printed <= 3 and tail == "" and re.search(r"(?i)\b(?:eob|statement|notice|prepared|aviso)\W*$", lead):
                    yield _Choice("notice_date", seen, 1)


def _heads_a_claim(found: Survey, line: Line) -> bool:
    """A date alone over a claim's number, as a Medicare summary prints it."""
    around = found.sheet.lines[line.number + 1 : line.number + 4]
    return line.number > 8 and any(_CLAIM_HEAD.match(cell.text) for near in around for cell in near.cells)


def _from_prose(found: Survey, claimed: frozenset[tuple[int, int]]) -> Iterator[_Choice]:
    for name, seen in roles_in_prose(found):
        if (seen.page, seen.start) in claimed:
            continue
        yield _Choice(name, seen, 4)
