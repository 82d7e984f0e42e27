"""Damaged remittances: only problems with a segment and one plain sentence, never another exception, never a hang."""

import random
from collections.abc import Iterator

import pytest

from firstcheck.claims.outcomes import harmless_codes
from firstcheck.intake.claim_data import Problem
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.x12 import RemittanceReader
from firstcheck.intake.x12.screening import ScreenedReader
from tests.intake.x12.made import NETWORK_REFUSALS, refused, remittance, written
from tests.intake.x12.test_samples import SAMPLES

NOISE = (
    b"~",
    b"*",
    b":",
    b"\n",
    b"\r\n",
    b"ISA*",
    b"CLP*",
    b"SE*",
    b"~~",
    b"\0",
    b"\xff\xfe",
    b"\xe2\x82\xac",
    b"CAS*CO*",
    b"",
)


def seeds() -> list[bytes]:
    own = remittance(*(refused(str(n), "72148", *codes) for n, codes in enumerate(NETWORK_REFUSALS.values())))
    return [written(own), written(own, "\n"), written(own, between="\r\n"), *(p.read_bytes() for p in SAMPLES)]


def mutated(count: int, seed: int) -> Iterator[bytes]:
    draw, kept = random.Random(seed), seeds()
    for _ in range(count):
        data = bytearray(draw.choice(kept))
        for _ in range(draw.choice((1, 1, 2, 5))):
            at = draw.randrange(len(data) + 1)
            way = draw.randrange(6)
            if way == 0:
                data[at : at + draw.randrange(40)] = b""
            elif way == 1:
                data[at:at] = draw.choice(NOISE)
            elif way == 2 and at < len(data):
                data[at] = draw.randrange(256)
            elif way == 3:
                del data[at:]
            elif way == 4:
                piece = data[at : at + draw.randrange(400)]
                data[at:at] = piece
            else:
                other = draw.choice(kept)
                cut = draw.randrange(len(other))
                data[at:at] = other[cut : cut + 200]
        yield bytes(data)


def survives(data: bytes) -> None:
    for reader in (RemittanceReader(), ScreenedReader(harmless_codes())):
        try:
            claims = list(reader.claims([data[:700], data[700:]]))
        except Unreadable as error:
            assert str(error)
            continue
        for problem in [*reader.problems, *(p for claim in claims for p in claim.problems)]:
            assert isinstance(problem, Problem)
            assert problem.say.endswith(".")
            assert 0 <= problem.segment <= reader.segments + 1
        assert claims or reader.count or b"CLP*" not in data or reader.problems


def test_it_survives_damage() -> None:
    for data in mutated(400, 11):
        survives(data)


@pytest.mark.long
def test_it_survives_ten_thousand_damaged_files() -> None:
    for data in mutated(10_000, 12):
        survives(data)
