"""A letter to text that a person may edit, and the edited text back to a letter.

The body is edited, nothing around it. The marks are those of the plain text: `## ` heading, `1. ` ask, `- ` point,
`> ` spoken line, `__ ` line to sign on, square brackets around what is still to fill in; an empty line ends a piece.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.documents.letter import BODY, Block, Letter, Origin, Role, Span
from firstcheck.documents.printable import printable

MOST_CHARACTERS = 40_000
_MARKS = (
    (re.compile(r"##?\s+"), Role.HEADING),
    (re.compile(r"\d{1,2}[.)]\s+"), Role.ASK),
    (re.compile(r"[-•*]\s+"), Role.POINT),
    (re.compile(r">\s+"), Role.SPOKEN),
    (re.compile(r"_{2,}\s+"), Role.SIGN),
)
_BLANK = re.compile(r"(\[[^\[\]]{1,300}\])")


def editable(letter: Letter) -> str:
    """The body as text, one piece a paragraph."""
    return "\n\n".join(_mark(block) + block.text for block in letter.body()) + "\n"


def _mark(block: Block) -> str:
    marks = {Role.HEADING: "## ", Role.ASK: f"{block.number}. ", Role.POINT: "- ", Role.SPOKEN: "> ", Role.SIGN: "__ "}
    return marks.get(block.role, "")


def with_body(letter: Letter, text: str) -> Letter:
    """The letter with another body. Pieces that were not changed keep their spans."""
    kept = {(block.role, " ".join(block.text.split())): block for block in letter.body()}
    body = list(_numbered(_blocks(printable(text[:MOST_CHARACTERS])), kept))
    roles = [block.role for block in letter.blocks]
    end = roles.index(Role.CLOSING) if Role.CLOSING in roles else len(roles)
    head = tuple(block for block in letter.blocks[:end] if block.role not in BODY)
    return msgspec.structs.replace(letter, blocks=(*head, *body, *letter.blocks[end:]))


def _blocks(text: str) -> Iterator[tuple[Role, str]]:
    for piece in re.split(r"\n\s*\n", text):
        yield from _lines(piece.strip())


def _lines(piece: str) -> Iterator[tuple[Role, str]]:
    """A piece; lines of it that begin with a mark are pieces of their own."""
    role, said = Role.PARAGRAPH, ""
    for line in piece.split("\n"):
        marked = _marked(line.strip())
        if marked is not None and said.strip():
            yield _whole(role, said)
        if marked is not None:
            role, said = marked
        else:
            said = f"{said} {line}"
    if said.strip():
        yield _whole(role, said)


def _marked(line: str) -> tuple[Role, str] | None:
    """The kind and the words of a line that begins with a mark."""
    return next(((role, line[m.end() :]) for pattern, role in _MARKS if (m := pattern.match(line))), None)


def _whole(role: Role, said: str) -> tuple[Role, str]:
    """A piece put together; a mark that stood on a line of its own counts as well."""
    text = " ".join(said.split())
    marked = _marked(text) if role is Role.PARAGRAPH else None
    return marked or (role, text)


def _numbered(pieces: Iterator[tuple[Role, str]], kept: dict[tuple[Role, str], Block]) -> Iterator[Block]:
    number = 0
    for role, text in pieces:
        number = number + 1 if role is Role.ASK else number
        found = kept.get((role, text))
        spans = found.spans if found is not None else tuple(_spans(text))
        yield Block(role, spans, number=number if role is Role.ASK else 0)


def _spans(text: str) -> Iterator[Span]:
    for piece in _BLANK.split(text):
        if piece:
            blank = _BLANK.fullmatch(piece) is not None
            yield Span(piece, Origin.BLANK if blank else Origin.OWN, piece.strip("[]") if blank else "")
