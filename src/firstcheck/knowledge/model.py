"""What knowledge files hold: one Struct a kind of file. Types come from here, never from YAML.

Everything is frozen and refuses unknown fields. Ids are file names without `.yaml`.
"""

from datetime import date
from typing import TypeAlias

import msgspec

from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.edition import Edition
from firstcheck.knowledge.grade import Grade, SourceStatus, YesNo
from firstcheck.knowledge.names import QUESTION_ORDER as QUESTION_ORDER  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import AlertKind as AlertKind  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Expectation as Expectation  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Family as Family  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Question as Question  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Route as Route  # noqa: PLC0414 - given on from here


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Manners that every kind of file shares."""


Conditions: TypeAlias = dict[str, tuple[str, ...]]


class Consequence(Entry, frozen=True):
    """What follows when a rule fires. `alert` is a sentence; `deadline` the id of a deadline that only rules start."""

    family: Family | None = None
    scenario: str | None = None
    finding: dict[str, YesNo] = msgspec.field(default_factory=dict)
    route: Route | None = None
    play: str | None = None
    deadline: str | None = None
    alert: str | None = None
    alert_kind: AlertKind = AlertKind.OTHER


class RuleTest(Entry, frozen=True):
    """One case of a rule: the facts, by name, as a person would state them, and what the rule must do."""

    name: str
    facts: dict[str, str]
    expect: Expectation


class Rule(Entry, frozen=True):
    """A conjunction of named facts and what follows. `when` reads: every fact has one of its values."""

    id: str
    about: str
    question: Question
    when: Conditions
    then: Consequence
    because: str
    status: str = "live"
    starts: date | None = msgspec.field(default=None, name="from")
    ends: date | None = msgspec.field(default=None, name="until")
    cite: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    tests: tuple[RuleTest, ...] = ()


class Words(Entry, frozen=True):
    """Patterns by language."""

    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()


class Reason(Entry, frozen=True):
    """A reason a paper may give, the codes that carry it and the words that say it.

    `words` say it almost surely; `hints` often stand with it and decide only where nothing surer is said.
    """

    id: str
    family: Family
    about: str
    carc: tuple[str, ...] = ()
    rarc: tuple[str, ...] = ()
    words: Words = msgspec.field(default_factory=Words)
    hints: Words = msgspec.field(default_factory=Words)
    yields_to: tuple[str, ...] = ()


class SourceOfLaw(Entry, frozen=True):
    """Where a statement of law was read, and how far it may be trusted. `quote` has at most 25 words."""

    id: str
    title: str
    citation: str
    grade: Grade
    date_read: str
    address: str | None = None
    status: SourceStatus = SourceStatus.VERIFIED
    quote: str | None = None
    note: str | None = None

    @property
    def printable(self) -> bool:
        """Whether it may be printed as law, not only shown as "check this"."""
        return self.status is SourceStatus.VERIFIED and self.grade is not Grade.SECONDARY


class Guarded(Entry, frozen=True):
    """A sentence that is said when its conditions are certain; without conditions it is always said."""

    say: str
    when: Conditions = msgspec.field(default_factory=dict)


class RouteText(Entry, frozen=True):
    """How a route is named and explained, and why it is not the one now (first sentence whose conditions hold)."""

    id: Route
    name: str
    what: str
    why_not: tuple[Guarded, ...]
    #: said instead while an undecided rule still leads there
    open: str | None = None


class Task(Entry, frozen=True):
    """One step of a play. `by` names a deadline kind or gives a short plain time."""

    do: str
    who: str
    why: str
    keep: str | None = None
    if_yes: str | None = None
    if_no: str | None = None
    by: str | None = None
    when: Conditions = msgspec.field(default_factory=dict)


class Gather(Entry, frozen=True):
    """A paper to get, and what it shows."""

    what: str
    why: str
    when: Conditions = msgspec.field(default_factory=dict)


class Ask(Entry, frozen=True):
    """Questions to put to the two sides."""

    insurer: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()


class Play(Entry, frozen=True):
    """What to do on a route in one kind of situation."""

    id: str
    title: str
    why: str
    tasks: tuple[Task, ...]
    gather: tuple[Gather, ...] = ()
    ask: Ask = msgspec.field(default_factory=Ask)
    escalate_when: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    then: tuple[Route, ...] = ()


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


class Fixable(Entry, frozen=True):
    """How often it can be put right: level often|sometimes|rarely|unknown, basis measured|mechanism|none."""

    level: str
    basis: str
    say: str
    evidence: tuple[Evidence, ...] = ()


class Scenario(Entry, frozen=True):
    """A denial as people meet it: one guide page, one target of naming rules."""

    id: str
    family: Family
    title: str
    says: tuple[str, ...] = ()
    really: tuple[Really, ...] = ()
    fixable: Fixable | None = None
    adjacent: str | None = None
    differs: str | None = None
    plays: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Choice(Entry, frozen=True):
    """One answer a person can give."""

    value: str
    label: str


class QuestionWords(Entry, frozen=True):
    """A question in another language."""

    ask: str
    why: str
    choices: tuple[Choice, ...] = ()
    where: str | None = None


class QuestionText(Entry, frozen=True):
    """How a fact is asked for. `where` says on which paper the answer stands."""

    fact: str
    ask: str
    why: str
    choices: tuple[Choice, ...] = ()
    where: str | None = None
    es: QuestionWords | None = None


class Code(Entry, frozen=True):
    """A code of a public list in our own words; X12 and CMS keep the lists and their official texts."""

    meaning: str
    kind: str = ""
    family: str = ""
    first_check: str = ""
    who_must_act: tuple[str, ...] = ()
    correctable: str = ""
    since: str = ""
    patient_may_be_billed: str = ""
    note: str = ""


PageTexts: TypeAlias = dict[str, str]
ReadingLexicon: TypeAlias = dict[str, list[str]]


class Knowledge(msgspec.Struct, frozen=True):
    """All knowledge, compiled. Mappings are by id; `holidays` are the federal holidays on their calendar date."""

    rules: tuple[Rule, ...] = ()
    reasons: dict[str, Reason] = msgspec.field(default_factory=dict)
    sources: dict[str, SourceOfLaw] = msgspec.field(default_factory=dict)
    deadlines: tuple[DeadlineRule, ...] = ()
    routes: dict[str, RouteText] = msgspec.field(default_factory=dict)
    plays: dict[str, Play] = msgspec.field(default_factory=dict)
    scenarios: dict[str, Scenario] = msgspec.field(default_factory=dict)
    questions: dict[str, QuestionText] = msgspec.field(default_factory=dict)
    readings: dict[str, ReadingLexicon] = msgspec.field(default_factory=dict)
    pages: dict[str, PageTexts] = msgspec.field(default_factory=dict)
    codes: dict[str, dict[str, Code]] = msgspec.field(default_factory=dict)
    editions: dict[str, Edition] = msgspec.field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    content_hash: str = ""
