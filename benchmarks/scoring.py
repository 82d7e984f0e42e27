"""One analysis beside what a person found in the same paper: every figure of the examples' README, case by case.

Takes a Case; gives a Score. Text is compared without case, spaces and punctuation, lists as sets. `provider` is any
party that bills or treats. A deadline is late where its last lawful day is after the labelled one.
"""

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from benchmarks.cases import Case
from firstcheck.analyze import Analysis, analyze
from firstcheck.intake import read_text

PARTIES = ("billing_provider", "rendering_provider", "ordering_provider", "supplier", "facility")
#: One gold name that stands for several of the contract's.
ALIASES = {
    "provider": PARTIES,
    "provider_npi": tuple(f"{party}_npi" for party in PARTIES),
    "payer": ("payer", "plan_administrator"),
    "case_number": ("case_number", "authorization_number", "referral_number"),
    "facility": ("facility", "billing_provider", "supplier"),
}
_LOOSE = ("payer", "provider", "facility", "patient", "criteria_cited", "plan_provision", "appeal_address")
_QUOTE = 0.6
_QUOTE_LONGEST = 3


class Score(NamedTuple):
    """What was right in one case. Fact and deadline lists hold names; `late` is the error that costs a right."""

    id: str
    family: bool
    family_pair: tuple[str, str]
    route: bool
    route_given: str
    forbidden: bool
    outcome: bool
    facts_right: list[str]
    facts_wrong: list[str]
    facts_missed: list[str]
    absent_reported: list[str]
    quote: bool | None
    deadlines_exact: list[str]
    deadlines_late: list[str]
    deadlines_early: list[str]
    deadlines_missing: list[str]
    findings_right: int
    findings_all: int


def analysed(case: Case) -> Analysis:
    """The product's answer to a case."""
    return analyze([read_text(case.text, f"{case.id}.txt")], case.answers, case.today)


def score(case: Case, analysis: Analysis | None = None) -> Score:
    """All figures of one case."""
    given = analysis or analysed(case)
    gold, primary = case.gold, given.primary
    right, wrong, missed = _facts(gold["facts"], given)
    read = _read(given)
    dates = _deadlines(gold.get("deadlines") or [], given)
    held = {f.id: f.holds for f in primary.findings}
    judged = [_holds(held.get(name)) in _several(value) for name, value in (gold.get("findings") or {}).items()]
    return Score(
        id=case.id,
        family=primary.denial.family == gold["family"],
        family_pair=(gold["family"], primary.denial.family),
        route=primary.route.id in gold["acceptable_routes"],
        route_given=primary.route.id,
        forbidden=primary.route.id in (gold.get("forbidden_routes") or []),
        outcome=primary.denial.outcome.value in _several(gold["outcome"]),
        facts_right=right,
        facts_wrong=wrong,
        facts_missed=missed,
        absent_reported=[name for name in gold.get("absent") or [] if any(read.get(n) for n in _own(name))],
        quote=_quoted(gold["denial_quote"], given) if gold.get("denial_quote") else None,
        deadlines_exact=dates["exact"],
        deadlines_late=dates["late"],
        deadlines_early=dates["early"],
        deadlines_missing=dates["missing"],
        findings_right=sum(judged),
        findings_all=len(judged),
    )


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _holds(value: bool | None) -> str:
    return "null" if value is None else str(value).lower()


def _own(name: str) -> tuple[str, ...]:
    """The names by which an absent field would have been reported: parties only where any of them is meant."""
    return ALIASES[name] if name in ("provider", "provider_npi") else (name,)


def _read(given: Analysis) -> dict[str, list[Any]]:
    """Values read from the paper (not what the person answered), claim level and lines."""
    found: dict[str, list[Any]] = {}
    for fact in given.case.facts:
        if fact.status.value != "answered" and fact.value not in ((), ""):
            found.setdefault(fact.name, []).append(fact.value)
    return found


def _facts(gold: dict[str, Any], given: Analysis) -> tuple[list[str], list[str], list[str]]:
    read = _read(given)
    right, wrong, missed = [], [], []
    for name, value in gold.items():
        values = [v for alias in ALIASES.get(name, (name,)) for v in read.get(alias, [])]
        own = bool(read.get(name)) or name in ("provider", "provider_npi")
        if any(agrees(name, value, v) for v in values):
            right.append(name)
        elif values and own:
            wrong.append(name)
        else:
            missed.append(name)
    return right, wrong, missed


def plain(value: object) -> str:
    """Text without case, spaces and punctuation."""
    return re.sub(r"[\W_]", "", str(value).lower())


def agrees(name: str, gold: Any, got: object) -> bool:
    """Whether a value read is the labelled one."""
    if isinstance(gold, list) or isinstance(got, tuple):
        values = got if isinstance(got, tuple) else (got,)
        return {plain(v) for v in _several(gold)} == {plain(v) for v in values}
    if isinstance(got, Decimal):
        return _money(gold) == got
    if plain(gold) == plain(got):
        return True
    return name in _LOOSE and _within(str(gold), str(got))


def _within(gold: str, got: str) -> bool:
    """A name with or without its title, company form or the note in brackets."""
    parts = [plain(part) for part in (gold, *re.split(r"[();]", gold))]
    other = plain(got)
    return any(
        len(part) > 3
        and (part in other or other in part)
        and min(len(part), len(other)) >= 0.5 * max(len(part), len(other))
        for part in parts
    )


def _money(value: object) -> Decimal | None:
    try:
        return Decimal(str(value).replace(",", "").replace("$", ""))
    except InvalidOperation:
        return None


def _quoted(gold: str, given: Analysis) -> bool:
    wanted = Counter(re.findall(r"\w+", gold.lower()))
    for determination in given.decision.determinations:
        quote = determination.denial.quote
        words = Counter(re.findall(r"\w+", quote.quote.lower())) if quote else Counter()
        common = (wanted & words).total()
        if common >= _QUOTE * wanted.total() and words.total() <= _QUOTE_LONGEST * max(wanted.total(), 10):
            return True
    return False


def _deadlines(gold: list[dict[str, str]], given: Analysis) -> dict[str, list[str]]:
    sorted_out: dict[str, list[str]] = {"exact": [], "late": [], "early": [], "missing": []}
    ours = [d for determination in given.decision.determinations for d in determination.deadlines]
    for wanted in gold:
        if wanted["legal"] in ("null", ""):
            continue
        days = [d.legal.isoformat() for d in ours if d.kind == wanted["kind"] and d.legal]
        if not days:
            place = "missing"
        elif wanted["legal"] in days:
            place = "exact"
        else:
            place = "late" if min(days) > wanted["legal"] else "early"
        sorted_out[place].append(wanted["kind"])
    return sorted_out
