"""The kind of coverage, from the paper's own words only."""

from collections import Counter

import pytest

from firstcheck.extract.plan import derive_plan_type, read_plan
from firstcheck.facts.fact import Confidence, Fact, Status
from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.knowledge.load import knowledge
from tests.extract.sheets import sheet_of as sheet


def _facts(text: str) -> dict[str, object]:
    facts = read_plan(sheet(text))
    derived = derive_plan_type(facts)
    return {fact.name: fact.value for fact in [*facts, *([derived] if derived else [])]}


@pytest.mark.parametrize(
    ("text", "plan_type"),
    [
        (
            "The plan is self-funded by Elm Corp. Oak TPA does not insure the benefits. ERISA applies.",
            "self_funded_erisa",
        ),
        ("Group: 77120\nUnderwritten by Elm Mutual. Your employer's group policy.", "fully_insured_group"),
        ("An individual policy bought on the Marketplace.", "individual_aca"),
        ("Elm Medicare Advantage (HMO)", "medicare_advantage"),
        ("MEDICARE SUMMARY NOTICE for Part B", "original_medicare"),
        ("Elm Rx (PDP) Medicare prescription drug coverage", "part_d"),
        ("Aviso de su plan de Medicaid. Organización de atención administrada de Medicaid.", "medicaid_managed_care"),
        ("TRICARE Prime. DoD Benefits No. 0012", "tricare"),
        ("A fee-for-service plan offered under the Federal Employees Health Benefits Program", "fehb_pshb"),
        ("This is a church plan that has not elected ERISA.", "church"),
        ("A self-funded governmental plan of Tide County, not subject to ERISA.", "nonfederal_governmental"),
        ("Elm University Student Health Insurance Plan", "student_health"),
        ("This is not insurance. We are a health care sharing ministry.", "sharing_ministry"),
        ("THIS POLICY PAYS FIXED AMOUNTS. It is a hospital indemnity policy.", "fixed_indemnity"),
        ("Short-term limited-duration health insurance policy", "short_term"),
    ],
)
def test_it_derives_the_plan_type(text: str, plan_type: str) -> None:
    assert _facts(text).get("plan_type") == plan_type


@pytest.mark.parametrize(
    "text",
    [
        "Your claim was not paid. Call us.",
        "If your plan is subject to ERISA you may sue.",
        "This provider accepts Medicare and may not charge you more.",
        "Your claim ending in 5520 is complete: NOT PAID.",
    ],
)
def test_it_guesses_no_plan_type(text: str) -> None:
    assert "plan_type" not in _facts(text)


def test_it_leaves_a_plan_type_that_was_answered() -> None:
    assert derive_plan_type([Fact("plan_type", "chip"), Fact("funding", "self_funded")]) is None


def test_it_reads_the_state_from_the_regulator_and_not_from_an_address() -> None:
    assert _facts("Questions? Ohio Department of Insurance, 1-800-686-1526.")["state"] == "OH"
    assert "state" not in _facts(
        "Elm Health, PO Box 1, Columbus, OH 43215. Not under the Texas Department of Insurance."
    )


@pytest.mark.parametrize(
    ("text", "timing"),
    [
        ("EXPLANATION OF BENEFITS. Claim number 26-1188-004. You owe $20.00.", "post_service"),
        ("We cannot approve the request for prior authorization of an MRI.", "pre_service"),
        ("Concurrent review: continued stay is not approved from May 2 on.", "concurrent"),
    ],
)
def test_it_tells_when_the_decision_fell(text: str, timing: str) -> None:
    assert _facts(text)["timing"] == timing


def test_it_calls_urgent_what_the_paper_calls_urgent() -> None:
    assert _facts("Decision on your request CW-902214 (expedited): not approved.")["urgent"] is True
    assert "urgent" not in _facts("We cannot approve your request. You may ask for an expedited appeal.")


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        (
            "Under Brightmark Imaging Criteria, section SP-3.2, the test is not needed.",
            "Brightmark Imaging Criteria, section SP-3.2",
        ),
        ("We used MCG Imaging Guidelines, A-0042.", "MCG Imaging Guidelines, A-0042"),
        ("See medical policy RAD-301 for details.", "medical policy RAD-301"),
        ("Según la política SIC-2 no procede.", "política SIC-2"),
    ],
)
def test_it_reads_a_named_criterion(text: str, criterion: str) -> None:
    assert _facts(text)["criteria_cited"] == criterion


@pytest.mark.parametrize(
    "text",
    ["It does not meet our medical policy.", "Notice of Adverse Benefit Determination", "Your group policy 0041877"],
)
def test_it_takes_no_unnamed_rule_for_a_criterion(text: str) -> None:
    assert "criteria_cited" not in _facts(text)


def _own_phrases(plan: str) -> list[str]:
    """The words that `tell` gives to this plan type and to no other; # is a digit."""
    plans = [other for other in knowledge().plan_types.values() if other.id != "grandfathered"]
    counted = Counter(phrase for other in plans for phrase in other.tell.phrases())
    return [p.replace("#", "7") for p in knowledge().plan_types[plan].tell.phrases() if counted[p] == 1]


@pytest.mark.parametrize("plan", PLAN_TYPES)
def test_it_knows_a_plan_by_the_words_of_its_file(plan: str) -> None:
    """A paper that shows all of a plan type's own words is of that type, whatever the rest of it says."""
    assert _facts("Your claim was not paid.\n" + "\n".join(_own_phrases(plan))).get("plan_type") == plan


@pytest.mark.parametrize(
    ("text", "plan_type"),
    [
        ("You may sue under section 502(a) of ERISA. Questions: EBSA 1-866-444-3272.", "self_funded_erisa"),
        ("Medical assistance. You may ask for a fair hearing. Recipient ID 0605518842.", "medicaid_ffs"),
        ("Through your job. Help: Department of Managed Health\nCare (DMHC). You may ask for an IMR.", None),
        ("Your silver card. This is not a bill.", None),
        ("Send it to the Department of Insurance. Independent medical review may follow.", None),
    ],
)
def test_it_wants_several_words_that_point_one_way(text: str, plan_type: str | None) -> None:
    assert _facts(text).get("plan_type") == plan_type


def test_it_stays_doubtful_of_what_words_alone_tell() -> None:
    facts = read_plan(sheet("You may sue under section 502(a) of ERISA. Questions: EBSA 1-866-444-3272."))
    (told,) = [fact for fact in facts if fact.name == "plan_type"]
    assert told.confidence is Confidence.LOW and told.status is Status.DERIVED
    assert told.source is not None and told.source.quote


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Policy: Elm Blue HMO, insured small group, New Hampshire.", "NH"),
        ("Elm Salud (plan individual del Mercado, Florida, HMO Bronce)", "FL"),
        ("Underwritten HMO - large group - Utah                  1-801-555-0184", "UT"),
        ("Coverage: Elm Gold EPO, Marketplace, Oregon", "OR"),
    ],
)
def test_it_names_the_state_behind_the_kind_of_policy(text: str, state: str) -> None:
    assert _facts(text)["state"] == state


@pytest.mark.parametrize(
    "text",
    ["self-insured, Ohio", "insured, Ohio 44101", "Marketplace, Oregon Health Plan", "individual, Salem, Oregon"],
)
def test_it_takes_no_town_or_address_for_a_state(text: str) -> None:
    assert "state" not in _facts(text)
