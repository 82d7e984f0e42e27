"""Which sentence gives the reason of this decision: not the history, not the rights, not what is expressly not it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstcheck.extract.layout import lay_out
from firstcheck.extract.salience import SILENT, Heard, listen, salience_signs, saliences
from firstcheck.extract.stance import stances
from firstcheck.intake import read_text

PAPERS = {
    "an earlier denial is told first": (
        """\
Claims Office, Brackenfell Health
Dear Ms. Odum:
In March we refused a scan because it was experimental. That claim was reprocessed in May and has been paid.
We are writing about the visit of June 3, 2026. We cannot pay for it because no referral from your primary care
doctor reached us before you saw the specialist.
You may appeal within 180 days of this letter. If we deny a claim as not medically necessary, you may also ask for
an outside review.
""",
        "no referral",
    ),
    "a reason is expressly not the reason": (
        """\
Brackenfell Health - decision on your request
Medical necessity did not enter into this decision. We do not say that the treatment is experimental.
Your policy leaves out hearing aids for adults, and for that reason we will not pay for them.
Call member services with questions.
""",
        "leaves out hearing aids",
    ),
    "the reason stands in a note": (
        """\
EXPLANATION OF BENEFITS                         This is not a bill
Service 05/04/2026   Billed 410.00   Paid 0.00   You may owe 410.00   Note 7
Note 7: This practice has not signed with our network, so the plan makes no payment.
Glossary. Deductible: what you pay before the plan pays. Network: doctors who have a contract with us.
""",
        "not signed with our network",
    ),
}


def heard(text: str) -> tuple[Heard, ...]:
    return listen(stances(lay_out(0, read_text(text, "paper.txt"))))


@pytest.mark.parametrize("name", PAPERS)
def test_it_finds_the_sentence_that_gives_the_reason(name: str) -> None:
    text, wanted = PAPERS[name]
    sentences = heard(text)
    believed = saliences(sentences)
    best = max(range(len(sentences)), key=lambda at: believed[at])
    assert wanted in " ".join(sentences[best].stance.words.split())


def test_it_does_not_listen_to_sentences_of_no_weight() -> None:
    sentences = heard("Language help: si necesita ayuda llame al 1-800-555-0100, interpreters are free.\nWe denied it.")
    silent = [s for s in sentences if s.stance.weight < SILENT]
    assert all(s.reason == 0 for s in silent)
    assert any(s.reason > 0 for s in sentences if s.stance.weight >= SILENT)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("abcdefgh denied no su 0123456789.\n:?$-"), max_size=300))
def test_it_gives_each_sentence_a_share(text: str) -> None:
    sentences = heard(f"Notice\n{text}")
    believed = saliences(sentences)
    assert len(believed) == len(sentences) == len(salience_signs(sentences))
    assert all(0 <= share <= 1 for share in believed)
