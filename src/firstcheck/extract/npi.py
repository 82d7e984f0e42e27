"""National provider identifiers: ten figures, the last a check figure (Luhn over 80840 and the number)."""

import re

_PREFIX = "80840"
_TEN = re.compile(r"(?<![\w.$/(-])(?P<n>[12]\d{3}[ -]?\d{3}[ -]?\d{3})(?![\w/]|-\d|\.\d)")


def passes_check(number: str) -> bool:
    """Whether ten figures are a valid NPI."""
    total = 0
    for place, figure in enumerate(reversed(_PREFIX + number)):
        value = int(figure)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return len(number) == 10 and total % 10 == 0


def ten_figures(text: str) -> list[tuple[str, int, int]]:
    """Runs of ten figures that could be an NPI, with their places."""
    return [(re.sub(r"\D", "", m["n"]), m.start("n"), m.end("n")) for m in _TEN.finditer(text)]
