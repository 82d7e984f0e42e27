"""X12 835 bytes to claims, as a stream: memory holds one block and one claim, whatever the size of the file.

A malformed segment becomes a problem with its number; a text that holds CLP but yields no claim is an error.
"""

import re
from collections.abc import Iterable, Iterator

from firstcheck.intake.claim_data import PaidClaim, Problem, ProviderAdjustment, Transmission
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.x12.balance import check_balance
from firstcheck.intake.x12.blocks import stretches
from firstcheck.intake.x12.delimiters import Delimiters
from firstcheck.intake.x12.segments import ClaimBuilder
from firstcheck.intake.x12.values import day, money, name

_CLP_TEXT = re.compile(r"(?<![A-Za-z0-9])CLP[^A-Za-z0-9\s]")
_NOT_X12 = "This is not an X12 payment file: no segment could be found in it."
_NO_CLAIM = "This payment file speaks of claims, but none could be read. It is damaged; ask the sender for it again."
_EMPTY = "This payment file holds no claims."
_OTHER_SET = "This is an X12 file, but not a payment (835). Send the remittance itself."


class RemittanceReader:
    """Reads one file. After `claims` is exhausted, the other attributes are complete."""

    def __init__(self, first_segment: int = 1) -> None:
        self.problems: list[Problem] = []
        self.provider_adjustments: list[ProviderAdjustment] = []
        self.segments = first_segment - 1
        self.count = 0
        self.transactions = 0
        self.other_set = False
        self._claims_named = False
        self._delimiters: Delimiters | None = None
        self._builder: ClaimBuilder
        self._now = Transmission()
        self._begun = 0

    def claims(self, blocks: Iterable[bytes]) -> Iterator[PaidClaim]:
        """Every claim in the file's order. Raises Unreadable where the bytes are no remittance."""
        for text, delimiters in self.stretched(blocks):
            yield from self._stretch(text, delimiters)

    def stretched(self, blocks: Iterable[bytes]) -> Iterator[tuple[str, Delimiters]]:
        """Clean text piece by piece, each to be read before the next. Raises as `claims`."""
        for delimiters, text in stretches(blocks):
            self._claims_named = self._claims_named or _CLP_TEXT.search(text) is not None
            if delimiters is None:
                self.problems.append(Problem(self.segments + 1, "delimiters", "A part of this file is no X12 text."))
                continue
            if delimiters != self._delimiters:
                self._delimiters, self._builder = delimiters, ClaimBuilder(delimiters)
            yield text, delimiters
        if not self.count:
            self._explain()

    def _explain(self) -> None:
        """Why no claim was read; a payment without claims (only PLB) is no error."""
        if self._claims_named:
            raise Unreadable(_NO_CLAIM)
        if self.other_set and not self.transactions:
            raise Unreadable(_OTHER_SET)
        if not self.transactions:
            raise Unreadable(_NOT_X12)
        if not self.provider_adjustments:
            self.problems.append(Problem(0, "empty", _EMPTY))

    def _stretch(self, text: str, delimiters: Delimiters) -> Iterator[PaidClaim]:
        terminator, opening = delimiters.segment, "CLP" + delimiters.element
        if text.startswith(opening):
            parts = text[len(opening) :].split(terminator + opening)
        else:
            head, *parts = text.split(terminator + opening)
            self._outside(head.split(terminator), delimiters.element)
        for part in parts:
            segments = part.split(terminator)
            segments[0] = opening + segments[0]
            yield self._claim(segments, delimiters.element)

    def _claim(self, segments: list[str], element: str) -> PaidClaim:
        claim = PaidClaim(self.segments + 1, segments, self._now)
        builder = self._builder
        builder.opened(claim)
        readers, closing = builder.readers, builder.closing
        for at in range(1, len(segments)):
            raw = segments[at]
            kind = raw[:3]
            read = readers.get(kind)
            if read is not None:
                builder.at = at
                read(raw)
            elif kind in closing:
                claim.segments = segments[:at]
                self.segments += at
                self._outside(segments[at:], element)
                break
        else:
            self.segments += len(segments)
        self.count += 1
        check_balance(claim)
        return claim

    def _outside(self, segments: list[str], element: str) -> None:
        """Segments of the transaction set around the claims."""
        for raw in segments:
            if not raw:
                continue
            self.segments += 1
            parts = raw.strip().split(element)
            read = _OUTSIDE.get(parts[0])
            if read is not None:
                read(self, [*parts, "", "", "", ""])
            elif not _SHAPED.match(parts[0]):
                self._problem("segment", "A segment has no name that X12 knows.")

    def _problem(self, kind: str, say: str) -> None:
        self.problems.append(Problem(self.segments, kind, say))

    def _st(self, parts: list[str]) -> None:
        if parts[1] and parts[1] != "835":
            self.other_set = True
            self._problem("set", "A transaction set of this file is not a payment (835).")
        else:
            self.transactions += 1
        self._now = Transmission(self.segments, self._now.version, control=parts[2] or None)
        self._begun = self.segments

    def _gs(self, parts: list[str]) -> None:
        self._now = Transmission(self.segments, parts[8] if len(parts) > 8 else "")

    def _bpr(self, parts: list[str]) -> None:
        self._fresh()
        self._now.total_paid = money(parts[2])
        self._now.paid_on = day(parts[16]) if len(parts) > 16 else None

    def _fresh(self) -> None:
        """A pasted piece may begin behind its ST segment."""
        if not self.other_set:
            self.transactions = self.transactions or 1

    def _trn(self, parts: list[str]) -> None:
        self._fresh()
        self._now.trace = parts[2] or None

    def _dtm(self, parts: list[str]) -> None:
        if parts[1] == "405":
            self._now.produced = day(parts[2])

    def _n1(self, parts: list[str]) -> None:
        now = self._now
        if parts[1] == "PR":
            now.payer, now.payer_id = name(parts[2]), parts[4] or None
            now.where["payer"] = self.segments
        elif parts[1] == "PE":
            now.payee = name(parts[2])
            now.where |= {"payee": self.segments, "tin": self.segments}
            now.payee_npi = parts[4] if parts[3] == "XX" else None
            now.payee_tin = parts[4] if parts[3] == "FI" else now.payee_tin

    def _ref(self, parts: list[str]) -> None:
        if parts[1] == "TJ":
            self._now.payee_tin = parts[2] or None
            self._now.where["tin"] = self.segments

    def _plb(self, parts: list[str]) -> None:
        self._fresh()
        for place in range(3, len(parts) - 1, 2):
            if not parts[place]:
                continue
            code, _, reference = parts[place].replace(">", ":").replace("^", ":").partition(":")
            amount = money(parts[place + 1])
            if amount is None:
                self._problem("amount", "An adjustment of the whole payment has no amount.")
            self.provider_adjustments.append(ProviderAdjustment(self.segments, code, reference, amount))

    def _se(self, parts: list[str]) -> None:
        counted = self.segments - self._begun + 1
        if self._begun and parts[1].isdigit() and int(parts[1]) != counted:
            self._problem("count", "The number of segments is not the one that the file states; a part may be missing.")


_SHAPED = re.compile(r"[A-Z][A-Z0-9]{1,2}\Z")
_OUTSIDE = {
    "ST": RemittanceReader._st,
    "GS": RemittanceReader._gs,
    "BPR": RemittanceReader._bpr,
    "TRN": RemittanceReader._trn,
    "DTM": RemittanceReader._dtm,
    "N1": RemittanceReader._n1,
    "REF": RemittanceReader._ref,
    "PLB": RemittanceReader._plb,
    "SE": RemittanceReader._se,
}
