"""Claims in the plain shape (`intake.x12.plain`) to decisions without an object each: what was decided is looked up.

A head, a line or a signature that was not met before gives no row here: the exact reader then decides that claim, and
what it read is learned. A row is a line's place in the arrays, what the line says, and what was decided.
"""

from datetime import date

import msgspec

from firstcheck.bulk.claim_rows import coded
from firstcheck.bulk.decisions import Decided, Decisions
from firstcheck.bulk.plain_stretch import Stretch
from firstcheck.bulk.signature import marks, sides, sign_of_line
from firstcheck.claims.outcomes import REFUSED, line_outcome
from firstcheck.claims.reading import group_key
from firstcheck.facts.case import Outcome
from firstcheck.intake.claim_data import PaidClaim, Transmission

_MOST_KEPT, _MOST_ALONE = 20_000, 512
Coded = tuple[str | None, str, str, str]


class LineKind(msgspec.Struct, eq=False):
    """What a service line says beside its amounts and days. `paid`: in part or whole; `coded`: as its row writes it.

    `alone`: what was decided where no other line was refused alike, by the number of the claim's sign, the day of the
    notice and the modifiers that speak; only where neither the day of the care nor another line counts.
    """

    outcome: str
    refused: bool
    paid: bool
    bare: bool
    facility: bool
    group: int
    sign: int
    coded: Coded
    procedure: str | None
    modifiers: frozenset[str]
    sides: frozenset[str]
    alone: dict[tuple[int, date | None, frozenset[str]], Decided]


class Sent(msgspec.Struct, frozen=True):
    """What a row says of the payment around its claim."""

    payer: str | None
    payee: str | None
    notice: date | None


class _Head(msgspec.Struct, eq=False):
    """What a claim's head says. `lines` are those read below heads of the same status and remarks.

    `signs`: the number of the claim's part of the signature, by provider, whether the day is known and whether a line
    has a facility's marks.
    """

    lines: dict[bytes, LineKind]
    rendering: str | None
    signs: dict[tuple[str | None, bool, bool], int]


#: A row: line in the arrays, what it says, what was decided, who rendered the care, and all lines refused with it.
Told = tuple[int, LineKind, Decided, str | None, list[int]]


class _Claim(msgspec.Struct, gc=False):
    """A plain claim whose head and lines are known. `refused` are places in `lines`; `modifiers` are theirs."""

    stretch: Stretch
    number: int
    notice: date | None
    sign: int
    lines: list[LineKind]
    refused: list[int]
    modifiers: frozenset[str]


def sent_of(sent: Transmission) -> Sent:
    """The same of a payment."""
    return Sent(sent.payer, sent.payee, sent.produced or sent.paid_on)


class PlainDecisions:
    """Decisions about plain claims; what was learned of heads and lines is kept from file to file."""

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._heads: dict[bytes, _Head] = {}
        self._lines: dict[tuple[object, ...], dict[bytes, LineKind]] = {}
        self._size, self._turn = 0, decisions.turn

    def rows(self, stretch: Stretch, n: int, sent: Sent) -> list[Told] | None:
        """Rows of the claim `n`; None where something of it was not met before, or is not for this way."""
        head = self._heads.get(stretch.head(n))
        if head is None:
            return None
        lines = stretch.looked_up(n, head.lines)
        if lines is None:
            return None
        refused = [i for i, kind in enumerate(lines) if kind.refused]
        sign = head.signs.get((sent.payee, sent.notice is None, True in [kind.facility for kind in lines]))
        if sign is None or not refused:
            return None
        modifiers = lines[refused[0]].modifiers
        if len(refused) > 1:
            modifiers = modifiers.union(*[lines[i].modifiers for i in refused])
        claim = _Claim(stretch, n, sent.notice, sign, lines, refused, modifiers)
        rows: list[Told] = []
        for members in _grouped(lines, refused):
            made = self._made(claim, members)
            if made is None:
                return None
            rows += [(stretch.first_line[n] + i, lines[i], made, head.rendering, members) for i in members]
        return rows

    def _made(self, claim: _Claim, members: list[int]) -> Decided | None:
        """The decision about some lines refused alike."""
        kind = claim.lines[members[0]]
        if len(members) > 1 or kind.sides:
            return self._known(claim, members)[0]
        key = (claim.sign, claim.notice, kind.modifiers or claim.modifiers)
        made = kind.alone.get(key)
        if made is None:
            made, lasting = self._known(claim, members)
            if made is not None and lasting:
                if len(kind.alone) > _MOST_ALONE:
                    kind.alone.clear()
                kind.alone[key] = made
        return made

    def _known(self, claim: _Claim, members: list[int]) -> tuple[Decided | None, bool]:
        """The same by the key of Decisions.of, and whether it holds whatever the day of the care."""
        own = [claim.lines[i] for i in members]
        if any(kind.bare for kind in own):
            return None, False
        modifiers = own[0].modifiers.union(*[kind.modifiers for kind in own[1:]]) or claim.modifiers
        together = (False, (), (), *marks(modifiers))
        signs = tuple([kind.sign for kind in own])
        kind = self._decisions.known((own[0].outcome, claim.sign, signs, _repeated(claim, members), together))
        if kind is None:
            return None, False
        by_service = claim.notice is None or kind.by_service
        days = (claim.notice, claim.stretch.served(claim.number) if by_service else None)
        return kind.by_day.get(days), not by_service

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
            modifiers=frozenset(line.modifiers),
            sides=sides(line.modifiers),
            alone={},
        )


def _grouped(lines: list[LineKind], refused: list[int]) -> list[list[int]]:
    """Places of lines refused alike, as groups.groups_of groups them."""
    if len(refused) == 1:
        return [refused]
    found: dict[int, list[int]] = {}
    for i in refused:
        found.setdefault(lines[i].group, []).append(i)
    return list(found.values())


def _repeated(claim: _Claim, members: list[int]) -> str:
    """As signature.repeated; plain claims have a number."""
    own = [i for i in members if claim.lines[i].sides]
    others = [i for i, kind in enumerate(claim.lines) if kind.paid and i not in members] if own else []
    if not others:
        return ""
    stretch, n = claim.stretch, claim.number
    days = [stretch.day(n, stretch.first_line[n] + i) for i in range(len(claim.lines))]
    same = [(claim.lines[i].procedure, day) for i, day in enumerate(days)]
    twins = [(claim.lines[i].sides, claim.lines[o].sides) for i in own for o in others if same[i] == same[o]]
    return "sides" if any(a and b and a != b for a, b in twins) else "paid" if twins else ""
