"""A payer's name in the letterhead, weighed by what it looks like, where it stands and whether the paper uses it again.

Takes a Survey; gives Candidates.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.names import is_care_provider, is_organisation, person
from firstcheck.extract.payer_traces import echo, own_domain
from firstcheck.extract.payer_words import (
    CONTACT,
    DESCRIBED,
    EMPTY,
    FOR,
    FORWARDED,
    GOVERNMENT,
    HEAD_LINES,
    KIND_ADDED,
    KIND_BEHIND,
    LETTERS_APART,
    MAIL_HEADER,
    MENU,
    OUTSIDE,
    PARTS,
    PRODUCT,
    PROGRAM_FIRST,
    RUN_BY,
    TITLE,
    WORDS_APART,
    payer_name,
)
from firstcheck.extract.survey import Survey
from firstcheck.extract.trade_words import TRADE


class Candidate(msgspec.Struct, frozen=True):
    name: str
    page: int
    start: int
    end: int
    score: int


def letterhead(seen: Survey) -> Iterator[Candidate]:
    quoted = [line for line in seen.printed.lines if line.text.lstrip().startswith(">")]
    first = quoted[0].number if quoted and FORWARDED.search(seen.printed.document.pages[0].text[:1500]) else 0
    printed = [line for line in seen.sheet.lines[first : first + 60] if line.cells][:HEAD_LINES]
    if first:
        printed = [line for line in printed if not MAIL_HEADER.match(line.text)]
    for rank, line in enumerate(printed):
        for place, cell in enumerate(line.cells):
            candidate = _head_cell(seen, line, cell, rank, place)
            if candidate:
                yield candidate


def spread_out(seen: Survey) -> Iterator[Candidate]:
    """A letterhead with its letters or its words set apart: "G R E Y H A V E N   L I F E", "ASHGROVE  TRUST  PLAN"."""
    for line in [line for line in seen.sheet.lines if line.cells][:3]:
        letters, words = LETTERS_APART.match(line.text), WORDS_APART.match(line.text)
        match = letters or words
        if match is None:
            continue
        text = " ".join(
            part.replace(" ", "") if letters else part for part in re.split(r"\s{2,}", match[1].strip()) if part
        )
        name = payer_name(text)
        if name and is_organisation(name):
            yield Candidate(name, line.page, line.start + match.start(1), line.start + match.end(1), 14)


def _head_cell(seen: Survey, line: Line, cell: Cell, rank: int, place: int) -> Candidate | None:
    described = DESCRIBED.match(cell.text)
    text = RUN_BY.sub("", described["who"] if described else cell.text)
    parts = [part for part in PARTS.split(text) if part.strip()]
    if rank < 2 and len(parts) > 1 and _name_like(parts[0]):
        second = PROGRAM_FIRST.match(parts[0]) and _name_like(parts[1])
        text = parts[1] if second else parts[0]
    elif rank < 2 and len(parts) > 1:
        # "MiCuenta · Salud Bahía Azul (HMO)", "Live chat - Meadowlark Health"
        text = next((part for part in parts[1:] if _name_like(part)), text)
    behind = FOR.match(text)
    if behind and behind["who"]:
        text = behind["who"]
    if TITLE.match(KIND_ADDED.sub("", text.split(" (")[0])) or ":" in text or not any(c.isalpha() for c in text):
        return None
    name = payer_name(before_contact(text))
    if name is None or (CONTACT.search(name) and (any(c.isdigit() for c in name) or not is_organisation(name))):
        return None
    kind = (KIND_BEHIND.search(text) or KIND_ADDED.search(text)) is not None
    if (is_care(name) and TRADE.search(name) and not kind) or (rank > 2 and EMPTY.search(name)):
        return None
    looks = is_organisation(name) or (kind and rank < 3)
    again = echo(seen, name)
    first = rank == 0 and place == 0 and len(line.cells) > 1 and name[:1].isupper()
    menu = first and ("»" in line.text or any(MENU.fullmatch(other.text) for other in line.cells[1:]))
    portal = menu or (first and 1 < len(name.split()) <= 6)
    human = person(name) is not None and not (portal and (again or menu))
    if not looks and (not (rank == 0 and (again or portal)) or human):
        return None
    score = (
        3 * looks
        + max(again, own_domain(seen, name))
        + max(0, 4 - rank)
        + (place == 0)
        + 2 * (rank == 0 and place == 0 and looks)
        - 2 * bool(behind)
        - 3 * (is_care(name) and not again and not kind)
        - 4 * (GOVERNMENT.match(name) is not None)
    )
    if PROGRAM_FIRST.match(name):
        score -= 4
    if OUTSIDE.search(cell.text):
        score -= 12
    if PRODUCT.search(name) and rank > 2:
        score -= 3
    start = cell.start + max(cell.text.lower().find(name.lower().split()[0]), 0)
    return Candidate(name, line.page, start, min(cell.end, start + len(name)), score)


def _name_like(part: str) -> bool:
    name = payer_name(part)
    return (
        name is not None and (is_organisation(name) or KIND_BEHIND.search(part) is not None) and not TITLE.match(part)
    )


def before_contact(text: str) -> str:
    """A letterhead line may run on into its address."""
    match = re.search(
        r"(?i),?\s+(?:p\.?\s?o\.?\s?(?:box|drawer)|post office box|apartado|(?<=[,\s]\s)\d{1,5}\s[A-Z]"
        r"|\d{3}[-.]\d{3}|tel\b|1-8)",
        text,
    )
    return text[: match.start()] if match else text


def is_care(name: str) -> bool:
    """A giver of care and not a payer: both kinds of words weigh, "Health" alone says neither."""
    payer_words = re.search(
        r"(?i)\b(?:plan|insurance|mutual|benefit|administrator|assurance|salud|seguro|medicare"
        r"|medicaid|hmo|ppo|chip|pbm|guild|admin|trust|fund|fondo|co-?op|life|blue|shield|advantage|tricare|contractor|claims|tpa|sharing"
        r"|ministr|(?:division|department|bureau) of (?:medical|health|human|social))",
        name,
    )
    return is_care_provider(name) and payer_words is None
