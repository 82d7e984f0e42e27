"""Sheets to work with: the checklist with its state, the call log, the timeline. Each as PDF and as plain text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from firstcheck.decide.decision import Deadline
from firstcheck.documents.press import typeset
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import Setting
from firstcheck.documents.spoken import spoken_date
from firstcheck.facts.fact import Fact, Status
from firstcheck.knowledge.letters import Checklist, ChecklistItem

#: Lines to write on, so that the log stays one page: so many under this many questions, one less for every three more.
_EMPTY_CALLS, _QUESTIONS, _LEAST_CALLS = 9, 6, 4
#: Days that make a timeline; others (a birth date) do not belong on it.
_EVENTS = [
    "authorization_from",
    "authorization_to",
    "contract_ended",
    "continuing_care_notice_date",
    "service_date",
    "service_end_date",
    "notice_date",
    "received_date",
    "final_denial_date",
    "information_due",
    "premium_due",
    "coverage_ends",
]


class Sheet(msgspec.Struct, frozen=True):
    """A title, a sentence on how to use it, lists to read out, and a table. Widths are shares of the page."""

    title: str
    about: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    tall: bool = False


def checklist(setting: Setting) -> Sheet:
    """What to gather: the plan's own list first, then what every case and this kind of case needs. No item twice."""
    say = setting.knowledge.pages["sheets"]
    rows = tuple((say["have"] if held else "\u2610", what, why, "", "") for what, why, held in _items(setting))
    columns = tuple(say[f"col_{name}"] for name in ("have", "what", "why", "asked", "came"))
    return Sheet(say["checklist_title"], say["checklist_about"], columns, (0.11, 0.31, 0.32, 0.13, 0.13), rows)


def _items(setting: Setting) -> Iterator[tuple[str, str, bool]]:
    seen: set[str] = set()
    lists = [one for one in setting.knowledge.checklists.values() if _fits(setting, one)]
    mine = [(item, _held(setting, item)) for one in lists for item in one.items if setting.fits(item.when)]
    for item in setting.plan.gather:
        seen.add(item.what.casefold())
        yield item.what, item.why, False
    for listed, held in mine:
        if listed.what.casefold() not in seen:
            seen.add(listed.what.casefold())
            yield listed.what, listed.why, held


def _fits(setting: Setting, one: Checklist) -> bool:
    route = not one.routes or setting.words["route"] in one.routes
    return route and (not one.families or setting.words["family"] in one.families)


def _held(setting: Setting, item: ChecklistItem) -> bool:
    """Whether the case holds it already: a paper of that kind was given, or the fact on it is known."""
    return any(paper.kind.value in item.paper for paper in setting.case.papers)


def call_log(setting: Setting) -> Sheet:
    """Questions of the case to read out, and lines to write on."""
    say = setting.knowledge.pages["sheets"]
    asks = setting.plan.ask
    lists = ((say["log_questions_plan"], asks.insurer), (say["log_questions_provider"], asks.provider))
    columns = tuple(say[f"col_{name}"] for name in ("day", "whom", "name", "said"))
    more = max(0, len(asks.insurer) + len(asks.provider) - _QUESTIONS)
    rows = (("", "", "", ""),) * max(_LEAST_CALLS, _EMPTY_CALLS - -(-more // 3))
    kept = tuple((title, questions) for title, questions in lists if questions)
    return Sheet(say["log_title"], say["log_about"], columns, (0.15, 0.19, 0.24, 0.42), rows, kept, tall=True)


def timeline(setting: Setting) -> Sheet:
    """What happened and what comes, in order of the days."""
    say = setting.knowledge.pages["sheets"]
    found = sorted({*_happened(setting), *_coming(setting)})
    rows = tuple((spoken_date(day), what, source) for day, what, source in found)
    columns = tuple(say[f"col_{name}"] for name in ("date", "event", "source"))
    return Sheet(say["timeline_title"], say["timeline_about"], columns, (0.22, 0.48, 0.30), rows)


def _happened(setting: Setting) -> Iterator[tuple[date, str, str]]:
    names = setting.knowledge.pages["facts"]
    for name in _EVENTS:
        fact = next(setting.case.named(name), None)
        value = setting.values.get(name)
        if isinstance(value, date):
            yield value, names[name], _source(setting, fact)


def _source(setting: Setting, fact: Fact | None) -> str:
    say = setting.knowledge.pages["sheets"]
    if fact is not None and fact.status is Status.ANSWERED:
        return say["from_answer"]
    source = fact.source if fact else None
    if source is not None and 0 <= source.document < len(setting.case.papers):
        return say["from_paper"].format(name=one_line(setting.case.papers[source.document].name))
    return say["from_rule"]


def _coming(setting: Setting) -> Iterator[tuple[date, str, str]]:
    say, names = setting.knowledge.pages["sheets"], setting.knowledge.pages["deadlines"]
    for deadline in setting.determination.deadlines:
        name = names.get(deadline.kind, deadline.kind.replace("_", " "))
        for key, day in _days(deadline):
            yield day, say[f"event_{key}"].format(name=name), _cited(setting, deadline)


def _days(deadline: Deadline) -> Iterator[tuple[str, date]]:
    mail = deadline.send_by.mail if deadline.send_by else None
    if deadline.legal:
        yield ("passed" if deadline.expired else "legal"), deadline.legal
    if not deadline.expired and deadline.safe:
        yield "safe", deadline.safe
    if not deadline.expired and mail and deadline.met_by != "postmarked":
        yield "mail", mail


def _cited(setting: Setting, deadline: Deadline) -> str:
    """The law of a date, only where it may be printed as law."""
    sources = (setting.knowledge.sources.get(cite) for cite in deadline.cite)
    printed = [source.citation for source in sources if source is not None and source.printable]
    return printed[0] if printed else setting.knowledge.pages["sheets"]["from_rule"]


def sheet_data(sheet: Sheet, setting: Setting) -> dict[str, Any]:
    """The sheet as the typesetter takes it."""
    say = setting.knowledge.pages["sheets"]
    words = {"foot": say["foot"], "page_word": say["page"], "of_word": say["of"], "title": one_line(sheet.title)}
    day = {"year": setting.today.year, "month": setting.today.month, "day": setting.today.day}
    clean = [[one_line(cell) for cell in row] for row in sheet.rows]
    lists = [{"title": title, "items": [one_line(item) for item in items]} for title, items in sheet.lists]
    table = {"columns": sheet.columns, "widths": sheet.widths, "rows": clean, "lists": lists, "tall": sheet.tall}
    head = " · ".join(filter(None, (_named(setting, "patient"), _named(setting, "claim_number"))))
    return {**words, **day, **table, "about": sheet.about, "lang": "en", "size": 10.5, "head": head}


def _named(setting: Setting, name: str) -> str:
    value = setting.values.get(name)
    return one_line(str(value)) if value else ""


def sheet_pdf(sheet: Sheet, setting: Setting) -> bytes:
    """The sheet as tagged PDF."""
    return typeset("sheet", sheet_data(sheet, setting), setting.today)


def sheet_text(sheet: Sheet) -> str:
    """The sheet as plain text, a line a row."""
    lists = [line for title, items in sheet.lists for line in (title, *(f"- {item}" for item in items), "")]
    rows = [" | ".join(one_line(cell) for cell in row).rstrip(" |") for row in sheet.rows if any(row)]
    return "\n".join([sheet.title, sheet.about, "", *lists, " | ".join(sheet.columns), *rows, ""])
