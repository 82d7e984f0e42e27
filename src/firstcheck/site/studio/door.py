"""The door of the Studio: shut unless this process opened it, and then for one browser on this computer alone.

Opening gives a number that works once; who used it carries a key. Both live in memory and end with the process.
"""

import secrets
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from firstcheck.site.phone import from_here
from firstcheck.site.studio.drafts import knowledge_folder

COOKIE = "firstcheck-studio"
#: Hosts and names of this computer as seen from itself.
HERE = ("127.0.0.1", "localhost", "::1")
_NUMBER_SECONDS, _KEY_SECONDS = 600, 8 * 3600
#: What a program between a browser and this one adds: the request may come from anywhere.
_PASSED_ON = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
_lock = threading.Lock()
_numbers: dict[str, float] = {}
_keys: dict[str, float] = {}
_opened = threading.Event()

_P = ParamSpec("_P")


def open_door() -> str:
    """Open the Studio; gives the number of the one-time link. Raises Refused where there are no files to write."""
    knowledge_folder()
    number = secrets.token_urlsafe(24)
    with _lock:
        _numbers.clear()
        _numbers[number] = time.monotonic() + _NUMBER_SECONDS
        _opened.set()
    return number


def shut() -> None:
    """Shut it: no number and no key works any more."""
    with _lock:
        _opened.clear()
        _numbers.clear()
        _keys.clear()


def use(number: str) -> str | None:
    """Use the number up; gives the key of the browser, None where the number does not work (any more)."""
    now = time.monotonic()
    with _lock:
        if _numbers.pop(number, 0.0) <= now:
            return None
        key = secrets.token_urlsafe(32)
        _keys[key] = now + _KEY_SECONDS
    return key


def reachable(request: HttpRequest) -> bool:
    """Whether the Studio is open and the request was made on this computer, to this computer, by nobody in between."""
    name = urlsplit(f"//{request.get_host()}").hostname
    passed_on = any(header in request.META for header in _PASSED_ON)
    return _opened.is_set() and from_here(request) and name in HERE and not passed_on


def editors_only(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """For everyone else there is no such page; on this computer the page says that it needs the link."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        if not reachable(request):
            raise Http404
        with _lock:
            known = _keys.get(request.COOKIES.get(COOKIE, ""), 0.0) > time.monotonic()
        if not known:
            return render(request, "studio/closed.html", status=403)
        return view(request, *args, **kwargs)

    return guarded
