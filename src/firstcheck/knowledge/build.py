"""Knowledge files to one artefact: read, typed by schema, packed, keyed by content hash.

Used at build time and in a checkout whose files changed; an installed firstcheck never imports it.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from firstcheck.knowledge import pieces
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.edition import Edition, PlayEdition, ScenarioEdition
from firstcheck.knowledge.figure import Figure, evidence_of
from firstcheck.knowledge.letters import Checklist, Filer, LetterText, Part, Reach
from firstcheck.knowledge.load import FINGERPRINT_BYTES, fingerprint
from firstcheck.knowledge.model import (
    Code,
    Fixable,
    Knowledge,
    PageTexts,
    PlanType,
    Play,
    QuestionText,
    Reason,
    RouteText,
    Rule,
    Scenario,
    SourceOfLaw,
    StateLaw,
)
from firstcheck.knowledge.pieces import Alternative, cut_all
from firstcheck.knowledge.procedure import ImagingNumber, Procedure

T = TypeVar("T")
_YEARS = range(2015, 2051)
#: Languages that may have an edition of their own, each in the folder of its name.
LANGUAGES = ("es",)

#: The word lists of knowledge/reading that are regular expressions.
PATTERN_READINGS = ("outcomes", "circumstances", "notes")

#: The folders whose files each hold one thing, and its type.
FOLDERS: dict[str, type] = {
    "rules": Rule,
    "reasons": Reason,
    "sources": SourceOfLaw,
    "deadlines": DeadlineRule,
    "plan_types": PlanType,
    "states": StateLaw,
    "plays": Play,
    "scenarios": Scenario,
    "questions": QuestionText,
    "evidence": Figure,
    "procedures": Procedure,
    "letters": LetterText,
    "checklists": Checklist,
}


class KnowledgeFault(Exception):
    """A knowledge file is wrong; the message names file, line and what to do."""


class _Strict(yaml.CBaseLoader):
    """Every scalar stays a string, and a key given twice is refused (YAML itself keeps the last one silently)."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise KnowledgeFault(f"line {key_node.start_mark.line + 1}: the key '{key}' stands twice")
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_yaml(path: Path) -> Any:
    """A YAML file with all scalars as strings. Raises KnowledgeFault with file and line.

    Building and checking read the same files: one unchanged since is not parsed again. Nobody changes what is given.
    """
    state = path.stat()
    return _parsed(path, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=4096)
def _parsed(path: Path, size: int, changed: int) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Strict)  # noqa: S506 - builds strings, lists and mappings only
    except KnowledgeFault as fault:
        raise KnowledgeFault(f"{path}: {fault}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise KnowledgeFault(f"{path}:{line}: {error.problem}") from None


def _typed(path: Path, kind: type[T]) -> T:
    return _converted(path, load_yaml(path), kind)


def _folder(root: Path, name: str, kind: type[T]) -> Iterator[tuple[str, T]]:
    for path in sorted((root / name).rglob("*.yaml")):
        item = _typed(path, kind)
        own = getattr(item, "id", None) or getattr(item, "fact", None)
        if own != path.stem:
            raise KnowledgeFault(f"{path}: the id '{own}' must be the file's name")
        yield path.stem, item


def _table(path: Path, kind: type[T]) -> dict[str, T]:
    """A file that holds many small things by name; empty where a knowledge folder has none of them."""
    if not path.exists():
        return {}
    return {name: _converted(path, item, kind) for name, item in load_yaml(path).items()}


def _converted(path: Path, item: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(item, kind, strict=False)
    except msgspec.ValidationError as error:
        raise KnowledgeFault(f"{path}: {error}") from None


def federal_holidays() -> frozenset[date]:
    """The federal holidays on their calendar date: an observed day (5 USC 6103(b)) moves pay and leave, no filing."""
    import holidays

    return frozenset(holidays.country_holidays("US", years=_YEARS, observed=False))


def content_hash(root: Path) -> str:
    """SHA-256 over the names and bytes of all knowledge files."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in (".yaml", ".txt")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def edition(root: Path) -> Edition:
    """The edition of one language, below `root`: pages/, scenarios/ and plays/."""
    return Edition(
        pages={p.stem: _typed(p, PageTexts) for p in sorted((root / "pages").glob("*.yaml"))},
        scenarios=dict(_folder(root, "scenarios", ScenarioEdition)),
        plays=dict(_folder(root, "plays", PlayEdition)),
    )


def refined(reasons: dict[str, Reason]) -> dict[str, Reason]:
    """The reasons with every general one giving way to those that say they make it more exact."""
    exact: dict[str, list[str]] = {}
    for reason in reasons.values():
        for general in reason.refines:
            exact.setdefault(general, []).append(reason.id)
    return {
        name: msgspec.structs.replace(reason, yields_to=tuple(dict.fromkeys((*reason.yields_to, *exact.get(name, ())))))
        for name, reason in reasons.items()
    }


def measured(scenario: Scenario, figures: dict[str, Figure]) -> Scenario:
    """The scenario with the figures it names written out; one it does not find is left to the check."""
    fixable = scenario.fixable
    if fixable is None or not fixable.figures:
        return scenario
    evidence = tuple(evidence_of(figures[use.id], use) for use in fixable.figures if use.id in figures)
    filled: Fixable = msgspec.structs.replace(fixable, evidence=(*fixable.evidence, *evidence))
    return msgspec.structs.replace(scenario, fixable=filled)


def _patterns(readings: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    """The regular expressions by which papers are read."""
    for name in PATTERN_READINGS:
        for patterns in readings.get(name, {}).values():
            yield from patterns


def build(root: Path, kept: Mapping[int, tuple[Alternative, ...]] | None = None) -> Knowledge:
    """Read and type every knowledge file below `root`; `kept` are patterns that were cut before."""
    figures = dict(_folder(root, "evidence", Figure))
    imaging = root / "numbers" / "imaging.yaml"
    readings = {p.stem: _typed(p, dict[str, list[str]]) for p in sorted((root / "reading").glob("*.yaml"))}
    return Knowledge(
        rules=tuple(rule for _, rule in _folder(root, "rules", Rule)),
        reasons=refined(dict(_folder(root, "reasons", Reason))),
        sources=dict(_folder(root, "sources", SourceOfLaw)),
        deadlines=tuple(rule for _, rule in _folder(root, "deadlines", DeadlineRule)),
        plan_types=dict(_folder(root, "plan_types", PlanType)),
        states=dict(_folder(root, "states", StateLaw)),
        routes={text.id.value: text for text in _typed(root / "routes.yaml", tuple[RouteText, ...])},
        plays=dict(_folder(root, "plays", Play)),
        scenarios={name: measured(page, figures) for name, page in _folder(root, "scenarios", Scenario)},
        questions=dict(_folder(root, "questions", QuestionText)),
        readings=readings,
        alternatives=cut_all(_patterns(readings), kept),
        pages={p.stem: _typed(p, PageTexts) for p in sorted((root / "pages").glob("*.yaml"))},
        codes={p.stem: _typed(p, dict[str, Code]) for p in sorted((root / "codes").glob("*.yaml"))},
        editions={language: edition(root / language) for language in LANGUAGES if (root / language).exists()},
        evidence=figures,
        procedures=dict(_folder(root, "procedures", Procedure)),
        imaging=_typed(imaging, dict[str, ImagingNumber]) if imaging.exists() else {},
        letters=dict(_folder(root, "letters", LetterText)),
        letter_parts=_table(root / "letter_parts.yaml", Part),
        reach=_table(root / "reach.yaml", Reach),
        filers=_typed(root / "filers.yaml", tuple[Filer, ...]) if (root / "filers.yaml").exists() else (),
        checklists=dict(_folder(root, "checklists", Checklist)),
        holidays=federal_holidays(),
        content_hash=content_hash(root),
    )


def _cut_before(artefact: Path) -> Mapping[int, tuple[Alternative, ...]]:
    """The patterns that an artefact holds, where it was made by this very cutting: most of a build's time is that."""
    if not artefact.exists() or artefact.stat().st_mtime_ns < Path(pieces.__file__).stat().st_mtime_ns:
        return {}
    try:
        return msgspec.msgpack.decode(artefact.read_bytes()[FINGERPRINT_BYTES:], type=Knowledge).alternatives
    except msgspec.MsgspecError:
        return {}


def write(root: Path, artefact: Path) -> Knowledge:
    """Build and write the artefact; gives what was written. Readers see the old one or the new one, never a part."""
    before = fingerprint(root)
    knowledge = build(root, _cut_before(artefact))
    part = artefact.with_name(f"{artefact.name}.{os.getpid()}.part")
    part.write_bytes(before + msgspec.msgpack.encode(knowledge))
    part.replace(artefact)
    return knowledge
