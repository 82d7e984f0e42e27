"""Adjudications of a benefit record: amounts, reasons and network statuses, whichever profile names them.

Read alike: denialreason (CARIN STU1), adjustmentreason (STU2), rejectreason (pharmacy), and reasons without a name.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from firstcheck.intake.claim_data import Adjustment, PaidClaim, Remark, ServiceLine
from firstcheck.intake.fhir.tree import Tree, child, codings, entries, text
from firstcheck.intake.x12.values import money

_GROUPS = frozenset({"CO", "PR", "OA", "PI", "CR"})
_CARC = re.compile(r"[ABDPW]?\d{1,3}\Z")
_RARC = re.compile(r"(?:N|MA?)\d{1,3}\Z")
_PUBLIC_LIST = re.compile(r"x12|wpc|ansi|carc|rarc|adjustment-?_?reason|remark|rsn-cd|remittance", re.IGNORECASE)
_NETWORKS = {
    "inoutnetwork": "payment",
    "benefitpaymentstatus": "payment",
    "billingnetworkstatus": "billing",
    "billingnetworkcontractingstatus": "billing",
    "renderingnetworkstatus": "rendering",
    "renderingnetworkcontractingstatus": "rendering",
    "performingnetworkcontractingstatus": "rendering",
}
_STATUSES = {
    "innetwork": "innetwork",
    "in-network": "innetwork",
    "contracted": "innetwork",
    "outofnetwork": "outofnetwork",
    "out-of-network": "outofnetwork",
    "noncontracted": "outofnetwork",
    "other": "other",
}
_BILLED = frozenset({"submitted", "submittedamount"})
_ALLOWED = frozenset({"eligible", "allowed"})
_PAID = frozenset({"benefit", "paidtoprovider", "paidtopatient", "paid"})
_OWED = frozenset({"memberliability", "patientpay"})
#: Which amount a name gives: of several, the first.
_FIELDS = (("billed", _BILLED), ("paid", _PAID), ("allowed", _ALLOWED), ("owed", _OWED))
_ZERO = Decimal(0)
_DENYING = frozenset({"denialreason", "rejectreason"})
_SHARES = {"deductible": "1", "coinsurance": "2", "copay": "3"}


@lru_cache(maxsize=4096)
def normal(code: str) -> str:
    """A category's code as it is compared: lower case, no underscores."""
    return code.lower().replace("_", "").rpartition("/")[2]


@lru_cache(maxsize=4096)
def _place(system: str, code: str) -> str:
    """group, carc or remark where the code belongs to the public lists; empty for codes of the payer's own."""
    if code in _GROUPS:
        return "group"
    if system and not _PUBLIC_LIST.search(system):
        return ""
    if _RARC.match(code):
        return "remark"
    return "carc" if _CARC.match(code) and system else ""


def quoted(tree: object, keep: bool) -> str:
    """A piece of a record as it is quoted; empty where sources are not kept."""
    return msgspec.json.encode(tree, enc_hook=str).decode() if keep else ""


class Meaning(msgspec.Struct, frozen=True):
    """What category and reason of an adjudication say, without its amount: the same few come in every record."""

    names: frozenset[str] = frozenset()
    #: which network status it gives (payment, billing, rendering), and the statuses in order
    network: str = ""
    statuses: tuple[str, ...] = ()
    reasoned: bool = False
    group: str = ""
    carcs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: the amount that it names, the patient's shares (reason codes), and whether it is one that is not covered
    field: str = ""
    shares: tuple[str, ...] = ()
    uncovered: bool = False

    @property
    def telling(self) -> bool:
        """Whether it says anything that is kept, whatever its amount."""
        return bool(self.network or self.reasoned or self.field or self.shares or self.uncovered)


def meaning_of(category: Tree, reason: Tree) -> Meaning:
    """The meaning of an adjudication's category and reason."""
    names = frozenset(_names(category))
    network = next((name for name in names if name in _NETWORKS), None)
    if network is not None:
        found = (_STATUSES.get(normal(code)) for _, code in codings(reason))
        return Meaning(names, _NETWORKS[network], tuple(status for status in found if status))
    if names & _STATUSES.keys() and "other" not in names:
        return Meaning(names, "named", (_STATUSES[next(iter(names & _STATUSES.keys()))],))
    if reason:
        return _reasons(names, reason)
    field = next((field for field, known in _FIELDS if names & known), "")
    shares = tuple(code for name, code in _SHARES.items() if name in names)
    return Meaning(names, field=field, shares=shares, uncovered="noncovered" in names)


def read_adjudications(target: ServiceLine | PaidClaim, found: Iterable[Tree], keep: bool) -> bool:
    """Fill a line or a claim; gives whether some adjudication is named a denial or rejection."""
    denied = False
    for each in found:
        reason = child(each, "reason")
        meaning = meaning_of(child(each, "category"), reason)
        raw = quoted(reason if meaning.reasoned else each, keep)
        denied = apply(target, meaning, amount_of(each.get("amount")), raw) or denied
    return denied


def apply(target: ServiceLine | PaidClaim, meaning: Meaning, amount: Decimal | None, raw: str) -> bool:
    """Write what one adjudication says to a line or a claim; gives whether it is a denial or a rejection."""
    if meaning.network == "named":
        target.networks.setdefault("payment", meaning.statuses[0])
    elif meaning.network:
        for status in meaning.statuses:
            target.networks[meaning.network] = status
    elif meaning.reasoned:
        target.remarks += [Remark(code, raw) for code in meaning.remarks]
        target.adjustments += [Adjustment(meaning.group, carc, amount, None, raw) for carc in meaning.carcs]
        target.notes += [Remark(note, raw) for note in meaning.notes]
        return not _DENYING.isdisjoint(meaning.names)
    elif amount is not None:
        return _money(target, meaning, amount, raw)
    return False


def _names(category: Tree) -> set[str]:
    """What an adjudication is called, in one step where it has the usual shape."""
    try:
        return {normal(coding["code"]) for coding in category["coding"]}
    except (KeyError, TypeError, AttributeError):
        return {normal(code) for _, code in codings(category)}


def amount_of(value: object) -> Decimal | None:
    """The amount of an adjudication; None where it is no amount of money."""
    if not isinstance(value, dict):
        return None
    known = value.get("value")
    number = str(known) if type(known) is Decimal else text(value, "value")
    return money(number) if number is not None else None


def _money(target: ServiceLine | PaidClaim, meaning: Meaning, amount: Decimal, raw: str) -> bool:
    """An amount under its name; gives whether it is one that the plan does not cover."""
    field = meaning.field
    if field == "billed":
        target.billed = amount
    elif field == "paid":
        target.paid = max(amount, target.paid or _ZERO)
    elif field == "allowed" and isinstance(target, ServiceLine):
        target.allowed = amount
    elif field == "owed" and isinstance(target, PaidClaim):
        target.patient_responsibility = amount
    if meaning.shares and amount > 0:
        target.adjustments += [Adjustment("PR", reason, amount, None, raw) for reason in meaning.shares]
    return meaning.uncovered and amount > 0


def _reasons(names: frozenset[str], reason: Tree) -> Meaning:
    """Group, reason and remark codes may stand in one list of codings, each several times under several addresses."""
    groups: dict[str, None] = {}
    carcs: dict[str, None] = {}
    remarks, notes = list[str](), list[str]()
    for system, code in codings(reason):
        place = _place(system, code)
        if place == "group":
            groups[code] = None
        elif place == "carc":
            carcs[code.lstrip("0") or "0"] = None
        elif place == "remark":
            remarks.append(code)
        elif code.upper() != code or not _known_shape(code):
            notes.append(code)
    words = text(reason, "text")
    notes += [words] if words else []
    group = next(iter(groups), "") if len(groups) == 1 else ""
    return Meaning(names, "", (), True, group, tuple(carcs), tuple(remarks), tuple(notes))


def _known_shape(code: str) -> bool:
    return code in _GROUPS or bool(_CARC.match(code) or _RARC.match(code))


def spoken_codes(notes: Iterable[str]) -> Iterator[str]:
    """CARCs that a note names in words: "denied, CARC 50"."""
    for note in notes:
        yield from re.findall(r"\bCARC\s{0,2}[:#]?\s{0,2}([ABDPW]?\d{1,3})\b", note)


def children(item: Tree) -> Iterator[Tree]:
    """Details and sub-details of an item that were decided on their own."""
    for detail in entries(item, "detail"):
        if entries(detail, "adjudication"):
            yield detail
        yield from (sub for sub in entries(detail, "subDetail") if entries(sub, "adjudication"))
