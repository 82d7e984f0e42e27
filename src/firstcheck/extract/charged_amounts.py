"""Amounts that no label announces: the one sum charged beside a service, and the segments of a raw remittance.

Takes a Section; gives Stated amounts, trusted less than labelled ones.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from firstcheck.extract.amount_words import amount_labels
from firstcheck.extract.amounts import amounts
from firstcheck.extract.claims import Section
from firstcheck.extract.layout import source, source_of
from firstcheck.extract.lexicon import folded
from firstcheck.extract.stated_amounts import Stated, open_lines, open_sentences
from firstcheck.extract.survey import survey
from firstcheck.extract.told_amounts import charge_of
from firstcheck.facts.fact import Confidence, Source, Status

#: CLP*number*status*billed*paid*owed of an 835; "PR 242 1150.00", what the payer gave to the patient.
_CLAIM_SEGMENT = re.compile(
    r"\bCLP\*[^*\s]{1,40}\*\d{1,2}\*(?P<billed_amount>\d+(?:\.\d+)?)\*(?P<plan_paid>\d+(?:\.\d+)?)"
    r"\*(?P<patient_responsibility>\d+(?:\.\d+)?)?"
)
_TOGETHER = re.compile(
    r"\b(?:together|altogether|in all|in total|all told|for a total|the two|both|en total|en conjunto|junt[oa]s)\b"
    r".{0,24}$"
)
_PATIENT_GROUP = re.compile(r"(?<![\w-])PR\s?[-*]?\s?\d{1,3}[\s*]{1,12}\$?(\d[\d,]*\.\d{2})(?![\w.])")


def charged(section: Section) -> Iterator[Stated]:
    """The one sum of a line that names the claim or its services, where the paper names no other such sum."""
    found: dict[Decimal, Stated] = {}
    lines = list(open_lines(section))
    said = list(open_sentences(section))
    pieces = [(p.text, p.page, p.start, p.end) for p in lines] + [(p.text, p.page, p.start, p.end) for p in said]
    for text, page, start, end in pieces:
        amount = charge_of(text)
        if amount is not None and not amount_labels()[0].search(folded(text)[max(0, amount.start - 28) : amount.start]):
            place = source(section.sheet, page, start, end)
            value = abs(amount.value)
            found[value] = Stated("billed_amount", value, 8, place, Status.READ, Confidence.MEDIUM)
    if len(found) == 1:
        yield from found.values()


def added_up(section: Section) -> Iterator[Stated]:
    """The sum that a paragraph makes of the charges it names: "$126.00 ... $35.00. Together that is $161.00"."""
    for paragraph in survey(section.sheet).paragraphs:
        if not section.first_line <= paragraph.first_line <= section.last_line:
            continue
        low, earlier = folded(paragraph.text), list[Decimal]()
        for amount in amounts(paragraph.text):
            if len(earlier) >= 2 and amount.value == sum(earlier, Decimal(0)) and _TOGETHER.search(low[: amount.start]):
                place = source_of(section.sheet, paragraph.page, paragraph.spans)
                yield Stated("billed_amount", amount.value, 4, place, Status.DERIVED, Confidence.MEDIUM)
                return
            earlier.append(amount.value)


def in_segments(section: Section) -> Iterator[Stated]:
    """Amounts of a remittance printed raw: the claim segment, and adjustments of the patient's group."""
    owed: list[tuple[Decimal, Source]] = []
    for line in open_lines(section):
        claim = _CLAIM_SEGMENT.search(line.text)
        place = source(section.sheet, line.page, line.cells[0].start, line.cells[-1].end)
        for name, text in claim.groupdict().items() if claim else ():
            if text:
                yield Stated(name, Decimal(text).quantize(Decimal("0.01")), 4, place)
        owed += [(Decimal(m[1].replace(",", "")), place) for m in _PATIENT_GROUP.finditer(line.text)]
    if owed:
        whole = sum((value for value, _ in owed), Decimal(0))
        yield Stated("patient_responsibility", whole, 9, owed[0][1], Status.DERIVED, Confidence.MEDIUM)
