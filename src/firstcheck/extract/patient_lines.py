"""A patient's name in lines of fields: keyed in an export, in a portal's corner, before "for", listed with the claim.

Takes a Survey; gives the name with its place in the page's text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from firstcheck.extract.patient_places import Found, extent, human
from firstcheck.extract.survey import Survey

_HEAD = 8
#: "Patient shown on claim: BABY BOY VOSS": what the field says of the patient stands between its name and the colon.
_SHOWN = re.compile(
    r"(?i)^(?:(?:patient|child|paciente)\s(?:shown|named|listed|on|as|que|en|del)\s(?:[\w']+\s){0,3}[\w']+|.{0,20}\b(?:recap|statement|summary"
    r"|resumen) (?:for|para|de)|(?:insured|covered) (?:emp|employee|person|member)\.?|you|usted):\s+(?P<who>.{4,60})$"
)
#: '#member,"Ines Calder",id,TT-55': a row of an export whose first field says what the next one is.
_KEYED = re.compile(
    r'(?i)^\W{0,3}(?:patient|member|paciente|miembro|subscriber|enrollee)(?:[ _]?name)?"?\s?[,;\t]\s?'
    r'"?(?P<who>[^",;\d]{5,40})"?(?:[,;\t]|$)'
)
#: "Prepared 10/08/2026 for" with the name in the next column.
_MADE_FOR = re.compile(r"(?i)^(?:prepared|printed|issued|statement|preparad[oa]|emitid[oa])\b[^:]{0,30}\s(?:for|para)$")
#: "Member # HRH 5501 7743 (Leander Voss)": the holder of a number, in brackets behind it.
_HOLDER = re.compile(r"^[^()\n]{0,24}\d[^()\n]{0,12}\s\((?P<who>[^()\d]{5,40})\)")
_NUMBERED = re.compile(r"(?i)^(?:[\w-]{2,12}\s){0,2}(?:id|card|tarjeta|number|no\.|#)\W{0,3}\s?(?=[\w .-]*\d{3})")
#: "copy: Leander Voss, employee no. LAR-30": who gets the copy of a letter to his hospital.
_COPY_TO = re.compile(
    r"(?i)^(?:copy|cc|copia)(?: to| a)?:\s(?P<who>[^,\d:]{5,40}),\s"
    r"(?:employee|member|participant|insured|subscriber|patient|miembro|afiliad[oa])\b"
)
_BRACKETED = re.compile(r"(?i)^\[(?:member|patient|miembro|paciente|subscriber)\]$")
_OWN_NUMBER = re.compile(r"(?=[\w -]*\d{3})[A-Z0-9]{2,6}(?:[ -][A-Z0-9]+){0,4}")
_SEPARATOR = re.compile(r"\s[·•|]\s")
#: A claim's number or a procedure's code: what a list names beside the one whose claim it is.
_CLAIM = re.compile(r"(?i)\bclaim (?:no\. )?[\w-]{0,20}\d[\w-]{0,20}$")
_CODE = re.compile(r"(?:(?i:codes?|CPT) )?(?:\d{5}|[A-Z]\d{4})\b")
_TITLED = re.compile(r"(?i)^(?:dra?|prof)\b")


def keyed(seen: Survey) -> Iterator[Found]:
    """A name in the field after one that says "member", or behind what is said of the patient, or of its number."""
    for line in seen.sheet.lines:
        match = _KEYED.match(line.text.strip())
        name = human(match["who"].strip()) if match else None
        if name and match:
            start = line.start + line.text.find(match["who"])
            yield name, line.page, start, start + len(match["who"])
        for cell in line.cells:
            shown = _SHOWN.match(cell.text) or _COPY_TO.match(cell.text)
            name = human(shown["who"]) if shown else None
            if shown and name:
                start = cell.start + shown.start("who")
                yield name, line.page, start, start + extent(shown["who"], name)


def holding(seen: Survey) -> Iterator[Found]:
    """The name in brackets behind the member's number, and the one in the column before it."""
    for item in seen.labelled("member_id"):
        match = _HOLDER.match(item.text) if item.sure else None
        name = human(match["who"]) if match else None
        if match and name:
            start = item.start + match.start("who")
            yield name, item.page, start, start + len(match["who"])
    for line in [line for line in seen.sheet.lines if line.cells][: 2 * _HEAD]:
        for cell, following in pairwise(line.cells):
            name = human(cell.text) if _MADE_FOR.match(cell.text) is None else None
            if name and cell is line.cells[0] and _NUMBERED.match(following.text):
                yield name, line.page, cell.start, cell.end
            led = _MADE_FOR.match(cell.text) or _BRACKETED.match(cell.text)
            made = human(following.text) if led else None
            if made:
                yield made, line.page, following.start, following.end


def cornered(seen: Survey) -> Iterator[Found]:
    """The one who is logged in: before the number in a bar of a portal, or in the right corner of its first line."""
    printed = [line for line in seen.sheet.lines if line.cells][:_HEAD]
    for line in printed:
        parts = _SEPARATOR.split(line.text.strip())
        for part, following in pairwise(parts):
            name = human(part.strip())
            if name and _OWN_NUMBER.fullmatch(following.strip()):
                start = line.start + line.text.find(part)
                yield name, line.page, start, start + len(part)
    for line in printed[:1]:
        corner = line.cells[-1]
        name = human(corner.text) if len(line.cells) > 1 and re.search(r"[‹›«»|·]", line.text) else None
        if name:
            yield name, line.page, corner.start, corner.end


def listed(seen: Survey) -> Iterator[Found]:
    """A person between commas right behind the claim's number and before a code: "claim 4-1, Ines Calder, 45378"."""
    for sentence in seen.sentences:
        parts = sentence.text.split(", ")
        for before, part, after in zip(["", *parts], parts, parts[1:], strict=False):
            claimed = _CLAIM.search(before) is not None and _CODE.match(after) is not None
            name = human(part) if claimed and not _TITLED.match(part) else None
            if name:
                yield name, sentence.page, sentence.start, sentence.end
