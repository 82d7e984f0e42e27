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


def read_adjudications(target: ServiceLine | PaidClaim, found: Iterable[Tree], keep: bool) -> bool:
    """Fill a line or a claim; gives whether some adjudication is named a denial or rejection."""
    denied = False
    for each in found:
        names = _names(each)
        amount = _amount(each)
        network = next((name for name in names if name in _NETWORKS), None)
        if network is not None:
            _network(target, _NETWORKS[network], each)
            continue
        if names & _STATUSES.keys() and "other" not in names:
            target.networks.setdefault("payment", _STATUSES[next(iter(names & _STATUSES.keys()))])
            continue
        reason = child(each, "reason")
        if reason:
            _reasons(target, reason, amount, keep)
            denied = denied or bool(names & {"denialreason", "rejectreason"})
        elif amount is not None:
            denied = _money(target, names, amount, quoted(each, keep)) or denied
    return denied


def _names(each: Tree) -> set[str]:
    """What an adjudication is called, in one step where it has the usual shape."""
    try:
        return {normal(coding["code"]) for coding in each["category"]["coding"]}
    except (KeyError, TypeError, AttributeError):
        return {normal(code) for _, code in codings(child(each, "category"))}


def _amount(each: Tree) -> Decimal | None:
    value = each.get("amount")
    number = text(value, "value") if isinstance(value, dict) else None
    return money(number) if number is not None else None


def _network(target: ServiceLine | PaidClaim, which: str, each: Tree) -> None:
    for _, code in codings(child(each, "reason")):
        status = _STATUSES.get(normal(code))
        if status:
            target.networks[which] = status


def _money(target: ServiceLine | PaidClaim, names: set[str], amount: Decimal, raw: str) -> bool:
    """An amount under its name; gives whether it is one that the plan does not cover."""
    if names & _BILLED:
        target.billed = amount
    elif names & _PAID:
        target.paid = max(amount, target.paid or Decimal(0))
    elif names & _ALLOWED and isinstance(target, ServiceLine):
        target.allowed = amount
    elif names & _OWED and isinstance(target, PaidClaim):
        target.patient_responsibility = amount
    for name, reason in _SHARES.items():
        if name in names and amount > 0:
            target.adjustments.append(Adjustment("PR", reason, amount, None, raw))
    return "noncovered" in names and amount > 0


def _reasons(target: ServiceLine | PaidClaim, reason: Tree, amount: Decimal | None, keep: bool) -> None:
    """Group, reason and remark codes may stand in one list of codings, each several times under several addresses."""
    groups: dict[str, None] = {}
    carcs: dict[str, None] = {}
    raw = quoted(reason, keep)
    for system, code in codings(reason):
        place = _place(system, code)
        if place == "group":
            groups[code] = None
        elif place == "carc":
            carcs[code.lstrip("0") or "0"] = None
        elif place == "remark":
            target.remarks.append(Remark(code, raw))
        elif code.upper() != code or not _known_shape(code):
            target.notes.append(Remark(code, raw))
    group = next(iter(groups), "") if len(groups) == 1 else ""
    target.adjustments += [Adjustment(group, carc, amount, None, raw) for carc in carcs]
    words = text(reason, "text")
    if words:
        target.notes.append(Remark(words, raw))


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
