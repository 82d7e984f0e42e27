"""FHIR JSON and XML to plain trees, and the tolerant steps by which a reader walks them.

JSON numbers keep their digits (`Decimal`). XML is read by expat alone: a document type or an entity of its own is
refused, so that no text can grow or reach outside.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypeAlias
from xml.parsers import expat

import msgspec

from firstcheck.intake.encoding import decode
from firstcheck.intake.errors import Unreadable

Tree: TypeAlias = dict[str, Any]
_DAMAGED = "This claim data (FHIR) is damaged and could not be read. Ask for the file again."
_DEEPEST = 60
_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_XML = re.compile(r"\s*<")


def resources(data: bytes) -> Iterator[Tree]:
    """Every resource of a file in order: one alone, a Bundle's entries, an array, or one a line (NDJSON)."""
    text = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    if b"\0" in text[:64]:
        text = decode(data).encode("utf-8", "replace")
    if _XML.match(text[:64].decode("latin-1")):
        yield from opened(_from_xml(text))
        return
    try:
        yield from opened(_DECODER.decode(text))
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        yield from _by_lines(text)


def _by_lines(text: bytes) -> Iterator[Tree]:
    """NDJSON; the first line that is no JSON makes the file unreadable where nothing was read before it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise Unreadable(_DAMAGED)
    read = 0
    for line in lines:
        try:
            tree = _DECODER.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            if not read:
                raise Unreadable(_DAMAGED) from None
            yield {}
            continue
        read += 1
        yield from opened(tree)


#: Parts of a record that a reader looks at; the others (care team, supporting information ...) are half of its bytes.
_LOOKED_AT = (
    "resourceType", "id", "identifier", "status", "use", "outcome", "created", "billablePeriod", "payment", "insurance",
    "type", "patient", "insurer", "provider", "requestor", "contained", "preAuthRef", "diagnosis", "adjudication",
    "total", "processNote", "disposition", "error", "item", "addItem", "entry",
)  # fmt: skip
_TOP = msgspec.defstruct("_TOP", [(name, Any, msgspec.UNSET) for name in _LOOKED_AT])
_TOP_DECODER = msgspec.json.Decoder(_TOP, float_hook=Decimal)


def one_line(line: bytes) -> Tree | None:
    """The resource on one line of NDJSON, without the parts that no reader looks at; None where it is none."""
    try:
        top = _TOP_DECODER.decode(line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    values = ((name, getattr(top, name)) for name in _LOOKED_AT)
    return {name: value for name, value in values if value is not msgspec.UNSET}


def opened(tree: object, depth: int = 0) -> Iterator[Tree]:
    """Bundles and arrays opened, however they are nested."""
    if depth > _DEEPEST:
        return
    if isinstance(tree, list):
        for item in tree:
            yield from opened(item, depth + 1)
    elif isinstance(tree, dict):
        if tree.get("resourceType") == "Bundle":
            for entry in entries(tree, "entry"):
                yield from opened(entry.get("resource"), depth + 1)
        else:
            yield tree


def entries(tree: Tree, name: str) -> list[Tree]:
    """The objects below a name; one alone counts as a list of one, anything else as none."""
    value = tree.get(name)
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def child(tree: Tree, name: str) -> Tree:
    """The object below a name, the first of a list, an empty one where there is none."""
    return (entries(tree, name) or [{}])[0]


def text(tree: Tree, name: str) -> str | None:
    """Text or number below a name, as text; None for empty ones and for objects."""
    value = tree.get(name)
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def codings(concept: Tree) -> Iterator[tuple[str, str]]:
    """System and code of each coding of a concept that has a code."""
    for coding in entries(concept, "coding"):
        code = text(coding, "code")
        if code:
            yield text(coding, "system") or "", code


class _Element:
    def __init__(self, name: str, value: str | None) -> None:
        self.name, self.value, self.children = name, value, list[tuple[str, Any]]()

    def tree(self) -> object:
        """A primitive is its value; children of one name become a list."""
        if not self.children:
            return self.value if self.value is not None else {}
        found: Tree = {}
        for name, item in self.children:
            if name in found:
                before = found[name]
                found[name] = [*before, item] if isinstance(before, list) else [before, item]
            else:
                found[name] = item
        return found


def _from_xml(data: bytes) -> Tree:
    root: list[Tree] = []
    stack: list[_Element] = []

    def refuse(*_: object) -> None:
        raise Unreadable("This XML file declares a document type, which claim data never does. It is not read.")

    def begun(name: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEEPEST:
            raise Unreadable(_DAMAGED)
        stack.append(_Element(name.rpartition(":")[2], attributes.get("value") or attributes.get("url")))
        if "url" in attributes:
            stack[-1].children.append(("url", attributes["url"]))

    def closed(name: str) -> None:
        element = stack.pop()
        tree = element.tree()
        if element.name[:1].isupper() and isinstance(tree, dict):
            tree = {"resourceType": element.name, **tree}
        if not stack:
            root.append(tree if isinstance(tree, dict) else {})
        elif element.name[:1].isupper():  # <resource><ExplanationOfBenefit>: the wrapper takes its place
            stack[-1].children += list(tree.items()) if isinstance(tree, dict) else []
        else:
            stack[-1].children.append((element.name, tree))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = begun
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(_DAMAGED) from None
    return root[0] if root else {}
