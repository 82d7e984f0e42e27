"""A photo or scan as PDF pages: turned upright, drawn anew from its pixels, without place, camera or thumbnail.

Takes picture bytes; gives PDF bytes, a page a frame. Runs only in the child process.
"""

import io
from typing import Any, Final

from firstcheck.intake.limits import STANDARD, Limits

#: A page of a packet holds 7.5 by 9.9 inches of picture; more than 200 dots to the inch show nothing new.
_LONGEST: Final = 2000
_QUALITY: Final = 80
_DOTS_PER_POINT: Final = 200 / 72


def warm() -> None:
    """Load and rehearse everything."""
    from PIL import Image

    from firstcheck.intake import pictures

    pictures.warm()
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "PNG")
    clean(made.getvalue(), STANDARD)


def clean(data: bytes, limits: Limits) -> bytes:
    """The frames as pages. Raises Unreadable."""
    import pikepdf

    from firstcheck.intake import pictures

    made = pikepdf.new()
    for picture in pictures.upright(data, _LONGEST, limits):
        _page(made, picture)
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def _page(made: Any, picture: Any) -> None:
    import pikepdf

    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    image = pikepdf.Stream(
        made,
        jpeg.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    width, height = picture.width / _DOTS_PER_POINT, picture.height / _DOTS_PER_POINT
    made.add_blank_page(page_size=(max(width, 3), max(height, 3)))
    page = made.pages[-1]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = made.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q".encode())
