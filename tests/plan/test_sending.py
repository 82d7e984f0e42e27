"""Where the paper says that an appeal or a review goes."""

from datetime import date

import pytest

from firstcheck.analyze import analyze
from firstcheck.intake import read_text
from firstcheck.plan.sending import SendTo, send_to

LETTER = """\
Federal Employees Basic Option Plan
June 8, 2026

Dear Ada Finch: You asked us to look again at the claim for the brace (L1833). We uphold our decision to deny it, because
the records do not show that it is medically necessary. This is our final decision. You may ask the U.S. Office of
Personnel Management (OPM) to review it. You must write to OPM within 90 days after the date of this letter. Write to:
United States Office of Personnel Management, FEHB 2, {place}.
"""
OPM = "1900 E Street NW, Washington, DC 20415"


@pytest.mark.parametrize(
    ("place", "shown"), [(OPM, OPM), (f"{OPM}-3620", f"{OPM}-3620"), ("PO Box 77, Elmira, NY 14901", None)]
)
def test_it_gives_the_address_of_opm_for_its_review_and_no_other(place: str, shown: str | None) -> None:
    analysis = analyze([read_text(LETTER.format(place=place), "paper.txt")], {}, date(2026, 6, 20))
    reviews = [one for one in analysis.primary.deadlines if one.kind == "opm_review"]
    assert [send_to(analysis.case, one) for one in reviews] == [SendTo(shown, None)]
