"""The insurer's own words for a reason: the sentence that gives it most surely, with what belongs to it around it.

Takes the sentences of a paper with the share of belief that each gives the reason; gives a Source or None.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from firstcheck.extract.layout import Sheet, source_of
from firstcheck.extract.reasons import Said
from firstcheck.extract.stance import Stance, says
from firstcheck.facts.fact import Source
from firstcheck.knowledge.load import reasons as known_reasons

#: words that a quote has at most; below the fewest a neighbour is taken in even where it hardly gives the reason
_MOST_WORDS = 45
_FEWEST_WORDS = 18
#: A neighbour belongs to the quote from this share of the surest sentence. This, the number of words and the weight of
#: the family were chosen by cross-validation over the labelled quotes of the open papers (71 to 77 % held).
_BELONGS = 0.1
#: what a sentence counts that says nothing of the family, and the strength that makes it count fully
_OTHER_FAMILY = 0.3
_FULLY = 3.0


def quote_for(
    sheet: Sheet, stances: Sequence[Stance], beliefs: Sequence[float], words: Iterable[Said], reason: str | None
) -> Source | None:
    """The words of a paper for a reason; where no sentence gives any, those that say the denial."""
    family = known_reasons()[reason].family if reason else None
    told: dict[int, float] = defaultdict(float)
    for item in words:
        if known_reasons()[item.reason].family is family:
            told[id(item.stance)] += item.strength
    if told:
        worth = [
            belief * (_OTHER_FAMILY + min(1.0, told[id(s)] / _FULLY)) * _fullness(s)
            for s, belief in zip(stances, beliefs, strict=True)
        ]
    else:
        worth = [s.weight if says("denied", s.words) and not s.conditional else 0.0 for s in stances]
    if max(worth, default=0.0) <= 0:
        return None
    first, last = _around(stances, worth)
    spans = tuple(span for stance in stances[first : last + 1] for span in stance.sentence.spans)
    return source_of(sheet, stances[first].sentence.page, spans)


def _around(stances: Sequence[Stance], worth: Sequence[float]) -> tuple[int, int]:
    """The first and the last sentence of the quote: it grows to the side that says more, while that belongs to it."""
    first = last = max(range(len(worth)), key=lambda place: worth[place])
    top = worth[first]
    while True:
        floor = 0.0 if _length(stances, first, last) < _FEWEST_WORDS else _BELONGS * top
        sides = [
            (worth[added], start, end)
            for added, start, end in ((first - 1, first - 1, last), (last + 1, first, last + 1))
            if 0 <= added < len(stances) and worth[added] >= floor and _runs_on(stances, start, end)
        ]
        if not sides:
            return first, last
        _, first, last = max(sides)


def _length(stances: Sequence[Stance], first: int, last: int) -> int:
    return sum(len(stance.words.split()) for stance in stances[first : last + 1])


def _runs_on(stances: Sequence[Stance], first: int, last: int) -> bool:
    """Whether these sentences stand together, in one note where they are a note's, no longer than a quote may be."""
    pieces = stances[first : last + 1]
    near = all(
        after.sentence.first_line - before.sentence.last_line <= 1
        and after.sentence.page == before.sentence.page
        and not _other_notes(before, after)
        for before, after in pairwise(pieces)
    )
    return near and _length(stances, first, last) <= _MOST_WORDS


def _other_notes(one: Stance, other: Stance) -> bool:
    """Whether two sentences stand in two different notes."""
    return None not in (one.note, other.note) and one.note != other.note


def _fullness(stance: Stance) -> float:
    """Fragments ("Discount", "NON-CONTRACTED") are poor quotes beside a whole sentence."""
    count = len(stance.words.split())
    return 0.4 if count < 4 else 0.8 if count < 6 else 1.0
