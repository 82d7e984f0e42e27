"""The shape of a printed identifier: where it ends, what cannot be one, how sure the reading is.

Takes the text behind a label; gives the identifier at its beginning. No word, date, amount or telephone number is one,
and a masked number is never completed.
"""

import re

from firstcheck.facts.fact import Confidence

_CHUNK = re.compile(r"[A-Za-z0-9]+(?:[-–./_:&*][A-Za-z0-9]+)*")
_MASKED = re.compile(r"[*•●#]{2,}|[Xx]{3,}|…|\.{3}|\((?:masked|ocult[oa])\)")
_ENDING = re.compile(r"(?i)\b(?:ending|ends|last|termina|terminad[ao]|finaliza)\b")
_NOT_ONE = re.compile(
    r"(?ix)"
    r" \d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}) $"  # a date
    r"| (?:19|20)\d{2}-\d{2}-\d{2} $"
    r"| \d{1,2}[-/.](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]{0,7}[-/.](?:\d{4}|\d{2}) $"
    r"| \d{1,3}(?:,\d{3})*\.\d{2} $"  # an amount
    r"| \d+(?:st|nd|rd|th|x|mg|ml|mcg|-?days?|-?hours?|-?d[ií]as?|am|pm) $"
    r"| 1?-?\(?[2-9]\d{2}[).-][2-9]\d{2}[.-]\d{4} $"  # a telephone number
    r"| 1-\d{3}-\d{3}-[a-z0-9]{4} $"
)
#: Figures that go on behind letters: "QK 3371 W 08", "5540 PPH 21"; a ZIP code has five.
_BETWEEN = re.compile(r" \d{2,4}(?=$|\s|[,;)|])(?!\s\d{5})")
_OTHER_WORD = re.compile(
    r"(?i)grp|dob|dos|cpt|npi|tin|ein|icn|dcn|mbr|sex|age|div|ext|pos|ppo|hmo|epo|rev|row|po|or|of|no|id|mi|ma|pa"
)
_YEAR = re.compile(r"(?:19|20)\d{2}$")
_MOST_CHUNKS = 7
_FEWEST_FIGURES = 3
_LONGEST = 40


def identifier(text: str, *, spaced: bool = True, short: bool = False) -> str | None:
    """The identifier that `text` begins with, None when what stands there is something else.

    `spaced`: groups parted by single spaces belong together ("HMX 70093 5518"). `short`: two figures are enough, as for
    a group number. The result is as printed.
    """
    head = text[: _LONGEST + 20]
    if _MASKED.search(head.split("  ")[0][:_LONGEST]) or _ENDING.match(head):
        return None
    chunks: list[str] = []
    at = 0
    while len(chunks) < _MOST_CHUNKS:
        match = _CHUNK.match(head, at)
        if match is None or not _joins(chunks, match[0], head, match.end()):
            break
        chunks.append(match[0])
        at = match.end()
        if not spaced or head[at : at + 1] != " " or head[at + 1 : at + 2] == " ":
            break
        at += 1
    value = " ".join(_without_lone_tail(chunks))
    return value if _is_identifier(value, short) else None


def _joins(chunks: list[str], chunk: str, head: str, end: int) -> bool:
    if _NOT_ONE.match(chunk):
        return False
    figures = any(c.isdigit() for c in chunk)
    if not chunks:
        return figures or _is_prefix(chunk, head, end)
    if figures:
        return chunk.upper() == chunk and (
            len(chunk) > 1 or re.match(r" [A-Z]?\d|\s*$|  |\s?[;,(|]|\.(?:\s|$)", head[end : end + 3]) is not None
        )
    if chunk.isupper() and _BETWEEN.match(head, end) and not _OTHER_WORD.fullmatch(chunk):
        return True
    upper_tail = chunk.isupper() and len(chunk) <= 2
    return upper_tail and (
        end >= len(head.rstrip()) or head[end : end + 2] in ("  ", ")", ") ") or head[end] in ",;.|("
    )


def _is_prefix(chunk: str, head: str, end: int) -> bool:
    """Letters that open an identifier: capitals, then a group with figures after one space."""
    if not chunk.isupper() or len(chunk) > 6 or head[end : end + 1] != " ":
        return False
    following = _CHUNK.match(head, end + 1)
    return following is not None and any(c.isdigit() for c in following[0]) and not _NOT_ONE.match(following[0])


def _without_lone_tail(chunks: list[str]) -> list[str]:
    return chunks[:-1] if len(chunks) > 1 and chunks[-1].islower() else chunks


def _is_identifier(value: str, short: bool) -> bool:
    figures = sum(c.isdigit() for c in value)
    if not value or len(value) > _LONGEST or _YEAR.match(value) or _NOT_ONE.match(value):
        return False
    if figures < (1 if short else _FEWEST_FIGURES) or len(value) < (2 if short else 4):
        return False
    letters = "".join(c for c in value if c.isalpha())
    return letters.isupper() or not letters or (figures >= 4 and " " not in value)


_SLIPS = re.compile(r"(?<=\d)[OolI](?=\d)|(?<=\d)[OolI](?=[-\s]|$)|(?<![A-Za-z])[OolI](?=\d)")


def confidence(value: str, times_seen: int) -> Confidence:
    """Medium where a letter among figures may be a reading slip (O for 0, l for 1) that no second printing settles."""
    slipped = _SLIPS.search(value) is not None
    return Confidence.MEDIUM if slipped and times_seen < 2 else Confidence.HIGH


def same(one: str, other: str) -> bool:
    """Whether two printings are the same identifier, spaces, marks and case aside."""
    return plain(one) == plain(other)


def plain(value: str) -> str:
    """Letters and figures only, upper case."""
    return "".join(c for c in value if c.isalnum()).upper()
