"""FHIR benefit records (ExplanationOfBenefit, ClaimResponse, Bundles, NDJSON; JSON and XML) to pages and claims."""

import re
from collections.abc import Callable

from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.document import Page, Reading
from firstcheck.intake.encoding import decode
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.fhir.records import read_record
from firstcheck.intake.fhir.tree import resources
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import CERTAIN, Pages, Reader
from firstcheck.intake.readers.remittance import MOST_CLAIMS, told

_FHIR = re.compile(r'\s*[\[{].*?"(?:resourceType|ExplanationOfBenefit)"', re.DOTALL)
_FHIR_XML = re.compile(r"<\w+[^>]*xmlns=.http://hl7\.org/fhir")
_OTHER = (
    "This is claim data for computers (FHIR), but no benefit statement (ExplanationOfBenefit, ClaimResponse) is in it. "
    "Ask the plan for the explanation of benefits."
)
_MANY = (
    f"This file holds more than {MOST_CLAIMS} benefit statements. `firstcheck bulk FILE -o work.csv` sorts them all."
)


def score(head: bytes, name: str) -> int:
    """Certain of a FHIR resource, in JSON or XML."""
    text = decode(head)
    return CERTAIN if _FHIR.match(text) or _FHIR_XML.search(text) else 0


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """One page a record. Unreadable where the file is damaged or holds none."""
    claims: list[PaidClaim] = []
    for number, record in enumerate(resources(data), 1):
        claim = read_record(record, number)
        if claim is not None:
            claims.append(claim)
        if len(claims) > MOST_CLAIMS:
            raise Unreadable(_MANY)
    if not claims:
        raise Unreadable(_OTHER)
    pages = tuple(Page(n, "\n".join(c.segments), (), Reading.STRUCTURED) for n, c in enumerate(claims, 1))
    problems = tuple(told(problem for claim in claims for problem in claim.problems))
    return Pages(pages, Reading.STRUCTURED, "application/fhir+json", problems, tuple(claims))


READER = Reader("benefit_record", score, read, in_child=False)
