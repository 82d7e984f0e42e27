"""The contract of version 1 as types of our own: what a face of firstcheck must give, checked without the schema file.

`checked(data)` raises msgspec.ValidationError or AssertionError with what is wrong.
"""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from firstcheck.decide.decision import SendBy
from firstcheck.facts.case import Outcome, PaperKind, Stage
from firstcheck.knowledge.clock import DeadlineKind, MetBy, Who
from firstcheck.knowledge.model import AlertKind, Family, Route

Money = Annotated[str, Meta(pattern=r"^-?[0-9]+\.[0-9]{2}$")] | None
Strings = list[str]


class Document(msgspec.Struct):
    name: str
    kind: PaperKind
    pages: Annotated[int, Meta(ge=0)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    reading: Literal["text", "ocr", "mixed", "structured"]
    pages_stated: int | None = None
    language: str = ""
    problems: Strings = []


class Source(msgspec.Struct):
    document: Annotated[int, Meta(ge=0)]
    page: int | None
    quote: str
    box: list[float] | None = None


class Fact(msgspec.Struct):
    name: str
    value: Any
    status: Literal["read", "answered", "derived", "assumed"]
    confidence: Literal["high", "medium", "low"]
    line: str | None
    source: Source | None


class Line(msgspec.Struct):
    id: str
    outcome: Outcome
    claim_number: str | None = None
    service_date: date | None = None
    procedure_code: str | None = None
    modifiers: Strings = []
    description: str | None = None
    billed: Money = None
    allowed: Money = None
    paid: Money = None
    patient_responsibility: Money = None
    adjustment_codes: Strings = []
    remark_codes: Strings = []


class Denial(msgspec.Struct):
    family: Family
    also: list[Family]
    scenario: str | None
    stage: Stage
    outcome: Outcome
    quote: str | None
    confidence: Literal["high", "medium", "low"]


class Finding(msgspec.Struct):
    id: str
    holds: bool | None
    because: Strings
    cite: Strings
    needs: Strings


class Aside(msgspec.Struct):
    id: Route
    why_not: str


class RouteChoice(msgspec.Struct):
    id: Route
    why: str
    instead_of: list[Aside]
    then: list[Route]


class Deadline(msgspec.Struct):
    kind: DeadlineKind
    who: Who
    legal: date | None
    safe: date | None
    met_by: MetBy
    counted_from: str
    cite: Strings
    expired: bool
    assumptions: Strings
    send_by: SendBy | None = None
    stated: date | None = None


class Evidence(msgspec.Struct):
    figure: str
    population: str
    years: str
    source: str
    match: Literal["direct", "near"]
    n: int | None = None
    interval: str | None = None


class Fixable(msgspec.Struct):
    level: Literal["often", "sometimes", "rarely", "unknown"]
    basis: Literal["measured", "mechanism", "none"]
    evidence: list[Evidence]


class Determination(msgspec.Struct):
    id: str
    claim_number: str | None
    lines: Strings
    denial: Denial
    findings: list[Finding]
    route: RouteChoice
    deadlines: list[Deadline]
    fixable: Fixable


class Alert(msgspec.Struct):
    kind: AlertKind
    say: str
    by: date | None = None


class Task(msgspec.Struct):
    order: int
    determination: str
    do: str
    who: Literal["you", "provider", "plan", "employer", "agency"]
    why: str
    by: date | None = None


class Ask(msgspec.Struct):
    insurer: Strings
    provider: Strings


class Contract(msgspec.Struct):
    schema: Literal["firstcheck.analysis/1"]
    today: date
    documents: list[Document]
    facts: list[Fact]
    lines: list[Line]
    determinations: Annotated[list[Determination], Meta(min_length=1)]
    primary: str
    alerts: list[Alert]
    tasks: list[Task]
    gather: list[dict[str, str]]
    ask: Ask
    escalate_when: Strings
    mistakes: Strings
    questions: list[dict[str, Any]]
    guides: list[dict[str, str]]
    trace: list[dict[str, Any]]


def checked(data: object) -> Contract:
    """Plain data as the contract describes it, and what types cannot say: ids that exist, order, bounds."""
    found = msgspec.convert(data, Contract)
    ids = [determination.id for determination in found.determinations]
    lines = {line.id for line in found.lines}
    assert len(set(ids)) == len(ids), "two determinations share an id"
    assert found.primary in ids
    assert {task.determination for task in found.tasks} <= set(ids)
    assert [task.order for task in found.tasks] == list(range(1, len(found.tasks) + 1))
    for determination in found.determinations:
        assert set(determination.lines) <= lines
        assert len(determination.route.instead_of) == len(Route) - 1
        for deadline in determination.deadlines:
            assert (deadline.legal is None) == (deadline.safe is None)
            assert deadline.legal is None or deadline.safe is None or deadline.safe <= deadline.legal
    for fact in found.facts:
        assert fact.line is None or fact.line in lines
        assert fact.source is None or fact.source.document < len(found.documents)
        assert fact.source is None or fact.source.box is None or all(0 <= edge <= 1 for edge in fact.source.box)
    return found
