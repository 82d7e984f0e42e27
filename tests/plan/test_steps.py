"""Page and answer say one thing: a scenario's checks lead where the way is its own, and a protection leads elsewhere."""

import pytest

from firstcheck.decide.reach import first_ways
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.texts import first_checks
from firstcheck.plan.steps import steps_of
from tests.decide.cases import engine

PAGES = sorted(name for name, page in knowledge().scenarios.items() if page.checks)


@pytest.mark.parametrize("name", PAGES)
def test_its_own_checks_lead_on_its_own_way(name: str) -> None:
    page = knowledge().scenarios[name]
    for play in page.checks_for:
        steps = steps_of(knowledge().plays[play], page)
        assert steps.tasks[:3] == first_checks(page, knowledge().plays)
        assert steps.gather == (page.gather or knowledge().plays[play].gather)
        assert len(steps.tasks) <= 4
        assert any(task.by for task in steps.tasks) or not any(task.by for task in knowledge().plays[play].tasks[-1:])


@pytest.mark.parametrize("name", PAGES)
def test_a_protection_leads_where_one_holds(name: str) -> None:
    page, play = knowledge().scenarios[name], knowledge().plays["ask-for-surprise-billing-protection"]
    steps = steps_of(play, page)
    assert steps.tasks == play.tasks
    assert all(item in (*play.gather, *page.gather) for item in steps.gather)
    assert len(steps.gather) <= 6 and len(steps.ask.insurer) <= 6


def test_without_a_scenario_the_play_stands_as_it_is() -> None:
    play = knowledge().plays["get-the-reason"]
    assert steps_of(play, None) is play


@pytest.mark.parametrize("name", PAGES)
def test_the_way_that_the_rules_find_says_the_pages_own_checks(name: str) -> None:
    """From the naming rule's own case through the tables: the tasks are those of the page."""
    page = knowledge().scenarios[name]
    plays = set(first_ways(engine())[name].values())
    told = [steps_of(knowledge().plays[play], page).tasks[:3] for play in plays]
    own = plays & set(page.checks_for)
    assert own or plays <= set(page.plays), (name, plays)
    assert not own or page.checks in told
