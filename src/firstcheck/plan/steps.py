"""The steps of a determination: its scenario's own first three checks, or the play's, never both of the same.

Takes the play of the chosen way and the scenario; gives a Play. Where the way is one that the scenario's checks are
written for, they lead and the play's last task, which keeps the date or sends the papers, closes. On any other way
(a protection, a fast appeal, an outside review) the play leads, and the scenario adds what to gather and ask.
"""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from firstcheck.knowledge.model import Ask, Gather, Play, Scenario, Task

T = TypeVar("T")
#: Papers and questions of one side shown at most; more is no longer read.
_MOST = 6


def steps_of(play: Play, scenario: Scenario | None) -> Play:
    """The play as it is for this scenario."""
    if scenario is None:
        return play
    if play.id in scenario.checks_for and scenario.checks:
        return msgspec.structs.replace(
            play,
            tasks=(*scenario.checks, *_closing(scenario, play)),
            gather=scenario.gather or play.gather,
            ask=_either(scenario.ask, play.ask),
            escalate_when=_joined(scenario.escalate_when, play.escalate_when),
            mistakes=scenario.mistakes or play.mistakes,
        )
    return msgspec.structs.replace(
        play,
        gather=_papers((*play.gather, *scenario.gather)),
        ask=Ask(
            _joined(play.ask.insurer, scenario.ask.insurer),
            _joined(play.ask.provider, scenario.ask.provider),
        ),
    )


def _closing(scenario: Scenario, play: Play) -> tuple[Task, ...]:
    """The play's last task, where no check keeps a date already."""
    return () if any(check.by for check in scenario.checks) else play.tasks[-1:]


def _either(first: Ask, other: Ask) -> Ask:
    return Ask(first.insurer or other.insurer, first.provider or other.provider)


def _papers(items: Iterable[Gather]) -> tuple[Gather, ...]:
    return tuple({item.what: item for item in items}.values())[:_MOST]


def _joined(first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *more)))[:_MOST]
