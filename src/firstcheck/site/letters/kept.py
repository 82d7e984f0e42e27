"""What the person said about their letters: who sends, edited bodies, what was checked. Kept locked."""

import msgspec

from firstcheck.documents.draft import Draft, draft
from firstcheck.documents.letter import Sender
from firstcheck.documents.setting import Setting, setting_of
from firstcheck.knowledge.letters import LetterText
from firstcheck.site.analyzer.casefile import CaseFile

_ENTRY = "letters"


class KeptLetters(msgspec.Struct, frozen=True):
    """`bodies` are edited bodies by kind; `checked` the kinds whose answers the person has looked over."""

    sender: Sender = Sender()
    bodies: dict[str, str] = {}
    checked: tuple[str, ...] = ()


def kept_letters(case: CaseFile) -> KeptLetters:
    """What is kept of this session."""
    data = case.entry(_ENTRY)
    return msgspec.msgpack.decode(data, type=KeptLetters) if data is not None else KeptLetters()


def keep_letters(case: CaseFile, kept: KeptLetters) -> None:
    """Keep it, encrypted."""
    case.keep_entry(_ENTRY, msgspec.msgpack.encode(kept))


def setting_for(case: CaseFile, kept: KeptLetters) -> Setting:
    """The setting of the refusal that comes first."""
    analysis = case.analysis()
    return setting_of(
        analysis.case,
        analysis.decision,
        analysis.plan,
        analysis.knowledge,
        analysis.today,
        documents=case.documents(),
        sender=kept.sender,
    )


def draft_for(setting: Setting, kept: KeptLetters, kind: LetterText, language: str) -> Draft:
    """The letter as it stands: the English one with the person's edits, the Spanish copy of our words."""
    return draft(setting, kind, language, kept.bodies.get(kind.id) if language == "en" else None)
