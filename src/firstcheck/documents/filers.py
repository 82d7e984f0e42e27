"""Who may send a letter: told before it is written, and a gate before it is final."""

from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import Filer, LetterText, May, Sending


def filer_for(setting: Setting, kind: LetterText) -> Filer | None:
    """What the knowledge says about this sender and this letter; None where the person may simply send it."""
    if not kind.appeal or setting.sender.sending is Sending.PATIENT:
        return None
    for filer in setting.knowledge.filers:
        plan = not filer.plan_types or setting.plan_type in filer.plan_types
        if filer.who is setting.sender.sending and plan and setting.fits(filer.when):
            return filer
    return None


def filing_fault(setting: Setting, kind: LetterText) -> str:
    """Why this sender may not send it, empty where they may (a form that has to go along is no fault)."""
    filer = filer_for(setting, kind)
    return filer.say if filer is not None and filer.may is May.NO else ""
