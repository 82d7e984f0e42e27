"""Text layers of PDFs come back as the lines and columns they were printed in."""

import re
from pathlib import Path

import pytest
import yaml
from benchmarks import paper_maker

from firstcheck.intake import Reading, read_file
from firstcheck.intake.hyphen import join
from firstcheck.intake.pasted import pages
from tests.intake.test_hostile import CATALOG, ONE_PAGE, pdf_of, stream

TABLE = """\
HIGH PLAINS MUTUAL                              Notice of denial
Date of     Code      Charge      Paid     You owe
service
09/19/26    70553   2,385.00      0.00    2,385.00
09/20/26    A9579     118.00     10.00      108.00

Reason 1    We do not cover this service without a referral. You can
            appeal within 180 days.
Señor Núñez — “no cubierto”"""
EXAMPLES = sorted(Path(__file__).parents[3].glob("shared/examples/*.yaml"))


def cells(text: str) -> list[list[str]]:
    return [re.split(r" {2,}", line.strip()) for line in text.split("\n") if line.strip()]


def test_it_keeps_every_line_and_column_of_typewriter_print() -> None:
    document = read_file(paper_maker.pdf(TABLE), "a.pdf")
    assert document.pages[0].text == TABLE
    assert (document.reading, document.media_type) == (Reading.TEXT, "application/pdf")


@pytest.mark.parametrize("style", [paper_maker.SANS, paper_maker.SERIF], ids=lambda style: str(style.font))
def test_it_keeps_columns_of_proportional_print(style: paper_maker.Print) -> None:
    text = read_file(paper_maker.pdf(TABLE, style), "a.pdf").pages[0].text
    assert cells(text) == cells(TABLE)
    lines = text.split("\n")
    ends = {line.index(cell) + len(cell) for line, cell in ((lines[3], "2,385.00"), (lines[4], "118.00"))}
    assert len(ends) == 1
    assert lines[1].index("Code") == lines[3].index("70553") == lines[4].index("A9579")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_it_sets_turned_pages_upright(rotate: int) -> None:
    document = read_file(paper_maker.pdf(TABLE, rotate=rotate), "a.pdf")
    assert document.pages[0].text == TABLE
    first = document.pages[0].words[0]
    x, y = first.box[0], first.box[1]
    assert {90: x > 0.8 and y < 0.2, 180: x > 0.8 and y > 0.8, 270: x < 0.2 and y > 0.8}[rotate]


def test_it_marks_where_each_word_stands() -> None:
    page = read_file(paper_maker.pdf(TABLE), "a.pdf").pages[0]
    assert [page.text[word.start : word.end] for word in page.words] == TABLE.split()
    tops = [word.box[1] for word in page.words]
    assert tops == sorted(tops)
    assert all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for x0, y0, x1, y1 in (word.box for word in page.words))


def test_it_reads_pages_one_by_one_and_names_the_empty_one() -> None:
    document = read_file(paper_maker.pdf("first page\f \fthird page"), "a.pdf")
    assert [page.text for page in document.pages] == ["first page", "", "third page"]
    assert document.problems == ("Page 2 is empty.",)


def test_it_reads_a_page_without_text_from_its_picture() -> None:
    picture = paper_maker.picture(
        paper_maker.pdf("Claim number 4410 was denied", paper_maker.Print("Helvetica", 16)), 1, 100
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    image = stream(
        picture.tobytes(),
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % picture.size,
    )
    document = read_file(pdf_of(CATALOG, ONE_PAGE, page, stream(b"612 0 0 792 0 0 cm /I Do"), image), "scan.pdf")
    assert document.reading is Reading.OCR
    assert document.pages[0].text == "Claim number 4410 was denied"


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [("infor", "mation", "information"), ("MP-RAD", "014", "MP-RAD-014"), ("out-of", "network", "out-of-network")],
)
def test_it_joins_words_cut_at_a_line_end(left: str, right: str, word: str) -> None:
    assert join(left, right) == word


@pytest.mark.skipif(not EXAMPLES, reason="the shared example papers are not beside this checkout")
@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_it_reads_an_example_printed_as_pdf_like_the_example_itself(path: Path) -> None:
    text = "\n".join(pages(yaml.safe_load(path.read_text("utf-8"))["document"]))
    document = read_file(paper_maker.pdf(text), "a.pdf")
    read = "\n".join(page.text for page in document.pages)
    margin = min(len(line) - len(line.lstrip()) for line in text.split("\n") if line)
    assert read == "\n".join(line[margin:] for line in text.split("\n"))
