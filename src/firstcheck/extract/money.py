"""Amounts of a claim as a whole: billed, allowed, paid, owed, and the patient's shares.

Takes a Section or a Sheet; gives Facts, the most trusted first, one for each name. A total printed under the claim's
table wins, then a labelled amount, then one met in a sentence; a missing total is derived from lines that all print it.
Running totals of a year, limits and premiums are never read.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

import msgspec

from firstcheck.extract.amounts import MONEY, Amount, amounts, parse_money, spoken
from firstcheck.extract.claims import Section, claim_sections
from firstcheck.extract.layout import Line, Sentence, Sheet, source
from firstcheck.extract.lexicon import folded, reading
from firstcheck.extract.lines import money_of
from firstcheck.extract.survey import survey
from firstcheck.extract.tables import Kind, Row
from firstcheck.facts.fact import Confidence, Fact, Source, Status

NAMES = {
    "billed": "billed_amount",
    "allowed": "allowed_amount",
    "paid": "plan_paid",
    "patient_responsibility": "patient_responsibility",
    "deductible": "deductible",
    "coinsurance": "coinsurance",
    "copay": "copay",
}
_BETWEEN = re.compile(
    r"(?:\s?\([^()$]{0,40}\))?[\s:=.·…>|\-–—*_]{0,80}(?:(?:is|was|were|are|of|in the amount of|the amount of|totaling|totalling|totaled|total|equals|only|us|por|de|es|fue|son|era|un total de|a total of|up to date"
    r"|su copago de|your copay of|a copay of|by plan|the sum of|la suma de|no more than|amount)\s?[:=]?\s{0,3}){0,3}(?:\([^()$]{0,40}\)[\s:]{0,3})?"
)
_RUNNING = re.compile(
    r"year[\s-]to[\s-]date|\bytd\b|\baccumulat|\bso far\b|\bto date\b|\bthis year\b|\bper year\b|\beach year\b|\bannual|\ba year\b|\bremaining\b|\b(?:deductible|maximum|limit) (?:is |has been )?(?:met|used)\b|\bmet\b(?=\s*[:$]|\s{2,}|$)"
    r"|\blimits?\b|\bmaximums?\b|\bout[\s-]of[\s-]pocket (?:max|lim)|\bpremiums?\b|\bacumulad|\bhasta la fecha\b|\beste ano\b|\blimite\b|\bmaximo\b|\bprimas?\b|\brestante\b|\bestimat|\bestima|\bexample\b|\bejemplo\b|\bfirst \$|\bper (?:month|visit|day)\b|\bal mes\b|\bpor visita\b"
    r"|\bin[\s-]network:|\bwould\b|\bif you\b|\bsi usted\b|\bthis month\b|\bgrace\b|\bwhere you stand\b|\bplan year\b|\bbenefit period\b|\bcontroversy\b"
)
_AFTER = re.compile(r"\s{0,3}(?:of|de|/|out of|toward|hacia)\s{0,3}\$|\s?(?:per|a|each|por)\s(?:month|year|visit|day|mes|a[nñ]o|visita)|\s?(?:limit|maximum|max\b|remaining|met\b|deductible|out of pocket)")
_BEHIND = re.compile(
    r"\s{1,2}(?:(?P<owed>(?:is|will be|are|es|sera|seria|remains|may be)\s(?:your|the (?:member|patient|insured)'?s?|su|la)\s(?:\w+\s)?(?:responsibility|share|liability|responsabilidad|parte))"
    r"|(?P<billed>(?:was|were|in charges|charged by|billed by|en cargos|in billed charges)\b))"
)
_WHOLE_CLAIM = Confidence.MEDIUM

Paper: TypeAlias = Section | Sheet


class _Found(msgspec.Struct, frozen=True):
    name: str
    value: Decimal
    rank: int
    source: Source | None
    status: Status = Status.READ
    confidence: Confidence = Confidence.HIGH


def totals(paper: Paper) -> list[Fact]:
    """The claim's totals. A Sheet is read as its only claim; of a paper with several claims only what each Section holds."""
    section = paper if isinstance(paper, Section) else _only(paper)
    if section is None:
        return []
    best: dict[str, _Found] = {}
    for found in _all(section):
        kept = best.get(found.name)
        if kept is None or found.rank < kept.rank:
            best[found.name] = found
    ordered = (best[name] for name in NAMES.values() if name in best)
    return [Fact(found.name, found.value, found.status, found.confidence, None, found.source) for found in ordered]


def _only(sheet: Sheet) -> Section | None:
    sections = claim_sections(sheet)
    return sections[0] if len(sections) == 1 else None


def _all(section: Section) -> Iterator[_Found]:
    yield from _printed_totals(section)
    yield from _labelled(section)
    yield from _in_sentences(section)
    yield from _derived(section)
    if not section.rows and not section.alone:
        yield from _listed(section)


def _printed_totals(section: Section) -> Iterator[_Found]:
    """The total row of the claim's table, or its only line."""
    rows = [row for row in section.rows if row.kind is Kind.TOTAL][-1:]
    services = [row for row in section.rows if row.kind is Kind.SERVICE]
    if len(services) == 1:
        rows += services
    for rank, row in enumerate(rows):
        for role, name in NAMES.items():
            value = money_of(row, role)
            if value is not None:
                yield _Found(name, value, rank, _where(section, row, role))


def _where(section: Section, row: Row, role: str) -> Source:
    field = row.all(role)[-1]
    return source(section.sheet, row.page, min(row.start, field.start), max(row.end, field.end))


def _derived(section: Section) -> Iterator[_Found]:
    """Sums of lines that all print the amount."""
    services = [row for row in section.rows if row.kind is Kind.SERVICE]
    if len(services) < 2:
        return
    for role, name in NAMES.items():
        values = [money_of(row, role) for row in services]
        printed = [value for value in values if value is not None]
        if len(printed) == len(values):
            place = source(section.sheet, services[0].page, services[0].start, services[0].end)
            yield _Found(name, sum(printed, Decimal(0)), 8, place, Status.DERIVED, Confidence.MEDIUM)


def _listed(section: Section) -> Iterator[_Found]:
    """A claim on a list of claims, one a line, with one amount: what was charged."""
    line = section.sheet.lines[section.first_line]
    for line in section.sheet.lines[section.first_line : section.last_line + 1]:
        found = list(amounts(line.text))
        if section.claim_number and section.claim_number in line.text and len(found) == 1:
            place = source(section.sheet, line.page, line.start + found[0].start, line.start + found[0].end)
            yield _Found("billed_amount", found[0].value, 6, place, Status.READ, Confidence.MEDIUM)


@lru_cache(maxsize=1)
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {phrase: name for name, phrases in reading("amounts").items() for phrase in phrases}
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[\s]{1,2}") for phrase in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w'])"), names


def _labelled(section: Section) -> Iterator[_Found]:
    """Amounts beside or below their label in the section's lines, tables left out."""
    taken = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    heading = ""
    for line in section.sheet.lines[section.first_line : section.last_line + 1]:
        if not line.cells:
            heading = ""
            continue
        heading = heading or folded(line.text)
        if line.number in taken or _is_running(folded(line.text)) or _is_running(heading):
            continue
        yield from _beside(section, line)
        if len(line.cells) <= 6 and not MONEY.search(line.text):
            yield from _below(section, line)


def _is_running(text: str) -> bool:
    return _RUNNING.search(text) is not None


def _beside(section: Section, line: Line) -> Iterator[_Found]:
    edges = {cell.start - line.start for cell in line.cells}
    for name, label, amount in _pairs(line.text):
        before = line.text[:label].rstrip(" ")[-1:]
        fielded = label in edges or before in ("", ":", "|", ">", "-", "(", ".", ";", "•", "*")
        explicit = ":" in line.text[label : amount.start] or line.text[label : amount.start].count("  ") > 0 or ".." in line.text[label : amount.start]
        if fielded and (explicit or len(line.cells) <= 4):
            yield _found(section, line.page, name, amount, line.start, 2 if explicit else 3)


def _found(section: Section, page: int, name: str, amount: Amount, shift: int, rank: int) -> _Found:
    place = source(section.sheet, page, shift + amount.start, shift + amount.end)
    if name == "weak":
        return _Found("patient_responsibility", amount.value, 9, place, Status.READ, Confidence.LOW)
    return _Found(name, amount.value, rank, place, Status.READ, Confidence.HIGH if rank < 4 else Confidence.MEDIUM)


def _pairs(text: str) -> Iterator[tuple[str, int, Amount]]:
    """Labels with the amount that follows each: name, where the label begins, the amount."""
    pattern, names = _labels()
    low = folded(text)
    spoken_here = {amount.start: amount for amount in spoken(text)}
    for label in pattern.finditer(low):
        name = names[" ".join(label[0].split())]
        between = _BETWEEN.match(low, label.end())
        at = between.end() if between else label.end()
        found = next(amounts(text, label.end(), min(len(text), at + 24)), None)
        amount = found if found is not None and found.start <= at + 1 else spoken_here.get(at)
        if amount is None or name == "other" or _AFTER.match(low, amount.end):
            continue
        yield name, label.start(), amount


def _below(section: Section, line: Line) -> Iterator[_Found]:
    """Labels that fill a cell with their amount in the line below, as on a card."""
    pattern, names = _labels()
    below = next((l for l in section.sheet.lines[line.number + 1 : line.number + 2] if l.cells), None)
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
            yield _Found(name, value, 3, source(section.sheet, below.page, under[0].start, under[0].end))


def _in_sentences(section: Section) -> Iterator[_Found]:
    rows = {number for row in section.rows for number in range(row.first_line, row.last_line + 1)}
    for sentence in survey(section.sheet).sentences:
        inside = section.alone or section.first_line <= sentence.first_line <= section.last_line
        if not inside or sentence.first_line in rows or _is_running(folded(sentence.text)):
            continue
        yield from _said(section, sentence)


def _said(section: Section, sentence: Sentence) -> Iterator[_Found]:
    place = Source(section.sheet.index, sentence.page, sentence.text, None)
    for name, _, amount in _pairs(sentence.text):
        found = _Found(name, amount.value, 5, place, Status.READ, Confidence.MEDIUM)
        if name in NAMES.values():
            yield msgspec.structs.replace(found, source=_place(section, sentence))
    low = folded(sentence.text)
    for amount in amounts(sentence.text):
        behind = _BEHIND.match(low, amount.end)
        if behind:
            name = "patient_responsibility" if behind["owed"] else "billed_amount"
            yield _Found(name, amount.value, 6, _place(section, sentence), Status.READ, Confidence.MEDIUM)


def _place(section: Section, sentence: Sentence) -> Source:
    from firstcheck.extract.layout import source_of

    return source_of(section.sheet, sentence.page, sentence.spans)
