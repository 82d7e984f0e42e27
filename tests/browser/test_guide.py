"""The guide in a real browser: nothing for axe to find, and the ways through it by finger and by keyboard."""

import pytest
from playwright.sync_api import Browser

from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_axe import violations

pytestmark = pytest.mark.browser
#: One page of every kind, and more of those that vary most.
PAGES = [
    "/guide/",
    "/guide/families/network/",
    "/guide/denials/out-of-network-imaging/",
    "/guide/denials/claim-paid/",
    "/guide/denials/step-therapy/",
    "/guide/denials/authorization-refused-before/",
    "/guide/codes/",
    "/guide/codes/carc-197/",
    "/guide/codes/rarc-n130/",
    "/guide/plans/",
    "/guide/plans/self-funded-erisa/",
    "/guide/states/",
    "/guide/states/tn/",
    "/guide/checklists/",
    "/guide/checklists/ask-for-gap-exception/",
    "/guide/letters/",
    "/guide/letters/claim-file-request/",
    "/guide/care/",
    "/guide/care/mri/",
    "/guide/evidence/",
    "/guide/words/",
    "/guide/sources/",
    "/guide/how/",
    "/guide/pricing/",
    "/guide/methods/",
    "/guide/changes/",
    "/search/?q=out+of+network",
    "/search/?q=zzzzz",
    "/",
    "/about/",
    "/phone/",
]
STATES = [("en", PHONE, "light"), ("en", DESK, "dark"), ("es", PHONE, "dark"), ("es", DESK, "light")]
MORE = [("en", PHONE, "dark"), ("en", DESK, "light"), ("es", PHONE, "light"), ("es", DESK, "dark")]


def faults(browser: Browser, address: str, state: tuple[str, dict[str, int], str]) -> dict[str, list[str]]:
    language, size, scheme = state
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    visit = Visit(context, address)
    found = {}
    for path in PAGES:
        visit.go(path if language == "en" else f"/{language}{path}")
        visit.no_sideways_scroll()
        found[path] = violations(visit.page)
    context.close()
    assert not visit.strays
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.parametrize("state", STATES[:1], ids=lambda s: f"{s[0]}-{s[1]['width']}-{s[2]}")
def test_it_has_no_violation(browser: Browser, address: str, state: tuple[str, dict[str, int], str]) -> None:
    assert not faults(browser, address, state)


@pytest.mark.long
@pytest.mark.parametrize("state", STATES[1:] + MORE, ids=lambda s: f"{s[0]}-{s[1]['width']}-{s[2]}")
def test_it_has_no_violation_in_any_other_state(
    browser: Browser, address: str, state: tuple[str, dict[str, int], str]
) -> None:
    assert not faults(browser, address, state)


def test_it_can_be_walked_by_keyboard(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=DESK) as context:
        visit = Visit(context, address)
        visit.go("/guide/denials/out-of-network-imaging/")
        page = visit.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.locator("#fit-this").focus()
        page.keyboard.press("ArrowDown")
        assert page.locator("#fit-1").is_checked()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.fit-go') !== null"), "the way to the sibling comes next"
        page.keyboard.press("Enter")
        page.wait_for_url("**/guide/denials/*/")
        assert "out-of-network-imaging" not in page.url


def test_it_speaks_spanish_through_the_analyzer(browser: Browser, address: str) -> None:
    spanish = knowledge().editions["es"].pages["site"]
    with browser.new_context(viewport=PHONE) as context:
        visit = Visit(context, address)
        visit.go("/es/")
        visit.page.get_by_role("button", name=spanish["home_example_button"]).click()
        visit.at("/es/check/")
        assert visit.page.get_by_role("heading", level=1, name=spanish["check_title"]).is_visible()
        assert visit.page.evaluate("document.documentElement.lang") == "es"
        visit.go("/es/answer/")
        assert visit.page.get_by_text(spanish["answer_dates"]).first.is_visible()
