"""Finds fault with the knowledge files: schema, names, values, citations, tests inside rules, overlaps, loose ends.

Takes the folder of knowledge; gives Faults with file and line, all of them and not only the first.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.facts.words import YES_NO, values_of
from firstcheck.knowledge.build import FOLDERS, PATTERN_READINGS, KnowledgeFault, load_yaml
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.figure import Figure
from firstcheck.knowledge.guide_check import guide_faults
from firstcheck.knowledge.law import PlanType, SourceOfLaw, StateLaw
from firstcheck.knowledge.law_check import cite_faults, law_faults
from firstcheck.knowledge.letters import Checklist, LetterText
from firstcheck.knowledge.model import (
    ASK_FAST_PLAY,
    KEEP_CARE_PLAY,
    Family,
    Play,
    QuestionText,
    Reason,
    Route,
    Rule,
    Scenario,
)
from firstcheck.knowledge.places import line_of
from firstcheck.knowledge.procedure import Procedure
from firstcheck.knowledge.rule_check import rule_faults

_PLACE = re.compile(r" - at `\$(.*)`$")
_LINE = re.compile(r"^:?\s*(?:line )?(\d+): (.*)$", re.DOTALL)


class Fault(msgspec.Struct, frozen=True, order=True):
    """Something wrong in a knowledge file, and where; `str()` gives `file:line: what is wrong`."""

    path: str
    line: int
    say: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.say}"


class Files(msgspec.Struct):
    """Everything below a knowledge folder that could be read, by kind and id, and the file each came from."""

    root: Path
    rules: dict[str, Rule]
    reasons: dict[str, Reason]
    sources: dict[str, SourceOfLaw]
    deadlines: dict[str, DeadlineRule]
    plan_types: dict[str, PlanType]
    states: dict[str, StateLaw]
    plays: dict[str, Play]
    scenarios: dict[str, Scenario]
    questions: dict[str, QuestionText]
    evidence: dict[str, Figure]
    procedures: dict[str, Procedure]
    letters: dict[str, LetterText]
    checklists: dict[str, Checklist]
    paths: dict[tuple[str, str], Path]

    def fault(self, kind: str, name: str, place: str, say: str) -> Fault:
        """A fault of one item, with the line of a place inside its file."""
        path = self.paths[kind, name]
        return Fault(path.relative_to(self.root).as_posix(), line_of(path, place), say)

    def values(self, name: str) -> tuple[str, ...] | None:
        """What a word may be, counting what the knowledge itself supplies; None where there is no such word."""
        if name == "family":
            return tuple(Family)
        if name == "scenario":
            return tuple({rule.then.scenario for rule in self.rules.values() if rule.then.scenario})
        if name == "primary_reason":
            return (*self.reasons, "none")
        if name.startswith("reason_") and name.removeprefix("reason_") in self.reasons:
            return YES_NO
        if name.startswith("finding_"):
            found = any(name.removeprefix("finding_") in rule.then.finding for rule in self.rules.values())
            return YES_NO if found else None
        return values_of(name)


def faults(root: Path) -> list[Fault]:
    """Every fault of the knowledge below `root`, in order of file and line."""
    files, unread = read_files(root)
    return sorted({*unread, *_all(files)})


def read_files(root: Path) -> tuple[Files, list[Fault]]:
    """Read every file that can be read; the others become faults."""
    items: dict[str, dict[str, Any]] = {name: {} for name in FOLDERS}
    paths: dict[tuple[str, str], Path] = {}
    unread: list[Fault] = []
    for folder, kind in FOLDERS.items():
        for path in sorted((root / folder).rglob("*.yaml")):
            try:
                item: Any = msgspec.convert(load_yaml(path), kind, strict=False)
            except (KnowledgeFault, msgspec.ValidationError) as error:
                unread.append(_unread(root, path, str(error)))
                continue
            own = item.fact if isinstance(item, QuestionText) else item.id
            if own != path.stem:
                place = "fact" if isinstance(item, QuestionText) else "id"
                say = f"the id '{own}' must be the file's name '{path.stem}'"
                unread.append(Fault(path.relative_to(root).as_posix(), line_of(path, place), say))
                continue
            if path.stem in items[folder]:
                unread.append(Fault(path.relative_to(root).as_posix(), 1, f"another file is called '{path.stem}' too"))
            items[folder][path.stem] = item
            paths[folder, path.stem] = path
    return Files(root=root, paths=paths, **items), unread


def _unread(root: Path, path: Path, message: str) -> Fault:
    name = path.relative_to(root).as_posix()
    place = _PLACE.search(message)
    if place is not None:
        return Fault(name, line_of(path, place.group(1)), _PLACE.sub("", message))
    numbered = _LINE.search(message.removeprefix(f"{path}"))
    if numbered is not None:
        return Fault(name, int(numbered.group(1)), numbered.group(2))
    return Fault(name, line_of(path, _unknown_field(message)), message)


def _unknown_field(message: str) -> str:
    """msgspec names an unknown field of the top level without a path."""
    named = re.search(r"unknown field `([^`]+)`", message)
    return named.group(1) if named else ""


def _all(files: Files) -> Iterator[Fault]:
    for rule in files.rules.values():
        lines = files.paths["rules", rule.id].read_text(encoding="utf-8").count("\n")
        known = rule_faults(rule, lines, files.rules, files.values)
        yield from (files.fault("rules", rule.id, place, say) for place, say in known)
        yield from _cited(files, "rules", rule.id, rule.cite)
        yield from _targets(files, rule)
    yield from _reasons(files)
    yield from _reading_patterns(files.root)
    law = law_faults(files.sources, files.deadlines, files.plan_types, files.states, files.values)
    yield from (files.fault(*fault) for fault in law)
    yield from _plays(files)
    yield from _scenarios(files)
    yield from _questions(files)
    guide = guide_faults(files.scenarios, files.plays, files.questions, files.evidence, files.procedures)
    yield from (files.fault(kind, name, place, say) for kind, name, place, say in guide)
    yield from _unreached(files)


def _cited(files: Files, folder: str, name: str, cite: Iterable[str]) -> Iterator[Fault]:
    yield from (files.fault(*fault) for fault in cite_faults(files.sources, folder, name, "cite", cite))


def _targets(files: Files, rule: Rule) -> Iterator[Fault]:
    then = rule.then
    if then.play is not None and then.play not in files.plays:
        yield files.fault("rules", rule.id, "then.play", f"no play is called '{then.play}'")
    if then.deadline is not None and then.deadline not in files.deadlines:
        yield files.fault("rules", rule.id, "then.deadline", f"no deadline is called '{then.deadline}'")
    if then.reason is not None and then.reason not in files.reasons:
        yield files.fault("rules", rule.id, "then.reason", f"no reason is called '{then.reason}'")
    if then.scenario is not None and then.scenario not in files.scenarios:
        yield files.fault("rules", rule.id, "then.scenario", f"no scenario is called '{then.scenario}'")


def _reasons(files: Files) -> Iterator[Fault]:
    tested = {v for rule in files.rules.values() for v in rule.when.get("primary_reason", ())}
    tested |= {name.removeprefix("reason_") for rule in files.rules.values() for name in rule.when}
    for reason in files.reasons.values():
        if files.rules and reason.id not in tested:
            yield files.fault("reasons", reason.id, "id", f"no rule reads the reason '{reason.id}'")
        for field in ("yields_to", "refines"):
            for place, other in enumerate(getattr(reason, field)):
                if other not in files.reasons:
                    yield files.fault("reasons", reason.id, f"{field}[{place}]", f"no reason is called '{other}'")


def _reading_patterns(root: Path) -> Iterator[Fault]:
    """Patterns by which papers are read and that are no regular expressions."""
    for path in (root / "reading" / f"{name}.yaml" for name in PATTERN_READINGS):
        for key, patterns in (load_yaml(path) if path.exists() else {}).items():
            for place, pattern in enumerate(patterns):
                try:
                    re.compile(pattern)
                except re.error as error:
                    say = f"the pattern cannot be read: {error}"
                    yield Fault(path.relative_to(root).as_posix(), line_of(path, f"{key}[{place}]"), say)


def _plays(files: Files) -> Iterator[Fault]:
    named = {rule.then.play for rule in files.rules.values()}
    named |= {play for scenario in files.scenarios.values() for play in scenario.plays}
    named.add("get-the-reason")  # what decide falls back on where no rule speaks
    named |= {KEEP_CARE_PLAY, ASK_FAST_PLAY}
    for name in files.plays:
        if files.rules and name not in named:
            yield files.fault("plays", name, "id", f"no rule and no scenario names the play '{name}'")


def _scenarios(files: Files) -> Iterator[Fault]:
    for scenario in files.scenarios.values():
        for place, play in enumerate(scenario.plays):
            if play not in files.plays:
                yield files.fault("scenarios", scenario.id, f"plays[{place}]", f"no play is called '{play}'")
        for place, source in enumerate(scenario.sources):
            if source not in files.sources:
                yield files.fault("scenarios", scenario.id, f"sources[{place}]", f"no source is called '{source}'")
        others = [("adjacent", scenario.adjacent), *((f"related[{i}]", r) for i, r in enumerate(scenario.related))]
        for where, other in others:
            if other is not None and other not in files.scenarios:
                yield files.fault("scenarios", scenario.id, where, f"no scenario is called '{other}'")


def _questions(files: Files) -> Iterator[Fault]:
    for text in files.questions.values():
        if text.fact not in VOCABULARY:
            yield files.fault("questions", text.fact, "fact", f"there is no fact '{text.fact}'")
            continue
        allowed = files.values(text.fact)
        for place, choice in enumerate(text.choices):
            if allowed is not None and choice.value not in allowed:
                say = f"'{text.fact}' cannot be '{choice.value}'"
                yield files.fault("questions", text.fact, f"choices[{place}].value", say)


def _unreached(files: Files) -> Iterator[Fault]:
    if not files.rules:
        return
    families = {rule.then.family for rule in files.rules.values()}
    routes = {rule.then.route for rule in files.rules.values()}
    for family in set(Family) - families - {Family.UNKNOWN, Family.NONE}:
        yield Fault("rules", 1, f"no rule gives the family {family}")
    for route in set(Route) - routes:
        yield Fault("rules", 1, f"no rule gives the route {route}")
