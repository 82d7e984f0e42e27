"""`{% say "key" %}` and the ways dates and money are written."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import mark_safe

from firstcheck.knowledge.letters import LetterText
from firstcheck.plan.wording import say_date, say_money, short_day
from firstcheck.site.analyzer import edition_words, wording
from firstcheck.site.language import ENGLISH, current

register = template.Library()
register.filter("tongue", edition_words.tongue)
register.simple_tag(wording.say, name="say")
register.simple_tag(wording.label, name="label")


@register.filter
def day(value: date | None) -> str:
    """A date as people read it, with its weekday."""
    return say_date(value, current()) if value else ""


@register.filter
def leaf(value: date) -> tuple[str, str]:
    """Month and weekday of a calendar leaf."""
    return short_day(value, current())


@register.filter
def money(value: Decimal | None) -> str:
    """An amount in US dollars; nothing where the paper prints none."""
    return say_money(value) if value is not None else ""


@register.simple_tag
def english() -> str:
    """The attribute of what is in English on a page of another language; nothing on an English page."""
    return mark_safe(' lang="en"') if current() != ENGLISH else ""


@register.simple_tag
def titled(letter: LetterText) -> str:
    """The title of a letter in the language of the page."""
    return letter.title_es if current() == "es" and letter.title_es else letter.title
