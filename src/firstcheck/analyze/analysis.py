"""The analysis in the shape of the contract (analysis.schema.json, version 1): what every face of firstcheck gives."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from firstcheck.decide.decision import Decision, Determination
from firstcheck.facts.case import Case, ClaimLine
from firstcheck.facts.fact import Fact, FactValue, Source
from firstcheck.knowledge.model import Fixable, Knowledge
from firstcheck.plan import Plan

SCHEMA = "firstcheck.analysis/1"
_CENT = Decimal("0.01")


class Analysis(msgspec.Struct, frozen=True):
    """A case, what was decided about it, and what to do: everything that a face needs to show it."""

    case: Case
    decision: Decision
    plan: Plan
    today: date
    knowledge: Knowledge

    @property
    def primary(self) -> Determination:
        """The determination that comes first."""
        return next(d for d in self.decision.determinations if d.id == self.decision.primary)

    def contract(self) -> dict[str, Any]:
        """Plain data as the schema describes it: ISO dates, decimal strings, no absent money invented."""
        plan, decision = self.plan, self.decision
        return {
            "schema": SCHEMA,
            "today": self.today.isoformat(),
            "documents": [_plain(paper) for paper in self.case.papers],
            "facts": [_fact(fact) for fact in self.case.facts],
            "lines": [_line(line) for line in self.case.lines],
            "determinations": [_determination(d, plan.fixable[d.id]) for d in decision.determinations],
            "primary": decision.primary,
            "alerts": [_plain(alert) for alert in plan.alerts],
            "tasks": [_plain(task) for task in plan.tasks],
            "gather": [_plain(item) for item in plan.gather],
            "ask": _plain(plan.ask),
            "escalate_when": list(plan.escalate_when),
            "mistakes": list(plan.mistakes),
            "questions": [_plain(question) for question in plan.questions],
            "guides": [_plain(guide) for guide in plan.guides],
            "trace": [_plain(traced) for traced in decision.trace],
        }

    def to_json(self) -> bytes:
        """The contract as UTF-8 JSON."""
        return msgspec.json.format(msgspec.json.encode(self.contract()), indent=1)


def _plain(thing: object) -> Any:
    return msgspec.to_builtins(thing, enc_hook=str)


def value_of(value: FactValue) -> Any:
    """A fact's value as the contract writes it."""
    if isinstance(value, Decimal):
        return str(value.quantize(_CENT))
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _source(source: Source | None) -> dict[str, Any] | None:
    if source is None or source.document < 0:
        return None
    box = list(source.box) if source.box else None
    return {"document": source.document, "page": source.page, "quote": source.quote, "box": box}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": value_of(fact.value),
        "status": fact.status.value,
        "confidence": fact.confidence.value,
        "line": fact.line,
        "source": _source(fact.source),
    }


def _line(line: ClaimLine) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(msgspec.structs.replace(line, source=None))
    del plain["source"]
    for name in ("billed", "allowed", "paid", "patient_responsibility"):
        amount = getattr(line, name)
        plain[name] = None if amount is None else str(amount.quantize(_CENT))
    return plain


def _determination(determination: Determination, fixable: Fixable) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(determination)
    quote = determination.denial.quote
    plain["denial"]["quote"] = quote.quote if quote else None
    plain["denial"]["where"] = _source(quote)
    for deadline in plain["deadlines"]:
        if deadline["send_by"] is None:
            del deadline["send_by"]
    evidence = [{"n": e.n, "interval": e.interval, **_plain(e)} for e in fixable.evidence]
    plain["fixable"] = {"level": fixable.level, "basis": fixable.basis, "say": fixable.say, "evidence": evidence}
    return plain
