"""No day is called passed while the papers print a later one for the same act."""

from datetime import date

import msgspec
import pytest

from firstcheck.decide.decide import decide
from firstcheck.extract.dates import read_dates
from firstcheck.facts.case import Case, Conflict, Outcome
from firstcheck.facts.fact import Fact, FactValue
from firstcheck.knowledge.load import knowledge
from firstcheck.plan import make_plan
from tests.decide.cases import case, engine
from tests.extract.sheets import sheet_of

TODAY = date(2026, 6, 20)
OLD: dict[str, FactValue] = {"plan_type": "self_funded_erisa", "notice_date": date(2025, 11, 3)}
PAST, AHEAD = date(2026, 6, 1), date(2026, 7, 1)


def _kinds(given: Case) -> list[str]:
    return [alert.kind for alert in make_plan(given, decide(given, engine(), TODAY), knowledge(), TODAY).alerts]


def _said(given: Case) -> str:
    return " ".join(alert.say for alert in make_plan(given, decide(given, engine(), TODAY), knowledge(), TODAY).alerts)


@pytest.mark.parametrize("name", ["stated_appeal_deadline", "stated_appeal_later"])
def test_it_keeps_an_appeal_open_by_the_later_day(name: str) -> None:
    given = case(Outcome.DENIED, "not_medically_necessary", **OLD, **{name: AHEAD})
    assert "expired" not in _kinds(given)
    assert "Wed July 1, 2026" in _said(given) and "has passed, but" in _said(given)


def test_it_says_that_an_appeal_has_passed_where_no_later_day_stands() -> None:
    assert "expired" in _kinds(case(Outcome.DENIED, "not_medically_necessary", **OLD))
    given = case(Outcome.DENIED, "not_medically_necessary", **OLD, stated_appeal_deadline=PAST)
    assert "expired" in _kinds(given)


@pytest.mark.parametrize(("name", "expired"), [("premium_due", False), ("birth_date", True)])
def test_it_hears_the_later_day_of_another_paper_for_the_same_act_alone(name: str, expired: bool) -> None:
    given = case(Outcome.DENIED, "premium_unpaid", notice_date=date(2026, 5, 4), premium_due=PAST)
    two = Conflict(name, (Fact(name, PAST), Fact(name, AHEAD)))
    assert ("expired" in _kinds(msgspec.structs.replace(given, conflicts=(two,)))) is expired


def test_it_lends_the_fast_review_no_day_of_the_ordinary_appeal() -> None:
    ending: dict[str, FactValue] = {
        "plan_type": "medicare_advantage",
        "timing": "concurrent",
        "fast_track_notice": True,
    }
    days: dict[str, FactValue] = {"notice_date": date(2026, 6, 8), "effective_date": date(2026, 6, 11)}
    given = case(Outcome.ENDED, "not_medically_necessary", **ending, **days, stated_appeal_deadline=AHEAD)
    assert "expired" in _kinds(given)
    assert "has passed, but" not in _said(given)


def _read(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_dates(sheet_of(text))}


def test_it_ends_the_grace_period_on_the_last_day_that_is_printed() -> None:
    text = "Your premium was due by June 1, 2026. Your grace period ends on July 1, 2026."
    assert _read(text)["premium_due"] == AHEAD


def test_it_reads_a_second_day_to_appeal() -> None:
    text = "Ask for a fast appeal by June 1, 2026.\n\nYou may ask for the usual appeal until July 1, 2026."
    assert _read(text)["stated_appeal_later"] == AHEAD
    assert "stated_appeal_later" not in _read("Ask for your appeal by June 1, 2026. We decide on July 1, 2026.")
