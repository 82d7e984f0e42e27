"""A real browser against the real server."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.find_browser import HOW, find

_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).with_name("axe.min.js")
#: Sizes of a phone and of a desk.
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    environment = os.environ | {"FIRSTCHECK_STATE": str(tmp_path_factory.mktemp("site"))}
    command = [sys.executable, "-m", "firstcheck.site", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+:\d+", server.stdout.readline())
        assert found
        yield found[0]
        server.terminate()
        server.wait(15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(HOW, pytrace=False)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield launched
        launched.close()


class Visit:
    """A page of a fresh browser context, and everything that went wrong on it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.strays: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._requested)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def _requested(self, request: object) -> None:
        url = urlsplit(str(request.url))  # type: ignore[attr-defined]
        if f"{url.scheme}://{url.netloc}" != self.address and url.scheme not in ("data", "blob", "about"):
            self.strays.append(url.netloc)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def at(self, pattern: str) -> None:
        self.page.wait_for_url(re.compile(re.escape(self.address) + pattern), timeout=90_000)

    def no_sideways_scroll(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.page.evaluate("window.innerWidth")


@pytest.fixture(params=["script", "no-script"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param == "script")
    found = Visit(context, address)
    yield found
    context.close()
    assert not found.strays
    assert not found.errors


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=PHONE) as found:
        yield found
