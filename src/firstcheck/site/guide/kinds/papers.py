"""Checklists of every way on, letters where this build has them, and kinds of care."""

import re
from collections.abc import Iterator
from typing import Any

from firstcheck.knowledge.model import Play
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.figures import row
from firstcheck.site.guide.kinds.families import crumb
from firstcheck.site.guide.page import Link, Page

_PLACE = re.compile(r"\{([a-z_]+)\}")


def pages(book: Book) -> Iterator[Page]:
    """The lists and the pages of checklists, letters and care."""
    plays = list(book.spoken.plays.values())
    yield _list("checklists", [(Link(p.title, path("checklists", p.id)), p.why) for p in plays])
    yield from (_checklist(book, play) for play in plays)
    letters = book.folder("letters")
    if letters:
        yield _list("letters", [(_letter_link(book, letter), str(letter.about)) for letter in letters.values()])
        yield from (_letter(book, letter) for letter in letters.values())
    care = book.folder("procedures")
    if care:
        yield _list("care", [(_care_link(book, entry), str(entry.what)) for entry in care.values()])
        yield from (_care(book, entry) for entry in care.values())


def _list(kind: str, entries: list[tuple[Link, str]]) -> Page:
    return Page(
        path=path(kind),
        kind="list",
        title=say(f"guide_{kind}_title"),
        description=say(f"guide_{kind}_lead"),
        words={
            "entries": sorted(entries, key=lambda entry: entry[0].title),
            "note": say(f"guide_{kind}_note"),
            "spoken": kind == "checklists",
        },
        crumbs=(crumb(),),
        marked_up={"@type": "CollectionPage"},
    )


def _checklist(book: Book, play: Play) -> Page:
    tasks = [(book.filled(task.do), label("who", task.who), book.filled(task.keep or "")) for task in play.tasks]
    return Page(
        path=path("checklists", play.id),
        kind="checklist",
        title=say("guide_checklist_title", title=play.title),
        description=f"{say('guide_checklist_word')}: {book.filled(play.why)}",
        words={
            "play": play,
            "why": book.filled(play.why),
            "route": book.route(play.id),
            "tasks": tasks,
            "gather": [(book.filled(item.what), book.filled(item.why)) for item in play.gather],
            "insurer": [book.filled(line) for line in play.ask.insurer],
            "provider": [book.filled(line) for line in play.ask.provider],
            "escalate": [book.filled(line) for line in play.escalate_when],
            "mistakes": [book.filled(line) for line in play.mistakes],
            "scenarios": relations.with_play(book, play.id),
            "letters": _letters_of(book, play.id),
            "download": path("checklists", play.id)[:-1] + ".txt",
        },
        crumbs=(crumb(), Link(say("guide_checklists_title"), path("checklists"))),
        keywords=play.title,
        marked_up={"@type": "Article"},
    )


def _letters_of(book: Book, play: str) -> list[Link]:
    return [_letter_link(book, letter) for letter in book.folder("letters").values() if play in letter.plays]


def _letter_link(book: Book, letter: Any) -> Link:
    return Link(
        letter.title_es if book.language == "es" else letter.title, path("letters", letter.id), str(letter.about)
    )


def _letter(book: Book, letter: Any) -> Page:
    link = _letter_link(book, letter)
    return Page(
        path=link.path,
        kind="letter",
        title=say("guide_letter_title", title=link.title),
        description=f"{say('guide_letter_word')}: {letter.about}",
        words={
            "letter": letter,
            "subject": blank(letter.subject_es if book.language == "es" else letter.subject),
            "parts": list(letter_parts(book, letter)),
            "plays": [_play_link(book, play) for play in letter.plays if play in book.knowledge.plays],
            "scenarios": _scenarios_of(book, letter),
            "download": link.path[:-1] + ".txt",
        },
        crumbs=(crumb(), Link(say("guide_letters_title"), path("letters"))),
        keywords=f"{letter.title} {letter.title_es} letter template",
        marked_up={"@type": "Article"},
    )


def _play_link(book: Book, play: str) -> Link:
    return Link(book.spoken.plays[play].title, path("checklists", play))


def _scenarios_of(book: Book, letter: Any) -> list[Link]:
    wanted = set(letter.plays)
    found = [s for s in book.knowledge.scenarios.values() if wanted & set(s.plays)]
    return [book.scenario_link(s.id) for s in found if not letter.families or s.family in letter.families]


def letter_parts(book: Book, letter: Any) -> Iterator[tuple[str, str]]:
    """The pieces of a letter as (form, text), places as blanks. Pieces that cite law are left to the filled letter."""
    for part in letter.body:
        piece = book.folder("letter_parts").get(part.use, part) if part.use else part
        text = piece.es if book.language == "es" and piece.es else piece.say
        if text and not piece.cite:
            yield piece.form.value, blank(text)


def blank(text: str) -> str:
    """Text with its places as blanks that say what belongs there."""
    return _PLACE.sub(lambda place: f"[{label('facts', place[1]).lower()}]", text).replace("[[", "[").replace("]]", "]")


def _care_link(book: Book, care: Any) -> Link:
    return relations.care_link(book, care, str(care.what))


def _care(book: Book, care: Any) -> Page:
    link = _care_link(book, care)
    named = [name for name in care.denied_for if name in book.knowledge.scenarios]
    scenarios = [s for s in book.knowledge.scenarios if care.id in relations._own(book, s)]
    families = [name for name in care.denied_for if name in book.family_names()]
    own = [] if named or families else list(care.denied_for)
    figures = book.folder("evidence")
    return Page(
        path=link.path,
        kind="care",
        title=say("guide_care_one_title", name=link.title),
        description=f"{link.title}: {care.what}"[:200],
        words={
            "care": care,
            "codes": care.shown_codes,
            "rows": [row(figures[name]) for name in care.figures if name in figures],
            "scenarios": [book.scenario_link(name) for name in dict.fromkeys((*named, *scenarios))],
            "families": [Link(label("family_names", f), path("families", f), label("families", f)) for f in families],
            "own": own,
        },
        crumbs=(crumb(), Link(say("guide_care_title"), path("care"))),
        keywords=" ".join((care.name, care.name_es, *care.shown_codes, *_regions(book, care))),
        marked_up={"@type": "Article"},
        english=book.language != "en",
    )


def _regions(book: Book, care: Any) -> list[str]:
    """The parts of the body of which this kind of care makes pictures."""
    known = book.folder("imaging")
    return list(dict.fromkeys(f"{care.name} {known[code].region}" for code in known if care.holds(code)))
