"""The answer, on a page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from firstcheck.analyze import Analysis
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.access import with_case
from firstcheck.site.analyzer.casefile import NOTE, CaseFile
from firstcheck.site.analyzer.edition_words import in_page_language
from firstcheck.site.analyzer.facts_page import shown
from firstcheck.site.analyzer.wording import label


@require_GET
@with_case
def answer(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """The answer as a page."""
    analysis = case.analysis()
    page, plan, partly = in_page_language(analysis)
    words = {"case": case, "step": "answer", "plan": plan, "page": page, "partly_english": partly}
    words["said"] = _said(case, analysis)
    return render(request, "firstcheck/answer.html", words)


def _said(case: CaseFile, analysis: Analysis) -> list[tuple[str, str, str, bool]]:
    """What the person answered: name, label, value, and whether it was a question."""
    given = []
    known = {fact.name: fact.value for fact in analysis.case.facts if fact.line is None}
    for name, value in case.kept.answers.items():
        if name != NOTE and value is not None:
            text = shown(name, known[name]) if name in known else value
            given.append((name, label("facts", name), text, name in knowledge().questions))
    return given


@require_GET
@with_case
def download(request: HttpRequest, case: CaseFile) -> HttpResponse:
    """The analysis in the form of the contract."""
    response = HttpResponse(case.analysis().to_json(), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="firstcheck.json"'
    return response
