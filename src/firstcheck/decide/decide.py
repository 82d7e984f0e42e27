"""Case to Decision: each refusal named, its findings, its one route, its deadlines, and what is worth asking."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from firstcheck.decide.ask import Askable, Result, rank
from firstcheck.decide.deadlines import deadlines_for
from firstcheck.decide.decision import (
    Alternative,
    Deadline,
    Decision,
    Denial,
    Determination,
    Finding,
    Question,
    RouteChoice,
    SetAside,
    Traced,
)
from firstcheck.decide.derived import as_word, words_for
from firstcheck.decide.engine import Engine, Verdict
from firstcheck.decide.table import Reading, Table
from firstcheck.facts.case import Case, Outcome, Refusal
from firstcheck.facts.fact import Confidence, Fact, Status
from firstcheck.facts.vocabulary import VOCABULARY, Kind
from firstcheck.knowledge.model import Route, Rule

#: What comes after a route that did not help, in the order of the ladder.
_LADDER = (Route.FIX, Route.PROTECTION, Route.EXCEPTION, Route.APPEAL, Route.INDEPENDENT_REVIEW)
_ALWAYS_SHOWN = ("nsa_protected", "directory_reliance", "continuity_of_care", "externally_reviewable")
_URGENCY = {Outcome.ENDED: 0, Outcome.DENIED: 1, Outcome.PARTLY_DENIED: 1, Outcome.UNPROCESSABLE: 2, Outcome.PENDING: 2}
_FALLBACK = Route.CLARIFY


def decide(case: Case, engine: Engine, today: date, *, trace_all: bool = False) -> Decision:
    """Decide every refusal of a case as of `today`."""
    made = [_determine(case, engine, refusal, today) for refusal in case.refusals]
    first = min(made, key=lambda pair: _order(pair[0]))
    questions = _questions(case, engine, case.refusals[made.index(first)], first[1], today)
    traces = tuple(t for determination, verdict in made for t in _trace(engine, verdict, determination.id, trace_all))
    return Decision(tuple(determination for determination, _ in made), first[0].id, questions, traces)


def _order(determination: Determination) -> tuple[int, date, str]:
    soonest = min((d.safe for d in determination.deadlines if d.safe and not d.expired), default=date.max)
    return _URGENCY.get(determination.denial.outcome, 5), soonest, determination.id


def _determine(case: Case, engine: Engine, refusal: Refusal, today: date) -> tuple[Determination, Verdict]:
    words = words_for(case, refusal, today, engine.knowledge.reasons)
    verdict = engine.judge(words, today)
    deadlines = deadlines_for(engine.knowledge.deadlines, case, verdict.words, today, engine.knowledge.holidays)
    made = Determination(
        id=refusal.id,
        claim_number=refusal.claim_number,
        lines=refusal.lines,
        denial=_denial(engine, refusal, verdict),
        findings=tuple(_findings(engine, verdict)),
        route=_route(engine, verdict),
        deadlines=deadlines,
    )
    return made, verdict


def _denial(engine: Engine, refusal: Refusal, verdict: Verdict) -> Denial:
    family = verdict.words.get("family", "unknown")
    reasons = engine.knowledge.reasons
    others = [r for r in refusal.reasons if reasons[r.reason].family.value != family]
    also = tuple(dict.fromkeys(reasons[r.reason].family.value for r in others))
    strong = bool(refusal.reasons) and (len(refusal.reasons) < 2 or refusal.reasons[0].strength > 1.5 * refusal.reasons[1].strength)
    return Denial(
        family=family,
        also=also if family != "none" else (),
        scenario=verdict.words.get("scenario") or None,
        stage=refusal.stage,
        outcome=refusal.outcome,
        quote=refusal.quote,
        confidence=Confidence.HIGH if strong else Confidence.MEDIUM if refusal.reasons else Confidence.LOW,
        alternatives=tuple(Alternative(reasons[r.reason].family.value, reasons[r.reason].about) for r in others[:3]) if also else (),
    )


def _findings(engine: Engine, verdict: Verdict) -> Iterable[Finding]:
    named = dict.fromkeys((*_ALWAYS_SHOWN, *verdict.findings))
    for name in named:
        holds, rules = verdict.findings.get(name, (None, ()))
        needs = {f for rule in rules for f in rule.when if holds is None and f not in verdict.words and f in VOCABULARY}
        yield Finding(
            id=name,
            holds=holds,
            because=tuple(dict.fromkeys(rule.because.strip() for rule in rules)) if holds is not None else (),
            cite=tuple(dict.fromkeys(c for rule in rules for c in rule.cite)),
            needs=tuple(sorted(needs)),
        )


def _route(engine: Engine, verdict: Verdict) -> RouteChoice:
    rule = verdict.route
    chosen = rule.then.route if rule is not None and rule.then.route is not None else _FALLBACK
    texts = engine.knowledge.routes
    aside = [
        SetAside(route.value, _why_not(texts[route.value].why_not, verdict.words)) for route in Route if route is not chosen
    ] if texts else []
    after = _LADDER[_LADDER.index(chosen) + 1 :] if chosen in _LADDER else ()
    if verdict.words.get("finding_externally_reviewable") == "no":
        after = tuple(route for route in after if route is not Route.INDEPENDENT_REVIEW)
    skipped = {Route.PROTECTION, Route.EXCEPTION} if verdict.words.get("family") != "network" else set()
    return RouteChoice(
        id=chosen.value,
        why=rule.because.strip() if rule else "The papers do not say enough to choose a way. Get the full notice first.",
        instead_of=tuple(aside),
        then=tuple(route.value for route in after if route not in skipped),
        rule=rule.id if rule else "",
        play=(rule.then.play if rule else None) or "get-the-reason",
    )


def _why_not(choices: Iterable[object], words: Mapping[str, str]) -> str:
    for choice in choices:
        when: Mapping[str, tuple[str, ...]] = getattr(choice, "when", {})
        if all(words.get(name) in values for name, values in when.items()):
            return str(getattr(choice, "say", ""))
    return ""


def _questions(case: Case, engine: Engine, refusal: Refusal, verdict: Verdict, today: date) -> tuple[Question, ...]:
    texts = engine.knowledge.questions
    askable = [Askable(name, tuple(choice.value for choice in text.choices)) for name, text in texts.items() if text.choices]
    base = words_for(case, refusal, today, engine.knowledge.reasons)

    def evaluate(words: Mapping[str, str]) -> Result:
        changed = {name: value for name, value in words.items() if base.get(name) != value}
        tried = _with(case, changed)
        full = words_for(tried, refusal, today, engine.knowledge.reasons) if changed else base
        judged = engine.judge(full, today)
        dates = deadlines_for(engine.knowledge.deadlines, tried, judged.words, today, engine.knowledge.holidays)
        route = judged.route.then.route if judged.route else None
        shown = tuple(sorted((k, v[0]) for k, v in judged.findings.items() if k in _ALWAYS_SHOWN and v[0] is not None))
        return route, shown, tuple((d.kind, d.legal) for d in dates)

    ranked = rank(base, askable, evaluate)
    received = _receipt_question(case, verdict.words)
    return received + ranked


def _receipt_question(case: Case, words: Mapping[str, str]) -> tuple[Question, ...]:
    """The day of receipt moves most last days; it is a date and cannot be tried value by value."""
    known = case.value("received_date") is not None or case.value("notice_date") is None
    moves = words.get("outcome") in ("denied", "partly-denied", "ended")
    return (Question("received_date", 0.2),) if moves and not known else ()


def _with(case: Case, changed: Mapping[str, str]) -> Case:
    told = tuple(
        Fact(name, value == "yes" if VOCABULARY[name].kind is Kind.YES_NO else value, Status.ANSWERED)
        for name, value in changed.items()
        if name in VOCABULARY
    )
    return msgspec.structs.replace(case, facts=told + case.facts)


def _trace(engine: Engine, verdict: Verdict, determination: str, everything: bool) -> Iterable[Traced]:
    for table, reading in zip((engine.names, engine.finds, engine.routes), verdict.readings, strict=True):
        yield from _traced(table, reading, verdict.words, determination, everything)


def _traced(table: Table, reading: Reading, words: Mapping[str, str], determination: str, everything: bool) -> Iterable[Traced]:
    for index, rule in enumerate(table.rules):
        bit = 1 << index
        result = "fired" if reading.certain & bit else "undecided" if reading.possible & bit else "ruled out"
        if result != "ruled out" or everything:
            yield _one(rule, result, words, determination)


def _one(rule: Rule, result: str, words: Mapping[str, str], determination: str) -> Traced:
    read = {name: as_word(words[name]) for name in rule.when if name in words}
    return Traced(rule.id, result, read, tuple(name for name in rule.when if name not in words), determination)
