"""When a decision fell: before, during or after the care."""

import pytest

from firstcheck.extract.survey import survey
from firstcheck.extract.timing import read_timing
from tests.extract.sheets import sheet_of as sheet


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("Dr. Roe asked us on July 31 to cover an MRI of the brain. What we decided. No.", "pre_service"),
        ("RE: PRIOR REVIEW - REQUEST DECLINED. No list names the use.", "pre_service"),
        (
            "Dr. Roe sent photographs and asked whether the Trust will pay for the operation. It will not.",
            "pre_service",
        ),
        ("Cirugía pedida: manga gástrica. No es posible aprobar la manga gástrica.", "pre_service"),
        ("Status: NON-CERTIFIED. Our reviewer has declined to do so.", "pre_service"),
        ("You get 38 hours a week now. Your hours will be reduced from December 1.", "concurrent"),
        ("Usted recibe ayuda en casa. Esa ayuda terminará el 12 de noviembre.", "concurrent"),
        ("On May 3 the office did an ultrasound for you and sent us a bill for it.", "post_service"),
        ("Days at issue: residential care, 13 October through 9 November.", "post_service"),
    ],
)
def test_it_tells_when_the_decision_fell(text: str, timing: str) -> None:
    assert {f.name: f.value for f in read_timing(survey(sheet(text)))}.get("timing") == timing


def test_it_leaves_the_time_open_where_the_paper_does() -> None:
    assert read_timing(survey(sheet("Alder Health\nYour new card is on its way.\n"))) == []
