"""Picture data without what does not belong to the picture: no place, camera, comment or thumbnail.

Takes JPEG or JPEG 2000 bytes; gives the same picture, its pixels untouched. Bytes that are no such picture come back
as they are: they are then not shown by any reader either.
"""

import struct
from collections.abc import Iterator

#: JPEG segments that the picture needs: JFIF, colour profile (checked below), Adobe's colour transform.
_KEPT_APP = (0xE0, 0xE2, 0xEE)
_ALONE = (0x01, *range(0xD0, 0xD9))
_START_OF_SCAN = 0xDA
_COMMENT = 0xFE
#: Boxes of a JPEG 2000 file that carry words or foreign data.
_FOREIGN_BOXES = (b"xml ", b"uuid", b"uinf", b"url ", b"jp2i")


def bare_jpeg(data: bytes) -> bytes:
    """The JPEG without APP segments that carry more than the picture, and without comments."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept = bytearray(b"\xff\xd8")
    for marker, segment in _segments(data):
        if marker == _START_OF_SCAN:
            return bytes(kept) + segment
        if _needed(marker, segment):
            kept += segment
    return bytes(kept)


def _needed(marker: int, segment: bytes) -> bool:
    if marker == 0xE0:
        return segment[4:8] == b"JFIF"
    if marker == 0xE2:
        return segment[4:15] == b"ICC_PROFILE"
    return marker in _KEPT_APP or not (0xE0 <= marker <= 0xEF or marker == _COMMENT)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment; the scan comes with all that follows up to the end of the picture."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return
        marker = data[place + 1]
        if marker in _ALONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        if marker == _START_OF_SCAN:
            end = data.rfind(b"\xff\xd9")
            yield marker, data[place : end + 2 if end > place else len(data)]
            return
        length = 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
        yield marker, data[place : place + length]
        place += length


def bare_jpeg2000(data: bytes) -> bytes:
    """The JPEG 2000 file without boxes that carry words or foreign data."""
    if data[4:8] != b"jP  ":
        return data
    kept = bytearray()
    place = 0
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if length == 1 and place + 16 <= len(data):
            length = struct.unpack(">Q", data[place + 8 : place + 16])[0]
        end = len(data) if length == 0 else place + length
        if end <= place:
            break
        if kind not in _FOREIGN_BOXES:
            kept += data[place:end]
        place = end
    return bytes(kept)
