"""Where the paper says that an appeal or a review goes.

Takes a Deadline and the Case; gives the address and the fax number as printed, or None for what the paper does not say.
"""

import re
from typing import NamedTuple

from firstcheck.decide.decision import Deadline
from firstcheck.facts.case import Case

#: What the address in the paper is for.
_APPEALS = ("internal_appeal", "expedited_appeal", "reconsideration", "redetermination")
_OPM = "opm_review"
#: The ZIP code that the Office of Personnel Management has for itself.
_OF_OPM = re.compile(r"\b20415(?:-\d{4})?$")


class SendTo(NamedTuple):
    """Printed places, each None where the paper has none for this deadline."""

    address: str | None
    fax: str | None


def send_to(case: Case, deadline: Deadline) -> SendTo:
    """Where to send what this deadline is for; of other deadlines the paper says nothing."""
    address, fax = case.value("appeal_address"), case.value("appeal_fax")
    if deadline.kind in _APPEALS:
        return SendTo(str(address) if address else None, str(fax) if fax else None)
    if deadline.kind == _OPM and _OF_OPM.search(str(address)):
        return SendTo(str(address), None)
    return SendTo(None, None)
