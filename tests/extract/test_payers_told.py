"""Who decides, in the places where papers of many hands name it: heads, portals, notes of a call, reviewers' letters."""

import pytest

from firstcheck.extract.identity import read_identity
from tests.extract.sheets import sheet_of


def _identity(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(sheet_of(text))}


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("## ROSEMARSH HEALTH ##   member copy\nCLAIM 88-1\nGROUP  PINE RIVER COLLEGE\n", "Rosemarsh Health"),
        ("[ BrookSure ]   Claims   ID cards   Pay premium      Hi, Ines!\nRequest BS-1\n", "BrookSure"),
        ("MiVida Norte  »  Mis reclamaciones  »  Detalle       Salir\nReclamación 12-4\n", "MiVida Norte"),
        ("Mi Portal · Tejas Costa Viva (plan de Medicaid)     Cerrar sesión\n", "Tejas Costa Viva"),
        ("QUIET HARBOR SENIOR HMO, a Medicare Advantage organization\nNotice of Denial\n", "Quiet Harbor Senior HMO"),
        ("SORIA COMMUNITY CARE, plan Medicaid   |  Farmacia administrada por Yucca Rx\n", "Soria Community Care"),
        ("ELM ROAD INTERIM MEDICAL        a short-term, limited-duration policy\n", "Elm Road Interim Medical"),
        ("NIÑOS FUERTES DEL VALLE (programa estatal de seguro para niños)\nHoja 1\n", "Niños Fuertes del Valle"),
        ("my notes, call w/ Bayside Trades Health (card: BTH PPO)\n- claim 55-1 denied\n", "Bayside Trades Health"),
        (
            "Claim 4-1   DENIED\nMember 4-1  |  Mesa Verde Health Cooperative individual HMO\n",
            "Mesa Verde Health Cooperative",
        ),
        (
            "FROM: Cedar Gap Federal Health (TRICARE regional contractor), Referral Mgt\nTO: A. Reed\n",
            "Cedar Gap Federal Health",
        ),
        ("STATE OF KANSAS\nDIVISION OF MEDICAL SERVICES - FEE-FOR-SERVICE MEDICAID\n", "Division of Medical Services"),
    ],
)
def test_it_names_the_payer(text: str, payer: str) -> None:
    assert _identity(text).get("payer") == payer


@pytest.mark.parametrize(
    ("text", "payer", "firm"),
    [
        (
            "HOLLIS-MERRICK ADMINISTRATIVE PARTNERS, LLC\nas claims agent of THE SYNOD OF THE PLAINS CHURCH BENEFIT PLAN\n",
            "Synod of the Plains Church Benefit Plan",
            "Hollis-Merrick Administrative Partners, LLC",
        ),
        (
            "BOLTON IMAGING STEWARDSHIP on behalf of PIEDMONT MUTUAL (HMO product)\nDate 10/01/2026\n",
            "Piedmont Mutual",
            "Bolton Imaging Stewardship",
        ),
        (
            "| ARDEN & PYE BENEFIT SERVICES     for    DOCK WORKERS HEALTH FUND (self-funded) |\n",
            "Dock Workers Health Fund",
            "Arden & Pye Benefit Services",
        ),
        (
            "Flint Ridge Benefit Services, Inc.\n12 Main St.\nHealth plan   City of Oakmont Employees (self-funded)\n",
            "City of Oakmont Employees",
            "Flint Ridge Benefit Services, Inc.",
        ),
        (
            "Hi Ana,\nYour claim was paid.\nThanks, Jo, Petrel Administrators for the Orchard Mills Employee Health Plan\n",
            "Orchard Mills Employee Health Plan",
            "Petrel Administrators",
        ),
        (
            "Medicare Summary Notice for Part B\nSend it to: Medicare Claims Office, c/o Aspen Contract Services, PO Box 9,\n",
            "Medicare",
            "Aspen Contract Services",
        ),
    ],
)
def test_it_tells_the_plan_from_the_firm_that_works_for_it(text: str, payer: str, firm: str) -> None:
    found = _identity(text)
    assert (found.get("payer"), found.get("plan_administrator")) == (payer, firm)


def test_it_takes_an_outside_reviewer_for_no_payer() -> None:
    found = _identity(
        "JUNIPER MEDICAL REVIEW, LLC - accredited Independent Review Organization\nCase 4-1\n"
        "Health carrier      Loup River Health Insurance Company    Member 5540\n"
    )
    assert found.get("payer") == "Loup River Health Insurance Company"


@pytest.mark.parametrize(
    "text",
    [
        "[MyMesa app]  Activity        Elko, NV\nClaim 1-2   DENIED\n",
        "[] approved   [X] not approved                 UM-1 IMG\nThe number of units is over the maximum. Umbrella form.\n",
        "Juniper Podiatry, Vernon CT\nJuniper Podiatry sent this bill.\n",
        "my notes, call w/ Member Services, Aug 4\n- claim 1-2 denied\n",
    ],
)
def test_it_takes_a_screen_a_form_or_a_clinic_for_no_payer(text: str) -> None:
    assert "payer" not in _identity(text)
