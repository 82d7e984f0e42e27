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
        ("We will not authorize the injection at this time. New starts use another drug first.", "pre_service"),
        ("Your cardiologist asked if we would pay for the panel. We will not pay for it.", "pre_service"),
        ("The Trustees voted to sustain the refusal to precertify proton therapy.", "pre_service"),
        ("A slip from another group is not honored, so the consult wasn't approved.", "pre_service"),
        ("La solicitud queda aprobada si lo hacen en uno de los dos lugares. Decidimos que no.", "pre_service"),
        ("We cannot share in the cost of four sessions.", "post_service"),
        ("El plan negó el pago en abril. Se confirma la negativa del plan.", "post_service"),
        ("Now:   38 hours a week\nNew:   22 hours a week\n", "concurrent"),
        ("AVISO: VAMOS A TERMINAR UN SERVICIO QUE YA ESTABA APROBADO", "concurrent"),
        ("Your doctor ordered a brace. It is not covered.", "pre_service"),
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


def test_it_leaves_it_open_beside_a_sum_or_without_an_answer() -> None:
    assert read_timing(survey(sheet("Your doctor ordered a brace, $420. It is not covered.\n"))) == []
    assert read_timing(survey(sheet("Your doctor ordered a brace. We shall write again.\n"))) == []
