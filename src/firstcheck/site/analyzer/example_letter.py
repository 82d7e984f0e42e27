"""The worked example as a PDF: the letter of knowledge/pages/example.yaml typed on as many pages as it needs."""

from collections.abc import Iterator

_LINES_A_PAGE = 52
_SIZE = 9.6
_LEADING = 13.4
_LEFT, _TOP = 52, 736
_WIDTH, _HEIGHT = 612, 792


def typed_pdf(text: str) -> bytes:
    """A PDF (US Letter, Courier) of plain Latin text; its layout is kept."""
    lines = text.rstrip().splitlines()
    sheets = [lines[at : at + _LINES_A_PAGE] for at in range(0, max(1, len(lines)), _LINES_A_PAGE)]
    return _file(list(_objects(sheets)))


def _objects(sheets: list[list[str]]) -> Iterator[bytes]:
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(sheets)))
    yield b"<</Type/Catalog/Pages 2 0 R>>"
    yield f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode()
    yield b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    for number, sheet in enumerate(sheets):
        fonts = "/Resources<</Font<</F1 3 0 R>>>>"
        box = f"/MediaBox[0 0 {_WIDTH} {_HEIGHT}]"
        yield f"<</Type/Page/Parent 2 0 R{box}{fonts}/Contents {5 + 2 * number} 0 R>>".encode()
        typed = _typed(sheet)
        yield b"<</Length %d>>\nstream\n" % len(typed) + typed + b"\nendstream"


def _typed(sheet: list[str]) -> bytes:
    rows = "\n".join(f"({_escaped(line)}) Tj T*" for line in sheet)
    return f"BT /F1 {_SIZE} Tf {_LEADING} TL {_LEFT} {_TOP} Td\n{rows}\nET".encode("cp1252", "replace")


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
