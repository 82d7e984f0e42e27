"""Open test papers walk through every page: every thirtieth always, all of them in the long run."""

from pathlib import Path

import pytest
from django.test import Client

from firstcheck.knowledge.build import load_yaml

PAPERS = sorted((Path(__file__).parents[1] / "golden" / "open").glob("*.yaml"))

WALKS = [
    pytest.param(path, id=path.stem, marks=[] if place % 30 == 0 else [pytest.mark.long])
    for place, path in enumerate(PAPERS)
]


@pytest.mark.parametrize("path", WALKS)
def test_it_shows_every_page_of_it(client: Client, path: Path) -> None:
    assert client.post("/", {"text": load_yaml(path)["document"]}).status_code == 302
    for address in ("/check/", "/answer/", "/answer/firstcheck.json"):
        assert client.get(address).status_code == 200
    for fact in client.get("/answer/firstcheck.json").json()["questions"]:
        assert client.get(f"/questions/{fact['fact']}/").status_code == 200
