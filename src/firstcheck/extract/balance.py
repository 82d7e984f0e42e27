"""Whether a bill beside the plan's statement asks for the part above the plan's price.

Takes a Sheet; gives a fact where the sum that a bill asks for is just what the statement leaves above the allowed one.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from firstcheck.extract.amounts import amounts
from firstcheck.extract.claims import claim_sections
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.facts.fact import Confidence, Fact, Status

_ASKED_FOR = re.compile(
    r"\b(?:(?:balance|amount|total) (?:now )?due|due now|new balance|account balance|pay this amount|please pay"
    r"|saldo (?:pendiente|a pagar)|total a pagar|pague esta cantidad)\b"
)


def read_balance(sheet: Sheet) -> Iterator[Fact]:
    """`bill_matches_statement` as false, with the line of a bill that asks for the rest; nothing where none does."""
    above = set(_above_price(sheet))
    for line in sheet.lines if above else ():
        asked = [amount.value for amount in amounts(line.text)] if _ASKED_FOR.search(folded(line.text)) else []
        if len(asked) == 1 and asked[0] in above:
            where = source(sheet, line.page, line.cells[0].start, line.cells[-1].end)
            yield Fact("bill_matches_statement", False, Status.READ, Confidence.MEDIUM, None, where)
            return


def _above_price(sheet: Sheet) -> Iterator[Decimal]:
    """What each line of a statement charges above its allowed amount, and all of a claim's lines together."""
    for section in claim_sections(sheet):
        over = [line.billed - line.allowed for line in section.lines if line.billed and line.allowed]
        yield from (value for value in (*over, sum(over, Decimal(0))) if value > 0)
