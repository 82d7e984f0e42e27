"""What the owner of a site configures: its address, who runs it, service levels, named reviewers.

Read from the TOML file that FIRSTCHECK_OWNER names, or `owner.toml` in the state directory. Without one the site is a
private one with a single level: free, by yourself.
"""

import os
import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from firstcheck.site.state import state_dir


class OwnerError(Exception):
    """The owner's file is wrong; `str(error)` says where and what to do."""


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of service. `review` levels take requests; `price` is said as it stands."""

    id: str
    name: str
    price: str
    what: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    review: bool = False


class Review(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named person read a page on a day. `page` is the address of the page, such as /guide/denials/filed-late/."""

    page: str
    name: str
    day: str
    role: str = ""


class Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The owner's file. `address` is how the public reaches the site (https://...), empty for a private one."""

    address: str = ""
    name: str = ""
    contact: str = ""
    #: where the analyzer runs, for a guide served as plain files
    analyzer: str = ""
    levels: tuple[Level, ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def public(self) -> bool:
        """Whether the site has a public address, so that crawlers are welcome to the guide."""
        return bool(self.address)

    def level(self, name: str) -> Level | None:
        """A level by id."""
        return next((level for level in self.levels if level.id == name), None)

    def review_of(self, page: str) -> Review | None:
        """Who reviewed a page."""
        return next((review for review in self.reviews if review.page == page), None)


def read(file: Path) -> Owner:
    """The owner's file. Raises OwnerError."""
    try:
        found = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Owner)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as problem:
        raise OwnerError(f"The owner's file '{file.name}' cannot be used: {problem}") from None
    return msgspec.structs.replace(found, address=found.address.rstrip("/"))


@lru_cache(maxsize=1)
def owner() -> Owner:
    """The owner of this site. Raises OwnerError."""
    named = os.environ.get("FIRSTCHECK_OWNER")
    file = Path(named) if named else state_dir() / "owner.toml"
    return read(file) if named or file.exists() else Owner()


def levels() -> tuple[Level, ...]:
    """The levels of service on offer; the free one where the owner names none."""
    from firstcheck.site.analyzer.wording import say

    free = Level("self", say("level_free_name"), say("level_free_price"), tuple(say("level_free_what").split(" | ")))
    return owner().levels or (free,)
