"""Copies that are sent on: two hundred files that act, hide or tell of places go in, none of it comes out."""

import io
import itertools
import warnings
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest
from PIL import Image

from firstcheck.intake import Unreadable, clean_copy, clean_pdf
from firstcheck.intake.clean_streams import bare_jpeg, bare_jpeg2000
from firstcheck.intake.limits import STANDARD

D, N, A = pikepdf.Dictionary, pikepdf.Name, pikepdf.Array
DENIED = {
    *(
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/AA",
        "/Launch",
        "/EmbeddedFiles",
        "/EF",
        "/AF",
        "/URI",
        "/XFA",
        "/AcroForm",
    ),
    *("/Annots", "/Metadata", "/PieceInfo", "/RichMediaContent", "/Measure", "/VP", "/SubmitForm", "/OPI", "/Ref"),
}
CANARY = b"CANARY-7731"
GPS = {1: "N", 2: (46.0, 47.0, 12.0), 3: "W", 4: (92.0, 6.0, 1.0)}


def _script() -> pikepdf.Dictionary:
    return D(S=N.JavaScript, JS=f"app.alert('{CANARY.decode()}')")


def _actions() -> list[pikepdf.Dictionary]:
    launch = D(S=N.Launch, F=CANARY.decode())
    uri = D(S=N.URI, URI=f"http://a.b/{CANARY.decode()}")
    submit = D(S=N.SubmitForm, F=D(FS=N.URL, F=f"http://{CANARY.decode()}"))
    imported = D(S=N.ImportData, F=CANARY.decode())
    remote = D(S=N.GoToR, F=CANARY.decode())
    embedded = D(S=N.GoToE, T=D(R=N.C, N=CANARY.decode()))
    return [_script(), launch, uri, submit, imported, remote, embedded, D(S=N.Named, N=N.Print, Next=_script())]


def _places(pdf: pikepdf.Pdf, action: pikepdf.Dictionary) -> Iterator[pikepdf.Pdf]:
    """The same action put in at one place after another; the file is handed over each time."""
    page = pdf.pages[0].obj
    file = pdf.make_stream(CANARY)
    file.Type = N.EmbeddedFile
    link = D(Type=N.Annot, Subtype=N.Link, Rect=[0, 0, 9, 9], A=action)
    field = D(Type=N.Annot, Subtype=N.Widget, FT=N.Btn, T="b", Rect=[0, 0, 9, 9], AA=D(D=action))
    yield from _put(pdf, pdf.Root, "OpenAction", action)
    yield from _put(pdf, pdf.Root, "AA", D(WC=action))
    yield from _put(pdf, pdf.Root, "Names", D(JavaScript=D(Names=["x", action])))
    yield from _put(pdf, pdf.Root, "Names", D(EmbeddedFiles=D(Names=["x", D(Type=N.Filespec, F="x", EF=D(F=file))])))
    yield from _put(pdf, pdf.Root, "AF", A([D(Type=N.Filespec, F="x", EF=D(F=file))]))
    yield from _put(pdf, pdf.Root, "AcroForm", D(Fields=[], XFA=pdf.make_stream(CANARY)))
    yield from _put(pdf, pdf.Root, "Outlines", D(First=D(Title="t", A=action), Count=1))
    yield from _put(pdf, page, "AA", D(O=action))
    yield from _put(pdf, page, "Annots", A([link]))
    yield from _put(pdf, page, "Annots", A([field]))
    yield from _put(
        pdf, page, "Annots", A([D(Type=N.Annot, Subtype=N.FileAttachment, Rect=[0, 0, 9, 9], FS=D(EF=D(F=file)))])
    )
    yield from _put(
        pdf, page, "Annots", A([D(Type=N.Annot, Subtype=N.RichMedia, Rect=[0, 0, 9, 9], RichMediaContent=D(A=action))])
    )
    yield from _put(pdf, page, "PieceInfo", D(X=D(Private=CANARY.decode())))
    yield from _put(pdf, page, "Metadata", pdf.make_stream(CANARY))
    yield from _put(pdf, page, "VP", A([D(Measure=D(Type=N.Measure, GPTS=[46, 47], X=CANARY.decode()))]))
    yield from _put(pdf, page.Resources.XObject.Fm, "AA", D(O=action))
    yield from _put(pdf, page.Resources.XObject.Fm, "Metadata", pdf.make_stream(CANARY))
    yield from _put(pdf, page.Resources.XObject.Fm, "PieceInfo", D(X=CANARY.decode()))
    yield from _put(pdf, page.Resources.XObject.Fm, "Ref", D(F=CANARY.decode(), Page=0))
    yield from _put(pdf, page.Resources.XObject.Fm, "OPI", D(X=CANARY.decode()))
    yield from _put(pdf, page.Resources.ExtGState.G, "AF", A([D(EF=D(F=file))]))
    yield from _put(pdf, page.Resources.Properties.P, "Metadata", pdf.make_stream(CANARY))
    yield from _put(
        pdf, page.Resources.Properties.P, "Deep", D(Deeper=D(JS=CANARY.decode(), A=D(S=N.JavaScript, JS="x")))
    )
    yield from _put(pdf, pdf.Root, "Metadata", pdf.make_stream(CANARY))
    yield from _put(pdf, pdf.Root, "Collection", D(Schema=D(X=CANARY.decode())))
    yield from _put(pdf, pdf.Root, "PieceInfo", D(X=CANARY.decode()))


def _put(pdf: pikepdf.Pdf, where: pikepdf.Object, key: str, thing: pikepdf.Object) -> Iterator[pikepdf.Pdf]:
    where[f"/{key}"] = thing
    yield pdf
    del where[f"/{key}"]


def _base() -> pikepdf.Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    form = pdf.make_stream(b"0 0 20 20 re f")
    form.Type, form.Subtype, form.BBox = N.XObject, N.Form, A([0, 0, 20, 20])
    pdf.pages[0].obj.Resources = D(
        XObject=D(Fm=form), ExtGState=D(G=D(Type=N.ExtGState)), Properties=D(P=D(Type=N.OCG, Name="L"))
    )
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm Do")
    pdf.docinfo["/Author"] = CANARY.decode()
    return pdf


@cache
def active() -> list[bytes]:
    found = []
    for which in range(len(_actions())):
        pdf = _base()
        for holder in _places(pdf, _actions()[which]):
            out = io.BytesIO()
            with warnings.catch_warnings(action="ignore"):  # a widget outside a form is what we want here
                holder.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
            found.append(out.getvalue())
    return found


def _keys(thing: object, seen: set[tuple[int, int]]) -> Iterator[str]:
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            yield key
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
                if value.is_indirect:
                    if value.objgen in seen:
                        continue
                    seen.add(value.objgen)
                yield from _keys(value, seen)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _keys(value, seen)


def _nothing_left(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as opened:
        keys = {key for thing in opened.objects for key in _keys(thing, set())}
        streams = [t.read_bytes() for t in opened.objects if isinstance(t, pikepdf.Stream)]
        assert opened.pages[0].obj.Contents.read_bytes()
        assert "/Info" not in opened.trailer or not opened.docinfo
    assert not keys & DENIED, keys & DENIED
    assert CANARY not in data and not any(CANARY in stream for stream in streams)


def test_it_holds_that_there_are_two_hundred() -> None:
    assert len(active()) >= 200


def test_it_holds_that_nothing_that_acts_or_hides_comes_out() -> None:
    for data in active():
        _nothing_left(clean_pdf.clean(data, STANDARD))


def test_it_holds_that_the_child_gives_the_same_as_the_reader_itself() -> None:
    assert clean_copy(active()[0], "a.pdf") == clean_pdf.clean(active()[0], STANDARD)


def test_it_holds_that_what_was_filled_into_a_form_stays_to_be_seen() -> None:
    from pypdfium2 import PdfDocument
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(300, 300))
    drawn.acroForm.textfield(name="t", value="FILLEDIN", x=20, y=20, width=200, height=30)
    drawn.showPage()
    drawn.save()
    with PdfDocument(clean_copy(out.getvalue(), "form.pdf")) as document:
        assert "FILLEDIN" in document[0].get_textpage().get_text_range()


def _photo(kind: str, mode: str, size: tuple[int, int], turn: int) -> bytes:
    exif = Image.Exif()
    exif[0x8825], exif[0x0112], exif[0x010F] = GPS, turn, CANARY.decode()
    out = io.BytesIO()
    more = {"comment": CANARY} if kind == "JPEG" else {}
    Image.new(mode, size, 120).save(out, kind, exif=exif.tobytes(), **more)
    return out.getvalue()


def test_it_holds_that_fifty_photos_keep_no_place() -> None:
    kinds = [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("WEBP", "RGB"),
        ("TIFF", "RGB"),
        ("PNG", "L"),
    ]
    made = [
        _photo(kind, mode, size, turn)
        for (kind, mode), size, turn in itertools.product(kinds, [(60, 40), (30, 80)], [1, 3, 6, 8])
    ]
    assert len(made) >= 50
    for data in made:
        clean = clean_copy(data, "photo")
        with pikepdf.open(io.BytesIO(clean)) as opened:
            image = next(iter(opened.pages[0].get_images().values()))
            raw = image.read_raw_bytes()
        assert CANARY not in clean and b"Exif" not in raw and b"GPS" not in raw
        assert not Image.open(io.BytesIO(raw)).getexif()


def test_it_holds_that_a_photo_stands_upright() -> None:
    with pikepdf.open(io.BytesIO(clean_copy(_photo("JPEG", "RGB", (80, 40), 6), "p"))) as opened:
        width, height = (float(n) for n in opened.pages[0].MediaBox[2:])
    assert height == pytest.approx(2 * width, rel=0.05)


def test_it_holds_that_a_photo_inside_a_pdf_loses_its_place_too() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 100))
    jpeg = _photo("JPEG", "RGB", (40, 40), 1)
    assert b"Exif" in jpeg
    image = pikepdf.Stream(pdf, jpeg)
    image.Type, image.Subtype, image.Width, image.Height = N.XObject, N.Image, 40, 40
    image.ColorSpace, image.BitsPerComponent, image.Filter = N.DeviceRGB, 8, N.DCTDecode
    pdf.pages[0].obj.Resources = D(XObject=D(Im=image))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 90 0 0 90 0 0 cm /Im Do Q")
    out = io.BytesIO()
    pdf.save(out)
    with pikepdf.open(io.BytesIO(clean_copy(out.getvalue(), "a.pdf"))) as opened:
        raw = next(iter(opened.pages[0].get_images().values())).read_raw_bytes()
    assert b"Exif" not in raw and CANARY not in raw
    assert Image.open(io.BytesIO(raw)).convert("RGB").tobytes() == Image.open(io.BytesIO(jpeg)).convert("RGB").tobytes()


def test_it_holds_that_bare_pictures_keep_their_pixels_and_foreign_bytes_stay_as_they_are() -> None:
    jpeg = _photo("JPEG", "RGB", (40, 30), 1)
    assert Image.open(io.BytesIO(bare_jpeg(jpeg))).tobytes() == Image.open(io.BytesIO(jpeg)).tobytes()
    for data in (b"", b"\xff\xd8", b"\xff\xd8\xff", b"nothing", jpeg[:60]):
        assert len(bare_jpeg(data)) <= len(data)
        assert bare_jpeg2000(data) == data


@pytest.mark.parametrize(
    ("data", "say"),
    [
        (b"", "empty"),
        (b"%PDF-1.4\n%%EOF", "damaged|no pages"),
        (b"plain words", "Only PDFs and photos"),
        (b"\xff\xd8\xff\xe0junk", "damaged"),
    ],
)
def test_it_holds_that_what_cannot_be_copied_is_said_in_a_sentence(data: bytes, say: str) -> None:
    with pytest.raises(Unreadable, match=say):
        clean_copy(data, "x")


def test_it_holds_that_a_locked_pdf_is_said_to_be_locked() -> None:
    out = io.BytesIO()
    _base().save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(Unreadable, match="password"):
        clean_copy(out.getvalue(), "x.pdf")
