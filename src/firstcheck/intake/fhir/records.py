"""ExplanationOfBenefit and ClaimResponse to claims: a tolerant walk that takes what is there and refuses nothing.

Profiles read: CARIN Blue Button STU1 and STU2, CMS Blue Button (BFD), Da Vinci PDex prior authorization.
"""

import re
from datetime import date
from typing import NamedTuple, TypeAlias

from firstcheck.intake.claim_data import Adjustment, PaidClaim, Problem, Remark, ServiceLine, Transmission
from firstcheck.intake.fhir.adjudication import children, quoted, read_adjudications, spoken_codes
from firstcheck.intake.fhir.tree import Tree, child, codings, entries, text
from firstcheck.intake.x12.values import money

Notes: TypeAlias = dict[str | None, str | None]
#: The parts of a record that Known is read from.
KNOWN = ("insurer", "provider", "requestor", "contained", "type", "insurance")
KINDS = frozenset({"ExplanationOfBenefit", "ClaimResponse"})
_HEADS = (
    "resourceType", "identifier", "status", "use", "outcome", "created", "billablePeriod", "payment", "insurance",
)  # fmt: skip
VOID = frozenset({"cancelled", "entered-in-error"})
_CODE = re.compile(r"[A-Z]?\d{4,5}[A-Z]?\Z")
_NDC = re.compile(r"\d{9,11}\Z|\d{4,5}-\d{3,4}-\d{1,2}\Z")
_REVIEW = re.compile(r"reviewaction|pa-decision$", re.IGNORECASE)
_REVIEWED = re.compile(r"(?:A[1-6]|[AN]|C|CT|NA)\Z")
_POS = re.compile(r"\d{2}\Z")


def read_record(record: Tree, number: int, *, keep: bool = True) -> PaidClaim | None:
    """The claim of a resource; None for other resources and for records taken back by their author.

    `number` counts the resources of the file. `keep`: quote each piece of the record as the source of what it says.
    """
    if text(record, "resourceType") not in KINDS or text(record, "status") in VOID:
        return None
    claim = opened_claim(record, number, keep)
    claim.denied = read_adjudications(claim, entries(record, "adjudication"), keep)
    for total in entries(record, "total"):
        read_adjudications(claim, [total], keep)
    notes = notes_of(record)
    for item in (*entries(record, "item"), *entries(record, "addItem")):
        _line(claim, item, notes, keep)
    close_claim(claim, record, notes, keep)
    return claim


def opened_claim(record: Tree, number: int, keep: bool, known: "Known | None" = None) -> PaidClaim:
    """A claim with what the head of its record says. `known`: the parts of it that were read before."""
    known = known or known_of(record)
    claim = PaidClaim(number, [quoted(_head(record), keep)] if keep else [""], _transmission(record, known))
    _identity(claim, record, known)
    return claim


class Known(NamedTuple):
    """What many records of a file say alike: the payer, who is paid, with the NPI, the kind of claim, the plan."""

    payer: str | None
    payee: str | None
    payee_npi: str | None
    place: str | None
    filing: str | None


def known_of(record: Tree) -> Known:
    """The same from the parts KNOWN of a record."""
    payer, _ = _named(record, child(record, "insurer"))
    payee, npi = _named(record, child(record, "provider") or child(record, "requestor"))
    place = next((code for _, code in codings(child(record, "type"))), None)
    return Known(payer, payee, npi, place, text(child(child(record, "insurance"), "coverage"), "display"))


def notes_of(record: Tree) -> Notes:
    """The notes of a record by their number."""
    return {text(note, "number"): text(note, "text") for note in entries(record, "processNote")}


def close_claim(claim: PaidClaim, record: Tree, notes: Notes, keep: bool) -> None:
    """What is said in words, and what went wrong in the plan's system."""
    said = [*(note for note in notes.values() if note), *filter(None, [text(record, "disposition")])]
    if said:
        claim.notes += [Remark(note, note) for note in said]
        claim.segments += said if keep else []
        told = () if _coded(claim) or any(map(_coded, claim.lines)) else spoken_codes(said)
        claim.adjustments += [Adjustment("", carc, None, None, said[0]) for carc in told]
    _errors(claim, record, claim.first_segment)


def _coded(part: PaidClaim | ServiceLine) -> bool:
    return any(adjustment.reason not in ("1", "2", "3") for adjustment in part.adjustments)


def _head(record: Tree) -> Tree:
    """The pieces of a record that say which claim it is."""
    return {name: record[name] for name in _HEADS if name in record}


def _errors(claim: PaidClaim, record: Tree, number: int) -> None:
    if text(record, "outcome") == "error":
        claim.problems.append(Problem(number, "error", "The plan's system says that it could not process this claim."))
    for error in entries(record, "error"):
        claim.notes += [Remark(code, "") for _, code in codings(child(error, "code"))]


def _named(record: Tree, reference: Tree) -> tuple[str | None, str | None]:
    """Name and NPI behind a reference: its own words, or the organization or person contained in the record."""
    wanted = (text(reference, "reference") or "").removeprefix("#")
    for inside in entries(record, "contained") if wanted else ():
        if text(inside, "id") == wanted:
            return text(inside, "name") or text(child(inside, "name"), "text"), _npi(inside)
    return text(reference, "display"), _npi(reference)


def _npi(holder: Tree) -> str | None:
    """The national number among the identifiers of a person or organization."""
    found = (i for i in entries(holder, "identifier") if "npi" in (text(i, "system") or ""))
    return next((text(identifier, "value") for identifier in found), None)


def _transmission(record: Tree, known: Known) -> Transmission:
    payment = child(record, "payment")
    return Transmission(
        version="fhir",
        payer=known.payer,
        payee=known.payee,
        payee_npi=known.payee_npi,
        produced=day(text(record, "created")),
        paid_on=day(text(payment, "date")),
        control=text(record, "id"),
    )


def _identity(claim: PaidClaim, record: Tree, known: Known) -> None:
    claim.status = text(record, "outcome") or ""
    claim.use = text(record, "use") or "claim"
    claim.number = _number(record)
    patient = child(record, "patient")
    claim.patient = text(patient, "display")
    claim.place, claim.filing = known.place, known.filing
    period = child(record, "billablePeriod")
    claim.begins, claim.ends = day(text(period, "start")), day(text(period, "end"))
    claim.authorization = text(record, "preAuthRef")
    found = [diagnoses_of(child(each, "diagnosisCodeableConcept")) for each in entries(record, "diagnosis")]
    claim.diagnoses = tuple(dict.fromkeys(code for codes in found for code in codes))


def _number(record: Tree) -> str | None:
    """The payer's claim number: the identifier typed as the unique claim id, else the first one."""
    found = entries(record, "identifier")
    for identifier in found:
        if any(code == "uc" for _, code in codings(child(identifier, "type"))) and text(identifier, "value"):
            return text(identifier, "value")
    return next((text(i, "value") for i in found if text(i, "value")), None)


def _line(claim: PaidClaim, item: Tree, notes: Notes, keep: bool) -> None:
    claim.segments += [quoted(item, keep)] if keep else []
    line = ServiceLine(len(claim.segments) - 1)
    line.procedure, line.drug, line.description = service_of(child(item, "productOrService"))
    line.modifiers = modifiers_of(entries(item, "modifier"))
    line.revenue = revenue_of(child(item, "revenue"))
    line.place = place_of(child(item, "locationCodeableConcept"))
    measure(line, item)
    line.denied = read_adjudications(line, entries(item, "adjudication"), keep)
    line.review = review_of(item)
    add_notes(line, item.get("noteNumber"), notes)
    claim.lines.append(line)
    read_parts(claim, item, notes, keep)


def read_parts(claim: PaidClaim, item: Tree, notes: Notes, keep: bool) -> None:
    """Details of an item that were decided on their own, as lines of the claim."""
    for part in children(item):
        _line(claim, part, notes, keep)


def add_notes(line: ServiceLine, numbers: object, notes: Notes) -> None:
    """The notes that a line points to."""
    for number in numbers if isinstance(numbers, list) else ():
        note = notes.get(str(number))
        line.notes += [Remark(note, note)] if note else []


def diagnoses_of(concept: Tree) -> tuple[str, ...]:
    """The ICD codes of a diagnosis."""
    return tuple(code for system, code in codings(concept) if "icd" in system.lower())


def service_of(concept: Tree) -> tuple[str | None, str | None, str | None]:
    """Procedure, drug and words of a product or service."""
    found = list(codings(concept))
    procedure = next((code for _, code in found if _CODE.match(code)), None)
    drug = next((code for system, code in found if "ndc" in system.lower() or _NDC.match(code)), None)
    return procedure, drug, text(concept, "text")


def modifiers_of(found: list[Tree]) -> tuple[str, ...]:
    """The first code of each modifier."""
    return tuple(code for m in found for _, code in list(codings(m))[:1])


def revenue_of(concept: Tree) -> str | None:
    """A revenue code."""
    return next((code for _, code in codings(concept)), None)


def place_of(concept: Tree) -> str | None:
    """A place of service of two digits."""
    return next((code for _, code in codings(concept) if _POS.match(code)), None)


def measure(line: ServiceLine, item: Tree) -> None:
    """Days, units and charge of a service."""
    period = child(item, "servicedPeriod")
    line.begins = day(text(item, "servicedDate")) or day(text(period, "start"))
    line.ends = day(text(period, "end"))
    quantity, net = child(item, "quantity"), child(item, "net")
    line.units = money(text(quantity, "value") or "")
    line.billed = money(text(net, "value") or "")


def review_of(item: Tree) -> str:
    """What a reviewer decided about a requested item (X12 306 code or BFD's A and N); empty where nobody says."""
    waiting = [(extension, 0, False) for extension in entries(item, "extension")]
    for each in entries(item, "adjudication"):
        waiting += [(extension, 0, False) for extension in entries(each, "extension")]
    while waiting:
        extension, depth, inside = waiting.pop()
        inside = inside or _REVIEW.search(text(extension, "url") or "") is not None
        if inside:
            coded = [child(extension, "valueCodeableConcept"), {"coding": extension.get("valueCoding")}]
            code = next((code for concept in coded for _, code in codings(concept)), "")
            if _REVIEWED.match(code):
                return code
        if depth < 4:
            waiting += [(inner, depth + 1, inside) for inner in entries(extension, "extension")]
    return ""


def day(words: str | None) -> date | None:
    """The day of a FHIR date or time; None for partial dates."""
    try:
        return date.fromisoformat(words[:10]) if words and len(words) >= 10 else None
    except ValueError:
        return None
