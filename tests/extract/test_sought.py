"""Trying only the alternatives whose pieces a sentence holds finds exactly what trying all of them finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstcheck.extract.sought import Sought
from firstcheck.knowledge.build import PATTERN_READINGS
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.pieces import cut, necessary

PATTERNS = sorted(
    {p for name in PATTERN_READINGS for patterns in knowledge().readings[name].values() for p in patterns}
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_it_every_match_of_an_alternative_holds_one_of_its_pieces(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    begin = 0
    for alternative in cut(pattern):
        text = pattern[begin : alternative.end]
        begin = alternative.end + 1
        matched = data.draw(st.from_regex(text))
        assert any(piece in matched for piece in alternative.pieces), text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_it_finds_where_the_whole_pattern_finds(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(PATTERNS))
    words = data.draw(st.from_regex(pattern) | st.text("abcdeno' .", max_size=30))
    whole, near = re.search(pattern, words), Sought([pattern]).search(words)
    assert Sought([pattern]).found(words) == (whole is not None)
    assert (near and near.start()) == (whole and whole.start())


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\b(is|are) denied\b", ("are denied", "is denied")),
        (r"not (medically )?necessary", ("not medically necessary", "not necessary")),
        (r"\w+ed\b[^.]{0,9}\b(claim|bill)s?", ("bill", "claim")),
        (r"\d+[a-z]*", ()),
        (r"(?:refus(?:al|ed)|\d+)", ()),
    ],
)
def test_it_pieces_are_those_that_no_match_can_lack(pattern: str, pieces: tuple[str, ...]) -> None:
    assert necessary(pattern) == pieces


@pytest.mark.parametrize("pattern", [r"a[]|]b|c", r"a(b|c)|d", r"a\|b|c", r"[^]|x]y|z", r"a[\]|]b|c"])
def test_it_cutting_gives_alternatives_that_each_compile(pattern: str) -> None:
    ends = [alternative.end for alternative in cut(pattern)]
    assert len(ends) == 2
    for part in (pattern[: ends[0]], pattern[ends[0] + 1 :]):
        re.compile(part)
