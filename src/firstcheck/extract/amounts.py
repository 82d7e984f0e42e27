"""Amounts of money as printed, and where they stand in a line.

Takes text; gives Decimal US dollars. What an amount is of (billed, paid, owed) is for tables and totals to say.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

_AMERICAN = r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+\.\d{2}|\.\d{2}"
_EUROPEAN = r"\d{1,3}(?:\.\d{3})+,\d{2}|\d{1,6},\d{2}"
#: An amount with its sign: $1,234.50, 1234.50, .00, (12.00), -12.00, 12.00-, 12.00CR, 1.234,50, $1318, US$ 40.
MONEY = re.compile(
    r"(?<![\w.,/#$\-])(?P<open>\()?(?P<minus>[-−–])?(?P<sign>(?:USD?\s?)?\$\s?)?(?P<minus2>[-−])?"
    rf"(?:(?P<euro>{_EUROPEAN})|(?P<plain>{_AMERICAN})|(?P<whole>(?<=\$)\d{{1,7}}|(?<=\$ )\d{{1,7}}))"
    r"(?P<tail>\)|-(?![\w])|\s?CR\b)?(?![\d%/]|[.,\-]\d|[A-Za-z])"
)
_SPOKEN = re.compile(
    r"(?<![\w.,/#$\-])(\d{1,3}(?:,\d{3})+|\d{1,7})(\.\d{2})?\s(?:US\s)?(?:dollars?|d[oó]lares|USD)\b",
    re.IGNORECASE,
)


#: Figures in which a scan read a nought or a one as a letter: 396.0O, $1,l50.OO.
_MISREAD = re.compile(r"(?:(?<![\w.,])(?=[OolI,]*\d)|(?<=\$))[\dOolI][\dOolI,]{0,9}\.[\dOolI]{2}(?!\w)")
_AS_FIGURE = str.maketrans("OolI", "0011")


class Amount(msgspec.Struct, frozen=True):
    """US dollars with their place in the text they were found in."""

    value: Decimal
    start: int
    end: int


def amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Every amount printed between two offsets, in order. Bare whole numbers are amounts only behind a dollar sign."""
    figures = _figures(text)
    for found in MONEY.finditer(figures, start, len(text) if end is None else end):
        value = _value(found)
        if value is not None:
            yield Amount(value, *found.span())


def spoken(text: str) -> Iterator[Amount]:
    """Amounts written with the word: `1,318 dollars`."""
    for found in _SPOKEN.finditer(text):
        whole, cents = found[1].replace(",", ""), found[2] or ".00"
        yield Amount(Decimal(whole + cents), *found.span())


def parse_money(text: str) -> Decimal | None:
    """The one amount that `text` is, None when it is anything else."""
    found = MONEY.fullmatch(_figures(text.strip()))
    return _value(found) if found else None


def _figures(text: str) -> str:
    """The text with letters inside amounts read as the figures they are; of the same length."""
    return _MISREAD.sub(lambda amount: amount[0].translate(_AS_FIGURE), text) if "." in text else text


def _value(found: re.Match[str]) -> Decimal | None:
    digits = found["euro"]
    if digits is not None:
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = (found["plain"] or found["whole"]).replace(",", "")
        # a list of whole numbers ("1,234" page counts) is money only with a sign or with cents
        if "." not in digits and found["sign"] is None:
            return None
    value = Decimal(digits).quantize(Decimal("0.01"))
    tail = (found["tail"] or "").strip()
    bracketed = found["open"] is not None and tail == ")"
    if (found["open"] is not None) != (tail == ")"):
        return value
    return -value if bracketed or tail in ("-", "CR") or found["minus"] or found["minus2"] else value
