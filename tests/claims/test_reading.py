"""Claims that came as data to determinations: one for each group of refused lines, in the shape of the contract."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from firstcheck.analyze import Analysis, analyze
from firstcheck.facts.case import Outcome
from firstcheck.intake import Document, read_file
from tests.contract import checked
from tests.intake.fhir.made import CARC, GROUP, RARC, REVIEW, STATUS, concept, item, money, reason, record
from tests.intake.x12.made import NETWORK_REFUSALS, claim, refused, remittance, service, written
from tests.intake.x12.test_samples import NAMED, needs_samples

TODAY = date(2026, 11, 28)


def remit(*claims: Sequence[str]) -> Document:
    return read_file(written(remittance(*claims)), "remit.835")


def record_file(*items: dict[str, Any], **more: Any) -> Document:
    import json

    return read_file(json.dumps(record(*items, **more)).encode(), "eob.json")


def answer(*documents: Document, **answers: object) -> Analysis:
    analysis = analyze(documents, answers, TODAY)
    checked(analysis.contract())
    return analysis


@pytest.mark.parametrize("name", NETWORK_REFUSALS)
def test_it_hears_every_network_refusal_in_codes(name: str) -> None:
    analysis = answer(remit(refused("7001", "74177", *NETWORK_REFUSALS[name])), plan_type="self_funded_erisa")
    (made,) = analysis.decision.determinations
    assert made.denial.family == ("referral" if "243" in name else "network")
    assert made.denial.outcome is Outcome.DENIED
    assert made.claim_number == "7001"
    assert made.lines == ("1.1.1",)
    assert any(deadline.kind == "internal_appeal" for deadline in made.deadlines)


def test_it_gives_each_group_of_refused_lines_its_own_determination() -> None:
    body = [
        *service("74177", "100", "0", "CO*197"),
        *service("74178", "100", "0", "CO*197"),
        *service("80053", "100", "0", "PR*242"),
        *service("99213", "100", "0", "CO*252", "N706"),
        *service("99214", "100", "80", ""),
    ]
    analysis = answer(remit(claim(billed="500", paid="80", body=body)))
    found = {d.lines: (d.denial.family, d.route.id) for d in analysis.decision.determinations}
    assert found[("1.1.1", "1.1.2")][0] == "authorization"
    assert found[("1.1.3",)][0] == "network"
    assert found[("1.1.4",)][0] == "information"
    assert len(found) == 3
    assert [line.outcome.value for line in analysis.case.lines] == ["denied"] * 4 + ["paid"]


def test_it_names_papers_facts_and_sources() -> None:
    analysis = answer(remit(refused("7001", "74177:26", "PR*242", "N885")))
    plain = analysis.contract()
    (paper,) = plain["documents"]
    assert (paper["kind"], paper["reading"]) == ("remittance_835", "structured")
    facts = {fact["name"]: fact for fact in plain["facts"]}
    assert facts["payer"]["value"] == "HARBORLINE MUTUAL"
    assert facts["adjustment_codes"]["value"] == ["PR-242"]
    assert facts["adjustment_codes"]["source"]["quote"] == "CAS*PR*242*612"
    assert facts["remark_codes"]["value"] == ["N885"]
    assert facts["patient_responsibility"]["value"] == "612.00"
    assert facts["notice_date"]["value"] == "2026-09-10"
    assert facts["modifiers"]["value"] == ["26"]
    document = remit(refused("7001", "74177:26", "PR*242", "N885"))
    for fact in plain["facts"]:
        if fact["source"]:
            assert fact["source"]["quote"] in document.pages[fact["source"]["page"] - 1].text


def test_it_keeps_every_quote_on_its_page_in_long_files() -> None:
    document = remit(*(refused(str(n), "74177", "PR*242") for n in range(60)))
    analysis = answer(document)
    sources = [fact.source for fact in analysis.case.facts if fact.source]
    sources += [refusal.quote for refusal in analysis.case.refusals if refusal.quote]
    assert len(sources) > 500
    assert len(analysis.decision.determinations) == 60
    for source in sources:
        assert source.quote in document.pages[(source.page or 1) - 1].text


@pytest.mark.parametrize(
    ("status", "paid", "adjusted", "remark", "expected"),
    [
        ("1", "400", "CO*45*212", "", Outcome.PAID),
        ("1", "0", "PR*1*612", "", Outcome.PATIENT_SHARE),
        ("1", "0", "CO*45*612", "", Outcome.PAID),
        ("1", "0", "OA*23*612", "", Outcome.PAID),
        ("1", "300", "PR*242*312", "", Outcome.REDUCED),
        ("1", "300", "CO*119*312", "", Outcome.PARTLY_DENIED),
        ("4", "0", "CO*16*612", "MA130", Outcome.UNPROCESSABLE),
        ("25", "0", "CO*197*612", "", Outcome.NOT_A_DECISION),
        ("22", "-400", "CO*45*-212", "", Outcome.UNKNOWN),
        ("1", "0", "OA*133*612", "", Outcome.PENDING),
        ("4", "0", "", "", Outcome.DENIED),
        ("1", "0", "", "", Outcome.UNKNOWN),
    ],
)
def test_it_tells_what_was_decided(status: str, paid: str, adjusted: str, remark: str, expected: Outcome) -> None:
    billed = "-612" if status == "22" else "612"
    body = [f"SVC*HC:74177*{billed}*{paid}**1", *([f"CAS*{adjusted}"] if adjusted else [])]
    body += [f"LQ*HE*{remark}"] if remark else []
    analysis = answer(remit(claim(status=status, billed=billed, paid=paid, body=body)))
    assert analysis.primary.denial.outcome is expected


def test_it_decides_a_corrected_claim_and_not_its_reversal() -> None:
    back = claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])
    right = claim("7001", "1", "612", "0", body=service("72148", "612", "0", "CO*197"))
    analysis = answer(remit(back, right))
    (made,) = analysis.decision.determinations
    assert (made.denial.family, made.denial.outcome) == ("authorization", Outcome.DENIED)


def test_it_says_aloud_what_was_taken_back_without_a_new_decision() -> None:
    analysis = answer(remit(claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])))
    assert any("taken back" in alert.say for alert in analysis.plan.alerts)


def test_it_reads_a_claim_refused_as_a_whole_without_lines() -> None:
    analysis = answer(remit(claim(status="4", body=["CAS*CO*29*612"])))
    (made,) = analysis.decision.determinations
    assert made.denial.family == "timely-filing"
    assert analysis.case.lines[0].billed == Decimal("612")


def test_it_takes_a_bill_type_for_no_place_of_service() -> None:
    professional = answer(remit(claim(place="11", body=service("74177", "612", "0", "CO*197"))))
    assert professional.case.value("place_of_service") == "11"
    stay = answer(remit(claim(place="11", body=["MIA*0***0", *service("74177", "612", "0", "CO*197")])))
    assert stay.case.value("place_of_service") is None
    revenue = answer(remit(claim(place="13", body=["SVC*HC:74177*612*0*0350*1", "CAS*CO*197*612"])))
    assert revenue.case.value("place_of_service") is None


@pytest.mark.parametrize(
    ("filing", "plan_type"),
    [("MB", "original_medicare"), ("16", "medicare_advantage"), ("CH", "tricare"), ("MC", None), ("12", None)],
)
def test_it_derives_the_plan_only_where_the_file_settles_it(filing: str, plan_type: str | None) -> None:
    assert answer(remit(refused("7001", "74177", "CO*50", filing=filing))).case.value("plan_type") == plan_type


def test_it_lets_answers_win() -> None:
    analysis = answer(remit(refused("7001", "74177", "PR*242")), plan_type="individual_aca", claim_number="OTHER")
    assert analysis.case.value("plan_type") == "individual_aca"
    assert analysis.case.value("claim_number") == "OTHER"


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_gives_the_contract_for_every_sample(name: str) -> None:
    document = read_file(NAMED[name])
    analysis = answer(document)
    assert {d.id for d in analysis.decision.determinations}
    for source in (fact.source for fact in analysis.case.facts if fact.source):
        assert source.quote in document.pages[(source.page or 1) - 1].text


def test_it_decides_a_benefit_record_line_by_line() -> None:
    document = record_file(
        item(
            1,
            "74177",
            reason("denialreason", (GROUP, "PR"), (CARC, "242"), (RARC, "N885"), amount=612),
            money("submitted", 612),
        ),
        item(2, "99213", money("submitted", 100), money("benefit", 80)),
    )
    analysis = answer(document)
    (made,) = analysis.decision.determinations
    assert (made.denial.family, made.lines) == ("network", ("1.1.1",))
    assert analysis.contract()["documents"][0]["kind"] == "fhir_eob"


def test_it_decides_a_request_that_a_reviewer_refused() -> None:
    action = {
        "url": REVIEW,
        "extension": [
            {"url": "number", "valueString": "A"},
            {"url": "code", "valueCodeableConcept": concept(("https://codesystem.x12.org/005010/306", "A3"))},
        ],
    }
    analysis = answer(record_file(item(1, "72148", extension=[action]), use="preauthorization"))
    assert analysis.primary.denial.outcome is Outcome.DENIED
    assert analysis.case.value("timing") == "pre_service"


def test_it_says_where_network_statuses_differ() -> None:
    statuses = [
        reason("billingnetworkstatus", (STATUS, "innetwork")),
        reason("renderingnetworkstatus", (STATUS, "outofnetwork")),
    ]
    analysis = answer(
        record_file(item(1, "74177", *statuses, reason("adjustmentreason", (GROUP, "PR"), (CARC, "242"))))
    )
    (said,) = [alert.say for alert in analysis.plan.alerts if "network status" in alert.say]
    assert "billing innetwork" in said
    assert "rendering outofnetwork" in said
