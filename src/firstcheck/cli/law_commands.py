"""firstcheck sources, firstcheck rules explain: the law behind an answer, with its age, and why a rule holds or not."""

import argparse
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from firstcheck.intake.errors import Unreadable
from firstcheck.knowledge.clock import DeadlineRule
from firstcheck.knowledge.law import SourceOfLaw
from firstcheck.knowledge.model import Knowledge, Rule

_WIDTH = 80
_RESULTS = {"fired": "It holds.", "undecided": "It is open.", "ruled_out": "It does not hold."}


def add_commands(commands: Any) -> None:
    """The parsers of both commands, on argparse's group of commands."""
    sources = commands.add_parser("sources", help="the law behind the answers, with grade and age")
    sources.add_argument("--due", action="store_true", help="only what has to be read again")
    sources.add_argument("--coverage", action="store_true", help="plan types and states by grade, as Markdown")
    sources.add_argument("--today", metavar="YYYY-MM-DD", help="the day to count from (default: today)")
    rules = commands.add_parser("rules", help="what a rule says, on which law, and why it holds or not")
    rules.add_argument("verb", choices=["explain"])
    rules.add_argument("rule", metavar="RULE", help="a name from --trace, or of a deadline")
    rules.add_argument("files", nargs="*", metavar="FILE", help="papers to try it on")
    rules.add_argument("--answer", action="append", default=[], metavar="NAME=VALUE", help="something you know")
    rules.add_argument("--today", metavar="YYYY-MM-DD", help="the day of asking (default: today)")


def run_sources(options: argparse.Namespace, today: date) -> int:
    """List every source, the oldest text first; exit status 0."""
    from firstcheck.knowledge.coverage import coverage
    from firstcheck.knowledge.load import knowledge

    known = knowledge()
    if options.coverage:
        sys.stdout.write(coverage(known))
        return 0
    sys.stdout.writelines(f"{line}\n" for line in listed(known, today, due_only=options.due))
    return 0


def listed(knowledge: Knowledge, today: date, *, due_only: bool) -> Iterator[str]:
    """Sources as lines of at most 80 columns, the oldest first; an unknown age counts as the oldest."""
    sources = sorted(knowledge.sources.values(), key=lambda s: (s.text_of or date.min, s.id))
    shown = [source for source in sources if source.due(today) or not due_only]
    due = sum(source.due(today) for source in sources)
    yield f"{len(sources)} sources; {due} have to be read again (older than a year, or of unknown age)."
    for source in shown:
        yield ""
        yield from _source(source, today)


def _source(source: SourceOfLaw, today: date) -> Iterator[str]:
    age = source.age(today)
    old = "age unknown" if age is None else f"{age} days old"
    flag = "READ AGAIN" if source.due(today) else "current"
    sure = source.status.value if source.printable else f"{source.status.value}, not printed as law"
    yield from _wrap(f"{source.id}: {source.title}", "")
    yield from _wrap(f"{source.citation}. {source.grade.value}, {sure}. {source.date_read}, {old}: {flag}.")
    yield from (_wrap(source.address) if source.address else ())


def run_rules(options: argparse.Namespace, today: date, documents: Sequence[Any]) -> int:
    """Explain one rule, on papers where there are some. Raises Unreadable where there is no such rule."""
    from firstcheck.knowledge.load import knowledge

    known = knowledge()
    rule = next((rule for rule in known.rules if rule.id == options.rule), None)
    clock = next((clock for clock in known.deadlines if clock.id == options.rule), None)
    if rule is None and clock is None:
        raise Unreadable(f"No rule and no deadline is called '{options.rule}'.{_near(options.rule, known)}")
    lines = list(_explain_rule(rule, known) if rule is not None else _explain_clock(clock, known) if clock else ())
    if documents or options.answer:
        lines += _tried(options, today, documents)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _near(name: str, knowledge: Knowledge) -> str:
    from difflib import get_close_matches

    names = [*(rule.id for rule in knowledge.rules), *(clock.id for clock in knowledge.deadlines)]
    close = get_close_matches(name, names, n=3)
    return f" Did you mean {', '.join(close)}?" if close else " Names stand in the answer with --trace all."


def _explain_rule(rule: Rule, knowledge: Knowledge) -> Iterator[str]:
    yield from _wrap(f"{rule.id}: {rule.about}", "")
    yield from _wrap(f"It belongs to the question: {rule.question.value}.{_dated(rule.starts, rule.ends)}")
    yield "  It holds when all of this is so:"
    for name, values in rule.when.items():
        yield from _wrap(f"{name} is {' or '.join(values)}", "    ")
    yield from _wrap(f"Then: {_then(rule)}")
    yield from _wrap(f"Because: {rule.because.strip()}")
    if rule.yields_to:
        yield from _wrap(f"It steps back for: {', '.join(rule.yields_to)}")
    yield from _cited(rule.cite, knowledge)


def _then(rule: Rule) -> str:
    then = rule.then
    parts = [f"the finding {name} is {says}" for name, says in then.finding.items()]
    parts += [f"the reason meant is {then.reason}"] if then.reason else []
    parts += [f"the kind of denial is {then.family}"] if then.family else []
    parts += [f"the way is {then.route} ({then.play})"] if then.route else []
    return "; ".join(parts) + "."


def _dated(starts: date | None, ends: date | None) -> str:
    said = f" In force from {starts}." if starts else ""
    return said + (f" In force until {ends}." if ends else "")


def _explain_clock(rule: DeadlineRule, knowledge: Knowledge) -> Iterator[str]:
    yield from _wrap(f"{rule.id}: {rule.about}", "")
    figure = f"{rule.amount} {rule.unit.value}" if rule.amount is not None else "the time that the paper gives"
    since = rule.from_fact or rule.counted_from.value
    presumed = f", presumed {rule.presumed_receipt_days} days after the notice" if rule.presumed_receipt_days else ""
    yield from _wrap(f"{rule.kind.value}: {figure} from {since}{presumed}; {rule.met_by.value} by then."
                     f"{_dated(rule.starts, rule.ends)}")  # fmt: skip
    scope = (("plan types", rule.plan_types), ("states", rule.states), ("stages", rule.stages))
    for name, values in (*scope, ("outcomes", rule.outcomes)):
        if values:
            yield from _wrap(f"{name}: {', '.join(values)}")
    for word, conditions in (("only when", rule.when), ("not when", rule.unless)):
        for name, values in conditions.items():
            yield from _wrap(f"{word} {name} is {' or '.join(values)}")
    for text in (rule.note, rule.late):
        yield from _wrap(text) if text else ()
    yield from _cited(rule.cite, knowledge)


def _cited(cite: Sequence[str], knowledge: Knowledge) -> Iterator[str]:
    yield "  Sources:" if cite else "  Sources: none; it states no law."
    for name in cite:
        source = knowledge.sources[name]
        mark = "" if source.printable else ", read second-hand: check it"
        yield from _wrap(f"{source.citation} ({source.grade.value}{mark}; {source.date_read})", "    ")
        yield from _wrap(f'"{source.quote}"', "      ") if source.quote else ()
        yield from _wrap(source.address, "      ") if source.address else ()


def _tried(options: argparse.Namespace, today: date, documents: Sequence[Any]) -> Iterator[str]:
    """What the rule did on the papers given, and what made it hold or not."""
    from firstcheck.analyze import analyze
    from firstcheck.cli.answers import read_answers

    analysis = analyze(documents, read_answers(options.answer, None), today, trace_all=True)
    yield "  On these papers:"
    several = len(analysis.decision.determinations) > 1
    for traced in analysis.decision.trace:
        if traced.rule == options.rule:
            which = f"Refusal {traced.determination}: " if several else ""
            yield from _wrap(which + _RESULTS[traced.result], "    ")
            yield from _reasons(traced.facts, traced.missing, _wanted(options.rule))
    for determination in analysis.decision.determinations:
        yield from _clock_tried(options.rule, determination.deadlines)


def _reasons(facts: Mapping[str, str], missing: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, value in facts.items():
        said = (
            "as it should be" if value in wanted.get(name, ()) else f"it would have to be {' or '.join(wanted[name])}"
        )
        yield from _wrap(f"{name} is {value}: {said}", "      ")
    yield from (line for name in missing for line in _wrap(f"{name} is not known", "      "))


def _wanted(name: str) -> Mapping[str, Sequence[str]]:
    from firstcheck.knowledge.load import knowledge

    return next((rule.when for rule in knowledge().rules if rule.id == name), {})


def _clock_tried(name: str, deadlines: Sequence[Any]) -> Iterator[str]:
    from firstcheck.knowledge.load import knowledge

    clock = next((clock for clock in knowledge().deadlines if clock.id == name), None)
    if clock is None:
        return
    found = next((d for d in deadlines if d.kind == clock.kind.value and d.cite == clock.cite), None)
    if found is None:
        yield from _wrap("It starts no date here.", "    ")
    else:
        yield from _wrap(f"Last lawful day {found.legal}, have it there by {found.safe}. {found.counted_from}.", "    ")


def _wrap(text: str, indent: str = "  ") -> list[str]:
    rest = indent + "  " if indent else "  "
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=rest, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
