"""The header of a service-line table: which line or lines are one, and what each column holds.

Takes lines of a Sheet and knowledge/reading/columns.yaml; gives Columns with their place on the character grid. In a
table drawn with bars or kept by tabs a place is 1000 times the number of the field, so that unaligned cells still meet.
"""

import re

import msgspec

from firstcheck.extract.amounts import MONEY
from firstcheck.extract.layout import Line
from firstcheck.extract.titles import column_role, names_payer, titles, vocabulary, words_of

MONEY_ROLES = frozenset(
    ("billed", "allowed", "discount", "over_allowed", "not_covered", "paid", "other_paid", "adjusted")
) | frozenset(("deductible", "copay", "coinsurance", "cost_share", "patient_responsibility", "unnamed"))
NOTE_ROLES = frozenset(("notes", "group", "carc", "rarc"))
_FIELD = 1000
_PIECE = re.compile(r"[^\s|│┃¦]+(?: [^\s|│┃¦]+)*")
_BARS = re.compile(r"[|│┃¦]")
_DIGITS = re.compile(r"\d{4,}|\d{1,2}[/-]\d{1,2}[/-]\d{2}")
_PERCENT = re.compile(r"\d\s?%")
#: A column of percents: "Plan %", "%".
_RATE = re.compile(r"(?:^|[^\d\s])\s?%$")
_REASON = re.compile(r"(?i)^(?:reason|rsn)\b|^c[oó]digo de motivo")
_CHANGED = re.compile(
    r"(?i)(?:(?:paid|payable|pago|pagado)\s)?"
    r"(?:now|new|corrected|revised|changed to|should (?:be|have been|pay)|ahora|corregido)\b"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_MAX_STACK = 4
#: Words that say what a column holds, and nothing where they stand before an amount ("Pay this: $488.00").
_BARE_TITLES = {"pay": "paid"}
_ROWS_WITHIN = 8
# an amount, a code or a decision: what every row has
_ROW = re.compile(
    r"\d\.\d|\.\d\d|\$\s?\d|(?<![\w-])[A-Z]?\d{4,5}(?![\w-])|(?i:\b(?:approved|denied|aprobad|denegad|negad))"
)


class Piece(msgspec.Struct, frozen=True):
    """Words without a column break between them; `start`/`end` in the page's text, `left`/`right` on the grid."""

    text: str
    start: int
    end: int
    left: int
    right: int


class Column(msgspec.Struct, frozen=True):
    """A column by what it holds; `role` is a key of columns.yaml, empty where its title says nothing we know."""

    role: str
    left: int
    right: int
    title: str


class Header(msgspec.Struct, frozen=True):
    """Columns from left to right. `packed`: titles stood one space apart, so their places on the grid mean little."""

    columns: tuple[Column, ...]
    first_line: int
    last_line: int
    packed: bool
    #: how surely this is a header; only for comparison
    score: float = 0.0

    @property
    def money(self) -> tuple[Column, ...]:
        """The columns that hold amounts."""
        return tuple(column for column in self.columns if column.role in MONEY_ROLES)

    def has(self, *roles: str) -> bool:
        """Whether one of these columns is there."""
        return any(column.role in roles for column in self.columns)


def grid(line: Line, offset: int) -> int:
    """The place on the grid of an offset in the line's text."""
    text = line.text
    if "\t" in text:
        return _FIELD * text.count("\t", 0, offset) + offset - text.rfind("\t", 0, offset) - 1
    bars = [found.start() for found in _BARS.finditer(text)] if _BARS.search(text) else []
    if len(bars) < 3:
        return offset
    before = [bar for bar in bars if bar < offset]
    return _FIELD * len(before) + offset - (before[-1] if before else 0)


def pieces(line: Line) -> list[Piece]:
    """The line cut at two spaces, tabs and bars."""
    return [piece_of(line, found.start(), found.end()) for found in _PIECE.finditer(line.text)]


def piece_of(line: Line, start: int, end: int) -> Piece:
    """The piece of a line between two offsets of its text."""
    left = grid(line, start)
    return Piece(line.text[start:end], line.start + start, line.start + end, left, left + end - start)


def _is_title_line(line: Line) -> bool:
    if not line.cells or len(line.text) > 400:
        return False
    return not MONEY.search(line.text) and not _DIGITS.search(line.text)


def find_header(lines: tuple[Line, ...], at: int) -> Header | None:
    """The header that ends at line `at`, over up to four lines, or None."""
    last = lines[at]
    if not _is_title_line(last) or not _promising(last) or not _rows_follow(lines, at):
        return None
    best: Header | None = None
    best_score = 0.0
    for first in range(at, max(-1, at - _MAX_STACK), -1):
        line = lines[first]
        if not _is_title_line(line) or line.page != last.page:
            break
        header = _header(lines[first : at + 1])
        score = _score(header) - 0.4 * (at - first)
        if score > best_score:
            best, best_score = msgspec.structs.replace(header, score=score), score
    return best


def _rows_follow(lines: tuple[Line, ...], at: int) -> bool:
    """Whether anything like a row stands within the next lines."""
    return any(_ROW.search(line.text) for line in lines[at + 1 : at + 1 + _ROWS_WITHIN])


def _promising(line: Line) -> bool:
    words = words_of(line.text)
    known = sum(word in vocabulary() for word in words)
    return known >= 1 and known * 2 >= len([word for word in words if len(word) > 1]) - 1


def _score(header: Header) -> float:
    """How much of a table header this is; 0 for none."""
    roles = {column.role for column in header.columns if column.role}
    money = len(roles & MONEY_ROLES)
    named = sum(1 for column in header.columns if column.role)
    strangers = len(header.columns) - named
    anchor = roles & {"procedure_code", "service_date", "description", "line", "claim_number"}
    decided = "decision" in roles and bool(roles & {"procedure_code", "description", "line"})
    if any(column.title.endswith(":") for column in header.columns):
        return 0.0
    if not (decided or (money >= 3) or (money and anchor and len(roles) >= 3) or (money == 2 and anchor)):
        return 0.0
    return max(0.0, named - strangers - 0.5 * (named - len(roles)))


class _Stack:
    def __init__(self, piece: Piece) -> None:
        self.left, self.right, self.title = piece.left, piece.right, piece.text
        self.over: list[str] = []

    def meets(self, piece: Piece) -> bool:
        return piece.left < self.right and piece.right > self.left


def _header(lines: tuple[Line, ...]) -> Header:
    stacks: list[_Stack] = []
    packed = False
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        over = pieces(lines[index - 1]) if index else []
        cut = [part for piece in pieces(line) for part in (_under(line, piece, over) or _unpacked(line, piece))]
        packed = packed or len(cut) > len(pieces(line)) + 1
        alone = _crowded_out(stacks, cut)
        for piece in reversed(cut):
            _place([] if piece in alone else stacks, piece, stacks)
    stacks.sort(key=lambda stack: stack.left)
    columns = _noted([_column(stack) for stack in stacks])
    return Header(columns, lines[0].number, lines[-1].number, packed)


def _noted(columns: list[Column]) -> tuple[Column, ...]:
    """A second column of codes, right of the amounts, holds reasons and no procedures; beside groups, bare reasons."""
    codes = [i for i, column in enumerate(columns) if column.role == "procedure_code"]
    money = [i for i, column in enumerate(columns) if column.role in MONEY_ROLES]
    if len(codes) > 1 and columns[codes[0]].title.lower() in ("svc", "service", "servicio"):
        # "Svc" beside "Cpt" is the day or the line, not the code
        columns[codes[0]] = msgspec.structs.replace(columns[codes[0]], role="service_date")
    for index in codes[1:]:
        if money and index > money[0]:
            columns[index] = msgspec.structs.replace(columns[index], role="notes")
    for index in range(1, len(columns)):
        if columns[index - 1].role == "paid" and _CHANGED.match(columns[index].title):
            # "We paid | Now": what was paid once, and what is paid after the change
            columns[index - 1] = msgspec.structs.replace(columns[index - 1], role="other_paid")
            columns[index] = msgspec.structs.replace(columns[index], role="paid")
    if any(column.role == "group" for column in columns):
        columns = [
            msgspec.structs.replace(c, role="carc") if c.role == "notes" and _REASON.search(c.title) else c
            for c in columns
        ]
    return tuple(columns)


def _crowded_out(stacks: list[_Stack], cut: list[Piece]) -> list[Piece]:
    """Titles that only graze a column which belongs to a neighbour, and are known by themselves."""
    found: list[Piece] = []
    for stack in stacks:
        over = [piece for piece in cut if stack.meets(piece)]
        if len(over) > 1:
            nearest = min(over, key=lambda p: abs(p.left + p.right - stack.left - stack.right))
            found += [piece for piece in over if piece is not nearest and column_role(piece.text)]
    return found


def _place(candidates: list[_Stack], piece: Piece, stacks: list[_Stack]) -> None:
    below = [stack for stack in candidates if stack.meets(piece)]
    if len(below) > 1:
        for stack in below:
            stack.over.append(piece.text)
    elif below:
        stack = below[0]
        broken = piece.text.endswith("-") and stack.title[:1].islower()
        stack.title = f"{piece.text[:-1]}{stack.title}" if broken else f"{piece.text} {stack.title}"
        stack.left, stack.right = min(stack.left, piece.left), max(stack.right, piece.right)
    else:
        stacks.append(_Stack(piece))


def _column(stack: _Stack) -> Column:
    # "Service approved?" is answered yes or no
    role = "decision" if stack.title.endswith("?") else column_role(stack.title)
    for over in stack.over:
        # a title that spans several columns only helps where the lower one is not enough
        role = role or column_role(f"{over} {stack.title}")
    role = role or column_role(_BRACKETS.sub("", stack.title)) or _BARE_TITLES.get(stack.title.lower(), "")
    if _RATE.search(stack.title):
        role = ""
    elif role in ("", "patient_responsibility") and _PERCENT.search(stack.title):
        role = "paid" if names_payer(stack.title) else "coinsurance"
    return Column(role, stack.left, stack.right, stack.title)


def _under(line: Line, piece: Piece, over: list[Piece]) -> list[Piece]:
    """A run of words cut so that each part stands under its own upper title, where that makes known titles."""
    above = [upper for upper in over if upper.left < piece.right and upper.right > piece.left]
    words = [piece_of(line, m.start(), m.end()) for m in re.finditer(r"[^\s|]+", line.text)]
    words = [word for word in words if piece.start <= word.start < piece.end]
    if len(above) < 2 or len(words) < len(above):
        return []
    parts: list[list[Piece]] = [[] for _ in above]
    for word in words:
        parts[
            min(range(len(above)), key=lambda i: abs(above[i].left + above[i].right - word.left - word.right))
        ].append(word)
    if not all(part and column_role(f"{upper.text} {_joined(part)}") for upper, part in zip(above, parts, strict=True)):
        return []
    return [piece_of(line, part[0].start - line.start, part[-1].end - line.start) for part in parts]


def _joined(part: list[Piece]) -> str:
    return " ".join(word.text for word in part)


def _unpacked(line: Line, piece: Piece) -> list[Piece]:
    """A run of several titles one space apart, cut into them; the piece itself when it is one title."""
    if " " not in piece.text or (column_role(piece.text) and not _several(piece.text)):
        return [piece]
    spans = _cover(piece.text)
    if spans is None:
        return [piece]
    begin = piece.start - line.start
    return [piece_of(line, begin + start, begin + end) for start, end in spans]


def _several(title: str) -> bool:
    """Whether a title that is no known phrase is made of known phrases of different columns."""
    words = words_of(title)
    return " ".join(words) not in titles() and "/" not in words and len(words) >= 3


def _cover(title: str) -> list[tuple[int, int]] | None:
    """Spans of known phrases that cover all words of the title and name at least three columns, greedily."""
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", title)]
    words = [" ".join(word for word in words_of(title[start:end]) if word not in "/#") for start, end in tokens]
    phrases, spans, roles, at = titles(), [], [], 0
    while at < len(tokens):
        for size in range(min(4, len(tokens) - at), 0, -1):
            role = phrases.get(" ".join(words[at : at + size]))
            if role is not None:
                spans.append((tokens[at][0], tokens[at + size - 1][1]))
                roles.append(role)
                at += size
                break
        else:
            return None
    two = len(set(roles)) == 2 == len(roles)
    both = two and set(roles) <= MONEY_ROLES and "/" not in title and roles != ["deductible", "copay"]
    return spans if len(set(roles)) >= 3 or (two and len(tokens) == 2) or both else None
