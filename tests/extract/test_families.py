"""Which family explains a paper: all its sentences and codes together, and no share of cost where it was refused."""

import math

from firstcheck.extract.families import family_shares, family_signs
from firstcheck.extract.layout import lay_out
from firstcheck.extract.read import read_case
from firstcheck.extract.reasons import said
from firstcheck.extract.salience import Heard, listen, saliences
from firstcheck.extract.stance import stances
from firstcheck.extract.whole_paper import Whole, hear_whole
from firstcheck.facts.case import StatedReason
from firstcheck.intake import read_text
from firstcheck.knowledge.load import reasons as known_reasons
from firstcheck.knowledge.model import Family

NO_REFERRAL = """\
Ostrander Benefit Group
October 6, 2026
Dear Mr. Vale:
We are not able to pay for your visit of September 2 because no referral from your primary care doctor was on file.
"""


def signs(text: str, *codes: StatedReason) -> dict[Family, dict[str, float]]:
    sheet = lay_out(0, read_text(text, "letter.txt"))
    heard = listen(stances(sheet))
    beliefs = saliences(heard)
    return family_signs(heard, beliefs, said(heard, beliefs), codes, hear_whole(sheet))


def test_it_shares_come_to_one_and_name_what_is_said() -> None:
    shares = family_shares(signs(NO_REFERRAL), refused=True)
    assert math.isclose(sum(shares.values()), 1.0)
    assert max(shares, key=lambda family: shares[family]) is Family.REFERRAL


def test_it_no_share_of_cost_explains_a_refusal() -> None:
    found = signs(NO_REFERRAL)
    assert Family.COST_SHARE not in family_shares(found, refused=True)
    assert Family.COST_SHARE in family_shares(found, refused=False)


def test_it_a_code_on_a_refused_line_speaks_for_its_family() -> None:
    code = StatedReason("timely_filing", None, "1", 2.6)
    without, with_code = (family_shares(signs(NO_REFERRAL, *codes), refused=True) for codes in ((), (code,)))
    assert with_code[Family.TIMELY_FILING] > without[Family.TIMELY_FILING]


def test_it_every_family_of_the_knowledge_has_its_signs() -> None:
    assert set(signs("Office hours are nine to five.")) == {reason.family for reason in known_reasons().values()}


def test_it_sentences_in_which_nothing_is_heard_say_nothing() -> None:
    silent = [
        Heard(s, {"none": 1.0}, {"none": 1.0}, 0.0, 0.0) for s in stances(lay_out(0, read_text(NO_REFERRAL, "a.txt")))
    ]
    found = family_signs(silent, [0.5] * len(silent), (), (), Whole({}, {}))
    assert len({tuple(own.values()) for own in found.values()}) == 1


def test_it_a_paper_that_gives_no_reason_has_an_unknown_one() -> None:
    text = "Ostrander Benefit Group\nOctober 6, 2026\nDear Mr. Vale:\nThe claim of September 2 was denied.\n"
    assert read_case([read_text(text, "letter.txt")]).refusals[0].reasons == ()
