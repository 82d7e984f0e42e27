"""Days and money as people say them, and places in knowledge sentences filled: {payer}, {appeal_by} ...

Takes a case and its decision; gives sentences. A value we lack is said plainly.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from firstcheck.decide.decision import Deadline, Determination
from firstcheck.facts.at_stake import amount_owed
from firstcheck.facts.case import Case
from firstcheck.knowledge.model import Knowledge

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
#: The months by language, January first.
MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_SPANISH_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_APPEALS = ("internal_appeal", "reconsideration", "redetermination", "fair_hearing")
_REVIEWS = ("external_review", "opm_review", "reconsideration", "fair_hearing", "alj_hearing")


def say_date(day: date, language: str = "en") -> str:
    """A date as people read it in the United States: Fri March 19, 2027; viernes 19 de marzo de 2027."""
    if language == "es":
        return f"{_SPANISH_DAYS[day.weekday()]} {day.day} de {MONTHS['es'][day.month - 1]} de {day.year}"
    return f"{day:%a} {day:%B} {day.day}, {day.year}"


def short_day(day: date, language: str = "en") -> tuple[str, str]:
    """The month and the weekday in three letters, as a calendar leaf has them."""
    weekday = _SPANISH_DAYS[day.weekday()] if language == "es" else f"{day:%a}"
    return MONTHS[language][day.month - 1][:3], weekday[:3]


def say_days(text: str, language: str = "en") -> str:
    """A sentence with its ISO days as people say them."""
    return _ISO_DAY.sub(lambda iso: say_date(date.fromisoformat(iso[0]), language), text)


def say_money(amount: Decimal) -> str:
    """$1,234.50"""
    return f"${amount:,.2f}"


class Wording:
    """Fills sentences for one determination."""

    def __init__(self, case: Case, determination: Determination, knowledge: Knowledge) -> None:
        self._case = case
        self._deadlines = determination.deadlines
        self._texts = knowledge.pages["answer"]
        self._language = knowledge.language
        self._claim = determination.claim_number
        self._lines = determination.lines

    def filled(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Every sentence filled."""
        return tuple(self.fill(sentence) for sentence in sentences)

    def fill(self, sentence: str) -> str:
        """The sentence with its places filled; its first letter stays a capital."""
        full = _PLACE.sub(lambda place: self._say(place[1]), sentence)
        return full[:1].upper() + full[1:]

    def _say(self, name: str) -> str:
        if name == "appeal_by":
            return self._day(_APPEALS) or self._texts["missing_appeal_by"]
        if name == "review_by":
            return self._day(_REVIEWS) or self._texts["missing_review_by"]
        if name == "reopen_by":
            return self._day(("peer_to_peer_or_reopening",)) or self._texts["missing_reopen_by"]
        if name == "premium_by":
            return self._day(("premium_grace_end",)) or self._texts["missing_premium_by"]
        if name == "keep_by":
            return self._day(("continuation_of_benefits",)) or self._texts["missing_keep_by"]
        value = self._value(name)
        return value if value is not None else self._texts.get(f"missing_{name}", "")

    def _value(self, name: str) -> str | None:
        if name == "claim":
            number = self._claim or self._case.value("claim_number")
            return f"{self._texts['word_claim']} {number}" if number else None
        if name == "provider":
            names = ("billing_provider", "supplier", "facility", "rendering_provider")
            return next((str(v) for v in map(self._case.value, names) if v), None)
        if name == "amount":
            owed = amount_owed(self._case, self._lines)
            return say_money(owed) if owed else None
        if name == "expedited_phone":
            return _text(self._case.value("expedited_appeal_phone"))
        if name == "authorization":
            return _text(self._case.value("authorization_number"))
        value = self._case.value(name)
        if isinstance(value, Decimal):
            return say_money(value)
        return say_date(value, self._language) if isinstance(value, date) else _text(value)

    def _day(self, kinds: tuple[str, ...]) -> str | None:
        usable: list[Deadline] = [d for d in self._deadlines if d.kind in kinds and d.safe and not d.expired]
        soonest = min((d.safe for d in usable if d.safe), default=None)
        return say_date(soonest, self._language) if soonest else None


def _text(value: object) -> str | None:
    return str(value) if value else None
