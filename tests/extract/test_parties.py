"""Providers, their roles and their numbers."""

import pytest

from firstcheck.extract.identity import read_identity
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "On July 30, 2026 Redmesa LifeFlight, Inc. transported the member to the trauma center.",
            "Redmesa LifeFlight, Inc",
        ),
        ("Claim 26F-770-0193: Lehigh Pain & Spine, July 8, 2026\n", "Lehigh Pain & Spine"),
        ("Service 0239U, genomic profiling, blood, Parnassus Diagnostics\n", "Parnassus Diagnostics"),
        ("Medicare had not paid Saco River Physical Therapy for March.\n", "Saco River Physical Therapy"),
        ("#Q-8830 | Sep 1 | Juno Massage Therapy | 97124 x4 | 08/12/26\n", "Juno Massage Therapy"),
        ("Provider as billed: SAUK RIVER MRI CENTER     Code 72141\n", "Sauk River MRI Center"),
        ("Folio: R-2607-55810-3      Atendida por:    Pediatría San Joaquín, grupo médico\n", "Pediatría San Joaquín"),
    ],
)
def test_it_finds_who_gave_the_care_in_claims_rows_and_sentences(text: str, name: str) -> None:
    found = _named(text)
    assert name in {value.rstrip(".") for role, value in found.items() if isinstance(value, str) and "npi" not in role}


def test_it_takes_no_wrapped_half_of_a_name() -> None:
    text = (
        "You appealed our refusal to approve an MRI of the inner ear canals with sedation at the Allegheny Institute for\n"
        "Complex Imaging (NPI 1803052103). The booklet says no.\n"
    )
    assert "Complex Imaging" not in _named(text).values()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Self-insured by Quill Marine Corp.   Contract adm.: Osprey TPA\n", "Osprey TPA"),
        ("Administra: Mesa Clara Administradores · Apartado 71 · Mesa, AZ 85211\n", "Mesa Clara Administradores"),
        (
            "Appeals administrator: Calder Health Resolution, PO Box 5520, Little Rock AR 72215\n",
            "Calder Health Resolution",
        ),
        ("Self-insured | record-keeper Old Mill Benefit Co. | 704-555-0170\n", "Old Mill Benefit Co"),
    ],
)
def test_it_finds_who_runs_the_plan(text: str, name: str) -> None:
    found = {fact.name: str(fact.value).rstrip(".") for fact in read_identity(sheet(text))}
    assert found.get("plan_administrator") == name
