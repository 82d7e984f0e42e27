"""The site with its state in a temporary directory, and papers made for it."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_STATE = tempfile.mkdtemp(prefix="firstcheck-site-")
os.environ["FIRSTCHECK_STATE"] = _STATE
os.environ["DJANGO_SETTINGS_MODULE"] = "firstcheck.site.settings"

import django  # noqa: E402

django.setup()

from django.test import Client  # noqa: E402

from firstcheck.intake import guard  # noqa: E402
from firstcheck.site.quiet_log import WithoutPapers  # noqa: E402
from tests.site.letter import LETTER  # noqa: E402


@pytest.fixture
def state() -> Path:
    return Path(_STATE)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.fixture
def with_letter(client: Client) -> Client:
    assert client.post("/", {"text": LETTER}).status_code == 302
    return client


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What the site's own log handler writes."""
    lines: list[str] = []
    own = next(h for h in logging.getLogger().handlers if isinstance(h.formatter, WithoutPapers))

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(own.format(record))

    kept = Kept()
    logging.getLogger().addHandler(kept)
    yield lines
    logging.getLogger().removeHandler(kept)


@pytest.fixture(scope="session", autouse=True)
def readers_end_with_the_tests() -> Iterator[None]:
    yield
    guard.close()
    shutil.rmtree(_STATE, ignore_errors=True)
