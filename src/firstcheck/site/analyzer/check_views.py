"""`Is this what your paper says?`: every fact beside its words, a page to correct one, and the page pictures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from firstcheck.analyze import Analysis
from firstcheck.facts.vocabulary import VOCABULARY, FactSpec, Kind
from firstcheck.intake import Unreadable, render_page
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import NOTE, CaseFile
from firstcheck.site.analyzer.entries import EntryError, input_type, understand
from firstcheck.site.analyzer.facts_page import Group, choice_label, groups, marked_pages
from firstcheck.site.analyzer.wording import label, say

#: Width of a page picture in pixels: sharp on a phone, about 100 kB.
_PICTURE_WIDTH = 1100
_NOTE_CHARACTERS = 2000


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def check(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """Show the facts. POST keeps the note in the person's own words and goes on to the questions."""
    if request.method == "POST":
        note = request.POST.get("note", "").strip()[:_NOTE_CHARACTERS]
        case.answer(NOTE, note) if note else case.forget(NOTE)
        return redirect("questions")
    documents = case.documents()
    analysis = case.analysis()
    found = groups(analysis, documents, case.kept)
    words = {
        "case": case,
        "step": "check",
        "analysis": analysis,
        "groups": found,
        "pages": marked_pages(found, documents),
        "texts": [d for d in documents if not d.media_type.startswith(("image/", "application/pdf"))],
        "missing": _missing({row.name for group in found for row in group.rows}),
        "note": case.kept.answers.get(NOTE) or "",
        "problems": [problem for paper in analysis.case.papers for problem in paper.problems],
    }
    return render(request, "firstcheck/check.html", words)


def _missing(known: set[str]) -> list[tuple[str, str]]:
    wanted = knowledge().pages["groups_missing"]["names"].split()
    return [(name, label("facts", name)) for name in wanted if name not in known]


@require_http_methods(["GET", "HEAD", "POST"])
@with_case
def correct(request: HttpRequest, case: CaseFile, name: str) -> HttpResponse:
    """One fact: correct it, mark it wrong, or take a correction back."""
    spec = VOCABULARY[name]
    if request.method != "POST":
        return render(request, "firstcheck/correct.html", _form(case, spec))
    entry = request.POST.get("value", "")
    try:
        _take(case, spec, request.POST.get("do", "save"), entry)
    except EntryError as problem:
        words = {**_form(case, spec), "entry": entry, "problem": str(problem)}
        return render(request, "firstcheck/correct.html", words, status=422)
    return redirect(f"{reverse('check')}#fact-{name}")


def _take(case: CaseFile, spec: FactSpec, do: str, entry: str) -> None:
    if do == "wrong":
        case.answer(spec.name, None)
    elif do == "undo":
        case.forget(spec.name)
    else:
        case.answer(spec.name, understand(spec, entry))


def _form(case: CaseFile, spec: FactSpec) -> dict[str, Any]:
    documents, analysis = case.documents(), case.analysis()
    found = groups(analysis, documents, case.kept)
    row = next((row for group in found for row in group.rows if row.name == spec.name), None)
    marked = marked_pages((Group("", "", (row,)),), documents) if row else ()
    entry = _present(analysis, spec) if row and row.state != "wrong" else ""
    words = {"case": case, "step": "check", "name": spec.name, "row": row, "marked": marked[0] if marked else None}
    return words | field(spec, entry)


def _present(analysis: Analysis, spec: FactSpec) -> str:
    """What stands in the field at first: the value now, as the field takes it."""
    value = analysis.case.value(spec.name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def field(spec: FactSpec, entry: str) -> dict[str, Any]:
    """What a template needs to show the right field for a fact."""
    kind, mode = input_type(spec)
    values = ("yes", "no") if spec.kind is Kind.YES_NO else spec.choices
    names = {"yes": say("yes"), "no": say("no")}
    choices = [(value, names.get(value) or choice_label(spec.name, value)) for value in values]
    hint = say(f"hint_{spec.kind.value}") if not choices else ""
    words = {"label": label("facts", spec.name), "choices": choices, "kind": kind, "mode": mode}
    return {**words, "entry": entry, "hint": hint}


@require_GET
@with_case
def picture(request: HttpRequest, case: CaseFile, paper: int, page: int) -> HttpResponse:
    """The picture of a page (PNG)."""
    png = case.picture(paper, page) or _drawn(case, paper, page)
    response = HttpResponse(png, content_type="image/png")
    response["Content-Disposition"] = "inline"
    return response


def _drawn(case: CaseFile, paper: int, page: int) -> bytes:
    data = case.original(paper)
    if data is None:
        raise Http404
    try:
        png = render_page(data, page, _PICTURE_WIDTH)
    except Unreadable:
        raise Http404 from None
    case.keep_picture(paper, page, png)
    return png
