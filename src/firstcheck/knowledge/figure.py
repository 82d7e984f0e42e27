"""What a page says is behind a denial and at stake, and measured figures: how many of how many, of whom, when.

A figure lives once, in knowledge/evidence/. Nothing here is a chance for one person's case, and no figure is of
corrections: nobody measures those.
"""

from collections.abc import Mapping
from math import sqrt

from firstcheck.knowledge.entry import Entry

#: Outcomes of one year miss the next by more than chance; this much more (standard deviation of the true rate from
#: year to year, fitted on California reviews 2006-2011: an interval with it held 88-97 % of the next years' rates).
_DRIFT = 0.13
_Z = 1.96
#: Under this many cases no share is told.
FEWEST = 10
#: How a figure is put into words. Another language has a table `figure_words` of its own.
WORDS = {
    "counted": "{k} of {n} {of}",
    "about": "about {counted}",
    "few": "{counted}: too few to rate",
    "another_year": "{low} to {high} in another year",
}
STAGES = ("internal appeal", "external review", "audit sample", "claims")
VERIFIED = ("primary", "computed", "secondary")


class Figure(Entry, frozen=True):
    """`k` of `n` had the outcome `of`. `stage` is never a correction; `verified` says how the figure was read.

    `about`: k was worked out from a published share. Without `k` the source gives only a range, said in `said`.
    """

    id: str
    stage: str
    ground: str
    service: str
    population: str
    years: str
    n: int
    source: str
    verified: str
    k: int | None = None
    of: str = "were changed"
    about: bool = False
    said: str = ""
    address: str = ""
    note: str = ""

    @property
    def rateable(self) -> bool:
        """Whether there are enough cases to tell a share."""
        return self.k is not None and self.n >= FEWEST

    @property
    def share(self) -> float:
        """The share itself, 0 to 1. Raises ValueError where the source gives none."""
        if self.k is None:
            raise ValueError(f"the figure '{self.id}' has no count")
        return self.k / self.n

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest plausible share in another year, 0 to 1: chance and drift together."""
        half = _Z * sqrt(self.share * (1 - self.share) / self.n + _DRIFT**2)
        return max(0.0, self.share - half), min(1.0, self.share + half)

    @property
    def say(self) -> str:
        """The figure as it is said: always "x of n", and no share where cases are too few."""
        return self.counted(WORDS)

    def counted(self, words: Mapping[str, str]) -> str:
        """The same in the words of a language."""
        if self.k is None:
            return self.said
        counted = words["counted"].format(k=f"{self.k:,}", n=f"{self.n:,}", of=self.of)
        counted = words["about"].format(counted=counted) if self.about else counted
        return counted if self.rateable else words["few"].format(counted=counted)

    @property
    def interval(self) -> str | None:
        """The drift interval in words; None where cases are too few."""
        return self.another_year(WORDS)

    def another_year(self, words: Mapping[str, str]) -> str | None:
        """The same in the words of a language."""
        if not self.rateable:
            return None
        low, high = self.bounds
        return words["another_year"].format(low=f"{low:.0%}", high=f"{high:.0%}")


class FigureUse(Entry, frozen=True):
    """A figure as one scenario uses it: `match` is direct or near, and `differs` says what is other where near."""

    id: str
    match: str
    differs: str = ""


class Really(Entry, frozen=True):
    """What a denial can really be, and the sign by which one sees it."""

    what: str
    sign: str


class Evidence(Entry, frozen=True):
    """A measured figure about how often such denials are overturned."""

    figure: str
    population: str
    years: str
    source: str
    match: str
    n: int | None = None
    interval: str | None = None
    stage: str | None = None


def evidence_of(figure: Figure, use: FigureUse, words: Mapping[str, str] = WORDS) -> Evidence:
    """A figure as a page uses it, written out."""
    return Evidence(
        figure=figure.counted(words),
        population=f"{figure.population}; {figure.ground}, {figure.service}"
        + (f". {use.differs}" if use.differs else ""),
        years=figure.years,
        source=figure.source,
        match=use.match,
        n=figure.n,
        interval=figure.another_year(words),
        stage=figure.stage,
    )


class Fixable(Entry, frozen=True):
    """How often it can be put right: level often|sometimes|rarely|unknown, basis measured|mechanism|none.

    A file names `figures`; `evidence` is filled from knowledge/evidence/ when the knowledge is built.
    """

    level: str
    basis: str
    say: str
    figures: tuple[FigureUse, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class Intent(Entry, frozen=True):
    """What is at stake for the reader: `time` now|soon|calm, `money` large|middle|small, and one sentence on it."""

    time: str
    money: str
    say: str
