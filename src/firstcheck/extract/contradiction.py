"""Whether the amounts of a row can be what they were taken for: no part larger than its whole, nothing vanished.

Takes amounts by column role; gives yes or no.
"""

from collections.abc import Mapping
from decimal import Decimal


def contradicts(sums: Mapping[str, Decimal | None], elsewhere: bool = True) -> bool:
    """Whether amounts cannot all be what they were taken for, so that the columns must have been mistaken.

    `elsewhere`: some amount stands in a column that nothing is known of.
    """
    billed, allowed, paid = sums.get("billed"), sums.get("allowed"), sums.get("paid")
    owed, discount = sums.get("patient_responsibility"), sums.get("discount")
    ceilings = ((allowed, billed), (paid, billed), (paid, allowed), (owed, billed), (discount, billed))
    if any(low is not None and high is not None and abs(low) > abs(high) for low, high in ceilings):
        return True
    parts = [value for role, value in sums.items() if role not in ("billed", "allowed") and value is not None]
    if billed and len(parts) >= 2 and not any(parts) and elsewhere:
        # what was charged must have gone somewhere
        return True
    if billed is None or paid is None or owed is None or discount is None:
        return False
    # what was charged is written off, paid or owed; what is not covered may be the provider's
    left = billed - abs(discount) - paid - owed
    return left not in (Decimal(0), abs(sums.get("not_covered") or Decimal(0)))
