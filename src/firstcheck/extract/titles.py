"""What the title of a table column means, in English and Spanish.

Takes a title and knowledge/reading/columns.yaml, titles.yaml; gives the role, a key of the first. A title that is no
known phrase is read by its words: whose money it is, and what is done with it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from firstcheck.extract.lexicon import folded
from firstcheck.knowledge.load import reading

_WORD = re.compile(r"[a-z]+(?:'s)?|/|#")
#: A figure that a scan put for a letter inside a word: C0DE, TOTA1.
_SCANNED = re.compile(r"(?<=[a-z])[01](?=[a-z]|\b)|\b[01](?=[a-z]{2})")
_AS_LETTER = str.maketrans("01", "ol")
#: Words written together in the head of an export: MemberOwes.
_WRITTEN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])")
_LONGEST = 6


@lru_cache(maxsize=1)
def titles() -> dict[str, str]:
    """Every known title with its role."""
    return {phrase: role for role, phrases in reading("columns").items() for phrase in phrases}


@lru_cache(maxsize=16)
def _title_words(kind: str) -> frozenset[str]:
    return frozenset(reading("titles")[kind])


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every word that stands in a known title or helps to compose one."""
    composing = ("members", "payers", "makers", "owes", "pays", "charges", "prices")
    words = {word for phrase in titles() for word in phrase.split()}
    return frozenset(words).union(*(_title_words(kind) for kind in composing))


@lru_cache(maxsize=4096)
def words_of(title: str) -> tuple[str, ...]:
    """The words of a title, folded, with `/` and `#` as words of their own."""
    low = _SCANNED.sub(lambda figure: figure[0].translate(_AS_LETTER), folded(_WRITTEN_TOGETHER.sub(" ", title)))
    found = (word.replace("'s", " s") if word.endswith("'s") else word for word in _WORD.findall(low))
    return tuple(_as_printed(word) for word in _joined(" ".join(found).split()))


def _joined(words: list[str]) -> Iterator[str]:
    """The words, one that a scan broke after its first letter put together where that gives a known one: C harge."""
    held = ""
    for word in words:
        whole = held + word
        if held and word not in vocabulary() and whole in vocabulary():
            yield whole
            held = ""
            continue
        if held:
            yield held
        held = word if len(word) == 1 else ""
        if not held:
            yield word
    if held:
        yield held


def names_member(title: str) -> bool:
    """Whether a title speaks plainly of the insured or the patient."""
    words = words_of(title)
    return not _title_words("members").isdisjoint(words) and _title_words("negations").isdisjoint(words)


def _as_printed(word: str) -> str:
    """A word in which a scan took i and l for one another, read back where that gives a known one: PAlD."""
    if word in vocabulary() or "l" not in word:
        return word
    return next((known for known in (word.replace("l", "i"), word.replace("l", "i", 1)) if known in vocabulary()), word)


@lru_cache(maxsize=4096)
def column_role(title: str) -> str:
    """The role of a title that stands over a column: there a few words say enough ("fee", "owed by you")."""
    words = [word for word in words_of(title) if word not in "/#"]
    if " ".join(words) not in titles() and (turned := _turned(words)):
        return turned
    return role_of(title) or _composed(words)


def _turned(words: list[str]) -> str:
    """Titles in which the person turns the meaning of the deed: "center may charge you", "paid by member"."""
    if _title_words("members").isdisjoint(words) or len(words) > _LONGEST:
        return ""
    if not _title_words("possible").isdisjoint(words) and not _title_words("charges").isdisjoint(words):
        return "patient_responsibility" if _title_words("negations").isdisjoint(words) else ""
    own = _title_words("payers").isdisjoint(words) and _title_words("owes").isdisjoint(words) and "to" not in words
    return "other_paid" if own and not _title_words("paid_before").isdisjoint(words) else ""


@lru_cache(maxsize=4096)
def role_of(title: str) -> str:
    """The role that a known title or label names, empty when it names none."""
    words = [word for word in words_of(title) if word not in "/#"]
    phrases = titles()
    exact = phrases.get(" ".join(words))
    if exact is None:
        exact = phrases.get(" ".join(word for word in words if word not in _title_words("fillers")))
    return exact or _contained(words)


def _contained(words: list[str]) -> str:
    """The role of the longest known phrase inside a longer title; single words count only when they are plain."""
    if not 2 <= len(words) <= _LONGEST or not _title_words("negations").isdisjoint(words):
        return ""
    phrases = titles()
    for size in range(len(words) - 1, 0, -1):
        for begin in range(len(words) - size, -1, -1):
            phrase = " ".join(words[begin : begin + size])
            if phrase in phrases and (size > 1 or phrase in _title_words("strong")):
                return phrases[phrase]
    return ""


def _composed(words: list[str]) -> str:
    """The role by whose money it is and what is done with it: "owed by you", "student balance", "pagó el fondo"."""
    if not 1 <= len(words) <= _LONGEST:
        return ""

    def has(kind: str) -> bool:
        return not _title_words(kind).isdisjoint(words)

    if has("above") and (has("prices") or has("ceilings")):
        return "over_allowed"
    if has("payers") and has("prices") and has("ceilings"):
        return "allowed"
    if has("negations"):
        return ""
    if has("payers") and has("pays"):
        return "paid"
    if has("members") and has("paid_before"):
        return "other_paid"
    if has("members") and (has("owes") or (has("possible") and has("charges"))):
        return "patient_responsibility"
    alone = len(words) == 1
    if has("charges") and (alone or has("makers")):
        return "billed"
    if has("prices") and (alone or has("payers") or has("networks")):
        return "allowed"
    return "patient_responsibility" if alone and has("holders") else ""


def names_payer(title: str) -> bool:
    """Whether a title speaks of the plan and not of the insured: "Plan's 60%"."""
    return not _title_words("payers").isdisjoint(words_of(title)) and not names_member(title)


def is_payer(word: str) -> bool:
    """Whether a single word stands for who pays: plan, fund, medicare."""
    return words_of(word)[1:] == () and not _title_words("payers").isdisjoint(words_of(word))
