"""How the care came about is read from sentences, never from a heading or a cell."""

import pytest

from firstcheck.extract.circumstances import answered, without_emergency_to_come
from firstcheck.extract.read import read_case
from firstcheck.facts.fact import Fact, Status
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


@pytest.mark.parametrize(
    "said",
    [
        "Out-of-network care is not covered except in an emergency visit.",
        "Nothing in the file shows an emergency visit of any kind.",
        "Emergency care counts as Tier 1 everywhere in the country.",
        "Write to the Fund Office, 1400 Union Hall Way, about the bill of the office.",
    ],
)
def test_it_takes_no_rule_and_no_address_for_how_the_care_came_about(said: str) -> None:
    found = told(f"We denied the claim of October 2, 2026. {said}")
    assert "emergency" not in found
    assert "facility_type" not in found


def test_it_reads_an_emergency_that_is_stated() -> None:
    assert told("We denied the claim. You were seen in the emergency department on May 2, 2026.")["emergency"] is True


def test_it_takes_an_appointment_for_no_emergency() -> None:
    # from a person's own words too
    known = {fact.name for fact in answered({"note": "My old knee pain flared up, so I made an appointment."})}
    assert "emergency" not in known
    assert {fact.name for fact in answered({"note": "I was taken by ambulance to the hospital."})} >= {"emergency"}


def test_it_reads_a_facility_marked_as_of_the_network() -> None:
    assert told("Where: SAINT ORIEL HOSPITAL, OUTPATIENT DEPT (network)\nWe denied the claim.")["facility_in_network"]
    assert told("hospital: ST COLUMBA REGIONAL (PPO)\nWe denied the claim.")["facility_in_network"]
    assert "facility_in_network" not in told("Use a hospital of your choice.\nWe denied the claim.")


@pytest.mark.parametrize(("timing", "kept"), [("pre_service", False), ("post_service", True)])
def test_it_takes_no_request_for_care_for_an_emergency(timing: str, kept: bool) -> None:
    facts = [Fact("timing", timing, Status.READ), Fact("emergency", True, Status.READ)]
    assert any(fact.name == "emergency" for fact in without_emergency_to_come(facts)) is kept
