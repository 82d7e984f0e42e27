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


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("BrookKids CHIP | Parent Center | Claims > Details\nChild: Ines Calder\n", "BrookKids CHIP"),
        (
            "Pine College Student Plan 2026-27      insured by Cobalt Ridge Life Ins. Co.\n",
            "Cobalt Ridge Life Ins. Co.",
        ),
        ("TRICARE Pharmacy - Anvil Script PBM                    DATE OF NOTICE 10/27/2026\n", "Anvil Script PBM"),
        ("MY NOTES - called insurance 12/7\nCard: Pine Mutual (state plan), ID LK-22\n", "Pine Mutual"),
        (
            "FROM: BROOK STUDENT INSURANCE   10/26/2026\nInsured student health policy of Elm College\n",
            "Brook Student Insurance",
        ),
        ("copiado de la página de SALUD BROTE (póliza individual)  Aviso 19-nov-2026\n", "Salud Brote"),
        ("Cobalt Dental Guild    DENTAL BENEFIT STATEMENT     No payment due\n", "Cobalt Dental Guild"),
        ("[16:22] Tamsin (Foxwood Administrators): Good afternoon.\n[16:23] You: hi\n", "Foxwood Administrators"),
        (
            "Arden Imaging Stewardship, LLC - reviewing for the Elm Paper Employee Health Plan\nSept 3, 2026\n",
            "Elm Paper Employee Health Plan",
        ),
        ("ARDEN POST-ACUTE for Cobalt Medicare Plus (PPO), H2207\nNOTICE OF DENIAL\n", "Cobalt Medicare Plus"),
        ("SALUD BROTE, plan individual EPO del Mercado        Farmacia: Uno\n", "Salud Brote"),
        (
            "Cobalt Student Health Insurance\nunderwritten by Anvil Life & Health Assurance Co.\n",
            "Anvil Life & Health Assurance Co.",
        ),
        (
            "SKYWARD AEROMEDICAL LLC     STATEMENT 0006\nLess: Cobalt Gap Insurance payment     -$9,114.72\n",
            "Cobalt Gap Insurance",
        ),
    ],
)
def test_it_names_the_payer_by_its_place(text: str, payer: str) -> None:
    assert _identity(text).get("payer") == payer


@pytest.mark.parametrize("text", ["he also read me a bunch about my plan\n", "Notificación de la app BROTE PLUS\n"])
def test_it_takes_no_sentence_or_title_for_a_payer(text: str) -> None:
    assert "payer" not in _identity(text)


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        (
            "Cobalt Claims, Inc., for the Elm Glass Co. Employee Plan (employer money)   Nov 18\n",
            "Elm Glass Co. Employee Plan",
        ),
        ("ARCO BROTE — Seguro de Salud Infantil del Estado (CHIP)\nAviso\n", "Arco Brote"),
        ("CUIDADO BROTE DEL CONDADO\nPlan de salud de Medicaid\nAviso\n", "Cuidado Brote del Condado"),
        ("RECETA BROTE   administrador de farmacia de Aseguradora Brote (póliza de grupo)\n", "Aseguradora Brote"),
        (
            "Foreign Elm Employees Benefit Plan (FEHB code QJ1)\nClaims Center, 2 Elm Plaza\n",
            "Foreign Elm Employees Benefit Plan",
        ),
        (
            "Elm Trust Administrators\nclaim office for the ELM SCHOOLS BENEFIT POOL (self-funded)\n",
            "Elm Schools Benefit Pool",
        ),
    ],
)
def test_it_names_the_payer_whose_program_stands_beside_it(text: str, payer: str) -> None:
    assert _identity(text).get("payer") == payer
