"""Numbers under words that are rarer than the usual labels, or that several things go by."""

import pytest

from firstcheck.extract.identity import read_identity
from tests.extract.sheets import sheet_of as sheet

_NUMBERED = [
    ("Hola, Marta Robledo (miembro 4410-7782-03)\n", "member_id", "4410-7782-03"),
    ("MEMBER Prado, Luis     SSN/ID xxx-xx-4418 / KLT 4418-02     PATIENT Prado, Ana\n", "member_id", "KLT 4418-02"),
    ("c/o Marta Robledo, titular, n.\u00ba KL-4410-7782-A\n", "member_id", "KL-4410-7782-A"),
    ("Paciente: Luis Prado        Afiliaci\u00f3n KLS 4410 778 20\n", "member_id", "KLS 4410 778 20"),
    ("Beneficiario: Luis Prado\nMPI: 0090 4410 77\n", "member_id", "0090 4410 77"),
    ("Short term medical plan\nPolicy KLM-44107-0093, eff. 05/01/2026\n", "member_id", "KLM-44107-0093"),
    ("N.\u00ba OHP: QL 4410 W 07\n", "member_id", "QL 4410 W 07"),
    ("PATIENT / ID ......... PRADO-TATE, LUIS / KGH 441-18-5507\n", "member_id", "KGH 441-18-5507"),
    ("Health carrier  Elm Insurance Company    Member 4410 KPH 21\n", "member_id", "4410 KPH 21"),
    ("Socia n.\u00ba 0417-KLS-883\n", "member_id", "0417-KLS-883"),
    ("LUISA PRADO-TATE   /  KCH 4410-0091-3   /  Gold PPO\n", "member_id", "KCH 4410-0091-3"),
    ("> Mi carn\u00e9 es KAZ 4410 203 5. Ustedes me negaron.\n", "member_id", "KAZ 4410 203 5"),
    ("Preautorizaci\u00f3n solicitada: KA-26-0811947 (recibida 6-ago-2026)\n", "case_number", "KA-26-0811947"),
    ("Subject: [SECURE] Pre-service decision 4K-260921-0093 - action may be needed\n", "case_number", "4K-260921-0093"),
    ("PAGE 1 of 2       UTN K7B0026804119\n", "case_number", "K7B0026804119"),
    ("Estudio: tomograf\u00eda\nFolio:    SOK-26-44107\n", "case_number", "SOK-26-44107"),
    ("October 12, 2026          Our letter no. 26-K0427-3\n", "case_number", "26-K0427-3"),
    ("Subj: Precert 5L-118820 CLOSED-ELIG\n", "case_number", "5L-118820"),
    (
        "This is not a bill\nSvc 06/24/26   chg $310.00   Tracking  9-44183-00714-MV\n",
        "claim_number",
        "9-44183-00714-MV",
    ),
    (
        "YOUR CLAIM AT A GLANCE\n  WHEN          September 4, 2026\n  OUR NO.       44247-880-3-OOA\n",
        "claim_number",
        "44247-880-3-OOA",
    ),
    ("Claims / KW-4471-ORTH-08\n", "claim_number", "KW-4471-ORTH-08"),
    (
        "EXPLICACI\u00d3N DE PAGO N\u00ba 26-KOS-330178\nNo es una factura.\nTitular: Luis Prado\n",
        "claim_number",
        "26-KOS-330178",
    ),
    ("Certif. de grupo KW-0080\n", "group_number", "KW-0080"),
    ("Group   Elm Press  (no. 4-7180)\n", "group_number", "4-7180"),
    ("School:  Elm Hills College (Policy KHP-9912)   student plan\n", "group_number", "KHP-9912"),
    (
        "Member ID KL 4410 7782\nStatus CERTIFIED 12/11/2026\nCert no. KPR-2612-40055\n",
        "authorization_number",
        "KPR-2612-40055",
    ),
]


@pytest.mark.parametrize(("text", "name", "number"), _NUMBERED)
def test_it_reads_the_number_under_its_rarer_word(text: str, name: str, number: str) -> None:
    assert {fact.name: fact.value for fact in read_identity(sheet(text))}.get(name) == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Notes of the call of Aug 24, call ID 4471-88-KC\n", "member_id"),
        ("Elm Health | Msg id 43644.99201.QK\n", "member_id"),
        ("Subj: Precert 5L-118820 CLOSED-ELIG\n", "authorization_number"),
        ("We are trying to collect a debt.\nElm Anesthesia\naccount number 01992-FK.\n", "group_number"),
    ],
)
def test_it_takes_no_number_of_something_else(text: str, name: str) -> None:
    assert name not in {fact.name for fact in read_identity(sheet(text))}
