"""Papers and claim data of one case to one Case: letter, benefit statement and remittance of the same claim are joined.

Letters go through `extract`, claims through `reading`. Where both speak of one claim, the refusal has the lines and
codes of the data and the words of the letter; where they disagree, both values stand in `conflicts`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

import firstcheck.extract as reading_of
from firstcheck.claims.outcomes import REFUSED, outcomes_of
from firstcheck.claims.own_paper import with_own_papers
from firstcheck.claims.reading import ClaimReading, read_claim
from firstcheck.claims.renumber import renumbered
from firstcheck.extract.plan import derive_plan_type
from firstcheck.facts.case import Case, ClaimLine, Conflict, Outcome, Paper, PaperKind, Refusal, StatedReason
from firstcheck.facts.fact import Fact, Status
from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.document import Document
from firstcheck.knowledge.load import knowledge, reasons
from firstcheck.knowledge.model import Family

#: Facts that two papers of one claim must agree on.
_COMPARED = frozenset(
    ["claim_number", "patient", "member_id", "service_date", "billed_amount", "plan_paid", "patient_responsibility"]
)
#: A letter that names no claim belongs to a claim of this date and one of these amounts.
_AMOUNTS = ("billed_amount", "patient_responsibility")


def case_of(documents: Sequence[Document], answers: Mapping[str, object] | None = None) -> Case:
    """Everything that papers, claim data and the person say, as one Case. Answers win over papers."""
    told = answers or {}
    data = [n for n, document in enumerate(documents) if document.claims]
    if not data:
        return with_own_papers(reading_of.read_case(documents, told), documents)
    papers = [n for n in range(len(documents)) if n not in data]
    letters = renumbered(reading_of.read_case([documents[n] for n in papers], told), papers)
    focus = _in_focus(documents, data)
    readings = [reading for n in data for reading in _readings(documents[n], n, focus)]
    joined = _Joined(letters, readings)
    placed = dict(zip(papers, letters.papers, strict=True)) | {n: _paper(documents[n]) for n in data}
    return joined.case(tuple(placed[n] for n in range(len(documents))))


def _in_focus(documents: Sequence[Document], data: Sequence[int]) -> str | None:
    """The number of the one claim that the case is about: the only one, or the only one with something refused."""
    claims = [claim for n in data for claim in documents[n].claims]
    refused = {_spelled(c.number or c.account) for c in claims if any(o in REFUSED for o in outcomes_of(c))}
    every = refused or {_spelled(claim.number or claim.account) for claim in claims}
    return every.pop() if len(every) == 1 else None


def _readings(document: Document, index: int, focus: str | None) -> Iterator[ClaimReading]:
    for ordinal, claim in enumerate(document.claims, 1):
        own = focus is not None and _spelled(claim.number or claim.account) == focus
        yield read_claim(claim, index, ordinal, alone=own)


def case_of_claim(claim: PaidClaim, told: Sequence[Fact] = ()) -> Case:
    """The case of one claim by itself, as `case_of` makes it; for bulk work, where no paper is shown."""
    reading = read_claim(claim, 0, 1, alone=True)
    return _Joined(Case((), tuple(told), (), ()), [reading]).case(())


def _paper(document: Document) -> Paper:
    fhir = document.claims[0].transmission.version == "fhir"
    texts = knowledge().pages["remittance"]
    notes = [] if fhir else [texts["member_notice"]]
    if any(claim.status == "22" and not claim.partner for claim in document.claims):
        notes.append(texts["taken_back"])
    for claim in document.claims:
        every = [claim.networks, *(line.networks for line in claim.lines)]
        differing = next((n for n in every if len(set(n.values())) > 1), None)
        if differing is not None:
            said = ", ".join(f"{which} {status}" for which, status in sorted(differing.items()))
            notes.append(texts["networks_differ"].format(statuses=said))
    return Paper(
        name=document.name,
        kind=PaperKind.FHIR_EOB if fhir else PaperKind.REMITTANCE_835,
        pages=len(document.pages),
        sha256=document.sha256,
        reading=document.reading.value,
        problems=(*document.problems, *dict.fromkeys(notes)),
    )


class _Joined:
    """A case of letters and claims."""

    def __init__(self, letters: Case, readings: Sequence[ClaimReading]) -> None:
        self.letters, self.readings = letters, list(readings)
        self.conflicts: list[Conflict] = list(letters.conflicts)
        self.refusals = self._one_each([refusal for reading in self.readings for refusal in reading.refusals])
        self.left: list[Refusal] = []

    def case(self, papers: tuple[Paper, ...]) -> Case:
        """The case, with `papers` in the order in which they were given."""
        for refusal in self.letters.refusals:
            self._place(refusal)
        facts = self._facts()
        plan_type = None if any(f.name == "plan_type" for f in facts) else derive_plan_type(facts)
        shown = [r for r in self.refusals if r.outcome in REFUSED] or self.refusals
        return Case(
            papers=papers,
            facts=tuple(facts + ([plan_type] if plan_type else [])),
            lines=(*self._own_lines(), *(line for reading in self.readings for line in reading.lines)),
            refusals=(*self.left, *shown),
            conflicts=tuple(self.conflicts),
        )

    def _one_each(self, found: list[Refusal]) -> list[Refusal]:
        """The same refusal of two data papers (835 and FHIR) once: the first has the say, the other is compared."""
        kept: dict[tuple[object, ...], Refusal] = {}
        for refusal in found:
            key = (_spelled(refusal.claim_number), self._family(refusal), self._services(refusal))
            if key in kept and kept[key].id.split(".")[0] != refusal.id.split(".")[0]:
                self._compare_outcomes(kept[key], refusal)
            else:
                kept.setdefault((*key, refusal.id) if key in kept else key, refusal)
        return list(kept.values())

    def _services(self, refusal: Refusal) -> tuple[str, ...]:
        lines = {line.id: line for reading in self.readings for line in reading.lines}
        return tuple(sorted(lines[i].procedure_code or "" for i in refusal.lines if i in lines))

    @staticmethod
    def _family(refusal: Refusal) -> Family | None:
        return reasons()[refusal.reasons[0].reason].family if refusal.reasons else None

    def _compare_outcomes(self, one: Refusal, other: Refusal) -> None:
        if one.outcome is not other.outcome:
            facts = [Fact("outcome", r.outcome.value, source=r.quote) for r in (one, other)]
            self.conflicts.append(Conflict("outcome", tuple(facts)))

    def _place(self, refusal: Refusal) -> None:
        """Join a letter's refusal with the same claim's data; keep it on its own where there is none."""
        own = [r for r in self.refusals if self._same_claim(refusal, r)]
        if not own:
            if refusal.outcome not in (Outcome.UNKNOWN, Outcome.NOT_A_DECISION):
                self.left.append(refusal)
            return
        family = self._family(refusal)
        match = next((r for r in own if self._family(r) is family), None)
        if match is None and family is not None:
            told = [r for r in own if r.reasons]
            if told:
                self._reasons_differ(refusal, told[0])
            match = own[0]
        for other in own if match is None else [match]:
            self.refusals[self.refusals.index(other)] = _merged(other, refusal)

    def _reasons_differ(self, letter: Refusal, data: Refusal) -> None:
        pair = [Fact("reason", reasons()[r.reasons[0].reason].about, source=r.quote) for r in (letter, data)]
        self.conflicts.append(Conflict("reason", tuple(pair)))

    def _same_claim(self, letter: Refusal, data: Refusal) -> bool:
        numbers = {
            _spelled(number)
            for reading in self.readings
            if data in reading.refusals
            for number in (reading.claim.number, reading.claim.account)
            if number
        }
        named = letter.claim_number or self.letters.value("claim_number")
        if named:
            return _spelled(str(named)) in numbers
        return self._alike(next(r for r in self.readings if data in r.refusals))

    def _alike(self, reading: ClaimReading) -> bool:
        """A letter without a claim number: the same day, and the same amount or service where both say one."""
        day = self.letters.value("service_date")
        days = {line.service_date for line in reading.lines} | {reading.claim.begins}
        if not isinstance(day, date) or day not in days:
            return False
        amounts = {self.letters.value(name) for name in _AMOUNTS} - {None}
        known = {reading.claim.billed, reading.claim.patient_responsibility}
        known |= {amount for line in reading.lines for amount in (line.billed, line.patient_responsibility)}
        codes = self.letters.value("procedure_codes")
        services = {line.procedure_code for line in reading.lines}
        same_service = isinstance(codes, tuple) and bool(services & set(codes))
        return same_service or not amounts or bool(amounts & known)

    def _own_lines(self) -> Iterator[ClaimLine]:
        """Lines of letters that the data does not hold; the same line twice would look like a second claim."""
        known = {
            (line.procedure_code, line.service_date or reading.claim.begins): line
            for reading in self.readings
            for line in reading.lines
        }
        for line in self.letters.lines:
            twin = known.get((line.procedure_code, line.service_date)) if line.procedure_code else None
            if twin is None:
                yield line
            elif line.outcome not in (twin.outcome, Outcome.UNKNOWN):
                pair = [Fact("outcome", each.outcome.value, source=each.source) for each in (line, twin)]
                self.conflicts.append(Conflict(f"outcome of {line.procedure_code}", tuple(pair)))

    def _facts(self) -> list[Fact]:
        """Letters first (they are what the member was told), then what the data adds."""
        facts = list(self.letters.facts)
        known = {fact.name: fact for fact in reversed(facts) if fact.line is None}
        for reading in self.readings:
            for fact in (*reading.shared, *reading.facts):
                before = known.get(fact.name) if fact.line is None else None
                if before is not None:
                    self._compare(before, fact)
                    continue
                facts.append(fact)
                if fact.line is None:
                    known[fact.name] = fact
        return facts

    def _compare(self, before: Fact, fact: Fact) -> None:
        read = before.status is Status.READ and fact.status is Status.READ
        if not read or fact.name not in _COMPARED or _agree(before, fact):
            return
        if not any(c.name == fact.name and fact.value in [v.value for v in c.values] for c in self.conflicts):
            self.conflicts.append(Conflict(fact.name, (before, fact)))


def _agree(one: Fact, other: Fact) -> bool:
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
        return one.value == other.value
    if one.name == "patient":
        return set(_words(one.value)) == set(_words(other.value))
    return _spelled(one.value) == _spelled(other.value)


def _words(value: object) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", str(value).lower()) if len(word) > 1]


def _spelled(value: object) -> str:
    return re.sub(r"[^a-z0-9]", "", str(value or "").lower()).lstrip("0")


def _merged(data: Refusal, letter: Refusal) -> Refusal:
    """The data's lines and codes with the letter's words, stage and reasons; a firm outcome of the letter stands."""
    known = {reason.reason for reason in letter.reasons}
    added = tuple(reason for reason in data.reasons if reason.reason not in known)
    both: tuple[StatedReason, ...] = (*letter.reasons, *added) if letter.reasons else data.reasons
    outcome = letter.outcome if letter.outcome in (Outcome.OVERTURNED, Outcome.ENDED) else data.outcome
    return msgspec.structs.replace(
        data, stage=letter.stage, quote=letter.quote or data.quote, reasons=both, outcome=outcome
    )
