"""Files to take along: letters, sheets, the calendar. Always as a download, never opened in the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from firstcheck.documents.calendar import calendar_file
from firstcheck.documents.denials import other_settings
from firstcheck.documents.draft import Draft
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.plain_text import plain_text
from firstcheck.documents.sheets import call_log, checklist, sheet_pdf, timeline
from firstcheck.documents.word_file import word_file
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import CaseFile
from firstcheck.site.letters.kept import draft_for, kept_letters, setting_for
from firstcheck.site.letters.page_views import language_of, list_page, words

_LARGEST_CALENDAR = 1_000_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {"pdf": "application/pdf", "docx": _WORD, "txt": "text/plain; charset=utf-8"}


def attachment(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file that the browser saves."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@with_case
def letter_file(request: HttpRequest, case: CaseFile, kind: str, ending: str) -> HttpResponse:
    """The letter as PDF, Word file or text."""
    kept = kept_letters(case)
    if ending not in _KINDS:
        raise Http404
    if not kept.is_checked(kind):
        return redirect("letters:check", kind)
    language = language_of(request)
    made = draft_for(setting_for(case, kept), kept, knowledge().letters[kind], language)
    try:
        data = _file(made, ending, large=request.GET.get("print") == "large")
    except ImportError:
        return not_installed(request, case)
    name = f"{kind}{'-es' if language == 'es' else ''}{'' if made.verdict.final else '-draft'}.{ending}"
    return attachment(data, _KINDS[ending], name)


def _file(made: Draft, ending: str, *, large: bool) -> bytes:
    if ending == "pdf":
        return pdf_file(made.letter, knowledge(), large=large)
    return word_file(made.letter, large=large) if ending == "docx" else plain_text(made.letter).encode()


def _earlier(request: HttpRequest) -> bytes | None:
    """The calendar given along. Raises ValueError where it is larger than any of ours."""
    given = request.FILES.get("before") if request.method == "POST" else None
    if given is None:
        return None
    if (given.size or 0) > _LARGEST_CALENDAR:
        raise ValueError
    data: bytes = given.read()
    return data


def not_installed(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """503 where the parts that make PDFs are not there."""
    shown = {"case": case, "step": "letters", "w": words()}
    return render(request, "firstcheck_letters/not_installed.html", shown, status=503)


@require_GET
@with_case
def sheet_file(request: HttpRequest, case: CaseFile, sheet: str) -> HttpResponse:
    """The checklist, the call log or the timeline as PDF."""
    setting = setting_for(case, kept_letters(case))
    made = {"checklist": checklist, "calls": call_log, "timeline": timeline}[sheet](setting)
    try:
        return attachment(sheet_pdf(made, setting), "application/pdf", f"{sheet}.pdf")
    except ImportError:
        return not_installed(request, case)


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def dates(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """The dates as a calendar file. POST takes an earlier one, so that its entries move or are cancelled."""
    setting = setting_for(case, kept_letters(case))
    others = other_settings(setting, case.analysis().decision)
    try:
        data = calendar_file(setting, _earlier(request), others)
    except ImportError:
        return not_installed(request, case)
    except ValueError:
        page = {**list_page(case), "calendar_problem": words()["dates_not_one"]}
        return render(request, "firstcheck_letters/list.html", page, status=422)
    return attachment(data, "text/calendar; charset=utf-8", "firstcheck-dates.ics")
