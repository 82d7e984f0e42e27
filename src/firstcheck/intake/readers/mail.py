"""Saved e-mail (.eml): sender, date and subject, then the words; attachments are named, not opened."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits
from firstcheck.intake.reader import GUESS, LIKELY, Pages, Reader, suffix
from firstcheck.intake.readers.plain import read_characters
from firstcheck.intake.readers.web_page import visible

if TYPE_CHECKING:
    from email.message import EmailMessage

_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_SURE = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature|Content-Type): ?", re.M | re.I)
_SHOWN = ("From", "To", "Date", "Subject")


def score(head: bytes, name: str) -> int:
    """Likely where the file begins with header fields of transport; pasted "From: ... Subject: ..." is plain text."""
    if not _FIELD.match(head):
        return 0
    sure = len(_SURE.findall(head.split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]))
    return LIKELY if sure >= 2 else (GUESS + 10 if suffix(name) == "eml" and sure else 0)


def warm() -> None:
    """Load the mail parser, which is not needed for any other kind."""
    import email.parser
    import email.policy  # noqa: F401


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """One page: the header fields people see, then the body, the plain version before the HTML one."""
    from email.parser import BytesParser
    from email.policy import default

    try:
        message: EmailMessage = BytesParser(policy=default).parsebytes(data)
        fields = [f"{field}: {message[field]}" for field in _SHOWN if message[field]]
        words = _body(message)
        attached = sum(1 for _ in message.iter_attachments())
    except (LookupError, ValueError, AttributeError, TypeError, AssertionError) as error:
        # the parser's own faults on broken mail
        raise Unreadable("This e-mail is damaged. Open it, copy its words and paste them.") from error
    read = read_characters("\n".join([*fields, "", words]), limits)
    if not attached:
        return Pages(read.pages, read.reading, "message/rfc822", read.problems)
    note = "This e-mail has attached files. Save them and add each one here; they may hold the denial itself."
    return Pages(read.pages, read.reading, "message/rfc822", (*read.problems, note))


def _body(message: "EmailMessage") -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    return visible(content) if part.get_content_subtype() == "html" else content


READER = Reader("mail", score, read, warm=warm)
