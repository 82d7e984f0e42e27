"""A number printed under a word that several things go by: which of them it numbers on this paper.

Takes what was found, by fact name, best first; changes it in place.
"""

import re

from firstcheck.extract.labels import Labelled
from firstcheck.extract.survey import Survey

#: The numbers found under each fact's labels.
Found = dict[str, list[tuple[str, Labelled]]]

_CERTIFIED = re.compile(r"(?<!not )(?<!NOT )\b(?:CERTIFIED|[Cc]ertified)\b(?! [Mm]ail)")
#: A precertification that was asked for and not given has a request's number.
_CLOSED = re.compile(
    r"(?i)^[\s:–—-]*(?:is |was |has been )?(?:closed|denied|pended|pending|voided|withdrawn|cancel\w+"
    r"|not (?:approved|certified|authorized))\b"
)
_OF_PAYMENT = frozenset({"eop", "pago", "payment"})
_FILED = frozenset({"file", "control", "tracking"})


def place_certification(seen: Survey, found: Found) -> None:
    """ "Cert no." of a paper that certifies care numbers the approval, where the member has a number of his own."""
    certs = [pair for pair in found["member_id"] if pair[1].mark.phrase in (("cert", "no"), ("cert", "id"))]
    own = [pair for pair in found["member_id"] if pair not in certs and pair[1].sure]
    if certs and own and any(_CERTIFIED.search(page.text) for page in seen.sheet.document.pages):
        found["member_id"] = own
        found["authorization_number"] = found["authorization_number"] or certs


def place_control(found: Found) -> None:
    """A "control number" beside a claim number is the paper's own case."""
    claims = found["claim_number"]
    control = [pair for pair in claims if pair[1].mark.phrase in (("control", "no"), ("no", "control"))]
    if control and any(pair[1].sure for pair in claims if pair not in control):
        found["claim_number"] = [pair for pair in claims if pair not in control]
        found["case_number"] = found["case_number"] or control


def place_file(found: Found) -> None:
    """A statement of benefits that names no claim calls it its "file", "control" or "tracking"."""
    filed = [pair for pair in found["case_number"] if pair[1].mark.phrase[0] in _FILED and pair[1].sure]
    found["claim_number"] = filed[:1]


def place_folio(seen: Survey, found: Found) -> None:
    """A "folio" numbers whatever paper it stands on: the request, where the paper is about no sum."""
    if any("$" in page.text for page in seen.sheet.document.pages):
        return
    folio = [pair for pair in found["statement_number"] if "folio" in pair[1].mark.phrase and pair[1].sure]
    found["case_number"] = folio[:1]
    found["statement_number"] = [pair for pair in found["statement_number"] if pair not in folio[:1]]


def place_closed(found: Found) -> None:
    """ "Precert 5K-118820 CLOSED": no approval has that number; it is the request's."""
    closed = [
        (value, item)
        for value, item in found["authorization_number"]
        if _CLOSED.match(item.text[item.text.find(value) + len(value) :])
    ]
    if closed:
        found["authorization_number"] = [pair for pair in found["authorization_number"] if pair not in closed]
        found["case_number"] = found["case_number"] or closed


def place_payment(found: Found) -> None:
    """An explanation of payment that names no claim has the claim's number in its title."""
    titled = [pair for pair in found["statement_number"] if _OF_PAYMENT.intersection(pair[1].mark.phrase)]
    if titled:
        found["claim_number"] = titled[:1]
        found["statement_number"] = [pair for pair in found["statement_number"] if pair not in titled[:1]]
