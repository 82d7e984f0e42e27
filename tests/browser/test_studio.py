"""The Studio in a real browser: an editor's whole way, on a phone and on a desk, and nothing for axe to find on it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from firstcheck.knowledge import load
from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.long]
WORDS = knowledge().pages["studio"]
_PICTURES = os.environ.get("FIRSTCHECK_PICTURES")
#: Each state has a file of its own to write.
STATES = [
    (DESK, "light", "scenarios/filed-late.yaml"),
    (PHONE, "dark", "scenarios/step-therapy.yaml"),
    (DESK, "dark", "scenarios/claim-paid.yaml"),
    (PHONE, "light", "scenarios/newborn-not-added.yaml"),
]
#: Milliseconds for the checks of the whole knowledge on a busy machine.
_PATIENCE = 120_000
SENTENCE = "Zebra stripes help nobody here."


class Studio:
    """A server on a copy of the knowledge; `key` is what the browser that used the link carries."""

    def __init__(self, home: Path, address: str, link: str) -> None:
        self.home, self.address, self.link = home, address, link
        self.key: list[dict[str, str]] = []


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Studio]:
    home = tmp_path_factory.mktemp("checkout")
    shutil.copytree(load.FILES, home / "knowledge")
    (home / "pyproject.toml").write_text("", encoding="utf-8")
    environment = os.environ | {"FIRSTCHECK_STATE": str(tmp_path_factory.mktemp("studio"))}
    command = [sys.executable, "-m", "tests.browser.serve_studio", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        said = server.stdout.readline() + server.stdout.readline()
        address, link = re.findall(r"http://\S+?:\d+\S*", said)
        found = Studio(home, address.rstrip("/"), link)
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(link)
            assert page.url == f"{found.address}/studio/"
            found.key = [{k: c[k] for k in ("name", "value", "domain", "path")} for c in context.cookies()]  # type: ignore[literal-required]
        yield found
        server.terminate()
        server.wait(15)


class Looked:
    """An editor's browser: every page is looked at as it comes."""

    def __init__(self, visit: Visit, name: str) -> None:
        self.visit, self.page, self.name = visit, visit.page, name
        self.faults: dict[str, list[str]] = {}

    def look(self, place: str) -> None:
        self.visit.no_sideways_scroll()
        self.faults[place] = violations(self.page)
        if _PICTURES:
            self.page.screenshot(path=str(Path(_PICTURES) / f"studio-{self.name}-{place}.png"), full_page=True)

    def save(self, text: str) -> None:
        self.page.get_by_label(WORDS["studio_text"]).fill(text)
        self.page.get_by_role("button", name=WORDS["studio_save"]).click()
        self.page.locator("#checks").wait_for()


def editors_way(seen: Looked, studio: Studio, file: str) -> None:
    """Find, open, break, mend, look, approve."""
    page, visit = seen.page, seen.visit
    visit.go("/studio/")
    seen.look("desk")
    page.get_by_label(WORDS["studio_find_label"]).fill(file.removesuffix(".yaml").replace("/", " "))
    page.get_by_role("button", name=WORDS["studio_find_button"]).click()
    page.locator("#found").wait_for()
    seen.look("found")
    page.locator("#found").get_by_role("link", name=file, exact=True).first.click()
    visit.at(f"/studio/file/{re.escape(file)}/")
    seen.look("file")
    text = page.get_by_label(WORDS["studio_text"]).input_value()
    assert text.strip() == (studio.home / "knowledge" / file).read_text(encoding="utf-8").strip()
    seen.save(re.sub(r"^adjacent: .*", "adjacent: no-such-page", text, flags=re.MULTILINE))
    seen.look("faults")
    assert page.locator(".studio-faults li").count() >= 1
    assert not page.get_by_role("button", name=WORDS["studio_approve"]).count()
    seen.save(re.sub(r'^says:\n  - ".*"$', f'says:\n  - "{SENTENCE}"', text, count=1, flags=re.MULTILINE))
    seen.look("clean")
    page.get_by_role("link", name=WORDS["studio_preview"]).click()
    assert SENTENCE in page.locator("main").inner_text()
    seen.look("preview")
    page.get_by_role("link", name=WORDS["studio_to_draft"]).click()
    visit.at(f"/studio/file/{re.escape(file)}/")
    page.get_by_role("button", name=WORDS["studio_save"]).click()
    page.get_by_role("button", name=WORDS["studio_approve"]).click()
    page.get_by_role("heading", level=1, name=WORDS["studio_done_title"]).wait_for()
    seen.look("done")
    assert SENTENCE in (studio.home / "knowledge" / file).read_text(encoding="utf-8")


def other_pages(seen: Looked) -> None:
    """A new file, a name that is none, a text that is none, a question as it would be asked."""
    page, visit = seen.page, seen.visit
    visit.go("/studio/file/scenarios/quite-new.yaml/")
    seen.look("new")
    visit.go("/studio/?name=nowhere/at-all.yaml")
    page.get_by_role("heading", level=1, name=WORDS["studio_refused_title"]).wait_for()
    seen.look("refused")
    visit.go("/studio/file/questions/plan_type.yaml/")
    page.get_by_role("button", name=WORDS["studio_save"]).click()
    page.get_by_role("link", name=WORDS["studio_preview"]).click()
    seen.look("question")
    page.get_by_role("link", name=WORDS["studio_to_draft"]).click()
    page.get_by_role("button", name=WORDS["studio_discard"]).click()
    visit.at("/studio/$")


def walked(browser: Browser, studio: Studio, state: tuple[dict[str, int], str, str]) -> None:
    size, scheme, file = state
    with browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        visit = Visit(context, studio.address)
        visit.page.set_default_timeout(_PATIENCE)
        seen = Looked(visit, f"{size['width']}-{scheme}")
        visit.go("/studio/")
        page: Page = visit.page
        page.get_by_role("heading", level=1, name=WORDS["studio_closed_title"]).wait_for()
        seen.look("shut")
        context.add_cookies(studio.key)  # type: ignore[arg-type]
        editors_way(seen, studio, file)
        other_pages(seen)
        assert not {place: wrong for place, wrong in seen.faults.items() if wrong}
        assert len(seen.faults) == 11
        assert not visit.strays
        assert not [said for said in visit.errors if "403" not in said and "422" not in said]


@pytest.mark.parametrize("state", STATES, ids=lambda s: f"{s[0]['width']}-{s[1]}")
def test_it_takes_an_editor_from_a_file_to_its_new_text(
    browser: Browser, studio: Studio, state: tuple[dict[str, int], str, str]
) -> None:
    walked(browser, studio, state)


def test_it_opens_once_for_one_browser(browser: Browser, studio: Studio) -> None:
    with browser.new_context(viewport=PHONE, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        answer = page.goto(studio.link)
        assert answer is not None and answer.status == 410
        page.get_by_role("heading", level=1, name=WORDS["studio_closed_title"]).wait_for()
        assert not violations(page)
