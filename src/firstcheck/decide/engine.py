"""The rule tables of a body of knowledge, run in order: what it is called, what holds, which way to go.

Takes a refusal's words; gives a Verdict. Compiled once, safe to share between threads.
"""

from collections.abc import Mapping
from datetime import date

import msgspec

from firstcheck.decide.table import Reading, Table, standing_of
from firstcheck.knowledge.model import Knowledge, Rule


class Verdict(msgspec.Struct, frozen=True):
    """What the tables say: the words they were given and added, and the rules that spoke."""

    words: dict[str, str]
    name: Rule | None
    route: Rule | None
    findings: dict[str, tuple[bool | None, tuple[Rule, ...]]]
    readings: tuple[Reading, Reading, Reading]


class Engine:
    """Three tables: naming rules, finding rules, route rules."""

    def __init__(self, knowledge: Knowledge) -> None:
        rules = knowledge.rules
        self.knowledge = knowledge
        self.names = Table([rule for rule in rules if rule.then.family is not None])
        self.finds = Table([rule for rule in rules if rule.then.finding])
        self.routes = Table([rule for rule in rules if rule.then.route is not None])

    def judge(self, words: Mapping[str, str], on: date) -> Verdict:
        """Run the three tables, each seeing what the one before it added."""
        known = dict(words)
        naming = self.names.read(known, on)
        name = self.names.chosen(naming)
        if name is not None:
            known |= {"family": str(name.then.family), "scenario": name.then.scenario or ""}
        finding = self.finds.read(known, on)
        findings = self._found(finding)
        sure = {f"finding_{key}": "yes" if holds else "no" for key, (holds, _) in findings.items() if holds is not None}
        if sure:  # findings may rest on findings (external review on the surprise-billing one): once more is enough
            known |= sure
            finding = self.finds.read(known, on)
            findings = self._found(finding)
            known |= {f"finding_{key}": "yes" if holds else "no" for key, (holds, _) in findings.items() if holds is not None}
        routing = self.routes.read(known, on)
        return Verdict(known, name, self.routes.chosen(routing), findings, (naming, finding, routing))

    def _found(self, reading: Reading) -> dict[str, tuple[bool | None, tuple[Rule, ...]]]:
        found: dict[str, tuple[bool | None, tuple[Rule, ...]]] = {}
        for rule in standing_of(tuple(self.finds.held(reading.certain))):
            for key, says in rule.then.finding.items():
                before = found.get(key, (says == "yes", ()))
                found[key] = (says == "yes", (*before[1], rule))
        for rule in self.finds.held(reading.open):
            for key in rule.then.finding:
                if key not in found or found[key][0] is None:
                    found[key] = (None, (*found.get(key, (None, ()))[1], rule))
        return found


