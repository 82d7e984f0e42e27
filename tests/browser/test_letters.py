"""Letters in a real browser: on a phone, with and without scripts, and as a screen reader finds them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_axe import SHOWN, violations

pytestmark = pytest.mark.browser
SITE, WORDS = knowledge().pages["site"], knowledge().pages["letters_site"]
SPANISH = knowledge().editions["es"].pages["letters_site"]
_PICTURES = os.environ.get("FIRSTCHECK_PICTURES")


def _pictured(visit: Visit, name: str) -> None:
    """A picture of the page for eyes, where a folder is named."""
    if _PICTURES:
        visit.page.screenshot(path=str(Path(_PICTURES) / f"{name}.png"), full_page=True)


def _with_example(visit: Visit) -> None:
    visit.go("/")
    visit.page.get_by_role("button", name=SITE["home_example_button"]).click()
    visit.at("/check/")


def test_it_holds_that_a_letter_from_answers_to_file(visit: Visit) -> None:
    _with_example(visit)
    page = visit.page
    visit.go("/letters/")
    visit.no_sideways_scroll()
    _pictured(visit, "list")
    page.get_by_role("link", name=WORDS["write"]).click()
    visit.at("/letters/")
    page.get_by_label(WORDS["sender_address"]).fill("14 Elm Street\nSpringfield, IL 62701")
    page.get_by_label(WORDS["sender_phone"]).fill("217-555-0142")
    visit.no_sideways_scroll()
    _pictured(visit, "check")
    page.get_by_role("button", name=WORDS["go_preview"]).click()
    page.get_by_role("article", name=WORDS["preview_label"]).wait_for()
    assert "14 Elm Street" in page.get_by_role("article").inner_text()
    visit.no_sideways_scroll()
    _pictured(visit, "preview")
    page.get_by_role("link", name=WORDS["edit"]).click()
    body = page.get_by_label(WORDS["edit_label"])
    body.fill(body.input_value() + "\n\nThe bill was $9,999.99 on March 3, 2019.")
    _pictured(visit, "edit")
    page.get_by_role("button", name=WORDS["save"]).click()
    problem = page.get_by_role("status").filter(has_text=WORDS["draft_title"])
    problem.wait_for()
    assert "$9,999.99" in problem.inner_text() and "March 3, 2019" in problem.inner_text()
    _pictured(visit, "draft")
    page.get_by_role("link", name=WORDS["edit"]).click()
    page.get_by_role("button", name=WORDS["reset"]).click()
    page.get_by_text(WORDS["draft_title"]).wait_for(state="detached")
    with page.expect_download() as saved:
        page.get_by_role("link", name=WORDS["pdf"], exact=True).click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")


def test_it_holds_that_a_packet_is_saved_and_nothing_acts(visit: Visit) -> None:
    _with_example(visit)
    page = visit.page
    visit.go("/letters/claim-file-request/check/")
    page.get_by_role("button", name=WORDS["go_preview"]).click()
    page.get_by_role("link", name=WORDS["packet"]).click()
    page.get_by_role("button", name=WORDS["packet_make"]).wait_for()
    visit.no_sideways_scroll()
    _pictured(visit, "packet")
    with page.expect_download() as saved:
        page.get_by_role("button", name=WORDS["packet_make"]).click()
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"%PDF-") and b"/JavaScript" not in data


@pytest.mark.parametrize(("size", "scheme"), SHOWN)
def test_it_holds_that_axe_finds_nothing(browser: Browser, address: str, size: dict[str, int], scheme: str) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    visit = Visit(context, address)
    _with_example(visit)
    found = {}
    for path in ("/letters/", "/letters/claim-file-request/check/"):
        visit.go(path)
        found[path] = violations(visit.page)
    visit.page.get_by_role("button", name=WORDS["go_preview"]).click()
    visit.page.get_by_role("article").wait_for()
    for path in ("", "?copy=es", "edit/", "packet/"):
        visit.go(f"/letters/claim-file-request/{path}")
        found[path or "preview"] = violations(visit.page)
    visit.go("/letters/expedited-appeal/check/")
    visit.page.get_by_role("button", name=WORDS["go_preview"]).click()
    visit.page.get_by_role("article").wait_for()
    found["draft"] = violations(visit.page)
    context.close()
    assert not {path: faults for path, faults in found.items() if faults}
    assert not visit.strays


@pytest.mark.long
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_holds_that_axe_finds_nothing_in_spanish(
    browser: Browser, address: str, size: dict[str, int], scheme: str
) -> None:
    """From the paper to the letter and the packet, every page of the way."""
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    visit = Visit(context, address)
    _with_example(visit)
    found = {}
    ways = ["/", "/check/", "/check/plan_type/", "/questions/plan_type/", "/answer/", "/letters/"]
    for path in (*ways, "/letters/claim-file-request/check/"):
        visit.go(f"/es{path}")
        visit.no_sideways_scroll()
        found[path] = violations(visit.page)
        _pictured(visit, f"es-{size['width']}-{scheme}{path.replace('/', '-')}")
    visit.page.get_by_role("button", name=SPANISH["go_preview"]).click()
    visit.page.get_by_role("article").wait_for()
    for path in ("", "?copy=es", "edit/", "packet/"):
        visit.go(f"/es/letters/claim-file-request/{path}")
        visit.no_sideways_scroll()
        found[path or "preview"] = violations(visit.page)
        _pictured(visit, f"es-{size['width']}-{scheme}-letter-{path.strip('/?') or 'preview'}")
    context.close()
    assert not {path: faults for path, faults in found.items() if faults}
    assert not visit.strays
