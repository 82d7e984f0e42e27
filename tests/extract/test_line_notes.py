"""Which lines of a paper belong to a refused service line, and which to a paid one."""

from firstcheck.extract.layout import lay_out
from firstcheck.extract.line_notes import Belonging, line_pieces
from firstcheck.extract.salience import listen, salience_signs
from firstcheck.extract.stance import stances
from firstcheck.intake import read_text

TWO_LINES = """\
EXPLANATION OF BENEFITS

Claim no. 77-1201

Date        Code    Service          Billed    Allowed   Plan paid   You owe   Notes
09/14/2026  97110   Exercises        $120.00   $80.00    $80.00      $0.00     A3
09/16/2026  97140   Manual therapy   $140.00   $0.00     $0.00       $140.00   T2

Notes
A3  The difference is the discount of your plan.
T2  No authorization covers visits after September 8, 2026.
Q9  This note is for claims of another year.
"""


def sheet_of(text: str):  # type: ignore[no-untyped-def]
    return lay_out(0, read_text(text, "eob.txt"))


def belonging(words: str) -> Belonging | None:
    sheet = sheet_of(TWO_LINES)
    (line,) = [line for line in sheet.lines if words in line.text]
    piece = line_pieces(sheet).get(line.number)
    return piece.belonging if piece else None


def test_it_gives_a_note_to_the_line_that_cites_it() -> None:
    assert belonging("No authorization covers") is Belonging.REFUSED_NOTE
    assert belonging("the discount of your plan") is Belonging.GRANTED_NOTE


def test_it_gives_a_row_to_its_own_line() -> None:
    assert belonging("Manual therapy") is Belonging.REFUSED_ROW
    assert belonging("Exercises") is Belonging.GRANTED_ROW


def test_it_leaves_other_lines_alone() -> None:
    assert belonging("EXPLANATION OF BENEFITS") is None


def test_it_tells_the_weights_where_a_sentence_stands() -> None:
    heard = listen(stances(sheet_of(TWO_LINES)))
    (place,) = [n for n, h in enumerate(heard) if "authorization covers" in h.stance.words]
    assert salience_signs(heard)[place][str(Belonging.REFUSED_NOTE)] == 1.0
