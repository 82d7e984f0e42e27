"""What was decided and how far up: part of a request, an outside reviewer's letter, a first decision."""

import pytest

from firstcheck.extract.layout import lay_out
from firstcheck.extract.outcome import heard_acts, stage_of
from firstcheck.extract.read import read_case
from firstcheck.extract.salience import listen
from firstcheck.extract.stance import stances
from firstcheck.facts.case import Outcome, Stage
from firstcheck.intake import read_text


def stage(text: str) -> Stage:
    heard = listen(stances(lay_out(0, read_text(text, "paper.txt"))))
    return stage_of(heard, heard_acts(heard))


@pytest.mark.parametrize(
    "sender",
    [
        "LARKMOOR INDEPENDENT REVIEW ORGANIZATION, LLC",
        "Part C Independent Review Entity\nLarkmoor Federal Appeals",
        "Larkmoor Adjudication, Qualified Independent Contractor (QIC)",
        "State of New Mexico\nOffice of Hearings",
        "Notice of external review decision",
    ],
)
def test_it_knows_an_outside_reviewer_by_the_letterhead(sender: str) -> None:
    body = "June 3, 2026\nDear Mr. Quill:\nWe agree with the plan. The stay was not medically necessary.\n"
    assert stage(f"{sender}\n{body}") is Stage.INDEPENDENT_REVIEW_DENIED


def test_it_takes_a_first_denial_that_tells_of_outside_review_for_a_first_denial() -> None:
    text = """\
Larkmoor Health Plan
June 3, 2026
Dear Mr. Quill:
We have denied your request for a knee scan because it is not medically necessary.
Your rights: you may appeal within 180 days. If we uphold our decision, you may ask for a review by an independent
review organization.
"""
    assert stage(text) is Stage.INITIAL


def test_it_knows_the_answer_to_an_appeal() -> None:
    text = """\
Larkmoor Health Plan, Appeals Department
June 3, 2026
Dear Mr. Quill:
We received your appeal of our decision of April 2 on the knee scan. A doctor who had no part in the first decision
looked at it again. Our decision stays the same: the scan is not medically necessary.
"""
    assert stage(text) is Stage.INTERNAL_APPEAL_DENIED


@pytest.mark.parametrize(
    "next_step",
    [
        "The Office of Personnel Management can review this. Write to it within 90 days after the date of this letter.",
        "Usted puede pedir una revision externa dentro de los cuatro meses posteriores a la fecha de esta carta.",
    ],
)
def test_it_takes_a_decision_that_only_an_outsider_can_change_for_a_final_one(next_step: str) -> None:
    text = f"Larkmoor Health Plan\nJune 3, 2026\nDear Mr. Quill:\nThe brochure leaves wigs out.\n{next_step}\n"
    assert stage(text) is Stage.INTERNAL_APPEAL_DENIED


def test_it_leaves_a_first_denial_where_an_outsider_comes_after_the_plan() -> None:
    text = """\
Larkmoor Health Plan
June 3, 2026
Dear Mr. Quill:
The record carries no benefits for your son. The claim is declined.
Disagree? Write to Claims Review within six months from the date of this letter. OPM may look at our answer afterwards.
"""
    assert stage(text) is Stage.INITIAL


def test_it_says_that_a_part_was_refused_where_a_part_was_granted() -> None:
    text = """\
Larkmoor Health Plan                                   June 3, 2026
Dear Mr. Quill:
Your therapist asked for 24 visits. We approved 12 of them. The remaining 12 visits are denied because the records do
not show that they are medically necessary.
"""
    assert read_case([read_text(text, "paper.txt")]).refusals[0].outcome is Outcome.PARTLY_DENIED


def test_it_a_request_before_care_is_refused_and_not_reduced() -> None:
    text = """\
Larkmoor Health Plan                                   June 3, 2026
Dear Mr. Quill:
Your doctor asked us to approve a scan of the knee at Quarry Hospital. The scan has not yet taken place.
We have denied this request. The hospital does not take part in your network, and the lower level of benefits for care
outside the network does not apply to scans.
"""
    assert read_case([read_text(text, "letter.txt")]).refusals[0].outcome is Outcome.DENIED


@pytest.mark.parametrize(
    "words",
    [
        "Pidieron 10 sesiones de terapia del habla. Aprobamos 4. Las otras 6 no se aprobaron.",
        "Your doctor asked for ten visits. We approved four. The other six were not approved.",
    ],
)
def test_it_hears_what_is_left_of_a_count_as_a_part(words: str) -> None:
    case = read_case([read_text(f"Halden Health Plan\nNovember 3, 2026\n\n{words}\n", "paper.txt")])
    assert case.refusals[0].outcome is Outcome.PARTLY_DENIED
