"""Tables pasted with a sign between their fields instead of blanks: "Claim,Line,Date,Code,Charge" and rows like it.

Takes the lines of a page; gives lines of the same lengths in which each such sign is a tab, so that no offset moves. A
table is a head line of words alone and, right below it, lines with the same number of fields. Quoted fields keep
their signs.
"""

import re
from collections.abc import Sequence

_SIGNS = ",;"
#: Fewer fields are as well a list of words.
_FEWEST = 5
_TITLE = re.compile(r"[^\W\d_][^\d$%.:]{0,30}")
_QUOTED = re.compile(r'"[^"\n]*"')


def tabbed(lines: Sequence[str]) -> list[str]:
    """The lines, those of delimited tables with tabs for the signs between fields and blanks for quotation marks."""
    shown = list(lines)
    at = 0
    while at < len(lines):
        sign = _sign_of_head(lines[at])
        end = _table_end(lines, at, sign) if sign else at
        for number in range(at, end):
            shown[number] = _with_tabs(lines[number], sign)
        at = max(end, at + 1)
    return shown


def _sign_of_head(line: str) -> str:
    """The sign between the titles of a head line, empty where the line is none."""
    for sign in _SIGNS:
        fields = [field.strip(' "') for field in line.split(sign)]
        if len(fields) >= _FEWEST and all(_TITLE.fullmatch(field) for field in fields):
            return sign
    return ""


def _table_end(lines: Sequence[str], at: int, sign: str) -> int:
    """Behind the last line with as many fields as the head, `at` where no line below has figures in its fields."""
    count, end = lines[at].count(sign), at + 1
    while end < len(lines) and _with_tabs(lines[end], sign).count("\t") == count:
        end += 1
    return end if any(char.isdigit() for line in lines[at + 1 : end] for char in line) else at


def _with_tabs(line: str, sign: str) -> str:
    """The line with tabs for the signs outside quotation marks; of the same length."""
    kept = _QUOTED.sub(lambda quoted: f" {quoted[0][1:-1].replace(sign, chr(0))} ", line)
    return kept.replace(sign, "\t").replace(chr(0), sign)
