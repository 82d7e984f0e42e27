"""axe-core finds nothing on any page, light and dark, on a phone and on a desk."""

import pytest
from playwright.sync_api import Browser, Page

from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import AXE, DESK, PHONE, Visit

pytestmark = pytest.mark.browser
SITE = knowledge().pages["site"]
_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | "));
}"""
BEFORE = ["/", "/about/", "/deleted/", "/no/such/page/"]
WITHIN = ["/check/", "/check/claim_number/", "/check/received_date/", "/check/plan_type/", "/questions/plan_type/"]
WITHIN += ["/questions/received_date/", "/answer/", "/"]
#: Each size and each scheme once in every run, the other two states in the long run.
SHOWN = [
    pytest.param(PHONE, "light", id="light-phone"),
    pytest.param(DESK, "dark", id="dark-desk"),
    pytest.param(PHONE, "dark", id="dark-phone", marks=pytest.mark.long),
    pytest.param(DESK, "light", id="light-desk", marks=pytest.mark.long),
]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found


@pytest.mark.parametrize(("size", "scheme"), SHOWN)
def test_it_has_no_violation(browser: Browser, address: str, size: dict[str, int], scheme: str) -> None:
    # The policy of the pages forbids scripts from elsewhere, axe itself included.
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    visit = Visit(context, address)
    found = {}
    for path in BEFORE:
        visit.go(path)
        found[path] = violations(visit.page)
    visit.go("/")
    visit.page.get_by_role("button", name=SITE["home_button"]).click()
    visit.page.get_by_role("alert").wait_for()
    found["refused form"] = violations(visit.page)
    visit.page.get_by_role("button", name=SITE["home_example_button"]).click()
    visit.at("/check/")
    for path in WITHIN:
        visit.go(path)
        found[f"within {path}"] = violations(visit.page)
    context.close()
    assert not {page: faults for page, faults in found.items() if faults}
    assert not visit.strays
