"""An edition of the knowledge in another language: page words, and guide pages as far as they are translated.

What an edition does not have is shown in English, and said to be in English.
"""

import msgspec


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Manners of these files."""


class Sign(_Entry, frozen=True):
    """What a denial can really be, and the sign by which one sees it."""

    what: str
    sign: str


class Step(_Entry, frozen=True):
    """One step: what, why, and what to keep."""

    do: str
    why: str
    keep: str | None = None
    if_yes: str | None = None
    if_no: str | None = None


class Paper(_Entry, frozen=True):
    """A paper to get, and what it shows."""

    what: str
    why: str


class ScenarioEdition(_Entry, frozen=True):
    """A guide page in the other language. Lists are in the order of the English page; an empty one is untranslated."""

    id: str
    title: str
    says: tuple[str, ...] = ()
    really: tuple[Sign, ...] = ()
    intent: str = ""
    fixable: str = ""
    differs: str = ""
    checks: tuple[Step, ...] = ()
    gather: tuple[Paper, ...] = ()
    insurer: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


class PlayEdition(_Entry, frozen=True):
    """The steps of a way in the other language, in the order of the English play, with the same places to fill."""

    id: str
    title: str
    why: str
    tasks: tuple[Step, ...]
    gather: tuple[Paper, ...] = ()
    insurer: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    escalate_when: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()


class Edition(msgspec.Struct, frozen=True):
    """Everything of one language: page words by table, guide pages and the steps of ways by id."""

    pages: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    scenarios: dict[str, ScenarioEdition] = msgspec.field(default_factory=dict)
    plays: dict[str, PlayEdition] = msgspec.field(default_factory=dict)
