"""Plan types and states: how long there is, who decides, and by which law."""

from collections.abc import Iterator
from typing import Any

from firstcheck.facts.vocabulary import PLAN_TYPES
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide.book import Book, path
from firstcheck.site.guide.dates import Time, last_read, of_plan, of_state, plan_links, plan_name
from firstcheck.site.guide.kinds.families import crumb
from firstcheck.site.guide.page import Link, Page

_SAID = ("law", "watched_by", "complaint", "outside_review", "late")


def pages(book: Book) -> Iterator[Page]:
    """The lists and the pages of plan types and states."""
    yield _list("plans", [(link, "") for link in plan_links(book, PLAN_TYPES)])
    yield from (_plan(book, plan) for plan in PLAN_TYPES)
    states = [state for state in book.knowledge.pages["state_names"] if _known(book, state)]
    yield _list("states", [(_state_link(state), "") for state in sorted(states, key=_state_name)])
    yield from (_state(book, state) for state in states)


def _list(kind: str, entries: list[tuple[Link, str]]) -> Page:
    return Page(
        path=path(kind),
        kind="list",
        title=say(f"guide_{kind}_title"),
        description=say(f"guide_{kind}_lead"),
        words={"entries": entries, "note": say(f"guide_{kind}_note")},
        crumbs=(crumb(),),
        marked_up={"@type": "CollectionPage"},
    )


def _plan(book: Book, plan: str) -> Page:
    times = of_plan(book, plan)
    about = book.folder("plan_types").get(plan)
    name = plan_name(book, plan)
    own = str(about.what) if about is not None else ""
    return Page(
        path=path("plans", plan.replace("_", "-")),
        kind="right",
        title=say("guide_plan_title", plan=name),
        description=f"{say('guide_plan_lead', plan=name)} {own}".strip()[:200],
        words={**_times(times), "about": own, "said": _said(book, about), "where": _where(book), "states": False},
        crumbs=(crumb(), Link(say("guide_plans_title"), path("plans"))),
        keywords=f"{plan.replace('_', ' ')} {name}",
        marked_up={"@type": "Article"},
        english=book.language != "en",
    )


def _times(times: list[Time]) -> dict[str, Any]:
    sources = list(dict.fromkeys(source for time in times for source in time.sources))
    sure = [time for time in times if time.sure]
    return {"times": sure, "unsure": [t for t in times if not t.sure], "sources": sources, "read": last_read(sources)}


def _where(book: Book) -> str:
    question = book.knowledge.questions.get("plan_type")
    return (question.where or "") if question else ""


def _said(book: Book, about: Any) -> list[tuple[str, str, list[Any]]]:
    """What a plan-type file says of the law, with its sources; only what rests on law that was read."""
    found = []
    for field in _SAID if about is not None else ():
        said = getattr(about, field)
        if said.sure(book.knowledge.sources):
            sources = [book.knowledge.sources[name] for name in said.cite if name in book.knowledge.sources]
            found.append((say(f"guide_plan_{field}"), said.say, sources))
    return found


def _known(book: Book, state: str) -> bool:
    return bool(of_state(book, state)) or state in book.folder("states")


def _state_name(state: str) -> str:
    return label("state_names", state)


def _state_link(state: str) -> Link:
    return Link(_state_name(state), path("states", state.lower()))


def _state(book: Book, state: str) -> Page:
    name = _state_name(state)
    times = of_state(book, state)
    about = book.folder("states").get(state)
    own = str(about.say or "") if about is not None else ""
    return Page(
        path=path("states", state.lower()),
        kind="right",
        title=say("guide_state_title", state=name),
        description=say("guide_state_lead", state=name),
        words={
            **_times(times),
            "about": own,
            "said": _review(about),
            "where": say("guide_state_where"),
            "states": True,
        },
        crumbs=(crumb(), Link(say("guide_states_title"), path("states"))),
        keywords=f"{name} {state} external review outside review",
        marked_up={"@type": "Article"},
        english=book.language != "en",
    )


def _review(about: Any) -> list[tuple[str, str, list[Any]]]:
    if about is None:
        return []
    return [(say("guide_state_process"), say(f"guide_process_{about.process}"), [])]
