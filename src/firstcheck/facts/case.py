"""A case as read: papers, claim lines, facts, and each refusal that has to be decided on its own."""

import enum
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from firstcheck.facts.fact import Fact, Source


class PaperKind(enum.StrEnum):
    """What a paper is, whatever it says."""

    DENIAL_LETTER = "denial_letter"
    EOB = "eob"
    MEDICARE_SUMMARY_NOTICE = "medicare_summary_notice"
    REMITTANCE_835 = "remittance_835"
    FHIR_EOB = "fhir_eob"
    PORTAL_MESSAGE = "portal_message"
    AUTHORIZATION = "authorization"
    APPROVAL = "approval"
    BILL = "bill"
    COLLECTION_LETTER = "collection_letter"
    REQUEST_FOR_INFORMATION = "request_for_information"
    CONSENT_FORM = "consent_form"
    DIRECTORY_PAGE = "directory_page"
    PLAN_DOCUMENT = "plan_document"
    OTHER = "other"


class Outcome(enum.StrEnum):
    """What the insurer did."""

    DENIED = "denied"
    PARTLY_DENIED = "partly-denied"
    REDUCED = "reduced"
    ENDED = "ended"
    PATIENT_SHARE = "patient-share"
    UNPROCESSABLE = "unprocessable"
    PENDING = "pending"
    APPROVED = "approved"
    OVERTURNED = "overturned"
    PAID = "paid"
    NOT_A_DECISION = "not-a-decision"
    UNKNOWN = "unknown"


class Stage(enum.StrEnum):
    """How far up the ladder the decision stands."""

    INITIAL = "initial"
    INTERNAL_APPEAL_DENIED = "internal-appeal-denied"
    INDEPENDENT_REVIEW_DENIED = "independent-review-denied"
    UNKNOWN = "unknown"


class Paper(msgspec.Struct, frozen=True):
    """A document as the case knows it. `pages_stated` is the count the paper gives of itself ("page 1 of 2")."""

    name: str
    kind: PaperKind
    pages: int
    sha256: str
    reading: str
    pages_stated: int | None = None
    language: str = "en"
    problems: tuple[str, ...] = ()


class ClaimLine(msgspec.Struct, frozen=True):
    """One service line as printed, paid ones too. Money is in US dollars, None where the line prints none."""

    id: str
    outcome: Outcome = Outcome.UNKNOWN
    claim_number: str | None = None
    service_date: date | None = None
    procedure_code: str | None = None
    modifiers: tuple[str, ...] = ()
    description: str | None = None
    billed: Decimal | None = None
    allowed: Decimal | None = None
    paid: Decimal | None = None
    patient_responsibility: Decimal | None = None
    adjustment_codes: tuple[str, ...] = ()
    remark_codes: tuple[str, ...] = ()
    source: Source | None = None


class StatedReason(msgspec.Struct, frozen=True):
    """A reason the paper gives, as an id of knowledge/reasons/, with the words or code it was read from.

    `line` names the claim line whose codes say it; None where the paper says it as a whole.
    """

    reason: str
    source: Source | None
    line: str | None = None
    strength: float = 1.0


class Refusal(msgspec.Struct, frozen=True):
    """One determination as read: what was decided about which lines, in whose words, for which stated reasons.

    In a case of several claims `own` are the facts of its own paper, and `foreign` names facts that only the paper of
    another claim gives.
    """

    id: str
    outcome: Outcome
    stage: Stage = Stage.INITIAL
    claim_number: str | None = None
    lines: tuple[str, ...] = ()
    quote: Source | None = None
    reasons: tuple[StatedReason, ...] = ()
    own: tuple[Fact, ...] = ()
    foreign: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True):
    """Two papers, or two places of one, that give different values for the same fact."""

    name: str
    values: tuple[Fact, ...]


class Case(msgspec.Struct, frozen=True):
    """Everything read and answered so far. `decide` and `plan` see this and nothing of the papers themselves."""

    papers: tuple[Paper, ...]
    facts: tuple[Fact, ...]
    lines: tuple[ClaimLine, ...]
    refusals: tuple[Refusal, ...]
    conflicts: tuple[Conflict, ...] = ()

    def named(self, name: str) -> Iterator[Fact]:
        """Case-level facts of that name, the most trusted first as the extractor ordered them."""
        return (fact for fact in self.facts if fact.name == name and fact.line is None)

    def value(self, name: str) -> object | None:
        """The value of the first case-level fact of that name, None when it is not known."""
        return next((fact.value for fact in self.named(name)), None)
