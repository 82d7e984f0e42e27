"""Each fault that only the whole knowledge can show, made on purpose."""

from collections.abc import Callable

import msgspec
import pytest

from firstcheck.decide.check import faults, whole_faults
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Choice, Expectation, Knowledge, Rule

replace = msgspec.structs.replace


def with_rule(name: str, change: Callable[[Rule], Rule]) -> Knowledge:
    known = knowledge()
    return replace(known, rules=tuple(change(rule) if rule.id == name else rule for rule in known.rules))


def without(kind: str, name: str) -> Knowledge:
    entries = {key: value for key, value in getattr(knowledge(), kind).items() if key != name}
    return replace(knowledge(), **{kind: entries})


def turned(rule: Rule) -> Rule:
    """The same rule with its first test expecting the opposite."""
    first = rule.tests[0]
    return replace(rule, tests=(replace(first, expect=Expectation.NOT), *rule.tests[1:]))


def cut_choice() -> Knowledge:
    questions = dict(knowledge().questions)
    text = questions["facility_type"]
    questions["facility_type"] = replace(text, choices=(*text.choices[1:], Choice("castle", "A castle")))
    return replace(knowledge(), questions=questions)


def unnamed(page: str, name: str) -> Knowledge:
    pages = dict(knowledge().pages)
    pages[page] = {key: value for key, value in pages[page].items() if key != name}
    return replace(knowledge(), pages=pages)


def test_it_finds_nothing_in_the_knowledge_as_it_is() -> None:
    assert list(faults(knowledge())) == []


@pytest.mark.parametrize(
    "spoiled, says",
    [
        (lambda: with_rule("route-urgent", turned), "rules/route-urgent: on its table"),
        (
            lambda: with_rule("route-continuity", lambda rule: replace(rule, yields_to=())),
            "rules/route-continuity: it can hold together with 'route-directory'",
        ),
        (
            lambda: with_rule("route-nsa", lambda rule: replace(rule, cite=("ma-422-582",))),
            "rules/route-nsa: 'ma-422-582' is unverified and secondary",
        ),
        (lambda: unnamed("deadlines", "internal_appeal"), "pages/deadlines: 'internal_appeal' has no name"),
        (lambda: unnamed("families", "network"), "pages/families: 'network' has no name"),
        (lambda: unnamed("outcomes", "denied"), "pages/outcomes: 'denied' has no name"),
        (lambda: without("routes", "settle"), "routes: the route 'settle' has no text"),
        (
            lambda: with_rule(
                "route-urgent", lambda rule: replace(rule, then=replace(rule.then, play="get-the-reason"))
            ),
            "plays/fast-appeal: no rule leads to it",
        ),
        (
            lambda: with_rule("names-duplicate", lambda rule: replace(rule, status="draft")),
            "scenarios/duplicate-claim: no naming rule names it",
        ),
        (cut_choice, "questions/facility_type: its choices are not the values of the fact"),
    ],
)
def test_it_finds_each_fault(spoiled: Callable[[], Knowledge], says: str) -> None:
    found = list(whole_faults(spoiled()))
    assert any(fault.startswith(says) for fault in found), found
