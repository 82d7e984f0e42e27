"""Dates, money and lists as a letter says them, in English and in Spanish."""

from datetime import date
from decimal import Decimal

from firstcheck.documents.printable import one_line
from firstcheck.facts.fact import FactValue
from firstcheck.plan.wording import MONTHS


def spoken_date(day: date, language: str = "en") -> str:
    """October 14, 2026 / 14 de octubre de 2026"""
    month = MONTHS[language][day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{month} {day.day}, {day.year}"


def spoken_money(amount: Decimal) -> str:
    """$1,234.50, the same in both languages: it is what the plan's paper shows."""
    return f"${amount:,.2f}"


def spoken(value: FactValue, language: str = "en") -> str:
    """A fact's value as a letter says it; a yes or no is said by the sentence around it, not here."""
    if isinstance(value, date):
        return spoken_date(value, language)
    if isinstance(value, Decimal):
        return spoken_money(value)
    if isinstance(value, tuple):
        return ", ".join(one_line(item) for item in value)
    return one_line(str(value))
