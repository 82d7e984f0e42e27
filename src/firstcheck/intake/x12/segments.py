"""The segments of a claim to values of a PaidClaim: one small reader for each kind of segment.

Each reader takes the claim under construction and the raw segment; what it cannot read becomes a problem of the claim.
"""

import re
from collections.abc import Callable
from datetime import date

from firstcheck.intake.claim_data import Adjustment, PaidClaim, Problem, Remark, ServiceLine
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.values import day, money, name

_CARC = re.compile(r"[ABDPW]?\d{1,3}\Z")
_PADDED = re.compile(r"0+(?=\d)")
_GROUPS = frozenset({"CO", "PR", "OA", "PI", "CR"})
#: Reasons in the one form that needs no second look.
_PLAIN = frozenset(str(number) for number in range(1, 310))
_MOST_KEPT = 20_000
#: Segments that end the claim before them. NM1, CAS, REF ... belong to it.
CLOSING = ("SE*", "PLB", "LX*", "TS3", "TS2", "TS7", "ST*", "GE*", "IEA", "GS*", "ISA", "BPR", "TRN", "N1*")
_BEGINS = frozenset({"472", "150", "232"})
_ENDS = frozenset({"151", "233"})
#: Elements that hold remark codes: MOA03-07 and MIA05, MIA20-23.
_MOA_REMARKS = (3, 4, 5, 6, 7)
_MIA_REMARKS = (5, 20, 21, 22, 23)
#: Elements that may hold a remark code, of LQ, MOA and MIA alike.
REMARK_PLACES = tuple(sorted({2, *_MOA_REMARKS, *_MIA_REMARKS}))


class ClaimBuilder:
    """Fills one claim at a time. `line` is the open service line, None before the first one."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.element = delimiters.element
        self.component = delimiters.component
        self.claim: PaidClaim
        self.line: ServiceLine | None = None
        self.at = 0
        self._adjusted: dict[str, tuple[tuple[Adjustment, ...], str]] = {}
        self._days: dict[str, tuple[str, date | None]] = {}
        self.closing = frozenset(kind.replace("*", self.element) for kind in CLOSING)
        self._services: dict[str, tuple[str, str | None, tuple[str, ...], str | None]] = {}
        self.readers: dict[str, Callable[[str], None]] = {
            "CAS": self._cas,
            "SVC": self._svc,
            "DTM": self._dtm,
            "AMT": self._amt,
            "NM1": self._nm1,
            "LQ" + self.element: self._lq,
            "REF": self._ref,
            "MOA": self._moa,
            "MIA": self._mia,
        }

    def problem(self, kind: str, say: str) -> None:
        """Note something wrong with the segment at hand."""
        self.claim.problems.append(Problem(self.claim.first_segment + self.at, kind, say))

    def opened(self, claim: PaidClaim) -> None:
        """Begin a claim with its CLP segment."""
        self.claim, self.line, self.at = claim, None, 0
        parts = claim.segments[0].split(self.element)
        parts += [""] * (10 - len(parts))
        claim.account, claim.status = name(parts[1]), parts[2]
        claim.billed, claim.paid = money(parts[3]), money(parts[4])
        claim.patient_responsibility = money(parts[5])
        claim.filing, claim.number = parts[6] or None, name(parts[7])
        claim.place, claim.frequency = parts[8] or None, parts[9] or None
        if claim.billed is None or claim.paid is None:
            self.problem("amount", "The claim's charge or payment is missing or is no amount.")
        if not claim.status.isdigit():
            self.problem("status", "The claim's status code is missing or is no number.")

    def _cas(self, raw: str) -> None:
        known = self._adjusted.get(raw)
        if known is None:
            known = self._read_cas(raw)
            if len(self._adjusted) > _MOST_KEPT:
                self._adjusted.clear()
            self._adjusted[raw] = known
        found, wrong = known
        (self.claim if self.line is None else self.line).adjustments.extend(found)
        if wrong:
            self.problem("adjustment", wrong)

    def _read_cas(self, raw: str) -> tuple[tuple[Adjustment, ...], str]:
        """Triplets of reason, amount and quantity behind the group; what is not so is told, never guessed."""
        parts = raw.split(self.element)
        if len(parts) == 4 and parts[1] in _GROUPS and parts[2] in _PLAIN:
            amount = money(parts[3])
            if amount is not None:
                return (Adjustment(parts[1], parts[2], amount, None, raw),), ""
        group, found, wrong = parts[1] if len(parts) > 1 else "", [], ""
        if group not in _GROUPS:
            wrong = "An adjustment has no known group code."
        for place in range(2, len(parts), 3):
            reason, printed, quantity = (*parts[place : place + 3], "", "")[:3]
            if not reason:
                wrong = wrong or ("An adjustment amount has no reason code." if printed else "")
                continue
            value = money(printed)
            if not _CARC.match(reason):
                wrong = wrong or "A reason code is no code of the list; an empty quantity may have been left out."
            elif value is None:
                wrong = wrong or "An adjustment has no amount."
            found.append(Adjustment(group, _PADDED.sub("", reason), value, money(quantity), raw))
        return tuple(found), wrong or ("" if found else "An adjustment has no reason code.")

    def _svc(self, raw: str) -> None:
        parts = raw.split(self.element)
        composite = parts[1] if len(parts) > 1 else ""
        service = self._services.get(composite)
        if service is None:
            service = self._services[composite] = self._service(composite)
            if len(self._services) > _MOST_KEPT:
                self._services.clear()
        count = len(parts)
        line = self.line = ServiceLine(self.at, *service)
        line.billed = money(parts[2]) if count > 2 else None
        line.paid = money(parts[3]) if count > 3 else None
        if count > 4:
            line.revenue = parts[4] or None
            line.units = money(parts[5]) if count > 5 else None
            line.submitted_procedure = self._service(parts[6])[1] if count > 6 and parts[6] else None
        if line.billed is None and (count < 3 or parts[2]):
            self.problem("amount", "A service line has no amount that can be read.")
        self.claim.lines.append(line)

    def _service(self, composite: str) -> tuple[str, str | None, tuple[str, ...], str | None]:
        """Qualifier, code, modifiers, words. Behind the two characters of the qualifier stands the separator used."""
        divider = self.component
        if divider not in composite and len(composite) > 2 and composite[:2].isalnum() and not composite[2].isalnum():
            divider = composite[2]
        parts = composite.split(divider)
        if len(parts) < 2:
            return "", composite or None, (), None
        words = name(parts[6]) if len(parts) > 6 else None
        return parts[0], parts[1] or None, tuple(part for part in parts[2:6] if part), words

    def _dtm(self, raw: str) -> None:
        known = self._days.get(raw)
        if known is None:
            parts = raw.split(self.element, 3)
            if len(parts) < 3:
                return self.problem("date", "A date segment is cut short.")
            known = self._days[raw] = (parts[1], day(parts[2]))
            if len(self._days) > _MOST_KEPT:
                self._days.clear()
        which, when = known
        if when is None:
            self.problem("date", "A date is no date.")
        target: PaidClaim | ServiceLine = self.claim if self.line is None else self.line
        if which in _BEGINS:
            target.begins = when
        elif which in _ENDS:
            target.ends = when
        elif which == "050":
            self.claim.received = when
        return None

    def _amt(self, raw: str) -> None:
        if self.line is not None and raw[4:6] == "B6":
            self.line.allowed = money(raw.split(self.element)[2] if raw.count(self.element) > 1 else "")

    def _nm1(self, raw: str) -> None:
        who = raw[4:6]
        if who not in ("QC", "IL", "82", "TT"):
            return
        parts = raw.split(self.element)
        parts += [""] * (10 - len(parts))
        claim = self.claim
        if who == "QC":
            claim.patient = name(" ".join(part for part in (parts[4], parts[5], parts[3]) if part.strip()))
            claim.member_id = claim.member_id or parts[9] or None
        elif who == "IL":
            claim.member_id = parts[9] or claim.member_id
        elif who == "TT":
            claim.next_payer = name(parts[3])
        else:
            claim.rendering = name(" ".join(part for part in (parts[4], parts[5], parts[3]) if part.strip()))
            claim.rendering_npi = parts[9] if parts[8] == "XX" else None

    def _lq(self, raw: str) -> None:
        parts = raw.split(self.element)
        if len(parts) < 3 or not parts[2]:
            return self.problem("remark", "A remark segment holds no code.")
        (self.claim if self.line is None else self.line).remarks.append(Remark(parts[2], raw))
        return None

    def _ref(self, raw: str) -> None:
        if raw[4:6] in ("1L", "BB", "G1"):
            parts = raw.split(self.element)
            value = name(parts[2]) if len(parts) > 2 else None
            if len(parts) > 1 and parts[1] == "1L":
                self.claim.group_number = value
            elif len(parts) > 1 and parts[1] in ("G1", "BB"):
                self.claim.authorization = value

    def _moa(self, raw: str) -> None:
        self._claim_remarks(raw, _MOA_REMARKS)

    def _mia(self, raw: str) -> None:
        self._claim_remarks(raw, _MIA_REMARKS)

    def _claim_remarks(self, raw: str, places: tuple[int, ...]) -> None:
        parts = raw.split(self.element)
        self.claim.stay = True
        self.claim.remarks += [Remark(parts[n], raw) for n in places if n < len(parts) and parts[n]]
