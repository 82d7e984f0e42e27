"""The packet in the browser: choose papers, then one PDF, or several where a size is set."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firstcheck.documents.packet import Given, Packet, build_packet, exhibits_of, fax_variant
from firstcheck.documents.setting import Setting
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.limits import STANDARD, check_size
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import CaseFile
from firstcheck.site.letters.file_views import attachment, not_installed
from firstcheck.site.letters.kept import draft_for, kept_letters, setting_for
from firstcheck.site.letters.page_views import words

_MEGABYTE = 1_000_000
#: What a portal or mailbox takes at most, in megabytes; 0 is no limit.
SIZES = (0, 5, 10, 25)
_MOST_ADDED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def packet(request: HttpRequest, case: CaseFile, kind: str) -> HttpResponse:
    """Show the form; POST gives the file, or the list of parts where there are several."""
    kept = kept_letters(case)
    if not kept.is_checked(kind):
        return redirect("letters:check", kind)
    setting, text = setting_for(case, kept), knowledge().letters[kind]
    shown: dict[str, Any] = {"case": case, "step": "letters", "w": words(), "kind": text, "sizes": SIZES}
    shown["papers"] = _papers(setting)
    if request.method != "POST":
        return render(request, "firstcheck_letters/packet.html", shown)
    try:
        made = build_packet(
            setting,
            draft_for(setting, kept, text, "en"),
            exhibits_of(_given(request, case, setting), setting.today),
            most_bytes=_most(request),
        )
        return _answer(request, made, shown)
    except Unreadable as problem:
        return render(request, "firstcheck_letters/packet.html", {**shown, "problem": str(problem)}, status=422)
    except ImportError:
        return not_installed(request, case)


def _papers(setting: Setting) -> list[tuple[int, str, str]]:
    kinds = setting.knowledge.pages["kinds"]
    return [(n, paper.name, kinds[paper.kind.value]) for n, paper in enumerate(setting.case.papers)]


def _most(request: HttpRequest) -> int | None:
    chosen = request.POST.get("size", "0")
    return int(chosen) * _MEGABYTE if chosen in {str(size) for size in SIZES if size} else None


def _given(request: HttpRequest, case: CaseFile, setting: Setting) -> list[Given]:
    """The papers of the case that were ticked, then what was added here; added papers are used once and not kept."""
    ticked = set(request.POST.getlist("paper"))
    found = []
    for number, name, title in _papers(setting):
        if str(number) in ticked:
            found.append(Given(name, title.capitalize(), case.original(number), setting.documents[number]))
    for file in request.FILES.getlist("files")[:_MOST_ADDED]:
        data = file.read()
        check_size(len(data), STANDARD)
        found.append(Given(file.name or "paper", (file.name or "paper").rpartition(".")[0] or "Paper", data))
    return found


def _answer(request: HttpRequest, made: Packet, shown: dict[str, Any]) -> HttpResponse:
    part = request.POST.get("part", "")
    number = int(part) if part.isdigit() and 1 <= int(part) <= len(made.files) else 0
    if len(made.files) > 1 and not number:
        parts = [(n, pages, len(file)) for n, (file, pages) in enumerate(zip(made.files, made.pages, strict=True), 1)]
        return render(request, "firstcheck_letters/packet.html", {**shown, "parts": parts, "chosen": request.POST})
    file = made.files[max(number - 1, 0)]
    name = f"packet-{number}.pdf" if len(made.files) > 1 else "packet.pdf"
    return attachment(fax_variant(file) if request.POST.get("fax") else file, "application/pdf", name)
