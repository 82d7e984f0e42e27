"""The language of a request: English, or the one named by the first step of the address (`/es/...`).

Takes a request; gives the language to whoever words a page, and keeps the prefix in every address that is made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.urls import set_script_prefix

ENGLISH = "en"
#: Language codes and their own names, in the order in which they are offered.
LANGUAGES = {"en": "English", "es": "Español"}
_current: ContextVar[str] = ContextVar("language", default=ENGLISH)


def current() -> str:
    """The language of the page that is being made."""
    return _current.get()


def prefix(language: str) -> str:
    """What stands before an address in a language."""
    return "" if language == ENGLISH else f"/{language}"


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Words and addresses of a language, for as long as the block lasts."""
    token = _current.set(language)
    set_script_prefix(f"{prefix(language)}/")
    try:
        yield
    finally:
        _current.reset(token)
        set_script_prefix(f"{prefix(_current.get())}/")


class Languages:
    """Takes the language off the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response in the language of the address."""
        first, _, rest = request.path_info.lstrip("/").partition("/")
        language = first if first in LANGUAGES and first != ENGLISH else ENGLISH
        if language != ENGLISH:
            request.path_info = f"/{rest}"
        with spoken(language):
            response = self._get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
