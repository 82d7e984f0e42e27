"""`firstcheck codes CO-242 N130`: what codes mean, in words for 80 columns or as JSON."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from firstcheck.intake.errors import Unreadable
from firstcheck.knowledge.code_words import Explained, UnreadableList, explain, own_list, together
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Knowledge

_WIDTH = 80


def codes(asked: Sequence[str], listed: str | None, *, as_json: bool) -> str:
    """The answer for some codes. Raises Unreadable for an owner's list that cannot be read."""
    known = knowledge()
    try:
        official = own_list(Path(listed)) if listed else {}
    except UnreadableList as fault:
        raise Unreadable(str(fault)) from None
    typed = [part for text in asked for part in text.replace(",", " ").split()]
    found = [item for text in typed for item in explain(text, known, official)]
    said = together(found, known)
    if as_json:
        return msgspec.json.encode({"codes": found, "together": said}).decode() + "\n"
    return "\n".join(_lines(found, said, known)) + "\n"


def _lines(found: Sequence[Explained], said: Sequence[str], known: Knowledge) -> Iterator[str]:
    say = known.pages["codes"]
    for item in found:
        yield from _item(item, known)
    if said:
        yield f"{say['together']}:"
        for sentence in said:
            yield from _wrap(f"- {sentence}", "  ", "    ")
        yield ""
    yield from _wrap(f"{say['list_of']} {say['list_note']}", "")


def _item(item: Explained, known: Knowledge) -> Iterator[str]:
    say = known.pages["codes"]
    yield f"{item.group}-{item.code}" if item.group else item.code
    if not item.known:
        yield from _wrap(say["unknown"], "  ")
    pages = ", ".join(known.scenarios[name].title for name in item.scenarios[:4])
    who = ", ".join(item.who_must_act)
    family = known.pages["families"].get(item.family, "")
    parts = (
        ("meaning", item.meaning),
        ("family", family if item.family not in ("none", "") else ""),
        ("first_check", item.first_check),
        ("who_must_act", who),
        ("known_until", item.note),
        ("official", item.official),
        ("scenarios", pages),
    )
    for label, text in parts:
        if text:
            yield from _wrap(f"{say[label]}: {text}", "  ", "    ")
    if item.consequence:
        yield from _wrap(item.consequence, "  ")
    yield ""


def _wrap(text: str, indent: str, further: str | None = None) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent if further is None else further)
