"""The ledger of changes: for each page the day on which its own words last changed, and a fingerprint of them.

knowledge/pages/ledger.yaml holds it; `firstcheck site ledger` brings it up to date. A page whose words are not those of
the ledger has no day: nothing is claimed that is not known.
"""

import hashlib
import html
import re
from datetime import date
from pathlib import Path

from firstcheck.site.guide.book import Book
from firstcheck.site.guide.page import Link, Page

_SHARED = re.compile(r"<(\w+)[^>]*\bdata-shared\b[^>]*>.*?</\1>", re.DOTALL)
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_SHORT = 12


def own_text(page_html: str) -> str:
    """The words of a page that are its own: its main part without frames that many pages share."""
    main = _MAIN.search(page_html)
    text = re.sub(r"<[^>]+>", " ", _SHARED.sub(" ", main[0] if main else ""))
    return " ".join(html.unescape(text).split())


def mark(page_html: str) -> str:
    """A short fingerprint of a page's own words."""
    return hashlib.sha256(own_text(page_html).encode()).hexdigest()[:_SHORT]


def kept(book: Book) -> dict[str, tuple[str, str]]:
    """Day and fingerprint of each page in the ledger."""
    rows = book.knowledge.pages.get("ledger", {})
    return {path: (row.split(" ")[0], row.split(" ")[1]) for path, row in rows.items()}


def changes(book: Book) -> list[tuple[str, list[Link]]]:
    """The days on which pages changed, newest first, and those pages."""
    days: dict[str, list[Link]] = {}
    for path, (day, _) in kept(book).items():
        name = path.removeprefix("/guide/denials/").strip("/")
        if name in book.knowledge.scenarios:
            days.setdefault(day, []).append(book.scenario_link(name))
    return sorted(days.items(), reverse=True)


def renewed(book: Book, drawn: dict[str, tuple[Page, str]], today: date) -> dict[str, str]:
    """The ledger brought up to date: `drawn` are the pages and their HTML by path."""
    before = kept(book)
    rows = {}
    for path, (_, text) in sorted(drawn.items()):
        now = mark(text)
        day = before[path][0] if path in before and before[path][1] == now else today.isoformat()
        rows[path] = f"{day} {now}"
    return rows


def write(rows: dict[str, str], file: Path) -> None:
    """Write the ledger."""
    lines = [f'"{path}": "{row}"\n' for path, row in rows.items()]
    head = "# The day on which each page's own words last changed; `firstcheck site ledger` writes this file.\n"
    file.write_text(head + "".join(lines), encoding="utf-8")
