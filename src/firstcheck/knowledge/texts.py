"""The sentences of knowledge that people read, each with its place in the file.

Takes plays, scenarios, questions and procedures; gives (place, text), the place as msgspec writes it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from firstcheck.knowledge.model import Play, Scenario, Task

#: Fields that hold names, keys or codes and no sentence.
_KEYS = frozenset(
    {"id", "fact", "value", "who", "by", "when", "time", "money", "level", "basis", "family", "adjacent", "related"}
    | {"plays", "sources", "carc", "rarc", "procedures", "checks_for", "figures", "evidence", "codes", "words"}
    | {"denied_for", "es", "name_es", "then"}
)


def spoken(item: msgspec.Struct) -> Iterator[tuple[str, str]]:
    """Every sentence of an item."""
    yield from _walk(msgspec.to_builtins(item), "")


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _walk(item, f"{place}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _KEYS:
                yield from _walk(item, f"{place}.{key}" if place else key)


def first_checks(scenario: Scenario, plays: Mapping[str, Play]) -> tuple[Task, ...]:
    """The first three checks of a scenario: its own, else those of the play that it names first."""
    if scenario.checks:
        return scenario.checks
    home = plays.get(scenario.plays[0]) if scenario.plays else None
    return home.tasks[:3] if home is not None else ()


def page_texts(scenario: Scenario, plays: Mapping[str, Play]) -> list[str]:
    """What the main part of a scenario's page says, with the play's steps where it has none of its own."""
    own = [text for _, text in spoken(scenario)]
    home = plays.get(scenario.plays[0]) if scenario.plays else None
    if not scenario.checks and home is not None:
        own += [text for _, text in spoken(home)]
    return own
