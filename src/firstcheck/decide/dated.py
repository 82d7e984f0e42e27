"""Words that follow from days and sums: what is still open today, and how far a bill stands over its estimate.

Takes the known values of a refusal and the day of asking; gives words that rules test. Unknown stays absent.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from firstcheck.decide.counting import add_business_days
from firstcheck.facts.fact import FactValue

_CONTINUITY_DAYS = 90
_WINDOW = "within_continuity_window"
#: Plans give a month to add a child; claims of that month are where the baby is not on file yet.
_NEWBORN_DAYS = 31
_OVER_ESTIMATE = Decimal(400)


def dated_words(values: Mapping[str, FactValue], today: date) -> dict[str, str]:
    """What days and sums say: windows still open, a newborn, a bill far over its estimate."""
    found: dict[str, str] = {}
    until, notice, days = (values.get(name) for name in ("reopening_until", "notice_date", "reopening_days"))
    if until is None and isinstance(notice, date) and isinstance(days, int):
        until = notice + timedelta(days=days)
    working = values.get("reopening_business_days")
    if until is None and isinstance(notice, date) and isinstance(working, int):
        until = add_business_days(notice, working, frozenset())  # holidays left out: never later
    if isinstance(until, date):
        found["reopening_open"] = "yes" if today <= until else "no"
    valid = values.get("authorization_to")
    if isinstance(valid, date):
        found["authorization_open"] = "yes" if today <= valid else "no"
    born, served = values.get("birth_date"), values.get("service_date")
    if isinstance(born, date) and isinstance(served, date):
        found["patient_is_newborn"] = "yes" if timedelta() <= served - born <= timedelta(_NEWBORN_DAYS) else "no"
    ended = values.get("contract_ended")
    told = values.get("continuing_care_notice_date") or ended
    if isinstance(ended, date) or values.get("employer_changed_insurer") is True:
        found["provider_left_network"] = "yes"
    if isinstance(told, date) and isinstance(served, date):
        window = _continuity(served, told + timedelta(days=_CONTINUITY_DAYS))
        # The notice may have come after the end of the contract: without its day the window is not known to be over.
        sure = isinstance(values.get("continuing_care_notice_date"), date) or window.get(_WINDOW) == "yes"
        found |= window if sure else {}
    if isinstance(values.get("debt_dispute_until"), date):
        found["debt_day_named"] = "yes"
    return found | _estimate(values)


def _continuity(served: date, last: date) -> dict[str, str]:
    """42 USC 300gg-113(a)(1): 90 days "beginning on" the notice. Whether that day counts is open, so the last is."""
    return {} if served == last else {_WINDOW: "yes" if served < last else "no"}


def _estimate(values: Mapping[str, FactValue]) -> dict[str, str]:
    """45 CFR 149.620(a)(2)(ii): a bill is substantially over the estimate from $400 more."""
    estimate = values.get("estimate_amount")
    billed = [v for n in ("billed_amount", "patient_responsibility") if isinstance(v := values.get(n), Decimal)]
    if not (billed and isinstance(estimate, Decimal)):
        return {}
    # a bill asks for at least what it says is owed, even where only its first line was read as the charge
    return {"bill_over_estimate": "yes" if max(billed) - estimate >= _OVER_ESTIMATE else "no"}
