"""A decision to what to do: alerts, ordered tasks, what to gather and ask, when to escalate, what to avoid.

Takes a case, its Decision and the knowledge; gives a Plan in the shape of the contract. All sentences come from
knowledge; this module only chooses and fills them.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from firstcheck.decide.decision import Deadline, Decision, Determination
from firstcheck.facts.case import Case, Outcome
from firstcheck.knowledge.model import Fixable, Knowledge, Play, Scenario
from firstcheck.plan.alerts import Alert, alerts_for
from firstcheck.plan.leads import with_leads
from firstcheck.plan.steps import steps_of
from firstcheck.plan.wording import Wording


class Task(msgspec.Struct, frozen=True):
    """One thing to do, in order over the whole case."""

    order: int
    determination: str
    do: str
    who: str
    why: str
    by: date | None = None
    keep: str = ""
    if_yes: str = ""
    if_no: str = ""


class GatherItem(msgspec.Struct, frozen=True):
    """A paper to get, and what it shows."""

    what: str
    why: str


class Ask(msgspec.Struct, frozen=True):
    """Questions to put to the two sides."""

    insurer: tuple[str, ...]
    provider: tuple[str, ...]


class Guide(msgspec.Struct, frozen=True):
    """A page that goes further; `relation` is scenario, adjacent or related."""

    slug: str
    title: str
    relation: str


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question to the person, with where the answer stands."""

    fact: str
    ask: str
    why: str
    choices: tuple[dict[str, str], ...]
    where: str = ""
    settles: float = 0.0


class Plan(msgspec.Struct, frozen=True):
    """What to do about a case."""

    alerts: tuple[Alert, ...]
    tasks: tuple[Task, ...]
    gather: tuple[GatherItem, ...]
    ask: Ask
    escalate_when: tuple[str, ...]
    mistakes: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]
    guides: tuple[Guide, ...]
    fixable: dict[str, Fixable]


def play_of(determination: Determination, knowledge: Knowledge, case: Case | None = None) -> Play | None:
    """The steps of the chosen way as they are for the scenario and the case; None where the way has none."""
    play = knowledge.plays.get(determination.route.play)
    if play is None:
        return None
    return with_leads(steps_of(play, _scenario(determination, knowledge)), determination, knowledge, case)


def make_plan(case: Case, decision: Decision, knowledge: Knowledge, today: date) -> Plan:
    """Choose and fill the plays of every determination, the primary one first."""
    ordered = sorted(decision.determinations, key=lambda d: d.id != decision.primary)
    plays = [(d, play) for d in ordered if (play := play_of(d, knowledge, case))]
    wordings = {d.id: Wording(case, d, knowledge) for d in ordered}
    first, play = plays[0] if plays else (ordered[0], None)
    words = wordings[first.id]
    asked = play.ask if play else None
    return Plan(
        alerts=alerts_for(case, decision, knowledge, today),
        tasks=tuple(_tasks(plays, wordings)),
        gather=tuple(GatherItem(words.fill(g.what), words.fill(g.why)) for g in (play.gather if play else ())),
        ask=Ask(words.filled(asked.insurer if asked else ()), words.filled(asked.provider if asked else ())),
        escalate_when=words.filled(play.escalate_when if play else ()),
        mistakes=words.filled(play.mistakes if play else ()),
        questions=tuple(_questions(decision, knowledge, case)),
        guides=tuple(_guides(first, knowledge)),
        fixable={d.id: _fixable(d, knowledge) for d in ordered},
    )


def _tasks(plays: list[tuple[Determination, Play]], wordings: Mapping[str, Wording]) -> Iterator[Task]:
    seen: set[tuple[str, str]] = set()
    order = 0
    for determination, play in plays:
        words = wordings[determination.id]
        for task in play.tasks:
            do = words.fill(task.do)
            if (task.who, do) in seen:
                continue
            seen.add((task.who, do))
            order += 1
            yield Task(
                order=order,
                determination=determination.id,
                do=do,
                who=task.who,
                why=words.fill(task.why),
                by=_by(task.by, determination.deadlines),
                keep=words.fill(task.keep or ""),
                if_yes=words.fill(task.if_yes or ""),
                if_no=words.fill(task.if_no or ""),
            )


def _by(kind: str | None, deadlines: tuple[Deadline, ...]) -> date | None:
    """The safe day of the deadline a task names; any appeal serves for `internal_appeal`, any review for external."""
    wanted = {
        "internal_appeal": ("internal_appeal", "reconsideration", "redetermination", "fair_hearing"),
        "external_review": ("external_review", "opm_review", "reconsideration", "fair_hearing", "alj_hearing"),
    }.get(kind or "", (kind,))
    return next((d.safe for d in deadlines if d.kind in wanted and not d.expired), None)


def _questions(decision: Decision, knowledge: Knowledge, case: Case) -> Iterator[AskedQuestion]:
    spanish = bool(case.papers) and all(paper.language == "es" for paper in case.papers)
    for question in decision.questions:
        text = knowledge.questions.get(question.fact)
        if text is None:
            continue
        own = text.es if spanish and text.es else text
        choices = tuple({"value": c.value, "label": c.label} for c in (own.choices or text.choices))
        yield AskedQuestion(question.fact, own.ask, own.why, choices, own.where or text.where or "", question.settles)


def _scenario(determination: Determination, knowledge: Knowledge) -> Scenario | None:
    return knowledge.scenarios.get(determination.denial.scenario or "")


def _fixable(determination: Determination, knowledge: Knowledge) -> Fixable:
    scenario = _scenario(determination, knowledge)
    if scenario is not None and scenario.fixable is not None:
        return scenario.fixable
    if determination.denial.outcome in (Outcome.APPROVED, Outcome.OVERTURNED, Outcome.PAID):
        return Fixable("unknown", "none", knowledge.pages["answer"]["fixable_nothing_refused"])
    return Fixable("unknown", "none", knowledge.pages["answer"]["fixable_not_measured"])


def _guides(determination: Determination, knowledge: Knowledge) -> Iterator[Guide]:
    scenario = _scenario(determination, knowledge)
    if scenario is None:
        return
    yield Guide(scenario.id, scenario.title, "scenario")
    named = [(scenario.adjacent, "adjacent")] + [(slug, "related") for slug in scenario.related]
    for slug, relation in named:
        if slug in knowledge.scenarios:
            yield Guide(slug, knowledge.scenarios[slug].title, relation)
