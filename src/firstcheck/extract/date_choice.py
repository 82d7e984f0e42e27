"""A date weighed for a purpose, and what stands over it in a table.

Takes places in a Survey; gives the words that dates.py and the readers of places share.
"""

import re

import msgspec

from firstcheck.extract.layout import Line
from firstcheck.extract.lexicon import folded
from firstcheck.extract.survey import Survey
from firstcheck.extract.written_dates import DateSeen

#: Places of dates that a label has claimed: page and offset.
Claimed = frozenset[tuple[int, int]]
CLAIM_HEAD = re.compile(r"(?i)^(?:claim (?:number|no)|n[uú]mero de reclamaci[oó]n|reclamaci[oó]n n)")
_REACH = 9


class Choice(msgspec.Struct, frozen=True):
    """A date that may be the fact `name`; the lower the rank, the surer."""

    name: str
    seen: DateSeen
    rank: int


def head_over(found: Survey, line: Line, seen: DateSeen) -> str:
    """The words of the column head over a date, folded; empty where no head is found near."""
    column = seen.start - line.start
    for above in reversed(found.sheet.lines[max(0, line.number - _REACH) : line.number]):
        if len(above.cells) >= 2 and not any(c.isdigit() for c in above.text):
            over = [c.text for c in above.cells if c.column - 6 <= column <= c.column + len(c.text) + 2]
            return folded(" ".join(over))
    return ""
