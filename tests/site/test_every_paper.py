"""Every open test paper walks through every page."""

from pathlib import Path

import pytest
from django.test import Client

from firstcheck.knowledge.build import load_yaml

PAPERS = sorted((Path(__file__).parents[1] / "golden" / "open").glob("*.yaml"))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_it_shows_every_page_of_it(client: Client, path: Path) -> None:
    assert client.post("/", {"text": load_yaml(path)["document"]}).status_code == 302
    for address in ("/check/", "/answer/", "/answer/firstcheck.json"):
        assert client.get(address).status_code == 200
    for fact in client.get("/answer/firstcheck.json").json()["questions"]:
        assert client.get(f"/questions/{fact['fact']}/").status_code == 200
