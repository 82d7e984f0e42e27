"""What a person types for a fact, checked by the fact's type and brought into the form in which answers are kept."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from firstcheck.facts.vocabulary import FactSpec, Kind
from firstcheck.site.analyzer.wording import say

_MOST_CHARACTERS = 400
_US_DATE = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y")
_STATE = re.compile(r"^[A-Za-z]{2}$")
#: How a browser should ask for a value: (type, inputmode).
_INPUTS = {
    Kind.DATE: ("date", ""),
    Kind.MONEY: ("text", "decimal"),
    Kind.INTEGER: ("text", "numeric"),
}


class EntryError(Exception):
    """The entry does not fit; `str(error)` is the sentence shown beside the field."""


def input_type(spec: FactSpec) -> tuple[str, str]:
    """The `type` and `inputmode` of the field for a fact that has no fixed choices."""
    return _INPUTS.get(spec.kind, ("text", ""))


def understand(spec: FactSpec, entry: str) -> str:
    """The answer as it is kept: ISO date, decimal string, yes or no, comma-separated codes, plain text.

    Raises EntryError.
    """
    entry = " ".join(entry.split())
    if not entry:
        raise EntryError(say("entry_empty"))
    if len(entry) > _MOST_CHARACTERS:
        raise EntryError(say("entry_long"))
    if spec.kind is Kind.DATE:
        return _date(entry).isoformat()
    if spec.kind is Kind.MONEY:
        return _money(entry)
    if spec.kind is Kind.INTEGER:
        return _integer(entry)
    if spec.kind is Kind.YES_NO:
        return _one_of(entry, ("yes", "no"))
    return _one_of(entry, spec.choices) if spec.kind is Kind.CHOICE else _text(spec, entry)


def _date(entry: str) -> date:
    for form in _US_DATE:
        try:
            found = datetime.strptime(entry, form).date()
        except ValueError:
            continue
        if found.year > 1900:
            return found
    raise EntryError(say("entry_date"))


def _money(entry: str) -> str:
    try:
        amount = Decimal(entry.replace("$", "").replace(",", "").strip())
    except InvalidOperation:
        raise EntryError(say("entry_money")) from None
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 9:
        raise EntryError(say("entry_money"))
    return str(amount.quantize(Decimal("0.01")))


def _integer(entry: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}", entry):
        raise EntryError(say("entry_integer"))
    return str(int(entry))


def _one_of(entry: str, choices: tuple[str, ...]) -> str:
    if entry not in choices:
        raise EntryError(say("entry_choice"))
    return entry


def _text(spec: FactSpec, entry: str) -> str:
    if spec.name != "state":
        return entry
    if not _STATE.match(entry):
        raise EntryError(say("entry_state"))
    return entry.upper()
