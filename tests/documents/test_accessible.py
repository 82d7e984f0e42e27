"""What PDF/UA asks of our own pages, looked up in the finished file: language, title, order of headings, alternative
text, and no word outside the structure. Stands in for an outside checker, which needs Java (docs/decisions/0030)."""

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from firstcheck.documents.draft import draft
from firstcheck.documents.packet import Given, build_packet, exhibits_of
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.sheets import call_log, checklist, sheet_pdf, timeline
from firstcheck.knowledge.load import knowledge
from tests.documents.papers import TODAY, pairs, paper, settled

LETTERS = knowledge().letters
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
#: Kinds of structure that may stand in each other, as PDF 1.7 (ISO 32000-1, 14.8.4) has them.
INSIDE = {"LI": {"L"}, "Lbl": {"LI", "Note", "Reference"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}}
INSIDE |= {"TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"}}


def _tree(element: Any, above: str = "") -> Iterator[tuple[str, str, Any]]:
    """Each structure element with its kind and the kind above it, in reading order."""
    kind = str(element.get("/S", "/StructTreeRoot"))[1:]
    if "/S" in element:
        yield kind, above, element
    below = element.get("/K")
    children = list(below) if isinstance(below, pikepdf.Array) else [below]
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _tree(child, kind)


def _marked(element: Any) -> Iterator[tuple[Any, int]]:
    """The pieces of content that the structure takes up: page and number."""
    for _, _, one in _tree(element):
        below = one.get("/K")
        for child in list(below) if isinstance(below, pikepdf.Array) else [below]:
            if isinstance(child, int):
                yield one.Pg.objgen, child
            elif isinstance(child, pikepdf.Dictionary) and "/MCID" in child:
                yield child.get("/Pg", one.get("/Pg")).objgen, int(child.MCID)


def _held(page: Any) -> Iterator[int]:
    """The numbers of the marked content of a page. Asserts that no text stands outside marked content."""
    open_marks: list[str | int] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            known = operands[1] if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
            number = known.get("/MCID") if "/MCID" in known else None
            open_marks.append(int(number) if number is not None else str(operands[0]))
            if number is not None:
                yield int(number)
        elif name == "EMC":
            open_marks.pop()
        elif name in SHOWS_TEXT:
            assert any(isinstance(mark, int) or mark == "/Artifact" for mark in open_marks), (
                "text outside the structure"
            )
    assert not open_marks


def _check(data: bytes, language: str, title: str) -> list[str]:
    """The kinds of structure found, after everything that holds for every page of ours."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        root = opened.Root
        assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
        assert str(root.Lang).split("-")[0] == language
        with opened.open_metadata() as about:
            assert title in str(about["dc:title"])
        found = list(_tree(root.StructTreeRoot))
        for kind, above, element in found:
            assert kind not in INSIDE or above in INSIDE[kind], (kind, above)
            if kind == "Figure":
                assert str(element.get("/Alt", "")).strip()
        _headings([int(kind[1]) for kind, _, _ in found if kind[0] == "H" and kind[1:].isdigit()])
        taken = list(_marked(root.StructTreeRoot))
        assert len(taken) == len(set(taken))
        for page in opened.pages:
            held = set(_held(page))
            assert held == {number for where, number in taken if where == page.obj.objgen}
        return [kind for kind, _, _ in found]


def _headings(levels: list[int]) -> None:
    """It begins at the top, and no level is passed over."""
    assert levels and levels[0] == 1, levels
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize(("kind", "plan"), pairs(1))
def test_it_holds_that_every_kind_of_letter_can_be_read_aloud(kind: str, plan: str) -> None:
    for language in ("en", "es"):
        letter = draft(settled(kind, plan), LETTERS[kind], language).letter
        kinds = _check(pdf_file(letter, knowledge()), language, letter.subject)
        assert kinds.count("H1") == 1
        if any(block.role in ("ask", "point") for block in letter.blocks):
            assert {"L", "LI", "LBody"} <= set(kinds)


@pytest.mark.parametrize("make", [checklist, call_log, timeline])
def test_it_holds_that_sheets_have_tables_with_heads(make: Any) -> None:
    setting = settled("appeal-medical-necessity", "self_funded_erisa")
    sheet = make(setting)
    kinds = _check(sheet_pdf(sheet, setting), "en", sheet.title)
    assert kinds.count("TH") == len(sheet.columns)
    assert kinds.count("TR") == len(sheet.rows) + 1


def test_it_holds_that_a_packet_speaks_of_every_page() -> None:
    setting = settled("appeal-medical-necessity", "self_funded_erisa")
    made = draft(setting, LETTERS["appeal-medical-necessity"])
    exhibits = exhibits_of([Given("denial.txt", "Denial letter", document=paper())], TODAY)
    packet = build_packet(setting, made, exhibits)
    kinds = _check(packet.files[0], "en", made.letter.subject)
    assert kinds.count("Figure") == 1 and kinds.count("H1") == 2
    with pikepdf.open(io.BytesIO(packet.files[0])) as opened:
        assert b"pdfuaid:part" not in opened.Root.Metadata.read_bytes()
