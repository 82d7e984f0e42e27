"""The page of a scenario: from one concrete denial to the first steps."""

import re
from collections.abc import Iterator
from typing import Any

from firstcheck.knowledge.model import Gather, Knowledge, Really, Scenario, Task
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide import relations
from firstcheck.site.guide.book import Book, optional, path
from firstcheck.site.guide.dates import appeal_times, last_read
from firstcheck.site.guide.figures import Row, row
from firstcheck.site.guide.fit import fit
from firstcheck.site.guide.page import Link, Page

_FIRST = 3
#: Codes of a list that are said in words on a page; others follow by their numbers, each with its own page.
_CODES_SAID = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s")


def pages(book: Book) -> Iterator[Page]:
    """One page for each scenario."""
    for scenario in book.knowledge.scenarios.values():
        yield _page(book, scenario)


def _page(book: Book, scenario: Scenario) -> Page:
    words = _words(book, scenario)
    family = scenario.family.value
    crumbs = (
        Link(say("guide_name"), path("denials").replace("/denials", "")),
        Link(label("family_names", family), path("families", family)),
    )
    return Page(
        path=path("denials", scenario.id),
        kind="scenario",
        title=book.title(scenario.id),
        description=_description(book, scenario, words),
        words=words,
        crumbs=crumbs,
        keywords=" ".join((scenario.title, *scenario.says, *_code_words(book, scenario))),
        marked_up={"@type": "MedicalWebPage", "faq": [(q, a) for q, a in words["faq"]], "citation": words["sources"]},
        english=book.language != "en" and book.translated(scenario.id) is None,
    )


def _code_words(book: Book, scenario: Scenario) -> Iterator[str]:
    for table in ("carc", "rarc"):
        yield from book.codes(scenario.id, table)


def _description(book: Book, scenario: Scenario, words: dict[str, Any]) -> str:
    first = words["tasks"][0].do if words["tasks"] else words["why"]
    return f"{book.title(scenario.id)}. {say('guide_first_word')}: {_SENTENCE.split(first)[0]}"[:180]


def _words(book: Book, scenario: Scenario) -> dict[str, Any]:
    own = book.translated(scenario.id)
    plays = book.plays(scenario)
    tasks = _tasks(book, scenario)
    fixable = (own.fixable if own and own.fixable else None) or (scenario.fixable.say if scenario.fixable else "")
    asked = _asks(book, scenario)
    sources = [source for name in scenario.sources if (source := book.source(name))]
    words: dict[str, Any] = {
        "scenario": scenario,
        "says": own.says if own and own.says else scenario.says,
        "why": _why(book, scenario),
        "route": book.route(plays[0].id) if plays else "none",
        "tasks": tasks[:_FIRST],
        "later": tasks[_FIRST:],
        "own_tasks": bool(optional(scenario, "checks")) or bool(own and own.checks),
        "really": _really(book, scenario),
        "codes": [_codes(book, scenario, table) for table in ("carc", "rarc")],
        "gather": _gather(book, scenario),
        "insurer": asked[0],
        "provider": asked[1],
        "fixable": fixable,
        "level": scenario.fixable.level if scenario.fixable else "unknown",
        "rows": _rows(book, scenario),
        "escalate": _lines(book, scenario, "escalate_when"),
        "mistakes": _lines(book, scenario, "mistakes"),
        "differs": own.differs if own and own.differs else scenario.differs,
        "adjacent": book.scenario_link(scenario.adjacent) if scenario.adjacent in book.knowledge.scenarios else None,
        "sources": sources,
        "read": last_read(sources),
        "times": appeal_times(book, scenario) if book.refused(scenario.id) else [],
        "fit": fit(book, scenario),
        **_links(book, scenario),
    }
    words["faq"] = _faq(words)
    return words


def _codes(book: Book, scenario: Scenario, table: str) -> tuple[str, list[Link], list[Link]]:
    """The codes of a list: those that the page names itself said in words, else the first few; then the numbers."""
    links = [book.code_link(table, code) for code in book.codes(scenario.id, table)]
    said = max(_CODES_SAID, len(optional(scenario, table) or ()))
    return table, links[:said], links[said:]


def _links(book: Book, scenario: Scenario) -> dict[str, Any]:
    return {
        "related": relations.related(book, scenario.id),
        "family": relations.of_family(book, scenario.id),
        "checklists": relations.checklists(book, scenario.id),
        "letters": relations.letters(book, scenario.id),
        "care": relations.procedures(book, scenario.id),
    }


def _why(book: Book, scenario: Scenario) -> str:
    reasons = [book.knowledge.reasons[name] for name in book.reasons(scenario.id) if name in book.knowledge.reasons]
    intent = optional(scenario, "intent")
    family = label("families", scenario.family.value)
    if book.language != "en":
        own = book.translated(scenario.id)
        return f"{family} {own.intent}".rstrip() if own else family
    about = reasons[0].about if len(reasons) == 1 and reasons[0].about.endswith(".") else family
    return f"{about} {intent.say}" if intent else about


def _tasks(book: Book, scenario: Scenario) -> list[Task]:
    own = book.translated(scenario.id)
    given: tuple[Task, ...] = optional(scenario, "checks") or ()
    plays = book.plays(scenario)
    tasks = given or tuple(task for play in plays[:1] for task in play.tasks if not task.when)
    if own and own.checks:
        pairs = zip(own.checks, (*tasks, *(tasks[-1:] * len(own.checks))), strict=False)
        return [Task(do=o.do, who=t.who, why=o.why, keep=o.keep, if_yes=o.if_yes, if_no=o.if_no) for o, t in pairs]
    return [_filled(book, task, book.of_page(scenario.id)) for task in tasks]


def _filled(book: Book, task: Task, known: Knowledge) -> Task:
    def said(text: str | None) -> str | None:
        return book.filled(text, known) if text else None

    return Task(
        do=book.filled(task.do, known),
        who=task.who,
        why=book.filled(task.why, known) if task.why else "",
        keep=said(task.keep),
        if_yes=said(task.if_yes),
        if_no=said(task.if_no),
    )


def _really(book: Book, scenario: Scenario) -> list[Really]:
    own = book.translated(scenario.id)
    if own and own.really:
        return [Really(what=entry.what, sign=entry.sign) for entry in own.really]
    return list(scenario.really)


def _gather(book: Book, scenario: Scenario) -> list[Gather]:
    own = book.translated(scenario.id)
    if own and own.gather:
        return [Gather(what=item.what, why=item.why) for item in own.gather]
    given: tuple[Gather, ...] = optional(scenario, "gather") or ()
    items = given or tuple(item for play in book.plays(scenario)[:2] for item in play.gather)
    known = {item.what: item for item in items}
    said = book.of_page(scenario.id)
    return [Gather(what=book.filled(item.what, said), why=book.filled(item.why, said)) for item in known.values()]


def _asks(book: Book, scenario: Scenario) -> tuple[list[str], list[str]]:
    own = book.translated(scenario.id)
    if own and (own.insurer or own.provider):
        return list(own.insurer), list(own.provider)
    given = optional(scenario, "ask")
    asks = [given] if given and (given.insurer or given.provider) else [play.ask for play in book.plays(scenario)[:2]]
    known = book.of_page(scenario.id)
    insurer = dict.fromkeys(book.filled(line, known) for ask in asks for line in ask.insurer)
    provider = dict.fromkeys(book.filled(line, known) for ask in asks for line in ask.provider)
    return list(insurer)[:6], list(provider)[:6]


def _lines(book: Book, scenario: Scenario, field: str) -> list[str]:
    """`escalate_when` or `mistakes`: the scenario's own, else those of its plays."""
    own = book.translated(scenario.id)
    translated: tuple[str, ...] = (own.mistakes if field == "mistakes" else own.escalate_when) if own else ()
    given: tuple[str, ...] = optional(scenario, field) or ()
    plays = book.plays(scenario)[:2]
    shared = [line for play in plays for line in (play.mistakes if field == "mistakes" else play.escalate_when)]
    known = book.of_page(scenario.id)
    return [book.filled(line, known) for line in dict.fromkeys(translated or given or shared)]


def _rows(book: Book, scenario: Scenario) -> list[Row]:
    known = book.of_page(scenario.id)
    figures, fixable = known.evidence, known.scenarios[scenario.id].fixable
    uses = fixable.figures if fixable else ()
    return [row(figures[use.id], use) for use in uses if use.id in figures]


def _faq(words: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    if words["tasks"]:
        found.append((say("guide_faq_first"), words["tasks"][0].do))
    if words["fixable"]:
        found.append((say("guide_faq_fix"), words["fixable"]))
    if words["escalate"]:
        found.append((say("guide_faq_appeal"), " ".join(words["escalate"][:2])))
    return found
