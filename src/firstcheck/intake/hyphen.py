"""Words cut by a hyphen at the end of a line.

Takes both halves; gives the word. A PDF does not say whether its line-end hyphen was typed or set by the layout, so the
hyphen goes only between two halves of an ordinary lower-case word; an identifier keeps it.
"""

import re

# First parts with which English and Spanish form hyphenated compounds.
_COMPOUND = frozenset(
    [
        "self",
        "non",
        "pre",
        "post",
        "out",
        "in",
        "on",
        "off",
        "over",
        "under",
        "co",
        "re",
        "ex",
        "follow",
        "long",
        "short",
        "high",
        "low",
        "well",
        "part",
        "full",
        "half",
        "third",
        "second",
        "first",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "ten",
        "twelve",
        "cost",
        "cross",
        "drug",
        "step",
        "stand",
        "near",
        "walk",
        "check",
        "over-the",
        "point",
        "site",
        "out-of",
        "in-of",
        "case",
        "peer",
        "year",
        "day",
        "week",
        "month",
        "hour",
        "level",
        "free",
        "time",
        "non-",
        "anti",
        "auto",
        "mid",
        "multi",
        "semi",
        "sub",
        "ultra",
        "vice",
    ]
)
_WORD = re.compile(r"[a-záéíóúüñ]+")


def join(left: str, right: str) -> str:
    """`left` without its hyphen, and `right`: "infor-", "mation" give one word, "MP-RAD-", "014" keep the hyphen."""
    last = left.rsplit("-", 1)[-1]
    first = re.match(r"[^\W_]+", right)
    ordinary = (
        "-" not in left
        and last.lower() not in _COMPOUND
        and _WORD.fullmatch(last[1:].lstrip("(\"'“‘") or "") is not None
        and len(last) >= 2
        and first is not None
        and _WORD.fullmatch(first[0]) is not None
        and len(first[0]) >= 2
    )
    return left + right if ordinary else f"{left}-{right}"
