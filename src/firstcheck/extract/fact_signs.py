"""Which facts a paper prints, as signs of what it decided: an approval has a number and days to come, a bill a balance.

Takes the facts of one paper; gives numbers by name, for weights that are learned (`weights`).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from firstcheck.facts.fact import Fact

#: Facts whose value is one of a few words.
_WORDS = frozenset({"timing", "urgent", "product", "plan_type"})
#: Days that may come after the notice: the care of such a day was allowed or refused before it was given.
_DAYS = ("authorization_to", "authorization_from", "service_date")


def fact_signs(facts: Sequence[Fact]) -> dict[str, float]:
    """1 for each fact that the paper as a whole prints, for amounts that are nothing, and for days still to come."""
    known = {fact.name: fact.value for fact in reversed(facts) if fact.line is None}
    found = {f"read {name}": 1.0 for name in known}
    found |= {f"no {name}": 1.0 for name, value in known.items() if isinstance(value, Decimal) and value == 0}
    found |= {f"{name} {known[name]}": 1.0 for name in _WORDS & known.keys()}
    notice = known.get("notice_date")
    for name in _DAYS:
        day = known.get(name)
        if isinstance(notice, date) and isinstance(day, date) and day > notice:
            found[f"ahead {name}"] = 1.0
    return found
