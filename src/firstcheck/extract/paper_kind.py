"""What kind of paper it is. Takes stances, claim lines and the outcome; gives PaperKind."""

import re
from collections.abc import Sequence

from firstcheck.extract.outcome import EOB, LETTER, score
from firstcheck.extract.stance import Stance
from firstcheck.facts.case import ClaimLine, Outcome, PaperKind

_PORTAL = re.compile(
    r"\b(inbox|log ?out|my ?claims|message center|secure message|sent:|subject:|from:.*to:|home >|unread"
    r"|reply (?:to|all)|no-?reply|do not reply|mark as read|portal|bandeja|mensaje(s)? seguro|logged in)\b"
    r"|\w\s{1,2}>\s{1,2}\w"
)
#: What only one who gives care prints on a bill of his own.
_BILLER = re.compile(
    r"\b(guarantor|patient (statement|payments?)|make checks? payable|balance due from|please pay|amount enclosed"
    r"|(?:not|balance not) paid by your insurance|estado de cuenta del paciente|pago del paciente)\b"
)
_NO_BILL = re.compile(r"\b(not a bill|no es una (factura|cuenta))\b")
_MSN = re.compile(r"\b(medicare summary notice|resumen de medicare|notice for part [ab])\b")


def kind_of(stances: Sequence[Stance], lines: Sequence[ClaimLine], outcome: Outcome) -> PaperKind:
    """What kind of paper it is."""
    words = [s.words for s in stances]
    if any(_MSN.search(w) for w in words):
        return PaperKind.MEDICARE_SUMMARY_NOTICE
    if score("collection", stances) >= 1.5:
        return PaperKind.COLLECTION_LETTER
    if any(_PORTAL.search(w) for w in words):
        return PaperKind.PORTAL_MESSAGE
    letter = any(LETTER.match(w) for w in words)
    billed = score("bill", stances) >= 1.6
    marks = {match[0] for w in words for match in _BILLER.finditer(w)}
    if not letter and (len(marks) > 1 or (billed and marks)) and not any(_NO_BILL.search(w) for w in words):
        return PaperKind.BILL
    if not letter and (any(EOB.search(w) for w in words) or len(lines) >= 2):
        return PaperKind.EOB
    if outcome is Outcome.NOT_A_DECISION and billed:
        return PaperKind.BILL
    if outcome is Outcome.APPROVED:
        return PaperKind.APPROVAL
    if outcome is Outcome.PENDING and score("pending", stances) >= 1.0:
        return PaperKind.REQUEST_FOR_INFORMATION
    decided = outcome not in (Outcome.UNKNOWN, Outcome.NOT_A_DECISION)
    return PaperKind.DENIAL_LETTER if decided else PaperKind.OTHER
