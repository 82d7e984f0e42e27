"""Test papers made from text: PDFs with a text layer, scans of them, and noisy photos.

Takes a text document in fixed columns and a seed; gives PDF, PNG or JPEG bytes, the same for the same seed. Needs
pypdfium2, Pillow and numpy; the PDF writer is our own and uses the standard fonts every reader has.
"""

import ctypes
import io
import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageFilter

_WIDTH, _HEIGHT, _MARGIN = 612.0, 792.0, 40.0
_CELL = re.compile(r"\S+(?:(?: |(?<=[.?!:;,])  )\S+)*")
_AMOUNT = re.compile(r"[-$(]*[\d,]+\.\d\d[)-]?|-+")
_LINES_A_PAGE = 64


@dataclass(frozen=True)
class Print:
    """How a document is set: a standard PDF font and its size in points; typewriter fonts keep the columns exactly."""

    font: str = "Courier"
    size: float = 10.0


TYPEWRITER = Print()
SANS = Print("Helvetica", 9.5)
SERIF = Print("Times-Roman", 10.5)


def pdf(text: str, style: Print = TYPEWRITER, rotate: int = 0) -> bytes:
    """A PDF with a text layer; `rotate` is the pages' /Rotate entry in degrees. Form feeds begin new pages."""
    streams = [_stream(lines, style) for lines in _pages(text)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _font(style)]
    kids = []
    for stream in streams:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Rotate %d"
            b"/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % (rotate, len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return _assembled(objects)


def _font(style: Print) -> bytes:
    return b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % style.font.encode()


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _pages(text: str) -> list[list[str]]:
    pages = []
    for part in text.split("\f"):
        lines = part.strip("\n").split("\n")
        pages.extend(lines[first : first + _LINES_A_PAGE] for first in range(0, len(lines), _LINES_A_PAGE))
    return pages


def _stream(lines: list[str], style: Print) -> bytes:
    longest = max((len(line) for line in lines), default=1)
    unit = _unit(lines, style)
    size = min(style.size, style.size * (_WIDTH - 2 * _MARGIN) / max(1.0, unit * longest))
    unit *= size / style.size
    pitch = min(size * 1.2, (_HEIGHT - 2 * _MARGIN) / max(len(lines), 1))
    parts = [b"BT"]
    for number, line in enumerate(lines):
        y = _HEIGHT - _MARGIN - size - number * pitch
        for cell in _CELL.finditer(line):
            x = _MARGIN + cell.start() * unit
            if not style.font.startswith("Courier") and _AMOUNT.fullmatch(cell[0]):
                x = _MARGIN + cell.end() * unit - _width(cell[0], style.font, size)
            parts.append(b"/F %.3f Tf 1 0 0 1 %.3f %.3f Tm (%s) Tj" % (size, x, y, _escaped(cell[0])))
    parts.append(b"ET")
    return b"\n".join(parts)


def _unit(lines: list[str], style: Print) -> float:
    """Width of a column: the typewriter's own, or the least at which no cell runs into the next."""
    if style.font.startswith("Courier"):
        return style.size * 0.6
    needed = [0.4 * style.size]
    for line in lines:
        cells = list(_CELL.finditer(line))
        for cell, after in pairwise(cells):
            width = _width(cell[0], style.font, style.size) + 0.7 * style.size
            needed.append(width / (after.start() - cell.start()))
        if cells:
            needed.append(_width(cells[-1][0], style.font, style.size) / max(1, len(cells[-1][0])))
    return max(needed)


def _escaped(text: str) -> bytes:
    return re.sub(rb"([\\()])", rb"\\\1", text.encode("cp1252", "replace"))


@cache
def _measure(font: str) -> tuple[pypdfium2.PdfDocument, object]:
    document = pypdfium2.PdfDocument.new()
    return document, pdfium.FPDFText_LoadStandardFont(document.raw, font.encode())


@cache
def _letter(letter: str, font: str) -> float:
    """Width of a letter at size 1, from PDFium's own standard fonts."""
    holder, _ = _measure(font)
    page = holder.new_page(2000, 200)
    item = pdfium.FPDFPageObj_NewTextObj(holder.raw, font.encode(), ctypes.c_float(100))
    wide = (letter * 10 + "|").encode("utf-16-le") + b"\0\0"
    pdfium.FPDFText_SetText(item, ctypes.cast(wide, pdfium.FPDF_WIDESTRING))
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    pdfium.FPDFPageObj_Destroy(item)
    page.close()
    return (sides[2].value - 10) / 1000


def _width(text: str, font: str, size: float) -> float:
    return sum(_letter(letter, font) for letter in text) * size


def picture(data: bytes, number: int = 1, dpi: int = 150) -> Image.Image:
    """Page `number` of a PDF as a grey picture."""
    document = pypdfium2.PdfDocument(data)
    return document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil()


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    return len(pypdfium2.PdfDocument(data))


def scan(page: Image.Image, seed: int) -> Image.Image:
    """An office scan: up to 0.7 degrees askew, slight noise, slightly grey paper."""
    random = np.random.default_rng(seed)
    turned = page.rotate(float(random.uniform(-0.7, 0.7)), Image.Resampling.BICUBIC, fillcolor=255)
    values = np.asarray(turned, dtype=np.float32) * 0.93 + 10
    return _grey(values + random.normal(0, 5, values.shape))


def fax(page: Image.Image, seed: int) -> Image.Image:
    """A fax: black and white, specks, a degree or so askew."""
    random = np.random.default_rng(seed)
    turned = page.rotate(float(random.uniform(-1.4, 1.4)), Image.Resampling.BICUBIC, fillcolor=255)
    values = np.where(np.asarray(turned) < 140, 0.0, 255.0)
    specks = random.random(values.shape)
    values[specks < 0.004] = 0
    values[specks > 0.997] = 255
    return _grey(values)


def photo(page: Image.Image, seed: int, strength: float = 1.0) -> Image.Image:
    """A phone's photo: on a dark table, askew, in perspective, blurred, unevenly lit. `page` should be at 200 dpi."""
    random = np.random.default_rng(seed)
    width, height = page.size
    canvas = (round(width * 1.12), round(height * 1.1))
    shaken = _shot(page, canvas, random, strength)
    shaken = shaken.filter(ImageFilter.GaussianBlur(float(random.uniform(0.6, 1.1)) * strength))
    values = np.asarray(shaken, dtype=np.float32)
    values *= _light(canvas, random, strength)
    return _grey(values + random.normal(0, 6 * strength, values.shape))


def _shot(page: Image.Image, canvas: tuple[int, int], random: np.random.Generator, strength: float) -> Image.Image:
    width, height = page.size
    angle = math.radians(float(random.uniform(-2.5, 2.5)) * strength)
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    middle = np.array([width / 2, height / 2])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    placed = (corners - middle) @ turn.T * 0.97 + np.array(canvas) / 2
    placed += random.uniform(-0.018, 0.018, (4, 2)) * strength * width
    table = 60 + int(random.integers(0, 40))
    return page.transform(
        canvas, Image.Transform.PERSPECTIVE, _perspective(placed, corners), Image.Resampling.BICUBIC, fillcolor=table
    )


def _perspective(source: np.ndarray, target: np.ndarray) -> tuple[float, ...]:
    """The eight coefficients that take points of the new picture to the old one."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return tuple(float(value) for value in np.linalg.solve(np.array(rows), np.array(values)))


def _light(size: tuple[int, int], random: np.random.Generator, strength: float) -> np.ndarray:
    """Brightness from a lamp at one side, and a soft shadow across a corner."""
    across, down = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
    angle = random.uniform(0, 2 * math.pi)
    slope = np.cos(angle) * across + np.sin(angle) * down
    edge = random.uniform(0.2, 0.8)
    shadow = 1 / (1 + np.exp(-12 * (slope - edge)))
    light = 0.86 + 0.16 * slope * strength - 0.28 * strength * shadow
    return np.clip(light, 0.25, 1.0).astype(np.float32)


def _grey(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "L")


def jpeg(image: Image.Image, quality: int = 60) -> bytes:
    """JPEG bytes."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """PNG bytes."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
