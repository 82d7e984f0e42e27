"""What search engines are told of a page in their own vocabulary (schema.org, JSON-LD). Nothing that is not visible."""

import json
from typing import Any

from firstcheck.site.guide.page import Page
from firstcheck.site.language import prefix
from firstcheck.site.owner import owner


def script(page: Page, language: str, day: str | None) -> str:
    """The JSON of a page, safe inside a script element."""
    graph = [_page(page, language, day), _crumbs(page, language)]
    if page.marked_up.get("faq"):
        graph.append(_questions(page))
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _address(path: str, language: str) -> str:
    return owner().address + prefix(language) + path


def _page(page: Page, language: str, day: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": page.marked_up.get("@type", "WebPage"),
        "name": page.marked_up.get("name", page.title),
        "description": page.description,
        "url": _address(page.path, language),
    }
    if told["@type"] in ("Article", "MedicalWebPage", "WebPage", "CollectionPage"):
        told["inLanguage"] = "en" if page.english else language
        told["isAccessibleForFree"] = True
        told |= {"dateModified": day} if day else {}
    if told["@type"] == "Article":
        told["headline"] = page.title[:110]
    told |= _review(page) if told["@type"] == "MedicalWebPage" else {}
    if page.marked_up.get("termCode"):
        told["termCode"] = page.marked_up["termCode"]
        told["inDefinedTermSet"] = _address("/guide/codes/", language)
    terms = page.marked_up.get("terms", ())
    if terms:
        told["hasDefinedTerm"] = [{"@type": "DefinedTerm", "name": n, "description": d} for n, d in terms]
    sources = page.marked_up.get("citation", ())
    if sources:
        told["citation"] = [source.citation for source in sources]
    return told


def _review(page: Page) -> dict[str, Any]:
    """Who reviewed the page and when: only where the owner names a person."""
    review = owner().review_of(page.path)
    if review is None:
        return {}
    return {"lastReviewed": review.day, "reviewedBy": {"@type": "Person", "name": review.name}}


def _crumbs(page: Page, language: str) -> dict[str, Any]:
    steps = [*((link.title, link.path) for link in page.crumbs), (page.title, page.path)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": _address(path, language)}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _questions(page: Page) -> dict[str, Any]:
    asked = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in page.marked_up["faq"]
    ]
    return {"@type": "FAQPage", "mainEntity": asked}
