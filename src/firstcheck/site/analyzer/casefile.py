"""One person's case between two pages: papers, corrections, answers. Opened by the cookie, kept in the vault."""

import re
import time
from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse

from firstcheck.analyze import Analysis, analyze
from firstcheck.intake import Document
from firstcheck.site.analyzer.second_look import without
from firstcheck.site.analyzer.vault import Ticket, Vault
from firstcheck.site.state import session_dir

COOKIE = "firstcheck"
#: Name of the answer that holds what the person says in their own words.
NOTE = "note"
_SWEEP_SECONDS = 60.0
_swept = 0.0
_PICTURED = re.compile(r"application/pdf|image/")


class Kept(msgspec.Struct, frozen=True):
    """What the person has said so far. An answer of None says that what was read is wrong and nothing replaces it."""

    papers: int = 0
    answers: dict[str, str | None] = {}
    skipped: tuple[str, ...] = ()
    example: bool = False
    #: the guide page from which the person came
    page: str = ""


class CaseFile:
    """The case of one browser session. Every change is saved at once."""

    def __init__(self, vault: Vault, ticket: Ticket, kept: Kept) -> None:
        self._vault = vault
        self.ticket = ticket
        self.kept = kept

    def documents(self) -> tuple[Document, ...]:
        """The papers as read, in the order given."""
        found = (self._vault.get(self.ticket, f"document-{n}") for n in range(self.kept.papers))
        return tuple(msgspec.msgpack.decode(data, type=Document) for data in found if data is not None)

    def original(self, number: int) -> bytes | None:
        """The bytes of a paper that has a picture; None for text and for numbers that are not there."""
        return self._vault.get(self.ticket, f"original-{number}")

    def picture(self, paper: int, page: int) -> bytes | None:
        """A page picture (PNG) made earlier."""
        return self._vault.get(self.ticket, f"picture-{paper}-{page}")

    def keep_picture(self, paper: int, page: int, png: bytes) -> None:
        """Keep a page picture for the next look."""
        self._vault.put(self.ticket, f"picture-{paper}-{page}", png)

    def entry(self, name: str) -> bytes | None:
        """What another part of the site keeps in this session under a name of its own."""
        return self._vault.get(self.ticket, name)

    def keep_entry(self, name: str, data: bytes) -> None:
        """Keep it, encrypted like everything of the session."""
        self._vault.put(self.ticket, name, data)

    def add(self, document: Document, data: bytes | None) -> None:
        """Add a paper. `data` are its bytes where it came as a file."""
        number = self.kept.papers
        self._vault.put(self.ticket, f"document-{number}", msgspec.msgpack.encode(document))
        if data is not None and _PICTURED.match(document.media_type):
            self._vault.put(self.ticket, f"original-{number}", data)
        self.change(papers=number + 1)

    def answer(self, name: str, value: str | None) -> None:
        """Take an answer or a correction; a skipped question is then no longer skipped."""
        answers = {**self.kept.answers, name: value}
        self.change(answers=answers, skipped=tuple(n for n in self.kept.skipped if n != name))

    def forget(self, name: str) -> None:
        """Take an answer back: what the paper says holds again."""
        self.change(answers={n: v for n, v in self.kept.answers.items() if n != name})

    def skip(self, *names: str) -> None:
        """The person does not know these."""
        answers = {n: v for n, v in self.kept.answers.items() if n not in names}
        self.change(answers=answers, skipped=tuple(dict.fromkeys((*self.kept.skipped, *names))))

    def change(self, **changes: object) -> None:
        """Save changed fields of what is kept."""
        self.kept = msgspec.structs.replace(self.kept, **changes)
        self._vault.put(self.ticket, "case", msgspec.msgpack.encode(self.kept))

    def delete(self) -> None:
        """Delete everything."""
        self._vault.delete(self.ticket)

    def analysis(self) -> Analysis:
        """The analysis of what is known now, without what the person marked as wrong."""
        given = {name: value for name, value in self.kept.answers.items() if value is not None}
        withdrawn = self.kept.answers.keys() - given.keys()
        return without(analyze(self.documents(), given, date.today()), withdrawn)


def vault() -> Vault:
    """The vault of this site, idle sessions removed at most once a minute."""
    global _swept  # noqa: PLW0603 - the time of the last sweep belongs to the process
    found = Vault(session_dir())
    if time.monotonic() - _swept > _SWEEP_SECONDS:
        _swept = time.monotonic()
        found.sweep()
    return found


def open_case(request: HttpRequest) -> CaseFile | None:
    """The case of the cookie; None where there is none or its hour is over."""
    ticket = Ticket.parse(request.COOKIES.get(COOKIE, ""))
    return case_of(ticket) if ticket is not None else None


def case_of(ticket: Ticket) -> CaseFile | None:
    """The case that a ticket opens; None where its hour is over."""
    shelf = vault()
    data = shelf.get(ticket, "case")
    return CaseFile(shelf, ticket, msgspec.msgpack.decode(data, type=Kept)) if data is not None else None


def new_case(*, example: bool = False) -> CaseFile:
    """A fresh case under a fresh key; nothing is written before the first paper is added."""
    return CaseFile(vault(), Ticket.new(), Kept(example=example))


def hand_over(request: HttpRequest, response: HttpResponse, case: CaseFile) -> HttpResponse:
    """Give the browser the key to its case. The cookie ends with the browser session and is unseen by scripts."""
    response.set_cookie(COOKIE, case.ticket.text(), httponly=True, samesite="Lax", secure=request.is_secure())
    return response
