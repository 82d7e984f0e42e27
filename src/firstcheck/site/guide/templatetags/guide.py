"""`{% at path %}`: an address in the language of the page; names of routes and of how often something is put right."""

from django import template

from firstcheck.knowledge.load import knowledge
from firstcheck.site.analyzer.wording import label, say
from firstcheck.site.guide.standing import as_files
from firstcheck.site.language import LANGUAGES, current, prefix
from firstcheck.site.owner import owner

register = template.Library()


@register.simple_tag
def at(path: str) -> str:
    """The address of a page of this site, in the language of the page being made."""
    return prefix(current()) + path


@register.simple_tag
def analyzer() -> str:
    """The address of the analyzer: this site's first page; for files the owner's, or how it works."""
    if as_files():
        return owner().analyzer or f"{prefix(current())}/guide/how/"
    return f"{prefix(current())}/"


@register.simple_tag
def route(name: str) -> str:
    """The name of a route for people."""
    if current() != "en":
        return label("routes", name)
    known = knowledge().routes.get(name)
    return known.name if known is not None else label("routes", name)


@register.simple_tag
def level(name: str) -> str:
    """How often something is put right, in one word."""
    return say(f"guide_level_{name}")


@register.simple_tag
def language() -> str:
    """The code of the language of the page being made."""
    return current()


@register.simple_tag
def languages() -> list[tuple[str, str, str]]:
    """Code, own name and first page of every language."""
    return [(code, name, f"{prefix(code)}/") for code, name in LANGUAGES.items()]
