"""What the rules reach: rules that never speak on their own cases, pages without a way, how near pages are.

Takes Knowledge; gives faults for the check and a report to read. Which labelled papers choose what is counted by
`python -m benchmarks reach`.
"""

from collections.abc import Iterator
from datetime import date

from firstcheck.decide.derived import Told
from firstcheck.decide.engine import Engine
from firstcheck.decide.table import Table
from firstcheck.facts.words import YES_NO
from firstcheck.knowledge.distinct import WARN_LIKE, likenesses, nearest_by_words
from firstcheck.knowledge.model import Expectation, Family, Knowledge, Rule
from firstcheck.knowledge.texts import page_texts

_TODAY = date(2026, 11, 23)


def dead_names(engine: Engine) -> Iterator[str]:
    """Reason and naming rules of which another one always takes the word, even on their own cases."""
    yield from _dead(engine.reasons)
    yield from _dead(engine.names)


def _dead(table: Table) -> Iterator[str]:
    for rule in table.rules:
        chosen = {_speaks(table, facts) for facts in _own(rule)}
        if rule.status == "live" and rule.id not in chosen:
            others = ", ".join(sorted(name for name in chosen if name))
            yield f"rules/{rule.id}: it never speaks; on its own cases '{others}' does"


def _own(rule: Rule) -> Iterator[dict[str, str]]:
    yield from (test.facts for test in rule.tests if test.expect is Expectation.FIRES)


def _chosen(engine: Engine, facts: dict[str, str]) -> str:
    return _speaks(engine.names, facts)


def _speaks(table: Table, facts: dict[str, str]) -> str:
    rule = table.chosen(table.read(facts, _TODAY))
    return rule.id if rule is not None else ""


def first_ways(engine: Engine) -> dict[str, dict[str, str]]:
    """Per scenario, the route rules that its naming rules lead to when nothing else is known, with their plays."""
    found: dict[str, dict[str, str]] = {}
    for rule in engine.names.rules:
        if rule.then.scenario is None or rule.status != "live":
            continue
        ways = found.setdefault(rule.then.scenario, {})
        for facts in _own(rule):
            route = engine.judge(_told(engine, facts)).route
            if _chosen(engine, facts) == rule.id:
                ways[route.id if route else ""] = (route.then.play if route else None) or ""
    return found


def _told(engine: Engine, facts: dict[str, str]) -> Told:
    stated = facts.get("primary_reason")
    words = {f"reason_{name}": YES_NO[0] if name == stated else YES_NO[1] for name in engine.knowledge.reasons}
    words |= {"stage": "initial", "timing": "post_service", "emergency_sign": facts.get("emergency", "no")} | facts
    return Told({}, words, _TODAY, words)


def way_faults(engine: Engine) -> Iterator[str]:
    """Pages that lead nowhere, or on a way that the page does not name."""
    ways = first_ways(engine)
    for name, page in sorted(engine.knowledge.scenarios.items()):
        for rule, play in ways.get(name, {}).items():
            if not rule:
                yield f"scenarios/{name}: no route rule takes it up"
            elif play not in page.plays:
                yield f"scenarios/{name}: '{rule}' leads to the play '{play}', which the page does not name"


def shadowed_routes(engine: Engine) -> Iterator[str]:
    """Route rules that on their own case, with nothing more known, leave the word to another."""
    for rule in engine.routes.rules:
        for facts in _own(rule):
            chosen = engine.routes.chosen(engine.routes.read(facts, _TODAY))
            if chosen is not None and chosen.id != rule.id:
                yield f"{rule.id}: '{chosen.id}' speaks first"


def report(knowledge: Knowledge) -> str:
    """The report as text."""
    return "\n".join(_report(Engine(knowledge))) + "\n"


def _report(engine: Engine) -> Iterator[str]:
    known = engine.knowledge
    yield f"{len(known.scenarios)} scenarios, {len(known.rules)} rules, {len(known.plays)} plays"
    for family in Family:
        names = sorted(page.id for page in known.scenarios.values() if page.family is family)
        if names:
            yield f"  {family.value}: {len(names)}"
    yield from _section("Reason and naming rules that never speak", dead_names(engine))
    yield from _section("Route rules that leave the word to another on their own case", shadowed_routes(engine))
    yield from _section("Pages without a way of their own", way_faults(engine))
    yield from _section("Plays that no rule leads to", _unplayed(known))
    yield from _section(f"Pages nearer than {WARN_LIKE:.0%} (five-word runs shared)", _near(known))
    yield from _section("Nearest by words, where it is not the neighbor named", _neighbors(known))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    yield f"\n{title}: {len(found)}"
    yield from (f"  {line}" for line in found)


def _unplayed(known: Knowledge) -> Iterator[str]:
    yield from sorted(known.plays.keys() - {rule.then.play for rule in known.rules})


def _near(known: Knowledge) -> Iterator[str]:
    pages = {name: page_texts(page, known.plays) for name, page in known.scenarios.items()}
    likes = likenesses(pages)
    for like in sorted(likes, key=lambda like: -like.jaccard):
        if like.jaccard > WARN_LIKE:
            yield f"{like.page}: {like.jaccard:.0%} with {like.nearest}, {like.own:.0%} its own"
    own = sorted(like.own for like in likes)
    top = max(likes, key=lambda like: like.jaccard)
    yield (
        f"nearest of all {top.jaccard:.0%} ({top.page}, {top.nearest}); most held in another"
        f" {max(like.held for like in likes):.0%}; own share from {own[0]:.0%}, middle {own[len(own) // 2]:.0%};"
        f" words from {min(like.words for like in likes)} to {max(like.words for like in likes)}"
    )


def _neighbors(known: Knowledge) -> Iterator[str]:
    pages = {name: page_texts(page, known.plays) for name, page in known.scenarios.items()}
    for name, nearest in nearest_by_words(pages).items():
        page = known.scenarios[name]
        if nearest not in (page.adjacent, *page.related) and page.near is None:
            yield f"{name}: {nearest}, not {page.adjacent}"
