"""Which family of reasons a paper gives, weighed over all its sentences and codes at once.

Takes what the sentences say, how surely each gives the reason, and the codes of refused lines; gives for each family a
share of belief. Every sign has one weight for all families, every family a readiness of its own; both are learned from
labelled papers (training/families.py).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from firstcheck.extract.reasons import Said
from firstcheck.extract.salience import Heard
from firstcheck.extract.weights import chosen
from firstcheck.extract.whole_paper import Whole
from firstcheck.facts.case import StatedReason
from firstcheck.knowledge.load import reasons as known_reasons
from firstcheck.knowledge.model import Family

#: from this share of the belief a sentence counts as one that goes on about a family
_GOES_ON = 0.2


class _Found(msgspec.Struct):
    """What speaks for one family."""

    told: float = 0.0
    code: float = 0.0
    believed: float = 0.0
    surest: float = 0.0
    first: float = 0.0
    second: float = 0.0
    sentences: int = 0
    paper: float = 0.0

    def signs(self) -> dict[str, float]:
        """By name. Sums count by their logarithm: the second sentence for a family adds less than the first."""
        return {
            "told": math.log(self.told + 0.1),
            "believed": math.log(self.believed + 0.02),
            "surest": math.log(self.surest + 0.02),
            "code": math.log(self.code + 0.3),
            "surest sentence": math.log(self.first + 0.05),
            "second sentence": math.log(self.second + 0.05),
            "sentences": float(self.sentences),
            "paper": self.paper,
        }


def family_signs(
    heard: Sequence[Heard],
    beliefs: Sequence[float],
    words: Iterable[Said],
    codes: Iterable[StatedReason],
    whole: Whole,
) -> dict[Family, dict[str, float]]:
    """The signs of every family in one paper."""
    known = known_reasons()
    families = dict.fromkeys(reason.family for reason in known.values())
    found = {family: _Found(paper=whole.family_sign(family)) for family in families}
    for word in words:
        found[known[word.reason].family].told += word.strength
    for code in codes:
        own = found[known[code.reason].family]
        own.code = max(own.code, code.strength)
    surest = sorted(range(len(beliefs)), key=lambda place: -beliefs[place])[:2]
    for place, (sentence, belief) in enumerate(zip(heard, beliefs, strict=True)):
        for family, share in _families_of(sentence).items():
            own = found[family]
            own.believed += belief * share
            own.surest = max(own.surest, belief * share)
            own.sentences += belief * share > _GOES_ON
            if place == surest[0]:
                own.first = share
            elif place in surest:
                own.second = share
    return {family: own.signs() for family, own in found.items()}


def _families_of(sentence: Heard) -> dict[Family, float]:
    """What a sentence says by family, as shares of what it says of any reason."""
    if not sentence.reason:
        return {}
    known = known_reasons()
    shares: dict[Family, float] = defaultdict(float)
    for reason, share in sentence.reasons.items():
        if reason in known:
            shares[known[reason].family] += share / sentence.reason
    return dict(shares)


def family_shares(signs: Mapping[Family, Mapping[str, float]], refused: bool) -> dict[Family, float]:
    """The share of belief in each family, together 1; where something was `refused`, no cost share explains it."""
    return chosen("family", {f: own for f, own in signs.items() if not (refused and f is Family.COST_SHARE)})
