"""What stands in a text that must have an origin: quotations, law, dates, amounts, and every other figure.

Takes plain text; gives what it holds, each with its place, and the text with those places blanked so that nothing is
counted twice.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from firstcheck.plan.wording import MONTHS

QUOTED = re.compile(r"[“\"]([^“”\"]{2,}?)[”\"]")
BLANK = re.compile(r"\[[^\[\]]{1,300}\]")
#: Citations of codes, statutes and cases, in the forms they take in letters.
_LAW = re.compile(
    r"\b\d+\s+(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|Del\. C\.|F\.\d?d|U\.S\.|Stat\.|Fed\. Reg\.)\s*(?:§+\s*)?"
    r"[\w.\-]+(?:\([\w\-]+\))*(?:(?:,\s*|\s*-\s*)\([\w]+\)(?:\([\w\-]+\))*)*"
    r"|(?:§+|\b[Ss]ections?|\b[Ss]ec\.)\s*\d[\w.\-]*(?:\([\w\-]+\))*"
    r"|\b(?:[A-Z][a-z]*\.?\s+){0,3}(?:Code|Stat\.|Rev\. Stat\.|Ins\. Code|Ann\.)\s*(?:§+\s*)?\d[\w.\-:]*"
    r"(?:\([\w\-]+\))*"
    r"(?:, \d[\w.\-:]*)*"
    r"|\b(?:ORC|ORS|KRS|HRS|MCL|WAC|RCW|N\.C\.G\.S\.|C\.R\.S\.|HSC|Pub\. L\.|Public Law)\s*(?:No\.\s*)?\d[\w.\-:]*"
    r"(?:\([\w\-]+\))*"
)
#: Names of laws: an Act, or one of the short names by which people call them.
_ACT = re.compile(
    r"\b(?:[A-Z][\w’'&-]*\s+(?:(?:and|of|for|the|in)\s+)?){1,8}Act\b(?:\s+of\s+\d{4})?"
    r"|\b(?:ERISA|HIPAA|EMTALA|COBRA|FDCPA|FCRA|RICO|Medicaid Act|Constitution(?! Ave))\b"
    r"|\b[Ll]ey (?:de|contra|sobre)\s+[A-ZÁÉÍÓÚ]\w+(?:\s+\w+){0,4}"
)
_MONTH = "|".join((*MONTHS["en"], *MONTHS["es"], *(month[:3] + r"\.?" for month in MONTHS["en"])))
_DATE = re.compile(
    rf"\b(?P<mon>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b"
    rf"|\b(?P<d2>\d{{1,2}})\s+(?:de\s+)?(?P<mon2>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y2>\d{{4}})\b"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d{1,2})-(?P<d3>\d{1,2})\b"
    r"|\b(?P<m4>\d{1,2})[/.-](?P<d4>\d{1,2})[/.-](?P<y4>\d{4}|\d{2})\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\$\s?(\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d{1,2})?)\s?(?:dollars|USD|d[oó]lares)\b", re.IGNORECASE
)
_RUN = re.compile(r"[^\s()“”\"]+")
_DIGIT = re.compile(r"\d")


class Found(msgspec.Struct, frozen=True):
    """What a text holds that has to be accounted for. A date that is no day of the calendar has the value None."""

    quotes: tuple[str, ...]
    laws: tuple[str, ...]
    acts: tuple[str, ...]
    dates: tuple[tuple[str, date | None], ...]
    amounts: tuple[tuple[str, Decimal], ...]
    rest: str


def find(text: str) -> Found:
    """Everything in order of its kind; `rest` is the text without any of it."""
    quotes, text = _taken(QUOTED, text)
    _, text = _taken(BLANK, text)
    laws, text = _taken(_LAW, text)
    acts, text = _taken(_ACT, text)
    dates = tuple((place[0], _day(place)) for place in _DATE.finditer(text))
    _, text = _taken(_DATE, text)
    amounts = tuple((place[0], Decimal((place[1] or place[2]).replace(",", ""))) for place in _MONEY.finditer(text))
    _, text = _taken(_MONEY, text)
    return Found(quotes, laws, acts, dates, amounts, text)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, ...], str]:
    """What the pattern finds, and the text with spaces in its place."""
    found = tuple(match[1] if pattern.groups == 1 and match[1] else match[0] for match in pattern.finditer(text))
    return found, pattern.sub(lambda match: " " * len(match[0]), text)


def _day(place: re.Match[str]) -> date | None:
    named = place["mon"] or place["mon2"]
    year = int(place["y"] or place["y2"] or place["y3"] or place["y4"])
    month = _month(named) if named else int(place["m3"] or place["m4"])
    day = int(place["d"] or place["d2"] or place["d3"] or place["d4"])
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    for months in MONTHS.values():
        for number, month in enumerate(months, 1):
            if month.lower().startswith(name.lower().rstrip(".")):
                return number
    return 0


def figures(text: str) -> Iterator[str]:
    """Every run of characters with a digit in it, without the stops around it."""
    for match in _RUN.finditer(text):
        if _DIGIT.search(match[0]):
            yield match[0].strip(".,;:!?¿¡'’‘")
