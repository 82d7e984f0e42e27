"""What was decided about a case, in the shape of the contract's `determinations`, `questions` and `trace`."""

from datetime import date

import msgspec

from firstcheck.facts.case import Outcome, Stage
from firstcheck.facts.fact import Source


class Finding(msgspec.Struct, frozen=True):
    """A named right or state of affairs. `holds` is None while it cannot be told; `needs` are the facts it lacks."""

    id: str
    holds: bool | None
    because: tuple[str, ...]
    cite: tuple[str, ...]
    needs: tuple[str, ...] = ()


class SetAside(msgspec.Struct, frozen=True):
    """A route that is not recommended now, and why not."""

    id: str
    why_not: str


class RouteChoice(msgspec.Struct, frozen=True):
    """The one route, why, what else there is, what comes after it; `rule` and `play` name the knowledge behind it."""

    id: str
    why: str
    instead_of: tuple[SetAside, ...]
    then: tuple[str, ...]
    rule: str
    play: str


class SendBy(msgspec.Struct, frozen=True):
    """The last sensible day to send, by way of sending."""

    mail: date | None
    fax_or_portal: date | None


class Deadline(msgspec.Struct, frozen=True):
    """An act-by date. `legal` is the last lawful day, `safe` the day by which it should have arrived (never later).

    `still_possible` is what is left when the day has passed; it stands among the `assumptions` too.
    """

    kind: str
    who: str
    legal: date | None
    safe: date | None
    met_by: str
    counted_from: str
    cite: tuple[str, ...]
    expired: bool
    may_file: tuple[str, ...] = ()
    send_by: SendBy | None = None
    stated: date | None = None
    assumptions: tuple[str, ...] = ()
    still_possible: tuple[str, ...] = ()

    @property
    def of_others(self) -> bool:
        """Whether the plan or an agency has to act, and not the person or the provider."""
        return self.who in ("plan", "agency")


class Alternative(msgspec.Struct, frozen=True):
    """Another family that the paper may really mean, and the sign of it."""

    family: str
    because: str


class Denial(msgspec.Struct, frozen=True):
    """What was denied, in the insurer's words and in ours."""

    family: str
    also: tuple[str, ...]
    scenario: str | None
    stage: Stage
    outcome: Outcome
    quote: Source | None
    confidence: str
    alternatives: tuple[Alternative, ...] = ()


class Determination(msgspec.Struct, frozen=True):
    """One refusal with its findings, its one route and its deadlines."""

    id: str
    claim_number: str | None
    lines: tuple[str, ...]
    denial: Denial
    findings: tuple[Finding, ...]
    route: RouteChoice
    deadlines: tuple[Deadline, ...]


class Question(msgspec.Struct, frozen=True):
    """A fact worth asking for. `settles` is the expected share of open outcomes that its answer closes (0 to 1)."""

    fact: str
    settles: float


class Traced(msgspec.Struct, frozen=True):
    """A rule that fired, is undecided or was ruled out, with the facts it read and those it lacks."""

    rule: str
    result: str
    facts: dict[str, str]
    missing: tuple[str, ...] = ()
    determination: str = ""


class Decision(msgspec.Struct, frozen=True):
    """Everything decided about a case on a day."""

    determinations: tuple[Determination, ...]
    primary: str
    questions: tuple[Question, ...]
    trace: tuple[Traced, ...]
