"""One claim on several papers: letter, benefit record and remittance are one case, and what differs is said."""

import json
from datetime import date

from firstcheck.analyze import Analysis, analyze
from firstcheck.facts.case import Outcome
from firstcheck.intake import Document, read_file, read_text
from tests.contract import checked
from tests.intake.fhir.made import CARC, GROUP, item, money, reason, record
from tests.intake.x12.made import claim, refused, remittance, service, written

LETTER = """HARBORLINE MUTUAL
September 14, 2026

Dear Jane Doe,

Member ID: W123456789
Claim number: {number}
Date of service: {day}

Your claim for a CT of the abdomen was denied. The provider is outside the plan's network, and your plan does not
pay for services from out-of-network providers. {extra}

You may appeal within 180 days after you receive this notice.
"""


def letter(number: str = "7001", day: str = "August 24, 2026", extra: str = "") -> Document:
    return read_text(LETTER.format(number=number, day=day, extra=extra), "letter.txt")


def remit(*claims: list[str]) -> Document:
    return read_file(written(remittance(*claims)), "remit.835")


def benefit(code: str = "242") -> Document:
    refusing = reason("denialreason", (GROUP, "PR"), (CARC, code), amount=612)
    return read_file(json.dumps(record(item(1, "74177", refusing, money("submitted", 612)))).encode(), "eob.json")


def answer(*documents: Document) -> Analysis:
    analysis = analyze(documents, {}, date(2026, 11, 28))
    checked(analysis.contract())
    return analysis


def test_it_joins_a_letter_and_a_remittance_of_one_claim() -> None:
    analysis = answer(letter(), remit(refused("7001", "74177", "PR*242")))
    (made,) = analysis.decision.determinations
    assert made.denial.family == "network"
    assert made.lines == ("2.1.1",)
    assert made.denial.quote is not None
    assert "network" in made.denial.quote.quote
    assert not [c for c in analysis.case.conflicts if c.name == "reason"]
    assert [paper.name for paper in analysis.case.papers] == ["letter.txt", "remit.835"]


def test_it_joins_the_same_whatever_the_order_of_the_papers() -> None:
    first = answer(letter(), remit(refused("7001", "74177", "PR*242")))
    other = answer(remit(refused("7001", "74177", "PR*242")), letter())
    (a,), (b,) = first.decision.determinations, other.decision.determinations
    assert (a.denial.family, a.route.id, a.deadlines) == (b.denial.family, b.route.id, b.deadlines)
    assert [paper.name for paper in other.case.papers] == ["remit.835", "letter.txt"]
    assert b.denial.quote is not None
    assert b.denial.quote.document == 1
    quoted = [fact.source for fact in other.case.facts if fact.name == "member_id" and fact.source]
    assert quoted[0].document == 1


def test_it_joins_three_papers_into_one_determination() -> None:
    analysis = answer(letter(), benefit(), remit(refused("7001", "74177", "PR*242")))
    assert len(analysis.decision.determinations) == 1
    assert analysis.primary.denial.family == "network"


def test_it_counts_the_date_from_what_the_member_was_told() -> None:
    analysis = answer(letter(), remit(refused("7001", "74177", "PR*242")))
    assert analysis.case.value("notice_date") == date(2026, 9, 14)


def test_it_says_when_the_papers_give_different_reasons() -> None:
    analysis = answer(letter(), remit(refused("7001", "74177", "CO*197")))
    (conflict,) = [c for c in analysis.case.conflicts if c.name == "reason"]
    assert len(conflict.values) == 2
    assert len({fact.source.document for fact in conflict.values if fact.source}) == 2
    assert any(alert.kind == "conflict" for alert in analysis.plan.alerts)
    (made,) = analysis.decision.determinations
    assert {made.denial.family, *made.denial.also} >= {"network", "authorization"}


def test_it_says_when_the_papers_give_different_days_and_amounts() -> None:
    analysis = answer(letter(day="August 25, 2026"), remit(refused("7001", "74177", "PR*242")))
    named = {conflict.name: [str(fact.value) for fact in conflict.values] for conflict in analysis.case.conflicts}
    assert named["service_date"] == ["2026-08-25", "2026-08-24"]


def test_it_keeps_claims_apart_that_have_other_numbers() -> None:
    analysis = answer(letter("9999111"), remit(refused("7001", "74177", "CO*197")))
    assert {d.denial.family for d in analysis.decision.determinations} == {"network", "authorization"}


def test_it_finds_the_claim_of_a_letter_among_many() -> None:
    others = [refused(str(n), "80053", "CO*16", "N382") for n in range(7100, 7105)]
    analysis = answer(letter(), remit(*others, refused("7001", "74177", "PR*242")))
    network = [d for d in analysis.decision.determinations if d.denial.family == "network"]
    assert [d.claim_number for d in network] == ["7001"]
    assert len(analysis.decision.determinations) == 6


def test_it_joins_by_day_and_service_where_the_letter_names_no_claim() -> None:
    text = LETTER.format(number="", day="August 24, 2026", extra="Procedure code: 74177").replace(
        "Claim number: \n", ""
    )
    analysis = answer(read_text(text, "letter.txt"), remit(refused("7001", "74177", "PR*242")))
    assert len(analysis.decision.determinations) == 1


def test_it_does_not_take_one_line_on_two_papers_for_a_duplicate() -> None:
    analysis = answer(benefit(), remit(claim(billed="612", paid="500", body=service("74177", "612", "500", ""))))
    outcomes = {d.denial.outcome for d in analysis.decision.determinations}
    assert Outcome.DENIED in outcomes
