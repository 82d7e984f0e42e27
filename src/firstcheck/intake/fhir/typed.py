"""One record on one line (NDJSON) to a claim, read for speed: wanted parts only, and those that come again once.

The twin of read_record(..., keep=False), and equal to it. A record of any other shape is left to that tolerant walk.
Categories, reasons and services are kept as raw JSON and looked up: the same few stand in every record of a payer.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from firstcheck.intake.claim_data import PaidClaim, ServiceLine
from firstcheck.intake.fhir.adjudication import Meaning, apply, meaning_of
from firstcheck.intake.fhir.records import (
    KINDS,
    KNOWN,
    VOID,
    Known,
    add_notes,
    close_claim,
    day,
    diagnoses_of,
    known_of,
    modifiers_of,
    notes_of,
    opened_claim,
    place_of,
    read_parts,
    revenue_of,
    review_of,
    service_of,
)
from firstcheck.intake.fhir.tree import Tree, child, entries, text
from firstcheck.intake.x12.values import money

_KEPT = 8_192
_ABSENT = msgspec.Raw(b"")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
#: An extension without these words is no reviewer's decision; one with an escape is looked at.
_REVIEWS = (b"reviewaction", b"pa-decision", b"\\")


class _Amount(msgspec.Struct, gc=False):
    value: Any = None


class _Period(msgspec.Struct, gc=False):
    start: Any = None
    end: Any = None


class _Adjudication(msgspec.Struct, gc=False):
    category: msgspec.Raw = _ABSENT
    reason: msgspec.Raw = _ABSENT
    amount: _Amount | None = None
    extension: msgspec.Raw = _ABSENT


class _Diagnosis(msgspec.Struct, gc=False):
    diagnosisCodeableConcept: msgspec.Raw = _ABSENT  # noqa: N815 - the standard's names


class _Item(msgspec.Struct, gc=False):
    adjudication: list[_Adjudication] = []
    productOrService: msgspec.Raw = _ABSENT  # noqa: N815
    modifier: msgspec.Raw = _ABSENT
    revenue: msgspec.Raw = _ABSENT
    locationCodeableConcept: msgspec.Raw = _ABSENT  # noqa: N815
    servicedDate: Any = None  # noqa: N815
    servicedPeriod: _Period | None = None  # noqa: N815
    quantity: _Amount | None = None
    net: _Amount | None = None
    extension: msgspec.Raw = _ABSENT
    noteNumber: Any = None  # noqa: N815
    detail: Any = None


_SMALL = (
    "id", "identifier", "outcome", "created", "billablePeriod", "payment", "use", "patient", "preAuthRef",
    "processNote", "disposition", "error",
)  # fmt: skip
_NO_PERIOD = _Period()
_Record = msgspec.defstruct(
    "_Record",
    [
        *((name, Any, None) for name in _SMALL),
        *((name, msgspec.Raw, _ABSENT) for name in KNOWN),
        ("diagnosis", list[_Diagnosis], msgspec.field(default_factory=list)),
        ("resourceType", str, ""),
        ("status", str, ""),
        *((name, list[_Adjudication], msgspec.field(default_factory=list)) for name in ("adjudication", "total")),
        *((name, list[_Item], msgspec.field(default_factory=list)) for name in ("item", "addItem")),
    ],
    gc=False,
)


class _Odd(Decimal):
    """A number that is no amount of money: too long, or with an exponent."""


def _amount(said: str) -> Decimal:
    """A number as it is printed; amounts that come again are kept."""
    known = money(said)
    return _Odd(said) if known is None else known


_RECORDS = msgspec.json.Decoder(_Record, float_hook=_amount)


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
    known = _known(*[bytes(getattr(found, name)) for name in KNOWN])
    claim = opened_claim(record, number, keep=False, known=known)
    diagnoses = [_diagnoses(bytes(each.diagnosisCodeableConcept)) for each in found.diagnosis]
    claim.diagnoses = tuple(dict.fromkeys([code for codes in diagnoses for code in codes]))
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
    period = item.servicedPeriod or _NO_PERIOD
    line.begins = _day(item.servicedDate) or _day(period.start)
    line.ends = _day(period.end)
    line.units, line.billed = _number(item.quantity), _number(item.net)
    line.denied = _adjudicated(line, item.adjudication)
    line.review = _review(item)
    return line


def _adjudicated(target: ServiceLine | PaidClaim, found: list[_Adjudication]) -> bool:
    denied = False
    for each in found:
        meaning = _meaning(bytes(each.category), bytes(each.reason))
        if meaning is not None:
            denied = apply(target, meaning, _number(each.amount), "") or denied
    return denied


def _number(said: _Amount | None) -> Decimal | None:
    """A quantity or an amount of money, as amount_of and measure read it."""
    if said is None:
        return None
    known = said.value
    if known is None or type(known) is Decimal:
        return known
    number = text({"value": known}, "value")
    return money(number) if number else None


def _day(said: object) -> date | None:
    return _dated(said) if said is not None and isinstance(said, str) else None


@lru_cache(maxsize=_KEPT)
def _dated(words: str) -> date | None:
    """As records.day, of a value as it stands."""
    return day(words.strip() or None)


def _tree(name: str, raw: bytes) -> Tree:
    """A raw value under its name, so that the tolerant steps see it as in its record."""
    return {name: _DECODER.decode(raw)} if raw else {}


@lru_cache(maxsize=_KEPT // 8)
def _known(*raw: bytes) -> Known:
    """As known_of; the parts come in the order of KNOWN."""
    return known_of({name: _DECODER.decode(each) for name, each in zip(KNOWN, raw, strict=True) if each})


@lru_cache(maxsize=_KEPT)
def _meaning(category: bytes, reason: bytes) -> Meaning | None:
    """None where it says nothing that is kept."""
    meaning = meaning_of(child(_tree("it", category), "it"), child(_tree("it", reason), "it"))
    return meaning if meaning.telling else None


@lru_cache(maxsize=_KEPT)
def _service(raw: bytes) -> tuple[str | None, str | None, str | None]:
    return service_of(child(_tree("it", raw), "it"))


@lru_cache(maxsize=_KEPT)
def _diagnoses(raw: bytes) -> tuple[str, ...]:
    return diagnoses_of(child(_tree("it", raw), "it"))


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
    """As review_of."""
    inside = tuple([bytes(each.extension) for each in item.adjudication if each.extension])
    return _reviewed(bytes(item.extension), inside) if inside or item.extension else ""


@lru_cache(maxsize=_KEPT // 8)
def _reviewed(own: bytes, inside: tuple[bytes, ...]) -> str:
    """What extensions say of a review, where one of them may hold a decision."""
    said = b"".join((own, *inside)).lower()
    if not any(word in said for word in _REVIEWS):
        return ""
    return review_of(_tree("extension", own) | {"adjudication": [_tree("extension", raw) for raw in inside]})
