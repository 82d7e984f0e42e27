"""Reason and remark codes outside table rows: in sentences, in fields, at the head of notes.

Takes Lines and the legend; gives the codes with their places. Context decides: a bare number is a reason code only
behind words that announce one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from firstcheck.extract.closing_codes import closing_codes
from firstcheck.extract.layout import Line, Sheet, paragraphs
from firstcheck.extract.legend import Note
from firstcheck.extract.lexicon import folded
from firstcheck.extract.shapes import (
    ADJUSTMENT,
    BARE_CARC,
    REMARK,
    adjustments,
    counts_own_notes,
    grouped_reasons,
    known,
    remarks,
)

_ADJUSTED = re.compile(
    r"\b(?:carcs?|ansi|rsns?(?: cd)?|actions? codes?"
    r"|(?:claim )?adjustments?(?: reason)?(?: codes?)?|(?:denial|reason|ansi)(?: reason)? codes?"
    r"|codigos? de (?:ajuste|motivo|razon|denegacion|rechazo)|ajuste)\s{0,3}(?:is|es|no\.?)?\s{0,3}[:#=(]?\s{0,12}$"
)
_LETTERED = re.compile(r"\b(?:codes?|codigos?|carc|reason|motivo|razon)\s{0,3}(?:is|es|no\.?)?\s{0,3}[:#=(]?\s{0,12}$")
#: "as denied. Code 22": the words before say what the number is of.
_REFUSED_WITH = re.compile(
    r"\b(?:denied|cerramos|denegad\w+|not paid|unpaid|not covered|reject\w*|refused|turned down|returned|not payable"
    r"|not (?:obtained|on file)"
    r"|no (?:benefits?|payment) (?:is|are|was) (?:payable|paid|due)|no pagad\w+"
    r"|rechazad\w+|zero|cero)\b.{0,48}\b(?:codes?|codigos?|reason|motivo)\s{0,3}[:#]?\s{0,3}$"
)
#: "Code 18/N522", "(codes 16, N290, M76)": a remark behind the number says that it is a reason.
_WITH_REMARK = re.compile(r"\s?[/,]\s?(?P<remark>(?:MA|M|N)\d{1,3})\b")
_CODED = re.compile(r"\b(?:codes?|codigos?)\s{0,3}[:#]?\s{0,3}$")
_GROUP = re.compile(r"(?:\bgroup(?: code)?\s?[:=]?\s?|\d\s?/\s?|\d,\s)(?-i:(CO|PR|OA|PI))(?![\w-])", re.IGNORECASE)
_REMARKED = re.compile(
    r"lq\*he\*$|\bclaim level\s+$|\b(?:remarks?|rarc|notes?|notas?|codes?|codigos?|msg|messages?|reasons?"
    r"|observacion|observaciones"
    r"|motivos?)\b[^.;]{0,24}$"
)
_REASON_HEADED = re.compile(r"^\W*(?:(?:the )?reasons?|why|razon(?:es)?|motivos?|por que)\b.{0,30}?[:?]")
_REASON_REACH = 3
#: "16     the form was not complete" below "Return reasons on this claim".
_LISTED = re.compile(r"^\s*(?P<code>\d{2,3}|B\d{1,2}|(?:MA|M|N)\d{1,3})\s{2,}[^\W\d]{2,}\s[^\W\d]{2,}")
_POINTS = re.compile(
    r"(?i)\d\.\d{2}\b.*\b(?:see|note|code|reason|remark|ver|nota|c[oó]digo|motivo)\s(?P<code>\d{2,3})\W*$"
)
_HEADING_NOTE = re.compile(r"\s*\(?(?P<code>\d{2,3})(?:\)|\s[-–—=]|\s{2}|[:=])\s*[^\W\d]{2,}")
#: Below this number figures are footnotes.
_LOWEST_BARE = 16
_HEADS_REASONS = re.compile(r"\b(?:reasons?|codes?|motivos?|codigos?|razon(?:es)?)\b[^.]{0,60}$")
_BETWEEN_CODES = re.compile(r"\s?(?:,|;|/|and|y)\s?(?:and\s)?")
_LIST_REACH = 40


class Seen(msgspec.Struct, frozen=True):
    """A code with the place it was read; `own`: the paper says it of what was billed or asked for."""

    code: str
    line: Line
    start: int
    end: int
    own: bool = True


def adjustments_in(lines: Iterable[Line], skipped: Set[int]) -> Iterator[Seen]:
    """Group and reason pairs, and bare reasons that a label announces."""
    reasons_until = -1
    for line in lines:
        if _REASON_HEADED.search(folded(line.text)):
            reasons_until = line.number + _REASON_REACH
        if line.number not in skipped:
            for code, start, end in adjustments(line.text):
                yield Seen(code, line, line.start + start, line.start + end)
            for code in grouped_reasons(line.text):
                yield Seen(code, line, line.cells[0].start, line.cells[-1].end)
            yield from _bare(line, line.number <= reasons_until)


def reasons_closing(sheet: Sheet, lines: Sequence[Line]) -> Iterator[tuple[Seen, tuple[str, ...]]]:
    """Bare reasons in brackets where a sentence that refuses ends, with the remarks beside them."""
    numbers = {line.number for line in lines}
    for paragraph in paragraphs(sheet):
        if paragraph.first_line not in numbers or paragraph.last_line not in numbers:
            continue
        above = sheet.lines[max(0, paragraph.first_line - 1)].text if paragraph.first_line else ""
        lead = f"{above.strip()} "
        for code, beside in closing_codes(lead + paragraph.text):
            line = next(
                (
                    sheet.lines[n]
                    for n in range(paragraph.last_line, paragraph.first_line - 1, -1)
                    if code in sheet.lines[n].text and sheet.lines[n].cells
                ),
                None,
            )
            if line is not None:
                yield Seen(code, line, line.cells[0].start, line.cells[-1].end), beside


def listed_reasons(lines: Sequence[Line]) -> Iterator[Seen]:
    """Numbers that stand in one list with remark codes, each before its words, under a heading of reasons."""
    run: list[tuple[Line, str]] = []
    headed = False
    for line in (*lines, None):
        opened = _LISTED.match(line.text) if line is not None else None
        if opened and line is not None and (not run or line.number == run[-1][0].number + 1):
            run.append((line, opened["code"]))
            continue
        if headed and any(code in known("rarc") for _, code in run):
            for at, code in run:
                if code in known("carc") and len(code) >= 2:
                    yield Seen(code, at, at.cells[0].start, at.cells[0].end)
        run = []
        headed = line is not None and _HEADS_REASONS.search(folded(line.text)) is not None


def reasons_pointed_at(lines: Sequence[Line]) -> Iterator[Seen]:
    """Numbers that a line of amounts points to and that head a line of words: "... Paid $0.00   see 32"."""
    headed = {m["code"] for line in lines if (m := _HEADING_NOTE.match(line.text))}
    for line in lines:
        match = _POINTS.search(line.text)
        if match and match["code"] in headed & known("carc") and int(match["code"]) >= _LOWEST_BARE:
            yield Seen(match["code"], line, line.start + match.start("code"), line.start + match.end("code"))


def _bare(line: Line, reasoned: bool) -> Iterator[Seen]:
    low = folded(line.text)
    accepted = -1
    for match in BARE_CARC.finditer(line.text):
        code, lead = match[0], low[: match.start()]
        listed = accepted >= 0 and _BETWEEN_CODES.fullmatch(low, accepted, match.start()) is not None
        announced = (
            _ADJUSTED.search(lead[-60:])
            or _REFUSED_WITH.search(lead[-90:])
            or _with_remark(line.text, lead, match.end())
            or ((reasoned or code[0].isalpha()) and _LETTERED.search(lead[-60:]))
        )
        if code not in known("carc") or not (listed or announced):
            continue
        if (len(code) >= 2 or "carc" in lead[-12:]) and (code[0].isdigit() or code[0] == "B"):
            group = _GROUP.search(line.text)
            paired = f"{group[1]}-{code}" if group else code
            yield Seen(paired, line, line.start + match.start(), line.start + match.end())
            accepted = match.end()


def _with_remark(text: str, lead: str, end: int) -> bool:
    behind = _WITH_REMARK.match(text, end)
    return behind is not None and behind["remark"] in known("rarc") and _CODED.search(lead[-24:]) is not None


def adjustments_at_notes(sheet: Sheet, legend: Sequence[Note]) -> Iterator[Seen]:
    """Reasons that head a note where no line carries codes, as on a portal's list of reasons."""
    series = counts_own_notes(note.mark for note in legend if not note.kind)
    for note in legend:
        first = sheet.lines[note.first_line]
        if series and not note.kind and note.mark[0] == "B":
            continue
        numbered = note.mark.isdigit() and (len(note.mark) == 3 or note.kind == "carc")
        if note.mark in known("carc") and (numbered or note.mark[0] == "B"):
            yield Seen(note.mark, first, first.cells[0].start, first.cells[0].end)


def remarks_in(lines: Iterable[Line], skipped: Set[int]) -> Iterator[Seen]:
    """Known remark codes behind a word that announces one or beside another code."""
    above = ""
    for line in lines:
        low = folded(line.text)
        for code, start, end in remarks(line.text) if line.number not in skipped else ():
            lead = low[:start] if low[:start].strip() else f"{above} "
            beside = ADJUSTMENT.search(line.text, max(0, start - _LIST_REACH), start) or REMARK.search(
                line.text, max(0, start - 12), start
            )
            if _REMARKED.search(lead[-60:]) or beside:
                yield Seen(code, line, line.start + start, line.start + end)
        above = low.rstrip()


def remarks_at_notes(sheet: Sheet, legend: Sequence[Note]) -> Iterator[Seen]:
    """Remark codes that head a note."""
    for note in legend:
        if note.mark in known("rarc") and not re.fullmatch(r"[MN]\d", note.mark):
            first = sheet.lines[note.first_line]
            yield Seen(note.mark, first, first.cells[0].start, first.cells[0].end)


def without_bare_doubles(found: Sequence[Seen]) -> list[Seen]:
    """Bare reasons dropped where the same reason stands with its group."""
    paired = {item.code.split("-")[1] for item in found if "-" in item.code}
    return [item for item in found if "-" in item.code or item.code not in paired]


def printed_codes(
    sheet: Sheet, lines: Sequence[Line], legend: Sequence[Note]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reason and remark codes of a paper as a whole, for lines that carry none of their own."""
    found = list(adjustments_in(lines, frozenset())) or list(adjustments_at_notes(sheet, legend))
    found = found or [*listed_reasons(lines), *(seen for seen, _ in reasons_closing(sheet, lines))]
    remark = [*remarks_in(lines, frozenset()), *remarks_at_notes(sheet, legend)]
    reasons = dict.fromkeys(item.code for item in without_bare_doubles(found))
    return tuple(reasons), tuple(dict.fromkeys(item.code for item in remark))
