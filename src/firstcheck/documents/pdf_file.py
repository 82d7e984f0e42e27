"""A letter as PDF: tagged, PDF/UA-1, on US Letter, in normal or large print."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Any

from firstcheck.documents.letter import Block, Letter, Role
from firstcheck.documents.press import typeset
from firstcheck.knowledge.letters import Genre
from firstcheck.knowledge.model import Knowledge

POINTS = 11.0
LARGE_POINTS = 16.0
#: So many reference lines stand one under the other; more of them stand in two columns.
_FEW = 4
_GATHERED = {
    Role.ASK: ("asks", "items"),
    Role.POINT: ("points", "items"),
    Role.ENCLOSURE: ("enclosed", "items"),
    Role.SPOKEN: ("spoken-lines", "items"),
    Role.REFERENCE: ("references", "rows"),
}


def pdf_file(letter: Letter, knowledge: Knowledge, *, large: bool = False) -> bytes:
    """The letter as PDF bytes; the same letter gives the same bytes."""
    return typeset("letter", letter_data(letter, knowledge, large=large), letter.day)


def letter_data(letter: Letter, knowledge: Knowledge, *, large: bool = False) -> dict[str, Any]:
    """The letter as the typesetter takes it: blocks that belong together gathered into lists."""
    texts = knowledge.pages[f"letter_{letter.language}"]
    return {
        "title": letter.subject,
        "lang": letter.language,
        "size": LARGE_POINTS if large else POINTS,
        "year": letter.day.year,
        "month": letter.day.month,
        "day": letter.day.day,
        "by_hand": "" if letter.genre is Genre.LETTER else letter.genre.value,
        "foot": letter.foot,
        "page_word": texts["page"],
        "of_word": texts["of"],
        "blocks": _held_together(list(_blocks(letter, large=large))),
    }


def _blocks(letter: Letter, *, large: bool) -> Iterator[dict[str, Any]]:
    top: dict[str, Any] = {"role": "top"}
    for role, run in groupby(letter.blocks, key=lambda block: block.role):
        blocks = [_plain(block) for block in run]
        if role is Role.SENDER:
            top["sender"] = blocks[0]
        elif role is Role.DATE:
            yield top | {"date": blocks[0]}
        elif role in _GATHERED:
            name, key = _GATHERED[role]
            yield {"role": name, key: blocks, "wide": large or len(blocks) <= _FEW}
        else:
            yield from blocks


def _held_together(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last sentence goes with the closing, words before a list with the list, a title with its enclosures."""
    for block, after in pairwise(blocks):
        if after["role"] in (Role.CLOSING.value, "asks", "points"):
            block["last"] = True
    if len(blocks) > 1 and blocks[-1]["role"] == "enclosed":
        return [*blocks[:-2], blocks[-1] | {"title": blocks[-2]}]
    return blocks


def _plain(block: Block) -> dict[str, Any]:
    spans = [{"text": span.text, "origin": span.origin.value} for span in block.spans]
    return {"role": block.role.value, "label": block.label, "spans": spans}
