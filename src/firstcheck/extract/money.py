"""Amounts of a claim as a whole: billed, allowed, paid, owed, and the patient's shares.

Takes a Section or a Sheet; gives Facts, the most trusted first, one for each name. A total printed under the claim's
table wins, then a labelled amount, then one met in a sentence; a missing total is derived from lines that all print it.
Running totals of a year, limits and premiums are never read.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import msgspec

from firstcheck.extract.amounts import amounts
from firstcheck.extract.charged_amounts import added_up, charged, in_segments
from firstcheck.extract.claims import Section, claim_sections
from firstcheck.extract.column_sums import sums_up
from firstcheck.extract.layout import Sheet, fold, source
from firstcheck.extract.lines import money_of
from firstcheck.extract.rows import Kind, Row
from firstcheck.extract.stated_amounts import NAMES, Stated, in_sentences, labelled
from firstcheck.facts.fact import Confidence, Fact, Source, Status

#: Lines from a row to the sum that belongs to it.
_RIGHT_BELOW = 5
Paper: TypeAlias = Section | Sheet


def totals(paper: Paper) -> list[Fact]:
    """The claim's totals. A Sheet is read as its only claim; of several claims each Section is asked for its own."""
    section = paper if isinstance(paper, Section) else _only(paper)
    if section is None:
        return []
    best: dict[str, Stated] = {}
    for found in _all(section):
        kept = best.get(found.name)
        if kept is None or found.rank < kept.rank:
            best[found.name] = found
    ordered = (best[name] for name in NAMES.values() if name in best)
    return [Fact(found.name, found.value, found.status, found.confidence, None, found.source) for found in ordered]


def _only(sheet: Sheet) -> Section | None:
    sections = claim_sections(sheet)
    return sections[0] if len(sections) == 1 else None


def _all(section: Section) -> Iterator[Stated]:
    yield from _printed_totals(section)
    said = list(labelled(section))
    yield from _below_lone_row(section, said)
    yield from said
    yield from in_sentences(section)
    yield from added_up(section)
    yield from charged(section)
    yield from in_segments(section)
    yield from _derived(section)
    if not section.rows and not section.alone:
        yield from _listed(section)


def _printed_totals(section: Section) -> Iterator[Stated]:
    """The total row of the claim's table, or its only line."""
    services = [row for row in section.rows if row.kind is Kind.SERVICE]
    rows = [row for row in section.rows if row.kind is Kind.TOTAL][-1:]
    if not rows and section.alone:
        # "All items" under the only claim is its total
        rows = [row for row in section.rows if row.kind is Kind.WIDER_TOTAL and sums_up(row, services)][-1:]
    if len(services) == 1:
        rows += services
    for rank, row in enumerate(rows):
        for role, name in NAMES.items():
            value = money_of(row, role)
            if value is not None:
                # a payment is taken off a bill with a minus sign
                credited = name == "plan_paid" and (money_of(row, "billed") or Decimal(0)) > 0
                yield Stated(name, abs(value) if credited else value, rank, _where(section, row, role))


def _below_lone_row(section: Section, said: list[Stated]) -> Iterator[Stated]:
    """What the person owes in all, right below the only line: the line's share and what lies above the allowance."""
    if len(section.rows) != 1 or section.rows[0].kind is not Kind.SERVICE:
        return
    row = section.rows[0]
    billed, share = money_of(row, "billed"), money_of(row, "patient_responsibility")
    near = {line.page: line.end for line in section.sheet.lines[row.last_line : row.last_line + _RIGHT_BELOW]}
    text = section.sheet.page(row.page).text[row.end : near[row.page]]
    for stated in said:
        whole = stated.name == "patient_responsibility" and stated.value == billed and (share or billed) < stated.value
        if whole and stated.source is not None and stated.source.page == row.page and stated.source.quote in fold(text):
            yield msgspec.structs.replace(stated, rank=-1)


def _where(section: Section, row: Row, role: str) -> Source:
    field = row.all(role)[-1]
    return source(section.sheet, row.page, min(row.start, field.start), max(row.end, field.end))


def _derived(section: Section) -> Iterator[Stated]:
    """Sums of lines that all print the amount."""
    services = [row for row in section.rows if row.kind is Kind.SERVICE]
    if len(services) < 2 or not all(row.first("procedure_code") for row in services):
        return
    for role, name in NAMES.items():
        values = [money_of(row, role) for row in services]
        printed = [value for value in values if value is not None]
        if len(printed) == len(values):
            place = source(section.sheet, services[0].page, services[0].start, services[0].end)
            yield Stated(name, sum(printed, Decimal(0)), 4, place, Status.DERIVED, Confidence.MEDIUM)


def _listed(section: Section) -> Iterator[Stated]:
    """A claim on a list of claims, one a line, with one amount: what was charged."""
    line = section.sheet.lines[section.first_line]
    for line in section.sheet.lines[section.first_line : section.last_line + 1]:
        found = list(amounts(line.text))
        if section.claim_number and section.claim_number in line.text and len(found) == 1:
            place = source(section.sheet, line.page, line.start + found[0].start, line.start + found[0].end)
            yield Stated("billed_amount", found[0].value, 6, place, Status.READ, Confidence.MEDIUM)
