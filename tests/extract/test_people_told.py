"""Patients and givers of care in the places where papers of many hands name them."""

import pytest

from firstcheck.extract.identity import read_identity
from firstcheck.extract.parties import read_parties
from tests.extract.sheets import sheet_of


def _identity(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(sheet_of(text))}


def _parties(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_parties(sheet_of(text))}


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("my notes\n- claim 26-1 was denied\n- patient = me, Mateo Robles\n", "Mateo Robles"),
        ("notes of my call\n-- me: Alder Finchley   card says  SC 91 4420\n", "Alder Finchley"),
        ("Dear Mrs. Hale,\n> Claim TW-1 / Owen Hale (son) / DOS 09/03/2026 / $286.00\n", "Owen Hale"),
        ("to Dr. Ada Onyx, with a copy to her patient Percy Wexler\nmember 4402 8 1937\n", "Percy Wexler"),
        ("ROWAN STEELE-ADU / HCH 6624-0091-3 / Gold PPO\nThree claims were decided.\n", "Rowan Steele-Adu"),
        ("Rufus Abbott  /  Plan member PTW-20-88319  /  Group PTW-20\n", "Rufus Abbott"),
        ("Familia de:  Alba Vega Kuri (9 años)\nClave CHIP:  C-3307-44\n", "Alba Vega Kuri"),
        ("Person        Wilma Castell-Roy\nID            KF 8812 0034\n", "Wilma Castell-Roy"),
        ("Re: Harald J. Lind, ID THH.9920.4418, HMO\nMEMBER HELD HARMLESS. Under Exhibit C\n", "Harald J. Lind"),
        ("PATIENT / ID ......... QUILL-TATE, ANSELM / CGH 290-18-5507\n", "Anselm Quill-Tate"),
        ("TO:  Fenner Neurology (fax 8035550141)\nMr. Anselm Quill\n", "Anselm Quill"),
        ("Mr. Lev Fitz-Omondi        File no. CL-26\nDear Certificate Holder:\n", "Lev Fitz-Omondi"),
    ],
)
def test_it_names_the_patient(text: str, patient: str) -> None:
    assert _identity(text).get("patient") == patient


@pytest.mark.parametrize(
    "text",
    [
        "Medicare Summary Notice for Part B (Medical Insurance)\n",
        "Covered: Ana Reed (spouse)\nCovered: Ben Reed (son)\n",
        "RR 3 Box 95810          Group:   Marlow Glass (insured) #44087\n",
    ],
)
def test_it_takes_a_part_a_family_or_an_employer_for_no_patient(text: str) -> None:
    assert "patient" not in _identity(text)


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Cobra:  ANESTESIA MONTE AZUL P.S. (ajena a la red)\n", "billing_provider", "Anestesia Monte Azul P.S."),
        ("Lo atendió:  Piel y Láser del Lago, P.A. (contratado)\n", "billing_provider", "Piel y Láser del Lago, P.A."),
        ("Dentist      Birch Road Periodontics PC (participating)\n", "billing_provider", "Birch Road Periodontics PC"),
        ("who .......... Muskego Foot & Ankle (preferred provider)\n", "billing_provider", "Muskego Foot & Ankle"),
        ("La pidió:  Enf. Prof. Alma Montes     Folio: 1\n", "ordering_provider", "Alma Montes"),
        ("Site      LONE PINE IMAGING, PAR\n", "facility", "Lone Pine Imaging"),
        ("SITE      Brook Univ. Hospital outpatient\n", "facility", "Brook Univ. Hospital"),
        (
            "We cannot pay for the four counseling sessions (90837, $640.00) with Greta Willow, NPI 1553310297.\n",
            "rendering_provider",
            "Greta Willow",
        ),
        (
            "You may share this with your doctor (Dr. Amara, Elmside Home Health) before you decide what to do.\n",
            "billing_provider",
            "Elmside Home Health",
        ),
        ("We try to collect a debt that you owe to Ridge Anesthesia SC.\n", "billing_provider", "Ridge Anesthesia SC"),
        (
            "Le escribimos por la reclamación n.º 44-08 de Clínica Pilar de Ojos: consulta 92004.\n",
            "billing_provider",
            "Clínica Pilar de Ojos",
        ),
    ],
)
def test_it_names_who_gave_or_asked_for_the_care(text: str, role: str, name: str) -> None:
    assert _parties(text).get(role) == name


def test_it_tells_a_practice_from_its_doctor_in_one_field() -> None:
    found = _parties("Rendering: Retina Group of the Hills, Dr. Obed Lind\nRequested: J0178\n")
    assert (found.get("billing_provider"), found.get("rendering_provider")) == (
        "Retina Group of the Hills",
        "Obed Lind",
    )


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ('downloaded export.csv\n#member,"Ines Calder",id,TT-55-20817\n', "Ines Calder"),
        ("Claim 2609-7\nPatient shown on claim: BABY BOY VOSS      Claim 2609-7741\n", "Baby Boy Voss"),
        ("Harbor Health - Claim status\nMember # HRH 5501 7743 (Leander Voss)\n", "Leander Voss"),
        ("Leander Voss          Co-op ID AHC 0091-7725     Group 996\n", "Leander Voss"),
        ("Prepared 10/08/2026 for      LEANDER VOSS          Member No.  CB2-664\n", "Leander Voss"),
        ("Harbor Advantage HMO · My Claims · Leander Voss · SM8-331-0092\n", "Leander Voss"),
        ("MedLantern  ‹ My requests               LEANDER B. VOSS\nStatus: not covered\n", "Leander B. Voss"),
        ("called 12/7\nCard: Pine Mutual, ID LK-22, me = Leander Voss\n", "Leander Voss"),
        ("I see claim F-2608-30419, Leander Voss, code 45378, $1,740.00, Lakeside.\n", "Leander Voss"),
    ],
)
def test_it_names_the_patient_of_a_line_of_fields(text: str, patient: str) -> None:
    assert _identity(text).get("patient") == patient


@pytest.mark.parametrize(
    "text",
    [
        "Coverage    Co-op Group HMO (insured, Wis. OCI file 3304)\n",
        "I see claim F-2608-30419, Dr. Leander Voss, code 45378\n",
        "Member # HRH 5501 7743 (Gold PPO)\n",
        "claim 26-1, Salt Lake Clinic, 45378\n",
    ],
)
def test_it_takes_no_other_bracket_for_a_patient(text: str) -> None:
    assert "patient" not in _identity(text)


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("Servicio: 18 de mayo de 2026, terapia (92507), Voces del Valle LLC, cargo $145.00\n", "Voces del Valle LLC"),
        ("T4-1,1,2026-10-14,Ferngate PT Inc,97110,GP,95.00,58.20,46.56\n", "Ferngate PT Inc"),
        ("REQUEST  Behavior assessment 97151, Badger Behavior Group (network)\n", "Badger Behavior Group"),
        ("Cedar Newborn Doctors    10/02/2026   99460  $310.00\n", "Cedar Newborn Doctors"),
    ],
)
def test_it_names_who_billed_in_a_line_of_fields(text: str, provider: str) -> None:
    assert _parties(text).get("billing_provider") == provider


def test_it_names_a_specialist_by_surname() -> None:
    found = _parties("09/23/2026 Dr. Ahnert, cardiology   93306   $640.00   NOT PAID\n")
    assert found.get("rendering_provider") == "Dr. Ahnert"


def test_it_takes_no_employer_for_a_provider() -> None:
    assert "billing_provider" not in _parties("Group 3305, Tropical Ice Inc., premium $310.00\n")


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        (
            "Elm Health Cooperative         Claim recap for: LEANDER B. VOSS\nSponsor ..... Elm Paper Co. (x)\n",
            "Leander B. Voss",
        ),
        ("Attn: Accounts, St. Elm Hospital        copy: Leander Voss, employee no. LAR-30-00817\n", "Leander Voss"),
        ("[Member]   LEANDER B. VOSS          [ID]     PSB41177302\n", "Leander B. Voss"),
        ("You: Leander Voss          Elm ID: OH5-11-440\n", "Leander Voss"),
        ("Insured emp: LEANDER B. VOSS     Acct STW/6033\n", "Leander B. Voss"),
    ],
)
def test_it_names_the_patient_whom_a_paper_is_made_for(text: str, patient: str) -> None:
    assert _identity(text).get("patient") == patient


def test_it_takes_no_sponsor_for_a_patient() -> None:
    assert "patient" not in _identity("Sponsor ............. Elm Paper Co. (premium-funded policy)\n")


def test_it_names_the_provider_by_its_network_status() -> None:
    found = _parties("CLAIM ST-1126-90218   Elmshore Methodist (in network)   2026.10.20\n")
    assert found.get("billing_provider") == "Elmshore Methodist"


def test_it_takes_no_benefit_for_a_provider() -> None:
    assert "billing_provider" not in _parties("CLAIM ST-90218   Individual Deductible (in network)   $500.00\n")
