"""Each fault of the knowledge files is found, in its file and on its line; the project's own files have none."""

from pathlib import Path

import pytest

from firstcheck.knowledge.check import faults
from firstcheck.knowledge.load import FILES

RULE = """\
id: {name}
about: A rule for tests.
question: {question}
when:
  outcome: [denied]
  emergency: [{value}]
then:
  route: {route}
  play: a-play
because: Because.
cite: [a-law]
yields_to: [{yields}]
tests:
  - name: it fires
    facts: {{outcome: denied, emergency: {value}}}
    expect: fires
  - name: it waits
    facts: {{outcome: denied}}
    expect: unknown
"""
GOOD = {
    "rules/one.yaml": RULE.format(name="one", question="protection", value="yes", route="protection", yields=""),
    "rules/name.yaml": "id: name\nabout: a\nquestion: line\nwhen: {primary_reason: [far]}\nthen: {family: network}\n"
    "because: b\ntests:\n  - {name: a, facts: {primary_reason: far}, expect: fires}\n"
    "  - {name: b, facts: {}, expect: unknown}\n",
    "reasons/far.yaml": "id: far\nfamily: network\nabout: a\n",
    "reading/notes.yaml": "one: ['far']\n",
    "plays/a-play.yaml": "id: a-play\ntitle: t\nwhy: w\ntasks: [{do: d, who: you, why: w}]\n",
    "sources/a-law.yaml": "id: a-law\ntitle: t\ncitation: c\ngrade: statute\ndate_read: d\naddress: https://example.org\n",
    "deadlines/soon.yaml": "id: soon\nkind: internal_appeal\nabout: a\nunit: days\namount: 180\ncounted_from: receipt\n"
    "who: you\nmet_by: received\ngrade: statute\nplan_types: [church]\ncite: [a-law]\n",
    "questions/emergency.yaml": "fact: emergency\nask: a\nwhy: w\nchoices: [{value: 'yes', label: l}]\n",
}


def found(tmp_path: Path, changes: dict[str, str]) -> list[str]:
    """The faults of a small knowledge with some files changed or added, without those about what it never had."""
    for name, text in {**GOOD, **changes}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [str(fault) for fault in faults(tmp_path) if "no rule gives the" not in str(fault)]


def test_it_finds_nothing_wrong_with_good_files(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


def test_it_finds_nothing_wrong_with_the_knowledge_of_the_project() -> None:
    assert [str(fault) for fault in faults(FILES)] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "what"),
    [
        ("rules/one.yaml", "about: A", "colour: red\nabout: A", "rules/one.yaml:2:", "colour"),
        ("rules/one.yaml", "route: protection", "route: protect", "rules/one.yaml:8:", "protect"),
        ("rules/one.yaml", "emergency: [yes]", "urgencies: [yes]", "rules/one.yaml:6:", "no fact 'urgencies'"),
        ("rules/one.yaml", "emergency: [yes]", "emergency: [maybe]", "rules/one.yaml:6:", "never 'maybe'"),
        ("rules/one.yaml", "  emergency:", "  outcome: [paid]\n  emergency:", "rules/one.yaml:6:", "twice"),
        ("rules/one.yaml", "[a-law]", "[b-law]", "rules/one.yaml:11:", "no source is called 'b-law'"),
        ("rules/one.yaml", "play: a-play", "play: b-play", "rules/one.yaml:9:", "no play is called 'b-play'"),
        ("rules/one.yaml", "play: a-play", "play: a-play\n  reason: gone", "rules/one.yaml:10:", "no reason is called"),
        ("rules/one.yaml", "  play: a-play\n", "", "rules/one.yaml:7:", "a route and its play go together"),
        ("rules/one.yaml", "expect: fires", "expect: not", "rules/one.yaml:13:", "must show the rule firing"),
        ("rules/one.yaml", "expect: unknown", "expect: not", "rules/one.yaml:19:", "expected not, found unknown"),
        ("rules/one.yaml", "yields_to: []", "yields_to: [gone]", "rules/one.yaml:12:", "no rule is called 'gone'"),
        ("rules/one.yaml", "because: Because.", "because: On {some_day}.", "rules/one.yaml:10:", "no fact"),
        ("rules/one.yaml", "id: one", "id: two", "rules/one.yaml:1:", "must be the file's name"),
        ("rules/one.yaml", "about: A", "# a\n" * 60 + "about: A", "rules/one.yaml:1:", "at most 60 lines"),
        ("rules/one.yaml", "when:", "when: [", "rules/one.yaml:", ""),
        ("reading/notes.yaml", "['far']", "['far', '(']", "reading/notes.yaml:1:", "pattern cannot be read"),
        ("reasons/far.yaml", "about: a", "about: a\nyields_to: [near]", "reasons/far.yaml:4:", "no reason is called"),
        ("sources/a-law.yaml", "title: t", "title: t\nquote: " + "word " * 26, "sources/a-law.yaml:3:", "25 words"),
        ("sources/a-law.yaml", "address: https://example.org\n", "", "sources/a-law.yaml:1:", "address"),
        ("sources/a-law.yaml", "grade: statute", "grade: secondary", "deadlines/soon.yaml:9:", "no source of it"),
        ("deadlines/soon.yaml", "[church]", "[chapel]", "deadlines/soon.yaml:10:", "no plan type"),
        ("deadlines/soon.yaml", "cite: [a-law]\n", "", "deadlines/soon.yaml:1:", "needs a source"),
        ("questions/emergency.yaml", "value: 'yes'", "value: perhaps", "questions/emergency.yaml:4:", "cannot be"),
    ],
)  # fmt: skip
def test_it_names_the_file_and_the_line(tmp_path: Path, name: str, old: str, new: str, where: str, what: str) -> None:
    assert old in GOOD[name]
    faulty = found(tmp_path, {name: GOOD[name].replace(old, new, 1)})
    assert any(fault.startswith(where) and what in fault for fault in faulty), faulty


def other_rule(**changes: str) -> dict[str, str]:
    given = {"name": "other", "question": "protection", "value": "yes", "route": "fix", "yields": ""} | changes
    return {"rules/other.yaml": RULE.format(**given)}


def test_it_finds_two_rules_of_a_question_that_contradict(tmp_path: Path) -> None:
    (fault,) = found(tmp_path, other_rule())
    assert fault.startswith("rules/one.yaml:7: it can hold together with 'other'")


@pytest.mark.parametrize(
    "changes", [{"yields": "one"}, {"value": "no"}, {"question": "label"}, {"route": "protection"}]
)
def test_it_lets_rules_stand_that_cannot_or_need_not_clash(tmp_path: Path, changes: dict[str, str]) -> None:
    assert found(tmp_path, other_rule(**changes)) == []


def test_it_finds_what_nothing_uses(tmp_path: Path) -> None:
    unused = {
        "plays/b-play.yaml": GOOD["plays/a-play.yaml"].replace("a-play", "b-play"),
        "reasons/near.yaml": GOOD["reasons/far.yaml"].replace("id: far", "id: near"),
    }
    assert found(tmp_path, unused) == [
        "plays/b-play.yaml:1: no rule and no scenario names the play 'b-play'",
        "reasons/near.yaml:1: no rule reads the reason 'near'",
    ]


def test_it_finds_families_and_routes_that_no_rule_gives(tmp_path: Path) -> None:
    found(tmp_path, {})
    unreached = {fault.say for fault in faults(tmp_path)}
    assert "no rule gives the family referral" in unreached and "no rule gives the route settle" in unreached
    assert "no rule gives the family network" not in unreached and "no rule gives the route protection" not in unreached
