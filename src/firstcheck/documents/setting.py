"""What a letter is written from: one determination of a case, everything known of it, and who sends.

Takes the parts of an analysis; gives a Setting, the only thing that composing and checking read.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from firstcheck.decide.decision import Decision, Determination
from firstcheck.decide.derived import told_of
from firstcheck.documents.letter import Sender
from firstcheck.documents.printable import one_line
from firstcheck.facts.case import Case, ClaimLine
from firstcheck.facts.fact import FactValue
from firstcheck.intake.document import Document
from firstcheck.knowledge.letters import Reach
from firstcheck.knowledge.model import Knowledge
from firstcheck.plan import Plan, make_plan

#: Who billed, the surest name first.
_BILLERS = ("billing_provider", "supplier", "facility", "rendering_provider")
#: Dates that the sending of an appeal meets.
APPEALS = ("internal_appeal", "reconsideration", "redetermination", "fair_hearing", "expedited_appeal")


class Setting(msgspec.Struct, frozen=True):
    """`words` are what conditions test (`has_<fact>` too), `values` the facts of this determination by name."""

    case: Case
    determination: Determination
    plan: Plan
    knowledge: Knowledge
    today: date
    documents: tuple[Document, ...]
    sender: Sender
    words: dict[str, str]
    values: dict[str, FactValue]

    @property
    def plan_type(self) -> str:
        """The law's key, empty where it is not known."""
        return self.words.get("plan_type", "")

    @property
    def lines(self) -> tuple[ClaimLine, ...]:
        """The refused lines, or all of them where the refusal names none."""
        own = tuple(line for line in self.case.lines if line.id in self.determination.lines)
        return own or self.case.lines

    @property
    def law_day(self) -> date:
        """The day whose law counts: that of the notice, else today."""
        notice = self.values.get("notice_date")
        return notice if isinstance(notice, date) else self.today

    @property
    def provider(self) -> str:
        """The name of who billed, empty where it is not known."""
        return next((one_line(str(self.values[name])) for name in _BILLERS if self.values.get(name)), "")

    def fits(self, when: Mapping[str, Sequence[str]], unless: Mapping[str, Sequence[str]] | None = None) -> bool:
        """Whether all conditions hold for certain and none of `unless` does."""
        held = all(self.words.get(name, "unknown") in values for name, values in when.items())
        return held and not any(self.words.get(name) in values for name, values in (unless or {}).items())

    def reaches(self, source: str) -> bool:
        """Whether a source of law may be printed here: read, and binding this kind of plan, state and day."""
        found = self.knowledge.sources.get(source)
        reach = self.knowledge.reach.get(source, Reach(plan_types=("none",)))
        binds = not reach.plan_types or self.plan_type in reach.plan_types
        state = not reach.states or self.words.get("state") in reach.states
        return bool(
            found and found.printable and binds and state and (reach.since is None or self.law_day >= reach.since)
        )


def setting_of(
    case: Case,
    decision: Decision,
    plan: Plan,
    knowledge: Knowledge,
    today: date,
    *,
    documents: Sequence[Document],
    sender: Sender | None = None,
    determination: str | None = None,
) -> Setting:
    """The setting of one determination, of the one that comes first where none is named."""
    wanted = determination or decision.primary
    chosen = next((d for d in decision.determinations if d.id == wanted), decision.determinations[0])
    if chosen.id != decision.primary:
        plan = make_plan(case, msgspec.structs.replace(decision, primary=chosen.id), knowledge, today)
    refusal = next(r for r in case.refusals if r.id == chosen.id)
    told = told_of(case, refusal, today, knowledge.reasons)
    values = {**told.values, **_of_the_lines(case, chosen)}
    if chosen.claim_number:
        values["claim_number"] = chosen.claim_number
    given = sender or Sender()
    words = {**told.words, **_judged(chosen), **_had(values), "sending": given.sending.value}
    words["has_quote"] = "yes" if chosen.denial.quote and chosen.denial.quote.quote else "no"
    words |= _time_left(chosen)
    return Setting(case, chosen, plan, knowledge, today, tuple(documents), given, words, values)


def _time_left(chosen: Determination) -> dict[str, str]:
    """Whether a day to appeal is still open, or all of them went by."""
    appeals = [d for d in chosen.deadlines if d.kind in APPEALS and d.safe]
    if any(not d.expired for d in appeals):
        return {"has_appeal_by": "yes"}
    return {"has_appeal_expired": "yes"} if appeals else {}


def _of_the_lines(case: Case, determination: Determination) -> dict[str, FactValue]:
    """What the refused lines say more exactly than the paper as a whole: their day, codes and amount."""
    lines = [line for line in case.lines if line.id in determination.lines]
    days = {line.service_date for line in lines if line.service_date}
    found: dict[str, FactValue] = {}
    if len(days) == 1:
        found["service_date"] = days.pop()
    codes = tuple(dict.fromkeys(line.procedure_code for line in lines if line.procedure_code))
    if codes:
        found["procedure_codes"] = codes
    if len(lines) == 1 and lines[0].billed is not None:
        found["billed_amount"] = lines[0].billed
    return found


def _judged(determination: Determination) -> dict[str, str]:
    words = {
        "family": determination.denial.family,
        "route": determination.route.id,
        "play": determination.route.play,
        "scenario": determination.denial.scenario or "",
    }
    held = {True: "yes", False: "no"}
    return words | {f"finding_{f.id}": held[f.holds] for f in determination.findings if f.holds is not None}


def _had(values: Mapping[str, FactValue]) -> dict[str, str]:
    return {f"has_{name}": "yes" for name, value in values.items() if value not in ("", (), None)}
