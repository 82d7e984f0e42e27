"""More than three hundred letters, each altered in one place that matters: the gates catch every one."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from firstcheck.documents.draft import draft
from firstcheck.documents.found import find
from firstcheck.documents.gates import check
from firstcheck.documents.letter import Block, Letter, Origin, Role, Span
from firstcheck.documents.spoken import MONTHS, spoken_date
from firstcheck.knowledge.load import knowledge
from tests.documents.papers import TODAY, pairs, settled

LETTERS = knowledge().letters
_FOREIGN_LAW = (
    "29 CFR 2560.503-1(h)(2)(i)",
    "42 USC 1395dd",
    "45 CFR 164.524",
    "15 USC 1692g",
    "Section 501(c) of the tax code",
    "the Americans with Disabilities Act",
    "ERISA",
    "Tex. Ins. Code 1301.999",
    "42 CFR 438.420",
    "Pub. L. 116-260",
)
_FAMILIES = ("number", "date", "amount", "quote", "law", "reference", "swap")


def _changed(letter: Letter, place: int, spans: tuple[Span, ...]) -> Letter:
    block = msgspec.structs.replace(letter.blocks[place], spans=spans)
    return msgspec.structs.replace(letter, blocks=(*letter.blocks[:place], block, *letter.blocks[place + 1 :]))


def _with(letter: Letter, place: int, index: int, text: str) -> Letter:
    spans = letter.blocks[place].spans
    span = Span(text, spans[index].origin, spans[index].ref)
    return _changed(letter, place, (*spans[:index], span, *spans[index + 1 :]))


def _other_digit(text: str, chance: random.Random) -> str:
    places = [n for n, char in enumerate(text) if char.isdigit()]
    n = chance.choice(places)
    return text[:n] + chance.choice([d for d in "0123456789" if d != text[n]]) + text[n + 1 :]


def _mutants(letter: Letter, chance: random.Random) -> Iterator[tuple[str, Letter]]:
    """One altered letter for every value that the letter states, by family."""
    for place, block in enumerate(letter.blocks):
        for index, span in enumerate(block.spans):
            yield from _of_span(letter, place, index, span, chance)
        if block.role is Role.PARAGRAPH:
            yield from _inserted(letter, place, block, chance)
    yield from _swapped(letter)


def _of_span(letter: Letter, place: int, index: int, span: Span, chance: random.Random) -> Iterator[tuple[str, Letter]]:
    family = "reference" if letter.blocks[place].role is Role.REFERENCE else "number"
    if span.origin is Origin.QUOTE:
        words = span.text.split()
        at = chance.randrange(len(words))
        yield "quote", _with(letter, place, index, " ".join((*words[:at], "never", *words[at + 1 :])))
        yield "quote", _with(letter, place, index, " ".join((*words[: len(words) // 2], *words[len(words) // 2 + 1 :])))
    elif span.origin is Origin.LAW:
        if re.search(r"\d", span.text):
            yield "law", _with(letter, place, index, _other_digit(span.text, chance))
        yield "law", _with(letter, place, index, chance.choice(_FOREIGN_LAW))
    elif span.origin in (Origin.FACT, Origin.OWN) and re.search(r"\d", span.text):
        if find(span.text).dates:
            moved = TODAY + timedelta(days=chance.randrange(400, 4000))
            yield "date", _with(letter, place, index, spoken_date(moved, letter.language))
        elif "$" in span.text:
            yield "amount", _with(letter, place, index, _other_digit(span.text, chance))
        else:
            yield family, _with(letter, place, index, _other_digit(span.text, chance))


def _inserted(letter: Letter, place: int, block: Block, chance: random.Random) -> Iterator[tuple[str, Letter]]:
    """A sentence that brings something of its own."""
    month = MONTHS["en"][chance.randrange(12)]
    brought = (
        ("date", f" It was on {month} {chance.randrange(1, 28)}, {chance.randrange(1990, 2019)}."),
        ("amount", f" The bill was ${chance.randrange(2000, 9000)}.{chance.randrange(10, 99)}."),
        ("number", f" The reference is {chance.choice('QXZ')}{chance.randrange(10**6, 10**7)}."),
        ("law", f" This follows from {chance.choice(_FOREIGN_LAW)}."),
        ("quote", " You told me “we will pay all of it next week”."),
    )
    family, text = chance.choice(brought)
    yield family, _changed(letter, place, (*block.spans, Span(text, Origin.OWN)))


def _swapped(letter: Letter) -> Iterator[tuple[str, Letter]]:
    """Two true values in each other's place, at the top and inside sentences."""
    rows = [n for n, block in enumerate(letter.blocks) if block.role is Role.REFERENCE]
    for one, other in pairwise(rows):
        if letter.blocks[one].text != letter.blocks[other].text:
            swapped = _changed(letter, one, letter.blocks[other].spans)
            yield "swap", _changed(swapped, other, letter.blocks[one].spans)
    dates = [
        b
        for b in letter.blocks
        if b.role is Role.PARAGRAPH and b.text.startswith(("Your notice of", "I appeal your decision"))
    ]
    for block in dates:
        yield "swap", _with(letter, letter.blocks.index(block), 1, spoken_date(TODAY))


@cache
def mutants() -> list[tuple[str, str, str, Letter]]:
    chance = random.Random(2026)
    found = []
    for kind, plan in pairs():
        letter = draft(settled(kind, plan), LETTERS[kind]).letter
        found += [(kind, plan, family, mutant) for family, mutant in _mutants(letter, chance)]
    return found


def test_it_holds_that_no_unaltered_letter_is_caught() -> None:
    for kind, plan in pairs():
        assert draft(settled(kind, plan), LETTERS[kind]).verdict.final, (kind, plan)


def test_it_holds_that_there_are_more_than_three_hundred() -> None:
    assert len(mutants()) >= 300
    assert sum(len(_some(family, 46)) for family in _FAMILIES) >= 300
    counted = {family: sum(m[2] == family for m in mutants()) for family in _FAMILIES}
    assert all(count >= 20 for count in counted.values()), counted


def _some(family: str, most: int) -> list[tuple[str, str, str, Letter]]:
    """That many of a family, from letters of every kind."""
    found = [mutant for mutant in mutants() if mutant[2] == family]
    return found[:: max(1, len(found) // most)][:most]


@pytest.mark.parametrize("family", _FAMILIES)
def test_it_holds_that_three_hundred_and_more_altered_letters_are_caught(family: str) -> None:
    _all_caught(_some(family, 46))


@pytest.mark.long
@pytest.mark.parametrize("family", _FAMILIES)
def test_it_holds_that_every_altered_letter_is_caught(family: str) -> None:
    _all_caught([mutant for mutant in mutants() if mutant[2] == family])


def _all_caught(altered_letters: list[tuple[str, str, str, Letter]]) -> None:
    missed = []
    for kind, plan, altered, letter in altered_letters:
        verdict = check(letter, settled(kind, plan), LETTERS[kind])
        if verdict.final:
            whole = draft(settled(kind, plan), LETTERS[kind]).letter
            missed += [
                (kind, plan, altered, a.text, b.text)
                for a, b in zip(whole.blocks, letter.blocks, strict=True)
                if a != b
            ]
    assert not missed, missed[:5]
