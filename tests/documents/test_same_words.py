"""PDF, Word file and plain text of a letter carry the same words; bytes depend on the letter alone."""

import io
import re

import docx
import pikepdf
import pypdfium2
import pytest

from firstcheck.documents.draft import draft
from firstcheck.documents.letter import Letter
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.plain_text import plain_text, words_of
from firstcheck.documents.word_file import word_file
from firstcheck.knowledge.load import knowledge
from tests.documents.papers import pairs, settled

LETTERS = knowledge().letters
ALL = [(kind, plan, language) for kind, plan in pairs() for language in ("en", "es")]
#: every kind of letter for one kind of plan, in English and Spanish by turns
ONCE = [(kind, plan, ("en", "es")[n % 2]) for n, (kind, plan) in enumerate(pairs(1))]


def _pdf_words(data: bytes, letter: Letter) -> list[str]:
    texts = knowledge().pages[f"letter_{letter.language}"]
    foot = re.compile(re.escape(letter.foot) + rf"\s*{texts['page']} \d+ {texts['of']} \d+\s*$")
    with pypdfium2.PdfDocument(data) as document:
        pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    said = " ".join(foot.sub("", " ".join(page.split())) for page in pages)
    return words_of(said.replace("\ufffe", "-"))


def _docx_words(data: bytes) -> list[str]:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return words_of("\n".join(paragraph.text for paragraph in paragraphs))


def _same(letter: Letter) -> None:
    text = words_of(plain_text(letter).removesuffix(letter.foot + "\n"))
    assert _docx_words(word_file(letter)) == words_of(plain_text(letter))
    assert sorted(_pdf_words(pdf_file(letter, knowledge()), letter)) == sorted(text)


def test_it_holds_that_there_are_two_hundred_letters() -> None:
    assert len(ALL) >= 200


@pytest.mark.parametrize(("kind", "plan", "language"), ONCE)
def test_it_holds_that_each_kind_carries_the_same_words(kind: str, plan: str, language: str) -> None:
    _same(draft(settled(kind, plan), LETTERS[kind], language).letter)


@pytest.mark.long
@pytest.mark.parametrize("part", range(8))
def test_it_holds_that_all_carry_the_same_words(part: int) -> None:
    for kind, plan, language in ALL[part::8]:
        _same(draft(settled(kind, plan), LETTERS[kind], language).letter)


def test_it_holds_that_words_of_a_pdf_come_in_the_order_of_the_text() -> None:
    """Two columns of reference lines are read line by line; everything else is one column."""
    letter = draft(settled("claim-file-request", "chip"), LETTERS["claim-file-request"]).letter
    found = _pdf_words(pdf_file(letter, knowledge()), letter)
    body = words_of("\n".join(block.text for block in letter.body()))
    place = next(n for n in range(len(found)) if found[n : n + 6] == body[:6])
    assert [w for w in found[place : place + len(body) + 20] if not re.fullmatch(r"\d", w)][: len(body) - 20] == [
        w for w in body if not re.fullmatch(r"\d", w)
    ][: len(body) - 20]


def test_it_holds_that_a_draft_says_so_in_every_format() -> None:
    made = draft(settled("external-review", "self_funded_erisa"), LETTERS["opm-review"])
    assert not made.verdict.final
    _same(made.letter)
    assert "DRAFT" in plain_text(made.letter).splitlines()[0]


@pytest.mark.parametrize("large", [False, True])
def test_it_holds_that_the_same_letter_gives_the_same_bytes(large: bool) -> None:
    letter = draft(settled("appeal-coverage", "individual_aca"), LETTERS["appeal-coverage"]).letter
    assert pdf_file(letter, knowledge(), large=large) == pdf_file(letter, knowledge(), large=large)
    assert word_file(letter, large=large) == word_file(letter, large=large)


def test_it_holds_that_the_pdf_is_tagged_and_claims_ua() -> None:
    letter = draft(settled("appeal-coverage", "individual_aca"), LETTERS["appeal-coverage"]).letter
    with pikepdf.open(io.BytesIO(pdf_file(letter, knowledge()))) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in opened.Root.Metadata.read_bytes()
        kinds = {
            str(thing.get("/S")) for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing
        }
        fonts = [
            t
            for t in opened.objects
            if isinstance(t, pikepdf.Dictionary) and t.get("/Type") == pikepdf.Name.FontDescriptor
        ]
    assert {"/H1", "/P", "/L", "/LI"} <= kinds
    assert fonts and all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts)
    with pikepdf.open(io.BytesIO(pdf_file(letter, knowledge()))) as opened:
        assert [float(n) for n in opened.pages[0].MediaBox] == [0, 0, 612, 792]


def test_it_holds_that_large_print_is_larger() -> None:
    letter = draft(settled("appeal-coverage", "individual_aca"), LETTERS["appeal-coverage"]).letter
    large = pypdfium2.PdfDocument(pdf_file(letter, knowledge(), large=True))
    with large, pypdfium2.PdfDocument(pdf_file(letter, knowledge())) as normal:
        counts = [document[0].get_textpage().count_chars() for document in (large, normal)]
    assert counts[0] < 0.7 * counts[1], counts
