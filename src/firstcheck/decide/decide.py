"""Case to Decision: each refusal named, its findings, its one route, its deadlines, and what is worth asking."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from firstcheck.decide.ask import cheap_ranking, full_ranking
from firstcheck.decide.decision import (
    Alternative,
    Decision,
    Denial,
    Determination,
    Finding,
    Question,
    RouteChoice,
    SetAside,
    Traced,
)
from firstcheck.decide.derived import Told, told_of
from firstcheck.decide.engine import Engine, Verdict
from firstcheck.decide.table import Reading, Table
from firstcheck.facts.case import Case, Outcome, Refusal
from firstcheck.facts.fact import Confidence
from firstcheck.facts.words import asked_by
from firstcheck.knowledge.model import Route, RouteText, Rule

#: What comes after a route that did not help, in the order of the ladder.
_LADDER = (Route.FIX, Route.PROTECTION, Route.EXCEPTION, Route.APPEAL, Route.INDEPENDENT_REVIEW)
_ALWAYS_SHOWN = ("nsa_protected", "directory_reliance", "continuity_of_care", "externally_reviewable")
_URGENCY = {Outcome.ENDED: 0, Outcome.DENIED: 1, Outcome.PARTLY_DENIED: 1, Outcome.UNPROCESSABLE: 2, Outcome.PENDING: 2}
_FALLBACK = Route.CLARIFY
_FALLBACK_PLAY = "get-the-reason"
#: Determinations whose questions are tried in full; a paper rarely holds more that differ.
_ASKED_IN_FULL = 3
#: A reason this much stronger than the next one is taken without doubt.
_CLEARLY = 1.5

Judged = tuple[Determination, Verdict, Told]


def decide(case: Case, engine: Engine, today: date, *, trace_all: bool = False, cheap: bool = False) -> Decision:
    """Decide every refusal of a case as of `today`. `cheap` ranks questions by counting alone, for bulk work."""
    made = [_determine(case, engine, refusal, today) for refusal in case.refusals]
    first = min(made, key=lambda judged: _order(judged[0]))
    questions = _questions(engine, [first, *(judged for judged in made if judged is not first)], cheap)
    traces = tuple(t for d, verdict, _ in made for t in _trace(engine, verdict, d.id, trace_all))
    return Decision(tuple(d for d, _, _ in made), first[0].id, questions, traces)


def decide_briefly(engine: Engine, refusal: Refusal, told: Told) -> Determination:
    """The same name, route and deadlines without findings, other routes and trace: for bulk work."""
    verdict = engine.judge(told)
    rule = verdict.route
    chosen = rule.then.route if rule is not None and rule.then.route is not None else _FALLBACK
    play = (rule.then.play if rule else None) or _FALLBACK_PLAY
    return Determination(
        id=refusal.id,
        claim_number=refusal.claim_number,
        lines=refusal.lines,
        denial=_denial(engine, refusal, verdict),
        findings=(),
        route=RouteChoice(chosen.value, "", (), (), rule.id if rule else "", play),
        deadlines=verdict.deadlines,
    )


def _order(determination: Determination) -> tuple[int, date, str]:
    soonest = min(
        (d.safe for d in determination.deadlines if d.safe and not d.expired and not d.of_others), default=date.max
    )
    return _URGENCY.get(determination.denial.outcome, 5), soonest, determination.id


def _determine(case: Case, engine: Engine, refusal: Refusal, today: date) -> Judged:
    told = told_of(case, refusal, today, engine.knowledge.reasons)
    verdict = engine.judge(told)
    made = Determination(
        id=refusal.id,
        claim_number=refusal.claim_number,
        lines=refusal.lines,
        denial=_denial(engine, refusal, verdict),
        findings=tuple(_findings(verdict)),
        route=_route(engine, verdict),
        deadlines=verdict.deadlines,
    )
    return made, verdict, told


def _denial(engine: Engine, refusal: Refusal, verdict: Verdict) -> Denial:
    family = verdict.words.get("family", "unknown")
    reasons = engine.knowledge.reasons
    others = [r for r in refusal.reasons if reasons[r.reason].family.value != family]
    also = tuple(dict.fromkeys(reasons[r.reason].family.value for r in others))
    first, second = (*refusal.reasons, None, None)[:2]
    strong = first is not None and (second is None or first.strength > _CLEARLY * second.strength)
    return Denial(
        family=family,
        also=also if family != "none" else (),
        scenario=verdict.words.get("scenario") or None,
        stage=refusal.stage,
        outcome=refusal.outcome,
        quote=refusal.quote,
        confidence=Confidence.HIGH if strong else Confidence.MEDIUM if first else Confidence.LOW,
        alternatives=tuple(Alternative(reasons[r.reason].family.value, reasons[r.reason].about) for r in others[:3]),
    )


def _findings(verdict: Verdict) -> Iterator[Finding]:
    for name in dict.fromkeys((*_ALWAYS_SHOWN, *verdict.findings)):
        holds, rules = verdict.findings.get(name, (None, ()))
        yield Finding(
            id=name,
            holds=holds,
            because=tuple(dict.fromkeys(_said(rule, verdict.words) for rule in rules)) if holds is not None else (),
            cite=tuple(dict.fromkeys(c for rule in rules for c in rule.cite)),
            needs=tuple(sorted(_needs(verdict, rules, frozenset({name})))) if holds is None else (),
        )


def _needs(verdict: Verdict, rules: Iterable[Rule], seen: frozenset[str]) -> set[str]:
    """Facts that one could ask for, through derived words and the findings that a finding rests on."""
    needed: set[str] = set()
    for name in {name for rule in rules for name in rule.when if name not in verdict.words}:
        finding = name.removeprefix("finding_") if name.startswith("finding_") else ""
        if finding in verdict.findings and finding not in seen:
            needed |= _needs(verdict, verdict.findings[finding][1], seen | {finding})
        needed.update(asked_by(name))
    return needed - verdict.words.keys()


def _said(rule: Rule, words: Mapping[str, str]) -> str:
    """The rule's sentence with the facts it names; a fact that is not known keeps its plain name."""
    text = rule.because.strip()
    if "{" not in text:
        return text
    for name in rule.when.keys() | words.keys():
        text = text.replace(f"{{{name}}}", words.get(name, name).replace("_", " "))
    return text


def _route(engine: Engine, verdict: Verdict) -> RouteChoice:
    rule = verdict.route
    chosen = rule.then.route if rule is not None and rule.then.route is not None else _FALLBACK
    open_routes = tuple(dict.fromkeys(r.then.route for r in engine.could_win(verdict) if r.then.route))
    texts = engine.knowledge.routes
    aside = (
        SetAside(route.value, _why_not(texts[route.value], verdict.words, is_open=route in open_routes))
        for route in Route
        if route is not chosen and route.value in texts
    )
    return RouteChoice(
        id=chosen.value,
        why=_said(rule, verdict.words) if rule else engine.knowledge.pages.get("answer", {}).get("fallback_why", ""),
        instead_of=tuple(aside),
        then=tuple(route.value for route in _after(chosen, open_routes, engine, verdict)),
        rule=rule.id if rule else "",
        play=(rule.then.play if rule else None) or _FALLBACK_PLAY,
    )


def _after(chosen: Route, open_routes: tuple[Route, ...], engine: Engine, verdict: Verdict) -> list[Route]:
    """What comes next if the way fails: the play's own word, what is still open, then up the ladder."""
    play = engine.knowledge.plays.get((verdict.route.then.play if verdict.route else None) or _FALLBACK_PLAY)
    if play is not None and play.then:
        return [route for route in play.then if route is not chosen]
    refused = verdict.words["outcome"] in (Outcome.DENIED, Outcome.PARTLY_DENIED, Outcome.ENDED)
    if chosen is Route.CLARIFY:
        after = [route for route in _LADDER if route in open_routes or (refused and route is Route.APPEAL)]
    else:
        after = list(_LADDER[_LADDER.index(chosen) + 1 :]) if chosen in _LADDER else []
        fits = {Route.PROTECTION, Route.EXCEPTION} if verdict.words.get("family") == "network" else set()
        after = [route for route in after if route not in (Route.PROTECTION, Route.EXCEPTION) or route in fits]
    if verdict.words.get("finding_externally_reviewable") == "no":
        after = [route for route in after if route is not Route.INDEPENDENT_REVIEW]
    return after


def _why_not(text: RouteText, words: Mapping[str, str], *, is_open: bool) -> str:
    """What the route's own page says; where an undecided rule still leads there, that it is not known yet."""
    if is_open and text.open:
        return text.open
    held = (choice.say for choice in text.why_not if all(words.get(n) in values for n, values in choice.when.items()))
    return next(held, "")


def _questions(engine: Engine, judged: list[Judged], cheap: bool) -> tuple[Question, ...]:
    """Questions of the determination that comes first, then what the others add."""
    found: dict[str, Question] = {}
    for _, verdict, told in judged[:_ASKED_IN_FULL]:
        ranked = cheap_ranking(engine, verdict) if cheap else full_ranking(engine, told, verdict)
        for question in ranked:
            found.setdefault(question.fact, question)
    return tuple(found.values())


def _trace(engine: Engine, verdict: Verdict, determination: str, everything: bool) -> Iterable[Traced]:
    for table, reading in zip(engine.tables, verdict.readings, strict=True):
        yield from _traced(table, reading, verdict.words, determination, everything)


def _traced(
    table: Table, reading: Reading, words: Mapping[str, str], determination: str, everything: bool
) -> Iterable[Traced]:
    for index, rule in enumerate(table.rules):
        bit = 1 << index
        result = "fired" if reading.certain & bit else "undecided" if reading.possible & bit else "ruled_out"
        if result != "ruled_out" or everything:
            yield _one(rule, result, words, determination)


def _one(rule: Rule, result: str, words: Mapping[str, str], determination: str) -> Traced:
    read = {name: words[name] for name in rule.when if name in words}
    return Traced(rule.id, result, read, tuple(name for name in rule.when if name not in words), determination)
