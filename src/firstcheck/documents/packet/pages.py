"""Our own pages of a packet: cover with contents, letter, and the strips that are stamped onto exhibits."""

from typing import Any

from firstcheck.documents.draft import Draft
from firstcheck.documents.letter import Role
from firstcheck.documents.packet.split import Piece
from firstcheck.documents.pdf_file import letter_data
from firstcheck.documents.press import typeset
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import Setting


def own_pages(
    setting: Setting, draft: Draft, part: tuple[Piece, ...], number: int, parts: int, *, large: bool
) -> bytes:
    """Cover and, in the first part, the letter, as tagged PDF that knows how many pages will follow."""
    say = setting.knowledge.pages["packet"]
    letter = draft.letter
    data = letter_data(letter, setting.knowledge, large=large)
    to = next((block.text for block in letter.blocks if block.role is Role.RECIPIENT), "")
    cover = {
        "cover_title": one_line(letter.subject),
        "part": say["part"].format(number=number, parts=parts) if parts > 1 else "",
        "to": to.split("\n"),
        "from": one_line(setting.sender.name) or _value(setting, "patient"),
        "rows": [
            {"label": block.label, "spans": [{"text": block.text, "origin": "fact"}]}
            for block in letter.blocks
            if block.role is Role.REFERENCE
        ],
        "words": say,
        "contents": [_entry(piece) for piece in part],
        "letter_title": say["letter"],
        "extra": sum(piece.count for piece in part),
        "first": number == 1,
        "private": say["private"],
        "title": f"{say['packet']}: {one_line(letter.subject)}",
    }
    return typeset("packet", {**data, **cover}, setting.today)


def _entry(piece: Piece) -> dict[str, Any]:
    whole = piece.count == piece.exhibit.pages
    pages = "" if whole else f" (pages {piece.start + 1}-{piece.start + piece.count} of {piece.exhibit.pages})"
    return {"mark": piece.exhibit.mark, "title": piece.exhibit.title + pages, "count": piece.count}


def stamps(setting: Setting, part: tuple[Piece, ...], first: int, total: int) -> bytes:
    """A strip for each exhibit page: which exhibit, which page, which claim, and the page of the packet."""
    say = setting.knowledge.pages["packet"]
    claim = _value(setting, "claim_number") or _value(setting, "member_id")
    strips: list[dict[str, str]] = []
    for piece in part:
        for place in range(piece.start, piece.start + piece.count):
            left = say["stamp"].format(mark=piece.exhibit.mark, page=place + 1, pages=piece.exhibit.pages)
            right = say["stamp_packet"].format(page=first + len(strips) + 1, pages=total)
            strips.append(
                {"left": left, "middle": say["stamp_claim"].format(claim=claim) if claim else "", "right": right}
            )
    return typeset("stamp", {"strips": strips}, setting.today)


def _value(setting: Setting, name: str) -> str:
    value = setting.values.get(name)
    return one_line(str(value)) if value else ""
