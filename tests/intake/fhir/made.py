"""Constructed benefit records: invented, for the slices that no public sample carries (network refusals, STU1, PDex)."""

from typing import Any

CARC = "https://x12.org/codes/claim-adjustment-reason-codes"
GROUP = "https://x12.org/codes/claim-adjustment-group-codes"
RARC = "https://x12.org/codes/remittance-advice-remark-codes"
DISCRIMINATOR = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator"
STATUS = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus"
REVIEW = "http://hl7.org/fhir/us/davinci-pdex/StructureDefinition/extension-reviewAction"


def concept(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code} for system, code in pairs]}


def reason(slice_name: str, *pairs: tuple[str, str], amount: float | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"category": concept((DISCRIMINATOR, slice_name)), "reason": concept(*pairs)}
    return found | ({"amount": {"value": amount, "currency": "USD"}} if amount is not None else {})


def money(name: str, amount: float) -> dict[str, Any]:
    return {
        "category": concept(("http://terminology.hl7.org/CodeSystem/adjudication", name)),
        "amount": {"value": amount, "currency": "USD"},
    }


def item(number: int, code: str, *adjudications: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "sequence": number,
        "productOrService": concept(("http://www.ama-assn.org/go/cpt", code)),
        "servicedDate": "2026-08-24",
        "adjudication": list(adjudications),
        **more,
    }


def record(*items: dict[str, Any], kind: str = "ExplanationOfBenefit", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": kind,
        "status": "active",
        "use": "claim",
        "outcome": "complete",
        "type": concept(("http://terminology.hl7.org/CodeSystem/claim-type", "professional")),
        "identifier": [{"type": concept(("x", "uc")), "value": "7001"}],
        "patient": {"reference": "Patient/1", "display": "Jane Doe"},
        "insurer": {"display": "Harborline Mutual"},
        "provider": {"display": "Stateline Radiology"},
        "created": "2026-09-10",
        "billablePeriod": {"start": "2026-08-24"},
        "item": list(items),
        **more,
    }
