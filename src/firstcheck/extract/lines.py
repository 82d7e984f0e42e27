"""Service lines of a claim: code, day, amounts, reason codes and what was decided on each.

Takes a Section; gives ClaimLines, paid ones too. What was decided follows the group code first, then the amounts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from firstcheck.extract.amounts import parse_money
from firstcheck.extract.layout import fold, source
from firstcheck.extract.legend import Note, note_codes
from firstcheck.extract.reason_codes import adjustments_in
from firstcheck.extract.rows import Kind, Row
from firstcheck.extract.shapes import (
    ADJUSTMENT,
    BARE_CARC,
    REMARK,
    adjustments,
    corrected,
    counts_own_notes,
    is_short_remark,
    kinds,
    known,
    remarks,
)
from firstcheck.extract.survey import survey
from firstcheck.extract.written_dates import compact_dates
from firstcheck.facts.case import ClaimLine, Outcome

if TYPE_CHECKING:
    from firstcheck.extract.claims import Section

_MARK = re.compile(r"[^\s,;/&+]+")
_ZERO = Decimal(0)
_LIST_REACH = 24
_RUN_GAP = 6
#: Below this number, and in a legend as long as this, figures are footnotes.
_LOWEST, _MANY_NOTES = 16, 9
_OWN_CARC = re.compile(r"B\d{1,2}")
#: A reason with its words in the one cell: "18 - we have had this claim before".
_EXPLAINED = re.compile(r"\W*(\d{2,3}|B\d{1,2})\s?[-–—:=]\s?[^\W\d]{2,}\s[^\W\d]{2,}")
_DECISIONS = (
    (Outcome.PENDING, re.compile(r"(?i)\b(?:pend\w*|in process|under review|on hold|en proceso|en revisi[oó]n)\b")),
    (
        Outcome.DENIED,
        re.compile(
            r"(?i)\b(?:unfavorable|desfavorable|upheld|affirmed|denied|deny|not (?:approved|covered|certified"
            r"|authorized|payable|paid)|refused|declined|rejected|denegad\w*|no (?:aprobad|cubiert|autorizad)\w*"
            r"|negad\w*|rechazad\w*)\b"
        ),
    ),
    (Outcome.OVERTURNED, re.compile(r"(?i)\b(?:favorable|overturned|reversed|revocad\w*)\b")),
    (Outcome.APPROVED, re.compile(r"(?i)\b(?:approved|certified|authorized|aprobad\w*|autorizad\w*)\b")),
    (Outcome.PAID, re.compile(r"(?i)\b(?:paid|covered|pagad\w*|cubiert\w*)\b")),
)
_PENDING = _DECISIONS[0][1]


class Codes(msgspec.Struct, frozen=True):
    """Reason and remark codes of a line, and the notes that its marks point to."""

    adjustments: tuple[str, ...]
    remarks: tuple[str, ...]
    notes: tuple[Note, ...]


def read_lines(section: "Section") -> tuple[tuple[ClaimLine, tuple[Note, ...]], ...]:
    """The service lines of a claim in printed order, each with the notes that it cites."""
    services = [row for row in section.rows if row.kind is Kind.SERVICE]
    return tuple(_line(section, row, number) for number, row in enumerate(services, 1))


def with_codes(lines: Sequence[ClaimLine], codes: tuple[str, ...], remark: tuple[str, ...]) -> tuple[ClaimLine, ...]:
    """Refused or unexplained lines given the codes of the whole claim."""
    if len(codes) > 1 and len(lines) > 1:
        open_: tuple[Outcome, ...] = (Outcome.DENIED,)
        codes = tuple(code for code in codes if kinds().get(code.split("-")[-1]) == "denial") or codes
    else:
        open_ = (Outcome.DENIED, Outcome.UNKNOWN)
    refused = "denial" in {kinds().get(code.split("-")[-1], "") for code in codes}
    return tuple(
        msgspec.structs.replace(
            line,
            adjustment_codes=codes,
            remark_codes=remark,
            outcome=Outcome.DENIED if refused and line.paid in (None, _ZERO) else line.outcome,
        )
        if line.outcome in open_
        else line
        for line in lines
    )


def marks_used(rows: Iterable[Row]) -> frozenset[str]:
    """The footnote marks and codes in the note columns of rows, upper case."""
    fields = (field for row in rows for field in row.all("notes", "carc", "rarc"))
    return frozenset(
        _clean(mark) for field in fields for mark in _MARK.findall(field.text) if parse_money(mark) is None
    )


def _clean(mark: str) -> str:
    return mark.strip("()[].").upper()


def _line(section: "Section", row: Row, number: int) -> tuple[ClaimLine, tuple[Note, ...]]:
    codes = line_codes(section, row)
    code = row.first("procedure_code")
    sums = {role: money_of(row, role) for role in ("billed", "allowed", "paid", "patient_responsibility")}
    words = " ".join(fold(field.text) for field in row.all("description")).strip(" -–|")
    claim = row.first("claim_number")
    line = ClaimLine(
        id=f"{section.sheet.index + 1}.{section.index + 1}.{number}",
        outcome=_outcome(row, codes),
        claim_number=claim.text if claim and any(c.isdigit() for c in claim.text) else section.claim_number,
        service_date=_day(section, row),
        procedure_code=corrected(code.text) if code else None,
        modifiers=tuple(word for field in row.all("modifiers") for word in re.findall(r"\b[A-Z0-9]{2}\b", field.text)),
        description=words or None,
        adjustment_codes=codes.adjustments,
        remark_codes=codes.remarks,
        source=source(section.sheet, row.page, row.start, row.end),
        **sums,
    )
    return line, codes.notes


def money_of(row: Row, role: str) -> Decimal | None:
    """The amount of a row in a column, the last one where two columns share the meaning (the total stands last)."""
    values = [value for field in row.all(role) if (value := parse_money(field.text)) is not None]
    if not values and (whole := [f.text.strip("$").replace(",", "") for f in row.all(role)]):
        values = [Decimal(text).quantize(Decimal("0.01")) for text in whole if text.isdigit()]
    if not values:
        return None
    return values[0] if role in ("billed", "allowed") else values[-1]


def _day(section: "Section", row: Row) -> date | None:
    field = row.first("service_date")
    if field is None:
        return None
    for seen in survey(section.sheet).dates:
        if seen.page == row.page and field.start <= seen.start < field.end:
            return seen.value
    compact = compact_dates(re.sub(r"(?<=\d{8})-.*", "", field.text))
    return compact[0][2] if compact else _six_figures(field.text)


def _six_figures(text: str) -> date | None:
    """The day that MMDDYY means."""
    match = re.match(r"(\d{2})(\d{2})(\d{2})(?!\d)", text)
    if match is None:
        return None
    month, day, year = (int(part) for part in match.groups())
    try:
        return date(2000 + year, month, day)
    except ValueError:
        return None


def line_codes(section: "Section", row: Row) -> Codes:
    """Codes printed on the row or in its columns, and those that its footnotes name."""
    text = section.sheet.page(row.page).text[row.start : row.end]
    below = " ".join(field.text for field in row.all("notes", "rarc"))
    paired = [code for part in (text, below) for code, _, _ in adjustments(part)]
    paired += _columns(row)
    own = {note.mark for note in section.legend if re.fullmatch(r"[MN]\d", note.mark)}
    remark = [code for code, _, _ in remarks(below, in_column=True) if code not in own]
    remark += _beside_reasons(text)
    marks = [_clean(mark) for field in row.all("notes", "carc", "rarc") for mark in _MARK.findall(field.text)]
    notes = tuple(
        note for note in section.legend if note.mark in marks or note.mark.replace("-", "").replace(" ", "") in marks
    )
    for note in notes:
        named, said = note_codes(note)
        # where the mark is the code, other codes in its words are notes of their own
        paired += [] if ADJUSTMENT.fullmatch(note.mark) else named
        # a mark that the paper gives its own meaning is no remark code by its shape alone
        remark += said
    housed = {note.mark for note in notes if note_codes(note)[0]}
    paired += [code for code in _bare(row, {note.mark for note in section.legend}) if code not in housed]
    if not paired:
        inside = section.sheet.lines[row.first_line : row.last_line + 1]
        paired += [item.code for item in adjustments_in(inside, frozenset())]
    grouped = {code.split("-")[1] for code in paired if "-" in code}
    return Codes(_once(code for code in paired if code not in grouped), _once(remark), notes)


def _beside_reasons(text: str) -> Iterator[str]:
    """Remark codes of a row that stand in one run behind a reason code: `CO-16 MA63 M76`."""
    last = -1
    for match in REMARK.finditer(text):
        code, start, end = match[1], match.start(), match.end()
        if not (is_short_remark(code) or remarks(code, in_column=True)):
            continue
        if (last >= 0 and start - last <= _RUN_GAP) or ADJUSTMENT.search(text, max(0, start - _LIST_REACH), start):
            yield code
            last = end


def _columns(row: Row) -> list[str]:
    """Group and reason from columns of their own."""
    groups = [word for f in row.all("group") for word in re.findall(r"\b(?:CO|PR|OA|PI|CR)\b", f.text)]
    reasons = [word for f in row.all("carc") for word in BARE_CARC.findall(f.text) if word in known("carc")]
    if groups and len(groups) == len(reasons):
        return [f"{group}-{reason}" for group, reason in zip(groups, reasons, strict=True)]
    if len(groups) == 1:
        return [f"{groups[0]}-{reason}" for reason in reasons]
    return reasons


def _bare(row: Row, marks: Set[str]) -> list[str]:
    """Reason numbers without a group in a note column. Smaller ones are footnotes where the notes count from one."""
    words = [word for f in row.all("notes") for word in _MARK.findall(f.text)]
    counted = bool(marks & {"1", "2", "01", "02"}) or len(marks) >= _MANY_NOTES
    fewest = 3 if counted else 2
    own = counts_own_notes(marks)
    shaped = (
        word
        for word in words
        if (fewest <= len(word) <= 3 and word.isdigit() and int(word) >= _LOWEST)
        or (_OWN_CARC.fullmatch(word) and not own)
    )
    said = [found[1] for f in row.all("notes") if (found := _EXPLAINED.match(f.text))]
    told = [code for code in said if kinds().get(code) == "denial" and (code[0] == "B" or int(code) >= _LOWEST)]
    return [*told, *(word for word in shaped if word in known("carc") and (len(word) == 3 or word in marks))]


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _outcome(row: Row, codes: Codes) -> Outcome:
    said = " ".join(field.text for field in row.all("decision"))
    if said.strip().lower() == "no":
        return Outcome.DENIED
    for outcome, pattern in _DECISIONS:
        if pattern.search(said):
            return outcome
    kinds_met = {kinds().get(code.split("-")[-1], "") for code in codes.adjustments}
    paid, refused = money_of(row, "paid"), money_of(row, "not_covered") or _ZERO
    if paid is not None and paid > _ZERO:
        above = money_of(row, "over_allowed") or _ZERO
        charged_on = above > _ZERO and (money_of(row, "patient_responsibility") or _ZERO) >= above
        return Outcome.REDUCED if "denial" in kinds_met or refused > _ZERO or charged_on else Outcome.PAID
    if any(_PENDING.search(note.text) for note in codes.notes):
        return Outcome.PENDING
    if "denial" in kinds_met:
        return Outcome.DENIED
    return _by_amounts(row, codes, refused)


def _by_amounts(row: Row, codes: Codes, refused: Decimal) -> Outcome:
    """What an unpaid line without a denial code is."""
    billed, allowed, paid = money_of(row, "billed"), money_of(row, "allowed"), money_of(row, "paid")
    shares = [money_of(row, role) or _ZERO for role in ("deductible", "copay", "coinsurance", "cost_share")]
    if (allowed is not None and allowed > _ZERO and refused < (billed or refused)) or sum(shares) > _ZERO:
        return Outcome.PATIENT_SHARE if paid == _ZERO else Outcome.UNKNOWN
    if codes.adjustments and all(code in ("CO-45", "PR-1", "PR-2", "PR-3") for code in codes.adjustments):
        return Outcome.PATIENT_SHARE if any(code.startswith("PR") for code in codes.adjustments) else Outcome.PAID
    # written off whole, or left whole to the person, where the paper speaks of no allowance
    if allowed is None and paid == _ZERO and billed and money_of(row, "patient_responsibility") in (_ZERO, billed):
        return Outcome.DENIED
    if refused == _ZERO and row.first("not_covered") and money_of(row, "patient_responsibility") == _ZERO:
        # nothing refused, nothing owed: included in another line or written off
        return Outcome.UNKNOWN
    if refused > _ZERO or (allowed == _ZERO and paid == _ZERO and (billed or _ZERO) > _ZERO):
        return Outcome.DENIED
    return Outcome.UNKNOWN
