"""What a paper sounds like as a whole: shares of outcomes and of families over all of its words."""

import math

import pytest

from firstcheck.extract.hearing import Hearing, Weights, word_keys
from firstcheck.extract.layout import lay_out
from firstcheck.extract.whole_paper import Whole, hear_whole, whole_words
from firstcheck.facts.case import Outcome
from firstcheck.intake import read_text
from firstcheck.knowledge.model import Family

APPROVED = """\
Larch Valley Health
We are happy to tell you that your request for home oxygen has been approved. The authorization is valid from June 1.
No action is needed. Take this notice of approval to your supplier.
"""

REFUSED = """\
Larch Valley Health
We are sorry to tell you that we denied your request for home oxygen because the records do not show a need for it.
You may appeal within 180 days of receiving this notice of denial.
"""


def heard(text: str) -> Whole:
    return hear_whole(lay_out(0, read_text(text, "letter.txt")))


def test_it_gives_shares_of_outcomes_and_families_that_come_to_one() -> None:
    whole = heard(APPROVED)
    assert math.isclose(sum(whole.outcomes.values()), 1.0)
    assert math.isclose(sum(whole.families.values()), 1.0)
    assert set(whole.outcomes) <= {outcome.value for outcome in Outcome}
    assert set(whole.families) <= {family.value for family in Family} | {"none"}


def test_it_hears_more_of_an_approval_in_one_than_in_a_refusal() -> None:
    assert heard(APPROVED).outcomes["approved"] > 2 * heard(REFUSED).outcomes["approved"]


def test_it_has_a_sign_for_a_family_that_no_paper_had() -> None:
    assert Whole({}, {}).family_sign(Family.NETWORK) == pytest.approx(math.log(0.01))


def test_it_knows_words_and_pairs_alone() -> None:
    keys = list(word_keys(whole_words("Not covered")))
    weights = Weights(
        labels=("denied", "paid"),
        intercepts=(0.0, 0.0),
        scale=1.0,
        keys=b"".join(key.to_bytes(4, "little") for key in keys),
        rarities=(1.0,) * len(keys),
        rows=bytes([148, 128] * len(keys)),
        pieces=False,
    )
    model = Hearing(weights)
    assert hear_whole(lay_out(0, read_text("Not covered", "a.txt")), model, model).outcomes["denied"] > 0.9
    even = hear_whole(lay_out(0, read_text("Uncovered", "a.txt")), model, model).outcomes
    assert even["denied"] == pytest.approx(0.5)
