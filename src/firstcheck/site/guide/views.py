"""The guide in the browser: pages drawn once, search, downloads, and what crawlers ask for. No cookies here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from firstcheck.site.guide import crawlers
from firstcheck.site.guide.kinds.house import foot_links
from firstcheck.site.guide.page import Page
from firstcheck.site.guide.search import find
from firstcheck.site.guide.shelf import drawn, shelf
from firstcheck.site.guide.texts import download_text
from firstcheck.site.language import LANGUAGES, current, prefix
from firstcheck.site.owner import owner
from firstcheck.site.shields import POLITE

_MOST_CHARACTERS = 120


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page of the guide, by its address."""
    try:
        found = drawn(f"/guide/{path}", current())
    except KeyError:
        raise Http404 from None
    tag = quote_etag(found.tag)
    if tag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        return _kept(HttpResponse(status=304), tag)
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        response = HttpResponse(found.packed)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(found.plain)
    return _kept(response, tag)


def _kept(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Vary"] = "Accept-Encoding"
    return _welcome(response)


def _welcome(response: HttpResponse) -> HttpResponse:
    """May be kept by browsers; and by crawlers, where the site is a public one."""
    response["Cache-Control"] = POLITE
    if owner().public:
        response["X-Robots-Tag"] = "all"
    return response


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for the words of `q`. Nothing of it is kept."""
    query = " ".join(request.GET.get("q", "")[:_MOST_CHARACTERS].split())
    found = find(query, current())
    about = Page("/search/", "search", "", "", indexed=False)
    words = {"query": query, "hits": found.hits, "instead": found.instead, **frame(about, "search_title")}
    return render(request, "guide/search.html", words)


def frame(page: Page, title: str) -> dict[str, object]:
    """What the frame of a page needs that is not one of the shelf."""
    from firstcheck.site.analyzer.wording import say

    named = Page(page.path, page.kind, say(title), say(title), indexed=page.indexed)
    languages = [(code, name, prefix(code) + page.path) for code, name in LANGUAGES.items()]
    canonical = owner().address + prefix(current()) + page.path
    words = {"page": named, "language": current(), "languages": languages, "owner": owner(), "canonical": canonical}
    return {**words, "foot": foot_links(), "markup": "{}", "words": {}}


@require_safe
def blank(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """A checklist or a letter as a text file."""
    try:
        text = download_text(shelf(current())[f"/guide/{kind}/{name}/"])
    except KeyError:
        raise Http404 from None
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.txt"'
    return _welcome(response)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that crawlers may keep, in every language."""
    return _welcome(HttpResponse(crawlers.sitemap(), content_type="application/xml; charset=utf-8"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may visit."""
    return _welcome(HttpResponse(crawlers.robots(), content_type="text/plain; charset=utf-8"))


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The feed of changes."""
    return _welcome(HttpResponse(crawlers.feed(), content_type="application/atom+xml; charset=utf-8"))


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The guide as a plain list, for programs that read."""
    return _welcome(HttpResponse(crawlers.llms(), content_type="text/plain; charset=utf-8"))


@require_safe
def without_slash(request: HttpRequest, path: str) -> HttpResponse:
    """An address of the guide without its last slash."""
    return redirect(f"{prefix(current())}/guide/{path}/", permanent=True)
