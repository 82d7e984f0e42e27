"""`{% say "key" %}` and the ways dates and money are written."""

from datetime import date
from decimal import Decimal

from django import template

from firstcheck.plan.wording import say_date, say_money
from firstcheck.site.analyzer import edition_words, wording

register = template.Library()
register.filter("tongue", edition_words.tongue)
register.simple_tag(wording.say, name="say")
register.simple_tag(wording.label, name="label")


@register.filter
def day(value: date | None) -> str:
    """A date as people read it, with its weekday."""
    return say_date(value) if value else ""


@register.filter
def money(value: Decimal | None) -> str:
    """An amount in US dollars; nothing where the paper prints none."""
    return say_money(value) if value is not None else ""
