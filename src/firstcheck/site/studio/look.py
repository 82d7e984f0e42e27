"""How a draft would look: the guide page that its file makes, drawn from the knowledge with the draft in it.

Takes the knowledge of a trial; gives the HTML of one page. Nothing of it is kept.
"""

from pathlib import Path

from django.http import HttpRequest
from django.template.loader import render_to_string

from firstcheck.knowledge.model import Knowledge
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.kinds import codes, house, outcomes, papers, rights, scenario
from firstcheck.site.guide.shelf import drawn_from
from firstcheck.site.language import ENGLISH, spoken

#: Folders whose files each make a page, and the kind of that page.
_PAGES = {
    "scenarios": "denials",
    "plays": "checklists",
    "letters": "letters",
    "procedures": "care",
    "states": "states",
    "plan_types": "plans",
}
#: Folders and files whose things stand on a page together.
_MAKERS = {
    "scenarios": scenario,
    "plays": papers,
    "letters": papers,
    "procedures": papers,
    "states": rights,
    "plan_types": rights,
    "sources": house,
    "codes": codes,
    "evidence": outcomes,
}
_TOGETHER = {"sources": "/guide/sources/", "codes": "/guide/codes/", "evidence": "/guide/evidence/"}


def shows(name: str) -> bool:
    """Whether a file makes something that can be looked at."""
    return name.startswith("questions/") or _address(name) is not None


def looked_at(request: HttpRequest, knowledge: Knowledge, name: str) -> str:
    """The page of a draft. Raises KeyError where its file makes none."""
    language = "es" if name.startswith("es/") else ENGLISH
    stem = Path(name).stem
    if name.startswith("questions/"):
        return render_to_string("studio/question.html", {"question": knowledge.questions[stem], "name": name}, request)
    wanted, folder = _address(name), name.removeprefix("es/").split("/")[0]
    if wanted is None:
        raise KeyError(name)
    book = Book(knowledge, language)
    with spoken(language):
        page = next((page for page in _MAKERS[folder].pages(book) if page.path == wanted), None)
    if page is None:
        raise KeyError(name)
    return drawn_from(page, language, draft=name)


def _address(name: str) -> str | None:
    folder, _, rest = name.removeprefix("es/").partition("/")
    if folder in _PAGES:
        return path(_PAGES[folder], Path(rest).stem.lower().replace("_", "-"))
    return _TOGETHER.get(folder)
