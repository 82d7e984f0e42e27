"""Scans and photos read nearly like the text they show."""

import io
import re

import pytest
from benchmarks import paper_maker
from PIL import Image

from firstcheck.intake import Document, read_file

LETTER = """\
MARISCAL HEALTH PLAN                                     Claim: 26-2790-55412
Date of service    Code      Charge        Paid       You owe
09/19/2026         70553     2,385.00      0.00      2,385.00
09/20/2026         73721       118.00     10.00        108.00

We denied this claim because the service was not approved before it was done.
You may appeal within 180 days. Write to PO Box 41220, Duluth MN 55804,
or send a fax to 218-555-0177. A doctor will look at the papers again and
you will hear from us in writing about what we decide and why we decided it."""
SPANISH = """\
PLAN DE SALUD DEL VALLE                              Reclamación: R26-2790551
Su médico pidió una resonancia magnética. La petición fue denegada porque el
plan no recibió los informes de la atención. Usted puede apelar dentro de los
180 días después de recibir esta carta. La señora Núñez contestará por escrito.
Envíe la apelación con una copia de esta carta a la dirección de la página."""


def photo(text: str, seed: int = 3) -> Image.Image:
    page = paper_maker.picture(paper_maker.pdf(text, paper_maker.Print("Helvetica", 11)), 1, 200)
    return paper_maker.photo(page, seed)


def read(picture: Image.Image) -> Document:
    return read_file(paper_maker.jpeg(picture), "photo.jpg")


def shared(text: str, document: Document) -> float:
    """Share of the words of `text` that were read letter for letter."""
    wanted, found = re.findall(r"\S+", text), set(re.findall(r"\S+", document.pages[0].text))
    return sum(word in found for word in wanted) / len(wanted)


def test_it_reads_a_photo_taken_askew_in_uneven_light() -> None:
    document = read(photo(LETTER))
    assert shared(LETTER, document) >= 0.97
    row = next(line for line in document.pages[0].text.split("\n") if "70553" in line)
    assert re.split(r" {2,}", row.strip()) == ["09/19/2026", "70553", "2,385.00", "0.00", "2,385.00"]
    assert document.media_type == "image/jpeg"


def test_it_marks_words_in_the_photo_as_it_was_sent() -> None:
    picture = photo(LETTER)
    page = read(picture).pages[0]
    word = next(word for word in page.words if page.text[word.start : word.end] == "70553")
    x0, y0, x1, y1 = (edge * size for edge, size in zip(word.box, picture.size * 2, strict=True))
    marked = picture.crop((int(x0) - 4, int(y0) - 4, int(x1) + 5, int(y1) + 5)).resize((400, 130))
    paper = Image.new("L", (1700, 1100), marked.getpixel((1, 1)))
    paper.paste(marked, (300, 300))
    assert "70553" in read_file(paper_maker.png(paper), "word.png").pages[0].text
    assert 0 < word.confidence <= 1


@pytest.mark.parametrize(
    "turn",
    [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270],
    ids=lambda turn: turn.name,
)
def test_it_reads_a_photo_lying_on_its_side_or_head(turn: Image.Transpose) -> None:
    assert shared(LETTER, read(photo(LETTER).transpose(turn))) >= 0.95


def test_it_obeys_the_camera_about_which_way_is_up() -> None:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    photo(LETTER).transpose(Image.Transpose.ROTATE_90).save(made, "JPEG", quality=70, exif=exif)
    document = read_file(made.getvalue(), "photo.jpg")
    assert shared(LETTER, document) >= 0.95
    assert document.pages[0].words[0].box[1] < 0.2


def test_it_reads_spanish_with_its_accents() -> None:
    text = read(photo(SPANISH)).pages[0].text
    assert all(word in text for word in ("petición", "después", "señora Núñez", "R26-2790551"))


def test_it_reads_a_fax_full_of_specks() -> None:
    page = paper_maker.picture(paper_maker.pdf(LETTER, paper_maker.Print("Helvetica", 11)), 1, 200)
    assert shared(LETTER, read_file(paper_maker.png(paper_maker.fax(page, 2)), "fax.png")) >= 0.93


def test_it_reads_each_page_of_a_tiff() -> None:
    texts = ("first page of the notice", "second page of the notice")
    scans = [paper_maker.picture(paper_maker.pdf(text, paper_maker.Print("Helvetica", 16)), 1, 100) for text in texts]
    made = io.BytesIO()
    scans[0].save(made, "TIFF", save_all=True, append_images=scans[1:])
    assert [page.text for page in read_file(made.getvalue(), "fax.tif").pages] == list(texts)


def test_it_ends_well_where_the_recogniser_has_remarks() -> None:
    """A scrap on grey makes Tesseract remark on its own segments: in a child that may open nothing this once crashed."""
    picture = photo(LETTER)
    page = read(picture).pages[0]
    word = next(word for word in page.words if page.text[word.start : word.end] == "70553")
    x0, y0, x1, y1 = (edge * size for edge, size in zip(word.box, picture.size * 2, strict=True))
    scrap = Image.new("L", (600, 300), 200)
    scrap.paste(picture.crop((int(x0) - 4, int(y0) - 4, int(x1) + 5, int(y1) + 5)).resize((400, 130)), (100, 85))
    assert len(read_file(paper_maker.png(scrap), "scrap.png").pages) == 1


def test_it_says_that_a_picture_without_writing_has_none() -> None:
    from firstcheck.intake import Unreadable

    with pytest.raises(Unreadable, match="no words"):
        read_file(paper_maker.png(Image.new("L", (600, 400), 255)), "blank.png")
