"""PDF pages as one-bit pictures, as a fax machine sends them: 200 dots to the inch, packed as fax machines pack them.

Takes PDF bytes; gives PDF bytes that depend on them alone. Runs only in the child process.
"""

import io
from typing import Any, Final

from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits

_DOTS: Final = 200
_POINTS: Final = 72
#: Share of pixels neither nearly black nor nearly white above which a page is a photo and is dithered.
_PHOTO: Final = 0.12
_BLACK, _WHITE = 70, 175
_TOO_LONG: Final = "This packet is too long for one fax. Send it in parts."


def warm() -> None:
    """Load and rehearse everything."""
    import pikepdf

    from firstcheck.intake.limits import STANDARD

    made = pikepdf.new()
    made.add_blank_page(page_size=(72, 72))
    raw = io.BytesIO()
    made.save(raw)
    draw(raw.getvalue(), STANDARD)


def draw(data: bytes, limits: Limits) -> bytes:
    """All pages. Raises Unreadable where they are more than the limit."""
    import pikepdf
    import pypdfium2

    made = pikepdf.new()
    with pypdfium2.PdfDocument(data) as document:
        if len(document) > 2 * limits.pages:
            raise Unreadable(_TOO_LONG)
        for number in range(len(document)):
            page = document[number]
            shown = page.render(scale=_DOTS / _POINTS, grayscale=True).to_pil()
            _add(made, _one_bit(shown))
            page.close()
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def _one_bit(picture: Any) -> Any:
    """Text by a threshold, so that thin strokes stay; photos by dithering."""
    from PIL import Image

    grey = picture.convert("L")
    counts = grey.histogram()
    if sum(counts[_BLACK:_WHITE]) / max(1, sum(counts)) > _PHOTO:
        return grey.convert("1", dither=Image.Dither.FLOYDSTEINBERG)
    return grey.point([0] * _WHITE + [255] * (256 - _WHITE)).convert("1", dither=Image.Dither.NONE)


def _add(made: Any, picture: Any) -> None:
    """One page with the picture, packed as Group 4."""
    import pikepdf
    from PIL import TiffImagePlugin

    packed = io.BytesIO()
    picture.save(packed, "TIFF", compression="group4", tiffinfo={TiffImagePlugin.ROWSPERSTRIP: picture.height})
    strip, black_is_one = _strip(packed.getvalue())
    rules = pikepdf.Dictionary(K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=black_is_one)
    image = pikepdf.Stream(
        made,
        strip,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1,
        Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=rules,
    )
    width, height = picture.width * _POINTS / _DOTS, picture.height * _POINTS / _DOTS
    made.add_blank_page(page_size=(max(3, width), max(3, height)))
    page = made.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = made.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q".encode())


def _strip(tiff: bytes) -> tuple[bytes, bool]:
    """The packed rows of a TIFF of one strip, and whether what the packing calls black is a one in the picture."""
    from PIL import Image, TiffImagePlugin

    with Image.open(io.BytesIO(tiff)) as opened:
        tags: Any = opened.tag_v2  # type: ignore[attr-defined]
        offsets, counts = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
        assert len(offsets) == 1, "one strip was asked for"
        black_is_zero = tags[TiffImagePlugin.PHOTOMETRIC_INTERPRETATION] == 1
    return tiff[offsets[0] : offsets[0] + counts[0]], bool(black_is_zero)
