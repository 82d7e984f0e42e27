"""What the bytes are decides, never the name."""

import itertools

import pytest

from firstcheck.intake import Limits, Unreadable, read_file, read_files
from firstcheck.intake.opening import shown_name
from firstcheck.intake.registry import choose

ISA = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *200101*1253*^*00501*1*0*P*:~"
HEADS = {
    "pdf": b"%PDF-1.7\n",
    "image": b"\x89PNG\r\n\x1a\n",
    "image ": b"\xff\xd8\xff\xe0",
    "image  ": b"GIF89a\1\0",
    "image   ": b"II*\0\0\0\0\0",
    "image    ": b"RIFF\0\0\0\0WEBPVP8 ",
    "image     ": b"\0\0\0\x18ftypheic",
    "remittance": ISA,
    "benefit_record": b'{"resourceType": "ExplanationOfBenefit"}',
    "refused": b"PK\x03\x04\x14\0word/document.xml",
    "refused ": b"\x7fELF\2\1\1",
    "refused  ": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "refused   ": b"<?xml version='1.0'?><svg xmlns=''>",
    "web_page": b"<!DOCTYPE html><p>",
    "text": b"Dear member, your claim was denied.",
}
ENDINGS = ("pdf", "jpg", "png", "tif", "webp", "gif", "heic", "docx", "txt", "html", "svg", "exe", "zip", "eml", "")


@pytest.mark.parametrize(("kind", "ending"), list(itertools.product(HEADS, ENDINGS)))
def test_it_goes_by_the_bytes(kind: str, ending: str) -> None:
    assert choose(HEADS[kind], f"a.{ending}").label == kind.strip()


def test_it_takes_the_outer_kind_of_a_file_that_is_two() -> None:
    assert choose(b"GIF89a\1\0" + b"%PDF-1.4\n", "a.pdf").label == "image"


def test_it_refuses_what_it_does_not_know() -> None:
    with pytest.raises(Unreadable, match="kind of file"):
        read_file(bytes(range(32)) * 20, "a.bin")


def test_it_refuses_an_empty_file_and_one_over_the_limit() -> None:
    limits = Limits(file_bytes=100)
    assert read_file(b"x" * 100, "a.txt", limits=limits).pages
    with pytest.raises(Unreadable, match="larger"):
        read_file(b"x" * 101, "a.txt", limits=limits)
    with pytest.raises(Unreadable, match="empty"):
        read_file(b"", "a.txt")


def test_it_counts_the_files_of_a_case(tmp_path: object) -> None:
    limits = Limits(files=2)
    with pytest.raises(Unreadable, match="more than 2 files"):
        read_files(["a", "b", "c"], limits=limits)
    with pytest.raises(Unreadable, match="no file of that name"):
        read_files(["/nowhere/a", "b"], limits=limits)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\a.pdf", "a.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nb\0.pdf", "ab.pdf"),
        ("", "paper"),
        ("x" * 300 + ".pdf", "x" * 115 + "….pdf"),
    ],
)
def test_it_shows_names_without_tricks(name: str, shown: str) -> None:
    assert shown_name(name) == shown
