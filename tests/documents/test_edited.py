"""The editor: a letter to text and back, whatever a person writes, in time that does not run away."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from firstcheck.documents.compose import compose
from firstcheck.documents.draft import draft
from firstcheck.documents.edited import MOST_CHARACTERS, editable, with_body
from firstcheck.documents.letter import Origin, Role
from firstcheck.knowledge.load import knowledge
from tests.documents.papers import pairs, settled

LETTERS = knowledge().letters
KIND = LETTERS["claim-file-request"]
SETTING = settled(KIND.id, "individual_aca")
WHOLE = compose(SETTING, KIND)


@pytest.mark.parametrize(("kind", "plan"), pairs(1))
def test_it_holds_that_unchanged_text_gives_the_same_letter(kind: str, plan: str) -> None:
    letter = compose(settled(kind, plan), LETTERS[kind])
    again = with_body(letter, editable(letter))
    assert sorted(map(str, again.blocks)) == sorted(map(str, letter.blocks))
    assert again.body() == letter.body()


@settings(max_examples=150)
@given(st.text(max_size=400))
@example("*\x850")
@example("*\n0")
def test_it_holds_that_any_text_gives_a_letter_with_its_head_and_signature(text: str) -> None:
    letter = with_body(WHOLE, text)
    roles = [block.role for block in letter.blocks]
    for role in (Role.SENDER, Role.DATE, Role.SUBJECT, Role.REFERENCE, Role.SIGNATURE):
        assert role in roles
    assert with_body(letter, editable(letter)).body() == letter.body()


def test_it_holds_that_marks_make_headings_asks_points_and_blanks() -> None:
    body = with_body(WHOLE, "## Why\n\n1. Pay\n2. Answer\n- one\n- two [what]\n\nEnd\nof it.").body()
    assert [block.role.value for block in body] == ["heading", "ask", "ask", "point", "point", "paragraph"]
    assert [block.number for block in body] == [0, 1, 2, 0, 0, 0]
    assert body[4].spans[-1].origin is Origin.BLANK
    assert body[5].text == "End of it."


@pytest.mark.parametrize("piece", ["A ", "“", "$1 ", "Act and of the ", "[", "1. x\n", "29 CFR (a)", "x", "AAAA, "])
def test_it_holds_that_a_very_long_body_is_checked_soon(piece: str) -> None:
    body = piece * (MOST_CHARACTERS // len(piece))
    start = time.process_time()
    draft(SETTING, KIND, body=body)
    assert time.process_time() - start < 5
