"""Which lines of a paper speak of a refused service line, and which of one that was granted.

A table's own words and the notes that its rows cite belong to those rows. Takes a Sheet; gives for each of its lines
what it belongs to and where that piece begins.
"""

import enum
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from firstcheck.extract.claims import Section, claim_sections
from firstcheck.extract.layout import Sheet, once
from firstcheck.extract.legend import Note
from firstcheck.extract.rows import Kind
from firstcheck.facts.case import ClaimLine, Outcome

_GRANTED = (Outcome.PAID, Outcome.APPROVED, Outcome.PATIENT_SHARE, Outcome.OVERTURNED)


class Belonging(enum.StrEnum):
    """What a line of a paper belongs to. A note that no row cites is loose."""

    REFUSED_NOTE = "note of a refused line"
    GRANTED_NOTE = "note of a granted line"
    LOOSE_NOTE = "note of no line"
    REFUSED_ROW = "row of a refused line"
    GRANTED_ROW = "row of a granted line"

    @property
    def is_note(self) -> bool:
        """Whether it is a note and no row."""
        return self not in (Belonging.REFUSED_ROW, Belonging.GRANTED_ROW)


class Piece(msgspec.Struct, frozen=True):
    """A note or a row: what it belongs to, and the number of its first line."""

    belonging: Belonging
    first_line: int


@once
def line_pieces(sheet: Sheet) -> Mapping[int, Piece]:
    """For the number of each line that is in a note or a row, that piece."""
    sections = claim_sections(sheet)
    found: dict[int, Piece] = {}
    cited: dict[int, set[bool]] = {}
    for section in sections:
        rows = [row for row in section.rows if row.kind is Kind.SERVICE]
        for row, line, notes in zip(rows, section.lines, section.cited, strict=True):
            refused = line.outcome not in _GRANTED
            piece = Piece(Belonging.REFUSED_ROW if refused else Belonging.GRANTED_ROW, row.first_line)
            found |= dict.fromkeys(range(row.first_line, row.last_line + 1), piece)
            for note in notes:
                cited.setdefault(note.first_line, set()).add(refused)
    for note in _notes(sections):
        piece = Piece(_standing(cited, note), note.first_line)
        found |= dict.fromkeys(range(note.first_line, note.last_line + 1), piece)
    return found


def _notes(sections: Sequence[Section]) -> Iterable[Note]:
    return sections[0].legend if sections and _lines(sections) else ()


def _lines(sections: Sequence[Section]) -> list[ClaimLine]:
    return [line for section in sections for line in section.lines]


def _standing(cited: Mapping[int, set[bool]], note: Note) -> Belonging:
    by = cited.get(note.first_line, set())
    if not by:
        return Belonging.LOOSE_NOTE
    return Belonging.REFUSED_NOTE if True in by else Belonging.GRANTED_NOTE
