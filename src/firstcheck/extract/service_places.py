"""Days of service whose place says so: they open a table's row, stand in one, or keep company with a provider or claim.

Takes a Survey; gives Choices for dates.py to weigh.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.date_choice import CLAIM_HEAD, Choice, Claimed, head_over
from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.lexicon import folded
from firstcheck.extract.names import is_care_provider, organisation
from firstcheck.extract.services import names_service
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen, compact_dates

_PROVEN_ROW = re.compile(
    r"\$\s?\d|\d\.\d{2}\b|(?<![\w#-])(?<!(?i:\bno) )(?<!(?i:no\.) )[A-Z]?\d{4,5}(?![\w-])|\b(?i:claim)\s"
)
_AMOUNT = re.compile(r"\$\s?\d|\d\.\d{2}\b")
#: What may stand before the first cell of a row: a tick, a box, a bullet of a portal's tile.
_BULLETS = " |*.)◼◻■□●○•▪▫☐☑☒✓✔✗✘│┃"
#: "27-oct-2026;99213;consulta;140.00": cells parted by marks and not by spaces.
_DELIMITED = re.compile(r"[;|\t]\s?(?:[^;|\t]{0,30}[;|\t]\s?)?(?:\d{5}|[A-Z]\d{4})[;|\t]")
_STAMPED = re.compile(r"(?i)^\W{0,2}\d{1,2}:\d{2}\s?(?:[ap]\.?m\.?)?\b")
_NOT_A_DAY = re.compile(
    r"(?:due|paid|process|receiv|pay|vence|pag|recib|proces|posted|check|effective|ends?|decid|mailed|sent|notice|born"
    r"|print|decis|aviso|enviad|stmt|entered)"
)
_OF_SERVICE = re.compile(r"\b(?:date|dos|from|fdos|thru|through|to|svc|serv\w*|service|when|fecha|dia|tdos)\b")
_CLAIM_WORD = re.compile(r"(?i)\bclaim\b|\b[A-Z]?\d{5}\b")
_SIX = re.compile(r"(?<![\w$/.-])(?P<from>\d{4}(?=\s{1,6}\d{6}(?!\d))\s{1,6})?(?P<day>\d{6})(?![\w/.-])")
_FIELD = re.compile(r"[A-Za-z]{3,}[^:]{0,20}:\s")
_CALLED = re.compile(r"\(\d{3}\)\s?[\dO]{3}-[\dO]{4}")
_SUMMARY = re.compile(r"(?i)medicare summary not|resumen de medicare")
_COMPANY = re.compile(
    r"(?i)^(?:claim|reclamaci[oó]n|icn|dcn|tcn|recl|reclamo)\b|\bclaim\s(?:no\.?\s)?[A-Z0-9-]*\d{4}"
    r"|\b(?:in|out[- ]of|non)[- ]network\b|\b(?:dentro|fuera) de (?:la )?red\b|\bNPI\b|\*\* "
    r"|\((?:not |non-?)?(?:network|par|participating|contracted|participante|red|preferred|ppo)\b"
)
_SEEN = re.compile(r"(?i)^(?:seen|visit(?:a|ed)?|atendid[oa](?: el)?|incurred|services?|servicio|on|del?|el)\s")
_CODE_ALONE = re.compile(r"(?:\d{5}|[A-Z]\d{4}|\d{4}[A-Z])(?:[\s-](?:[A-Z0-9]{2}|x\s?\d+))?")
_NEVER = re.compile(
    r"\b(?:request\w*|approv\w*|aprob\w*|granted|starting|beginning|change|cambio|authoriz\w*|effective|notice|letter|carta|aviso|appeal\w*|apelacion|hearing|received"
    r"|recibid\w*|due|since|desde|until|hasta|before|after|born|coverage|cobertura|solicit\w*|autoriza\w*|mailed|enviad\w*"
    r"|processed|procesad\w*|decided|paid|update\w*|printed|prepar\w*|made|form|rev|plan\w*|through|scheduled|record\w*|certif\w*|good|valid|between|entre)\b"
)
#: Of several rows those are looked at first that say they were refused.
_UNPAID = re.compile(
    r"(?:^|\s\s|\|\s?)(?:NOT (?:PAID|COVERED|PAYABLE|ALLOWED)|DENIED|REJECTED|REFUSED|NO PAGAD[OA]|(?:DE)?NEGAD[OA]"
    r"|RECHAZAD[OA])\b"
)
_APPROVED = re.compile(r"\b(?:approved|authorized|certified|asked|aprobad\w*|autorizad\w*|pedid\w*)\b")
_SENTENCE = re.compile(r"\b(?:we|you|are|is|was|were|will|have|has|usted|tiene|le|nos)\b")
#: A row of what was paid, not of care: "09/21/2026  Elm Health - paid   -$85.00", "Payment, thank you".
_PAID_ROW = re.compile(
    r"(?i)^\W*(?:[^\d$]{0,40}[\s-])?(?:payments?|paid|pmts?|check|posted|pagos?|pagad[oa]|abono)\b[^$]{0,40}-\s{0,2}\$"
    r"|^\W*(?:[^\d$]{2,40})\s[-–]\s(?:paid|denied|adjusted|payment)\b"
    r"|^\W*(?:payment|insurance payment|patient payment|adjustment)\b"
)
_CLAIM_NEXT = re.compile(r"(?i)^\s{2,}claim\s")
_CLAIM_AND_NUMBER = re.compile(r"(?i)^\W*(?:claim|reclamaci[oó]n|reclamo)\W{1,6}[A-Z0-9-]*\d{4}")
_FIRST_LINES = 3
#: What a portal tells of a claim day by day.
_STORY = re.compile(
    r"(?i)^\W*(?:we |you |(?:the |your |this )?claim (?:was |is )?(?:received|processed|denied|closed|finished"
    r"|on hold)|peer[- ]to[- ]peer|intake\b|physician review|reviewer\b|(?:first|second|third)"
    r" (?:letter|notice|request)|letter |recibimos |le )"
)


def from_rows(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    """Days of service of a table's rows: the date opens the row, stands in a cell of it, or under it."""
    printed = 0
    # claims that name their days of service themselves: the day before "Claim ..." is that of its entry
    dated = any(item.sure and found.dates_on(item.line) for item in found.labelled("service_date"))
    for line in found.sheet.lines:
        printed += bool(line.cells)
        if printed < _FIRST_LINES and not _is_coded_row(line):
            continue
        delimited = any(_DELIMITED.match(line.text, d.end - line.start) for d in found.dates_on(line.number)[:1])
        opening = _row_dates(found, line) if len(line.cells) > 1 or delimited else []
        rest = line.text[opening[-1].end - line.start :] if opening else ""
        if opening and (
            _NOT_A_DAY.search(head_over(found, line, opening[0])) or _is_heading(opening[0], rest, claimed)
        ):
            opening = []
        if opening and (_PAID_ROW.match(rest) or (dated and _CLAIM_NEXT.match(rest))):
            continue
        if opening and _PROVEN_ROW.search(rest) and not (_STAMPED.match(rest.strip()) or _STORY.match(rest)):
            yield Choice("service_date", opening[0], 1 if _UNPAID.search(rest) else 2)
            if len(opening) > 1 and opening[1].value > opening[0].value:
                yield Choice("service_end_date", opening[1], 2)
        inside = [d for d in found.dates_on(line.number) if (d.page, d.start) not in claimed]
        if len(inside) == 1 and not opening and _in_a_row(found, line, inside[0]):
            yield Choice("service_date", inside[0], 2 if _CLAIM_WORD.search(line.text) else 3)
        elif len(inside) == 1 and _under_a_row(found, line):
            yield Choice("service_date", inside[0], 4)
        if not inside and not opening:
            yield from _unmarked(found, line)


def _is_coded_row(line: Line) -> bool:
    """A row of care as near the top as a tile prints it: a code in a cell of its own, and an amount."""
    return any(_CODE_ALONE.fullmatch(cell.text) for cell in line.cells) and _AMOUNT.search(line.text) is not None


def _is_heading(seen: DateSeen, rest: str, claimed: Claimed) -> bool:
    """Whether a date with fields behind it heads the paper: it is claimed, or no amount follows but a label does."""
    return (seen.page, seen.start) in claimed or (_FIELD.search(rest) is not None and _AMOUNT.search(rest) is None)


def _in_a_row(found: Survey, line: Line, seen: DateSeen) -> bool:
    """A cell of its own, or the end of a service's words, in a row with an amount, under no head of another kind."""
    cell = next((cell for cell in line.cells if cell.start <= seen.start < cell.end), None)
    if cell is None or len(line.cells) < 3 or _AMOUNT.search(line.text) is None or cell.end != seen.end:
        return False
    lead = folded(cell.text[: seen.start - cell.start])
    named = cell is line.cells[0] and names_service(lead) and not _NEVER.search(lead)
    return (cell.start == seen.start or named) and not _NOT_A_DAY.search(head_over(found, line, seen))


def _under_a_row(found: Survey, line: Line) -> bool:
    above = found.sheet.lines[line.number - 1] if line.number > 10 else line
    short = len(line.cells) == 1 and len(line.cells[0].text) <= 16
    return short and above is not line and len(_AMOUNT.findall(above.text)) >= 2


def _row_dates(found: Survey, line: Line) -> list[DateSeen]:
    inside = found.dates_on(line.number)
    if not inside:
        inside = [
            DateSeen(value, line.page, line.start + begin, line.start + end, line.number)
            for begin, end, value in compact_dates(folded(line.text))
        ]
    if not inside:
        return []
    lead = line.text[: inside[0].start - line.start].strip(_BULLETS)
    if lead and not re.fullmatch(r"\d{1,3}|[A-Z]", lead):
        return []
    second = inside[1:2] if inside[1:] and inside[1].start - inside[0].end <= 6 else []
    return inside[:1] + second


def _unmarked(found: Survey, line: Line) -> Iterator[Choice]:
    """A day without its year, or six figures in a row, in a column that asks for a day of service."""
    if _AMOUNT.search(line.text) is None or len(line.cells) < 2:
        return
    days = [*_six_figures(line), *(seen for seen in found.short if seen.line == line.number)]
    for seen in days[:1]:
        head = head_over(found, line, seen)
        opens = not line.text[: seen.start - line.start].strip(" |*.)0123456789")
        code = _CLAIM_WORD.search(line.text[seen.end - line.start :])
        if not _NOT_A_DAY.search(head) and (_OF_SERVICE.search(head) or (opens and code)):
            yield Choice("service_date", seen, 2 if _UNPAID.search(line.text) else 3)


def _six_figures(line: Line) -> Iterator[DateSeen]:
    """ "091526", or the year of the second in "0902    090226"."""
    for match in _SIX.finditer(line.text):
        figures = f"{match['from'].strip()}{match['day'][4:]}" if match["from"] else match["day"]
        for _, _, value in compact_dates(f"{figures}-{figures}")[:1]:
            yield DateSeen(value, line.page, line.start + match.start(), line.start + match.end(), line.number)


def beside_parties(found: Survey, claimed: Claimed) -> Iterator[Choice]:
    """A day alone in its cell, or behind the words of a service, beside a provider, a network status or a claim."""
    printed = 0
    summary = any(_SUMMARY.search(line.text) for line in found.sheet.lines[:8])
    for line in found.sheet.lines:
        printed += bool(line.cells)
        coded = any(_CODE_ALONE.fullmatch(cell.text) for cell in line.cells)
        if printed <= _FIRST_LINES and not (coded or heads_rows(found, line)):
            continue
        for cell in line.cells:
            inside = [d for d in found.dates_on(line.number) if cell.start <= d.start < cell.end]
            if not inside or len(inside) > 2 or (inside[0].page, inside[0].start) in claimed:
                continue
            if _is_service(found, line, cell, inside, summary):
                yield Choice("service_date", inside[0], 4)
                if len(inside) == 2 and inside[1].value > inside[0].value:
                    yield Choice("service_end_date", inside[1], 4)


def _is_service(found: Survey, line: Line, cell: Cell, inside: list[DateSeen], summary: bool) -> bool:
    lead, tail = cell.text[: inside[0].start - cell.start], cell.text[inside[-1].end - cell.start :]
    if tail.strip(" .)") or len(lead) > 90:
        return False
    bare = not lead.strip() or _SEEN.fullmatch(lead) is not None
    if not bare:
        words = folded(lead)
        plain = _NEVER.search(words) is None and _SENTENCE.search(words) is None and ":" not in lead[-3:]
        return len(line.cells) <= 2 and names_service(words) and plain
    place = line.cells.index(cell)
    others = [c.text for c in line.cells if c is not cell]
    beside = [c.text for c in line.cells[max(0, place - 1) : place + 2] if c is not cell]
    coded = any(_CODE_ALONE.fullmatch(text) for text in others) and not _lists_approvals(found, line)
    if any(_STORY.match(text) for text in beside):
        return False
    if coded or any(_COMPANY.search(text) or _is_provider(text) for text in others):
        return not any(_NEVER.search(folded(text)) for text in beside)
    if others or len(inside) > 1:
        return False
    near = [n for n in found.sheet.lines[line.number + 1 : line.number + 3] if n.cells]
    coded = bool(near) and _CODE_ALONE.fullmatch(near[0].text.strip()) is not None
    return coded or (summary and line.number > 4)


def _lists_approvals(found: Survey, line: Line) -> bool:
    """Whether a table says what was asked and approved: its days are those of an approval."""
    above = found.sheet.lines[max(0, line.number - 6) : line.number]
    return any(_APPROVED.search(folded(near.text)) for near in above)


def _is_provider(text: str) -> bool:
    name = organisation(text)
    return name is not None and ":" not in name and is_care_provider(name)


def heads_rows(found: Survey, line: Line) -> bool:
    """A line that closes with its day, under the paper's own, and has a row of code and amount right below it."""
    below = next((near for near in found.sheet.lines[line.number + 1 : line.number + 3] if near.cells), None)
    earlier = next(iter(found.lines_with_dates), line.number) < line.number
    if below is None or not earlier or len(line.cells) < 2 or found.dates_on(below.number):
        return False
    return _CODE_ALONE.fullmatch(below.cells[0].text.split()[0]) is not None and _AMOUNT.search(below.text) is not None


def heads_a_claim(found: Survey, line: Line) -> bool:
    """A date alone over a claim's number, as a Medicare summary prints it."""
    around = found.sheet.lines[line.number + 1 : line.number + 4]
    called = any(_CALLED.search(near.text) for near in around[:1])
    if line.number > 4 and called and any(_SUMMARY.search(above.text) for above in found.sheet.lines[:8]):
        return True
    if _between_provider_and_claim(found, line):
        return True
    return line.number > 8 and any(CLAIM_HEAD.match(cell.text) for near in around for cell in near.cells)


def _between_provider_and_claim(found: Survey, line: Line) -> bool:
    """ "Dermatology of the Piedmont", "Sep 17, 2026", "Claim  MC88-0917-33516", one under the other."""
    above, below = found.sheet.lines[max(0, line.number - 1)], found.sheet.lines[line.number + 1 : line.number + 2]
    named = above is not line and bool(above.cells) and _is_provider(above.cells[0].text)
    return named and any(_CLAIM_AND_NUMBER.match(near.text) for near in below)
