"""A deadline as a knowledge file states it: how long, counted from what, met how, by which law."""

import enum
from datetime import date

import msgspec

from firstcheck.knowledge.grade import Grade


class DeadlineKind(enum.StrEnum):
    """The contract's kinds of act-by dates."""

    INTERNAL_APPEAL = "internal_appeal"
    SECOND_INTERNAL_APPEAL = "second_internal_appeal"
    EXPEDITED_APPEAL = "expedited_appeal"
    RECONSIDERATION = "reconsideration"
    REDETERMINATION = "redetermination"
    EXTERNAL_REVIEW = "external_review"
    EXPEDITED_EXTERNAL_REVIEW = "expedited_external_review"
    OPM_REVIEW = "opm_review"
    ALJ_HEARING = "alj_hearing"
    FAIR_HEARING = "fair_hearing"
    CONTINUATION_OF_BENEFITS = "continuation_of_benefits"
    PEER_TO_PEER_OR_REOPENING = "peer_to_peer_or_reopening"
    FORMULARY_EXCEPTION = "formulary_exception"
    CORRECTED_CLAIM = "corrected_claim"
    INFORMATION_DUE = "information_due"
    PREMIUM_GRACE_END = "premium_grace_end"
    AUTHORIZATION_END = "authorization_end"
    PATIENT_PROVIDER_DISPUTE = "patient_provider_dispute"
    RETRO_AUTHORIZATION_OR_REFERRAL = "retro_authorization_or_referral"
    ENROLLMENT_ELECTION = "enrollment_election"
    DEBT_DISPUTE = "debt_dispute"
    COMPLAINT = "complaint"
    CIVIL_ACTION = "civil_action"
    PLAN_DECISION = "plan_decision"


class Who(enum.StrEnum):
    """Whose act it is."""

    YOU = "you"
    PROVIDER = "provider"
    PLAN = "plan"
    AGENCY = "agency"


class MetBy(enum.StrEnum):
    """What has to have happened by the last day."""

    RECEIVED = "received"
    POSTMARKED = "postmarked"
    FILED = "filed"
    UNKNOWN = "unknown"


class Unit(enum.StrEnum):
    """`date`: the trigger itself is the last day. `hours` are whole days of 24. `year_ends`: 31 December, years on.

    `business_days` are without Saturdays, Sundays and federal holidays.
    """

    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"
    YEAR_ENDS = "year_ends"
    DATE = "date"
    BUSINESS_DAYS = "business_days"


class Trigger(enum.StrEnum):
    """What the period is counted from.

    `receipt` of the notice (with `presumed_receipt_days`: as the rule presumes it), the date on the `notice`, the day
    it was `sent` (the day printed on it, unless another one is known), a dated `fact` named in `from_fact`, or the
    board `meeting` that has to decide what came in on the day named in `from_fact`.
    """

    RECEIPT = "receipt"
    NOTICE = "notice"
    SENT = "sent"
    FACT = "fact"
    MEETING = "meeting"


class Stated(enum.StrEnum):
    """Which words of the paper speak of this same period."""

    APPEAL = "appeal"
    EXTERNAL = "external"
    NONE = "none"


class Roll(enum.StrEnum):
    """What the rule itself does with a last day on a Saturday, Sunday or federal holiday."""

    NONE = "none"
    FORWARD = "forward"


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A length of calendar time."""

    amount: int
    unit: Unit = Unit.DAYS


class Extension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Last days from `first` to `last` were moved to `to` by an agency's notice; `say` tells when that holds."""

    first: date
    last: date
    to: date
    say: str


class DeadlineRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One deadline for some plan types at one stage.

    `plan_types` empty = any; `states` empty = any; `amount_fact` takes the number from a fact of the paper.
    `also_short` are further readings that `safe` has to keep; `early` is a more
    careful day that is only told. `letter_up_to`: the law leaves the figure to the state or plan up to so many units,
    so the letter's own figure is the law's. `or_later_fact`: the later of the two dates counts. `stated_fact` is the
    day that the paper itself gives for this act: it is shown beside the law's, never in its place. `not_after_fact`
    starts the count at the latest `not_after_days` after that fact, whenever the notice came. `gives_way_to` is the
    federal time that counts instead as far as the letter grants it. `floor` marks the rule that
    steps back when another rule of the same kind names the state. `meetings` are facts with the days of a board's
    meetings, and what comes in `lead_days` or fewer before one goes to the next. `late` says what is still possible.
    """

    id: str
    kind: DeadlineKind
    about: str
    unit: Unit
    counted_from: Trigger
    who: Who
    met_by: MetBy
    grade: Grade
    amount: int | None = None
    amount_fact: str | None = None
    from_fact: str | None = None
    or_later_fact: str | None = None
    stated_fact: str | None = None
    not_after_fact: str | None = None
    not_after_days: int = 0
    meetings: tuple[str, ...] = ()
    lead_days: int = 0
    plan_types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    presumed_receipt_days: int | None = None
    roll: Roll = Roll.NONE
    also_short: tuple[Period, ...] = ()
    early: Period | None = None
    letter_up_to: int | None = None
    gives_way_to: Period | None = None
    extended: Extension | None = None
    stated: Stated = Stated.NONE
    floor: bool = False
    may_file: tuple[str, ...] = ("you", "your representative")
    cite: tuple[str, ...] = ()
    note: str | None = None
    late: str | None = None
    starts: date | None = msgspec.field(default=None, name="from")
    ends: date | None = msgspec.field(default=None, name="until")
