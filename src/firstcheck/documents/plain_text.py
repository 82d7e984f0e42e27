"""A letter as plain text: for a portal, a fax service, or any editor. Gives lines of at most 78 characters."""

import re
import textwrap
from collections.abc import Iterator

from firstcheck.documents.letter import Block, Letter, Role

WIDTH = 78
_CLOSE = (Role.REFERENCE, Role.ENCLOSURE)


def plain_text(letter: Letter) -> str:
    """The whole letter, blocks kept apart by an empty line."""
    lines: list[str] = []
    before: Role | None = None
    for block in letter.blocks:
        together = block.role is before and block.role in _CLOSE
        if lines and not together:
            lines.append("")
        lines += _lines(block)
        before = block.role
    return "\n".join([*lines, "", letter.foot, ""])


def _lines(block: Block) -> Iterator[str]:
    first, rest = _indents(block)
    if block.role in (Role.SIGNATURE, Role.SIGN):
        yield from ("", "")
    for line in block.text.split("\n"):
        wrapped = textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
        yield from wrapped or [first]
        first = rest


def _indents(block: Block) -> tuple[str, str]:
    """What stands before the first line and before the others."""
    if block.role is Role.REFERENCE:
        return f"{block.label}: ", "    "
    if block.role is Role.ASK:
        return f"{block.number}. ", "   "
    if block.role in (Role.POINT, Role.ENCLOSURE):
        return "- ", "  "
    if block.role is Role.SPOKEN:
        return "> ", "  "
    if block.role is Role.SUBJECT:
        return "# ", "  "
    return ("## ", "   ") if block.role is Role.HEADING else ("", "")


def words_of(text: str) -> list[str]:
    """The words and figures of a text in order, without marks: by these two formats are compared."""
    return re.findall(r"\w+", text)
