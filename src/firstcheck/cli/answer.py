"""An analysis as a person reads it in a terminal: 80 columns, alerts first, date and one step before the rest."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from firstcheck.analyze import Analysis
from firstcheck.analyze.spoken import ENGLISH
from firstcheck.decide.decision import Deadline, Determination, RouteChoice
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
#: Ways not taken whose reason is always worth a line: the appeal that stays open, the bill that should wait.
_TOLD_ASIDE = ("appeal", "settle")
#: To find out more and to do nothing are no ways that one would miss.
_NO_WAYS = ("clarify", "none")
_ALERT = {"health": "!!", "due_now": "!!", "expired": "!!"}


def answer(analysis: Analysis, *, trace: bool = False) -> str:
    """The whole answer as lines of at most 80 columns, in the language of the analysis."""
    page = _Page(analysis, trace)
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
    def __init__(self, analysis: Analysis, everything: bool) -> None:
        self.analysis = analysis
        self.language = analysis.knowledge.language
        self.everything = everything
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
        said, names = self.pages["site"]["kind_sentence"], self.pages["kinds"]
        kinds = " ".join(said.format(name=p.name, kind=names[p.kind.value]) for p in self.case.papers)
        return [*lines, *_wrap(kinds, "", "")] if kinds else lines

    def box(self) -> list[str]:
        lines: list[str] = []
        if self.plan.tasks:
            lines += _pair(self.texts["head_first"], self.plan.tasks[0].do)
        deadline = _soonest(self.primary.deadlines)
        if deadline is not None and deadline.safe and deadline.legal:
            mail = deadline.send_by.mail if deadline.send_by else None
            posted = f" ({self.texts['mail_by']} {self._day(mail)})" if mail else ""
            name = self.pages["deadlines"].get(deadline.kind, deadline.kind)
            lines += _pair(
                self.texts["head_by"],
                f"{self._day(deadline.safe)}{posted}. {name}. {self.texts['last_day']}: {self._day(deadline.legal)}.",
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
                on = f" {self.texts['on_lines'].format(lines=lines)}" if lines else ""
                yield from _wrap(f"{determination.id}. {outcome}{on}")
            quote = determination.denial.quote
            if quote is not None:
                page = f"  {self.texts['on_page'].format(page=quote.page)}" if quote.page else ""
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
            yield f"  {self.texts['head_really_maybe']}{self._not_translated(scenario)}:"
            for item in scenario.really[:5]:
                yield from _wrap(f"{item.what} {item.sign}", "  - ", "    ")

    def _not_translated(self, scenario: Scenario) -> str:
        """What stands behind the heading of a list that is English in an answer of another language."""
        edition = self.analysis.knowledge.editions.get(self.language)
        return "" if edition is None or scenario.id in edition.scenarios else f" {self.texts['in_english']}"

    def route(self) -> Iterator[str]:
        for determination in self.analysis.decision.determinations:
            route = determination.route
            name = self.analysis.knowledge.routes[route.id].name
            yield f"{self.texts['head_route']}: {name.upper()}"
            yield from _wrap(route.why)
            yield from self._aside(route)
            if route.then:
                steps = ", ".join(self.analysis.knowledge.routes[r].name for r in route.then)
                yield from _wrap(f"{self.texts['head_then']}: {steps}.")

    def _aside(self, route: RouteChoice) -> Iterator[str]:
        """Ways that may still become the one, and those that are always told; the others by name alone."""
        texts = self.analysis.knowledge.routes
        told = [a for a in route.instead_of if a.why_not]
        said = [a for a in told if self.everything or a.id in _TOLD_ASIDE or a.why_not == texts[a.id].open]
        for aside in said:
            name = texts[aside.id].name
            yield from _wrap(f"{self.texts['head_not_now']}: {name}. {aside.why_not}", "  - ", "    ")
        if names := "; ".join(texts[a.id].name for a in told if a not in said and a.id not in _NO_WAYS):
            yield from _wrap(f"{self.texts['head_also_asked']}: {names}.", "  - ", "    ")

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
        day = self._day(task.by) if task.by else ""
        by = "" if not day or day in said else f" ({self.texts['due_by'].lower()} {day})"
        who = self.texts[f"who_{task.who}"]
        yield from _wrap(task.do + by, f"  {task.order} {who:<9} ", " " * 13)
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
            last = f"{self.texts['last_day']}: {self._day(deadline.legal)}"
            when = f"{self.texts['head_by']} {self._day(deadline.safe)}. {last}"
            if deadline.of_others:
                when = f"{self.texts['due_by']} {self._day(deadline.legal)}"
            who = self.texts[f"who_{deadline.who}"].lower()
            yield from _wrap(f"{name} ({who}): {when}.", "  ", "    ")
            cites = ", ".join(self._cite(c) for c in deadline.cite)
            yield from _wrap(f"{self.texts['counted']}: {say_days(deadline.counted_from, self.language)}.", "    ")
            yield from _wrap(f"{self.texts['source']}: {cites}", "    ") if cites else ()
            assumed = (say_days(text, self.language) for text in deadline.assumptions)
            for line in (*assumed, *self._send_to(deadline)):
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
        where = self.texts["where"]
        for question in self.plan.questions[:6]:
            choices = "  ".join(f"[{c['label']}]" for c in question.choices) if len(question.choices) <= 3 else ""
            lines += _wrap(f"{question.ask}  {choices}", "  ? ", "    ")
            lines += _wrap(f"{question.why} {where}: {question.where}", "    ")
            lines += [f"    --answer {question.fact}=..."]
        return [self.texts["head_questions"], *lines] if lines else []

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
        name = self.pages["grades"][source.grade.value] if self.language != ENGLISH else source.grade.value
        grade = name if source.printable else f"{self.texts['not_law']}: {name}"
        return f"{source.citation} ({grade})"

    def _day(self, day: date) -> str:
        return say_date(day, self.language)

    def _scenario(self, determination: Determination) -> Scenario | None:
        return self.analysis.knowledge.scenarios.get(determination.denial.scenario or "")


def _bullets(entries: Iterable[str]) -> list[str]:
    return [line for entry in entries for line in _wrap(entry, "  - ", "    ")]


def _soonest(deadlines: tuple[Deadline, ...]) -> Deadline | None:
    open_ = [d for d in deadlines if not d.expired and d.safe is not None and not d.of_others]
    return min(open_, key=lambda d: d.safe or d.legal or d.safe, default=None)  # type: ignore[arg-type,return-value]
