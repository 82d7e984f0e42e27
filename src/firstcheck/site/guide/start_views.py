"""From a guide page into the analyzer: the answers given on the page go along, locked in the case of the browser."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from firstcheck.facts.vocabulary import VOCABULARY
from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.casefile import CaseFile, hand_over, new_case, open_case
from firstcheck.site.analyzer.entries import EntryError, understand
from firstcheck.site.guide.book import path
from firstcheck.site.language import current, prefix

_OWN = ("same-origin", "none", "")


@csrf_exempt  # guide pages carry no token, since they set no cookie; the browser's own word on the origin is asked for
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Keep the answers; go to the page of the letter that was chosen, or to the analyzer."""
    if request.META.get("HTTP_SEC_FETCH_SITE", "") not in _OWN:
        return HttpResponseForbidden()
    case = open_case(request) or new_case()
    for name, value in _answers(request):
        case.answer(name, value)
    which = request.POST.get("which", "")
    page = request.POST.get("page", "")
    if page in knowledge().scenarios:
        case.change(page=which if which in knowledge().scenarios else page)
    return hand_over(request, redirect(_next(which, case)), case)


def _answers(request: HttpRequest) -> list[tuple[str, str]]:
    """The answers of the form that are answers; `I don't know` is none."""
    found = []
    for name in knowledge().questions:
        entry = request.POST.get(name, "")
        if entry and entry != "unknown":
            try:
                found.append((name, understand(VOCABULARY[name], entry)))
            except EntryError:
                continue
    return found


def _next(which: str, case: CaseFile) -> str:
    if which in knowledge().scenarios:
        return prefix(current()) + path("denials", which)
    return f"{prefix(current())}/" + ("check/" if case.kept.papers else "")
