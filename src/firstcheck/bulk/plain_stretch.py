"""The plain claims of one stretch of text, with their keys, days and words at hand one by one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from firstcheck.bulk.tasks import worded
from firstcheck.intake.x12.plain import NO_CENTS, NO_DAY, PlainClaims

T = TypeVar("T")
_EPOCH, _NO_DAY = date(1970, 1, 1), int(NO_DAY)


class Stretch:
    """Claims by their place in the columns, lines by theirs; `first_line` and the one behind `last_line` of a claim."""

    def __init__(self, text: bytes, claims: PlainClaims) -> None:
        self.text, self.claims = text, claims
        self.first_line, self.last_line = claims.first_line.tolist(), claims.last_line.tolist()
        self._heads = [place.tolist() for place in claims.head_ends]
        self._lines = [place.tolist() for place in claims.line_ends]
        self._begins, self._line_begins = claims.begins.tolist(), claims.line_begins.tolist()

    def head(self, n: int) -> bytes:
        """The key of a claim's head."""
        return self.claims.keys[self._heads[0][n] : self._heads[1][n]]

    def line(self, k: int) -> bytes:
        """The key of a line."""
        return self.claims.keys[self._lines[0][k] : self._lines[1][k]]

    def looked_up(self, n: int, known: Mapping[bytes, T]) -> list[T] | None:
        """What is known of the lines of a claim, by their keys; None where one of them is not known."""
        first, last = self.first_line[n], self.last_line[n]
        begins, ends = self._lines
        keys = self.claims.keys
        found = [known.get(keys[b:e]) for b, e in zip(begins[first:last], ends[first:last], strict=True)]
        return None if None in found else found  # type: ignore[return-value]

    def day(self, n: int, k: int) -> int:
        """The day of a line, else of its claim, as a number that is equal for equal days."""
        day: int = self._line_begins[k]
        return day if day != _NO_DAY else int(self._begins[n])

    def served(self, n: int) -> date | None:
        """The day of the claim's care, as tasks.served_on."""
        day = self._begins[n]
        if day == _NO_DAY:
            days = self._line_begins[self.first_line[n] : self.last_line[n]]
            day = min((each for each in days if each != _NO_DAY), default=_NO_DAY)
        return _EPOCH + timedelta(day) if day != _NO_DAY else None

    def owed(self, n: int, members: Sequence[int]) -> Decimal | None:
        """What the patient is left to pay of the lines at these places, as tasks.owed_of."""
        if len(members) == self.last_line[n] - self.first_line[n]:
            cents = [int(self.claims.owed[n])]
        else:
            cents = [int(self.claims.line_owed[self.first_line[n] + i]) for i in members]
        return Decimal(sum(cents)).scaleb(-2) if NO_CENTS not in cents else None

    def value(self, n: int, name: str, payer: str | None, provider: str | None) -> str | None:
        """What a sentence may say of the claim, as tasks.value_of; the amount stands apart (`owed`)."""
        if name == "claim":
            spans = (self.claims.number, self.claims.account)
            return worded(next((self.text[b[n] : e[n]].decode("ascii") for b, e in spans if b[n] < e[n]), None))
        if name == "service_date":
            return worded(self.served(n))
        if name == "provider":
            return provider
        return payer if name == "payer" else None
