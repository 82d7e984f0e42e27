"""Values of X12 elements: exact money, dates and names. Each is None where the element holds no such value.

The same few amounts and dates come thousands of times, so readings are kept, up to a bound.
"""

import re
from datetime import date
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(?:\d{1,18}(?:\.\d{0,8})?|\.\d{1,8})\Z")
_MOST_KEPT = 50_000
_money: dict[str, Decimal | None] = {}
_dates: dict[str, date | None] = {}


def money(text: str) -> Decimal | None:
    """An amount exactly as printed; None for an empty or other element."""
    try:
        return _money[text]
    except KeyError:
        value = Decimal(text) if _NUMBER.match(text) else None
        if len(_money) > _MOST_KEPT:
            _money.clear()
        _money[text] = value
        return value


def day(text: str) -> date | None:
    """CCYYMMDD, the first day of a range too; None for anything else."""
    try:
        return _dates[text]
    except KeyError:
        value = _day(text)
        if len(_dates) > _MOST_KEPT:
            _dates.clear()
        _dates[text] = value
        return value


def _day(text: str) -> date | None:
    if len(text) < 8 or not text[:8].isascii() or not text[:8].isdigit() or (len(text) > 8 and text[8] != "-"):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def name(text: str) -> str | None:
    """Text that was split byte by byte, in its own encoding again: UTF-8, else as it stands."""
    text = text.strip()
    if text and not text.isascii():
        try:
            return text.encode("latin-1").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text
    return text or None
