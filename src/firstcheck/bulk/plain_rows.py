"""Claims in the plain shape (`intake.x12.plain`) to rows without an object each: what was decided is looked up by keys.

A head, a line or a signature that was not met before gives no row here: the exact reader then decides that claim, and
what it read is learned. A row is places in arrays and what is said about it.
"""

from datetime import date

import msgspec

from firstcheck.bulk.claim_rows import coded
from firstcheck.bulk.decisions import Decided, Decisions
from firstcheck.bulk.plain_stretch import Stretch
from firstcheck.bulk.signature import sign_of_line
from firstcheck.bulk.tasks import finished
from firstcheck.claims.outcomes import REFUSED, line_outcome
from firstcheck.claims.reading import group_key
from firstcheck.decide.service import ASSISTING
from firstcheck.facts.case import Outcome
from firstcheck.intake.claim_data import PaidClaim, Transmission

_MOST_KEPT = 20_000
Coded = tuple[str | None, str, str, str]


class LineKind(msgspec.Struct, frozen=True):
    """What a service line says beside its amounts and days. `paid`: in part or whole; `coded`: as its row writes it."""

    outcome: str
    refused: bool
    paid: bool
    bare: bool
    facility: bool
    group: int
    sign: int
    coded: Coded
    procedure: str | None
    changed: bool
    reading: bool
    assisting: bool


class _Head(msgspec.Struct):
    """What a claim's head says. `lines` are those read below heads of the same status and remarks.

    `signs`: the number of the claim's part of the signature, by provider, whether the day is known and whether a line
    has a facility's marks.
    """

    lines: dict[bytes, LineKind]
    rendering: str | None
    signs: dict[tuple[str | None, bool, bool], int]


class Told(msgspec.Struct, gc=False):
    """One row: claim and line by their places in the arrays, what was decided, codes and first task."""

    claim: int
    line: int
    outcome: str
    made: Decided
    coded: Coded
    task: str


class _Claim(msgspec.Struct, gc=False):
    """A plain claim whose head and lines are known. `refused` are places in `lines`."""

    stretch: Stretch
    number: int
    notice: date | None
    sign: int
    lines: list[LineKind]
    refused: list[int]


class PlainDecisions:
    """Decisions about plain claims; what was learned of heads and lines is kept from file to file."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._heads: dict[bytes, _Head] = {}
        self._lines: dict[tuple[object, ...], dict[bytes, LineKind]] = {}
        self._size, self._turn = 0, decisions.turn

    def rows(self, stretch: Stretch, n: int, sent: Transmission) -> list[Told] | None:
        """Rows of the claim `n`; None where something of it was not met before, or is not for this way."""
        head = self._heads.get(stretch.head(n))
        claim = self._known(stretch, n, sent, head) if head else None
        if head is None or claim is None:
            return None
        rows: list[Told] = []
        first, lines = stretch.first_line[n], claim.lines
        for members in _grouped(lines, claim.refused):
            made = self._made(claim, members)
            if made is None:
                return None
            task = finished(made.task, lambda name: stretch.value(n, name, sent, head.rendering))
            rows += [Told(n, first + i, lines[i].outcome, made, lines[i].coded, task) for i in members]
        return rows

    def _known(self, stretch: Stretch, n: int, sent: Transmission, head: _Head) -> _Claim | None:
        """The claim where all its lines are known and those refused say why; None otherwise."""
        lines: list[LineKind] = []
        refused: list[int] = []
        facility = False
        for i, k in enumerate(range(stretch.first_line[n], stretch.last_line[n])):
            kind = head.lines.get(stretch.line(k))
            if kind is None or (kind.refused and kind.bare):
                return None
            lines.append(kind)
            facility = facility or kind.facility
            if kind.refused:
                refused.append(i)
        notice = sent.produced or sent.paid_on
        sign = head.signs.get((sent.payee, notice is None, facility))
        return _Claim(stretch, n, notice, sign, lines, refused) if refused and sign is not None else None

    def _made(self, claim: _Claim, members: list[int]) -> Decided | None:
        """The decision about some lines; its key is that of Decisions.of."""
        lines, own = claim.lines, [claim.lines[i] for i in members]
        lends = not any(kind.changed for kind in own)
        lent = (
            False,
            (),
            (),
            lends and any(lines[i].reading for i in claim.refused),
            lends and any(lines[i].assisting for i in claim.refused),
        )
        twin = len(lines) > len(members) and _paid_twin(claim, members)
        kind = self._decisions.known((own[0].outcome, claim.sign, tuple([each.sign for each in own]), twin, lent))
        if kind is None:
            return None
        by_service = claim.notice is None or kind.by_service
        return kind.by_day.get((claim.notice, claim.stretch.served(claim.number) if by_service else None))

    def learn(self, stretch: Stretch, n: int, claim: PaidClaim) -> None:
        """Keep what a claim says that was read exactly; one with a problem teaches nothing."""
        if claim.problems:
            return
        if self._size > _MOST_KEPT or self._turn != self._decisions.turn:
            self._heads.clear()
            self._lines.clear()
            self._size, self._turn = 0, self._decisions.turn
        words = (claim.status, tuple([remark.code for remark in claim.remarks]))
        lines = self._lines.setdefault(words, {})
        head = self._heads.setdefault(stretch.head(n), _Head(lines, claim.rendering, {}))
        facility = False
        for i, k in enumerate(range(stretch.first_line[n], stretch.last_line[n])):
            key = stretch.line(k)
            if key not in lines:
                self._size += 1
                lines[key] = self._kind(claim, i)
            facility = facility or lines[key].facility
        self._size += 1
        sent = claim.transmission
        told = (sent.payee, (sent.produced or sent.paid_on) is None, facility)
        head.signs[told] = self._decisions.number(self._decisions.sign(claim))

    def _kind(self, claim: PaidClaim, i: int) -> LineKind:
        line = claim.lines[i]
        outcome = line_outcome(claim, line)
        return LineKind(
            outcome=outcome.value,
            refused=outcome in REFUSED,
            paid=(line.paid or 0) > 0 or outcome is Outcome.PAID,
            bare=not line.adjustments,
            facility=bool(line.revenue) or line.qualifier == "NU",
            group=self._decisions.number(group_key(claim, line, outcome)),
            sign=self._decisions.number(sign_of_line(line)),
            coded=coded(claim, line),
            procedure=line.procedure,
            changed=bool(line.modifiers),
            reading="26" in line.modifiers,
            assisting=not ASSISTING.isdisjoint(line.modifiers),
        )


def _grouped(lines: list[LineKind], refused: list[int]) -> list[list[int]]:
    """Places of lines refused alike, as groups.groups_of groups them."""
    if len(refused) == 1:
        return [refused]
    found: dict[int, list[int]] = {}
    for i in refused:
        found.setdefault(lines[i].group, []).append(i)
    return list(found.values())


def _paid_twin(claim: _Claim, members: list[int]) -> bool:
    """As signature.paid_twin."""
    others = [i for i, kind in enumerate(claim.lines) if kind.paid and i not in members]
    if not others:
        return False
    stretch, n = claim.stretch, claim.number
    days = [stretch.day(n, stretch.first_line[n] + i) for i in range(len(claim.lines))]
    own = {(claim.lines[i].procedure, days[i]) for i in members}
    return any((claim.lines[i].procedure, days[i]) in own for i in others)
