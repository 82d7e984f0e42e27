"""The truth gates: what must hold before a letter is final. A letter that fails one is a draft and says why.

Takes a letter, also one edited by the person, and its setting; gives Verdict. Nothing is believed because the letter
says it: every quotation, law, date, amount and figure is looked up again in the papers, the facts and the knowledge.
"""

import re
from collections.abc import Iterator

import msgspec

from firstcheck.documents.compose import compose
from firstcheck.documents.evidence import Evidence, evidence_for, phrases, quoted
from firstcheck.documents.filers import filing_fault
from firstcheck.documents.found import figures, find
from firstcheck.documents.letter import Block, Letter, Origin, Role
from firstcheck.documents.places import known, label
from firstcheck.documents.printable import one_line, unprintable
from firstcheck.documents.setting import Setting
from firstcheck.knowledge.letters import LetterText

#: Words that weaken a letter: threats, insults, shouting, promises. Firm is enough.
_TONE = re.compile(
    r"!|\b(lawsuit|sue you|see you in court|fraud\w*|criminal\w*|crooks?|liars?|lying|stupid|idiot\w*|disgust\w*|greedy"
    r"|shame on|bad faith|outrageous|murder\w*|guarantee\w*|\d+\s?% chance|will surely win)\b",
    re.IGNORECASE,
)
#: A sentence of ours with fewer words around its values cannot be told from another one.
_LEAST_WORDS = 3
#: A longer piece is nobody's sentence of ours any more; its figures, quotes and laws are checked all the same.
_LONGEST_COMPARED = 1500
#: Where a letter speaks; the rest of it is names and numbers.
_IN_WORDS = (Role.SUBJECT, Role.PARAGRAPH, Role.ASK, Role.POINT, Role.SPOKEN, Role.SIGN)
_SHOUT = re.compile(r"(?:\b[A-Z]{4,}\b[ ,]+){3,}")


class Fault(msgspec.Struct, frozen=True):
    """Why a letter is a draft. `gate` names the gate, `what` the words it is about."""

    gate: str
    what: str
    say: str


class Verdict(msgspec.Struct, frozen=True):
    """What the gates found, and what is left to fill in by hand."""

    faults: tuple[Fault, ...]
    blanks: tuple[str, ...]

    @property
    def final(self) -> bool:
        """Whether the letter may be sent once its blanks are filled."""
        return not self.faults


def check(letter: Letter, setting: Setting, kind: LetterText) -> Verdict:
    """Run every gate."""
    evidence = evidence_for(setting, kind)
    texts = setting.knowledge.pages["letter_gates"]
    found = [
        *_whole(letter, setting, kind),
        *(fault for block in letter.blocks if block.role is not Role.NOTE for fault in _block(block, evidence)),
        *_against_facts(letter, setting, kind),
    ]
    faults = tuple(Fault(gate, what, texts[gate].format(what=what)) for gate, what in dict.fromkeys(found))
    return Verdict(faults, letter.blanks)


def _whole(letter: Letter, setting: Setting, kind: LetterText) -> Iterator[tuple[str, str]]:
    plan_type = setting.plan_type
    wrong_plan = kind.plan_types and plan_type not in kind.plan_types
    if wrong_plan or plan_type in kind.not_plan_types:
        yield "plan", kind.title
    if not setting.fits(kind.when):
        yield "fits", kind.about
    filing = filing_fault(setting, kind)
    if filing:
        yield "filer", filing
    for name in kind.needs:
        if not known(setting, name):
            yield "missing", label(setting, name, letter.language)
    if not setting.documents:
        yield "papers", ""


def _block(block: Block, evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The gates that read one block: origin of all it states, tone, and whether it can be printed."""
    text = f"{block.label} {block.text}".strip()
    if unprintable(text):
        yield "unprintable", block.label or text[:40]
    if block.role in _IN_WORDS:
        said = "".join(span.text for span in block.spans if span.origin not in (Origin.QUOTE, Origin.FACT))
        tone = _TONE.search(said) or _SHOUT.search(said)
        if tone:
            yield "tone", tone[0].strip()
    yield from _stated(text, evidence)


def _stated(text: str, evidence: Evidence) -> Iterator[tuple[str, str]]:
    found = find(text)
    yield from (("quote", quote) for quote in found.quotes if not quoted(evidence, quote))
    yield from (("law", law) for law in found.laws if law not in evidence.laws)
    yield from (("law", act) for act in found.acts if not _named_law(act, evidence))
    yield from (("date", said) for said, day in found.dates if day is None or day not in evidence.dates)
    yield from (("amount", said) for said, amount in found.amounts if amount not in evidence.amounts)
    ours = {phrase for phrase in phrases(found.rest) if phrase in evidence.phrases}
    free = {phrase.split(" ")[0] for phrase in ours}
    for figure in figures(found.rest):
        if figure.lower() not in evidence.figures and not _all_free(figure, free):
            yield "figure", figure


def _named_law(act: str, evidence: Evidence) -> bool:
    return any(
        act == name or (act.endswith(f" {name}") and act.split(f" {name}", maxsplit=1)[0] in _OPENERS)
        for name in evidence.acts
    )


#: Words that may stand before the name of a law at the start of a sentence, in capitals.
_OPENERS = ("The", "This", "Under", "Under the", "By the", "El")


def _all_free(figure: str, free: set[str]) -> bool:
    """Whether a figure is one of our own, as "72" in "72 hours" or "24/7" written in pieces."""
    pieces = [piece for piece in re.split(r"[^\w]+", figure.lower()) if any(char.isdigit() for char in piece)]
    return figure.lower() in free or (bool(pieces) and all(piece in free for piece in pieces))


def _against_facts(letter: Letter, setting: Setting, kind: LetterText) -> Iterator[tuple[str, str]]:
    """Where the letter still has our sentence or our label, the facts in it must be the ones of the case."""
    ours = compose(setting, kind, letter.language)
    labelled = {block.label: block for block in ours.blocks if block.role is Role.REFERENCE}
    for block in letter.blocks:
        mine = labelled.get(block.label) if block.role is Role.REFERENCE else None
        if block.role is Role.REFERENCE and (mine is None or one_line(mine.text) != one_line(block.text)):
            yield "reference", block.label
    sentences = [block for block in ours.blocks if _has_values(block)]
    for block in letter.blocks:
        if block.role not in (Role.REFERENCE, Role.NOTE):
            yield from _compared(folded(block.text), sentences)


def _has_values(block: Block) -> bool:
    """Whether it states values, in a sentence of ours long enough to be known again."""
    words = "".join(span.text for span in block.spans if span.origin is Origin.WORDS)
    states = block.role is not Role.REFERENCE and any(_is_value(span.origin) for span in block.spans)
    return states and len(re.findall(r"\w{2,}", words)) >= _LEAST_WORDS


def _is_value(origin: Origin) -> bool:
    return origin in (Origin.FACT, Origin.QUOTE, Origin.LAW)


def _pattern(block: Block, *, exact: bool) -> re.Pattern[str]:
    """Our own words of a block around its values, which are taken as they are or left open; blanks are always open."""
    pieces = []
    for span in block.spans:
        opened = span.origin is Origin.BLANK or (_is_value(span.origin) and not exact)
        group = "(.+?)" if _is_value(span.origin) else ".+?"
        pieces.append(group if opened else re.escape(folded(span.text)))
    return re.compile("".join(pieces))


def folded(text: str) -> str:
    """White space folded to single spaces, the ends kept."""
    return re.sub(r"\s+", " ", text)


def _compared(text: str, sentences: list[Block]) -> Iterator[tuple[str, str]]:
    """The values of a sentence of ours that are not the ones of the case."""
    if len(text) > _LONGEST_COMPARED:
        return
    fitting = [(ours, match) for ours in sentences if (match := _pattern(ours, exact=False).fullmatch(text))]
    if not fitting or any(_pattern(ours, exact=True).fullmatch(text) for ours, _ in fitting):
        return
    ours, match = fitting[0]
    values = [folded(span.text) for span in ours.spans if _is_value(span.origin)]
    yield from (("value", said) for said, value in zip(match.groups(), values, strict=True) if said != value)
