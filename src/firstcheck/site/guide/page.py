"""What a guide page is, before it is drawn."""

from typing import Any

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A link to a guide page (`path` without the language) or, with `outside`, to another site.

    `lang` is the language of its title where that is not the language of the page.
    """

    title: str
    path: str
    note: str = ""
    outside: bool = False
    lang: str = ""


class Page(msgspec.Struct, frozen=True):
    """A page: where it is, how it is called, and what its template shows (`words`).

    `keywords` are further words by which it is found; `indexed` is whether crawlers are asked to keep it; `marked_up`
    is what schema.org is told beyond title, dates and place. `english`: its text is not in the page's language.
    """

    path: str
    kind: str
    title: str
    description: str
    words: dict[str, Any] = {}
    crumbs: tuple[Link, ...] = ()
    keywords: str = ""
    indexed: bool = True
    marked_up: dict[str, Any] = {}
    english: bool = False

    @property
    def link(self) -> Link:
        """A link to it."""
        return Link(self.title, self.path, self.description)

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"guide/{self.kind}.html"
