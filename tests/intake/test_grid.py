"""Words with places put onto the character grid."""

from firstcheck.intake.grid import Piece, lay_grid

BOX = (0.0, 0.0, 0.0, 0.0)


def piece(text: str, x: float, y: float, letter: float = 6.0, height: float = 10.0) -> Piece:
    return Piece(text, x, y, x + letter * len(text), y + height, BOX)


def test_it_gives_nothing_for_an_empty_page() -> None:
    assert lay_grid([]) == ("", ())


def test_it_puts_typewriter_words_in_their_columns() -> None:
    text, words = lay_grid([piece("Code", 0, 0), piece("Paid", 60, 0), piece("70553", 0, 12), piece("0.00", 60, 12)])
    assert text == "Code      Paid\n70553     0.00"
    assert [text[word.start : word.end] for word in words] == ["Code", "Paid", "70553", "0.00"]


def test_it_keeps_a_blank_line_where_the_page_has_one() -> None:
    lines = [piece(f"line {n}", 0, y) for n, y in enumerate((0, 12, 24, 48, 60))]
    assert lay_grid(lines)[0].split("\n") == ["line 0", "line 1", "line 2", "", "line 3", "line 4"]


def test_it_lines_amounts_up_at_their_right_ends() -> None:
    rows = [("Office visit", "168.00"), ("Test", "6.10"), ("All", "1,350.00")]
    pieces = []
    for n, (what, amount) in enumerate(rows):
        pieces += [piece(what, 0, 12 * n), piece(amount, 200 - 6 * len(amount), 12 * n)]
    ends = {len(line) for line in lay_grid(pieces)[0].split("\n")}
    assert len(ends) == 1


def test_it_holds_a_slightly_tilted_line_together() -> None:
    pieces = [piece("word", 30 * n, 0.25 * n) for n in range(20)] + [
        piece("next", 30 * n, 12 + 0.25 * n) for n in range(20)
    ]
    lines = lay_grid(pieces)[0].split("\n")
    assert [set(line.split()) for line in lines] == [{"word"}, {"next"}]


def test_it_keeps_columns_apart_when_letters_are_wider_than_the_grid() -> None:
    pieces = [
        piece("iiiiiiiiiiiiiiii", 0, 0, 2.0),
        piece("WWWW", 60, 0, 9.0),
        piece("mm", 0, 12, 8.0),
        piece("nn", 60, 12),
    ]
    first, second = lay_grid(pieces)[0].split("\n")
    assert first.index("WWWW") == second.index("nn")
    assert "  WWWW" in first


def test_it_does_not_cut_a_justified_line() -> None:
    pieces, x = [], 0.0
    for word in ("these", "words", "stand", "wide", "apart", "evenly"):
        pieces.append(piece(word, x, 0, 5.0))
        x += 5.0 * len(word) + 8.5
    assert "  " not in lay_grid(pieces)[0]
