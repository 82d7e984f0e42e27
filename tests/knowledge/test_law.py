"""What the files say of plan types, states and sources, beside the research notes they were made from."""

from datetime import date
from typing import Any

import pytest
import yaml
from benchmarks.cases import shared

from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.knowledge.coverage import coverage
from firstcheck.knowledge.grade import Grade
from firstcheck.knowledge.law import SourceOfLaw
from firstcheck.knowledge.load import knowledge
from tests.code_health.reading_grade import grade

LAW = (Grade.STATUTE, Grade.REGULATION, Grade.OFFICIAL)
NOTES = shared() / "reference" / "law" / "states.yaml"
TODAY = date(2026, 11, 23)


def test_it_describes_every_plan_type() -> None:
    assert set(knowledge().plan_types) == {*PLAN_TYPES, "grandfathered"}
    for plan in knowledge().plan_types.values():
        phrases = (*plan.tell.card, *plan.tell.booklet, *plan.tell.notice, *plan.tell.agencies)
        assert len(phrases) >= 2, plan.id
        assert all(phrase == phrase.lower() for phrase in phrases)


@pytest.mark.parametrize("plan", PLAN_TYPES)
def test_it_says_open_what_it_does_not_know(plan: str) -> None:
    """A plan type whose law was read second-hand names what is open."""
    told = knowledge().plan_types[plan]
    unsure = [said for said in (told.law, told.outside_review) if not said.sure(knowledge().sources)]
    assert not unsure or told.open


def test_it_knows_fifty_states_and_the_district() -> None:
    assert len(knowledge().states) == 51
    assert {state.process for state in knowledge().states.values()} == {"state", "federal"}
    federal = {state.id for state in knowledge().states.values() if state.process == "federal"}
    assert federal == {"AL", "FL", "GA", "TX", "WI"}


def test_it_prints_a_states_window_only_at_a_grade_of_law() -> None:
    rules = {rule.id: rule for rule in knowledge().deadlines}
    for state in knowledge().states.values():
        rule = rules[state.rule or ""]
        assert state.id in rule.states
        if state.floor_only:
            assert (rule.amount, rule.unit.value) == (4, "months")
        else:
            assert state.grade in LAW and rule.grade in LAW
            assert (rule.amount, rule.unit, rule.counted_from) == (state.amount, state.unit, state.counted_from)


@pytest.mark.skipif(not NOTES.exists(), reason="the research notes are not beside this checkout")
def test_it_agrees_with_the_notes_on_every_state() -> None:
    notes: dict[str, Any] = yaml.safe_load(NOTES.read_text(encoding="utf-8"))["states"]
    assert set(notes) == set(knowledge().states)
    for name, note in notes.items():
        state, grade = knowledge().states[name], note["external_review_window"]["grade"]
        assert state.name == note["name"]
        if grade in ("secondary", "federal_floor_only") and name != "WI":
            assert state.floor_only, f"{name}: its own window was not read as law"
        if grade in ("statute", "regulation", "official") and name not in ("MO", "NJ"):
            assert state.grade is not None and state.grade.value == grade, name


@pytest.mark.parametrize(
    ("text_of", "review_by", "due"),
    [
        (date(2026, 9, 30), None, False),
        (date(2025, 11, 23), None, False),
        (date(2025, 11, 22), None, True),
        (None, None, True),
        (date(2026, 9, 30), date(2026, 11, 23), True),
        (date(2020, 1, 1), date(2026, 12, 31), False),
    ],
)
def test_it_knows_when_a_text_has_to_be_read_again(text_of: date | None, review_by: date | None, due: bool) -> None:
    source = SourceOfLaw("a", "t", "c", Grade.STATUTE, "d", text_of=text_of, review_by=review_by)
    assert source.due(TODAY) is due


def test_it_never_asks_to_read_the_letter_again() -> None:
    assert not SourceOfLaw("a", "t", "c", Grade.LETTER, "d").due(TODAY)


def test_it_speaks_of_the_law_in_plain_words() -> None:
    """Grade 8 and 15 words a sentence at most, over what stands beside dates, of plans and of states."""
    beside = [text for rule in knowledge().deadlines for text in (rule.note, rule.late) if text]
    plans = [
        s.say for p in knowledge().plan_types.values() for s in (p.law, p.watched_by, p.complaint, p.outside_review)
    ]
    plans += [text for plan in knowledge().plan_types.values() for text in (plan.what, plan.late.say)]
    states = [state.say for state in knowledge().states.values() if state.say]
    for texts in (beside, plans, states):
        found = grade(texts)
        assert found.grade <= 8 and found.words <= 15, found


def test_it_covers_every_plan_type_and_state_in_the_table() -> None:
    page = coverage(knowledge())
    assert all(f"| {plan.name} |" in page for plan in knowledge().plan_types.values())
    assert all(f"| {state} |" in page for state in knowledge().states)
    row = next(line for line in page.splitlines() if line.startswith("| Medicare Advantage plan |"))
    assert row.split("|")[2].strip() == "secondary"
    row = next(line for line in page.splitlines() if line.startswith("| Self-funded employer or union plan |"))
    assert [cell.strip() for cell in row.split("|")][2:7] == [
        "regulation",
        "letter",
        "regulation",
        "regulation",
        "regulation",
    ]
