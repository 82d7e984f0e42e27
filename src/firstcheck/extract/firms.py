"""Firms that work on claims for a plan, told by their place: in the letterhead, or where Medicare wants appeals sent.

Takes a Survey; gives names with their place in the page's text.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.names import organisation
from firstcheck.extract.payer_words import FIRM, MEDICARE, payer_name
from firstcheck.extract.survey import Survey

#: A name, its page and its two offsets in the page's text.
Found = tuple[str, int, int, int]

_HEAD = 6
_NAME = r"[A-ZÁÉÍÓÚÑ][\w&'’\-]*(?:,? (?:(?:of|de|and) )?[A-ZÁÉÍÓÚÑ&][\w&'’.\-]*){1,5}"
#: "STONEBRIDGE & AMIS, Plan Supervisor": what the firm is stands behind its name.
_ROLE_BEHIND = re.compile(
    rf"^(?P<who>{_NAME}?),?\s[-–(]?\s?(?i:plan supervisor|third[- ]party administrator|claims? administrator"
    r"|contract administrator|plan administrator|administrative agent|TPA)\)?$"
)
#: "Second Level Appeal Committee, by Calloway Third Party Services": a firm's word has to be in the name.
_BY = re.compile(rf"\bby\s(?:the\s)?(?P<who>{_NAME})")
#: Where Medicare wants an appeal sent, the contractor stands before the box.
_OFFICE = re.compile(
    rf"\b(?:Medicare(?: [Cc]laims [Oo]ffice| Part [AB])?|[Cc]laims [Oo]ffice),? (?:c/o )?(?P<who>{_NAME}),"
)
_CONTRACTOR = re.compile(
    r"(?P<who>(?:[A-Z][\w&'’\-]* ){1,5}(?:Part [AB] Claims|Contractor(?: for Part [AB])?|Medicare Administrators?"
    r"|Part [AB] Contractor)),"
    r" (?:P\.?\s?O\.? )?Box\b"
)


def firms(seen: Survey) -> Iterator[Found]:
    """Firms in the head of a paper, then the contractor that a Medicare summary names."""
    head = [line for line in seen.sheet.lines[:30] if line.cells][:_HEAD]
    for line in head:
        for cell in line.cells:
            behind, by = _ROLE_BEHIND.match(cell.text), _BY.search(cell.text)
            for match in (behind, by):
                name = payer_name(match["who"].split(", ")[0] if match is by else match["who"]) if match else None
                if match and name and (match is behind or FIRM.search(name)):
                    yield name, line.page, cell.start + match.start("who"), cell.start + match.end("who")
    if any(MEDICARE.search(line.text) for line in head[:4]):
        yield from _contractors(seen)


def _contractors(seen: Survey) -> Iterator[Found]:
    for paragraph in seen.paragraphs:
        match = _OFFICE.search(paragraph.text) or _CONTRACTOR.search(paragraph.text)
        name = organisation(match["who"]) if match else None
        if name:
            yield name, paragraph.page, paragraph.start, paragraph.end
