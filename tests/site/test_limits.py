"""How much may be sent, and what is said where it is too much."""

from io import BytesIO

import pytest
from django.test import Client

from firstcheck.intake import STANDARD


def files(count: int, size: int = 40) -> list[BytesIO]:
    found = []
    for number in range(count):
        file = BytesIO(b"Claim number: QX-%d\n".ljust(size, b" ") % number)
        file.name = f"page-{number}.txt"
        found.append(file)
    return found


def test_it_takes_as_many_files_as_it_says(client: Client) -> None:
    assert client.post("/", {"files": files(STANDARD.files)}).status_code == 302
    assert len(client.get("/answer/firstcheck.json").json()["documents"]) == STANDARD.files


@pytest.mark.parametrize("more", [1, 100])
def test_it_refuses_more_files_in_one_plain_sentence(client: Client, more: int) -> None:
    page = client.post("/", {"files": files(STANDARD.files + more), "text": "my words"})
    assert page.status_code == 422
    assert "more than 40 files" in page.content.decode()
    assert "my words" in page.content.decode()


def test_it_counts_papers_added_later(client: Client) -> None:
    client.post("/", {"files": files(STANDARD.files)})
    assert client.post("/", {"files": files(1), "add": "1"}).status_code == 422


def test_it_refuses_a_file_that_is_too_large(client: Client) -> None:
    page = client.post("/", {"files": files(1, STANDARD.file_bytes + 10)})
    assert page.status_code == 422
    assert "larger than 25 MB" in page.content.decode()


def test_it_refuses_an_empty_file(client: Client) -> None:
    empty = BytesIO(b"")
    empty.name = "empty.pdf"
    page = client.post("/", {"files": empty})
    assert page.status_code == 422


def test_it_refuses_text_longer_than_any_paper(client: Client) -> None:
    page = client.post("/", {"text": "a " * (STANDARD.characters // 2 + 1)})
    assert page.status_code == 422
    assert "too long" in page.content.decode()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.pdf", "x" * 300 + ".pdf", "<b>.pdf", "\u202egnp.pdf"])
def test_it_survives_hostile_file_names(client: Client, name: str) -> None:
    file = BytesIO(b"Claim number: QX-100200300\n")
    file.name = name
    assert client.post("/", {"files": file}).status_code in (302, 422)
    assert "<b>" not in client.get("/check/").content.decode()
