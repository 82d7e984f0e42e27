"""firstcheck letter, packet, calendar and checklist: papers that can be sent, from a case."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstcheck.analyze import Analysis
from firstcheck.decide.decision import Decision
from firstcheck.documents.denials import denials, other_settings
from firstcheck.documents.letter import Sender
from firstcheck.documents.setting import Setting, setting_of
from firstcheck.intake.document import Document
from firstcheck.intake.errors import Unreadable
from firstcheck.knowledge.letters import LetterText, Sending
from firstcheck.knowledge.load import knowledge

_MEGABYTE = 1_000_000
NOT_INSTALLED = 'Letters are not installed here. Install them with: pip install "firstcheck[letters]"'


def run(options: argparse.Namespace, analysis: Analysis, documents: Sequence[Document]) -> int:
    """Do the command. Raises Unreadable; gives 0, or 1 where the letter is a draft."""
    setting = setting_of(
        analysis.case,
        analysis.decision,
        analysis.plan,
        knowledge(),
        analysis.today,
        documents=documents,
        sender=_sender(options),
        determination=_chosen(options, analysis.decision),
    )
    try:
        if options.command == "calendar":
            return _calendar(options, setting, analysis.decision)
        _told_of_others(options, analysis.decision)
        return {"letter": _letter, "packet": _packet, "checklist": _checklist}[options.command](options, setting)
    except ImportError as error:
        raise Unreadable(NOT_INSTALLED) from error


def _chosen(options: argparse.Namespace, decision: Decision) -> str | None:
    """The denial that was asked for; None for the one that comes first."""
    wanted = getattr(options, "denial", None)
    ids = [one.id for one in decision.determinations]
    if wanted is not None and wanted not in ids:
        raise Unreadable(f"There is no denial '{wanted[:20]}' in these papers. There is: {', '.join(ids)}.")
    return wanted


def _told_of_others(options: argparse.Namespace, decision: Decision) -> None:
    """Where papers hold several denials, which ones, and how to ask for another."""
    found = denials(decision, knowledge(), options.denial or "")
    if len(found) > 1:
        lines = [f"  {'*' if one.chosen else ' '} {one.id}: {one.name}\n" for one in found]
        sys.stderr.write("firstcheck: These papers hold several denials; this is for the one marked *.\n")
        sys.stderr.writelines((*lines, "  Another: --denial ID\n"))


def _sender(options: argparse.Namespace) -> Sender:
    if not hasattr(options, "sender"):
        return Sender()
    address = options.address.replace("\\n", "\n")
    lines = address if "\n" in address else address.replace(", ", "\n", 1)
    return Sender(options.name, lines, options.phone, options.email, Sending(options.sender))


def _kind(options: argparse.Namespace, setting: Setting) -> LetterText:
    from firstcheck.documents.choose import fitting

    kinds = knowledge().letters
    if options.kind is None:
        return fitting(setting)[0]
    if options.kind not in kinds:
        raise Unreadable(
            f"There is no letter '{options.kind[:60]}'. `firstcheck letter FILE --list` names those that fit."
        )
    return kinds[options.kind]


def _letter(options: argparse.Namespace, setting: Setting) -> int:
    from firstcheck.documents.plain_text import plain_text

    if options.list:
        return _listed(setting)
    made = _draft(options, setting)
    ending = Path(options.output).suffix.lower() if options.output else ".txt"
    if ending == ".pdf":
        from firstcheck.documents.pdf_file import pdf_file

        data = pdf_file(made.letter, knowledge(), large=options.large)
    elif ending == ".docx":
        from firstcheck.documents.word_file import word_file

        data = word_file(made.letter, large=options.large)
    elif ending == ".txt":
        data = plain_text(made.letter).encode()
    else:
        raise Unreadable(f"A letter is written as .pdf, .docx or .txt, not '{ending[:10]}'.")
    _write(options.output, data)
    return _told(made)


def _listed(setting: Setting) -> int:
    from firstcheck.documents.choose import fitting

    for kind in fitting(setting):
        sys.stdout.write(f"{kind.id:<28}{kind.title}\n{'':<28}{kind.about}\n")
    return 0


def _draft(options: argparse.Namespace, setting: Setting) -> Any:
    from firstcheck.documents.draft import draft

    body = _text(options.body) if options.body else None
    return draft(setting, _kind(options, setting), options.language, body)


def _text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"The file '{Path(name).name}' cannot be read. It should be a UTF-8 text file.") from None


def _told(made: Any) -> int:
    """What is left to do, on standard error."""
    lines = [f"This is a draft: {fault.say}" for fault in made.verdict.faults]
    lines += [f"Still to fill in: {blank}" for blank in made.verdict.blanks]
    sys.stderr.writelines(f"firstcheck: {line}\n" for line in lines)
    return 0 if made.verdict.final else 1


def _packet(options: argparse.Namespace, setting: Setting) -> int:
    from firstcheck.documents.packet import build_packet, exhibits_of, fax_variant

    made = _draft(options, setting)
    exhibits = exhibits_of(_given(options, setting), setting.today)
    most = int(options.max_mb * _MEGABYTE) if options.max_mb else None
    packet = build_packet(setting, made, exhibits, most_bytes=most, large=options.large)
    for place, file in enumerate(packet.files, 1):
        data = fax_variant(file) if options.fax else file
        name = _numbered(options.output, place) if len(packet.files) > 1 else options.output
        _write(name, data)
        sys.stderr.write(f"firstcheck: {Path(name).name}: {packet.pages[place - 1]} pages, {len(data):,} bytes\n")
    return _told(made)


def _numbered(name: str, place: int) -> str:
    path = Path(name)
    return str(path.with_name(f"{path.stem}-{place}{path.suffix}"))


def _given(options: argparse.Namespace, setting: Setting) -> list[Any]:
    """The papers of the case, then what was named; text files are typeset."""

    kinds = knowledge().pages["kinds"]
    found = []
    if not options.no_papers:
        for name, paper, document in zip(options.files, setting.case.papers, setting.documents, strict=True):
            found.append(_paper(name, kinds[paper.kind.value].capitalize(), document))
    return found + [_paper(name, Path(name).stem.replace("_", " "), None) for name in options.exhibit]


def _paper(name: str, title: str, document: Document | None) -> Any:
    from firstcheck.documents.packet import Given
    from firstcheck.intake import read_file

    path = Path(name)
    try:
        data = b"" if name == "-" else path.read_bytes()
    except OSError:
        raise Unreadable(f"The file '{path.name}' cannot be opened. Check its name and that you may read it.") from None
    document = document or (read_file(data, path.name) if not _shown(data) else None)
    if _shown(data):
        return Given(path.name, title, data)
    return Given(path.name, title, document=document)


def _shown(data: bytes) -> bool:
    """Whether it is a PDF or a picture; everything else is text."""
    from firstcheck.intake.registry import choose

    return bool(data) and choose(data, "").label in ("pdf", "image")


def _calendar(options: argparse.Namespace, setting: Setting, decision: Decision) -> int:
    from firstcheck.documents.calendar import calendar_file

    before = None
    if options.before:
        try:
            before = Path(options.before).read_bytes()
        except OSError:
            raise Unreadable(f"The file '{Path(options.before).name}' cannot be opened.") from None
    try:
        data = calendar_file(setting, before, other_settings(setting, decision))
    except ValueError:
        raise Unreadable("The earlier calendar is not a calendar file (.ics).") from None
    _write(options.output, data)
    return 0


def _checklist(options: argparse.Namespace, setting: Setting) -> int:
    from firstcheck.documents.sheets import call_log, checklist, sheet_pdf, sheet_text, timeline

    sheet = {"checklist": checklist, "calls": call_log, "timeline": timeline}[options.sheet](setting)
    ending = Path(options.output).suffix.lower() if options.output else ".txt"
    if ending not in (".pdf", ".txt"):
        raise Unreadable(f"A sheet is written as .pdf or .txt, not '{ending[:10]}'.")
    _write(options.output, sheet_pdf(sheet, setting) if ending == ".pdf" else sheet_text(sheet).encode())
    return 0


def _write(name: str | None, data: bytes) -> None:
    if name is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        Path(name).write_bytes(data)
    except OSError:
        raise Unreadable(f"The file '{Path(name).name}' cannot be written. Check the folder.") from None
