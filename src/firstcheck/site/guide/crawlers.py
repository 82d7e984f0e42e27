"""What programs that visit a site ask for: map, rules, feed, and a plain list of pages."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from firstcheck.site.analyzer.wording import say
from firstcheck.site.guide.page import Page
from firstcheck.site.guide.shelf import shelf, updated
from firstcheck.site.language import ENGLISH, LANGUAGES, prefix, spoken
from firstcheck.site.owner import owner

#: Pages of one person's case are nobody's to index.
_PRIVATE = (
    "/check/",
    "/questions/",
    "/answer/",
    "/paper/",
    "/start/",
    "/review/",
    "/phone/",
    "/search/",
    "/studio/",
    "/delete/",
)
_NEWEST = 60
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _indexed(language: str) -> Iterator[Page]:
    """The pages that crawlers are asked to keep: in another language only what is translated."""
    return (page for page in shelf(language).values() if page.indexed and not page.english)


def sitemap() -> str:
    """The map, with the day of the last change where it is known."""
    return _HEAD + (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(_entry(page, language) for language in LANGUAGES for page in _indexed(language))
        + "</urlset>\n"
    )


def _entry(page: Page, language: str) -> str:
    day = updated(page.path)
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    others = "".join(_alternate(page.path, code) for code in LANGUAGES if not shelf(code)[page.path].english)
    return f"<url><loc>{escape(_address(page.path, language))}</loc>{changed}{others}</url>\n"


def _alternate(path: str, language: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(_address(path, language))}/>'


def _address(path: str, language: str = ENGLISH) -> str:
    return owner().address + prefix(language) + path


def robots() -> str:
    """The rules: the guide is open where the site is a public one."""
    if not owner().public:
        return "User-agent: *\nDisallow: /\n"
    closed = "".join(f"Disallow: {prefix(code)}{path}\n" for code in LANGUAGES for path in _PRIVATE)
    return f"User-agent: *\n{closed}Allow: /\n\nSitemap: {_address('/sitemap.xml')}\n"


def feed() -> str:
    """The pages that changed last, as Atom."""
    days = [(day, page) for page in _indexed(ENGLISH) if (day := updated(page.path))]
    days.sort(key=lambda entry: (entry[0], entry[1].path), reverse=True)
    newest = days[0][0] if days else "2026-01-01"
    entries = "".join(_changed(day, page) for day, page in days[:_NEWEST])
    with spoken(ENGLISH):
        title = escape(f"{say('brand')}: {say('guide_changes_title')}")
    here = _address("/guide/changes.xml") or "/guide/changes.xml"
    return _HEAD + (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><id>{escape(here)}</id>'
        f'<link rel="self" href={quoteattr(here)}/><updated>{newest}T00:00:00Z</updated>'
        f"<author><name>{escape(owner().name or 'firstcheck')}</name></author>\n{entries}</feed>\n"
    )


def _changed(day: str, page: Page) -> str:
    address = _address(page.path)
    return (
        f"<entry><title>{escape(page.title)}</title><id>{escape(address)}</id><link href={quoteattr(address)}/>"
        f"<updated>{day}T00:00:00Z</updated><summary>{escape(page.description)}</summary></entry>\n"
    )


def llms() -> str:
    """The guide as a list in Markdown: titles, addresses, one line each."""
    lines = [f"# {say('brand')}", "", f"> {say('guide_lead')}", "", say("guide_not"), ""]
    for kind, head in (("scenario", "guide_title"), ("family", "guide_start_families"), ("right", "guide_plans_title")):
        lines += [f"## {say(head)}", ""]
        lines += [f"- [{p.title}]({_address(p.path)}): {p.description}" for p in _indexed(ENGLISH) if p.kind == kind]
        lines.append("")
    lines += [f"## {say('guide_start_more')}", ""]
    rest = {"codes", "list", "evidence", "words", "sources", "how", "methods", "pricing", "changes"}
    lines += [f"- [{p.title}]({_address(p.path)}): {p.description}" for p in _indexed(ENGLISH) if p.kind in rest]
    return "\n".join(lines) + "\n"
