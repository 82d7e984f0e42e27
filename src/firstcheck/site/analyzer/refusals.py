"""Pages for what cannot be done: one plain sentence each, and where to go on. They show nothing of the request."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstcheck.site.analyzer.casefile import COOKIE
from firstcheck.site.analyzer.wording import say


def refusal(request: HttpRequest, status: int, key: str) -> HttpResponse:
    """The page for `key`: `error_<key>_title` and `error_<key>_text` of the page words."""
    words = {"title": say(f"error_{key}_title"), "text": say(f"error_{key}_text")}
    return render(request, "firstcheck/refusal.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where it was too much at once."""
    if isinstance(exception, (RequestDataTooBig, TooManyFilesSent, TooManyFieldsSent)):
        return refusal(request, 413, "too_large")
    return refusal(request, 400, "bad_request")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403"""
    return refusal(request, 403, "form_expired")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token."""
    return refusal(request, 403, "form_expired")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404"""
    return refusal(request, 404, "not_found")


def broken(request: HttpRequest) -> HttpResponse:
    """500"""
    return refusal(request, 500, "broken")


def hour_over(request: HttpRequest) -> HttpResponse:
    """410 where a page needs papers and there are none any more."""
    response = refusal(request, 410, "hour_over")
    response.delete_cookie(COOKIE)
    return response
