"""The reasons a paper states: from its sentences, its legend and the codes of its refused lines.

Takes stances and claim lines; gives StatedReasons with the words they were read from, strongest first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec

from firstcheck.extract.layout import Sheet, source_of
from firstcheck.extract.salience import Heard
from firstcheck.extract.stance import Stance
from firstcheck.facts.case import ClaimLine, Outcome, StatedReason
from firstcheck.knowledge.load import reasons as known_reasons
from firstcheck.knowledge.model import Family, Reason

#: A code on a refused line outweighs prose: it is what the insurer's system recorded.
CODE_STRENGTH = 2.6
REMARK_STRENGTH = 1.7
#: CARCs that mean "see the remark code" (research on required pairs: 16, 96, 129, 148, 226, 227, 250-252, A1).
_NEEDS_REMARK = frozenset({"16", "96", "129", "148", "226", "227", "250", "251", "252", "A1"})
#: What a reason weighs that a sentence surely gives, beside the codes of lines.
_SAID = 5.0
#: A reason is heard in a sentence from this share of what the sentence says of any reason, and never below the least.
_LEAST_SHARE = 0.12
_UNHEARD = 0.002
#: Doubt whether a sentence gives the reason counts less than in proportion.
_DOUBT = 0.7
_YIELD_SHARE = 0.4
_ALSO_SHARE = 0.35
_WEAKEST = 0.15
#: A family is named from this share of belief on; below it it is unknown. Of weaker readings of unseen papers two of
#: three were wrong.
_NAMED = 0.35
_REFUSED = (Outcome.DENIED, Outcome.UNPROCESSABLE, Outcome.PENDING, Outcome.REDUCED, Outcome.UNKNOWN)


class Said(msgspec.Struct, frozen=True):
    """A reason found in a sentence."""

    reason: str
    stance: Stance
    strength: float


@lru_cache(maxsize=1)
def _by_code() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    carcs: dict[str, list[str]] = defaultdict(list)
    rarcs: dict[str, list[str]] = defaultdict(list)
    for reason in known_reasons().values():
        for code in reason.carc:
            carcs[code].append(reason.id)
        for code in reason.rarc:
            rarcs[code].append(reason.id)
    return dict(carcs), dict(rarcs)


def said(sentences: Sequence[Heard], beliefs: Sequence[float]) -> list[Said]:
    """Every reason that some sentence gives, with the strength of that sentence.

    `beliefs` holds for each sentence the share of belief that it gives the reason (salience.saliences).
    """
    known = known_reasons()
    return [
        Said(reason, heard.stance, belief**_DOUBT * _SAID * share / heard.reason)
        for heard, belief in zip(sentences, beliefs, strict=True)
        for reason, share in heard.reasons.items()
        if reason in known and share >= max(_LEAST_SHARE * heard.reason, _UNHEARD)
    ]


def coded(lines: Iterable[ClaimLine]) -> list[StatedReason]:
    """The reasons that the codes of refused lines carry."""
    carcs, rarcs = _by_code()
    found: list[StatedReason] = []
    for line in lines:
        if line.outcome not in _REFUSED and line.outcome is not Outcome.PARTLY_DENIED:
            continue
        for code in line.adjustment_codes:
            carc = code.rpartition("-")[2]
            strength = CODE_STRENGTH / 2 if carc in _NEEDS_REMARK else CODE_STRENGTH
            found += [StatedReason(r, line.source, line.id, strength) for r in carcs.get(carc, ())]
        found += [
            StatedReason(r, line.source, line.id, REMARK_STRENGTH)
            for code in line.remark_codes
            for r in rarcs.get(code, ())
        ]
    return found


def bare_codes(adjustments: Iterable[str], remarks: Iterable[str]) -> list[StatedReason]:
    """The reasons that codes carry which the paper prints without a line."""
    carcs, rarcs = _by_code()
    found = [
        StatedReason(r, None, None, CODE_STRENGTH / (2 if c.rpartition("-")[2] in _NEEDS_REMARK else 1))
        for c in adjustments
        for r in carcs.get(c.rpartition("-")[2], ())
    ]
    return found + [StatedReason(r, None, None, REMARK_STRENGTH) for c in remarks for r in rarcs.get(c, ())]


def weigh(
    found: Iterable[tuple[Sheet, Said]],
    codes: Iterable[StatedReason],
    refused: bool,
    shares: Mapping[Family, float] | None = None,
) -> list[StatedReason]:
    """All reasons in force, strongest first; a general reason gives way to the specific one that explains it.

    Where something was refused (`refused`), the patient's ordinary share is not the reason. `shares` is the belief in
    each family (families.family_shares), for a paper with sentences; codes alone speak by their strength.
    """
    totals: dict[str, float] = defaultdict(float)
    best: dict[str, StatedReason] = {}
    seen: set[tuple[str, str | None]] = set()
    for sheet, item in found:
        if refused and known_reasons()[item.reason].family is Family.COST_SHARE:
            continue
        totals[item.reason] += item.strength
        words = source_of(sheet, item.stance.sentence.page, item.stance.sentence.spans)
        known = best.get(item.reason)
        if known is None or known.source is None or item.strength > known.strength:
            best[item.reason] = StatedReason(item.reason, words, None, item.strength)
    for code in codes:
        if refused and known_reasons()[code.reason].family is Family.COST_SHARE:
            continue
        if (code.reason, code.line) not in seen:
            seen.add((code.reason, code.line))
            totals[code.reason] += (
                code.strength if not any(s[0] == code.reason for s in seen if s[1] != code.line) else 0.2
            )
        best.setdefault(code.reason, code)
    return _ranked(totals, best, shares)


def _ranked(
    totals: dict[str, float], best: dict[str, StatedReason], shares: Mapping[Family, float] | None
) -> list[StatedReason]:
    """Reasons of the likeliest family come first, and in a family the specific one before the general."""
    known: dict[str, Reason] = known_reasons()
    families: dict[Family, float] = defaultdict(float)
    for reason, total in totals.items():
        families[known[reason].family] += total
    if shares is not None:
        if max(shares.values()) < _NAMED:
            return []
        families = defaultdict(float, shares)

    def yields(reason: str) -> bool:
        rivals = [o for o in known[reason].yields_to if known[o].family is known[reason].family]
        return any(totals.get(o, 0.0) >= max(_WEAKEST, _YIELD_SHARE * totals[reason]) for o in rivals)

    kept = {reason: total for reason, total in totals.items() if total >= _WEAKEST and not yields(reason)}
    if not kept:
        return []
    top = max(kept.values())
    order = sorted(kept, key=lambda r: (-families[known[r].family], -kept[r]))
    return [
        msgspec.structs.replace(best[r], strength=round(kept[r], 3))
        for r in order
        if r == order[0] or kept[r] >= _ALSO_SHARE * top
    ]
