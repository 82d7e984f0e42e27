"""The knowledge with its sentences in another language: the same rules, other words.

Takes the compiled Knowledge and a language; gives a Knowledge that decides and plans the same and says it in that
language. What the edition does not have stays English. A page that is not translated gives its own checks, papers and
questions up, so that the steps of the way, which are translated, stand in their place.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.edition import Edition, PlayEdition, ScenarioEdition, Step
from firstcheck.knowledge.figure import WORDS, Figure, Fixable, evidence_of
from firstcheck.knowledge.law import Said
from firstcheck.knowledge.model import (
    Ask,
    Gather,
    Guarded,
    Knowledge,
    Play,
    QuestionText,
    Really,
    RouteText,
    Rule,
    Scenario,
    Task,
)

T = TypeVar("T", bound=msgspec.Struct)
U = TypeVar("U", bound=msgspec.Struct)
_FIGURE_WORDS = ("ground", "service", "population", "of", "said", "source", "note")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def spoken_in(known: Knowledge, language: str) -> Knowledge:
    """All knowledge as it is said in a language; itself where there is no edition of it."""
    edition = known.editions.get(language)
    if edition is None:
        return known
    own = edition.pages
    beside = _exchange(beside_dates(known), own.get("beside_dates", {}))
    figures = _exchange(figure_words(known), own.get("figures", {}))
    measured = {name: _figure(figure, figures) for name, figure in known.evidence.items()}
    return msgspec.structs.replace(
        known,
        rules=tuple(_rule(rule, own) for rule in known.rules),
        reasons={n: _with(r, about=own.get("reason_about", {}).get(n)) for n, r in known.reasons.items()},
        deadlines=tuple(_deadline(rule, beside, own.get("may_file", {})) for rule in known.deadlines),
        plan_types={
            n: _with(p, late=_said(p.late, beside), complaint=_said(p.complaint, beside))
            for n, p in known.plan_types.items()
        },
        states={n: _with(s, say=beside.get(s.say or "")) for n, s in known.states.items()},
        routes={n: _route(route, own) for n, route in known.routes.items()},
        plays={n: _play(play, edition.plays.get(n)) for n, play in known.plays.items()},
        scenarios={n: _scenario(page, edition, known.plays, measured, figures) for n, page in known.scenarios.items()},
        questions={n: _question(question, language) for n, question in known.questions.items()},
        pages=_pages(known, own),
        evidence=measured,
        language=language,
    )


def word_key(words: str) -> str:
    """The key of a few words in a table: "your representative" is `your-representative`."""
    return _NO_WORD.sub("-", words.lower()).strip("-")


def english_of(known: Knowledge) -> dict[str, dict[str, str]]:
    """The English sentences that page words of an edition stand for, by table and key."""
    routes = known.routes.values()
    asides = {f"{route.id}.{place}": told.say for route in routes for place, told in enumerate(route.why_not, start=1)}
    may_file = {word_key(name): name for rule in known.deadlines for name in rule.may_file}
    return {
        **known.pages,
        "routes": {route.id: route.name for route in routes},
        "route_what": {route.id: route.what for route in routes},
        "route_why": {rule.id: rule.because.strip() for rule in known.rules if rule.then.route},
        "route_aside": asides | {f"{route.id}.open": route.open for route in routes if route.open},
        "finding_why": {rule.id: rule.because.strip() for rule in known.rules if rule.then.finding},
        "reason_about": {reason.id: reason.about for reason in known.reasons.values()},
        "beside_dates": beside_dates(known),
        "may_file": may_file,
        "figures": figure_words(known),
        "figure_words": dict(WORDS),
        "titles": {page.id: page.title for page in known.scenarios.values()},
    }


def beside_dates(known: Knowledge) -> dict[str, str]:
    """What is said beside dates, by key; a sentence that several say has the key of the first."""
    return _once(_said_beside(known))


def figure_words(known: Knowledge) -> dict[str, str]:
    """The words of measured figures and of the pages that use them, by key, as above."""
    return _once(_said_of_figures(known))


def _said_beside(known: Knowledge) -> Iterator[tuple[str, str]]:
    for rule in known.deadlines:
        yield f"{rule.id}.note", rule.note or ""
        yield f"{rule.id}.late", rule.late or ""
        yield f"{rule.id}.extended", rule.extended.say if rule.extended else ""
    for name, plan in known.plan_types.items():
        yield f"{name}.late", plan.late.say
        yield f"{name}.complaint", plan.complaint.say
    for name, state in known.states.items():
        yield f"{name}.say", state.say or ""


def _said_of_figures(known: Knowledge) -> Iterator[tuple[str, str]]:
    for name, figure in known.evidence.items():
        yield from ((f"{name}.{field}", getattr(figure, field)) for field in _FIGURE_WORDS)
    for name, page in known.scenarios.items():
        for use in page.fixable.figures if page.fixable else ():
            yield f"{name}.{use.id}", use.differs


def _once(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    first: dict[str, str] = {}
    for key, text in pairs:
        if text:
            first.setdefault(text, key)
    return {key: text for text, key in first.items()}


def _exchange(english: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    return {text: own[key] for key, text in english.items() if key in own}


def _with(item: T, **changes: object) -> T:
    """The item with what is known of the changes; what is None stays as it was."""
    return msgspec.structs.replace(item, **{name: value for name, value in changes.items() if value is not None})


def _said(said: Said, words: Mapping[str, str]) -> Said:
    return _with(said, say=words.get(said.say))


def _rule(rule: Rule, own: Mapping[str, Mapping[str, str]]) -> Rule:
    table = "route_why" if rule.then.route else "finding_why"
    return _with(rule, because=own.get(table, {}).get(rule.id))


def _deadline(rule: DeadlineRule, words: Mapping[str, str], who: Mapping[str, str]) -> DeadlineRule:
    extended = rule.extended
    return _with(
        rule,
        note=words.get(rule.note or ""),
        late=words.get(rule.late or ""),
        extended=_with(extended, say=words.get(extended.say)) if extended else None,
        may_file=tuple(who.get(word_key(name), name) for name in rule.may_file),
    )


def _route(route: RouteText, own: Mapping[str, Mapping[str, str]]) -> RouteText:
    asides = own.get("route_aside", {})
    return _with(
        route,
        name=own.get("routes", {}).get(route.id),
        what=own.get("route_what", {}).get(route.id),
        open=asides.get(f"{route.id}.open"),
        why_not=tuple(
            Guarded(asides.get(f"{route.id}.{place}", told.say), told.when)
            for place, told in enumerate(route.why_not, start=1)
        ),
    )


def _steps(tasks: tuple[Task, ...], own: tuple[Step, ...]) -> tuple[Task, ...]:
    """The tasks with the words of the steps; who does them, until when and in which case stays as it is."""
    fields = ("do", "why", "keep", "if_yes", "if_no")
    return tuple(_with(task, **{f: getattr(step, f) for f in fields}) for task, step in _paired(tasks, own))


def _paired(english: tuple[T, ...], own: tuple[U, ...]) -> list[tuple[T, T | U]]:
    """Both sides by place; the English beside itself where the other list has fallen out of step with it."""
    return list(zip(english, own if len(own) == len(english) else english, strict=True))


def _play(play: Play, own: PlayEdition | None) -> Play:
    if own is None:
        return play
    return _with(
        play,
        title=own.title,
        why=own.why,
        tasks=_steps(play.tasks, own.tasks),
        gather=tuple(_with(paper, what=o.what, why=o.why) for paper, o in _paired(play.gather, own.gather)),
        ask=Ask(own.insurer, own.provider),
        escalate_when=own.escalate_when,
        mistakes=own.mistakes,
    )


def _scenario(
    page: Scenario,
    edition: Edition,
    plays: Mapping[str, Play],
    figures: Mapping[str, Figure],
    words: Mapping[str, str],
) -> Scenario:
    own = edition.scenarios.get(page.id)
    fixable = _fixable(page.fixable, own, figures, words, edition) if page.fixable else None
    if own is None:
        title = edition.pages.get("titles", {}).get(page.id)
        bare = {"checks": (), "gather": (), "ask": Ask(), "escalate_when": (), "mistakes": ()}
        return _with(page, title=title, fixable=fixable, **bare)
    return _with(
        page,
        title=own.title,
        says=own.says or None,
        really=tuple(Really(o.what, o.sign) for o in own.really) or None,
        fixable=fixable,
        differs=own.differs or None,
        checks=_steps(page.checks, own.checks) if page.checks else None,
        gather=tuple(Gather(o.what, o.why) for o in own.gather) if page.gather else None,
        ask=Ask(own.insurer, own.provider) if page.ask.insurer or page.ask.provider else None,
        escalate_when=own.escalate_when if page.escalate_when else None,
        mistakes=own.mistakes if page.mistakes else None,
    )


def _fixable(
    fixable: Fixable,
    own: ScenarioEdition | None,
    figures: Mapping[str, Figure],
    words: Mapping[str, str],
    edition: Edition,
) -> Fixable:
    """The sentence of the page, and its figures written out anew."""
    uses = tuple(_with(use, differs=words.get(use.differs)) for use in fixable.figures)
    said = edition.pages.get("figure_words", WORDS)
    told = tuple(evidence_of(figures[use.id], use, said) for use in uses if use.id in figures)
    general = edition.pages.get("answer", {}).get(f"fixable_{fixable.basis}")
    return _with(fixable, say=own.fixable or None if own else general, figures=uses, evidence=told or None)


def _figure(figure: Figure, words: Mapping[str, str]) -> Figure:
    return _with(figure, **{field: words.get(getattr(figure, field)) for field in _FIGURE_WORDS})


def _question(question: QuestionText, language: str) -> QuestionText:
    own = question.es if language == "es" else None
    if own is None:
        return question
    return _with(question, ask=own.ask, why=own.why, choices=own.choices or None, where=own.where)


def _pages(known: Knowledge, own: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The page words, table by table. In sentences facts are named by their labels."""
    merged = {name: {**table, **own.get(name, {})} for name, table in known.pages.items()}
    return {**merged, "fact_names": dict(own.get("facts", {}))}
