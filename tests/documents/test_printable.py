"""Every character we call printable can be typeset in every face, and nothing else gets through."""

import sys
import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from firstcheck.documents.press import typeset
from firstcheck.documents.printable import SQUARE, one_line, printable, unprintable


def test_it_holds_that_every_printable_character_can_be_typeset() -> None:
    every = "".join(char for n in range(32, sys.maxunicode) if (char := chr(n)) == printable(char) and n < 0x3000)
    assert len(every) > 600
    block = {"role": "subject", "label": "", "spans": [{"text": every, "origin": "fact"}]}
    blank = {"role": "paragraph", "label": "", "spans": [{"text": every, "origin": "blank"}]}
    data = {"title": "x", "lang": "en", "size": 11, "year": 2026, "month": 1, "day": 1, "foot": every, "by_hand": ""}
    page = {"page_word": "Page", "of_word": "of", "blocks": [block, blank]}
    assert typeset("letter", {**data, **page}, date(2026, 1, 1)).startswith(b"%PDF-")


@given(st.text(max_size=200))
def test_it_is_settled_after_once(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in once if char != "\n")


def test_it_holds_that_what_cannot_be_shown_is_said() -> None:
    assert printable("王小明") == SQUARE * 3
    assert unprintable(printable("王"))
    assert one_line("a\u00a0b\r\n c\u2011d") == "a b c-d"
    assert printable("Quiñones-Błaszczyk Ђорђевић Ελένη Nguyễn") == "Quiñones-Błaszczyk Ђорђевић Ελένη Nguyễn"
