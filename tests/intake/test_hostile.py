"""Files made to harm: each ends as one plain sentence, and the process that asked lives on."""

import io
import os
import random
import struct
import time
import zlib
from collections.abc import Callable

import pytest
from benchmarks import paper_maker
from PIL import Image

from firstcheck.intake import STANDARD, Limits, Unreadable, guard, read_file, render_page
from firstcheck.intake.child import Job

LETTER = "Notice of denial                 Claim: 26-2790-55412-00\n\nWe denied   70553   2,385.00\n"


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, the first its catalog."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, item) for number, item in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), extra, data)


def flate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 " * 500_000) for _ in range(400)) + packer.flush()
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    return pdf_of(CATALOG, ONE_PAGE, page, stream(packed, b"/Filter/FlateDecode"))


def nested_flate_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(b"0" * 300_000_000, 9), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>"
    return pdf_of(CATALOG, ONE_PAGE, page, stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def form_bomb() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    forms = [
        stream(
            b"/F Do " * 4, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        )
        for level in range(28)
    ]
    last = stream(b"BT (x) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf_of(CATALOG, ONE_PAGE, page, stream(b"/F Do " * 4), *forms, last)


def page_cycle() -> bytes:
    return pdf_of(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>")


def deep_arrays() -> bytes:
    return pdf_of(CATALOG, ONE_PAGE, b"[" * 100_000 + b"]" * 100_000)


def huge_page() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10000000 10000000]/Contents 4 0 R>>"
    return pdf_of(CATALOG, ONE_PAGE, page, stream(b"0 0 99 99 re f"))


def many_pages() -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(20_000))
    return pdf_of(
        CATALOG, b"<</Type/Pages/Kids[%s]/Count 20000>>" % kids, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    )


def huge_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
    )


def frames(kind: str, count: int) -> bytes:
    made = io.BytesIO()
    pages = [Image.new("1", (12, 12), n % 2) for n in range(count)]
    pages[0].save(made, kind, save_all=True, append_images=pages[1:])
    return made.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "flate.pdf": flate_bomb,
    "nested.pdf": nested_flate_bomb,
    "forms.pdf": form_bomb,
    "cycle.pdf": page_cycle,
    "deep.pdf": deep_arrays,
    "huge.pdf": huge_page,
    "pages.pdf": many_pages,
    "big.png": lambda: huge_png(60_000, 60_000),
    "wide.png": lambda: huge_png(2_000_000_000, 1),
    "half.png": lambda: huge_png(2000, 2000),
    "frames.gif": lambda: frames("GIF", 300),
    "pages.tif": lambda: frames("TIFF", 500),
    "jpeg.jpg": lambda: b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1" + b"\0" * 99,
    "locked.pdf": lambda: pdf_of(CATALOG)[:-6].replace(
        b"/Root", b"/Encrypt<</Filter/Standard/V 2/R 3/O()/U()/P 0>>/Root"
    ),
    "head.pdf": lambda: b"%PDF-1.7\n",
    "heic.heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x99meta" + b"\xff" * 300,
    "webp.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 60,
    "tiff.tif": lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 90,
}


@pytest.mark.parametrize("name", BOMBS)
def test_it_ends_every_bomb_with_a_sentence(name: str) -> None:
    begun = time.monotonic()
    try:
        document = read_file(BOMBS[name](), name)
        assert document.problems or len(document.pages) == 1
    except Unreadable as error:
        assert str(error).endswith(".")
        assert "Traceback" not in str(error)
    assert time.monotonic() - begun < 30
    assert read_file(paper_maker.pdf(LETTER), "after.pdf").pages[0].text


def test_it_asks_for_a_pdf_without_its_password() -> None:
    protected = b"<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + b"61" * 32 + b">/U<" + b"62" * 32 + b">>>"
    data = paper_maker.pdf(LETTER).replace(b"trailer\n<<", b"trailer\n<</ID[<aa><aa>]/Encrypt " + protected)
    with pytest.raises(Unreadable, match="password"):
        read_file(data, "a.pdf")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_it_reads_or_refuses_half_a_file(share: float) -> None:
    for data in (paper_maker.pdf(LETTER), paper_maker.png(Image.new("L", (300, 200), 255))):
        try:
            read_file(data[: int(len(data) * share)], "a")
        except Unreadable as error:
            assert str(error).endswith(".")


def mutants(seeds: list[bytes], count: int, seed: int) -> list[bytes]:
    """Copies with bits turned, pieces cut, doubled and swapped."""
    rng = random.Random(seed)
    made = []
    for number in range(count):
        data = bytearray(seeds[number % len(seeds)])
        for _ in range(rng.randint(1, 12)):
            place = rng.randrange(max(1, len(data)))
            match rng.randrange(4):
                case 0:
                    data[place : place + 1] = bytes([rng.randrange(256)])
                case 1:
                    del data[place : place + rng.randint(1, 200)]
                case 2:
                    data[place:place] = data[place : place + rng.randint(1, 200)]
                case 3:
                    data[place:place] = rng.choice(
                        [b"<<", b"]", b"endobj", b"999999999", b"\0\0\0\0", b"/Kids", b"\xff\xff"]
                    )
        made.append(bytes(data))
    return made


def seeds() -> list[bytes]:
    small = Image.new("L", (40, 30), 255)
    pictures = []
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "WEBP"):
        made = io.BytesIO()
        small.save(made, kind)
        pictures.append(made.getvalue())
    papers = [paper_maker.pdf(LETTER), paper_maker.pdf(LETTER, paper_maker.SANS, 90), LETTER.encode("utf-16")]
    return [*papers * 5, *pictures]


def survive(data: bytes) -> None:
    try:
        read_file(data, "a")
    except Unreadable as error:
        assert str(error).endswith(".")


def test_it_survives_mutants() -> None:
    for data in mutants(seeds(), 120, 1):
        survive(data)


@pytest.mark.long
def test_it_survives_many_mutants() -> None:
    for data in mutants(seeds(), 20_000, 2):
        survive(data)


def test_it_kills_a_child_that_is_too_slow() -> None:
    limits = Limits(stall_seconds=0.0, wall_seconds=60)
    with pytest.raises(Unreadable, match="too long"):
        read_file(paper_maker.pdf(LETTER), "a.pdf", limits=limits)


def test_it_kills_a_child_that_holds_too_much_memory() -> None:
    job = Job("pdf", "a.pdf", paper_maker.pdf(LETTER), Limits(memory_bytes=1 << 20))
    with pytest.raises(Unreadable, match="memory"):
        guard.run(job)


def test_it_knows_how_much_memory_a_process_holds() -> None:
    assert 1 << 20 < guard.resident_bytes(os.getpid()) < 1 << 40
    assert guard.resident_bytes(2**22 + 1) == 0


def test_it_draws_a_page_and_refuses_one_that_is_not_there() -> None:
    data = paper_maker.pdf(LETTER)
    picture = Image.open(io.BytesIO(render_page(data, 1, 400)))
    assert picture.size[0] == pytest.approx(400, abs=1)
    with pytest.raises(Unreadable, match="does not have that page"):
        render_page(data, 2, 400)
    with pytest.raises(Unreadable, match="picture"):
        render_page(b"only text", 1, 400)


def test_it_reads_pages_up_to_the_limit_and_notes_the_rest() -> None:
    data = paper_maker.pdf("\f".join(f"page number {n}" for n in range(1, 4)))
    assert read_file(data, "a.pdf", limits=Limits(pages=3)).problems == ()
    document = read_file(data, "a.pdf", limits=Limits(pages=2))
    assert len(document.pages) == 2
    assert document.problems[0].startswith("Only the first 2 of 3 pages")


def test_it_starts_anew_when_the_helper_process_is_gone() -> None:
    guard.close()
    assert read_file(paper_maker.pdf(LETTER), "a.pdf").pages[0].text
    assert STANDARD.memory_bytes == 1 << 30
