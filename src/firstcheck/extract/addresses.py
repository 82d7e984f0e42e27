"""Postal addresses in running text and in address blocks, written on one line.

Takes folded text; gives "PO Box 70219, Rockford, IL 61126", without the addressee.
"""

import re

STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA", "hawaii":
    "HI",
    "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS",
    "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ",
    "new mexico": "NM", "nuevo méxico": "NM", "new york": "NY", "nueva york": "NY", "north carolina": "NC",
    "carolina del norte": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania":
    "PA",
    "puerto rico": "PR", "rhode island": "RI", "south carolina": "SC", "carolina del sur": "SC", "south dakota": "SD",
    "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA",
    "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY", "nuevo mexico": "NM", "tejas": "TX",
}  # fmt: skip
_ABBREVIATIONS = frozenset(STATES.values())
_STATE_NAMES = "|".join(sorted((s.replace(" ", r"\s") for s in STATES), key=len, reverse=True))
#: "Rockford, Illinois 61126-0001"; the town may carry its street before it, which is found separately
_TOWN = re.compile(
    rf"(?P<state>\b[A-Z]{{2}}\b|(?i:\b(?:{_STATE_NAMES})\b)|(?<=[a-z]))\.?,?\s{{1,2}}(?P<zip>\d{{5}}"
    rf"(?:-\d{{4}})?)(?!\d)"
)
_BOX = re.compile(
    r"(?i)\b(?:(?:p\.?\s?o\.?|post office)\s?(?:box|drawer|bx)|p\.?o\.?b\.?|(?:box|drawer|lock ?box|apartado"
    r"(?: postal)?|caja(?: postal)?|slot"
    r"|caller box|casilla(?: postal)?)|apdo\.?(?: postal)?)\s#?(?:[A-Z]{1,2}-?)?\d{1,7}(?:-(?:\d{1,4}|[A-Z]))?\b"
)
_STREET = re.compile(
    r"(?<![\w$/.-])(?:(?:\d{1,2}(?:st|nd|rd|th)|[A-Z][a-z]+)\sFloor,\s)?(?:One|Two|Three|\d{1,6}(?:-\d{1,4})?)\s"
    r"(?:[NSEW]{1,2}\.?\s|North\s|South\s|East\s|West\s)?(?:[A-ZÁÉÍÓÚÑ0-9][\w.'’&\-]*\s?){1,5}"
)
_CALLE = re.compile(
    r"\b(?:Calle|Avenida|Av\.|Carretera|Paseo|Bulevar|Boulevard|Camino)\s(?:[A-ZÁÉÍÓÚÑ][\w.'’-]*\s"
    r"|del?\s|l[ao]s?\s){1,5}"
    r"(?:N\.?º\s|#)?\d{1,6}\b"
)
_ZIP = re.compile(r"(?<!\d)\d{5}(?!\d)")
_BOX_WORD = re.compile(
    r"(?i)(?:box|drawer|apartado|apdo|caja|casilla|slot|bx|postal|suite|apt|unit|dept|floor|stop)\W*$"
)
_MAIL_STOP = re.compile(r"(?i)\b(?:mail\s?(?:stop|code|drop)|m/s|dept\.?)\s#?[A-Z0-9-]{1,10}\b")
#: What no address runs across: a bracket, the end of a sentence.
_NOT_INSIDE = re.compile(r"[(?!]|[a-z]{3}\.\s[A-Z][a-z]+\s[a-z]")
_BOX_AND_TOWN = re.compile(
    _BOX.pattern + r",\s(?-i:[A-ZÁÉÍÓÚÑ][\w'’.-]+(?:\s[A-ZÁÉÍÓÚÑ][\w'’.-]+){0,2})(?=[;.,)]|\s{2}|$)"
)
#: Without a state, a town's name must stand before the ZIP code.
_TOWN_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][\w.'’-]*\.?,?\s*$")
_WINDOW = 130
#: "Dock Ave Baltimore, MD 21230": the state of Maryland behind a place.
_MARYLAND = re.compile(r",?\sMD,?\s2[01]\d{3}(?:-\d{4})?\b")
_A_STREET = re.compile(
    r"(?i)\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|drive|ct|court|hwy|highway|pkwy|parkway|pike|terrace"
    r"|cir|circle|sq|square|suite|ste|floor|box|apt)\b"
)
#: "Lane" and "Court" are also names.
_ONLY_A_STREET = re.compile(r"(?i)(?:street|ave|avenue|road|rd|blvd|boulevard|hwy|highway|pkwy|parkway|suite|ste)")


def addresses(text: str) -> list[tuple[str, int, int]]:
    """Addresses of a text with their places: from the box or street to the ZIP code."""
    found: list[tuple[str, int, int]] = []
    if _ZIP.search(text) is None:
        return found
    floor = 0
    for town in _TOWN.finditer(text):
        if not town["state"] and _BOX_WORD.search(text[max(0, town.start() - 16) : town.start()]):
            continue
        head = text[max(floor, town.start() - _WINDOW) : town.end()]
        if not town["state"] and not (_TOWN_NAME.search(text[: town.start()]) or _BOX.search(head)):
            continue
        begin = _beginning(head)
        if begin is None:
            continue
        start = town.end() - len(head) + begin
        if "(" in text[start : town.end()]:
            continue
        found.append((one_line(text[start : town.end()]), start, town.end()))
        floor = town.end()
    return found


def boxes_without_zip(text: str) -> list[tuple[str, int, int]]:
    """A box and what follows to the end of its clause, for papers that leave the ZIP code out."""
    return [(one_line(m[0]), m.start(), m.end()) for m in _BOX_AND_TOWN.finditer(text)]


def _beginning(head: str) -> int | None:
    """Where an address begins in the words before its ZIP code: the last box, else the street number."""
    boxes = list(_BOX.finditer(head))
    if boxes:
        stop = [m for m in _MAIL_STOP.finditer(head, 0, boxes[-1].start()) if boxes[-1].start() - m.end() <= 3]
        return stop[-1].start() if stop else boxes[-1].start()
    streets = [
        m
        for m in _STREET.finditer(head)
        if not re.fullmatch(r"\d{5}(?:-\d{4})?", m[0].strip())
        and re.search(r",|\s/\s", head[m.start() :])
        and not _NOT_INSIDE.search(head[m.start() :])
    ]
    streets = streets or [m for m in _CALLE.finditer(head) if not _NOT_INSIDE.search(head[m.start() :])]
    return streets[0].start() if streets else None


def one_line(text: str) -> str:
    """An address on one line: lines joined by commas, the state by its two letters."""
    line = re.sub(r"\s*\n\s*", ", ", text.strip())
    line = re.sub(r"\s*[·•|]\s*|\s/\s", ", ", line)
    line = re.sub(r"\s+", " ", re.sub(r"(?:\s*,)+", ",", line))
    town = _TOWN.search(line)
    if town and town["state"].lower() in STATES:
        line = f"{line[: town.start('state')]}{STATES[town['state'].lower()]} {town['zip']}"
    return re.sub(r",(?=\S)", ", ", line)


def state_of(text: str) -> str | None:
    """The two letters of the state named in a text, the first one."""
    match = re.search(rf"(?i)\b(?:{_STATE_NAMES})\b", text)
    if match:
        return STATES[re.sub(r"\s", " ", match[0].lower())]
    abbreviated = re.match(r"\(?([A-Z]{2})\b", text)
    return abbreviated[1] if abbreviated and abbreviated[1] in _ABBREVIATIONS else None


def placed(text: str, named: re.Match[str]) -> bool:
    """Whether what looks like a name and a degree, `who` of `named`, is a street or a town of Maryland."""
    who = named["who"]
    housed = re.search(r"\d[\w-]*,?\s$", text[: named.start()]) is not None
    return (
        (housed and _A_STREET.search(who) is not None)
        or _MARYLAND.match(text, named.end("who")) is not None
        or _ONLY_A_STREET.fullmatch(who.split()[-1]) is not None
    )
