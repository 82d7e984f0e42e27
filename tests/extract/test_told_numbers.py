"""Numbers that no field announces: in sentences, chats, trails, behind names and employers."""

import pytest

from firstcheck.extract.identity import read_identity
from tests.extract.sheets import sheet_of as sheet


def _read(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_identity(sheet(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Agent: May I have the ID on your card?\nVisitor: Anton Weller  BQ 60713 9925\n",
        "13:03  BEX   Can I have your student cert number?\n13:03  YOU   BQ 60713 9925\n",
        "My member no. is BQ 60713 9925. Last year you paid.\n",
        "Yo estoy asegurada, mi número es BQ 60713 9925\n",
        "Cardholder: BQ 60713 9925      Appeal received: 29 September 2026\n",
        "Member    Ines Castell-Wray, BQ 60713 9925\n",
        "Afil. ....... BQ 60713 9925\n",
        "Tarj. BQ 60713 9925\n",
        "Dear Hiro Valder (BQ 60713 9925),\n",
        "The plan is self-insured. Member code BQ 60713 9925.\n",
    ],
)
def test_it_finds_the_members_number_without_its_usual_label(text: str) -> None:
    assert _read(text).get("member_id") == "BQ 60713 9925"


@pytest.mark.parametrize(
    "text",
    [
        "Provider: Elm Institute (NPI 1803052103).\nCardholder of the plan: see above\n",
        "Alder Medicare Gold (HMO)      Plan ID  H5521-014\n",
        "Live chat transcript      session ID 8841-2209-55\n",
    ],
)
def test_it_takes_no_other_number_for_a_members(text: str) -> None:
    assert "member_id" not in _read(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Employer ...... Sugar Hill Outfitters (fully insured, Vermont), acct 88124\n", "88124"),
        ("Patrón   Hotel Las Palmas, cuenta 50017\n", "50017"),
        ("Employer group   Prewitt Roofing Supply (77-0410)    Provider  Elm Allergy PSC\n", "77-0410"),
        ("Policyholder group   Port Ansel Credit Union  /  62-0917    Fully insured\n", "62-0917"),
        ("Group insurance policy 55-90114, Hoosier Cabinets Inc.\n", "55-90114"),
    ],
)
def test_it_finds_the_groups_number_behind_the_employer(text: str, number: str) -> None:
    assert _read(text).get("group_number") == number


@pytest.mark.parametrize(
    "text",
    ["Hudson Skin Group          11102      $255.00\n", "Account    ABA-771420-3     Statement date 12/02/2026\n"],
)
def test_it_takes_no_code_or_account_for_a_group(text: str) -> None:
    assert "group_number" not in _read(text)


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("willow|benefits   >  Claims  >  WB26-1014-55093\n", "claim_number", "WB26-1014-55093"),
        ("MyAlder   Inbox (1)   Appeals > AP-26-118804\n", "case_number", "AP-26-118804"),
        (
            "Núm. control interno (ICN)     Prestador\n626-2190-00815                 Clínica\n",
            "claim_number",
            "626-2190-00815",
        ),
        ("In reply refer to: FB3-2607-0558\n", "case_number", "FB3-2607-0558"),
        (
            "The surgery is certified under\nnumber RB-60018, good for one admission.\n",
            "authorization_number",
            "RB-60018",
        ),
        (
            "The approval on file, A26-70055512 (good to 09/18/26), was for another site.\n",
            "authorization_number",
            "A26-70055512",
        ),
        ("Aprobamos 24 horas con el número 88-AB-40117. Las demás no.\n", "authorization_number", "88-AB-40117"),
    ],
)
def test_it_reads_trails_headings_and_approvals(text: str, name: str, number: str) -> None:
    assert _read(text).get(name) == number


@pytest.mark.parametrize(
    "text",
    [
        "Form CMS 10123                     OMB approval 0938-0953\n",
        "The plan said that 29881 needs no approval. No necesita autorización previa (ref. 0626-118).\n",
        "Certificate FT-119-40551          Statement ref. S-260908-114\n",
    ],
)
def test_it_takes_no_clearance_or_call_for_an_approval(text: str) -> None:
    assert "authorization_number" not in _read(text)
