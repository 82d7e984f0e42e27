"""How letter, packet, calendar and checklist are called. Imports nothing of what they do: calls start fast."""

import argparse
from typing import Any

from firstcheck.knowledge.letters import Sending

_SHEETS = ("checklist", "calls", "timeline")


def add_commands(commands: Any, add_case: Any) -> None:
    """Declare the commands. `add_case` adds the arguments of a case (papers, answers, day)."""
    letter = commands.add_parser("letter", help="write a letter for a case (PDF, Word or text)")
    add_case(letter)
    _denial_option(letter)
    _letter_options(letter)
    letter.add_argument("--list", action="store_true", help="list the letters that fit this case")
    letter.add_argument("-o", "--output", metavar="FILE", help=".pdf, .docx or .txt; without it, text on the screen")
    packet = commands.add_parser("packet", help="one PDF to send: cover, letter, exhibits")
    add_case(packet)
    _denial_option(packet)
    _letter_options(packet)
    packet.add_argument(
        "--exhibit", action="append", default=[], metavar="FILE", help="a PDF, photo or text to enclose"
    )
    packet.add_argument("--no-papers", action="store_true", help="leave out the papers of the case themselves")
    packet.add_argument("--max-mb", type=float, metavar="N", help="split into files of at most N megabytes")
    packet.add_argument("--fax", action="store_true", help="black and white, as a fax machine sends it")
    packet.add_argument("-o", "--output", metavar="FILE", required=True)
    calendar = commands.add_parser("calendar", help="the dates of a case as a calendar file (.ics)")
    add_case(calendar)
    calendar.add_argument("--before", metavar="OLD.ics", help="an earlier calendar of this case, to move and cancel")
    calendar.add_argument("-o", "--output", metavar="FILE")
    checklist = commands.add_parser("checklist", help="what to gather, the call log or the timeline, to print")
    add_case(checklist)
    _denial_option(checklist)
    checklist.add_argument("--sheet", choices=_SHEETS, default="checklist")
    checklist.add_argument("-o", "--output", metavar="FILE", help=".pdf or .txt; without it, text on the screen")


def _denial_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--denial", metavar="ID", help="which denial, where the papers hold several")


def _letter_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", metavar="KIND", help="which letter; without it, the one that fits best")
    parser.add_argument("--language", choices=["en", "es"], default="en", help="es gives a copy to read in Spanish")
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument("--name", default="", help="who sends it, if not the patient")
    parser.add_argument("--address", default="", help="address of the sender; commas or \\n part its lines")
    parser.add_argument("--phone", default="")
    parser.add_argument("--email", default="")
    parser.add_argument("--sender", choices=[s.value for s in Sending], default=Sending.PATIENT.value)
    parser.add_argument("--body", metavar="FILE.txt", help="the body of the letter as you edited it")
