"""A patient's name by the place where it stands: with a title, beside the member's number, over a street, addressed.

Takes a Survey; gives the name with its place in the page's text.
"""

import re
from collections.abc import Iterator

from firstcheck.extract.layout import Cell, Line
from firstcheck.extract.names import is_care_provider, is_organisation, person, without_title
from firstcheck.extract.survey import Survey

#: A name, its page and its two offsets in the page's text.
Found = tuple[str, int, int, int]

_HEAD = 14
_PRINTED = 40
_HONORIFIC = re.compile(r"(?i)^(?:mr|mrs|ms|miss|mx|sr|sra|srta|señora?)\b\.?\s")
_UNDER = re.compile(
    r"(?i)^(?:member|mbr|subscriber|enrollee|insured|participant|id|cert|policy|contract|afiliad[oa]|miembro"
    r"|asegurad[oa]"
    r"|p[oó]liza|contrato)\b\W"
)
_RE = re.compile(r"(?i)^(?:re|regarding|asunto|subject|ref|in re|para|to)\s?:\s*")
#: "Idris Brandvold (son)", "IGNACIO ARREDONDO (dependiente)": whose care it was, not whose contract.
_KIN_BEHIND = re.compile(
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w'’.-]*(?:\s(?:[A-ZÁÉÍÓÚÑ][\w'’.-]*|de|la|del)){1,4})\s\((?i:son|daughter|child|dependent"
    r"|dependiente"
    r"|spouse|wife|husband|hij[oa]|espos[oa]|minor|menor|patient|paciente|(?:age |edad )?\d{1,2}(?: years old| years"
    r"| yrs?| años)?)\)"
)
#: "me: Barnaby Tillinghast", "patient = me, Teodor Ruiz": a note of one's own.
_MYSELF = re.compile(
    r"(?i)^\W{0,4}(?:(?:patient|paciente)\s?[=:]\s?)?(?:me|myself|yo)\s?[:,=]\s(?P<name>(?-i:[A-Z])[^,\d:;]{4,40})"
)
#: The same among other notes: "Card: ..., ID 22, me = Ines Calder".
_AMONG = re.compile(r"(?i)[,;(]\s?(?:me|myself|yo)\s?[:=]\s(?P<name>(?-i:[A-Z])[^,\d:;)]{4,40})")
#: "with a copy to her patient Percival Stallard": whom a doctor treats.
_OF_DOCTOR = re.compile(
    r"\b(?i:your|her|his|their|our|the|su)\s(?i:patient"
    r"|paciente),?\s(?P<name>[A-ZÁÉÍÓÚÑ][\w'’.-]*(?:\s[A-ZÁÉÍÓÚÑ][\w'’.-]*){1,3})"
)
#: "ROWENA STIRLING-ADEYEMI / HCH 6624-0091-3 / Gold PPO": name and number in one line of the head.
_SLASHED = re.compile(
    r"^(?P<name>[^/\d:]{5,40}?)\s{1,3}/\s{1,3}(?:[A-Za-z]{2,9} ){0,2}(?:[A-Z]{2,5}[ -]?)?\d[\w .-]{4,18}(?:\s{1,3}/|$)"
)
_STREET = re.compile(r"^\d{1,5}\s[A-Z]")
_CREDENTIALED = re.compile(r"(?i),?\s(?:m\.?d|d\.?o|n\.?p|pa-c|dpm|ph\.?d|r\.?n)\b")
_SELF_PAY = re.compile(r"(?i)^self[- ]pay\b")
_PLANNED = re.compile(r"^[^,\d]{5,40},\splanned\s\d")
_PLACED = re.compile(r"^(?P<name>[^,\d]{5,40}),\s\d{1,5}\s[A-Z][^,]{2,40},\s[A-Z][\w .]{2,25},?\s[A-Z]{2},?\s\d{5}")
_CITY = re.compile(r"(?:\b[A-Z]{2}|[A-Za-z]{4,})\.?,?\s{1,3}\d{5}(?:-\d{4})?\s*$")
_UPWARD = 6
_REACHED = re.compile(r"(?i),?\s(?:m\.?d|d\.?o|n\.?p|pa-c|dpm|ph\.?d)\b|\d{3}[-.]\d{4}")
_AT_STREET = re.compile(
    r"(?i)^(?:\d|p\.?\s?o\.?\s?box|post office box|apartado|hc \d|rr \d|box \d|calle|ave|urb|c/o|apt"
    r"|unit|#)"
)
#: "Thaddea Quill: your iron infusions are not affected": the paper speaks to her.
_SPOKEN_TO = re.compile(r"^(?P<name>[A-ZÁÉÍÓÚÑ][^:,\d]{5,40}):\s(?:your|you|we|su|usted|hemos)\b")


def titled(seen: Survey) -> Iterator[Found]:
    """A name with Mr., Sra. or the like that opens a line near the top."""
    for line in _top(seen):
        first = line.cells[0]
        name = human(first.text)
        alone = without_title(first.text) != first.text and len(line.cells) == 1
        if name and (_HONORIFIC.match(first.text) or alone):
            yield _found(name, line, first)


def beside_number(seen: Survey) -> Iterator[Found]:
    """A name in the cell beside the member's number, or before it in the same one."""
    for item in seen.labelled("member_id"):
        line = seen.sheet.lines[item.line]
        if not item.sure or item.line >= _PRINTED or not any(map(str.isdigit, item.text)):
            continue
        mark = line.start + item.mark.start
        place = next((i for i, cell in enumerate(line.cells) if cell.start <= mark < cell.end), None)
        if place is None or (item.mark.phrase[0] == "insured" and line.text[: item.mark.start].endswith("(")):
            continue  # "Kanawha Glass (insured) #44087": how an employer's plan is paid for
        own = line.cells[place]
        before = _RE.sub("", own.text[: max(mark - own.start, 0)]).strip(" ,;/|(-–")
        before = "" if before.lower() in ("former", "old", "prior") else before
        name = human(before) if before else None
        if name:
            yield _found(name, line, own)
        elif not before:
            for near in (*line.cells[max(place - 1, 0) : place], *line.cells[place + 1 : place + 3]):
                name = human(near.text.strip("()")) if ":" not in near.text else None
                if name:
                    yield _found(name, line, near)


def of_kin(seen: Survey) -> Iterator[Found]:
    """The one name of the paper behind which stands what kin or what age he is."""
    found: dict[str, Found] = {}
    for line in seen.sheet.lines:
        for match in _KIN_BEHIND.finditer(line.text):
            name = human(match["name"])
            if name:
                start = line.start + match.start("name")
                found.setdefault(name.lower(), (name, line.page, start, start + len(match["name"])))
    if len(found) == 1:
        yield from found.values()


def noted(seen: Survey) -> Iterator[Found]:
    """The writer of a note who says that the care was his own."""
    for line in seen.sheet.lines:
        match = _MYSELF.match(line.text) or _AMONG.search(line.text)
        name = human(match["name"].strip().split("  ")[0]) if match else None
        if match and name:
            start = line.start + match.start("name")
            yield name, line.page, start, start + len(name)


def treated(seen: Survey) -> Iterator[Found]:
    """Whom a sentence calls a doctor's patient."""
    for sentence in seen.sentences:
        match = _OF_DOCTOR.search(sentence.text)
        name = human(match["name"]) if match else None
        if name:
            yield name, sentence.page, sentence.start, sentence.end


def slashed(seen: Survey) -> Iterator[Found]:
    """A name before its number in a head line cut by slashes."""
    for line in _top(seen):
        match = _SLASHED.match(line.text.strip())
        name = human(match["name"]) if match else None
        if match and name:
            start = line.start + len(line.text) - len(line.text.lstrip())
            yield name, line.page, start, start + len(match["name"])


def standing_alone(seen: Survey) -> Iterator[Found]:
    """A name on a line of its own over the member's number or a street, or with its address behind it."""
    for line in _top(seen):
        first = line.cells[0]
        placed = _PLACED.match(first.text)
        name = human(placed["name"] if placed else first.text)
        under = seen.sheet.lines[line.number + 1] if line.number + 1 < len(seen.sheet.lines) else line
        below = under.cells[0].text if under.cells else ""
        over = len(line.cells) == 1 and (_UNDER.match(below) or _STREET.match(below))
        over = over or (len(line.cells) > 1 and _SELF_PAY.match(line.cells[1].text))
        if name and (placed or over or _PLANNED.match(first.text)):
            yield _found(name, line, first)


def spoken_to(seen: Survey) -> Iterator[Found]:
    """A name before a colon, to whom the rest of the line speaks."""
    for line in _top(seen):
        for cell in line.cells:
            match = _SPOKEN_TO.match(cell.text)
            name = human(match["name"]) if match else None
            if name:
                yield _found(name, line, cell)


def _top(seen: Survey) -> list[Line]:
    return [line for line in seen.sheet.lines[:_PRINTED] if line.cells][:_HEAD]


def human(text: str) -> str | None:
    """The person a text names, None for a company, a giver of care or a doctor."""
    if _CREDENTIALED.search(text) or is_organisation(text) or is_care_provider(text):
        return None
    return person(text)


def _found(name: str, line: Line, cell: Cell) -> Found:
    last = max((cell.text.lower().find(word.lower()) + len(word) for word in name.split()), default=len(cell.text))
    return name, line.page, cell.start, cell.start + min(len(cell.text), max(last, 1))


def extent(text: str, name: str) -> int:
    """How far the printed words of a name reach into a field."""
    last = max((text.lower().find(word.lower()) + len(word) for word in name.split()), default=len(text))
    return min(len(text), max(last, 1))


def addressed(seen: Survey) -> Iterator[Found]:
    """The name above a street and a city line."""
    lines = seen.sheet.lines
    for line in lines:
        for cell in line.cells:
            if not _CITY.search(cell.text):
                continue
            for above in reversed(lines[max(0, line.number - _UPWARD) : line.number]):
                match = next((c for c in above.cells if abs(c.column - cell.column) <= 2), None)
                if match is None:
                    break
                name = person(match.text)
                if (
                    name
                    and not _REACHED.search(match.text)
                    and not _AT_STREET.match(match.text)
                    and not is_organisation(match.text)
                    and not is_care_provider(match.text)
                ):
                    yield name, above.page, match.start, match.start + extent(match.text, name)
                    break
