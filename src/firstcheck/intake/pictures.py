"""Image files to pictures of pages: decoded by an allow-list, turned as the camera says, bounded in pixels and frames.

Takes image bytes; gives Pages or a PNG. Runs only in the child process.
"""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Final

from firstcheck.intake import ocr
from firstcheck.intake.document import Page, Reading
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import STANDARD, Limits
from firstcheck.intake.reader import Pages
from firstcheck.intake.recognise import Recogniser, refuse_unrecognised

try:
    from PIL import Image, ImageOps, UnidentifiedImageError
except ImportError as _error:  # pragma: no cover
    raise Unreadable(ocr.NOT_INSTALLED) from _error

DAMAGED: Final = "This picture is damaged or not complete. Take the photo again, or send the file once more."
_FORMATS: Final = ("JPEG", "MPO", "PNG", "TIFF", "WEBP", "GIF", "HEIF")
_MEDIA: Final = {"MPO": "image/jpeg", "HEIF": "image/heic"}
_WIDEST_RENDER: Final = 2400
# faults that decoders show on broken pictures; anything else is ours
_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    OverflowError,
    RuntimeError,
)


class _Broken(Exception):
    """A frame that cannot be decoded."""


def warm() -> None:
    """Load every decoder of the allow-list and rehearse it: the child can load nothing later."""
    Image.init()
    with contextlib.suppress(ImportError):
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    for kind in ("JPEG", "PNG", "TIFF", "WEBP", "GIF"):
        made = io.BytesIO()
        Image.new("RGB", (8, 8), "white").save(made, kind)
        picture = _open(made.getvalue(), STANDARD)
        for frame in _frames(picture, STANDARD, []):
            _grey(frame)
        render(made.getvalue(), 1, 8, STANDARD)
    with contextlib.suppress(Unreadable):
        _open(b"\xff\xd8\xff", STANDARD)


def _open(data: bytes, limits: Limits) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = limits.pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind for kind in _FORMATS if kind in Image.OPEN])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(_too_large(limits)) from error
    except UnidentifiedImageError as error:
        raise Unreadable(_unidentified(data)) from error
    except _FAULTS as error:
        raise Unreadable(DAMAGED) from error
    _check_pixels(picture, limits)
    return picture


def _unidentified(data: bytes) -> str:
    if data[4:8] == b"ftyp" and "HEIF" not in Image.OPEN:
        return ocr.NOT_INSTALLED
    return DAMAGED


def _too_large(limits: Limits) -> str:
    most = limits.pixels // 1_000_000
    return f"This picture has more than {most} million pixels. Take the photo at a smaller size and send it again."


def _check_pixels(picture: Image.Image, limits: Limits) -> None:
    if picture.width * picture.height > limits.pixels:
        raise Unreadable(_too_large(limits))


def _grey(picture: Image.Image) -> Image.Image:
    """Upright grey copy; see-through parts become white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        paper.alpha_composite(layered)
        picture = paper
    elif picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        # sixteen-bit scans hold 0 to 65535, which a plain conversion would cut off at 255
        picture = picture.convert("F").point(lambda value: value / 257)
    return ImageOps.exif_transpose(picture).convert("L")


def _frames(picture: Image.Image, limits: Limits, problems: list[str]) -> Iterator[Image.Image]:
    """The pages of a TIFF; the first frame of anything else."""
    many = getattr(picture, "n_frames", 1)
    if picture.format != "TIFF":
        if many > 1 and picture.format == "GIF":
            problems.append("This picture moves. Only its first frame was read.")
        yield picture
        return
    if many > limits.frames:
        problems.append(f"Only the first {limits.frames} of {many} pages were read. Send the others as a new file.")
    for number in range(min(many, limits.frames)):
        picture.seek(number)
        _check_pixels(picture, limits)
        yield picture


def _decoded(picture: Image.Image, limits: Limits, problems: list[str]) -> Iterator[Image.Image]:
    """The frames in grey. Only the decoders' faults count as a damaged picture."""
    frames = _frames(picture, limits, problems)
    while True:
        try:
            grey = _grey(next(frames))
        except StopIteration:
            return
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Unreadable(_too_large(limits)) from error
        except _FAULTS as error:
            raise _Broken from error
        yield grey


def read(data: bytes, limits: Limits, progress: Callable[[], None]) -> Pages:
    """Each picture recognised as a page."""
    refuse_unrecognised()
    picture = _open(data, limits)
    problems: list[str] = []
    recogniser = Recogniser(limits, problems)
    pages: list[Page] = []
    try:
        for number, grey in enumerate(_decoded(picture, limits, problems), 1):
            page = recogniser.page(number, grey)
            if page is None or not page.text.strip():
                problems.append(recogniser.why_empty(number))
            pages.append(page or Page(number, ""))
            progress()
    except _Broken as error:
        if not pages:
            raise Unreadable(DAMAGED) from error
        problems.append(f"Page {len(pages) + 1} and those after it are damaged and were not read.")
    if not any(page.text.strip() for page in pages):
        raise Unreadable(recogniser.nothing_read("picture"))
    media = _MEDIA.get(picture.format or "", f"image/{(picture.format or 'unknown').lower()}")
    return Pages(tuple(pages), Reading.OCR, media, tuple(problems))


def render(data: bytes, number: int, width: int, limits: Limits) -> bytes:
    """Frame `number` (from 1) as PNG bytes of at most `width` pixels across, upright as the camera says."""
    picture = _open(data, limits)
    out = io.BytesIO()
    try:
        many = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if not 1 <= number <= min(many, limits.frames):
            raise Unreadable("This paper does not have that page.")
        picture.seek(number - 1)
        _check_pixels(picture, limits)
        wanted = max(1, min(width, _WIDEST_RENDER))
        picture.draft("RGB", (wanted, wanted))
        shown = ImageOps.exif_transpose(picture).convert("RGB")
        shown.thumbnail((wanted, 4 * _WIDEST_RENDER))
        shown.save(out, "PNG", compress_level=3)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(_too_large(limits)) from error
    except _FAULTS as error:
        raise Unreadable(DAMAGED) from error
    return out.getvalue()


def upright(data: bytes, longest: int, limits: Limits) -> Iterator[Image.Image]:
    """The frames upright, grey ones in grey, at most `longest` pixels on a side, with nothing but pixels."""
    picture = _open(data, limits)
    try:
        for frame in _frames(picture, limits, []):
            shown = _on_paper(frame)
            shown.thumbnail((longest, longest))
            yield Image.frombytes(shown.mode, shown.size, shown.tobytes())
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable(_too_large(limits)) from error
    except _FAULTS as error:
        raise Unreadable(DAMAGED) from error


def _on_paper(frame: Image.Image) -> Image.Image:
    """The frame upright on white paper."""
    if frame.mode in ("1", "L") or frame.mode.startswith("I") or frame.mode == "F":
        return _grey(frame)
    shown = ImageOps.exif_transpose(frame).convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    paper.alpha_composite(shown)
    return paper.convert("RGB")
