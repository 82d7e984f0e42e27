"""Bytes of unknown encoding to text.

Takes the bytes of a text file; gives text. Never fails: the last resort, Windows-1252 with Latin-1 for its five holes,
has a character for every byte.
"""

import codecs

# Longest first: the UTF-32 little-endian mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_HANDLER = "firstcheck-single-bytes"


def decode(data: bytes) -> str:
    """Text of `data`: by its byte order mark, as UTF-8, as unmarked UTF-16, else byte by byte as Windows-1252."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    unmarked = unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, "replace")
    return data.decode("utf-8", _HANDLER)


def unmarked_utf16(data: bytes) -> str | None:
    """The UTF-16 byte order of Western text without a mark: every other byte is nearly always zero."""
    head = data[: _SAMPLE - _SAMPLE % 2]
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def single_bytes(data: bytes) -> str:
    """Windows-1252, with Latin-1 for the bytes it leaves undefined."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, taken singly: pasted mail often mixes both."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return single_bytes(error.object[error.start : error.end]), error.end


codecs.register_error(_HANDLER, _stray)
