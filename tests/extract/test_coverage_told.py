"""Kind of coverage, network, criterion and provision in the words of papers of many hands."""

import pytest

from firstcheck.extract.criteria import read_criteria
from firstcheck.extract.plan import derive_plan_type, read_plan
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of


def _read(text: str) -> dict[str, object]:
    facts = read_plan(sheet_of(text))
    derived = derive_plan_type(facts)
    return {fact.name: fact.value for fact in (*facts, *([derived] if derived else []))}


#: What stands between the head of a letter and what it says of another payer.
_BODY = "We looked at the bill and at what the clinic sent us with it.\n" * 18


@pytest.mark.parametrize(
    ("text", "plan_type"),
    [
        ("Grp       Fieldstone Roofing (insured)    Trk   T-70\n", "fully_insured_group"),
        ("Insured large group - Prairie Feed & Supply  -  HMO\n", "fully_insured_group"),
        ("Póliza grupal asegurada: Viñedos del Río S.A.        PPO\n", "fully_insured_group"),
        (
            "Plan grupal asegurado · PPO Oro\nEl Plan Oro no reconoce honorarios ajenos a la red.\n",
            "fully_insured_group",
        ),
        ("Your employer, Grange Co-op, has an insured Slate Health PPO policy.\n", "fully_insured_group"),
        (
            "Policy: Cabinet Works (9 employees), insured small group PPO\n"
            + _BODY
            + "You became 65 and have Medicare Part B.\n"
            "Medicare had to be billed before us.\n",
            "fully_insured_group",
        ),
        ("on behalf of the Teal Aerospace Medical Plan (funded by Teal Aerospace; not insured)\n", "self_funded_erisa"),
        ("SALUD ISLEÑA PRIMERO - Plan de Salud del Gobierno (Vital)\n", "medicaid_managed_care"),
        (
            "Juniper HMO, individual & family plans\n"
            "(Members of employer plans that are self-funded: these instructions are not for you.)\n",
            "individual_aca",
        ),
    ],
)
def test_it_tells_the_kind_of_plan(text: str, plan_type: str) -> None:
    assert _read(text).get("plan_type") == plan_type


@pytest.mark.parametrize(
    "text",
    [
        "Health plan   Bay Pelican Health (POS, employer group, insured)\n",
        "fully insured / group GR-31090 / POS | Do not send appeals here\n",
        "Insured group, POS          Cert. TP-661\n",
    ],
)
def test_it_reads_point_of_service_beside_the_kind_of_contract(text: str) -> None:
    assert _read(text).get("product") == "pos"


@pytest.mark.parametrize(
    "text", ["Date, POS, CPT\n06/01/2026, 22, 70551\n", "DATE   POS   CODE\n06/01/2026   11   99213\n"]
)
def test_it_takes_a_place_of_service_for_no_product(text: str) -> None:
    assert "product" not in _read(text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("No cumple con lo que el plan entiende por necesidad (Guía OST-R7, 2025).", "criteria_cited", "Guía OST-R7"),
        ("Our policy NEU-31 reads the published studies as too few.", "criteria_cited", "NEU-31"),
        (
            "It never pays for what began before, treated or not. (Part D, Exclusion 1.)",
            "plan_provision",
            "Part D, Exclusion 1",
        ),
        ("No cubre cirugía de apariencia (Parte 6, inciso h).", "plan_provision", "Parte 6, inciso h"),
        (
            "It did not buy the rider, and Certificate 9(k) leaves the surgery out.",
            "plan_provision",
            "Certificate 9(k)",
        ),
        ("The Plan, Art. VI sec. 6.3(k), pays for no such treatment.", "plan_provision", "Art. VI sec. 6.3(k)"),
    ],
)
def test_it_names_the_criterion_or_the_provision(text: str, name: str, value: str) -> None:
    found = {fact.name: fact.value for fact in read_criteria(survey(sheet_of(text)))}
    assert found.get(name) == value


@pytest.mark.parametrize("text", ["Your policy GEN-4410 began in May.", "This drug is not under your plan (Part D)."])
def test_it_takes_a_contract_or_a_part_of_medicare_for_neither(text: str) -> None:
    assert not read_criteria(survey(sheet_of(text)))
