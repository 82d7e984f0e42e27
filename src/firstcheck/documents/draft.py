"""A letter ready to hand over: composed, edited where the person edited it, checked, and marked where it is a draft."""

import msgspec

from firstcheck.documents.compose import compose
from firstcheck.documents.edited import with_body
from firstcheck.documents.gates import Verdict, check
from firstcheck.documents.letter import Block, Letter, Role, Span
from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import LetterText


class Draft(msgspec.Struct, frozen=True):
    """A letter and what the gates say of it. `letter` bears its marks already."""

    letter: Letter
    verdict: Verdict
    kind: LetterText


def draft(setting: Setting, kind: LetterText, language: str = "en", body: str | None = None) -> Draft:
    """The letter of that kind. `body` is the body as the person edited it (see edited.py)."""
    letter = compose(setting, kind, language)
    if body is not None:
        letter = with_body(letter, body)
    verdict = check(letter, setting, kind)
    return Draft(letter if verdict.final else _marked(letter, setting, verdict), verdict, kind)


def _marked(letter: Letter, setting: Setting, verdict: Verdict) -> Letter:
    """A draft says so at its top, and why."""
    say = setting.knowledge.pages[f"letter_{letter.language}"]["draft"]
    reasons = "".join(f"\n{fault.say}" for fault in verdict.faults)
    note = Block(Role.NOTE, (Span(f"{say}{reasons}"),))
    return msgspec.structs.replace(letter, blocks=(note, *letter.blocks))
