"""The denials of a case, to choose the one that a letter is about.

Takes settings or the parts of an analysis; gives ids with a line each that tells them apart.
"""

from collections.abc import Sequence

import msgspec

from firstcheck.decide.decision import Decision, Determination
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import Setting, setting_of
from firstcheck.knowledge.model import Knowledge


class Denial(msgspec.Struct, frozen=True):
    """One denial to choose; `name` tells it from the others, `says` is its reason in the paper's words."""

    id: str
    name: str
    says: str
    chosen: bool = False


def denials(decision: Decision, knowledge: Knowledge, chosen: str = "") -> tuple[Denial, ...]:
    """Every denial, the one that comes first in front."""
    ordered = sorted(decision.determinations, key=lambda d: d.id != decision.primary)
    wanted = chosen if chosen in {d.id for d in ordered} else decision.primary
    return tuple(_denial(d, knowledge, wanted) for d in ordered)


def _denial(determination: Determination, knowledge: Knowledge, wanted: str) -> Denial:
    say = knowledge.pages["sheets"]
    names = [one_line(determination.claim_number)] if determination.claim_number else []
    names += [f"{say['lines']} {', '.join(determination.lines)}"] if determination.lines else []
    family = knowledge.pages["families"].get(determination.denial.family, "")
    quote = determination.denial.quote
    name = " · ".join((*names, family) if family else names) or say["denial"].format(number=determination.id)
    return Denial(determination.id, name, one_line(quote.quote) if quote else "", determination.id == wanted)


def other_settings(setting: Setting, decision: Decision) -> Sequence[Setting]:
    """The settings of the other denials of the same case, for what is made for the case as a whole."""
    return [
        setting_of(
            setting.case,
            decision,
            setting.plan,
            setting.knowledge,
            setting.today,
            documents=setting.documents,
            sender=setting.sender,
            determination=one.id,
        )
        for one in decision.determinations
        if one.id != setting.determination.id
    ]
