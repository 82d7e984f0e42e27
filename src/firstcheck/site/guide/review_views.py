"""Asking for a review: a form, one sealed request, one reference. Payments are no part of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.casefile import open_case
from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide import requests
from firstcheck.site.guide.page import Page
from firstcheck.site.guide.views import frame
from firstcheck.site.language import current
from firstcheck.site.owner import levels

_MOST = {"name": 120, "contact": 200, "about": 2000}


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """The form, or the reference of the request that was kept. Only where the owner offers a review."""
    offered = [level for level in levels() if level.review]
    if not offered:
        raise Http404
    words = {**frame(Page("/review/", "review", "", "", indexed=False), "review_title"), "levels": offered}
    if request.method != "POST":
        return render(request, "guide/review.html", words)
    given = {name: request.POST.get(name, "").strip() for name in ("level", *_MOST)}
    problems = _problems(request, given, {level.id for level in offered})
    if not problems:
        try:
            reference = _keep(request, given)
        except requests.RequestsError:
            problems = {"": say("review_full")}
        else:
            return render(request, "guide/review_done.html", {**words, "reference": reference})
    words |= {"given": given, "problems": problems}
    return render(request, "guide/review.html", words, status=422)


def _problems(request: HttpRequest, given: dict[str, str], offered: set[str]) -> dict[str, str]:
    found = {name: say("review_too_long") for name, most in _MOST.items() if len(given[name]) > most}
    if given["level"] not in offered:
        found["level"] = say("review_need_level")
    if not given["contact"]:
        found["contact"] = say("review_need_contact")
    if "agree" not in request.POST:
        found["agree"] = say("review_need_agree")
    return found


def _keep(request: HttpRequest, given: dict[str, str]) -> str:
    case = open_case(request)
    page = case.kept.page if case is not None and case.kept.page in knowledge().scenarios else ""
    reference = requests.new_reference()
    requests.keep(requests.Request(reference, date.today(), **given, page=page, language=current()))
    return reference
