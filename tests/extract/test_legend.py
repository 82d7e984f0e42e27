from firstcheck.extract.legend import note_codes, read_legend
from tests.extract.sheets import sheet_of


def test_it_reads_a_note_over_wrapped_lines_and_stops_at_the_next() -> None:
    first, second = read_legend(
        sheet_of(
            "NOTES\n"
            "A7    Advanced imaging is covered only at network locations. There is no out-of-network\n"
            "      benefit under Section 6.4.\n"
            "N130  See your plan document.\n"
        ),
        frozenset({"A7", "N130"}),
    )
    assert first.text.endswith("benefit under Section 6.4.")
    assert (second.mark, second.text) == ("N130", "See your plan document.")


def test_it_reads_stars_brackets_and_equal_signs() -> None:
    notes = read_legend(
        sheet_of(
            "* Exact duplicate of a service.\n(a) Network discount (CO-45).\nCO45 = discount.   PR2 = your 10%.\n"
        ),
        frozenset({"*", "A", "CO45"}),
    )
    assert [note.mark for note in notes] == ["*", "A", "CO45", "PR2"]
    assert note_codes(notes[1]) == (["CO-45"], [])


def test_it_takes_no_numbered_list_for_a_legend() -> None:
    assert read_legend(sheet_of("1. Ask your doctor for a letter.\n2. Send the appeal within 180 days.\n")) == ()
