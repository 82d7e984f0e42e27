"""Twice as large: nothing is lost, cut off or laid over something else, zoomed as a page and as text alone."""

import pytest
from playwright.sync_api import Browser

from firstcheck.knowledge.load import knowledge
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
SITE = knowledge().pages["site"]
#: A desk of 1280 at 200 % has half as many CSS pixels; text alone at 200 % has all of them, and letters twice as large.
HALF = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}
WHOLE = {"viewport": {"width": 1280, "height": 900}}
LARGE_TEXT = "html { font-size: 225% !important; }"
GUIDE = [
    "/guide/",
    "/guide/denials/out-of-network-imaging/",
    "/guide/denials/imaging-not-necessary/",
    "/guide/families/network/",
    "/guide/codes/",
    "/guide/codes/carc-197/",
    "/guide/plans/self-funded-erisa/",
    "/guide/checklists/ask-for-gap-exception/",
    "/guide/letters/claim-file-request/",
    "/guide/care/mri/",
    "/guide/evidence/",
    "/guide/methods/",
    "/guide/sources/",
    "/search/?q=out+of+network",
    "/es/guide/denials/step-therapy/",
    "/",
    "/about/",
]
CASE = ["/check/", "/check/claim_number/", "/questions/plan_type/", "/answer/", "/letters/"]
CASE += ["/letters/claim-file-request/check/"]
#: Pieces of text that lie over one another, stick out of the window, are cut off where nothing scrolls, or squeezed.
_LOST = """() => {
  const seen = [], wrong = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    if (!node.textContent.trim() || holder.closest("script, style, option, .unseen, .skip")) continue;
    if (!holder.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
    let unseen = false;
    for (let up = holder; up && !unseen; up = up.parentElement) unseen = getComputedStyle(up).clipPath !== "none";
    if (unseen) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      const scrolls = holder.closest(".scroll, .paper-text, textarea");
      if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) wrong.push("out of sight: " + node.textContent.trim().slice(0, 60));
      seen.push({box, node, scrolls});
    }
    const words = node.textContent.trim().split(/\\s+/).length, lines = new Set([...range.getClientRects()].map(b => Math.round(b.top)));
    if (lines.size > 2 * words + 1) wrong.push("broken into letters: " + node.textContent.trim().slice(0, 60));
    for (let up = holder; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (!["hidden", "clip"].includes(style.overflowX) || up.closest("svg")) continue;
      if (up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 1) wrong.push("cut off: " + node.textContent.trim().slice(0, 60));
    }
  }
  seen.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < seen.length; i++) {
    for (let j = i + 1; j < seen.length && seen[j].box.top < seen[i].box.bottom; j++) {
      const a = seen[i], b = seen[j];
      if (a.node === b.node || a.scrolls || b.scrolls) continue;
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      const small = Math.min(a.box.height, b.box.height);
      if (wide > 3 && high > 0.45 * small) wrong.push("over one another: " + a.node.textContent.trim().slice(0, 40) + " | " + b.node.textContent.trim().slice(0, 40));
    }
  }
  return [...new Set(wrong)];
}"""


def lost(visit: Visit, path: str, style: str) -> list[str]:
    visit.go(path)
    if style:
        visit.page.add_style_tag(content=style)
    visit.page.evaluate("document.fonts.ready.then(() => 1)")
    visit.no_sideways_scroll()
    found: list[str] = visit.page.evaluate(_LOST)
    return found


@pytest.mark.parametrize(("window", "style"), [(HALF, ""), (WHOLE, LARGE_TEXT)], ids=["page", "text"])
def test_it_loses_nothing_at_twice_the_size(
    browser: Browser, address: str, window: dict[str, object], style: str
) -> None:
    with browser.new_context(**window, bypass_csp=True) as context:  # type: ignore[arg-type]
        visit = Visit(context, address)
        found = {path: lost(visit, path, style) for path in GUIDE}
        visit.go("/")
        visit.page.get_by_role("button", name=SITE["home_example_button"]).click()
        visit.at("/check/")
        found |= {path: lost(visit, path, style) for path in CASE}
        assert not {path: wrong[:4] for path, wrong in found.items() if wrong}


def test_it_sees_what_is_lost(browser: Browser, address: str) -> None:
    """The look itself finds text over text, text cut off, and text out of sight."""
    with browser.new_context(**HALF, bypass_csp=True) as context:  # type: ignore[arg-type]
        visit = Visit(context, address)
        visit.go("/guide/")
        for style, kind in (
            (".shelves { display: block; } .shelf { margin-bottom: -90px !important; }", "over one another"),
            (".lead { height: 12px; overflow: hidden; }", "cut off"),
            (".lead { position: relative; left: -300px; }", "out of sight"),
            (".lead { width: 1ch; }", "broken into letters"),
        ):
            tag = visit.page.add_style_tag(content=style)
            assert any(wrong.startswith(kind) for wrong in visit.page.evaluate(_LOST)), kind
            tag.evaluate("e => e.remove()")
