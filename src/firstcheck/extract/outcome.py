"""What the insurer did, at which stage, and what kind of paper says so.

Takes stances and the claim lines; gives Outcome, Stage and PaperKind. Lines decide before words do.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from firstcheck.extract.stance import Stance, says
from firstcheck.facts.case import ClaimLine, Outcome, PaperKind, Stage

_STRONG = 0.9
_BILL = 1.6
_REASON_AGAINST = 0.3
_CLEAR_DENIAL = 2.0
_NOT_DENIED = re.compile(
    r"\b(not (been )?denied|neither approved nor denied|not a denial|no denial|denied claims[^.]{0,20}none"
    r"|no (es|ha sido) (una )?(denegacion|denegad\w+)|ni denegad\w+)\b"
)
_ASKED = re.compile(r"\b(asked|requested|request|want|wish|pidio|solicito)\b")
_PROVISO = re.compile(r"\b(when|if|only|unless|once|until|cuando|solo|unicamente|hasta que)\b")
_AMOUNT_APPROVED = re.compile(r"\b(tricare|medicare|plan|amount|provider) approved\b|\bapproved\s+(amount|[\d$])|\$")
_UNPROCESSABLE_CODES = frozenset({"MA130", "N704"})
_LETTER = re.compile(r"^(dear|estimad[oa]s?|to whom|a quien)\b")
_PORTAL = re.compile(
    r"\b(inbox|log ?out|my ?claims|message center|secure message|sent:|subject:|from:.*to:|home >|unread"
    r"|reply|mark as read|portal|bandeja|mensaje(s)? seguro|logged in)\b|\w > \w"
)
_EOB = re.compile(
    r"\b(explanation of (benefits|payment)|eob|this is not a bill|not a bill|claim (summary|detail)|statement of claim"
    r"|explicacion de (beneficios|pagos)|resumen de reclamaciones|no es una factura|benefit statement)\b"
)
_MSN = re.compile(r"\b(medicare summary notice|resumen de medicare|notice for part [ab])\b")


def score(key: str, stances: Iterable[Stance]) -> float:
    """How strongly the paper says an entry of outcomes.yaml; conditions and rights count little."""
    return sum(min(stance.weight, 2.0) for stance in stances if says(key, stance.words))


def line_outcome(lines: Sequence[ClaimLine]) -> Outcome | None:
    """What the lines of one claim say together; None where they print nothing that decides."""
    seen = {line.outcome for line in lines} - {Outcome.UNKNOWN}
    if Outcome.UNPROCESSABLE in seen or any(_UNPROCESSABLE_CODES & set(line.remark_codes) for line in lines):
        return Outcome.UNPROCESSABLE
    for outcome in (Outcome.DENIED, Outcome.PENDING, Outcome.REDUCED, Outcome.PATIENT_SHARE, Outcome.PAID):
        if outcome in seen:
            return outcome
    return None


class Pull(msgspec.Struct, frozen=True):
    """How strongly the paper's reasons pull: towards a refusal, a lower level of payment, an ordinary share."""

    refusal: float = 0.0
    lower: float = 0.0
    share: float = 0.0


def outcome_of(stances: Sequence[Stance], lines: Sequence[ClaimLine], remarks: Iterable[str], pull: Pull) -> Outcome:
    """What was decided about the claim or request. A paper that only gives a reason to refuse, refuses."""
    if _UNPROCESSABLE_CODES & set(remarks):
        return Outcome.UNPROCESSABLE
    by_line = line_outcome(lines)
    told = _told(stances, pull.refusal)
    if by_line is Outcome.DENIED:
        firm = told in (Outcome.OVERTURNED, Outcome.UNPROCESSABLE) or (
            told is Outcome.PENDING and _said_not_denied(stances)
        )
        return told if firm else by_line
    if told is Outcome.PENDING and by_line is not Outcome.PATIENT_SHARE:
        return told
    if by_line in (Outcome.PATIENT_SHARE, Outcome.PAID):
        return Outcome.REDUCED if max(pull.lower, score("reduced", stances)) >= _STRONG else by_line
    if by_line is None and told is Outcome.UNKNOWN:
        if pull.refusal >= _STRONG:
            return Outcome.DENIED
        return Outcome.PATIENT_SHARE if pull.share >= _STRONG else told
    return by_line or told


def _said_not_denied(stances: Sequence[Stance]) -> bool:
    return any(_NOT_DENIED.search(s.words) for s in stances)


def _told(stances: Sequence[Stance], refusal: float) -> Outcome:
    firm = [s for s in stances if not s.conditional]
    denied = score("denied", [s for s in firm if not _NOT_DENIED.search(s.words)])
    approved = score("approved", [s for s in firm if _clear_approval(s)])
    overturned = score("overturned", [s for s in firm if not _ASKED.search(s.words)])
    upheld = score("upheld", firm)
    # most papers refuse: a stated reason to refuse weighs against every milder reading
    against = denied + _REASON_AGAINST * refusal
    owed = score("bill", stances) + 2 * score("collection", stances)
    held = score("pending", firm) >= _STRONG
    if owed >= _BILL and denied < _CLEAR_DENIAL and not held and not any(_EOB.search(s.words) for s in stances):
        return Outcome.NOT_A_DECISION
    if score("estimate", stances) >= _STRONG and denied < _CLEAR_DENIAL:
        return Outcome.NOT_A_DECISION
    if overturned >= _STRONG and upheld < _STRONG:
        return Outcome.OVERTURNED
    if score("unprocessable", firm) >= 1.8 and denied < 3:
        return Outcome.UNPROCESSABLE
    pending = score("pending", firm)
    if pending >= _STRONG and (_said_not_denied(stances) or pending > 1.2 * against):
        return Outcome.PENDING
    ended = score("ended", firm)
    if approved >= _STRONG and approved > 1.2 * max(against, ended) and upheld < _STRONG:
        return Outcome.APPROVED
    if score("reduced", firm) >= _STRONG and denied < 1.5:
        return Outcome.REDUCED
    if denied >= _STRONG or upheld >= _STRONG:
        return Outcome.ENDED if ended >= 2.4 else Outcome.DENIED
    if ended >= 1.2:
        return Outcome.ENDED
    if score("reduced", firm) >= _STRONG:
        return Outcome.REDUCED
    if pending >= _STRONG:
        return Outcome.PENDING
    return Outcome.DENIED if denied > 0.5 else Outcome.UNKNOWN


def _clear_approval(stance: Stance) -> bool:
    words = stance.words
    return not (says("denied", words) or _PROVISO.search(words) or _AMOUNT_APPROVED.search(words))


def stage_of(stances: Sequence[Stance]) -> Stage:
    """How far up the ladder the decision stands."""
    firm = [s for s in stances if not s.conditional and s.weight >= 0.25]
    if any(says("review_denied", s.words) and not s.rights for s in firm):
        return Stage.INDEPENDENT_REVIEW_DENIED
    titled = any(re.search(r"\bfinal (internal )?adverse\b", s.words) and len(s.words) < 80 for s in firm)
    upheld = any(says("upheld", s.words) for s in firm if not s.rights)
    second = any(says("second_look", s.words) for s in firm if s.weight >= 0.9 or s.sentence.first_line < 25)
    refused = score("denied", firm) >= _STRONG or score("upheld", firm) >= _STRONG
    return Stage.INTERNAL_APPEAL_DENIED if titled or upheld or (second and refused) else Stage.INITIAL


def kind_of(stances: Sequence[Stance], lines: Sequence[ClaimLine], outcome: Outcome) -> PaperKind:
    """What kind of paper it is."""
    words = [s.words for s in stances]
    if any(_MSN.search(w) for w in words):
        return PaperKind.MEDICARE_SUMMARY_NOTICE
    if score("collection", stances) >= 1.5:
        return PaperKind.COLLECTION_LETTER
    if any(_PORTAL.search(w) for w in words):
        return PaperKind.PORTAL_MESSAGE
    letter = any(_LETTER.match(w) for w in words)
    if not letter and (any(_EOB.search(w) for w in words) or len(lines) >= 2):
        return PaperKind.EOB
    if outcome is Outcome.NOT_A_DECISION and score("bill", stances) >= 1.6:
        return PaperKind.BILL
    if outcome is Outcome.APPROVED:
        return PaperKind.APPROVAL
    if outcome is Outcome.PENDING and score("pending", stances) >= 1.0:
        return PaperKind.REQUEST_FOR_INFORMATION
    decided = outcome not in (Outcome.UNKNOWN, Outcome.NOT_A_DECISION)
    return PaperKind.DENIAL_LETTER if decided else PaperKind.OTHER
