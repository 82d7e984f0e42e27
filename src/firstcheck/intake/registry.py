"""Which reader a file belongs to.

Takes the first bytes and the name; gives the reader that is surest. What the bytes say goes before what the name says.
"""

from firstcheck.intake.errors import Unreadable
from firstcheck.intake.reader import HEAD_BYTES, Reader
from firstcheck.intake.readers import benefit_record, exhibit, image, mail, pdf, plain, refused, remittance, web_page

READERS: tuple[Reader, ...] = (
    pdf.READER,
    image.READER,
    remittance.READER,
    benefit_record.READER,
    refused.READER,
    mail.READER,
    web_page.READER,
    plain.READER,
    exhibit.READER,
)


def choose(data: bytes, name: str) -> Reader:
    """The reader with the highest score, the first of equals; Unreadable where none knows the bytes."""
    head = data[:HEAD_BYTES]
    scores = [reader.score(head, name) for reader in READERS]
    best = max(scores)
    if best <= 0:
        raise Unreadable(
            "This kind of file cannot be read here. Send a PDF, a photo (JPEG, PNG, HEIC, TIFF) or a text file, "
            "or paste the words."
        )
    return READERS[scores.index(best)]


def by_label(label: str) -> Reader:
    """The reader of that label; KeyError where there is none."""
    return {reader.label: reader for reader in READERS}[label]
