"""X12 835 remittances, whole interchanges and pasted pieces, to pages of segments and the claims in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from firstcheck.intake.claim_data import PaidClaim, Problem
from firstcheck.intake.document import Page, Reading
from firstcheck.intake.encoding import decode
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import CERTAIN, NAMED, Pages, Reader, suffix
from firstcheck.intake.x12.balance import pair_reversals
from firstcheck.intake.x12.blocks import stretches
from firstcheck.intake.x12.delimiters import find_delimiters
from firstcheck.intake.x12.remittance import RemittanceReader
from firstcheck.intake.x12.values import name as decoded

#: One case is a few claims; whole files of them are for bulk.
MOST_CLAIMS = 300
PAGE_SEGMENTS = 60
_SHOWN_PROBLEMS = 4
_NAMES = frozenset({"835", "edi", "x12", "era"})
_MANY = (
    f"This payment file holds more than {MOST_CLAIMS} claims. `firstcheck bulk FILE -o work.csv` sorts them all; "
    "for one claim, paste its part of the file."
)


def score(head: bytes, name: str) -> int:
    """Certain of an interchange, and of text that begins with segments and names a claim or a payment."""
    text = decode(head)
    found = find_delimiters(text)
    if found is None:
        return NAMED if suffix(name) in _NAMES and b"CLP" in head else 0
    element = re.escape(found.element)
    if text[found.begins :].startswith("ISA"):
        return CERTAIN
    told = re.search(rf"(?<![A-Za-z0-9])(?:ST{element}835|CLP{element}|SVC{element}|CAS{element})", text)
    return CERTAIN if told else 0


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """Claims with their sources; Unreadable where none can be read, or more than make a case."""
    reader, claims = RemittanceReader(), list[PaidClaim]()
    for claim in reader.claims([data]):
        claims.append(claim)
        if len(claims) > MOST_CLAIMS:
            raise Unreadable(_MANY)
    if not claims:
        raise Unreadable("This payment file holds no claims, only changes to the payment as a whole.")
    pair_reversals(claims)
    problems = tuple(told([*reader.problems, *(problem for claim in claims for problem in claim.problems)]))
    return Pages(tuple(_pages(data)), Reading.STRUCTURED, "application/edi-x12", problems, tuple(claims))


def _pages(data: bytes) -> Iterator[Page]:
    segments = [
        decoded(segment) or ""
        for delimiters, text in stretches([data])
        for segment in text.split(delimiters.segment if delimiters else "\n")
        if segment
    ]
    for number, first in enumerate(range(0, len(segments), PAGE_SEGMENTS), 1):
        yield Page(number, "\n".join(segments[first : first + PAGE_SEGMENTS]), (), Reading.STRUCTURED)


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems as sentences for the person: each kind once, with its first segment and how often."""
    found = list(problems)
    counts = Counter(problem.kind for problem in found)
    first = {problem.kind: problem for problem in reversed(found)}
    for kind, count in counts.most_common(_SHOWN_PROBLEMS):
        where = f"Segment {first[kind].segment}: " if first[kind].segment else ""
        yield f"{where}{first[kind].say}" + (f" (And {count - 1} more like it.)" if count > 1 else "")


READER = Reader("remittance", score, read, in_child=False)
