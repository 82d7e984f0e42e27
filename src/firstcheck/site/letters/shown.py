"""A letter as the preview page shows it: blocks that belong together gathered into lists."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from firstcheck.documents.letter import Block, Letter


class Gathered(msgspec.Struct, frozen=True):
    """Blocks of one role that follow each other."""

    role: str
    blocks: tuple[Block, ...]


def gathered(letter: Letter) -> list[Gathered]:
    """The whole letter in order."""
    return list(_gathered(letter))


def _gathered(letter: Letter) -> Iterator[Gathered]:
    for role, run in groupby(letter.blocks, key=lambda block: block.role):
        yield Gathered(role.value, tuple(run))
