"""What kind of care was refused, as knowledge/procedures/ tells kinds apart: by number, else by the paper's words.

Takes procedure codes and a description; gives the id of one kind, or None. The order of CARE_KINDS decides where a
claim shows several.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from firstcheck.facts.care import CARE_KINDS
from firstcheck.knowledge.load import knowledge

_NO_KIND = "other"


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


def care_kind(codes: Iterable[str], described: str) -> str:
    """The kind of care: numbers decide; words only where no number of ours is there. `other` where nothing tells."""
    counted = [kind for kind in map(kind_of_number, codes) if kind]
    if counted:
        return min(counted, key=CARE_KINDS.index)
    plain = _plain(described)
    return next((kind for kind, pattern in _patterns() if pattern.search(plain)), _NO_KIND)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
