"""Providers, their roles and their numbers."""

import pytest

from firstcheck.extract.npi import passes_check, ten_figures
from firstcheck.extract.parties import read_parties
from firstcheck.facts.fact import Confidence
from tests.extract.sheets import sheet_of as sheet


def _named(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_parties(sheet(text))}


def test_it_checks_a_number_by_its_check_figure() -> None:
    assert passes_check("1449693351")
    assert not passes_check("1449693352")


@pytest.mark.parametrize("text", ["(614) 555-0177", "1-800-555-0142", "$1449693351", "1449693351.20"])
def test_it_takes_no_telephone_number_or_amount_for_a_number_of_a_provider(text: str) -> None:
    assert ten_figures(text) == []


def test_it_keeps_a_number_that_fails_the_check_with_low_confidence() -> None:
    facts = {fact.name: fact for fact in read_parties(sheet("Provider: Elm Radiology LLC  NPI 1449693352\n"))}
    assert facts["billing_provider_npi"].confidence is Confidence.LOW


def test_it_gives_each_role_its_own_number() -> None:
    found = _named(
        "Billing provider: Elm Radiology LLC  NPI 1449693351\n\nOrdering provider: Ann Roe, MD  NPI 1442461384\n"
    )
    assert found["billing_provider_npi"] == "1449693351"
    assert found["ordering_provider_npi"] == "1442461384"
    assert found["ordering_provider"] == "Ann Roe, MD"


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Facility: Rock Valley Memorial Hospital (participating)", "facility", "Rock Valley Memorial Hospital"),
        ("Supplier: Breathwell Home Medical", "supplier", "Breathwell Home Medical"),
        ("Médico que lo solicita: Dra. Perla Cordova, neurología", "ordering_provider", "Perla Cordova"),
        ("Elm Street Imaging    (out-of-network)    10/02/2026", "billing_provider", "Elm Street Imaging"),
        ("You wrote about your visit to Elm Street Imaging last May.", "billing_provider", "Elm Street Imaging"),
        ("Seen at     Hollow Creek Hospital, 81 Upper Rd", "facility", "Hollow Creek Hospital"),
    ],
)
def test_it_finds_a_provider_by_label_company_or_sentence(text: str, role: str, name: str) -> None:
    assert _named(text).get(role) == name


@pytest.mark.parametrize(
    "text",
    [
        "Provider status: IN NETWORK",
        "Provider may bill you for the difference.",
        "Place of service: 11 - Office",
        "Write to Harborline Mutual, Review Committee, PO Box 70219, Rockford, Illinois 61126.",
        "This decision was made by K. Whitcomb, MD, ophthalmology.",
    ],
)
def test_it_takes_nothing_else_for_a_provider(text: str) -> None:
    assert not {"billing_provider", "rendering_provider", "ordering_provider", "supplier"} & set(_named(text))
