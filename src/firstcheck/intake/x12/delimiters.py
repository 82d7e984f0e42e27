"""Which characters divide an X12 text, found by counting: published files are often not of fixed width.

Takes the beginning of a text; gives Delimiters, or None where it is no X12 text.
"""

import re

import msgspec

#: Element separators of ISA before its last element, which is the component separator.
_ISA_ELEMENTS = 16
_LONGEST_ISA = 400
_SEGMENTS = "GS|ST|BPR|TRN|CUR|REF|DTM|N1|N3|N4|PER|LX|TS2|TS3|CLP|CAS|NM1|MIA|MOA|AMT|QTY|SVC|LQ|SE|PLB"
#: What a pasted piece of a remittance may begin with.
_FRAGMENT = re.compile(rf"\s*({_SEGMENTS})([^A-Za-z0-9\s.,;:'\"()<-])")
_ISA = re.compile(r"\s*ISA([^A-Za-z0-9\s])")


class Delimiters(msgspec.Struct, frozen=True):
    """Element, component and segment characters of an interchange; `begins` is where its text starts."""

    element: str
    component: str
    segment: str
    begins: int = 0


def find_delimiters(text: str) -> Delimiters | None:
    """The delimiters of a text that begins with ISA, or with any segment of a remittance; None for other texts."""
    start = 1 if text.startswith("\ufeff") else 3 if text.startswith("\xef\xbb\xbf") else 0
    isa = _ISA.match(text, start)
    if isa:
        return _of_interchange(text, isa.end() - 1)
    piece = _FRAGMENT.match(text, start)
    if piece is None:
        return None
    element = piece[2]
    terminator = _terminator(text, piece.end(), element)
    return Delimiters(element, _component(text, element), terminator, piece.start(1)) if terminator else None


def _of_interchange(text: str, first: int) -> Delimiters | None:
    """Sixteen separators from `first` on; behind the sixteenth stand the component separator and the terminator."""
    element, place = text[first], first
    for _ in range(_ISA_ELEMENTS - 1):
        place = text.find(element, place + 1, first + _LONGEST_ISA)
        if place < 0:
            return None
    component, behind = text[place + 1 : place + 2], place + 2
    begins = first - 3
    if component.isspace() or not component:
        return None
    # a separator may have been dropped (":" missing): then the element itself is followed by the terminator
    after = text[behind : behind + 1]
    if after and not after.isspace() and not after.isalnum() and after != element:
        return Delimiters(element, component, after, begins)
    led = re.compile(r"\s*([^A-Za-z0-9\s])?\s*(?:GS|ST|TA1)" + re.escape(element)).match(text, behind)
    if led and led[1] and led[1] != element:
        return Delimiters(element, component, led[1], begins)
    if after in ("\n", "\r"):
        return Delimiters(element, component, "\n", begins)
    return Delimiters(element, component, "~", begins) if "~" in text else None


def _terminator(text: str, start: int, element: str) -> str | None:
    """The character before the second segment of a text without an ISA; a line feed where only lines divide it."""
    second = re.compile(
        rf"([^A-Za-z0-9\s{re.escape(element)}]?)(\s*)(?<![A-Za-z0-9])(?:{_SEGMENTS}){re.escape(element)}"
    )
    for match in second.finditer(text, start):
        if match[1]:
            return match[1]
        if "\n" in match[2] or "\r" in match[2]:
            return "\n"
    last = text.rstrip()[-1:]
    return last if last and not last.isalnum() and last != element else "\n"


def _component(text: str, element: str) -> str:
    """The character behind the qualifier of the first procedure: SVC*HC:..."""
    found = re.search(rf"SVC{re.escape(element)}[A-Z0-9]{{2}}([^A-Za-z0-9\s])", text)
    return found[1] if found and found[1] != element else ":"
