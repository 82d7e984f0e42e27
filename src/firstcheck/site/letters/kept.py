"""What the person said about their letters: who sends, edited bodies, what was checked. Kept locked."""

import msgspec

from firstcheck.documents.draft import Draft, draft
from firstcheck.documents.letter import Sender
from firstcheck.documents.setting import Setting, setting_of
from firstcheck.knowledge.letters import LetterText
from firstcheck.site.analyzer.casefile import CaseFile

_ENTRY = "letters"


class KeptLetters(msgspec.Struct, frozen=True):
    """`denial` is the one that letters are about, empty for the one that comes first.

    `bodies` are edited bodies, `checked` the letters whose answers the person has looked over, both by `key`.
    """

    sender: Sender = Sender()
    bodies: dict[str, str] = {}
    checked: tuple[str, ...] = ()
    denial: str = ""

    def key(self, kind: str) -> str:
        """A letter is of a kind and about a denial."""
        return f"{self.denial} {kind}"

    def is_checked(self, kind: str) -> bool:
        """Whether the answers of this letter were looked over."""
        return self.key(kind) in self.checked

    def body(self, kind: str) -> str | None:
        """The body as the person edited it, None where it is ours."""
        return self.bodies.get(self.key(kind))


def kept_letters(case: CaseFile) -> KeptLetters:
    """What is kept of this session."""
    data = case.entry(_ENTRY)
    return msgspec.msgpack.decode(data, type=KeptLetters) if data is not None else KeptLetters()


def keep_letters(case: CaseFile, kept: KeptLetters) -> None:
    """Keep it, encrypted."""
    case.keep_entry(_ENTRY, msgspec.msgpack.encode(kept))


def setting_for(case: CaseFile, kept: KeptLetters) -> Setting:
    """The setting of the denial that was chosen, else of the one that comes first."""
    analysis = case.analysis()
    return setting_of(
        analysis.case,
        analysis.decision,
        analysis.plan,
        analysis.knowledge,
        analysis.today,
        documents=case.documents(),
        sender=kept.sender,
        determination=kept.denial or None,
    )


def draft_for(setting: Setting, kept: KeptLetters, kind: LetterText, language: str) -> Draft:
    """The letter as it stands: the English one with the person's edits, the Spanish copy of our words."""
    return draft(setting, kind, language, kept.body(kind.id) if language == "en" else None)
