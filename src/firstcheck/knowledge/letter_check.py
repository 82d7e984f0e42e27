"""Finds fault with the letters: places that nothing fills, law that reaches nobody, a language that says less.

Takes the compiled knowledge; gives sentences `file: what is wrong`.
"""

import re
from collections.abc import Iterator

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.facts.words import values_of
from firstcheck.knowledge.letters import Genre, LetterText, Part
from firstcheck.knowledge.model import Knowledge

_PLACE = re.compile(r"\{([a-z_]+)\}")
_BLANK = re.compile(r"\[\[.+?\]\]")
#: Places that are no facts of the vocabulary.
_OTHER_PLACES = {"quote", "provider", "service", "appeal_by", "today", "matter", "regulator", "regulator_contact"}
_OTHER_WORDS = {"family", "route", "play", "scenario", "sending", "stage", "outcome"}


def letter_faults(knowledge: Knowledge) -> Iterator[str]:
    """Every fault of letters, shared pieces, reach and checklists."""
    for kind in knowledge.letters.values():
        yield from (f"letters/{kind.id}: {say}" for say in _letter(knowledge, kind))
    for name, part in knowledge.letter_parts.items():
        yield from (f"letter_parts: {name}: {say}" for say in _part(knowledge, part))
    for source, reach in knowledge.reach.items():
        unknown = set(reach.plan_types) - set(VOCABULARY["plan_type"].choices)
        if source not in knowledge.sources or unknown:
            yield f"reach: '{source}' is no source, or names a plan type that there is not"
        elif not knowledge.sources[source].printable:
            yield f"reach: '{source}' was not read; a letter may not cite it"
    used = {part.use for kind in knowledge.letters.values() for part in kind.body if part.use}
    yield from (f"letter_parts: no letter uses '{name}'" for name in sorted(knowledge.letter_parts.keys() - used))
    for item in (item for one in knowledge.checklists.values() for item in one.items):
        yield from (f"checklists: '{item.what}': {say}" for say in _conditions(item.when))


def _letter(knowledge: Knowledge, kind: LetterText) -> Iterator[str]:
    yield from _same_places(kind.subject, kind.subject_es)
    yield from _conditions(kind.when)
    plays = set(kind.plays) - knowledge.plays.keys()
    if plays:
        yield f"no play is called {', '.join(sorted(plays))}"
    plans = {*kind.plan_types, *kind.not_plan_types} - set(VOCABULARY["plan_type"].choices)
    if plans:
        yield f"no plan type is called {', '.join(sorted(plans))}"
    for name in (*kind.needs, *kind.shows):
        if name not in VOCABULARY and name not in _OTHER_PLACES:
            yield f"there is no fact '{name}'"
    for language in ("en", "es"):
        texts = knowledge.pages[f"letter_{language}"]
        wanted = [f"to_{kind.to.value}", *(f"enclose_{name}" for name in kind.enclose)]
        wanted += [f"greet_{kind.to.value}"] if kind.genre is Genre.LETTER else []
        yield from (f"'{name}' has no words in letter_{language}" for name in wanted if name not in texts)
    for part in kind.body:
        if part.use and part.use not in knowledge.letter_parts:
            yield f"no shared piece is called '{part.use}'"
        elif not part.use:
            yield from _part(knowledge, part)
        else:
            yield from _conditions({**part.when, **part.unless})


def _part(knowledge: Knowledge, part: Part) -> Iterator[str]:
    yield from _same_places(part.say, part.es)
    yield from _conditions({**part.when, **part.unless})
    for source in part.cite:
        if source not in knowledge.reach:
            yield f"'{source}' is cited, but reach.yaml does not say whom it binds"


def _same_places(english: str, spanish: str) -> Iterator[str]:
    if not english.strip() or not spanish.strip():
        yield "it is not said in both languages"
    if sorted(_PLACE.findall(english)) != sorted(_PLACE.findall(spanish)):
        yield f"the two languages fill different places: {english[:60]}"
    if len(_BLANK.findall(english)) != len(_BLANK.findall(spanish)):
        yield f"the two languages leave different blanks: {english[:60]}"
    for name in _PLACE.findall(english):
        if name not in VOCABULARY and name not in _OTHER_PLACES:
            yield f"nothing fills the place '{name}'"


def _conditions(when: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, values in when.items():
        if name.startswith(("has_", "finding_")) or name in _OTHER_WORDS:
            continue
        allowed = values_of(name)
        if allowed is None or not set(values) <= set(allowed):
            yield f"'{name}' cannot be {', '.join(values)}"
