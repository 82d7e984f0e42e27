"""Uploaded files, kept in memory only, each no larger than intake reads."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from firstcheck.intake import STANDARD


class MemoryOnly(FileUploadHandler):
    """Keeps a file's bytes in memory. One byte more than allowed is kept, enough for intake to refuse the file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece of it; nothing is passed on to another handler."""
        if start == 0:
            self._bytes = BytesIO()
        room = STANDARD.file_bytes + 1 - self._bytes.tell()
        self._bytes.write(raw_data[: max(0, room)])
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The file as a view sees it."""
        if file_size == 0:
            self._bytes = BytesIO()
        size = self._bytes.tell()
        self._bytes.seek(0)
        return InMemoryUploadedFile(
            self._bytes, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )
