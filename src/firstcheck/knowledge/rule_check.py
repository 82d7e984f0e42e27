"""Finds fault with one rule: its names and values, its own tests, its words, and rules that it contradicts.

Takes a rule and its neighbours; gives (place in the file, what is wrong). The checks read conditions one by one and
do not use the compiled table, so that each proves the other.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.knowledge.model import Expectation, Rule

_MAX_LINES = 60
_STATUS = ("live", "draft", "retired")
_HELD = re.compile(r"\{([a-z_0-9]+)\}")

#: Gives the values a word may have, None for no such word.
Values = Callable[[str], tuple[str, ...] | None]


def rule_faults(rule: Rule, lines: int, rules: Mapping[str, Rule], values: Values) -> Iterator[tuple[str, str]]:
    """Everything wrong with a rule."""
    if lines > _MAX_LINES:
        yield "", f"a rule file has at most {_MAX_LINES} lines, this one has {lines}"
    if rule.status not in _STATUS:
        yield "status", f"the status is one of {', '.join(_STATUS)}"
    yield from _conditions("when", rule.when, values)
    yield from _consequence(rule)
    yield from _tests(rule, values)
    for place, other in enumerate(rule.yields_to):
        if other not in rules:
            yield f"yields_to[{place}]", f"no rule is called '{other}'"
    for name in _HELD.findall(rule.because):
        if name not in VOCABULARY and values(name) is None:
            yield "because", f"there is no fact '{name}' to put into the sentence"
    for other in overlapping(rule, rules):
        yield "then", f"it can hold together with '{other}' and says something else; one of the two must yield"


def _conditions(where: str, conditions: Mapping[str, tuple[str, ...]], values: Values) -> Iterator[tuple[str, str]]:
    for name, wanted in conditions.items():
        allowed = values(name)
        if allowed is None:
            yield f"{where}.{name}", f"there is no fact '{name}' that a rule could test"
        elif not wanted:
            yield f"{where}.{name}", f"'{name}' needs at least one value"
        else:
            wrong = [value for value in wanted if value not in allowed]
            if wrong:
                yield f"{where}.{name}", f"'{name}' is never '{wrong[0]}'; it may be {', '.join(sorted(allowed)[:12])}"


def _consequence(rule: Rule) -> Iterator[tuple[str, str]]:
    then = rule.then
    says = (then.reason, then.family, then.scenario, then.finding, then.route, then.deadline, then.alert)
    if not any(says):
        yield "then", "nothing follows from this rule"
    if (then.route is None) != (then.play is None):
        yield "then", "a route and its play go together"
    if not rule.when:
        yield "when", "a rule needs a condition"


def _tests(rule: Rule, values: Values) -> Iterator[tuple[str, str]]:
    expected = {test.expect for test in rule.tests}
    if Expectation.FIRES not in expected:
        yield "tests", "one test must show the rule firing"
    if not expected - {Expectation.FIRES}:
        yield "tests", "one test must show the rule not firing, or unknown"
    for place, test in enumerate(rule.tests):
        yield from _conditions(f"tests[{place}].facts", {k: (v,) for k, v in test.facts.items()}, values)
        found = held(rule, test.facts)
        if found is not test.expect:
            yield f"tests[{place}].expect", f"'{test.name}': expected {test.expect}, found {found}"


def held(rule: Rule, facts: Mapping[str, str]) -> Expectation:
    """What a rule does on some facts: a false condition decides, an unknown one leaves it open."""
    known = [facts[name] in wanted for name, wanted in rule.when.items() if name in facts]
    if not all(known):
        return Expectation.NOT
    return Expectation.FIRES if len(known) == len(rule.when) else Expectation.UNKNOWN


def overlapping(rule: Rule, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Live rules of the same question, later in the alphabet, that can hold with this one and contradict it."""
    if rule.status != "live":
        return
    for other in rules.values():
        same = other.id > rule.id and other.question is rule.question and other.status == "live"
        if same and contradict(rule, other) and compatible(rule, other):
            yield other.id


def compatible(one: Rule, other: Rule) -> bool:
    """Whether some facts on some day make both hold."""
    apart = (one.ends and other.starts and one.ends <= other.starts) or (
        other.ends and one.starts and other.ends <= one.starts
    )
    shared = one.when.keys() & other.when.keys()
    return not apart and all(set(one.when[name]) & set(other.when[name]) for name in shared)


def contradict(one: Rule, other: Rule) -> bool:
    """Whether two rules say different things of the same matter and neither yields."""
    if other.id in one.yields_to or one.id in other.yields_to:
        return False
    a, b = one.then, other.then
    if a.reason and b.reason and a.reason != b.reason:
        return True
    if a.route and b.route and (a.route, a.play) != (b.route, b.play):
        return True
    if a.family and b.family and (a.family, a.scenario) != (b.family, b.scenario):
        return True
    return any(b.finding.get(name, says) != says for name, says in a.finding.items())
