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
    """`date` means that the trigger itself is the last day (a date that only the paper gives)."""

    DAYS = "days"
    MONTHS = "months"
    DATE = "date"


class Trigger(enum.StrEnum):
    """What the period is counted from: receipt of the notice, its date, or a dated fact named in `from_fact`."""

    RECEIPT = "receipt"
    NOTICE = "notice"
    FACT = "fact"


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


class DeadlineRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One deadline for some plan types at one stage.

    `plan_types` empty = any; `states` empty = any; `amount_fact` takes the number from a fact of the paper.
    `also_short` are further readings that `safe` has to keep. `letter_up_to`: the law leaves the figure to the state
    or plan up to so many units, so the letter's own figure is the law's. `or_later_fact`: the later of the two dates
    counts. `floor` marks the rule that steps back when another rule of the same kind names the state.
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
    plan_types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    presumed_receipt_days: int | None = None
    roll: Roll = Roll.NONE
    also_short: tuple[Period, ...] = ()
    letter_up_to: int | None = None
    stated: Stated = Stated.NONE
    floor: bool = False
    by_rule_only: bool = False
    may_file: tuple[str, ...] = ("you", "your representative")
    cite: tuple[str, ...] = ()
    note: str | None = None
    late: str | None = None
    starts: date | None = msgspec.field(default=None, name="from")
    ends: date | None = msgspec.field(default=None, name="until")
