"""A person's name and the member's number printed side by side, whichever comes first and however they are parted.

Takes a Survey; gives Pairs: "Winifred Achterberg, Plan ID 71-2209-4418-W", "Member: Lavinia Okoro   HOA-33907-L",
"Mbr BRT 8830 4417 / Simone Okafor". Neither half needs a label of its own when the other one has it.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.extract.identifiers import identifier
from firstcheck.extract.layout import Line
from firstcheck.extract.names import is_care_provider, is_organisation, person
from firstcheck.extract.survey import Survey

_WORD = r"[A-ZÁÉÍÓÚÑ](?:[\w'’\-]{0,3}\.|[\w'’\-]*)"
_NAME = rf"(?P<name>{_WORD}, {_WORD}(?: [A-Z]\.?)?|(?:{_WORD} ){{1,4}}{_WORD})"
_NUMBER_WORD = (
    r"(?:(?:[A-Za-z]+ )?(?:id(?:entification)?|cert(?:ificate)?|card|mbi|dbn|member|mbr|enrollee|subscriber"
    r"|certificado|afiliad[oa]|tarjeta|identificaci[oó]n|p[oó]liza"
    r"|(?-i:[A-Z]{2,4})(?=#))\b(?: (?:code|key))?\.? ?(?:no\.?|number|#|id|n\.?º"
    r"|n[uú]m(?:ero)?\.?)?|(?:no\.|#|n[uú]m\.|n\.?º|number))"
)
#: "Bernard Zawadzki, ID BSP77 204 1190": the number has its label, the name has none.
_BEFORE = re.compile(
    rf"{_NAME}(?: \([^()]{{1,24}}\))?\s?[,;/|(–-]?\s{{0,6}}(?i:{_NUMBER_WORD})[:.\s]{{1,3}}(?P<id>[A-Z0-9].*)"
)
_AFTER_NAME = re.compile(
    rf"(?:\s?\([^()]{{1,40}}\))?\s{{0,12}}[,;/|(–-]?\s{{0,12}}(?:(?i:{_NUMBER_WORD})[:.\s]{{0,3}})?"
)
_PARTED = re.compile(r"\s?[,;/|(]\s?")
#: A greeting, or a name alone in its cell, and the number behind it: "Dear Hiroshi Valderrama (RPH 7721-04-188),".
_GREETED = re.compile(
    rf"^\W{{0,2}}(?i:dear|estimad[oa](?:/a)?|hola|hello)[ :,]+{_NAME}\s\((?:[A-Z]?[a-zé]{{2,}}:? )?"
    r"(?P<id>[A-Z0-9][^()]{5,30})\)"
)
_BESIDE = re.compile(
    rf"^{_NAME}(?:\s{{2,40}}|\s{{0,9}}/\s{{1,9}}|\s?[·.|]\s[^·.|]{{3,30}}\s[·.|]\s)"
    r"(?P<id>[A-Z]{2,4}[- ]?\d[0-9A-Z -]{5,20}?)(?=\s{2}|\s/\s|$)"
)
#: A name and a number that opens with the plan's letters: where a portal's line ends, or behind "Re".
_TRAILED = re.compile(rf"[·•|]\s{_NAME}\s[·•|]\s(?P<id>[A-Z]{{2,4}}[- ]?\d[0-9A-Z -]{{5,20}})$")
_REGARDING = re.compile(
    rf"^(?i:re|regarding|asunto)\b[\s:.]{{1,5}}{_NAME},\s(?P<id>[A-Z]{{2,4}}[- ]\d[0-9 -]{{6,20}})(?=,)"
)
_HEAD = 14
_AFTER_NUMBER = re.compile(r"\s{0,2}[/,|–-]\s{0,2}")
_NO_MEMBER = re.compile(
    r"(?:NPI|TIN|CPT|DOS|DOB|POS|RX|HCPCS|ICN|DCN|DX|EIN|PO|BOX|REF|CASE|CLAIM|DIV|GRP|GROUP)\b", re.I
)
_REACH = 60


class Pair(msgspec.Struct, frozen=True):
    """A person and a member's number; offsets in the page's text, `line` counts over the document."""

    name: str
    number: str
    page: int
    name_at: tuple[int, int]
    number_at: tuple[int, int]
    line: int


def named_numbers(seen: Survey) -> list[Pair]:
    """Every such pair near the top of a paper, those whose name has a label first."""
    return [*_behind_names(seen), *_before_names(seen), *_unlabelled(seen)]


def _number(text: str) -> str | None:
    value = None if _NO_MEMBER.match(text) else identifier(text)
    return value if value and sum(map(str.isdigit, value)) >= 5 and len(value) >= 6 else None


def _behind_names(seen: Survey) -> Iterator[Pair]:
    """A labelled name, the number behind it in the same line."""
    for item in seen.labelled("patient", "member_name"):
        name = (person(item.text) or person(_PARTED.split(item.text)[0])) if item.sure else None
        if name is None or is_organisation(name):
            continue
        line = seen.sheet.lines[item.line]
        end = item.start - line.start + _extent(item.text, name)
        parted = _AFTER_NAME.match(line.text, end)
        value = _number(line.text[parted.end() :]) if parted and parted.end() > end else None
        if parted and value:
            yield _pair(line, name, (item.start - line.start, end), value, parted.end())


def _before_names(seen: Survey) -> Iterator[Pair]:
    """A labelled number, the name behind it: "Mbr BRT 8830 4417 / Simone Okafor-Blythe"."""
    for item in seen.labelled("member_id"):
        value = _number(item.text) if item.sure else None
        parted = _AFTER_NUMBER.match(item.text, item.text.find(value) + len(value)) if value else None
        name = _person(item.text[parted.end() :]) if parted else None
        if value and parted and name:
            line = seen.sheet.lines[item.line]
            at = item.start - line.start
            span = (at + parted.end(), at + parted.end() + _extent(item.text[parted.end() :], name))
            yield _pair(line, name, span, value, at + item.text.find(value))


def _unlabelled(seen: Survey) -> Iterator[Pair]:
    for line in seen.sheet.lines[:_REACH]:
        figures = line.cells and any(map(str.isdigit, line.text))
        match = _BEFORE.search(line.text) if figures else None
        if match is None and figures:
            match = _GREETED.match(line.text) or (_near_the_top(line.text.strip()) if line.number < _HEAD else None)
        name = _person(match["name"]) if match else None
        value = _number(match["id"]) if match and name else None
        if match and name and value:
            shift = line.text.find(match.string[:20]) if match.string != line.text else 0
            begin, end = match.span("name")
            yield _pair(line, name, (begin + shift, end + shift), value, match.start("id") + shift)


def _near_the_top(text: str) -> re.Match[str] | None:
    return _BESIDE.match(text) or _TRAILED.search(text) or _REGARDING.match(text)


def _person(text: str) -> str | None:
    name = person(text)
    return None if name is None or is_organisation(name) or is_care_provider(name) else name


def _pair(line: Line, name: str, span: tuple[int, int], value: str, at: int) -> Pair:
    start = line.start + line.text.find(value, at)
    return Pair(
        name, value, line.page, (line.start + span[0], line.start + span[1]), (start, start + len(value)), line.number
    )


def _extent(text: str, name: str) -> int:
    """How far the printed words of a name reach into a field."""
    return max((text.lower().find(word.lower()) + len(word) for word in name.split()), default=len(text))
