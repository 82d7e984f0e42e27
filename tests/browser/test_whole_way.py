"""The whole way of a person: search, page, "does this fit you?", analyzer, answer, letter. On a phone, by finger and by keys."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.browser
KNOWN = knowledge()
GUIDE, SITE, LETTERS = KNOWN.pages["guide"], KNOWN.pages["site"], KNOWN.pages["letters_site"]
PAPER = KNOWN.pages["example"]["letter"]
SCENARIO = KNOWN.scenarios["out-of-network-imaging"]
ADDRESS = "88 Larch Street\nDayton, Ohio 45402"
#: What the letter must say that was only in the paper, and only in the form.
FROM_PAPER, FROM_FORM = ("NB-26-5530871", "Marisol Kettering", "Northbridge"), "88 Larch Street"


def is_letter(page: Page) -> None:
    """The letter stands there, filled from the paper and from the form."""
    letter = page.get_by_role("article", name=LETTERS["preview_label"])
    letter.wait_for()
    text = letter.inner_text()
    assert all(words in text for words in (*FROM_PAPER, FROM_FORM)), text


def saved_pdf(page: Page, press: str = "") -> bytes:
    """The letter as a file: by a click, or by a key on the link that has the focus."""
    with page.expect_download() as saved:
        if press:
            page.keyboard.press(press)
        else:
            page.get_by_role("link", name=LETTERS["pdf"], exact=True).click()
    return Path(saved.value.path()).read_bytes()


def asked_through(visit: Visit) -> None:
    """The first question is answered with what one knows least; the rest is left out."""
    page = visit.page
    visit.at(r"/(questions/\w+|answer)/")
    if "/questions/" in page.url:
        visit.no_sideways_scroll()
        page.get_by_role("button", name=SITE["question_skip_all"], exact=True).first.click()
    visit.at("/answer/")


def test_it_leads_from_the_search_to_the_letter(visit: Visit) -> None:
    """With and without JavaScript, on a phone; nothing is reached by typing an address but the first page."""
    page = visit.page
    visit.go("/guide/")
    page.get_by_role("searchbox").fill("out of netwrok scan")
    page.get_by_role("button", name=GUIDE["search_button"]).click()
    visit.at(r"/search/\?q=.*")
    visit.no_sideways_scroll()
    page.get_by_role("link", name=SCENARIO.title, exact=True).click()
    visit.at(f"/guide/denials/{SCENARIO.id}/")
    sibling = page.locator(".fit-go").first
    assert not sibling.is_visible()
    page.locator("label[for=fit-1]").click()
    assert sibling.is_visible()
    page.locator("label[for=fit-this]").click()
    page.locator(".fit-row label").first.click()
    page.get_by_role("button", name=GUIDE["guide_fit_button"]).click()
    visit.at("/$")
    assert page.get_by_text(GUIDE["home_kept"]).is_visible()
    page.get_by_label(SITE["home_text_label"]).fill(PAPER)
    page.get_by_role("button", name=SITE["home_button"]).click()
    visit.at("/check/")
    page.get_by_role("button", name=SITE["check_continue"], exact=True).first.click()
    asked_through(visit)
    expect(page.get_by_text(SITE["answer_said"]).first).to_be_visible()
    page.locator("main").get_by_role("link", name=SITE["answer_letters"]).click()
    visit.at("/letters/")
    visit.no_sideways_scroll()
    page.get_by_role("link", name=LETTERS["write"]).click()
    visit.at(r"/letters/[a-z-]+/")
    page.get_by_label(LETTERS["sender_address"]).fill(ADDRESS)
    page.get_by_role("button", name=LETTERS["go_preview"]).click()
    is_letter(page)
    visit.no_sideways_scroll()
    assert saved_pdf(page).startswith(b"%PDF-")


_NAME = "(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.value || '').trim())"


def tab_to(page: Page, name: str) -> None:
    """Tab on until the control of that name has the focus; it must be seen to have it, and nothing may lie over it."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(f"{_NAME}(document.activeElement)") == name:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            assert page.evaluate(
                "(e => { const b = e.getBoundingClientRect(); const at = document.elementFromPoint(b.x + b.width / 2,"
                " b.y + Math.min(b.height, 60) / 2); return e.contains(at) || e.labels?.[0]?.contains(at); })"
                "(document.activeElement)"
            ), f"{name!r} has the focus under something else or out of sight"
            return
    pytest.fail(f"no way to {name!r} by keyboard")


def press(page: Page, name: str, key: str = "Enter") -> None:
    tab_to(page, name)
    page.keyboard.press(key)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_it_leads_from_the_search_to_the_letter_by_keys_alone(
    browser: Browser, address: str, size: dict[str, int]
) -> None:
    with browser.new_context(viewport=size) as context:  # type: ignore[arg-type]
        visit = Visit(context, address)
        by_keys(visit)
        assert not visit.strays
        assert not visit.errors


def by_keys(visit: Visit) -> None:
    """No pointer, no script that clicks: Tab, Space, arrows, Enter and letters."""
    page = visit.page
    visit.go("/guide/")
    tab_to(page, GUIDE["guide_start_by_words"])
    page.keyboard.type("out of netwrok scan")
    page.keyboard.press("Enter")
    visit.at(r"/search/\?q=.*")
    press(page, SCENARIO.title)
    visit.at(f"/guide/denials/{SCENARIO.id}/")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "which":
            break
    page.keyboard.press("Space")
    assert page.locator("#fit-this").is_checked()
    press(page, GUIDE["guide_fit_button"])
    visit.at("/$")
    tab_to(page, SITE["home_text_label"])
    page.keyboard.insert_text(PAPER)
    press(page, SITE["home_button"])
    visit.at("/check/")
    press(page, SITE["check_continue"])
    visit.at(r"/(questions/\w+|answer)/")
    if "/questions/" in page.url:
        press(page, SITE["question_skip_all"])
    visit.at("/answer/")
    press(page, SITE["answer_letters"])
    visit.at("/letters/")
    press(page, LETTERS["write"])
    visit.at(r"/letters/[a-z-]+/check/")
    tab_to(page, LETTERS["sender_address"])
    page.keyboard.insert_text(ADDRESS)
    press(page, LETTERS["go_preview"])
    is_letter(page)
    tab_to(page, LETTERS["pdf"])
    assert saved_pdf(page, "Enter").startswith(b"%PDF-")


def test_it_keeps_the_answers_of_a_page_up_to_the_letter(context: BrowserContext, address: str) -> None:
    """What was answered on the guide page is not asked again, and the reading says where it came from."""
    visit = Visit(context, address)
    page = visit.page
    visit.go(f"/guide/denials/{SCENARIO.id}/")
    page.locator("label[for=fit-this]").click()
    asked = page.locator(".fit-row input:not([value=unknown])").first
    fact = asked.get_attribute("name")
    page.locator(f"label[for='{asked.get_attribute('id')}']").click()
    page.get_by_role("button", name=GUIDE["guide_fit_button"]).click()
    page.get_by_label(SITE["home_text_label"]).fill("We denied your claim for the MRI. The center is out of network.")
    page.get_by_role("button", name=SITE["home_button"]).click()
    visit.at("/check/")
    expect(page.locator(f"#fact-{fact} .value")).to_be_visible()
    visit.go("/questions/")
    assert not page.url.endswith(f"/questions/{fact}/")
    assert not visit.strays
    assert not visit.errors
