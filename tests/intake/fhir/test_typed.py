"""The quick reading of a record on one line equals the tolerant walk, on samples, made records and damaged ones."""

import copy
import json
import random

import pytest

from firstcheck.intake.fhir.records import read_record
from firstcheck.intake.fhir.tree import one_line
from firstcheck.intake.fhir.typed import read_line
from tests.intake.fhir.test_records import STRANGE, places, seeds


def same(data: bytes) -> bool:
    """Whether the quick reading took the line; where it did, both are equal."""
    quick = read_line(data, 7)
    if quick is None:
        return False
    tree = one_line(data)
    assert tree is not None
    assert quick == read_record(tree, 7, keep=False)
    return True


def test_it_takes_every_plain_record() -> None:
    assert all(same(json.dumps(each).encode()) for each in seeds())


def equals(count: int, seed: int) -> None:
    draw, kept, quick = random.Random(seed), seeds(), 0
    for n in range(count):
        tree = copy.deepcopy(draw.choice(kept))
        for _ in range(draw.choice((1, 2, 4))):
            inside, key = draw.choice(list(places(tree)))
            inside[key] = copy.deepcopy(draw.choice(STRANGE))
        data = json.dumps(tree).encode()
        if n % 4 == 0:
            at = draw.randrange(len(data))
            data = data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]
        quick += same(data)
    assert count / 4 < quick < count


def test_it_equals_the_tolerant_walk_on_strange_records() -> None:
    equals(80, 11)


@pytest.mark.long
def test_it_equals_the_tolerant_walk_on_thousands_of_strange_records() -> None:
    equals(5_000, 12)


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b'{"resourceType":"Bundle"}', b'{"resourceType":"Patient"}', b"{"])
def test_it_leaves_other_lines_alone(line: bytes) -> None:
    assert read_line(line, 1) is None
