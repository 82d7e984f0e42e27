"""What every kind of knowledge file shares: frozen, and no unknown fields."""

from typing import TypeAlias

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Manners that every kind of file shares."""


Conditions: TypeAlias = dict[str, tuple[str, ...]]
