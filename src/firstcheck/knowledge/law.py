"""What knowledge files say of plan types and states: how to tell them, which law governs, who decides, who watches."""

from collections.abc import Mapping
from datetime import date

import msgspec

from firstcheck.knowledge.clock import Trigger, Unit
from firstcheck.knowledge.grade import Grade, SourceStatus

#: After so many days a text of law has to be read again, unless its file names another day.
_REVIEW_DAYS = 365


class SourceOfLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Where a statement of law was read, and how far it may be trusted. `quote` has at most 25 words.

    `date_read` says in words which text it was, `text_of` is that text's day (None: undated), `review_by` the day by
    which it has to be read again.
    """

    id: str
    title: str
    citation: str
    grade: Grade
    date_read: str
    address: str | None = None
    status: SourceStatus = SourceStatus.VERIFIED
    quote: str | None = None
    note: str | None = None
    read_at: str | None = None
    text_of: date | None = None
    review_by: date | None = None

    @property
    def printable(self) -> bool:
        """Whether it may be printed as law, not only shown as "check this"."""
        return self.status is SourceStatus.VERIFIED and self.grade is not Grade.SECONDARY

    def age(self, today: date) -> int | None:
        """Days since the day of the text; None where that is not known."""
        return (today - self.text_of).days if self.text_of is not None else None

    def due(self, today: date) -> bool:
        """Whether it has to be read again: past its day, a year old, or of unknown age."""
        if self.grade is Grade.LETTER:
            return False
        if self.review_by is not None:
            return self.review_by <= today
        age = self.age(today)
        return age is None or age > _REVIEW_DAYS


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A sentence about the law, and the sources it rests on."""

    say: str
    cite: tuple[str, ...] = ()

    def sure(self, sources: Mapping[str, SourceOfLaw]) -> bool:
        """Whether it may be said as law: at least one source of it was read, in a text of law or of an agency."""
        return any(name in sources and sources[name].printable for name in self.cite)


class PlanSign(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Words that stand for a value of a fact about the coverage: regular expressions over folded text.

    `strength` 4 and more says it outright, 1 only hints. `unless` is looked for around the words and takes them back.
    """

    fact: str
    value: str
    strength: int
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Tell(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Words by which papers show a plan type, in lower case, by where they stand. `es` are Spanish ones.

    `#` stands for a digit. One of them proves little: the reader wants several that no other plan type shares.
    """

    card: tuple[str, ...] = ()
    booklet: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    es: tuple[str, ...] = ()

    def phrases(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.card, *self.booklet, *self.notice, *self.agencies, *self.es)))


class PlanType(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """One kind of plan.

    `signs` say outright what a paper is, `tell` are the words around it that together give it away; the reader knows
    no others. `billing` says what a provider may ask of the person; `not_this` are plans that look like it; `open` are
    facts that nobody has read yet.
    """

    id: str
    name: str
    what: str
    tell: Tell
    law: Said
    watched_by: Said
    complaint: Said
    outside_review: Said
    late: Said
    billing: Said | None = None
    state_process: str = "no"
    not_this: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    signs: tuple[PlanSign, ...] = ()


class StateLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A state's own window for outside review. Printed only where `grade` is statute, regulation or official.

    `process` is state or federal by the CMS list. `rule` names the deadline that prints the window; `say` is what
    stands beside the date. `floor_only` marks states whose own window was not found: the federal minimum applies.
    """

    id: str
    name: str
    process: str
    window: str
    citation: str
    text: str
    grade: Grade | None = None
    floor_only: bool = False
    amount: int | None = None
    unit: Unit = Unit.DAYS
    counted_from: Trigger = Trigger.RECEIPT
    rule: str | None = None
    say: str | None = None
    conflict: str | None = None
    also: tuple[str, ...] = ()
