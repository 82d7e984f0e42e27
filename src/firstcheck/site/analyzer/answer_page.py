"""What the answer page shows: the analysis with the names of things and the sources put in."""

import re
from datetime import date

import msgspec

from firstcheck.analyze import Analysis
from firstcheck.decide.decision import Deadline, Determination
from firstcheck.facts.at_stake import amount_refused
from firstcheck.facts.case import ClaimLine
from firstcheck.knowledge.model import Evidence, Fixable, Really, SourceOfLaw
from firstcheck.plan.plan import Task
from firstcheck.plan.sending import send_to
from firstcheck.plan.wording import say_days, say_money
from firstcheck.site.analyzer.wording import label, say

_FIRST = 3
_MOST_REALLY = 5


class Cited(msgspec.Struct, frozen=True):
    """A source: its citation, its grade in a word, and whether it may be printed as law."""

    text: str
    grade: str
    law: bool
    address: str = ""


class Reason(msgspec.Struct, frozen=True):
    """Sentences and what they rest on."""

    say: tuple[str, ...]
    cited: tuple[Cited, ...]


class ActBy(msgspec.Struct, frozen=True):
    """A date to act by, with its names and sources. Days are None where the day that starts the clock is not known."""

    name: str
    who: str
    safe: date | None
    legal: date | None
    mail: date | None
    fax: date | None
    stated: date | None
    expired: bool
    counted_from: str
    assumptions: tuple[str, ...]
    may_file: str
    send_to: tuple[str, ...]
    cited: tuple[Cited, ...]
    left: str


class OtherWay(msgspec.Struct, frozen=True):
    """A route not taken now."""

    name: str
    why_not: str


class Refused(msgspec.Struct, frozen=True):
    """One determination for the page."""

    id: str
    title: str
    family: str
    outcome: str
    stage: str
    quote: str
    where: str
    language: str
    lines: tuple[ClaimLine, ...]
    claim_number: str
    held: tuple[Reason, ...]
    ruled_out: tuple[Reason, ...]
    unsure: tuple[Reason, ...]
    may_be: tuple[Really, ...]
    alternatives: tuple[OtherWay, ...]
    route: str
    route_id: str
    route_what: str
    route_why: str
    instead_of: tuple[OtherWay, ...]
    then: tuple[str, ...]
    deadlines: tuple[ActBy, ...]
    fixable: Fixable
    figures: tuple[str, ...]


class AnswerPage(msgspec.Struct, frozen=True):
    """The page. `first` is the step of the box at the top, `soonest` its date."""

    headline: str
    kinds: tuple[str, ...]
    primary: Refused
    others: tuple[Refused, ...]
    first: Task | None
    soonest: ActBy | None
    tasks: tuple[Task, ...]
    more_tasks: tuple[Task, ...]


def answer_page(analysis: Analysis) -> AnswerPage:
    """Everything named and in order; the primary determination first."""
    determinations = analysis.decision.determinations
    primary = _refused(analysis, analysis.primary)
    tasks = analysis.plan.tasks
    yours = [_act_by(analysis, d) for d in _open(analysis.primary.deadlines)]
    return AnswerPage(
        headline=_headline(analysis, primary),
        kinds=tuple(say("kind_sentence", name=p.name, kind=label("kinds", p.kind.value)) for p in analysis.case.papers),
        primary=primary,
        others=tuple(_refused(analysis, d) for d in determinations if d.id != analysis.decision.primary),
        first=tasks[0] if tasks else None,
        soonest=yours[0] if yours else None,
        tasks=tasks[:_FIRST],
        more_tasks=tasks[_FIRST:],
    )


def _headline(analysis: Analysis, primary: Refused) -> str:
    denial = analysis.primary.denial
    outcome = label("outcomes", denial.outcome.value)
    refused = amount_refused(analysis.case, analysis.primary.lines)
    amount = f" ({say_money(refused)})" if refused else ""
    named = primary.title and denial.family not in ("none", "unknown")
    return outcome + (f": {primary.title}" if named else "") + amount


def _open(deadlines: tuple[Deadline, ...]) -> list[Deadline]:
    """Deadlines of the person's side that can still be met, the soonest first."""
    mine = [d for d in deadlines if not d.expired and d.safe is not None and d.who in ("you", "provider")]
    return sorted(mine, key=lambda d: (d.who != "you", d.safe or date.max))


def _refused(analysis: Analysis, determination: Determination) -> Refused:
    denial, route = determination.denial, determination.route
    scenario = analysis.knowledge.scenarios.get(denial.scenario or "")
    quote = denial.quote
    routes = analysis.knowledge.routes
    fixable = analysis.plan.fixable[determination.id]
    return Refused(
        id=determination.id,
        title=scenario.title if scenario else "",
        family=label("families", denial.family),
        outcome=label("outcomes", denial.outcome.value),
        stage=say(f"stage_{denial.stage.value}"),
        quote=quote.quote if quote else "",
        where=_where(analysis, quote.document, quote.page) if quote else "",
        language=_language(analysis, quote.document) if quote else "",
        lines=tuple(line for line in analysis.case.lines if line.id in determination.lines),
        claim_number=determination.claim_number or "",
        held=_reasons(analysis, determination, holds=True),
        ruled_out=_reasons(analysis, determination, holds=False),
        unsure=_reasons(analysis, determination, holds=None),
        may_be=scenario.really[:_MOST_REALLY] if scenario else (),
        alternatives=tuple(OtherWay(label("families", a.family), a.because) for a in denial.alternatives),
        route=routes[route.id].name,
        route_id=route.id,
        route_what=routes[route.id].what,
        route_why=route.why,
        instead_of=tuple(OtherWay(routes[r.id].name, r.why_not) for r in route.instead_of if r.why_not),
        then=tuple(routes[r].name for r in route.then),
        deadlines=tuple(_act_by(analysis, d) for d in determination.deadlines),
        fixable=fixable,
        figures=tuple(_figures(fixable)),
    )


def _where(analysis: Analysis, document: int, page: int | None) -> str:
    if not 0 <= document < len(analysis.case.papers):
        return ""
    paper = analysis.case.papers[document]
    several = page is not None and paper.pages > 1
    return say("place_paper_page", name=paper.name, page=page) if several else say("place_paper", name=paper.name)


def _language(analysis: Analysis, document: int) -> str:
    return analysis.case.papers[document].language if 0 <= document < len(analysis.case.papers) else ""


def _reasons(analysis: Analysis, determination: Determination, *, holds: bool | None) -> tuple[Reason, ...]:
    found = (f for f in determination.findings if f.holds is holds and f.because)
    return tuple(Reason(f.because, _cited(analysis, f.cite)) for f in found)


def _cited(analysis: Analysis, ids: tuple[str, ...]) -> tuple[Cited, ...]:
    sources = [(name, analysis.knowledge.sources.get(name)) for name in ids]
    return tuple(_source(source) if source else Cited(name, "", law=False) for name, source in sources)


def _source(source: SourceOfLaw) -> Cited:
    address = source.address or ""
    safe = address if re.match(r"https?://", address) else ""
    return Cited(source.citation, label("grades", source.grade.value), source.printable, safe)


def _act_by(analysis: Analysis, deadline: Deadline) -> ActBy:
    send = deadline.send_by
    return ActBy(
        name=label("deadlines", deadline.kind),
        who=label("who", deadline.who),
        safe=deadline.safe,
        legal=deadline.legal,
        mail=send.mail if send else None,
        fax=send.fax_or_portal if send else None,
        stated=deadline.stated,
        expired=deadline.expired,
        counted_from=say_days(deadline.counted_from, analysis.knowledge.language),
        assumptions=tuple(say_days(text, analysis.knowledge.language) for text in deadline.assumptions),
        may_file=", ".join(deadline.may_file),
        send_to=_send_to(analysis, deadline),
        cited=_cited(analysis, deadline.cite),
        left=_left(analysis.today, deadline),
    )


def _send_to(analysis: Analysis, deadline: Deadline) -> tuple[str, ...]:
    address, fax = send_to(analysis.case, deadline)
    return (*((address,) if address else ()), *((say("answer_fax_number", number=fax),) if fax else ()))


def _left(today: date, deadline: Deadline) -> str:
    if deadline.safe is None or deadline.expired:
        return ""
    days = (deadline.safe - today).days
    if days <= 0:
        return say("left_now")
    return say("left_one") if days == 1 else say("left_days", days=days)


def _figures(fixable: Fixable) -> list[str]:
    return [_figure(evidence) for evidence in fixable.evidence]


def _figure(evidence: Evidence) -> str:
    known = msgspec.structs.asdict(evidence)
    return say("figure", **{**known, "n": evidence.n or say("figure_no_n")})
