"""What kind of care was refused, as knowledge/procedures/ tells kinds apart: by number, else by the paper's words.

Takes procedure codes and a description; gives the id of one kind, or None. The order of CARE_KINDS decides where a
claim shows several.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from firstcheck.decide.refused import plain_words
from firstcheck.facts.care import CARE_KINDS
from firstcheck.knowledge.load import knowledge

_NO_KIND = "other"
#: Kinds that a refusing sentence names only when they are what it refuses. Scans, therapy tried before, drugs and the
#: emergency room are named there as grounds far more often.
_SCANS = frozenset({"bone-density", "mri", "ct-scan", "ultrasound", "x-ray"})
_GROUNDS = frozenset({"physical-therapy", "infusion", "vaccine", "emergency-visit", "check-up"})
_REFUSED = frozenset(CARE_KINDS) - _SCANS - _GROUNDS
#: Things that are handed over: billed by HCPCS, never by a CPT number of a service.
_THINGS = frozenset({"cpap", "equipment", "glucose-monitor", "hearing-aid", "wheelchair"})
_IMAGING = _SCANS | {"pet-scan", "mammogram"}
_REFUSES = re.compile(
    r"\b(?:not?|no longer|cannot|can't|won't|isn't|aren't|don't|doesn't|never|den(?:y|ied|ies)|refused?|excluded?s?"
    r"|exclusion|ended|ends?|stops?|unable|less|lower|more intensive|mas intens[oa]|menor|inferior"
    r"|niega|negamos|denegad[oa]|denegamos|excluid[oa]|tampoco|ya no)\b"
)
#: A clause that sets a matter aside.
_BESIDE = re.compile(
    r"\b(?:not (?:been )?(?:requested|asked for|at issue|in question|in dispute|about)|no (?:issue|question)"
    r"|not the (?:question|issue|problem|reason)|no se (?:ha )?(?:solicitado|pedido|discute|trata)"
    r"|no es (?:el|la) (?:motivo|razon|problema))\b"
)
#: What the plan would have paid in its place, and what the case is said not to be about.
_IN_PLACE = re.compile(
    r"\b(?:such as|instead|rather than|(?:can|could|may|should) (?:safely )?(?:be|have been|get|go)|lower level"
    r"|remains? approved|(?:is|are|was|were) (?:approved|covered|paid)|como|en lugar de|en vez de"
    r"|se puede|podria[n]?)\b[^.;:]{0,60}$"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = knowledge().procedures
    return tuple(
        (kind, re.compile("|".join(known[kind].words))) for kind in CARE_KINDS if kind in known and known[kind].words
    )


@lru_cache(maxsize=8_192)
def kind_of_number(code: str) -> str:
    """The first kind of care that holds a procedure number; empty where none does."""
    known = knowledge().procedures
    return next((kind for kind in CARE_KINDS if kind in known and known[kind].holds(code)), "")


def is_imaging_number(code: str) -> bool:
    """Whether a number is of a scan, those outside the 70000s too (hearts' echoes, new scans' T numbers)."""
    return kind_of_number(code) in _IMAGING


def care_kind(codes: Iterable[str], described: str) -> str:
    """The kind of care: numbers decide; words only where no number of ours is there. `other` where nothing tells."""
    numbers = tuple(codes)
    counted = [kind for kind in map(kind_of_number, numbers) if kind]
    if counted:
        return min(counted, key=CARE_KINDS.index)
    barred = _THINGS if any(len(number) == 5 and number.isdigit() for number in numbers) else frozenset[str]()
    plain = plain_words(described)
    return next((kind for kind, pattern in _patterns() if kind not in barred and pattern.search(plain)), _NO_KIND)


def refused_kind(words: str) -> str:
    """The kind of care that a refusing sentence itself names, `other` where it names none; `words` are plain."""
    clauses = [
        clause for clause in re.split(r"[.;:]\s", words) if _REFUSES.search(clause) and not _BESIDE.search(clause)
    ]
    for kind, pattern in _patterns():
        for hit in (hit for clause in clauses if kind in _REFUSED for hit in pattern.finditer(clause)):
            if not _IN_PLACE.search(hit.string[: hit.start()]):
                return kind
    return _NO_KIND
