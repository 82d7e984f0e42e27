"""Documents and answers to a Case: the refused claim found, its facts chosen, each refusal with its reasons.

The only module of this package that knows all readers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.circumstances import answered, read_circumstances, without_emergency_to_come
from firstcheck.extract.claims import Section, claim_sections
from firstcheck.extract.codes import read_codes
from firstcheck.extract.dates import read_dates
from firstcheck.extract.estimates import read_estimate
from firstcheck.extract.fact_signs import fact_signs
from firstcheck.extract.families import family_shares, family_signs
from firstcheck.extract.identity import read_identity
from firstcheck.extract.layout import Sheet, lay_out
from firstcheck.extract.merging import conflicts, joined, merged
from firstcheck.extract.money import totals
from firstcheck.extract.outcome import Pull, heard_acts, outcome_of, refused_line, signs, stage_of, stage_signs
from firstcheck.extract.paper_kind import kind_of
from firstcheck.extract.parties import read_parties
from firstcheck.extract.plan import derive_plan_type, read_plan
from firstcheck.extract.quoting import quote_for
from firstcheck.extract.reasons import Said, bare_codes, coded, said, weigh
from firstcheck.extract.salience import Heard, listen, saliences
from firstcheck.extract.stance import Stance, stances
from firstcheck.extract.whole_paper import Whole, hear_whole
from firstcheck.facts.case import Case, ClaimLine, Outcome, Paper, Refusal, StatedReason
from firstcheck.facts.fact import Fact, Source, Status
from firstcheck.intake.document import Document
from firstcheck.knowledge.load import reasons as known_reasons
from firstcheck.knowledge.model import Family

_PAGES = re.compile(r"\b(?:page|p[aá]gina|p[aá]g\.|p\.)\s*(\d{1,3})\s*(?:of|de|/)\s*(\d{1,3})\b", re.I)
_SPANISH = re.compile(
    r"\b(el|la|los|las|de|del|que|para|por|usted|su|servicio|reclamaci[oó]n|apelar|carta|d[ií]as)\b", re.I
)
_ENGLISH = re.compile(r"\b(the|of|and|to|for|you|your|is|was|service|claim|appeal|letter|days|this)\b", re.I)
#: Reasons that lower a payment without refusing it.
_LOWER_LEVEL = frozenset({"reduced_out_of_network", "out_of_network", "network_tier"})
#: about what a sentence counts that says a reason plainly
_STATED_FIRMLY = 2.5
_IN_FORCE = (Outcome.DENIED, Outcome.PARTLY_DENIED)
_REFUSED = (
    Outcome.DENIED,
    Outcome.PARTLY_DENIED,
    Outcome.UNPROCESSABLE,
    Outcome.PENDING,
    Outcome.REDUCED,
    Outcome.ENDED,
)
_GRANTED = (Outcome.PAID, Outcome.APPROVED)


class _Reading(msgspec.Struct):
    """One paper on its way to the case."""

    sheet: Sheet
    stances: tuple[Stance, ...]
    sections: tuple[Section, ...]
    refused: Section | None
    facts: list[Fact]
    refusals: tuple[Refusal, ...]
    paper: Paper


def read_case(documents: Sequence[Document], answers: Mapping[str, object] | None = None) -> Case:
    """Everything that the papers and the person say, as one Case. Answers win over papers."""
    readings = [_read(lay_out(index, document)) for index, document in enumerate(documents)]
    told = answered(answers or {})
    facts = merged(told, [reading.facts for reading in readings])
    plan_type = None if any(f.name == "plan_type" for f in facts) else derive_plan_type(facts)
    return Case(
        papers=tuple(reading.paper for reading in readings),
        facts=tuple(facts + ([plan_type] if plan_type else []) + _assumed(facts)),
        lines=tuple(line for reading in readings for section in reading.sections for line in section.lines),
        refusals=joined([reading.refusals for reading in readings]),
        conflicts=conflicts([reading.facts for reading in readings]),
    )


class PaperSigns(NamedTuple):
    """What the weights of a paper's outcome, of its stage and of its family of reasons are learned over."""

    outcome: dict[str, float]
    stage: dict[str, float]
    family: dict[Family, dict[str, float]]


def signs_of(sheet: Sheet, heard: Sequence[Heard], whole: Whole) -> PaperSigns:
    """The signs in one paper, as heard by the sentence and as a whole."""
    found = [h.stance for h in heard]
    sections = claim_sections(sheet)
    section = _refused(sections)
    lines = section.lines if section else ()
    acts = heard_acts(heard)
    beliefs = saliences(heard)
    words = said(heard, beliefs)
    facts = _facts(sheet, found, sections)
    return PaperSigns(
        signs(found, acts, lines, _pull(words)) | whole.outcome_signs() | fact_signs(facts),
        stage_signs(heard, acts),
        family_signs(heard, beliefs, words, _coded(lines, facts), whole),
    )


def _coded(lines: Sequence[ClaimLine], facts: Sequence[Fact]) -> list[StatedReason]:
    """What the codes of refused lines say, or where none is refused those that the paper prints anywhere."""
    return coded(lines) or bare_codes(_codes(facts, "adjustment_codes"), _codes(facts, "remark_codes"))


def _assumed(facts: Sequence[Fact]) -> list[Fact]:
    """Care that was already given cannot be urgent any more (29 CFR 2560.503-1(m)(1))."""
    known = {fact.name: fact.value for fact in facts if fact.line is None}
    given = known.get("timing") == "post_service" and "urgent" not in known
    return [Fact("urgent", False, Status.DERIVED)] if given else []


def _read(sheet: Sheet) -> _Reading:
    found = stances(sheet)
    sections = claim_sections(sheet)
    refused = _refused(sections)
    facts = _facts(sheet, found, sections)
    refusals = _refusals(sheet, found, refused, facts)
    paper = _paper(sheet, found, sections, refusals[0].outcome)
    return _Reading(sheet, found, sections, refused, facts, refusals, paper)


def _facts(sheet: Sheet, found: Sequence[Stance], sections: Sequence[Section]) -> list[Fact]:
    """All facts of one paper, of the refused claim where it holds several."""
    refused = _refused(sections)
    region = range(refused.first_line, refused.last_line + 1) if refused and len(sections) > 1 else None
    facts = [
        *read_identity(sheet, region),
        *read_dates(sheet, region),
        *read_parties(sheet, region),
        *read_appeal_rights(sheet, region),
        *read_plan(sheet, region),
        *read_codes(sheet, (refused,) if refused and len(sections) > 1 else sections),
        *totals(refused if refused is not None and len(sections) > 1 else sheet),
        *read_circumstances(sheet, found),
        *read_estimate(sheet, found),
    ]
    return without_emergency_to_come(facts)


def _refused(sections: Sequence[Section]) -> Section | None:
    """The claim section that holds the refusal; the first one where none or several do."""
    for outcome in _REFUSED:
        for section in sections:
            if any(line.outcome is outcome for line in section.lines):
                return section
    # of several claims the one that was not paid, where the others were
    granted = any(line.outcome in _GRANTED for section in sections for line in section.lines)
    unpaid = [
        section for section in sections if granted and any(line.paid == 0 and line.billed for line in section.lines)
    ]
    return next(iter(unpaid or sections), None)


def _codes(facts: Iterable[Fact], name: str) -> tuple[str, ...]:
    return next((f.value for f in facts if f.name == name and f.line is None and isinstance(f.value, tuple)), ())


def _refusals(
    sheet: Sheet, found: Sequence[Stance], section: Section | None, facts: Sequence[Fact]
) -> tuple[Refusal, ...]:
    lines = section.lines if section else ()
    heard = listen(found)
    beliefs = saliences(heard)
    words = said(heard, beliefs)
    codes = _coded(lines, facts)
    acts, in_all = heard_acts(heard), hear_whole(sheet)
    outcome = outcome_of(
        signs(found, acts, lines, _pull(words)) | in_all.outcome_signs() | fact_signs(facts),
        _codes(facts, "remark_codes"),
        line_refused=refused_line(lines),
        asked_before=any(f.name == "timing" and f.value == "pre_service" for f in facts),
    )
    refused = outcome in _REFUSED and outcome is not Outcome.REDUCED
    shares = family_shares(family_signs(heard, beliefs, words, codes, in_all), refused)
    reasons = weigh([(sheet, word) for word in words], codes, refused, shares)
    if outcome is Outcome.PATIENT_SHARE and reasons and _is_no_share(reasons[0]):
        # a share that is larger for a stated reason (no referral, outside the network) is a payment cut for it
        outcome = Outcome.REDUCED
    quote = partial(quote_for, sheet, found, beliefs, words)
    whole = Refusal(
        id=f"{sheet.index + 1}",
        outcome=outcome,
        stage=stage_of(heard, acts),
        claim_number=section.claim_number if section else None,
        lines=tuple(line.id for line in lines if line.outcome in _REFUSED),
        quote=quote(reasons[0].reason if reasons else None) if outcome in (*_REFUSED, Outcome.PATIENT_SHARE) else None,
        reasons=tuple(reasons),
    )
    return _apart(quote, whole, lines) if outcome in _IN_FORCE else (whole,)


def _is_no_share(reason: StatedReason) -> bool:
    family = known_reasons()[reason.reason].family
    return family is not Family.COST_SHARE and reason.strength >= _STATED_FIRMLY


def _pull(words: Sequence[Said]) -> Pull:
    def strongest(wanted: Callable[[Said], bool]) -> float:
        return max((word.strength for word in words if wanted(word)), default=0.0)

    def is_share(word: Said) -> bool:
        return known_reasons()[word.reason].family is Family.COST_SHARE

    return Pull(
        refusal=strongest(lambda word: not is_share(word)),
        lower=strongest(lambda word: word.reason in _LOWER_LEVEL),
        share=strongest(is_share),
    )


def _apart(
    quote: Callable[[str | None], Source | None], whole: Refusal, lines: Sequence[ClaimLine]
) -> tuple[Refusal, ...]:
    """One refusal for each group of refused lines whose codes give another family of reason."""
    groups: dict[Family, list[tuple[ClaimLine, list[StatedReason]]]] = {}
    for line in lines:
        reasons = weigh((), coded((line,)), refused=True) if line.outcome is Outcome.DENIED else []
        if reasons:
            groups.setdefault(known_reasons()[reasons[0].reason].family, []).append((line, reasons))
    if len(groups) < 2:
        return (whole,)
    return tuple(
        msgspec.structs.replace(
            whole,
            id=f"{whole.id}{chr(97 + index)}",
            lines=tuple(line.id for line, _ in members),
            reasons=tuple(members[0][1]),
            quote=quote(members[0][1][0].reason) or whole.quote,
        )
        for index, members in enumerate(groups.values())
    )


def _paper(sheet: Sheet, found: Sequence[Stance], sections: Sequence[Section], outcome: Outcome) -> Paper:
    document = sheet.document
    text = "\n".join(page.text for page in document.pages)
    numbered = {(int(page), int(count)) for page, count in _PAGES.findall(text)}
    lines = [line for section in sections for line in section.lines]
    return Paper(
        name=document.name,
        kind=kind_of(found, lines, outcome),
        pages=max(len(document.pages), len({page for page, _ in numbered})),
        sha256=document.sha256,
        reading=document.reading.value,
        pages_stated=max((count for _, count in numbered), default=None),
        language="es" if len(_SPANISH.findall(text)) > 1.2 * len(_ENGLISH.findall(text)) else "en",
        problems=document.problems,
    )
