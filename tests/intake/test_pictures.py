"""Pictures of every kind that phones and scanners make, through the child process."""

import io

import pytest
from PIL import Image, ImageDraw

from firstcheck.intake import Reading, read_file


@pytest.fixture(scope="module")
def page() -> Image.Image:
    picture = Image.new("L", (900, 160), "white")
    ImageDraw.Draw(picture).text((30, 50), "Claim number 4410 was denied", fill="black", font_size=44)
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF"])
def test_it_reads_a_picture_of_each_kind(kind: str, page: Image.Image) -> None:
    made = io.BytesIO()
    page.save(made, kind)
    document = read_file(made.getvalue(), f"letter.{kind.lower()}")
    assert document.reading is Reading.OCR
    assert "denied" in document.pages[0].text
    assert all(0 <= edge <= 1 for word in document.pages[0].words for edge in word.box)
