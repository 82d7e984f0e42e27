"""A packet for a fax: black and white only, 200 dots to the inch, as machines send it."""

from firstcheck.intake import fax_pages


def fax_variant(packet: bytes) -> bytes:
    """Every page as a one-bit picture in a PDF, photos dithered. Drawn in a child process. Raises Unreadable."""
    return fax_pages(packet)
