"""Which letters a case calls for, in the order in which they are likely to be needed.

Takes a setting; gives kinds, those that the play of the route names first. Every kind can still be asked for by name.
"""

from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import Genre, LetterText

_GENRES = (Genre.LETTER, Genre.FORM, Genre.SCRIPT, Genre.COVER, Genre.SLIP)


def fitting(setting: Setting) -> tuple[LetterText, ...]:
    """The kinds that fit the plan, the route and the refusal; the surest first."""
    kinds = (kind for kind in setting.knowledge.letters.values() if suits(setting, kind))
    return tuple(sorted(kinds, key=lambda kind: (_rank(setting, kind), kind.id)))


def _rank(setting: Setting, kind: LetterText) -> tuple[int, int, int, int]:
    """By genre, whether the play names it, the order that the knowledge gives, the family."""
    play = setting.words["play"] in kind.plays
    family = setting.words["family"] in kind.families
    route = setting.words["route"] in kind.routes
    return (_GENRES.index(kind.genre), 1 - play, kind.step, 2 - family - route)


def allowed(setting: Setting, kind: LetterText) -> bool:
    """Whether the kind of plan and what is known leave room for this letter at all."""
    plan = not kind.plan_types or setting.plan_type in kind.plan_types
    return plan and setting.plan_type not in kind.not_plan_types and setting.fits(kind.when)


def suits(setting: Setting, kind: LetterText) -> bool:
    """Whether it is one to offer: allowed, on this route, and for this family where it is for some families only."""
    route = not kind.routes or setting.words["route"] in kind.routes
    family = not kind.families or setting.words["family"] in kind.families or setting.words["play"] in kind.plays
    named = setting.words["play"] in kind.plays
    return allowed(setting, kind) and (named or (route and family))
