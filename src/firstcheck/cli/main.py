"""firstcheck on the command line. Exit status: 0 an answer was given, 2 the input or the call is wrong."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from firstcheck import __version__
from firstcheck.cli import bulk, law_commands, paper_calls
from firstcheck.cli.site import add_site, run_site
from firstcheck.intake.document import Document
from firstcheck.intake.errors import Unreadable

WRONG_CALL = 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="firstcheck", description="What to check first when a health plan refuses to pay."
    )
    parser.add_argument("--version", action="version", version=f"firstcheck {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    analyze = commands.add_parser("analyze", help="read a denial and say what to check first")
    _add_case(analyze)
    analyze.add_argument("--trace", choices=["all"], help="show the rules behind the answer, the ruled-out ones too")
    analyze.add_argument(
        "--language",
        choices=["en", "es"],
        help="the language of the answer; without it, that of the papers. JSON stays as it is",
    )
    analyze.add_argument("--json", action="store_true", help="print the analysis as JSON and nothing else")
    codes = commands.add_parser("codes", help="say what codes on a notice mean")
    codes.add_argument("codes", nargs="+", metavar="CODE", help="for instance CO-242 N130, CLP02:4 or 277:A3")
    codes.add_argument("--list", metavar="FILE.csv", help="your own licensed list (code,text), shown beside ours")
    codes.add_argument("--json", action="store_true", help="print JSON and nothing else")
    knowledge = commands.add_parser("knowledge", help="check, compile or report on the knowledge files")
    knowledge.add_argument("verb", choices=["check", "build", "report"])
    law_commands.add_commands(commands)
    bulk.add_commands(commands)
    paper_calls.add_commands(commands, _add_case)
    add_site(commands)
    return parser


def _add_case(parser: argparse.ArgumentParser) -> None:
    """The arguments that make up a case: papers, answers, the day of asking."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="PDF, image, text, 835 or FHIR; '-' reads pasted text; several are one case",
    )
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="something you know, for instance received_date=2026-10-09",
    )
    parser.add_argument(
        "--answers", metavar="FILE.yaml", help="a YAML mapping of answers; other names are read as your own words"
    )
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="the day of asking (default: today)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    options = _parser().parse_args(argv)
    try:
        if options.command == "analyze":
            return _analyze(options)
        if options.command in ("bulk", "worklist"):
            run = bulk.run_bulk if options.command == "bulk" else bulk.run_worklist
            return run(options, _day(options.today) or date.today())
        if options.command in ("letter", "packet", "calendar", "checklist"):
            return _papers(options)
        if options.command == "knowledge":
            return _knowledge(options.verb)
        if options.command == "codes":
            from firstcheck.cli.codes import codes

            sys.stdout.write(codes(options.codes, options.list, as_json=options.json))
            return 0
        if options.command in ("sources", "rules"):
            return _law(options)
        return run_site(options)
    except Unreadable as error:
        return _wrong(str(error))
    except KeyboardInterrupt:
        return 130
    return 0


def _wrong(say: str) -> int:
    sys.stderr.write(f"firstcheck: {say}\n")
    return WRONG_CALL


def _analyze(options: argparse.Namespace) -> int:
    from firstcheck.analyze import analyze
    from firstcheck.analyze.spoken import in_language, language_of
    from firstcheck.cli.answer import answer
    from firstcheck.cli.answers import read_answers

    today = _day(options.today)
    answers = read_answers(options.answer, options.answers)
    documents = [_document(name) for name in options.files]
    analysis = analyze(documents, answers, today, trace_all=options.trace == "all")
    if options.json:
        sys.stdout.write(analysis.to_json().decode() + "\n")
    else:
        said = in_language(analysis, options.language or language_of(analysis))
        sys.stdout.write(answer(said, trace=options.trace is not None))
    return 0


def _law(options: argparse.Namespace) -> int:
    today = _day(options.today) or date.today()
    if options.command == "sources":
        return law_commands.run_sources(options, today)
    return law_commands.run_rules(options, today, [_document(name) for name in options.files])


def _papers(options: argparse.Namespace) -> int:
    from firstcheck.analyze import analyze
    from firstcheck.cli.answers import read_answers
    from firstcheck.cli.papers import run

    answers = read_answers(options.answer, options.answers)
    documents = [_document(name) for name in options.files]
    return run(options, analyze(documents, answers, _day(options.today)), documents)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unreadable(f"The day '{text}' is not a date. Write it as 2026-11-24.") from None


def _document(name: str) -> Document:
    from firstcheck.intake import read_file

    if name == "-":
        return read_file(sys.stdin.buffer.read(), "pasted text")
    path = Path(name)
    if path.is_dir():
        raise Unreadable(f"'{path.name}' is a folder. Name the files in it.")
    try:
        return read_file(path.read_bytes(), path.name)
    except OSError:
        raise Unreadable(f"The file '{path.name}' cannot be opened. Check its name and that you may read it.") from None


def _knowledge(verb: str) -> int:
    from firstcheck.knowledge.build import KnowledgeFault, write
    from firstcheck.knowledge.load import ARTEFACT, FILES, load

    try:
        built = write(FILES, ARTEFACT) if verb == "build" else load(FILES, ARTEFACT)
    except KnowledgeFault as fault:
        return _wrong(str(fault))
    if verb == "build":
        return 0
    if verb == "report":
        from firstcheck.decide.reach import report

        sys.stdout.write(report(built))
        return 0
    from firstcheck.decide.check import faults

    found = list(faults(built))
    sys.stdout.writelines(f"{each}\n" for each in found)
    sys.stdout.write(
        f"{len(built.rules)} rules, {len(built.plays)} plays, {len(built.scenarios)} scenarios: {len(found)} faults\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
