"""What knowledge files hold: one Struct a kind of file. Types come from here, never from YAML.

Everything is frozen and refuses unknown fields. Ids are file names without `.yaml`.
"""

from datetime import date
from typing import TypeAlias

import msgspec

from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.edition import Edition
from firstcheck.knowledge.entry import Conditions as Conditions  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.entry import Entry as Entry  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.figure import Evidence as Evidence  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.figure import Figure
from firstcheck.knowledge.figure import Fixable as Fixable  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.figure import Intent as Intent  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.figure import Really as Really  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.grade import YesNo
from firstcheck.knowledge.law import PlanType as PlanType  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.law import SourceOfLaw as SourceOfLaw  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.law import StateLaw as StateLaw  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.letters import Checklist, Filer, LetterText, Part, Reach
from firstcheck.knowledge.names import QUESTION_ORDER as QUESTION_ORDER  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import AlertKind as AlertKind  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Expectation as Expectation  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Family as Family  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Question as Question  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.names import Route as Route  # noqa: PLC0414 - given on from here
from firstcheck.knowledge.pieces import Alternative
from firstcheck.knowledge.procedure import ImagingNumber, Procedure


class Consequence(Entry, frozen=True):
    """What follows when a rule fires. `alert` is a sentence; `deadline` the id of a deadline that only rules start.

    `reason` is the reason that the paper can only have meant, in the place of the one that was read.
    """

    reason: str | None = None
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


class Reason(Entry, frozen=True):
    """A reason a paper may give, and the codes that carry it. The words that say it are learned from training/bank."""

    id: str
    family: Family
    about: str
    carc: tuple[str, ...] = ()
    rarc: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    #: reasons that this one makes more exact: they give way to it (the same as if each named it in `yields_to`)
    refines: tuple[str, ...] = ()


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


#: Plays that no route names: plan/leads.py sets their steps before those of a way.
KEEP_CARE_PLAY, ASK_FAST_PLAY = "keep-your-care", "ask-if-it-should-be-fast"


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


class Scenario(Entry, frozen=True):
    """A denial as people meet it: one guide page, one target of naming rules.

    `checks` are the first three checks, in order. They, `gather`, `ask` and `mistakes` stand in the place of the
    play's own where the way is one of `checks_for` (plan/plan.py), so that page and answer say the same sentences.
    `carc` and `rarc` are codes often seen on such a notice. `differs` says how `adjacent`, the closest page, is other;
    `near` says why the page whose words are nearest is not the adjacent one, where that is so.
    """

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
    intent: Intent | None = None
    checks: tuple[Task, ...] = ()
    checks_for: tuple[str, ...] = ()
    gather: tuple[Gather, ...] = ()
    ask: Ask = msgspec.field(default_factory=Ask)
    escalate_when: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    carc: tuple[str, ...] = ()
    rarc: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    near: str | None = None


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
    #: what follows from the code for the reader, whatever stands beside it
    consequence: str = ""
    #: the code says nothing without a remark code beside it
    needs_remark: YesNo | None = None


PageTexts: TypeAlias = dict[str, str]
ReadingLexicon: TypeAlias = dict[str, list[str]]


class Knowledge(msgspec.Struct, frozen=True):
    """All knowledge, compiled. Mappings are by id; `holidays` are the federal holidays on their calendar date.

    `language` is that of its sentences: English as compiled, another one as knowledge/spoken.py gives it.
    """

    rules: tuple[Rule, ...] = ()
    reasons: dict[str, Reason] = msgspec.field(default_factory=dict)
    sources: dict[str, SourceOfLaw] = msgspec.field(default_factory=dict)
    deadlines: tuple[DeadlineRule, ...] = ()
    plan_types: dict[str, PlanType] = msgspec.field(default_factory=dict)
    states: dict[str, StateLaw] = msgspec.field(default_factory=dict)
    routes: dict[str, RouteText] = msgspec.field(default_factory=dict)
    plays: dict[str, Play] = msgspec.field(default_factory=dict)
    scenarios: dict[str, Scenario] = msgspec.field(default_factory=dict)
    questions: dict[str, QuestionText] = msgspec.field(default_factory=dict)
    readings: dict[str, ReadingLexicon] = msgspec.field(default_factory=dict)
    #: the alternatives of the patterns above, by `pieces.key`
    alternatives: dict[int, tuple[Alternative, ...]] = msgspec.field(default_factory=dict)
    pages: dict[str, PageTexts] = msgspec.field(default_factory=dict)
    codes: dict[str, dict[str, Code]] = msgspec.field(default_factory=dict)
    editions: dict[str, Edition] = msgspec.field(default_factory=dict)
    evidence: dict[str, Figure] = msgspec.field(default_factory=dict)
    procedures: dict[str, Procedure] = msgspec.field(default_factory=dict)
    imaging: dict[str, ImagingNumber] = msgspec.field(default_factory=dict)
    letters: dict[str, LetterText] = msgspec.field(default_factory=dict)
    letter_parts: dict[str, Part] = msgspec.field(default_factory=dict)
    reach: dict[str, Reach] = msgspec.field(default_factory=dict)
    filers: tuple[Filer, ...] = ()
    checklists: dict[str, Checklist] = msgspec.field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    content_hash: str = ""
    language: str = "en"
