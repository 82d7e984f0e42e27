"""Amounts of a claim in fields and sentences: beside their label, below it, or said in words.

Takes a Section; gives the amounts with the fact each stands for. Running totals of a year, limits, premiums and what
another letter said are passed over or trusted less.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from firstcheck.extract.amount_words import NO_SUM, amount_labels, announced
from firstcheck.extract.amounts import MONEY, Amount, amounts, parse_money, spoken
from firstcheck.extract.blocks import labelled_amounts
from firstcheck.extract.claims import Section
from firstcheck.extract.layout import Line, Sentence, source, source_of
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import survey
from firstcheck.extract.told_amounts import told
from firstcheck.facts.fact import Confidence, Source, Status

NAMES = {
    "billed": "billed_amount",
    "allowed": "allowed_amount",
    "paid": "plan_paid",
    "patient_responsibility": "patient_responsibility",
    "deductible": "deductible",
    "coinsurance": "coinsurance",
    "copay": "copay",
}
_RUNNING = re.compile(
    r"year[\s-]to[\s-]date|\bytd\b|\baccumulat|\bso far\b|\bto date\b|\bthis year\b|\bper year\b"
    r"|\beach year\b|\bannual|\ba year\b|\bremaining\b(?! (?:balance |amount )?(?:of )?\$)"
    r"|\b(?:deductible|maximum|limit) (?:is "
    r"|has been )?(?:met|used)\b|\bmet\b(?=\s*[:$]|\s{2,}|$)"
    r"|\blimits?\b|\bmaximums?\b|\bout[\s-]of[\s-]pocket (?:max|lim)|\bpremiums?\b|\bacumulad"
    r"|\bhasta la fecha\b|\beste ano\b|\blimite\b|\bmaximo\b|\bprimas?\b|\brestante\b|\bestimat"
    r"|\bestima(?!d[oa]s? [a-z])|\byour other\b|\bsus otr[oa]s\b|\bfor comparison\b"
    r"|(?<![.@\w])example\b|\bejemplo\b|\bfirst \$|\bper (?:month|visit|day)\b|\bal mes\b|\bpor visita\b"
    r"|\bin[\s-]network:|\bwould\b|\bif you\b|\bsi usted\b|\bthis month\b|\bgrace\b|\bwhere you stand\b"
    r"|\bplan year\b|\bfor 20\d\d\b|\bin 20\d\d\b|\bpara 20\d\d\b|\bbenefit period\b|\bcontroversy\b"
)
_BEHIND = re.compile(
    r"\s{1,2}(?:(?P<owed>(?:is|will be|are|es|sera|seria|remains|may be)\s(?:your|the (?:member|patient"
    r"|insured)'?s?|su|la)\s(?:\w+\s)?(?:responsibility|share|liability|responsabilidad|parte))"
    r"|(?P<billed>(?:(?:was|were)(?! (?:not )?"
    r"(?:received|paid|sent|issued|mailed|allow|appro|appl|collect|taken|refund|held|withheld|deduct))"
    r"|in charges|charged by|billed by|billed|charged|en cargos|in billed charges)\b))"
)
#: What a collector added and took off since a day: "fees + $0.00  interest + $0.00  paid - $0.00".
_DEBT_RUN = re.compile(r"\binterest\b.{0,60}\bfees?\b|\bfees?\b.{0,60}\binterest\b|\btoward the debt\b")
#: What a line or sentence about money cannot do without.
_MAYBE = re.compile(
    r"\$|\.[\dOolI]{2}(?!\w)|,\d{2}(?!\w)|d[oó]l+ar|nothing|zero|nada|no benefits?|no payment|not (?:owe|have)"
    r"|n't owe|no tiene que"
)
_NOTHING = re.compile(
    r"\b(?:paid|pay|pays|paying) nothing\b|\bpaid at (?:zero|nothing|\$0)\b"
    r"|\bprocessed(?: on)?(?: [\w/,]+){0,3}:? (?:zero|at zero|\$0)\b"
    r"|\bno (?:benefits?|payment) (?:is|was|were|are|has been"
    r"|have been|will be|can be) (?:paid|made|issued|payable)\b|\b(?:no se ha pagado"
    r"|no (?:hemos )?pagamos|no (?:se )?pago|no hemos pagado) nada\b"
)
_OWES_NOTHING = re.compile(
    r"\byou (?:owe nothing|do not owe (?:anything|any)|don't owe (?:anything|any)"
    r"|do not have to pay (?:this|for this|anything|the)|pay nothing)\b"
    r"|\b(?:usted )?no (?:debe nada|tiene que pagar (?:nada|est[ae]|por est[ae]))\b"
)
_FOR_NOW = re.compile(r"\b(?:now|yet|until|while|if|unless|por ahora|todavia|hasta|mientras|si|aun)\b")
_ABOUT_A_BILL = re.compile(r"\b(?:claim|bill|charge|invoice|reclamacion|reclamo|factura|cuenta)\b")
_NAMED_AMOUNT = re.compile(
    r"(?:[,(]|\bfor|\bof|\bpor|\bde|\bin all|\bpedia|\basked for|\basking|\bpide|\s{2})\s?\(?\s?$"
)


#: How much less an amount counts that stands in the message answered.
_ANSWERED = 6
#: A few words before the label of a field: "What they may bill you:".
_LEADS = re.compile(r"(?!.*\bin the $)(?:[^\W\d]+\s){1,3}")


class Stated(msgspec.Struct, frozen=True):
    """An amount of the claim with its fact name; the lowest `rank` is trusted most."""

    name: str
    value: Decimal
    rank: int
    source: Source | None
    status: Status = Status.READ
    confidence: Confidence = Confidence.HIGH


def labelled(section: Section) -> Iterator[Stated]:
    """Amounts beside or below their label in the section's lines, tables left out."""
    taken = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    heading = ""
    for line in section.sheet.lines[section.first_line : section.last_line + 1]:
        if not line.cells:
            heading = ""
            continue
        heading = heading or folded(line.text)
        if line.number in taken or not (_MAYBE.search(line.text) or _heads_amounts(section, line)):
            continue
        if _is_running(folded(line.text)) or _is_running(heading):
            continue
        below = len(line.cells) <= 6 and not MONEY.search(line.text)
        found = (*_in_cells(section, line), *_beside(section, line), *(_below(section, line) if below else ()))
        yield from (_after_answer(stated, line) for stated in found)


def _after_answer(stated: Stated, line: Line) -> Stated:
    """An amount of the message that was answered counts less than one of the answer: it may have been changed."""
    answered = line.text.lstrip().startswith(">")
    return msgspec.structs.replace(stated, rank=stated.rank + _ANSWERED) if answered else stated


def _heads_amounts(section: Section, line: Line) -> bool:
    below = section.sheet.lines[line.number + 1 : line.number + 2]
    return bool(below) and bool(below[0].cells) and parse_money(below[0].cells[0].text) is not None


def _is_running(text: str) -> bool:
    return _RUNNING.search(text) is not None or _DEBT_RUN.search(text) is not None


def _in_cells(section: Section, line: Line) -> Iterator[Stated]:
    """Amounts in a cell of their own behind the cell that names them."""
    for field in labelled_amounts(line):
        value = parse_money(field.text)
        low = folded(line.text)
        if value is not None and field.role in NAMES and not NO_SUM.match(low, field.end - line.start):
            place = source(section.sheet, line.page, line.cells[0].start, field.end)
            yield Stated(NAMES[field.role], value, 3, place)


def _beside(section: Section, line: Line) -> Iterator[Stated]:
    edges = {cell.start - line.start for cell in line.cells}
    for name, label, amount in announced(line.text):
        before = line.text[:label].rstrip(" ")[-1:]
        if _runs_on(section, line, label):
            continue
        opening = line.text[max((edge for edge in edges if edge <= label), default=0) : label]
        # a payment taken off a bill: "Less: Lake Insurance payment    -$114.00"
        credited = name == "plan_paid" and line.text[amount.start] in "-−–"
        fielded = (
            credited or label in edges or before in ("", ":", "|", ">", "-", "•", "*", "/") or _LEADS.fullmatch(opening)
        )
        explicit = (
            ":" in line.text[label : amount.start]
            or line.text[label : amount.start].count("  ") > 0
            or ".." in line.text[label : amount.start]
        )
        if fielded and (explicit or len(line.cells) <= 4):
            yield _found(section, line, name, amount, rank=2 if explicit else 3)


def _runs_on(section: Section, line: Line, label: int) -> bool:
    """Whether a line begins within "in the amount of", whose first words end the line above."""
    above = section.sheet.lines[max(0, line.number - 1)].text.rstrip()
    first = not line.text[:label].strip() and folded(line.text[label:]).startswith("amount of")
    return first and above.endswith(" in the")


def _found(section: Section, line: Line, name: str, amount: Amount, *, rank: int) -> Stated:
    place = source(section.sheet, line.page, line.start + amount.start, line.start + amount.end)
    if name == "weak":
        return Stated("patient_responsibility", amount.value, 9, place, Status.READ, Confidence.LOW)
    return Stated(name, amount.value, rank, place, Status.READ, Confidence.HIGH if rank < 4 else Confidence.MEDIUM)


def _below(section: Section, line: Line) -> Iterator[Stated]:
    """Labels that fill a cell with their amount in the line below, as on a card."""
    pattern, names = amount_labels()
    below = next((under for under in section.sheet.lines[line.number + 1 : line.number + 2] if under.cells), None)
    if below is None or below.page != line.page:
        return
    for index, cell in enumerate(line.cells):
        match = pattern.fullmatch(folded(cell.text).rstrip(": "))
        if match is None:
            continue
        name = names[" ".join(match[0].split())]
        same = len(below.cells) == len(line.cells)
        under = [c for c in below.cells if abs(c.column - cell.column) <= 3] or ([below.cells[index]] if same else [])
        value = parse_money(under[0].text) if under else None
        if value is not None and name in NAMES.values():
            yield Stated(name, value, 3, source(section.sheet, below.page, under[0].start, under[0].end))


def in_sentences(section: Section) -> Iterator[Stated]:
    """Amounts said in the sentences of a claim; of a paper with one claim, in all its sentences."""
    rows = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    for sentence in survey(section.sheet).sentences:
        inside = section.alone or section.first_line <= sentence.first_line <= section.last_line
        if not inside or sentence.first_line in rows or not _MAYBE.search(sentence.text):
            continue
        beside = section.sheet.lines[sentence.first_line]
        if _is_running(folded(sentence.text)) or (len(beside.cells) > 1 and _is_running(folded(beside.text))):
            continue
        yield from (_after_answer(stated, beside) for stated in _said(section, sentence))


def _said(section: Section, sentence: Sentence) -> Iterator[Stated]:
    for name, _, amount in announced(sentence.text):
        # what an earlier letter said is quoted, and may have been changed since
        rank = 7 if _is_quoted(sentence.text, amount.start) else 5
        if name in NAMES.values():
            yield Stated(name, amount.value, rank, _place(section, sentence), Status.READ, Confidence.MEDIUM)
        elif name == "weak":
            yield Stated(
                "patient_responsibility", amount.value, 9, _place(section, sentence), Status.READ, Confidence.LOW
            )
    low = folded(sentence.text)
    if _OWES_NOTHING.search(low) and not _FOR_NOW.search(low):
        zero = Decimal("0.00")
        yield Stated("patient_responsibility", zero, 8, _place(section, sentence), Status.READ, Confidence.MEDIUM)
    if _NOTHING.search(low):
        yield Stated("plan_paid", Decimal("0.00"), 6, _place(section, sentence), Status.READ, Confidence.MEDIUM)
    for name, amount, rank in told(sentence.text):
        yield Stated(name, amount.value, rank, _place(section, sentence), Status.READ, Confidence.MEDIUM)
    yield from _unnamed(section, sentence, low)
    for amount in (*amounts(sentence.text), *spoken(sentence.text)):
        behind = _BEHIND.match(low, amount.end)
        if behind:
            name = "patient_responsibility" if behind["owed"] else "billed_amount"
            # behind a bracket the verb speaks of the claim that the brackets tell of
            bracketed = sentence.text[amount.end - 1] == ")"
            if bracketed and len(list(amounts(sentence.text))) > 1:
                continue
            rank = 7 if bracketed else 6
            yield Stated(name, amount.value, rank, _place(section, sentence), Status.READ, Confidence.MEDIUM)


def _is_quoted(text: str, at: int) -> bool:
    """Whether the place lies in a quotation, even one that began in a sentence before."""
    marks = [m.start() for m in re.finditer(r"[“”\"]", text)]
    before = sum(mark < at for mark in marks)
    return before % 2 == 1 or (before == 0 and len(marks) % 2 == 1)


def _unnamed(section: Section, sentence: Sentence, low: str) -> Iterator[Stated]:
    """The one amount of a sentence about a claim or a bill: what was charged."""
    found = list(amounts(sentence.text))
    if (
        len(found) != 1
        or found[0].value == 0
        or not _ABOUT_A_BILL.search(low)
        or any(amount_labels()[0].finditer(low[max(0, found[0].start - 30) : found[0].start]))
    ):
        return
    if _NAMED_AMOUNT.search(low[: max(found[0].start, low.find("$", found[0].start))]) and not NO_SUM.match(
        low, found[0].end
    ):
        yield Stated("billed_amount", abs(found[0].value), 7, _place(section, sentence), Status.READ, Confidence.MEDIUM)


def open_lines(section: Section) -> Iterator[Line]:
    """The lines of a claim outside its rows that say nothing of running sums."""
    rows = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    for line in section.sheet.lines[section.first_line : section.last_line + 1]:
        if line.cells and line.number not in rows and _MAYBE.search(line.text) and not _is_running(folded(line.text)):
            yield line


def open_sentences(section: Section) -> Iterator[Sentence]:
    """The sentences of a claim outside its rows that say nothing of running sums."""
    rows = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    for sentence in survey(section.sheet).sentences:
        inside = section.first_line <= sentence.first_line and sentence.last_line <= section.last_line
        tabled = not rows.isdisjoint(range(sentence.first_line, sentence.last_line + 1))
        if inside and not tabled and _MAYBE.search(sentence.text) and not _is_running(folded(sentence.text)):
            yield sentence


def _place(section: Section, sentence: Sentence) -> Source:
    return source_of(section.sheet, sentence.page, sentence.spans)
