"""The care that a field names: as printed, without days, amounts and the names of those who ordered it."""

import pytest

from firstcheck.extract.asked import read_service_asked
from tests.extract.sheets import sheet_of

NAMED = [
    ("Service: partial hospitalization, 5 days a week, H0035", "partial hospitalization, 5 days a week, H0035"),
    ("Item: walker with wheels, E0143, March 3, 2026", "walker with wheels, E0143"),
    ("Drug: Wegovy (semaglutide) 1 mg pen", "Wegovy (semaglutide) 1 mg pen"),
    ("Medicamento: dapagliflozina 10 mg", "dapagliflozina 10 mg"),
    ("Procedure: 49505, hernia repair, ordered by Imelda Farris, MD", "49505, hernia repair"),
    ("Servicio: cirugía de rodilla, $4,200.00", "cirugía de rodilla"),
]
NOT_NAMED = [
    "Service: August 25, 2026 at Lemay Urgent Care",
    "Item: 81415",
    "Requested: June 24, 2026",
    "Service: NOT COVERED",
    "Member ID: QX-1180",
    "The service was refused because the visit was late.",
]


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_it_reads_the_care_that_a_field_names(text: str, named: str) -> None:
    fact = read_service_asked(sheet_of(f"Harbor Health\n\n{text}\n\nWe did not approve it."))
    assert fact is not None
    assert fact.value == named
    assert fact.source is not None
    assert fact.source.quote == named


@pytest.mark.parametrize("text", NOT_NAMED)
def test_it_reads_nothing_where_a_field_names_none(text: str) -> None:
    assert read_service_asked(sheet_of(f"Harbor Health\n\n{text}\n\nWe did not approve it.")) is None
