"""What a sentence does in a paper: decides, sets a condition, tells rights, or fills space.

Takes the sentences of a Sheet; gives each a weight with which its words count as a stated reason.
"""

import re
import unicodedata
from functools import lru_cache

import msgspec

from firstcheck.extract.layout import Sentence, Sheet, sentences
from firstcheck.extract.line_notes import Piece, line_pieces
from firstcheck.extract.sought import Sought
from firstcheck.knowledge.load import reading

_LIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_ACCUMULATOR = re.compile(
    r"\b(year[- ]to[- ]date|accumulat\w+|out-of-pocket (max\w*|limit)|deductible,? (in|out)|plan year limit|met annual"
    r"|maximo de (bolsillo|desembolso)|nondiscrimination|language (help|assistance)|interpret\w+|hotline"
    r"|form [a-z0-9-]+$)\b"
)
_TITLE = re.compile(
    r"\b(notice|letter|statement|aviso|carta|notificacion) (of|de) ([\w-]+ ){0,4}"
    r"(denial|adverse|approval|non-?certification|denegacion|aprobacion"
    r"|determinacion adversa|partial)|\bdenial (notice|letter)\b|\bapproval (notice|letter)\b"
)
_DAMAGED = re.compile(r"\b(?=(?:[a-z]*[01]){1,2}[a-z]*\b)(?=(?:[01]*[a-z]){4})[a-z01]+\b")
_EMPTY_BOX = re.compile(r"(?:\[ ?\]|\( \)|[☐□])\s*[a-z][a-z -]{2,24}(?=\s*(?:[\[(☐□☒☑]|$))|\[ ?\] ?[a-z]+")
_MARKED_BOX = re.compile(r"\[ ?[x✓✔] ?\]|\( ?x ?\)|[☒☑]")
_QUOTED_MAIL = re.compile(r"^(from you|you wrote|de usted|your message|on .{0,40} wrote)\b")

#: What a notice calls itself in its title.
TITLE_WEIGHT = 2.0
#: A marked box of a form is the decision itself.
TICKED_WEIGHT = 3.0
RIGHTS_WEIGHT = 0.3
CONDITIONAL_WEIGHT = 0.3
HEADING_WEIGHT = 1.6
OPERATIVE_WEIGHT = 1.4


class Stance(msgspec.Struct, frozen=True):
    """A sentence with its folded words and its weight as a statement of what was decided (0 to about 2.5).

    `piece` is the note or table row in which it stands.
    """

    sentence: Sentence
    words: str
    weight: float
    conditional: bool
    rights: bool
    under_reason: bool
    piece: Piece | None = None

    @property
    def note(self) -> int | None:
        """The first line of the note in which it stands."""
        return self.piece.first_line if self.piece is not None and self.piece.belonging.is_note else None


def plain(text: str) -> str:
    """Lower case, no accents, straight quotes and hyphens: the form in which all patterns are written."""
    stripped = unicodedata.normalize("NFD", text.translate(_LIGHT).lower())
    return _DAMAGED.sub(_mended, "".join(c for c in stripped if not unicodedata.combining(c)))


def _mended(word: re.Match[str]) -> str:
    """A word in which a scan put 0 for o and 1 for l ("hospita1"); identifiers keep their digits."""
    return word[0].replace("0", "o").replace("1", "l")


@lru_cache(maxsize=64)
def patterns(key: str) -> Sought:
    """The alternatives of one entry of knowledge/reading/outcomes.yaml."""
    return Sought(reading("outcomes")[key])


def says(key: str, words: str) -> bool:
    """Whether folded words match an entry of knowledge/reading/outcomes.yaml."""
    return patterns(key).found(words)


def stances(sheet: Sheet) -> tuple[Stance, ...]:
    """Every sentence with its weight, in reading order."""
    found: list[Stance] = []
    in_rights = under_reason = False
    pieces = line_pieces(sheet)
    for sentence in sentences(sheet):
        words = plain(sentence.text)
        if not any(c.isalpha() for c in words):
            continue
        if _is_heading(sentence.text):
            in_rights = says("rights", words)
            under_reason = says("reason_heading", words) and not in_rights
        elif says("reason_heading", words) and len(words) < 60:
            under_reason, in_rights = True, False
        stance = _stance(sentence, _ticked(words), in_rights, under_reason)
        boost = TICKED_WEIGHT if _MARKED_BOX.search(words) else 1.0
        piece = pieces.get(sentence.first_line)
        found.append(msgspec.structs.replace(stance, weight=stance.weight * boost, piece=piece))
    return tuple(found)


def _ticked(words: str) -> str:
    """Choices of a form: an empty box takes its word with it, a marked one leaves it."""
    return _MARKED_BOX.sub(" ", _EMPTY_BOX.sub(" ", words))


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if not letters or len(text) > 80:
        return False
    capital = sum(c.isupper() for c in letters) / len(letters)
    return capital > 0.8 or (len(text) < 50 and not text.endswith((".", ",", ";")) and text[:1].isupper())


def _stance(sentence: Sentence, words: str, in_rights: bool, under_reason: bool) -> Stance:
    conditional = says("conditional", words)
    rights = in_rights or says("rights", words)
    weight = 1.0
    if says("operative", words):
        weight *= OPERATIVE_WEIGHT
    if under_reason:
        weight *= HEADING_WEIGHT
    if _TITLE.search(words) and len(words) < 90 and sentence.first_line < 16:
        weight *= TITLE_WEIGHT
    elif rights:
        weight *= RIGHTS_WEIGHT
    if conditional:
        weight *= CONDITIONAL_WEIGHT
    if says("disclaimer", words) or _ACCUMULATOR.search(words):
        weight *= 0.1
    if _QUOTED_MAIL.search(words):
        weight *= 0.2
    return Stance(sentence, words, weight, conditional, rights, under_reason)
