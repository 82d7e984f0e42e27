"""Letters and packets: how long they take, cold and warm, beside reportlab and beside the least that can be done.

Prints a table. The limit is reading the same bytes and writing them once (pikepdf open and save without change).
"""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pikepdf
from reportlab.pdfgen import canvas

from benchmarks.cases import OPEN, read
from firstcheck.analyze import analyze
from firstcheck.documents.draft import draft
from firstcheck.documents.packet import Given, build_packet, exhibits_of, fax_variant
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.plain_text import plain_text
from firstcheck.documents.setting import setting_of
from firstcheck.documents.word_file import word_file
from firstcheck.intake import read_text
from firstcheck.knowledge.load import knowledge

_COLD = "import benchmarks.letters as b; s, k = b.setting(); b.pdf_file(b.draft(s, k).letter, b.knowledge())"


def setting() -> tuple[Any, Any]:
    """A setting and a kind of letter of two pages."""
    case = read(min(OPEN.glob("*.yaml")))
    document = read_text(case.text, "denial letter")
    made = analyze([document], case.answers, case.today)
    found = setting_of(made.case, made.decision, made.plan, made.knowledge, made.today, documents=[document])
    return found, knowledge().letters["appeal-medical-necessity"]


def best(work: Callable[[], object], times: int = 7) -> float:
    """The shortest of several runs, in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return 1000 * min(taken)


def first_time() -> float:
    """Every kind of letter set once, so that nothing is remembered: median processor time, in milliseconds."""
    found, _ = setting()
    taken = []
    for kind in knowledge().letters.values():
        letter = draft(found, kind).letter
        start = time.process_time()
        pdf_file(letter, knowledge())
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def by_hand(text: str) -> bytes:
    """The same words set with reportlab, line by line: no tags, no embedded fonts, no wrapping to speak of."""
    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(612, 792))
    for start in range(0, len(text.splitlines()), 48):
        for place, line in enumerate(text.splitlines()[start : start + 48]):
            drawn.drawString(72, 720 - 13.5 * place, line)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def records(pages: int) -> bytes:
    """A paper of so many pages."""
    return by_hand("\n".join(f"Record line {n}" for n in range(48 * pages)))


def main() -> int:
    """Measure and print."""
    found, kind = setting()
    letter = draft(found, kind).letter
    text = plain_text(letter)
    given = [Given(f"r{n}.pdf", f"Records {n}", records(9)) for n in range(4)]
    whole = draft(found, kind)
    packet = build_packet(found, whole, exhibits_of(given, found.today))
    exhibits = exhibits_of(given, found.today)
    rows = [
        ("letter: compose and check", best(lambda: draft(found, kind))),
        ("letter: PDF (tagged, UA-1)", best(lambda: pdf_file(letter, knowledge()))),
        ("letter: PDF, never set before (processor time)", first_time()),
        ("letter: Word file", best(lambda: word_file(letter))),
        ("letter: plain text", best(lambda: plain_text(letter))),
        ("letter: reportlab, untagged", best(lambda: by_hand(text))),
        (f"packet of {packet.pages[0]} pages: exhibits rebuilt", best(lambda: exhibits_of(given, found.today), 4)),
        (f"packet of {packet.pages[0]} pages: put together", best(lambda: build_packet(found, whole, exhibits), 4)),
        ("packet: limit (open and save as it is)", best(lambda: _resaved(packet.files[0]), 4)),
        ("packet: fax variant", best(lambda: fax_variant(packet.files[0]), 2)),
        ("letter: PDF in a new process", best(lambda: subprocess.run([sys.executable, "-c", _COLD], check=True), 2)),
    ]
    sys.stdout.writelines(f"{name:<48}{value:>10.1f} ms\n" for name, value in rows)
    sys.stdout.write(
        f"letter PDF {len(pdf_file(letter, knowledge())):,} bytes; packet {len(packet.files[0]):,} bytes\n"
    )
    return 0


def _resaved(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(out)
    return out.getvalue()
