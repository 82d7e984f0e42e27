"""What codes look like: procedures, modifiers, reasons, remarks, diagnoses, drugs. Shape only; context is for codes.py.

Takes text; gives codes in their canonical writing: `CO-45`, `N130`, `72148`, `J3380`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from firstcheck.knowledge.load import codes, reading

_HIGHEST = {"N": 899, "MA": 134}
_HIGHEST_M = 144
#: CPT ranges in use: anesthesia, surgery, imaging, laboratory, medicine and visits; then category III, PLA/MAAA, HCPCS.
PROCEDURE = re.compile(
    r"(?<![\w.$#/-])(?:0[01]\d{3}|[1-6]\d{4}|7[0-9]\d{3}|8[0-9]\d{3}|9[0-9]\d{3}|0\d{3}[TU]|[A-EGHJ-MP-V]\d{4})"
    r"(?![\w$#/]|[.,]\d|-\d{3}|-[A-Za-z]{3}|-\w{0,4}-)"
)
_CPT = re.compile(r"\d{5}")
#: HCPCS letters whose numbers in use are few: H also opens Medicare contract numbers, R and T plan numbers.
_HCPCS = {"H": ("0001", "2041"), "R": ("0070", "0076"), "T": ("1000", "5999")}
MODIFIER = re.compile(r"[A-Z][A-Z0-9]|[2-9][0-9]")
AMBULANCE = re.compile(r"[DEGHIJNPRSX]{2}")
_CARC = r"(?:[1-9]\d{0,2}|[ABDPWY]\d{1,2})"
#: Group and reason: CO-242, CO 242, CO45, PR - 2, CO   16; not a place ("CO 80202") and not part of a longer name.
ADJUSTMENT = re.compile(
    rf"(?<![\w\-/])(CO|PR|OA|PI|CR|(?:co|pr|oa|pi)(?=-))(\s{{0,8}}[-–:/*]?\s?)0{{0,2}}({_CARC})(?![\w]|-\w|[.,]\d|/\d)"
)
#: "form CR-3", "guideline CO-4": the name of a paper or a rule.
_NAMED_AFTER = re.compile(
    r"(?i)\b(?:form|formulario|version|guideline|policy|standard|criteri[ao]n?|box|suite)\W{0,3}$"
)
_GROUPED = re.compile(
    rf"\b(?i:carc|reason(?: code)?)\s?(?P<code>{_CARC})\b"
    r"(?:\s?/\s?|[,;\s]{1,4}(?i:rarc \w+\s+)?(?i:group(?: code)?)\s)(?P<group>CO|PR|OA|PI)\b"
    rf"|\b(?i:group(?: code)?)\s(?P<before>CO|PR|OA|PI)[,;\s]{{1,4}}(?i:carc)\s?(?P<after>{_CARC})\b"
)
REMARK = re.compile(r"(?<![\w\-/#])(MA\d{2,3}|M\d{1,3}|N\d{1,3})(?![\w\-/]|\.\d)")
#: A mark of a letter and a figure that no list of reasons holds beside those with B.
_FOOTNOTE = re.compile(r"[AC-L]\d{1,2}")
BARE_CARC = re.compile(rf"(?<![\w.$#/\-,]){_CARC}(?![\w\-/%]|[.,]\d)")
DIAGNOSIS = re.compile(r"(?<![\w.\-])[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?(?![\w]|\.\d|-\d)")
NDC = re.compile(
    r"(?<![\w-])(?:\d{5}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{4}-\d{4}-\d{2}|\d{5}-\d{4}-\d|\d{11}"
    r"|\d{10})(?![\w-])"
)


@lru_cache(maxsize=4)
def known(name: str) -> frozenset[str]:
    """The code numbers of a list in knowledge/codes/."""
    return frozenset(codes(name))


@lru_cache(maxsize=2)
def modifiers(kind: str) -> frozenset[str]:
    """Procedure modifiers: all `known`, or those `plain` enough to count without a column of their own."""
    return frozenset(reading("modifiers")[kind])


#: A code some of whose figures a scan read as letters; only where a label or a column asks for a code.
MISREAD_CODE = re.compile(r"(?<![\w.$/-])(?=(?:\D?\d){3})[0-9OIlSA-Z][0-9OIlSB]{3}[0-9OIlSBTU](?![\w$/]|[.,]\d)")
_AS_FIGURE = str.maketrans("OIlSB", "01158")


def corrected(code: str) -> str:
    """A procedure code with the letters that a scan put for figures read back; as it is where that gives no code."""
    tail = code[4:] if code[4:] in ("T", "U") else code[4:].translate(_AS_FIGURE)
    middle = code[1:4].translate(_AS_FIGURE) + tail
    return next((c for c in (code, code[0] + middle, code[0].translate(_AS_FIGURE) + middle) if is_procedure(c)), code)


def is_procedure(text: str) -> bool:
    """Whether a text is one procedure code of a range in use."""
    if PROCEDURE.fullmatch(text) is None:
        return False
    if not _CPT.fullmatch(text):
        low, high = _HCPCS.get(text[0], ("0000", "9999"))
        return not text[0].isalpha() or low <= text[1:] <= high
    number = int(text)
    return 100 <= number <= 1999 or 10004 <= number <= 69990 or 70010 <= number <= 89398 or 90281 <= number <= 99607


def adjustments(text: str) -> list[tuple[str, int, int]]:
    """Group and reason pairs, `CO-45`, with their places. A pair set apart by spaces must be a known reason."""
    found = []
    for match in ADJUSTMENT.finditer(text):
        group, gap, reason = match.groups()
        if _NAMED_AFTER.search(text, max(0, match.start() - 16), match.start()):
            continue
        if gap.strip() or not gap or reason in known("carc"):
            found.append((f"{group.upper()}-{reason}", match.start(), match.end()))
    return found


def grouped_reasons(text: str) -> list[str]:
    """Reasons whose group stands apart: "CARC 18, GROUP CO", "Reason 18 / OA", "GROUP CO  CARC 183"."""
    return [f"{m['group'] or m['before']}-{m['code'] or m['after']}" for m in _GROUPED.finditer(text)]


def remarks(text: str, in_column: bool = False) -> list[tuple[str, int, int]]:
    """Remark codes with their places. `in_column`: a column of codes, where one that our list lacks counts too."""
    found = [(m[1], m.start(), m.end()) for m in REMARK.finditer(text)]
    return [item for item in found if item[0] in known("rarc") or (in_column and _in_range(item[0]))]


def is_short_remark(code: str) -> bool:
    """Whether a code lies within the M numbers given out: trusted only in a run of codes."""
    return re.fullmatch(r"M\d{2,3}", code) is not None and int(code[1:]) <= _HIGHEST_M


def _in_range(code: str) -> bool:
    """Whether a remark code lies within the numbers given out so far; short M codes too often are a plan's own."""
    letters, number = code.rstrip("0123456789"), code.lstrip("MAN")
    limit = _HIGHEST.get(letters, 0)
    return len(number) >= 2 and 1 <= int(number) <= limit


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """What each reason code is: denial, reduction, patient-share or informational."""
    return {number: code.kind for number, code in codes("carc").items()}


def counts_own_notes(marks: Iterable[str]) -> bool:
    """Whether a paper counts its notes by letters and figures of its own, A1 and B4: then B4 is no reason code."""
    return any(_FOOTNOTE.fullmatch(mark) for mark in marks)
