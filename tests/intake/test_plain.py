"""Text as people have it: encodings, line ends, odd spaces, mail."""

import pytest

from firstcheck.intake import Limits, Reading, Unreadable, read_file, read_text

LETTER = "Carta de denegación\n\nReclamación:  R-100   Año 2026 — “no cubierto”"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"], ids=str
)
def test_it_reads_every_usual_encoding(encoding: str) -> None:
    assert read_file(LETTER.encode(encoding), "a.txt").pages[0].text == LETTER


def test_it_reads_utf8_with_a_stray_single_byte() -> None:
    assert read_file("Año ".encode() + b"denegaci\xf3n \x93x\x94", "a.txt").pages[0].text == "Año denegación “x”"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_it_takes_every_line_end(end: str) -> None:
    assert read_text(f"one{end}  two").pages[0].text == "one\n  two"


def test_it_begins_a_page_at_each_form_feed() -> None:
    pages = read_text("first\f\n\nsecond  x\n\f").pages
    assert [(page.number, page.text) for page in pages] == [(1, "first"), (2, "second  x")]


def test_it_keeps_columns_true_under_odd_spaces() -> None:
    assert read_text("A\u00a0\u00a0\u2003B\u200b\u202fC\ufeff").pages[0].text == "A   B C"


def test_it_lines_up_rows_pasted_with_tabs() -> None:
    text = read_text("Date\tCode\tAmount\n09/19/2026\t70553\t2,385.00").pages[0].text
    first, second = text.split("\n")
    assert first.index("Code") == second.index("70553")
    assert first.index("Amount") == second.index("2,385.00")


def test_it_parts_columns_at_a_lone_tab() -> None:
    assert "Claim no:  123" in read_text("Claim no:\t123").pages[0].text.replace("       ", "  ")
    assert "fifteen letters  x" in read_text("fifteen letters\tx").pages[0].text.replace("         ", "  ")


def test_it_takes_quoting_off_a_forwarded_letter_but_not_off_one_line() -> None:
    quoted = read_text("See below\n> Dear member,\n>   Claim  9\n> > denied").pages[0].text
    assert quoted == "See below\nDear member,\n  Claim  9\ndenied"
    assert read_text("a\n> 5 days\nb").pages[0].text == "a\n> 5 days\nb"


def test_it_decodes_quoted_printable_and_leaves_equal_signs_alone() -> None:
    coded = "Su reclamaci=C3=B3n fue de=\nnegada=20el d=C3=ADa 3.=20Plan=3D9"
    assert read_text(coded).pages[0].text == "Su reclamación fue denegada el día 3. Plan=9"
    assert read_text("total=20, more=30, x=1").pages[0].text == "total=20, more=30, x=1"


def test_it_joins_words_at_soft_hyphens() -> None:
    assert read_text("infor\u00ad\nmation and co\u00adver").pages[0].text == "information and cover"


def test_it_says_that_text_is_text() -> None:
    document = read_text("x y")
    assert (document.reading, document.media_type, document.pages[0].words) == (Reading.TEXT, "text/plain", ())
    assert len(document.sha256) == 64


@pytest.mark.parametrize("blank", ["", "  \n\t\n", "\u200b\f\f"])
def test_it_refuses_text_without_words(blank: str) -> None:
    with pytest.raises(Unreadable, match="no words"):
        read_text(blank)


def test_it_takes_text_at_the_limit_and_refuses_one_more() -> None:
    limits = Limits(characters=50)
    assert read_text("a" * 50, limits=limits).pages[0].text == "a" * 50
    with pytest.raises(Unreadable, match="too long"):
        read_text("a" * 51, limits=limits)


def test_it_leaves_out_pages_beyond_the_limit_and_says_so() -> None:
    limits = Limits(pages=2)
    assert read_text("a\fb", limits=limits).problems == ()
    document = read_text("a\fb\fc", limits=limits)
    assert len(document.pages) == 2
    assert document.problems == ("Only the first 2 of 3 pages were read.",)


def test_it_never_fails_on_any_bytes() -> None:
    for seed in range(300):
        data = bytes((seed * 7919 + n * n * 31) % 251 + 4 for n in range(seed + 1))
        try:
            read_file(data, "a.txt")
        except Unreadable as error:
            assert str(error).endswith(".")
