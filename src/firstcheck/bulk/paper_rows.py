"""A case of papers (letters, photos, with or without claim data) to rows, one for each line of each determination."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from firstcheck.analyze import Analysis, analyze
from firstcheck.bulk.decisions import flattened
from firstcheck.bulk.rows import Row
from firstcheck.bulk.tasks import finished
from firstcheck.decide.decision import Determination
from firstcheck.facts.at_stake import amount_owed
from firstcheck.facts.case import ClaimLine, Outcome
from firstcheck.intake.document import Document
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import STANDARD
from firstcheck.knowledge.load import knowledge
from firstcheck.plan.wording import say_date, say_money

_NOTHING_TO_DO = frozenset({Outcome.PAID, Outcome.APPROVED, Outcome.OVERTURNED})

Noted = tuple[str, int, str, str]


def rows_of_case(
    sources: Sequence[tuple[str, bytes | None]], shown: str, today: date, answers: Mapping[str, object]
) -> tuple[list[Row], list[Noted]]:
    """Rows and problems. A file that cannot be read is told and left out; the others still make the case."""
    documents: list[Document] = []
    problems: list[Noted] = []
    for name, data in sources[: STANDARD.files]:
        try:
            documents.append(_document(name, data))
        except Unreadable as error:
            problems.append((f"{shown}: {Path(name).name}" if len(sources) > 1 else shown, 0, "unreadable", str(error)))
    if len(sources) > STANDARD.files:
        problems.append((shown, 0, "many", f"Only the first {STANDARD.files} files of this folder were read."))
    if not documents:
        return [], problems
    analysis = analyze(documents, answers, today)
    problems += [(shown, 0, "paper", problem) for paper in analysis.case.papers for problem in paper.problems]
    return list(_rows(analysis, shown)), problems


def _document(name: str, data: bytes | None) -> Document:
    from firstcheck.intake import read_file

    return read_file(data, Path(name).name) if data is not None else read_file(name)


def _rows(analysis: Analysis, shown: str) -> Iterator[Row]:
    lines = {line.id: line for line in analysis.case.lines}
    for made in analysis.decision.determinations:
        if made.denial.outcome in _NOTHING_TO_DO:
            continue
        for n, name in enumerate(made.lines or ("",), 1):
            yield _row(analysis, made, lines.get(name), n, shown)


def _row(analysis: Analysis, made: Determination, line: ClaimLine | None, ordinal: int, shown: str) -> Row:
    case = analysis.case
    decided = flattened(case, made, analysis.today)
    day, owed = _date(case.value("service_date")), _amount(case.value("patient_responsibility"))
    billed = (line.billed if line else None) or _amount(case.value("billed_amount"))
    paid = (line.paid if line else None) or _amount(case.value("plan_paid"))
    quote = made.denial.quote
    number = made.claim_number or _text(case.value("claim_number"))
    names = ("billing_provider", "supplier", "facility", "rendering_provider")
    provider = next((_text(case.value(name)) for name in names if case.value(name)), None)
    of_refused = amount_owed(case, made.lines)
    values = {
        "claim": None if number is None else f"{knowledge().pages['answer']['word_claim']} {number}",
        "service_date": say_date(day) if day else None,
        "amount": say_money(of_refused) if of_refused else None,
        "payer": _text(case.value("payer")),
        "provider": provider,
        "authorization": _text(case.value("authorization_number")),
    }
    return Row(
        source_file=shown,
        segment=quote.page or 1 if quote else 1,
        claim_segment=0,
        line=ordinal,
        claim_key=f"{'.'.join(paper.sha256[:12] for paper in case.papers)}-{made.id}",
        payer=_text(case.value("payer")),
        provider=provider,
        patient=_text(case.value("patient")),
        member_id=_text(case.value("member_id")),
        claim_number=number,
        account=None,
        service_date=(line.service_date if line else None) or day,
        notice_date=_date(case.value("notice_date")),
        procedure_code=line.procedure_code if line else _first(case.value("procedure_codes")),
        modifiers=" ".join(line.modifiers) if line else "",
        adjustment_codes=" ".join(line.adjustment_codes if line else _codes(case.value("adjustment_codes"))),
        remark_codes=" ".join(line.remark_codes if line else _codes(case.value("remark_codes"))),
        billed=billed,
        paid=paid,
        amount=billed - (paid or Decimal(0)) if billed is not None else owed,
        patient_responsibility=owed,
        outcome=made.denial.outcome.value,
        family=decided.family,
        scenario=decided.scenario,
        route=decided.route,
        act_by=decided.act_by,
        last_day=decided.last_day,
        deadline=decided.deadline,
        days_left=decided.days_left,
        who=decided.who,
        first_task=finished(decided.task, values.get),
        needs=decided.needs,
        confidence=decided.confidence,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _codes(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _first(value: object) -> str | None:
    return next(iter(_codes(value)), None)
