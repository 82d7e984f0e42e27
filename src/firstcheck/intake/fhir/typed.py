"""One record on one line (NDJSON) to a claim, read for speed: wanted parts only, and those that come again once.

The twin of read_record(..., keep=False), and equal to it. A record of any other shape is left to that tolerant walk.
Categories, reasons and services are kept as raw JSON and looked up: the same few stand in every record of a payer.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.fhir.adjudication import Meaning, amount_of, apply, meaning_of
from firstcheck.intake.fhir.records import (
    KINDS,
    VOID,
    add_notes,
    close_claim,
    measure,
    modifiers_of,
    notes_of,
    opened_claim,
    place_of,
    read_parts,
    revenue_of,
    review_of,
    service_of,
)
from firstcheck.intake.fhir.tree import Tree, child, entries

_KEPT = 8_192
_ABSENT = msgspec.Raw(b"")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
#: An extension without these words is no reviewer's decision; one with an escape is looked at.
_REVIEWS = (b"reviewaction", b"pa-decision", b"\\")


class _Adjudication(msgspec.Struct, gc=False):
    category: msgspec.Raw = _ABSENT
    reason: msgspec.Raw = _ABSENT
    amount: Any = None
    extension: msgspec.Raw = _ABSENT


class _Item(msgspec.Struct, gc=False):
    adjudication: list[_Adjudication] = []
    productOrService: msgspec.Raw = _ABSENT  # noqa: N815 - the standard's names
    modifier: msgspec.Raw = _ABSENT
    revenue: msgspec.Raw = _ABSENT
    locationCodeableConcept: msgspec.Raw = _ABSENT  # noqa: N815
    servicedDate: Any = None  # noqa: N815
    servicedPeriod: Any = None  # noqa: N815
    quantity: Any = None
    net: Any = None
    extension: msgspec.Raw = _ABSENT
    noteNumber: Any = None  # noqa: N815
    detail: Any = None


_MEASURED = ("servicedDate", "servicedPeriod", "quantity", "net")
_SMALL = (
    "id", "identifier", "outcome", "created", "billablePeriod", "payment", "insurance", "use", "type", "patient",
    "insurer", "provider", "requestor", "contained", "preAuthRef", "diagnosis", "processNote", "disposition", "error",
)  # fmt: skip
_Record = msgspec.defstruct(
    "_Record",
    [
        *((name, Any, None) for name in _SMALL),
        ("resourceType", str, ""),
        ("status", str, ""),
        *((name, list[_Adjudication], msgspec.field(default_factory=list)) for name in ("adjudication", "total")),
        *((name, list[_Item], msgspec.field(default_factory=list)) for name in ("item", "addItem")),
    ],
    gc=False,
)
_RECORDS = msgspec.json.Decoder(_Record, float_hook=Decimal)


def read_line(line: bytes, number: int) -> PaidClaim | None:
    """The claim of a line, without quotes; None where the tolerant walk is to look at it."""
    try:
        if not line.isascii():
            line.decode()
        found: Any = _RECORDS.decode(line)
        if found.resourceType not in KINDS or found.status.strip() in VOID:
            return None
        return _claim(found, number)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _claim(found: Any, number: int) -> PaidClaim:
    record: Tree = {name: value for name in _SMALL if (value := getattr(found, name)) is not None}
    claim = opened_claim(record, number, keep=False)
    claim.denied = _adjudicated(claim, found.adjudication)
    _adjudicated(claim, found.total)
    notes = notes_of(record)
    for item in (*found.item, *found.addItem):
        line = _line(item)
        add_notes(line, item.noteNumber, notes)
        claim.lines.append(line)
        if item.detail is not None:
            read_parts(claim, {"detail": item.detail}, notes, keep=False)
    close_claim(claim, record, notes, keep=False)
    return claim


def _line(item: _Item) -> ServiceLine:
    line = ServiceLine(0)
    line.procedure, line.drug, line.description = _service(bytes(item.productOrService))
    if item.modifier:
        line.modifiers = _modifiers(bytes(item.modifier))
    if item.revenue:
        line.revenue = _revenue(bytes(item.revenue))
    if item.locationCodeableConcept:
        line.place = _place(bytes(item.locationCodeableConcept))
    said = (item.servicedDate, item.servicedPeriod, item.quantity, item.net)
    measure(line, dict(zip(_MEASURED, said, strict=True)))
    line.denied = _adjudicated(line, item.adjudication)
    line.review = _review(item)
    return line


def _adjudicated(target: ServiceLine | PaidClaim, found: list[_Adjudication]) -> bool:
    denied = False
    for each in found:
        meaning = _meaning(bytes(each.category), bytes(each.reason))
        denied = apply(target, meaning, amount_of(each.amount), "") or denied
    return denied


def _tree(name: str, raw: bytes) -> Tree:
    """A raw value under its name, so that the tolerant steps see it as in its record."""
    return {name: _DECODER.decode(raw)} if raw else {}


@lru_cache(maxsize=_KEPT)
def _meaning(category: bytes, reason: bytes) -> Meaning:
    return meaning_of(child(_tree("it", category), "it"), child(_tree("it", reason), "it"))


@lru_cache(maxsize=_KEPT)
def _service(raw: bytes) -> tuple[str | None, str | None, str | None]:
    return service_of(child(_tree("it", raw), "it"))


@lru_cache(maxsize=_KEPT)
def _modifiers(raw: bytes) -> tuple[str, ...]:
    return modifiers_of(entries(_tree("it", raw), "it"))


@lru_cache(maxsize=_KEPT)
def _revenue(raw: bytes) -> str | None:
    return revenue_of(child(_tree("it", raw), "it"))


@lru_cache(maxsize=_KEPT)
def _place(raw: bytes) -> str | None:
    return place_of(child(_tree("it", raw), "it"))


def _review(item: _Item) -> str:
    """As review_of, where one of the extensions may hold a decision."""
    inside = [each.extension for each in item.adjudication if each.extension]
    said = b"".join((item.extension, *inside)).lower() if inside or item.extension else b""
    if not any(word in said for word in _REVIEWS):
        return ""
    own = _tree("extension", bytes(item.extension))
    return review_of(own | {"adjudication": [_tree("extension", bytes(raw)) for raw in inside]})
