"""From a paper to the answer as people go: on a phone, with and without JavaScript, by keyboard alone."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, BrowserContext, Page, expect

from firstcheck.intake import render_page
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.example_letter import typed_pdf
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
SITE = knowledge().pages["site"]
LETTER = knowledge().pages["example"]["letter"]


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of the example letter: a little turned and soft, saved as JPEG."""
    page = Image.open(io.BytesIO(render_page(typed_pdf(LETTER), 1, 1700))).convert("RGB")
    turned = page.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=(236, 232, 224))
    path = tmp_path_factory.mktemp("photo") / "IMG_0001.jpg"
    turned.filter(ImageFilter.GaussianBlur(0.6)).save(path, quality=80)
    return path


def button(page: Page, key: str):  # type: ignore[no-untyped-def]
    return page.get_by_role("button", name=SITE[key], exact=True).first


def finish(visit: Visit) -> None:
    """From the check page over one question to the answer."""
    page = visit.page
    visit.no_sideways_scroll()
    button(page, "check_continue").click()
    visit.at(r"/questions/\w+/")
    visit.no_sideways_scroll()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    asked = page.get_by_role("heading", level=1).inner_text()
    button(page, "question_unknown").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(asked)
    if "/questions/" in page.url:
        button(page, "question_skip_all").click()
    visit.at("/answer/")
    visit.no_sideways_scroll()
    expect(page.get_by_role("heading", name=SITE["answer_tasks"])).to_be_visible()
    expect(page.get_by_role("heading", name=SITE["answer_dates"])).to_be_visible()
    expect(page.locator(".tasks").first.locator(".task")).to_have_count(3)


def test_it_goes_from_pasted_words_to_the_answer(visit: Visit) -> None:
    visit.go("/")
    visit.no_sideways_scroll()
    visit.page.get_by_label(SITE["home_text_label"]).fill(LETTER)
    button(visit.page, "home_button").click()
    visit.at("/check/")
    expect(visit.page.get_by_text("NB-26-5530871").first).to_be_visible()
    finish(visit)


def test_it_goes_from_a_photo_to_the_answer(visit: Visit, photo: Path) -> None:
    visit.go("/")
    visit.page.get_by_label(SITE["home_photos_label"]).set_input_files(photo)
    button(visit.page, "home_button").click()
    visit.at("/check/")
    expect(visit.page.locator("#fact-claim_number .value")).to_contain_text("NB-26-5530871")
    expect(visit.page.locator(".sheet img")).to_be_visible()
    assert visit.page.locator(".mark-box").count() > 5
    finish(visit)


def test_it_goes_through_the_worked_example_and_deletes_it(visit: Visit) -> None:
    visit.go("/")
    button(visit.page, "home_example_button").click()
    visit.at("/check/")
    finish(visit)
    button(visit.page, "delete_button").click()
    visit.at("/deleted/")
    visit.go("/check/")
    visit.at("/$")


def test_it_corrects_a_fact_and_comes_back_to_it(visit: Visit) -> None:
    visit.go("/")
    button(visit.page, "home_example_button").click()
    visit.at("/check/")
    visit.page.locator("#fact-claim_number a.change").click()
    visit.at("/check/claim_number/")
    visit.page.get_by_label(SITE["correct_value"]).fill("NB-26-0000001")
    button(visit.page, "correct_save").click()
    visit.at("/check/#fact-claim_number")
    expect(visit.page.locator("#fact-claim_number .value")).to_contain_text("NB-26-0000001")


def test_it_keeps_the_text_where_something_cannot_be_read(visit: Visit, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    visit.go("/")
    visit.page.get_by_label(SITE["home_text_label"]).fill("the words I pasted")
    visit.page.get_by_label(SITE["home_files_label"]).set_input_files(broken)
    button(visit.page, "home_button").click()
    expect(visit.page.get_by_role("alert")).to_be_visible()
    expect(visit.page.get_by_label(SITE["home_text_label"])).to_have_value("the words I pasted")
    visit.errors = [error for error in visit.errors if "422" not in error]


def press_until(page: Page, key: str, wanted: str) -> None:
    """Tab on until the control of that name has the focus, then press `key`."""
    name = "(e => (e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || e.value || '').trim())"
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(f"{name}(document.activeElement)") == wanted:
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            page.keyboard.press(key)
            return
    pytest.fail(f"no way to {wanted!r} by keyboard")


def test_it_can_be_walked_by_keyboard_alone(context: BrowserContext, address: str) -> None:
    visit = Visit(context, address)
    page = visit.page
    visit.go("/")
    press_until(page, "Enter", SITE["home_example_button"])
    visit.at("/check/")
    press_until(page, "Enter", SITE["check_continue"])
    visit.at(r"/questions/\w+/")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    press_until(page, "Enter", SITE["question_skip_all"])
    visit.at("/answer/")
    press_until(page, "Enter", SITE["delete_button"])
    visit.at("/deleted/")
    assert not visit.strays
    assert not visit.errors


def test_it_leaves_no_copy_of_a_page_in_the_browser(context: BrowserContext, address: str) -> None:
    visit = Visit(context, address)
    visit.go("/")
    button(visit.page, "home_example_button").click()
    visit.at("/check/")
    visit.page.get_by_role("link", name=SITE["nav_answer"]).click()
    visit.at("/answer/")
    kept = visit.page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "Kettering" not in kept
    assert "NB-26" not in kept
    visit.page.go_back()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(SITE["check_title"])


def test_it_fits_the_narrowest_screen(browser: Browser, address: str) -> None:
    # 320 CSS pixels: what WCAG 2.2, 1.4.10 (reflow) asks for, a desk at 400 % zoom
    context = browser.new_context(viewport={"width": 320, "height": 640})
    visit = Visit(context, address)
    visit.go("/")
    visit.no_sideways_scroll()
    button(visit.page, "home_example_button").click()
    visit.at("/check/")
    for path in ("/check/", "/check/claim_number/", "/questions/plan_type/", "/answer/", "/about/"):
        visit.go(path)
        visit.no_sideways_scroll()
    context.close()
