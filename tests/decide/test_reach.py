"""What the rules reach: every scenario from its own case, no rule that another always silences, and a full report."""

from msgspec.structs import replace

from firstcheck.decide.engine import Engine
from firstcheck.decide.reach import dead_names, first_ways, report, shadowed_routes, way_faults
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Knowledge, Rule
from tests.decide.cases import engine


def changed(rule_id: str, **fields: object) -> Knowledge:
    rules: list[Rule] = [replace(rule, **fields) if rule.id == rule_id else rule for rule in knowledge().rules]
    return replace(knowledge(), rules=tuple(rules))


def test_it_shows_that_no_rule_is_dead_and_every_page_has_a_way() -> None:
    assert list(dead_names(engine())) == []
    assert list(way_faults(engine())) == []
    assert list(shadowed_routes(engine())) == []


def test_it_shows_that_every_scenario_is_reached() -> None:
    ways = first_ways(engine())
    assert set(ways) == set(knowledge().scenarios)
    assert all(all(route for route in found) for found in ways.values())


def test_it_finds_a_rule_that_never_speaks() -> None:
    known = changed("names-oon-imaging", yields_to=("names-out-of-network",))
    known = replace(
        known,
        rules=tuple(replace(r, yields_to=()) if r.id == "names-out-of-network" else r for r in known.rules),
    )
    assert any("names-oon-imaging: it never speaks" in fault for fault in dead_names(Engine(known)))


def test_it_finds_a_page_that_no_way_leads_on_from() -> None:
    found = list(way_faults(Engine(changed("route-timely", status="draft"))))
    assert any(fault.startswith("scenarios/filed-late: no route rule") for fault in found)


def test_it_finds_a_way_that_the_page_does_not_name() -> None:
    known = knowledge()
    page = replace(known.scenarios["filed-late"], plays=("show-your-coverage",))
    found = list(way_faults(Engine(replace(known, scenarios={**known.scenarios, "filed-late": page}))))
    assert any("which the page does not name" in fault for fault in found)


def test_it_reports_what_it_found() -> None:
    said = report(knowledge())
    for head in (
        "Reason and naming rules that never speak: 0",
        "Pages without a way of their own: 0",
        "nearest of all",
    ):
        assert head in said
