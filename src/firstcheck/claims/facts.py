"""Facts of a claim that came as data, each with the segment or piece of the record it was read from.

Takes a claim and where it stands; gives Facts of the vocabulary. `line` is set where a paper holds several claims.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from firstcheck.claims.codes import adjustment_codes, remark_codes
from firstcheck.claims.outcomes import PREDETERMINED, REFUSED, line_outcome
from firstcheck.facts.fact import Confidence, Fact, FactValue, Source, Status
from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.readers.remittance import PAGE_SEGMENTS
from firstcheck.intake.x12.values import name as decoded

#: What kind of coverage paid (CLP06), where the code alone settles it; a bare Medicaid code does not.
_PROGRAMS = {
    "MA": "original_medicare",
    "MB": "original_medicare",
    "16": "medicare_advantage",
    "CH": "tricare",
    "VA": "va_community_care",
    "FI": "fehb_pshb",
    "CI": "commercial",
    "BL": "commercial",
}
_PRODUCTS = {"12": "ppo", "13": "pos", "14": "epo", "HM": "hmo"}
_PARTS = (
    (re.compile(r"(?i)\bpart [ab]\b"), "original_medicare"),
    (re.compile(r"(?i)\bpart d\b|\(pdp\)"), "part_d"),
    (re.compile(r"(?i)\bmedicare advantage\b|\bpart c\b"), "medicare_advantage"),
)
_INSTITUTIONAL = frozenset({"institutional", "inpatient-facility", "outpatient-facility"})
_POS = re.compile(r"\d{2}\Z")
_ZERO = Decimal(0)


class Place:
    """Where a claim stands: which paper, and how its segments are laid out on pages."""

    def __init__(self, document: int, claim: PaidClaim, ordinal: int) -> None:
        self.document, self.claim = document, claim
        self._fhir = claim.transmission.version == "fhir"
        self._page = ordinal if self._fhir else None

    def source(self, raw: str, start: int = 0) -> Source | None:
        """The place of a raw segment; None where sources were not kept."""
        if not raw:
            return None
        if self._page is not None:
            return Source(self.document, self._page, raw)
        segment = self.claim.where(raw, start)
        return Source(self.document, (segment - 1) // PAGE_SEGMENTS + 1, decoded(raw) or raw)

    def head(self) -> Source | None:
        """The claim's first segment."""
        return self.source(self.claim.segments[0]) if self.claim.segments else None

    def line(self, line: ServiceLine) -> Source | None:
        """The first segment of a service line."""
        return self.source(self.claim.segments[line.at], line.at) if line.at < len(self.claim.segments) else None

    def header(self, value: str, kind: str) -> Source | None:
        """A value of the transmission's head (payer, payee, tin), quoted as it stands there."""
        segment = self.claim.transmission.where.get(kind)
        return Source(self.document, (segment - 1) // PAGE_SEGMENTS + 1, value) if segment else None


def shared_facts(place: Place) -> Iterator[Fact]:
    """What every claim of a transmission has in common: who paid, whom, when."""
    sent, head = place.claim.transmission, place.head()
    texts = (
        ("payer", sent.payer, "payer"),
        ("billing_provider", sent.payee, "payee"),
        ("billing_provider_npi", sent.payee_npi, "payee"),
        ("billing_tin", sent.payee_tin, "tin"),
    )
    for name, value, kind in texts:
        if value:
            yield Fact(name, value, source=place.header(value, kind) or head)
    issued = sent.produced or sent.paid_on
    if issued is not None:
        # the member's own notice may carry another date
        yield Fact("notice_date", issued, confidence=Confidence.MEDIUM, source=head)


def claim_facts(place: Place, line: str | None = None) -> Iterator[Fact]:
    """What is true of one claim; `line` ties the facts to a line where the paper holds several claims."""
    claim, head = place.claim, place.head()
    for name, value in _texts(claim).items():
        if value:
            yield Fact(name, value, line=line, source=head)
    yield from _amounts(place, line)
    yield from _coverage(place, line)
    begins = claim.begins or min((each.begins for each in claim.lines if each.begins), default=None)
    if begins is not None:
        yield Fact("service_date", begins, line=line, source=head)
    if claim.ends is not None and claim.ends != begins:
        yield Fact("service_end_date", claim.ends, line=line, source=head)
    if claim.use == "preauthorization" or claim.status == PREDETERMINED:
        yield Fact("timing", "pre_service", line=line, source=head)
    else:
        yield Fact("timing", "post_service", line=line, source=head)
        yield Fact("urgent", False, Status.DERIVED, line=line)
    yield from _network(place, line)


def _texts(claim: PaidClaim) -> dict[str, str | None]:
    return {
        "claim_number": claim.number or claim.account,
        "patient": claim.patient,
        "member_id": claim.member_id,
        "group_number": claim.group_number,
        "rendering_provider": claim.rendering,
        "rendering_provider_npi": claim.rendering_npi,
        "authorization_number": claim.authorization,
        "place_of_service": place_of_service(claim),
    }


def place_of_service(claim: PaidClaim) -> str | None:
    """CLP08 is a place of service on professional claims only; on others it is the first part of the bill type."""
    if claim.transmission.version == "fhir":
        return next((line.place for line in claim.lines if line.place), None)
    if not claim.lines or claim.stay or not claim.place or not _POS.match(claim.place):
        return None
    for line in claim.lines:
        if line.revenue or line.qualifier == "NU":
            return None
    return claim.place


def _amounts(place: Place, line: str | None) -> Iterator[Fact]:
    claim, head = place.claim, place.head()
    allowed = [each.allowed for each in claim.lines]
    named: dict[str, Decimal | None] = {
        "billed_amount": claim.billed,
        "plan_paid": claim.paid,
        "patient_responsibility": claim.patient_responsibility,
        "allowed_amount": sum((a or _ZERO for a in allowed), _ZERO) if allowed and None not in allowed else None,
    }
    every = [*claim.adjustments, *(a for each in claim.lines for a in each.adjustments)]
    for reason, name in (("1", "deductible"), ("2", "coinsurance"), ("3", "copay")):
        found = [a.amount for a in every if a.group == "PR" and a.reason == reason and a.amount is not None]
        named[name] = sum(found, _ZERO) if found else None
    for name, value in named.items():
        if value is not None:
            yield Fact(name, value, line=line, source=head)


def coverage_of(filing: str | None, payer: str | None) -> tuple[str | None, str | None]:
    """Program and product that CLP06, or a FHIR record's coverage and payer in words, settle."""
    words = f"{filing or ''} {payer or ''}"
    program = _PROGRAMS.get(filing or "") or next((value for pattern, value in _PARTS if pattern.search(words)), None)
    return program, _PRODUCTS.get(filing or "")


def _coverage(place: Place, line: str | None) -> Iterator[Fact]:
    claim, head = place.claim, place.head()
    fhir = claim.transmission.version == "fhir"
    program, product = coverage_of(claim.filing, claim.transmission.payer if fhir else None)
    if program:
        yield Fact("program", program, confidence=Confidence.MEDIUM, line=line, source=head)
    if product:
        yield Fact("product", product, line=line, source=head)


def facility_in_network(claim: PaidClaim) -> bool | None:
    """The facility's status where the biller is the facility; billing, rendering and payment status are never mixed."""
    if claim.place not in _INSTITUTIONAL:
        return None
    status = claim.networks.get("billing") or next((each.networks.get("billing") for each in claim.lines), None)
    return status == "innetwork" if status in ("innetwork", "outofnetwork") else None


def _network(place: Place, line: str | None) -> Iterator[Fact]:
    known = facility_in_network(place.claim)
    if known is not None:
        yield Fact("facility_in_network", known, line=line, source=place.head())


def code_facts(place: Place, found: list[ServiceLine], line: str | None = None) -> Iterator[Fact]:
    """The codes of these lines, or of the claim where it shows none."""
    claim = place.claim
    refused = [each for each in found if line_outcome(claim, each) in REFUSED] or found
    adjustments = [a for each in refused for a in each.adjustments] or claim.adjustments
    remarks = [*(r for each in refused for r in each.remarks), *claim.remarks]
    coded: dict[str, tuple[str, ...]] = {
        "procedure_codes": tuple(dict.fromkeys(each.procedure for each in refused if each.procedure)),
        "modifiers": tuple(dict.fromkeys(m for each in refused for m in each.modifiers)),
        "drug_codes": tuple(dict.fromkeys(each.drug for each in refused if each.drug)),
        "diagnosis_codes": claim.diagnoses,
        "adjustment_codes": adjustment_codes(adjustments),
        "remark_codes": remark_codes(remarks),
    }
    first_reason, first_remark = next(iter(adjustments), None), next(iter(remarks), None)
    raws = {"adjustment_codes": first_reason, "remark_codes": first_remark}
    for name, value in coded.items():
        if value:
            told: FactValue = value
            code = raws.get(name)
            yield Fact(name, told, line=line, source=(place.source(code.raw) if code else None) or place.head())
