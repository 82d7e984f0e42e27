"""How the care came about is read from sentences, never from a heading or a cell."""

import pytest

from firstcheck.extract.read import read_case
from firstcheck.intake import read_text


def told(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_case([read_text(text, "paper.txt")]).facts}


@pytest.mark.parametrize(
    "cell", ["Not", "Yes", "Signed", "Network", "Emergency", "Hospital", "No consent", "Listed", "N/A"]
)
def test_it_takes_no_cell_of_a_table_for_a_statement(cell: str) -> None:
    text = f"""\
CLAIM SUMMARY                                    Prepared 11/16/26
Date       Service              Charge      {cell}      You owe
10/21/26   99213                210.00      210.00      210.00
The plan did not pay because the service is not covered.
"""
    found = told(text)
    assert {"consent_signed", "listed_in_directory", "chosen_by_patient", "continuing_care"}.isdisjoint(found)


def test_it_reads_a_facility_marked_as_of_the_network() -> None:
    assert told("Where: SAINT ORIEL HOSPITAL, OUTPATIENT DEPT (network)\nWe denied the claim.")["facility_in_network"]
    assert told("hospital: ST COLUMBA REGIONAL (PPO)\nWe denied the claim.")["facility_in_network"]
    assert "facility_in_network" not in told("Use a hospital of your choice.\nWe denied the claim.")
