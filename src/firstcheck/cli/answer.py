"""An analysis as a person reads it in a terminal: 80 columns, alerts first, date and one step before the rest."""

import textwrap
from collections.abc import Iterable, Iterator

import msgspec

from firstcheck.analyze import Analysis
from firstcheck.decide.decision import Deadline, Determination
from firstcheck.facts.at_stake import amount_refused
from firstcheck.knowledge.model import Scenario
from firstcheck.plan.plan import Task
from firstcheck.plan.sending import send_to
from firstcheck.plan.wording import say_date, say_days, say_money

WIDTH = 80
_FIRST = 3
#: Findings that already say what the denial really is.
_SETTLING = ("nsa_protected", "directory_reliance", "continuity_of_care")
#: Families in which a protection of network care that does not fit is worth a line; elsewhere the route says it once.
_NETWORK_MATTERS = ("network", "cost-share", "unknown")
_ALERT = {"health": "!!", "due_now": "!!", "expired": "!!"}


def answer(analysis: Analysis, *, trace: bool = False) -> str:
    """The whole answer as lines of at most 80 columns."""
    page = _Page(analysis)
    parts = [page.alerts(), page.headline(), page.box(), page.refused(), page.really(), page.route(), page.tasks()]
    parts += [page.gather(), page.asks(), page.dates(), page.lists(), page.questions()]
    if trace:
        parts.append(page.trace())
    parts.append([page.texts["legal_note"]])
    return "\n".join("\n".join(part) for part in ([*lines, ""] for lines in map(list, parts) if lines)).rstrip() + "\n"


def _wrap(text: str, first: str = "  ", rest: str | None = None) -> list[str]:
    indent = first if rest is None else rest
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False) or [first]


def _pair(label: str, text: str, room: int = 19) -> list[str]:
    return _wrap(text, f"  {label:<{room - 2}}", " " * room)


class _Page:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.plan = analysis.plan
        self.case = analysis.case
        self.pages = analysis.knowledge.pages
        self.texts = self.pages["answer"]
        self.primary = analysis.primary

    def alerts(self) -> list[str]:
        found: list[str] = []
        for alert in self.plan.alerts:
            mark = _ALERT.get(alert.kind, " *")
            found += _wrap(alert.say, f"{mark} ", "   ")
        return found

    def headline(self) -> list[str]:
        denial = self.primary.denial
        says = self.pages["outcomes"][denial.outcome.value]
        scenario = self._scenario(self.primary)
        refused = amount_refused(self.case, self.primary.lines)
        amount = f" ({say_money(refused)})" if refused else ""
        topic = f": {scenario.title}" if scenario and denial.family not in ("none", "unknown") else ""
        lines = _wrap((says + topic + amount).upper(), "", "")
        kinds = ", ".join(f"{p.name} is {self.pages['kinds'][p.kind.value]}" for p in self.case.papers)
        return [*lines, *_wrap(kinds + ".", "", "")] if kinds else lines

    def box(self) -> list[str]:
        lines: list[str] = []
        if self.plan.tasks:
            lines += _pair(self.texts["head_first"], self.plan.tasks[0].do)
        deadline = _soonest(self.primary.deadlines)
        if deadline is not None and deadline.safe and deadline.legal:
            mail = deadline.send_by.mail if deadline.send_by else None
            posted = f" ({self.texts['mail_by']} {say_date(mail)})" if mail else ""
            name = self.pages["deadlines"].get(deadline.kind, deadline.kind)
            lines += _pair(
                self.texts["head_by"],
                f"{say_date(deadline.safe)}{posted}. {name}. {self.texts['last_day']}: {say_date(deadline.legal)}.",
            )
        return [*lines, *_pair(self.texts["head_fix"], " ".join(self._fixable()))]

    def _fixable(self) -> Iterator[str]:
        """The sentence, and the nearest figure with its people, years and number."""
        fixable = self.plan.fixable[self.primary.id]
        yield fixable.say
        for evidence in fixable.evidence[:1]:
            words = self.pages["site"]
            known = msgspec.structs.asdict(evidence)
            yield words["figure"].format(**{**known, "n": evidence.n or words["figure_no_n"]}) + "."

    def refused(self) -> Iterator[str]:
        yield self.texts["head_refused"]
        several = len(self.analysis.decision.determinations) > 1
        for determination in self.analysis.decision.determinations:
            if several:
                outcome = self.pages["outcomes"][determination.denial.outcome.value]
                lines = ", ".join(determination.lines)
                yield from _wrap(f"{determination.id}. {outcome}" + (f" (lines {lines})" if lines else ""))
            quote = determination.denial.quote
            if quote is not None:
                page = f"  (page {quote.page})" if quote.page else ""
                yield from _wrap(f'"{quote.quote}"{page}', "  ", "   ")
            else:
                yield from _wrap(self.pages["families"][determination.denial.family])

    def really(self) -> Iterator[str]:
        yield self.texts["head_really"]
        for determination in self.analysis.decision.determinations:
            if determination.denial.quote is not None:  # without one, this sentence stands just above
                yield from _wrap(self.pages["families"][determination.denial.family])
            network = determination.denial.family in _NETWORK_MATTERS
            for finding in determination.findings:
                if not finding.because or not (finding.holds or network or finding.id not in _SETTLING):
                    continue
                cites = ", ".join(self._cite(c) for c in finding.cite)
                yield from _wrap(" ".join(finding.because) + (f" [{cites}]" if cites else ""), "  * ", "    ")
        scenario = self._scenario(self.primary)
        settled = any(f.holds for f in self.primary.findings if f.id in _SETTLING)
        if scenario is not None and scenario.really and not settled:
            yield f"  {self.texts['head_really_maybe']}:"
            for item in scenario.really[:5]:
                yield from _wrap(f"{item.what} {item.sign}", "  - ", "    ")

    def route(self) -> Iterator[str]:
        for determination in self.analysis.decision.determinations:
            route = determination.route
            name = self.analysis.knowledge.routes[route.id].name
            yield f"{self.texts['head_route']}: {name.upper()}"
            yield from _wrap(route.why)
            for aside in route.instead_of:
                other = self.analysis.knowledge.routes[aside.id].name
                if aside.why_not:
                    yield from _wrap(f"{self.texts['head_not_now']}: {other}. {aside.why_not}", "  - ", "    ")
            if route.then:
                steps = ", ".join(self.analysis.knowledge.routes[r].name for r in route.then)
                yield from _wrap(f"{self.texts['head_then']}: {steps}.")

    def tasks(self) -> Iterator[str]:
        yield self.texts["head_tasks"]
        for task in self.plan.tasks[:_FIRST]:
            yield from self._task(task)
        if len(self.plan.tasks) > _FIRST:
            yield self.texts["head_more_tasks"]
            for task in self.plan.tasks[_FIRST:]:
                yield from self._task(task)

    def _task(self, task: Task) -> Iterator[str]:
        said = f"{task.do} {task.if_yes} {task.if_no}"  # a date that a branch names belongs to that branch
        day = say_date(task.by) if task.by else ""
        by = "" if not day or day in said else f" ({self.texts['due_by'].lower()} {day})"
        yield from _wrap(task.do + by, f"  {task.order} {task.who.capitalize():<9}", " " * 13)
        yield from _wrap(task.why, " " * 13)
        for label, text in (("keep", task.keep), ("if_yes", task.if_yes), ("if_no", task.if_no)):
            if text:
                yield from _wrap(f"{self.texts[label]}: {text}", " " * 13, " " * 15)

    def gather(self) -> list[str]:
        items = [line for item in self.plan.gather for line in _wrap(f"[ ] {item.what}: {item.why}", "  ", "      ")]
        return [self.texts["head_gather"], *items] if items else []

    def asks(self) -> list[str]:
        lines: list[str] = []
        for head, asked in (("head_ask_insurer", self.plan.ask.insurer), ("head_ask_provider", self.plan.ask.provider)):
            if asked:
                lines += [self.texts[head], *_bullets(asked)]
        return lines

    def dates(self) -> Iterator[str]:
        yield self.texts["head_dates"]
        shown = {(d.kind, d.legal): d for det in self.analysis.decision.determinations for d in det.deadlines}
        if not shown:
            yield from _wrap(self.texts["no_deadline"])
        for deadline in shown.values():
            if deadline.safe is None or deadline.legal is None:
                continue
            name = self.pages["deadlines"].get(deadline.kind, deadline.kind)
            last = f"{self.texts['last_day']}: {say_date(deadline.legal)}"
            when = f"{self.texts['head_by']} {say_date(deadline.safe)}. {last}"
            if deadline.of_others:
                when = f"{self.texts['due_by']} {say_date(deadline.legal)}"
            yield from _wrap(f"{name} ({deadline.who}): {when}.", "  ", "    ")
            cites = ", ".join(self._cite(c) for c in deadline.cite)
            yield from _wrap(f"{self.texts['counted']}: {say_days(deadline.counted_from)}.", "    ")
            yield from _wrap(f"{self.texts['source']}: {cites}", "    ") if cites else ()
            for line in (*map(say_days, deadline.assumptions), *self._send_to(deadline)):
                yield from _wrap(line, "    ")

    def _send_to(self, deadline: Deadline) -> Iterator[str]:
        words = self.pages["site"]
        address, fax = send_to(self.case, deadline)
        places = [address] if address else []
        places += [words["answer_fax_number"].format(number=fax)] if fax else []
        if places:
            yield f"{words['answer_send_to']}: {', '.join(places)}."

    def lists(self) -> list[str]:
        lines: list[str] = []
        for head, entries in (("head_escalate", self.plan.escalate_when), ("head_mistakes", self.plan.mistakes)):
            if entries:
                lines += [self.texts[head], *_bullets(entries)]
        return lines

    def questions(self) -> list[str]:
        lines: list[str] = []
        where = self._where()
        for question in self.plan.questions[:6]:
            choices = "  ".join(f"[{c['label']}]" for c in question.choices) if len(question.choices) <= 3 else ""
            lines += _wrap(f"{question.ask}  {choices}", "  ? ", "    ")
            lines += _wrap(f"{question.why} {where}: {question.where}", "    ")
            lines += [f"    --answer {question.fact}=..."]
        return [self.texts["head_questions"], *lines] if lines else []

    def _where(self) -> str:
        """The label in the language of the questions: Spanish where every paper is."""
        edition = self.analysis.knowledge.editions.get("es")
        spanish = bool(self.case.papers) and all(paper.language == "es" for paper in self.case.papers)
        own = edition.pages.get("site", {}).get("question_where") if edition and spanish else None
        return own or self.texts["where"]

    def trace(self) -> Iterator[str]:
        yield self.texts["head_trace"]
        rules = {rule.id: rule for rule in self.analysis.knowledge.rules}
        for traced in self.analysis.decision.trace:
            read = ", ".join(f"{name}={value}" for name, value in traced.facts.items())
            lacks = f"; lacks {', '.join(traced.missing)}" if traced.missing else ""
            yield from _wrap(f"{traced.result}: {traced.rule} ({read}{lacks})", "  ", "    ")
            rule = rules.get(traced.rule)
            if rule is not None and traced.result == "fired":
                cites = ", ".join(self._cite(cite) for cite in rule.cite)
                yield from _wrap(rule.because.strip() + (f" [{cites}]" if cites else ""), "    ", "    ")

    def _cite(self, cite: str) -> str:
        source = self.analysis.knowledge.sources.get(cite)
        if source is None:
            return cite
        grade = source.grade.value if source.printable else f"{self.texts['not_law']}: {source.grade.value}"
        return f"{source.citation} ({grade})"

    def _scenario(self, determination: Determination) -> Scenario | None:
        return self.analysis.knowledge.scenarios.get(determination.denial.scenario or "")


def _bullets(entries: Iterable[str]) -> list[str]:
    return [line for entry in entries for line in _wrap(entry, "  - ", "    ")]


def _soonest(deadlines: tuple[Deadline, ...]) -> Deadline | None:
    open_ = [d for d in deadlines if not d.expired and d.safe is not None and not d.of_others]
    return min(open_, key=lambda d: d.safe or d.legal or d.safe, default=None)  # type: ignore[arg-type,return-value]
