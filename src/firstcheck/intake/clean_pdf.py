"""A PDF rebuilt from its pages alone, so that it can be sent on: nothing in it acts, hides or tells where it was made.

Takes PDF bytes; gives PDF bytes. Pages keep their look: what was filled into a form or stamped becomes part of the
page. Scripts, actions, links, attachments, forms, layers' scripts, metadata and data of other programs are left out.
Runs only in the child process.
"""

import contextlib
import io
from typing import Any, Final

from firstcheck.intake.clean_streams import bare_jpeg, bare_jpeg2000
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import Limits

DAMAGED: Final = "This PDF is damaged and cannot be put into a packet. Take photos of its pages and use those."
LOCKED: Final = "This PDF is locked with a password. Save a copy without it, or take photos of its pages."
_EMPTY: Final = "This PDF has no pages."
#: What a page may have; everything else of it is dropped.
_PAGE_KEYS: Final = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group")
)
#: Keys that act, point outside or tell of people, places and programs, wherever they stand.
_DENIED: Final = (
    "/AA",
    "/OpenAction",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/EmbeddedFiles",
    "/EF",
    "/AF",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/URI",
    "/SubmitForm",
    "/ImportData",
    "/XFA",
    "/AcroForm",
    "/Annots",
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/OPI",
    "/Ref",
    "/Alternates",
    "/Measure",
    "/VP",
    "/LGIDict",
    "/Thumb",
    "/StructParent",
    "/StructParents",
    "/SpiderInfo",
    "/PS",
    "/Level1",
)
#: Stream data kept in another file.
_OUTSIDE: Final = ("/F", "/FFilter", "/FDecodeParms")


def warm() -> None:
    """Load the library and rehearse it on a page of every kind of content."""
    import pikepdf

    made = pikepdf.new()
    made.add_blank_page(page_size=(72, 72))
    made.pages[0].Contents = made.make_stream(b"q Q")
    raw = io.BytesIO()
    made.save(raw)
    from firstcheck.intake.limits import STANDARD

    clean(raw.getvalue(), STANDARD)
    with contextlib.suppress(Unreadable):
        clean(b"%PDF-1.4 nothing", STANDARD)


def clean(data: bytes, limits: Limits) -> bytes:
    """The pages of a PDF, up to the limit, in a new file. Raises Unreadable."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as given:
            return _rebuilt(given, limits)
    except pikepdf.PasswordError as error:
        raise Unreadable(LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(DAMAGED) from error


def _rebuilt(given: Any, limits: Limits) -> bytes:
    import pikepdf

    if not len(given.pages):
        raise Unreadable(_EMPTY)
    _flatten(given)
    made = pikepdf.new()
    for page in list(given.pages)[: limits.pages]:
        for key in set(page.obj.keys()) - _PAGE_KEYS:
            del page.obj[key]
        made.pages.append(page)
    for thing in made.objects:
        _strip(thing)
    out = io.BytesIO()
    made.remove_unreferenced_resources()
    made.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _flatten(given: Any) -> None:
    """What is filled in or stamped becomes part of the page; what only appears on a click goes."""
    with contextlib.suppress(Exception):
        given.generate_appearance_streams()
    with contextlib.suppress(Exception):
        given.flatten_annotations("print")


def _strip(thing: Any, depth: int = 0) -> None:
    """Take denied keys out of an object and the objects written inside it."""
    import pikepdf

    if depth > _DEEPEST:
        raise Unreadable(DAMAGED)
    if isinstance(thing, pikepdf.Array):
        for item in thing.as_list():
            if not item_is_plain(item):
                _strip(item, depth + 1)
        return
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in _DENIED:
        if key in thing and not (key == "/PS" and "/Type" in thing and thing.get("/Type") == pikepdf.Name.Font):
            del thing[key]
    if isinstance(thing, pikepdf.Stream):
        _strip_stream(thing)
    for key in list(thing.keys()):
        if key != "/Parent" and not item_is_plain(thing[key]) and not thing[key].is_indirect:
            _strip(thing[key], depth + 1)


_DEEPEST: Final = 60


def item_is_plain(item: Any) -> bool:
    """Whether it is a number, string or name and holds nothing."""
    import pikepdf

    return not isinstance(item, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream))


def _strip_stream(stream: Any) -> None:
    import pikepdf

    for key in _OUTSIDE:
        if key in stream:
            del stream[key]
    kind = stream.get("/Subtype")
    if kind == pikepdf.Name.PS:
        stream.write(b"")
    filters = stream.get("/Filter")
    last: Any = filters[-1] if isinstance(filters, pikepdf.Array) and len(filters) else filters
    bare = {pikepdf.Name.DCTDecode: bare_jpeg, pikepdf.Name.JPXDecode: bare_jpeg2000}.get(last)
    if bare is None or (isinstance(filters, pikepdf.Array) and len(filters) > 1):
        return
    stream.write(bare(stream.read_raw_bytes()), filter=last, decode_parms=stream.get("/DecodeParms"))
