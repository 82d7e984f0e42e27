"""Service-line tables: rows under a header, each amount in its column, totals kept apart.

Takes a Sheet; gives Tables. Amounts are put into columns by order where a row prints them all, and by alignment where
it leaves some out, so that columns that drifted in a scan still meet their title.
"""

import re
from statistics import median_low

import msgspec

from firstcheck.extract.column_amounts import with_amounts
from firstcheck.extract.column_sums import proven
from firstcheck.extract.columns import MONEY_ROLES, Header, find_header
from firstcheck.extract.layout import Line, Sheet
from firstcheck.extract.row_words import word_fields
from firstcheck.extract.rows import Draft, Kind, Row, money_fields
from firstcheck.extract.shapes import ADJUSTMENT, REMARK, modifiers
from firstcheck.extract.titles import role_of

_TOTAL = re.compile(
    r"(?i)\b(?:sub)?tot(?:al|als|ales)\b|^\W*(?:sum|suma|sumas|amounts? for this claim)\b"
    r"|^\W*claim\s*#?\s*\d{0,2}\W*$|^\W*reclamaci[oó]n\s*\d{0,2}\W*$"
    r"|\b(?:both|all|ambas|todas)\s(?:las\s)?(?:claims?|lines|reclamaciones|services)\b"
    r"|^\W*totl?[ae]?l?s?:?\W*$|^\W*(?:this claim|net|neto|claim sums?|est[ae] reclam(?:o|aci[oó]n))\W*$"
)
_WIDER = re.compile(
    r"(?i)\b(?:both|all|ambas|todas|grand|statement|page|family|combined|overall)\b|\b(?:this|current"
    r"|last|prior)\s(?:month|statement|period|year|quarter)\b"
    r"|year[\s-]to[\s-]date|\bytd\b|\bthis year\b|\btotal general\b|\beste (?:mes|a[nñ]o|estado)\b"
    r"|\bacumulad|\ba[nñ]o hasta|\bhasta la fecha\b|\b\d+ claims\b"
)
_RUNNING = re.compile(
    r"(?i)\b(?:maximum|limits?|remaining|met|used|accumulat\w*|year[\s-]to[\s-]date"
    r"|out[\s-]of[\s-]pocket|premiums?|past due|restante|l[ií]mite|acumulad\w*|m[aá]ximo|prima)\b"
)
_HEAD = re.compile(r"(?i)\b(?:claim|reclamaci[oó]n|reclamo|dcn|icn|tcn|npi|provider|proveedor|page|p[aá]gina)\b|:\s|:$")
_CODE_WORDS = re.compile(
    r"(?i)\b(?:adj(?:ustment)?s?|codes?|remarks?|reasons?|rmk|carc|rarc|group|notes?|see|msg|ajuste"
    r"|c[oó]digos?|motivos?|notas?|and|y|amt|amount)\b"
)
_ENTRY = re.compile(
    r"(?i)\W*(?:(?:insurance|ins\.?|plan|medicare|medicaid|payer|third[\s-]party|patient|guarantor|your|online|card|copay"
    r"|contractual|network|provider|courtesy|pago|ajuste|del?|seguro|paciente)\s){0,3}(?:payments?|pmts?|pymts?|adjustments?|adj"
    r"|discounts?|write[\s-]?offs?|credits?|allowances?|pago|ajuste|descuento|contractuals?)\b"
)
_REACH = 3
#: One more code of the service above: "and 72125-26  715.00".
_ALSO = re.compile(r"\s*(?:and|y|&|\+)\s")


class Table(msgspec.Struct, frozen=True):
    """Rows that stand under one header. Lines count over the document."""

    header: Header
    rows: tuple[Row, ...]

    @property
    def last_line(self) -> int:
        """Where the last row ends."""
        return self.rows[-1].last_line if self.rows else self.header.last_line


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """Every service-line table of a paper. A header holds for later rows too, until the next header."""
    found: list[Table] = []
    at = 0
    while at < len(sheet.lines):
        header = _header_at(sheet.lines, at)
        if header is None:
            at += 1
            continue
        reader = _Reader(with_amounts(header, sheet.lines))
        at = reader.read(sheet.lines)
        table = reader.table()
        if table.rows:
            found.append(table)
    return tuple(found)


def _header_at(lines: tuple[Line, ...], at: int) -> Header | None:
    best = find_header(lines, at)
    if best is None:
        # the words that make it a header may stand in the lower lines only
        return None
    for end in range(at + 1, min(at + _REACH, len(lines))):
        longer = find_header(lines, end) if lines[end].cells else None
        if longer is None:
            break
        if longer.score > best.score:
            best = longer
    return best


class _Reader:
    """Reads the lines under a header until the next one."""

    def __init__(self, header: Header) -> None:
        self.header = header
        # a kind of None waits for the sums to say that it is a total
        self.drafts: list[tuple[Kind | None, Draft, list[Draft]]] = []
        self.gap = 0
        self.open = True
        self.waiting: Draft | None = None

    def read(self, lines: tuple[Line, ...]) -> int:
        at = self.header.last_line + 1
        while at < len(lines):
            following = _header_at(lines, at)
            if following is not None:
                return at
            self._line(lines[at])
            at += 1
        return at

    def _fills(self, draft: Draft) -> bool:
        """Amounts alone that are just those which the service above left out, pushed down a line."""
        if not self.drafts or not self.open or draft.lead.strip() or draft.code or draft.date:
            return False
        kind, above, more = self.drafts[-1]
        short = len(self.header.money) - len(above.money)
        return kind is Kind.SERVICE and not more and above.code is not None and 0 < short == len(draft.money)

    def _line(self, line: Line) -> None:
        if not line.cells:
            # drawn rules do not end a table, blank lines loosen it
            self.gap += 1 if not line.text.strip() else 0
            self.open = False
            return
        draft = Draft(line, self.header)
        kind = self._kind(draft)
        if self.waiting is not None and kind is None and self._waits(draft):
            self.drafts.append((Kind.SERVICE, self.waiting, [draft]))
            self.gap, self.open, self.waiting = 0, True, None
            return
        self.waiting = draft if self._begins(draft) else None
        if draft.money and self._fills(draft):
            self.drafts[-1][2].append(draft)
        elif kind is not None:
            self.drafts.append((kind, draft, []))
            self.gap, self.open = 0, True
        elif self.open and self._continues(draft):
            self.drafts[-1][2].append(draft)
            self.waiting = None
        elif self._may_sum(draft):
            self.drafts.append((None, draft, []))
        else:
            self.open = False
            self.gap += 1

    def _kind(self, draft: Draft) -> Kind | None:
        header, lead = self.header, draft.lead
        if not header.money:
            return Kind.SERVICE if _is_decided(draft, header) and self.gap == 0 else None
        if not draft.money or self._is_subrow(draft) or len(draft.line.text) > 400:
            return None
        if not draft.code and ((not draft.date and _is_labelled(draft)) or self._is_entry(draft)):
            return None
        if _TOTAL.search(lead) or (_WIDER.search(lead) and not draft.code):
            enough = len(draft.money) >= 2 or len(header.money) == 1
            return self._total(lead) if enough and not (draft.code and draft.date) and self.gap <= 6 else None
        if self._waits(draft):
            return None
        full = len(draft.money) == len(header.money)
        if draft.code is not None or draft.date is not None:
            return Kind.SERVICE if self._is_service(draft, full) else None
        if not lead.strip(" |*-:$"):
            bare = full and len(draft.money) >= 3 and not self.drafts
            return Kind.TOTAL if (self.drafts or bare) and self.gap == 0 and len(draft.money) >= 2 else None
        described = (
            full and self.gap == 0 and len(draft.money) >= 3 and not _RUNNING.search(lead) and not _HEAD.search(lead)
        )
        return Kind.SERVICE if described and len(lead) <= 60 else None

    def _is_entry(self, draft: Draft) -> bool:
        """A payment or an adjustment in the one column of amounts of an account: no service."""
        return len(self.header.money) <= 2 and _ENTRY.match(draft.lead) is not None

    def _may_sum(self, draft: Draft) -> bool:
        near = self.gap == 0 and not _is_labelled(draft) and len(draft.money) >= 2 and not draft.code and not draft.date
        return near and bool(self.drafts) and not self._is_subrow(draft) and len(draft.lead) <= 60

    def _begins(self, draft: Draft) -> bool:
        """A service whose amounts stand on the line below."""
        return (
            bool(draft.code and not draft.money and self.header.money and not _HEAD.search(draft.lead))
            and self.gap <= 1
        )

    def _total(self, lead: str) -> Kind:
        return Kind.WIDER_TOTAL if _WIDER.search(lead) or _RUNNING.search(lead) else Kind.TOTAL

    def _is_service(self, draft: Draft, full: bool) -> bool:
        if len(draft.lead) > 80 or _RUNNING.search(draft.lead):
            return False
        if self.gap == 0 and not self._far(draft):
            return full or len(draft.money) >= 2 or len(self.header.money) == 1 or bool(draft.code and draft.date)
        both = draft.code is not None and draft.date is not None
        most = draft.date is not None and len(draft.money) >= max(3, len(self.header.money) // 2)
        return (full and len(draft.money) >= 2) or (both and len(draft.money) >= 2) or (most and self.gap == 0)

    def _far(self, draft: Draft) -> bool:
        """Whether the row stands too far below the last one to belong to the table by place alone."""
        last = self.drafts[-1][1].line.number if self.drafts else self.header.last_line
        return draft.line.number - last > 6

    def _waits(self, draft: Draft) -> bool:
        """Amounts alone, printed under a service whose own line had none."""
        if self.waiting is None or draft.date or (draft.code and not _ALSO.match(draft.line.text)):
            return False
        return not draft.lead.strip() or len(draft.money) == len(self.header.money)

    def _is_subrow(self, draft: Draft) -> bool:
        """A line of reason codes, with or without amounts, under a service."""
        if draft.date is not None or not self.drafts:
            return False
        text = draft.line.text
        if not (ADJUSTMENT.search(text) or REMARK.search(text)):
            return False
        left = _CODE_WORDS.sub("", REMARK.sub("", ADJUSTMENT.sub("", text)))
        return all(word in modifiers("known") for word in re.findall(r"[A-Za-z]{2,}|\d{5}", left))

    def _continues(self, draft: Draft) -> bool:
        if not self.drafts or self.drafts[-1][0] is not Kind.SERVICE:
            return False
        if self._is_subrow(draft):
            return True
        if len(draft.money) == 1 and not draft.date and ADJUSTMENT.search(draft.line.text):
            return _is_adjusting(draft)
        above = self.drafts[-1][1]
        late_date = draft.date is not None and above.date is None and len(draft.line.text.strip()) <= 24
        if draft.money or (draft.date and not late_date) or _HEAD.search(draft.line.text) or len(draft.line.cells) > 4:
            return False
        late_code = draft.code is not None and above.code is None and not draft.money
        if late_date or late_code:
            return True
        begins = min(piece.left for piece in draft.rest) if draft.rest else 0
        edge = above.code or above.date
        indented = begins >= (edge.left if edge else above.rest[0].left + 2 if above.rest else 4)
        return indented and all(len(piece.text) <= 48 for piece in draft.rest) and begins >= 4

    def table(self) -> Table:
        places = self._places()
        rows = [(kind, self._row(kind or Kind.TOTAL, draft, more, places)) for kind, draft, more in self.drafts]
        held = [(kind, row) for kind, row in rows if kind is not Kind.SERVICE or _holds(row, self.header)]
        return Table(self.header, proven(held))

    def _places(self) -> dict[int, float]:
        """Right edges of the amounts in rows that print all of them."""
        wanted = len(self.header.money)
        full = [draft.money for _, draft, _ in self.drafts if len(draft.money) == wanted]
        if not full:
            return {}
        return {index: float(median_low(money[index].right for money in full)) for index in range(wanted)}

    def _row(self, kind: Kind, draft: Draft, more: list[Draft], places: dict[int, float]) -> Row:
        fields = word_fields(draft, self.header) + money_fields(draft, self.header, places)
        for under in more:
            if len(draft.money) + len(under.money) <= len(self.header.money) and not self._is_subrow(under):
                fields += money_fields(under, self.header, places)
            role = "notes" if self._is_subrow(under) else None
            fields += [msgspec.structs.replace(f, role=role or f.role) for f in word_fields(under, self.header)]
        line = draft.line
        start = line.cells[0].start
        last = more[-1].line.number if more else line.number
        return Row(
            kind, line.page, start, line.cells[-1].end, line.number, last, tuple(sorted(fields, key=lambda f: f.start))
        )


def _is_labelled(draft: Draft) -> bool:
    """Whether amounts of a line stand behind words of their own and not under the columns: "You owe 0.00"."""
    inner = [p for p in draft.rest if draft.money and draft.money[0].end <= p.start < draft.money[-1].start]
    return any(role_of(piece.text) in MONEY_ROLES for piece in inner)


def _is_adjusting(draft: Draft) -> bool:
    """Whether the one amount of a line stands right behind a reason code: more about the service above."""
    ends = [draft.line.start + match.end() for match in ADJUSTMENT.finditer(draft.line.text)]
    return any(0 <= draft.money[0].start - end <= 24 for end in ends)


def _is_decided(draft: Draft, header: Header) -> bool:
    fields = word_fields(draft, header)
    roles = {field.role for field in fields}
    return "decision" in roles and bool(roles & {"procedure_code", "description"})


def _holds(row: Row, header: Header) -> bool:
    """Whether a service row says enough: an amount, or a decision where the table has no amounts."""
    roles = {field.role for field in row.fields}
    return not header.money or bool(roles & MONEY_ROLES) or roles >= {"procedure_code", "service_date"}
