"""What machine-made claim papers hold, X12 835 and FHIR alike: claims, service lines, adjustments, remarks.

Nothing here says what a code means. Money is exact (`Decimal`, US dollars), None where the file gives none; `raw` and
`segments` are the words of the file itself, so that each value can be shown with the place it was read.
"""

from datetime import date
from decimal import Decimal

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """Something wrong with a file. `segment` counts from 1; 0 is the file as a whole. `kind` is a short slug."""

    segment: int
    kind: str
    say: str


class Adjustment(msgspec.Struct, frozen=True, gc=False):
    """One reason why less was paid than charged: group (CO, PR, OA, PI, CR), reason (CARC) as printed, amount."""

    group: str
    reason: str
    amount: Decimal | None
    quantity: Decimal | None
    raw: str

    @property
    def code(self) -> str:
        """Group and reason as papers write them: CO-242; the reason alone where there is no group."""
        return f"{self.group}-{self.reason}" if self.group else self.reason


class Remark(msgspec.Struct, frozen=True, gc=False):
    """A remark code (RARC) or another code that explains a payment."""

    code: str
    raw: str


class ServiceLine(msgspec.Struct):
    """One service of a claim. `at` is the index of its first segment in the claim's `segments`."""

    at: int
    qualifier: str = ""
    procedure: str | None = None
    modifiers: tuple[str, ...] = ()
    description: str | None = None
    submitted_procedure: str | None = None
    revenue: str | None = None
    billed: Decimal | None = None
    paid: Decimal | None = None
    allowed: Decimal | None = None
    units: Decimal | None = None
    begins: date | None = None
    ends: date | None = None
    place: str | None = None
    adjustments: list[Adjustment] = []
    remarks: list[Remark] = []
    #: notes in words, FHIR only
    notes: list[Remark] = []
    #: billing, rendering and payment status, each innetwork | outofnetwork | other, FHIR only
    networks: dict[str, str] = {}
    denied: bool = False
    #: what a reviewer decided about a request (X12 306: A1 certified, A3 not certified ...), and the NDC of a drug
    review: str = ""
    drug: str | None = None


class Transmission(msgspec.Struct):
    """Who paid whom, in one transaction set or one benefit record. `version` is the guide's number (005010X221A1)."""

    segment: int = 0
    version: str = ""
    payer: str | None = None
    payer_id: str | None = None
    payee: str | None = None
    payee_npi: str | None = None
    payee_tin: str | None = None
    produced: date | None = None
    paid_on: date | None = None
    trace: str | None = None
    control: str | None = None
    total_paid: Decimal | None = None
    #: the segments in which payer, payee, npi and tin were read
    where: dict[str, int] = {}


class ProviderAdjustment(msgspec.Struct, frozen=True):
    """Money taken from or added to the payment as a whole (PLB), not to one claim."""

    segment: int
    code: str
    reference: str
    amount: Decimal | None


class PaidClaim(msgspec.Struct):
    """One claim as the payer decided it. `status` is CLP02 or the FHIR outcome, `filing` CLP06.

    `number` is the payer's own claim number, `account` the provider's. `segments` are the words of the file from
    `first_segment` on. `partner` is the other half of a reversal and its correction.
    """

    first_segment: int
    segments: list[str]
    transmission: Transmission
    account: str | None = None
    status: str = ""
    billed: Decimal | None = None
    paid: Decimal | None = None
    patient_responsibility: Decimal | None = None
    filing: str | None = None
    number: str | None = None
    place: str | None = None
    frequency: str | None = None
    patient: str | None = None
    member_id: str | None = None
    group_number: str | None = None
    rendering: str | None = None
    rendering_npi: str | None = None
    next_payer: str | None = None
    begins: date | None = None
    ends: date | None = None
    received: date | None = None
    authorization: str | None = None
    diagnoses: tuple[str, ...] = ()
    adjustments: list[Adjustment] = []
    remarks: list[Remark] = []
    notes: list[Remark] = []
    lines: list[ServiceLine] = []
    networks: dict[str, str] = {}
    problems: list[Problem] = []
    partner: int = 0
    #: FHIR: claim | preauthorization | predetermination
    use: str = "claim"
    denied: bool = False
    #: an inpatient or outpatient adjudication (MIA, MOA) stands in the claim
    stay: bool = False

    def where(self, raw: str, start: int = 0) -> int:
        """The number in the file of the segment `raw`, looked for from the claim's segment index `start` on."""
        try:
            return self.first_segment + self.segments.index(raw, start)
        except ValueError:
            return self.first_segment
