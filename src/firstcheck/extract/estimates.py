"""The price that a written estimate named, where a bill or a person speaks of it.

Takes folded words, or the lines of a paper; gives the amount in US dollars. A range, or several
estimates, gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from firstcheck.extract.amounts import amounts
from firstcheck.extract.layout import Line, Sheet, source, source_of
from firstcheck.extract.lexicon import folded
from firstcheck.extract.stance import Stance
from firstcheck.facts.fact import Confidence, Fact, Status

_AMOUNT = (
    r"\$ *(?P<sum>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{3,6}(?:\.\d\d)?)"
    r"|(?P<bare>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{3,6}\.\d\d)"
)
_ESTIMATED = re.compile(
    r"\b(?:good[- ]faith estimate|estimated? (?:total|charges?|cost|price)?|estimate|presupuesto|estimado)\b"
    rf"[^.$]{{0,60}}?(?:{_AMOUNT})"
)
#: A field of a bill that gives the estimate, and the head of a column that does.
_FIELD = re.compile(
    r"(?:your |the |su |el )?(?:original |first |written |escrito )?"
    r"(?:good[- ]faith estimate|estimated? (?:total|charges?|cost|price)|estimate|presupuesto|estimado)\b"
)
_COLUMN = re.compile(r"(?:good[- ]faith )?(?:estimated?|presupuesto|estimado)(?: (?:price|cost|charges?|total))?:?")
_WHOLE = re.compile(r"(?:sub)?total\b|(?:amount|balance) due\b|saldo\b")
#: How far, in characters, an amount may stand from the head of its column.
_ASIDE = 6


def estimated_amount(words: str) -> Decimal | None:
    """The one amount that folded words give as an estimate; None where they give none or several."""
    found = {Decimal((m["sum"] or m["bare"]).replace(",", "")) for m in _ESTIMATED.finditer(words)}
    return found.pop() if len(found) == 1 else None


def read_estimate(sheet: Sheet, stances: Sequence[Stance]) -> list[Fact]:
    """The estimate a paper speaks of, as a fact: in a column, in a field, else in its sentences where they agree."""
    for found in (list(_in_columns(sheet)), list(_in_fields(sheet)), list(_told(sheet, stances))):
        if found:
            return found[:1] if len({fact.value for fact in found}) == 1 else []
    return []


def _told(sheet: Sheet, stances: Sequence[Stance]) -> Iterator[Fact]:
    for stance in stances:
        amount = estimated_amount(stance.words)
        if amount is not None:
            where = source_of(sheet, stance.sentence.page, stance.sentence.spans)
            yield Fact("estimate_amount", amount, Status.READ, Confidence.MEDIUM, None, where)


def _in_fields(sheet: Sheet) -> Iterator[Fact]:
    """`Good-faith estimate given 08/27/2026   $610.00`: a line that opens with the word and holds one amount."""
    for line in sheet.lines:
        if line.cells and _FIELD.match(folded(line.cells[0].text)):
            found = [amount.value for amount in amounts(line.text)]
            if len(found) == 1:
                yield _printed(sheet, line, found[0])


def _in_columns(sheet: Sheet) -> Iterator[Fact]:
    """The total of a column headed `Estimate`."""
    heads = [(line, cell.column) for line in sheet.lines for cell in line.cells if _is_head(line, cell.text)]
    for head, column in heads[:1]:
        for line in sheet.lines[head.number + 1 :]:
            if line.cells and _WHOLE.match(folded(line.cells[0].text)):
                under = [c for c in line.cells[1:] if abs(c.column - column) <= _ASIDE]
                found = [amount.value for cell in under for amount in amounts(cell.text)]
                if len(found) == 1:
                    yield _printed(sheet, line, found[0])


def _is_head(line: Line, text: str) -> bool:
    return len(line.cells) > 1 and _COLUMN.fullmatch(folded(text)) is not None and not list(amounts(line.text))


def _printed(sheet: Sheet, line: Line, value: Decimal) -> Fact:
    where = source(sheet, line.page, line.cells[0].start, line.cells[-1].end)
    return Fact("estimate_amount", value, Status.READ, Confidence.MEDIUM, None, where)
