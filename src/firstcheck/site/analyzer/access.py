"""Views that need a case: without one they say that the hour is over."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from firstcheck.site.analyzer.casefile import COOKIE, CaseFile, open_case
from firstcheck.site.analyzer.refusals import hour_over

_P = ParamSpec("_P")
_View = Callable[Concatenate[HttpRequest, CaseFile, _P], HttpResponse]


def with_case(view: _View[_P]) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """Open the case of the request. Who never had one is sent to the first page."""

    @wraps(view)
    def opened(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        case = open_case(request)
        if case is None:
            return hour_over(request) if request.COOKIES.get(COOKIE) else redirect("home")
        return view(request, case, *args, **kwargs)

    return opened
