"""How surely a sentence gives the reason of this very decision, and not a right, a rule, or an old story.

Takes the sentences of a paper with what the models hear in them; gives a share between 0 and 1 for each sentence.
The weights of the signs are learned from labelled papers (training/signs.py).
"""

import math
import re
from collections.abc import Mapping, Sequence

import msgspec

from firstcheck.extract.hearing import Hearing, hearing
from firstcheck.extract.stance import Stance, says
from firstcheck.extract.weights import judged

#: sentences that weigh less than this are not listened to
SILENT = 0.05
_NOTHING: dict[str, float] = {"none": 1.0}
_NEGATION = re.compile(
    r"\b(not|no|never|neither|nor|without|none|nothing|isn't|wasn't|doesn't|didn't|cannot|can't"
    r"|ni|nunca|sin|nada|ningun\w*)\b"
)
_HISTORY = re.compile(
    r"\b(earlier|previous(ly)?|prior|last (year|month|spring|fall|summer|winter)|history|background"
    r"|anterior(es)?|previ[oa]s?|el ano pasado)\b"
)
_POSSIBILITY = re.compile(r"\b(may|might|can|could|would|should|must|will|puede[ns]?|podria[ns]?|debe[ns]?)\b")
_CAUSE = re.compile(
    r"\b(because|since|due to|reason|therefore|so|thus|accordingly|consequently|based on"
    r"|porque|ya que|pues|debido|motivo|razon|por (lo tanto|eso))\b"
)
_PLAN_SPEAKS = re.compile(r"\b(we|our|us|nosotros|nuestr\w+|plan|fund)\b")
_ASKED_OF_READER = re.compile(
    r"^(please|call|send|write|ask|keep|see|visit|contact|llame|envie|escriba|pida|guarde|por favor)\b"
)
_NOTE = re.compile(r"^\W*(note|nota|code|reason|remark|[a-z]?\d{1,3}[.):]|\(?[a-z0-9]{1,3}[\]).:=-])")
_LABELLED = re.compile(r"^[^:]{2,40}:")
_SHORT, _LONG = 4, 30
_FLOOR = 0.005


class Heard(msgspec.Struct, frozen=True):
    """A sentence with the shares of the reasons and of the acts that the models hear in it.

    `reason` is the share of any reason at all, `surest` that of the likeliest one.
    """

    stance: Stance
    reasons: Mapping[str, float]
    acts: Mapping[str, float]
    reason: float
    surest: float


def listen(stances: Sequence[Stance], reasons: Hearing | None = None, acts: Hearing | None = None) -> tuple[Heard, ...]:
    """What the models hear in each sentence; in sentences of no weight they hear nothing.

    The models are those of the product unless others are given.
    """
    reasons, acts = reasons or hearing("reasons"), acts or hearing("outcomes")
    return tuple(
        Heard(s, _NOTHING, _NOTHING, 0.0, 0.0)
        if s.weight < SILENT
        else _heard(s, reasons.heard(s.words), acts.heard(s.words))
        for s in stances
    )


def _heard(stance: Stance, reasons: Mapping[str, float], acts: Mapping[str, float]) -> Heard:
    surest = max((share for label, share in reasons.items() if label != "none"), default=0.0)
    return Heard(stance, reasons, acts, 1 - reasons["none"], surest)


def saliences(sentences: Sequence[Heard]) -> tuple[float, ...]:
    """For each sentence, the share of belief that it gives the reason of this decision."""
    return tuple(judged("reason sentence", found)["yes"] for found in salience_signs(sentences))


def salience_signs(sentences: Sequence[Heard]) -> list[dict[str, float]]:
    """The signs of each sentence by name: what it says, how it is built, where it stands, what stands around it."""
    most = max((h.reason for h in sentences), default=0.0)
    surest = sorted((h.surest for h in sentences), reverse=True)
    found = []
    for place, heard in enumerate(sentences):
        signs = _own_signs(heard) | _place_signs(place / len(sentences))
        signs["least below"] = heard.reason - most
        signs["first of all"] = float(heard.reason == most)
        signs["below surest"] = heard.surest - surest[0]
        signs["above second"] = heard.surest - (surest[1] if len(surest) > 1 else 0.0)
        for step, name in ((-2, "two before"), (-1, "before"), (1, "after")):
            if 0 <= place + step < len(sentences):
                other = sentences[place + step]
                signs[f"{name}: reason"] = other.reason
                signs[f"{name}: right"] = float(other.stance.rights)
                signs[f"{name}: condition"] = float(other.stance.conditional)
        found.append(signs)
    return found


def _own_signs(heard: Heard) -> dict[str, float]:
    stance, words = heard.stance, heard.stance.words
    text = stance.sentence.text
    count = len(words.split())
    signs = {f"act {label}": share for label, share in heard.acts.items()}
    signs |= {
        "reason": heard.reason,
        "reason, log": math.log(heard.reason + 2 * _FLOOR),
        "surest": heard.surest,
        "surest, log": math.log(heard.surest + _FLOOR),
        "condition": float(stance.conditional),
        "right": float(stance.rights),
        "under a heading": float(stance.under_reason),
        "weight": math.log(stance.weight + SILENT),
        "short": float(count < _SHORT),
        "long": float(count > _LONG),
        "length": math.log(count + 1),
        "digits": sum(c.isdigit() for c in text) / max(1, len(text)),
        "question": float("?" in words),
    }
    if stance.piece is not None:
        signs[str(stance.piece.belonging)] = 1.0
        signs[f"{stance.piece.belonging}, worded"] = float(count >= _SHORT)
    signs |= {f"says {key}": float(says(key, words)) for key in _PHRASES}
    return signs | {name: float(bool(sign.search(words))) for name, sign in _BUILT.items()}


_PHRASES = ("denied", "upheld", "overturned", "approved", "second_look", "outside_reviewer")
_BUILT = {
    "negation": _NEGATION,
    "history": _HISTORY,
    "possibility": _POSSIBILITY,
    "cause": _CAUSE,
    "plan speaks": _PLAN_SPEAKS,
    "asked of the reader": _ASKED_OF_READER,
    "note": _NOTE,
    "labelled": _LABELLED,
}


def _place_signs(share: float) -> dict[str, float]:
    return {
        "place": share,
        "off the middle": (share - 0.5) ** 2,
        "in the first fifth": float(share < 0.2),
        "in the last third": float(share > 0.7),
    }
