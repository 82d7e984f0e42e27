"""Checklists and letters as plain text, to keep as a file."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide.page import Page

_WIDTH = 78


def download_text(page: Page) -> str:
    """The text file of a checklist or a letter. Raises KeyError for other pages."""
    if page.kind == "checklist":
        return "\n".join(_checklist(page)) + "\n"
    if page.kind == "letter":
        return "\n".join(_letter(page)) + "\n"
    raise KeyError(page.path)


def _checklist(page: Page) -> Iterator[str]:
    words = page.words
    yield from (page.title, "=" * len(page.title), "", _wrapped(words["why"]), "")
    for number, (do, who, keep) in enumerate(words["tasks"], start=1):
        yield _wrapped(f"{who}: {do}", f"[ ] {number}. ")
        if keep:
            yield _wrapped(f"{say('answer_keep')}: {keep}", "       ")
        yield f"       {say('guide_checklist_done')}: ____________________________"
    yield from _listed(say("guide_gather"), (f"{what} ({why})" for what, why in words["gather"]), "[ ] ")
    yield from _listed(say("guide_ask_insurer"), words["insurer"], "  - ")
    yield from _listed(say("guide_ask_provider"), words["provider"], "  - ")
    yield from _listed(say("guide_escalate"), words["escalate"], "  - ")
    yield from ("", _wrapped(say("guide_not")))


def _listed(title: str, lines: Iterable[str], sign: str) -> Iterator[str]:
    entries = [_wrapped(line, sign) for line in lines]
    if entries:
        yield from ("", title, "-" * len(title), *entries)


def _letter(page: Page) -> Iterator[str]:
    yield from (page.words["subject"], "")
    signs = {"ask": "  - ", "point": "  * ", "spoken": "  > "}
    for form, text in page.words["parts"]:
        yield from (_wrapped(text, signs.get(form, "")), "")
    yield _wrapped(say("guide_not"))


def _wrapped(text: str, first: str = "") -> str:
    return fill(text, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
