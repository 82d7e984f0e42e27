"""What a paper as a whole sounds like: which outcome and which family of reasons papers in such words have had.

Takes a Sheet; gives shares. A weak sign beside what single sentences say, but one that boilerplate, layout and the
words of a trade carry where every sentence is unheard of.
"""

import math
from collections.abc import Mapping

import msgspec

from firstcheck.extract.hearing import Hearing, hearing
from firstcheck.extract.layout import Sheet
from firstcheck.extract.stance import plain
from firstcheck.knowledge.model import Family

_FLOOR = 0.01


class Whole(msgspec.Struct, frozen=True):
    """The shares of outcomes and of families that the words of a paper together speak for."""

    outcomes: Mapping[str, float]
    families: Mapping[str, float]

    def outcome_signs(self) -> dict[str, float]:
        """By name, the logarithm of each share."""
        return {f"paper {label}": math.log(share + _FLOOR) for label, share in self.outcomes.items()}

    def family_sign(self, family: Family) -> float:
        """The logarithm of a family's share."""
        return math.log(self.families.get(family.value, 0.0) + _FLOOR)


def hear_whole(sheet: Sheet, outcomes: Hearing | None = None, families: Hearing | None = None) -> Whole:
    """Listen to all words of a paper at once. The models are those of the product unless others are given."""
    words = whole_words("\n".join(page.text for page in sheet.document.pages))
    outcomes, families = outcomes or hearing("paper_outcomes"), families or hearing("paper_families")
    return Whole(outcomes.heard(words), families.heard(words))


def whole_words(text: str) -> str:
    """The words of a paper as the models of whole papers know them."""
    return plain(text)
