"""What stands around every answer of the site: strict headers, and what lets form tokens work without a referrer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}
#: A guide page may be kept for so long; its tag makes asking again cheap.
POLITE = "public, max-age=300"


class ResponseHeaders:
    """Adds the headers to every response, errors and static files too. Only static files may be kept by a browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response of the inner layers, with its headers."""
        response = self._get_response(request)
        for name, value in HEADERS.items():
            if not (name == "X-Robots-Tag" and name in response.headers):
                response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response


class WithheldOrigin:
    """Lets Django's form token check work for pages that send no referrer.

    Under `Referrer-Policy: no-referrer` browsers send `Origin: null` with every form (Fetch standard, "append a request
    Origin header"), which Django takes for a foreign site. The browser's own Sec-Fetch-Site tells the two apart; where
    a browser does not send it, the token alone decides, as for browsers without Origin.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response to the request, its own origin written where the browser withheld it."""
        own = request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
        if own and request.META.get("HTTP_ORIGIN") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return self._get_response(request)
