"""Guide pages answered before Django: a drawn page is bytes and a few headers, the same for everyone.

Takes a WSGI application; gives one that answers what it can by itself and hands everything else on.
"""

from collections.abc import Callable, Iterable
from typing import Any

from firstcheck.site.shields import HEADERS, POLITE

_Start = Callable[..., Any]
_App = Callable[[dict[str, Any], _Start], Iterable[bytes]]


class QuickGuide:
    """The guide in front of the site. Not used while phones are let in: then each request is looked at."""

    def __init__(self, site: _App, *, public: bool) -> None:
        self._site = site
        robots = ("X-Robots-Tag", "all" if public else HEADERS["X-Robots-Tag"])
        fixed = [(name, value) for name, value in HEADERS.items() if name != "X-Robots-Tag"]
        self._headers = [*fixed, robots, ("Cache-Control", POLITE), ("Vary", "Accept-Encoding")]

    def __call__(self, environ: dict[str, Any], start: _Start) -> Iterable[bytes]:
        """Answer, or hand on."""
        place: str = environ.get("PATH_INFO", "")
        language = "es" if place.startswith("/es/guide/") else "en"
        path = place[3:] if language == "es" else place
        plain = environ["REQUEST_METHOD"] == "GET" and environ.get("wsgi.url_scheme") == "http"
        if not plain or not path.startswith("/guide/"):
            return self._site(environ, start)
        try:
            from firstcheck.site.guide.shelf import drawn

            page = drawn(path, language)
        except KeyError:
            return self._site(environ, start)
        tag = f'"{page.tag}"'
        about = [*self._headers, ("ETag", tag), ("Content-Language", language)]
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", about)
            return []
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        body = page.packed if packed else page.plain
        about += [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        start("200 OK", [*about, ("Content-Encoding", "gzip")] if packed else about)
        return [body]
