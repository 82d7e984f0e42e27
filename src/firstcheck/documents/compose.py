"""A kind of letter and a setting to a Letter: pieces chosen, places filled, law only where it reaches.

Pure: the same setting gives the same letter. All sentences come from knowledge; nothing is said that is not there.
"""

import re
from collections.abc import Iterable, Iterator

from firstcheck.documents.envelope import for_the_plan, greeting, receiver, references, sender_block, signature
from firstcheck.documents.letter import Block, Letter, Origin, Role, Span
from firstcheck.documents.places import filled
from firstcheck.documents.setting import Setting
from firstcheck.documents.spoken import spoken_date
from firstcheck.knowledge.letters import Form, Genre, LetterText, Part

LANGUAGES = ("en", "es")
_ROLES = {
    Form.PARAGRAPH: Role.PARAGRAPH,
    Form.HEADING: Role.HEADING,
    Form.ASK: Role.ASK,
    Form.POINT: Role.POINT,
    Form.SPOKEN: Role.SPOKEN,
    Form.SIGN: Role.SIGN,
}
_END = re.compile(r"([.:?!])$")


def compose(setting: Setting, kind: LetterText, language: str = "en") -> Letter:
    """The letter of that kind, or its reading copy in Spanish."""
    texts = setting.knowledge.pages[f"letter_{language}"]
    head = _head(setting, kind, language)
    body = list(body_blocks(setting, kind, language))
    tail = _tail(setting, kind, language) if kind.genre is Genre.LETTER else []
    note = [Block(Role.NOTE, (Span(texts["reading_copy"]),))] if language == "es" else []
    return Letter(kind.id, language, setting.today, kind.genre, (*note, *head, *body, *tail), texts["foot"])


def _head(setting: Setting, kind: LetterText, language: str) -> list[Block]:
    subject = kind.subject if language == "en" else kind.subject_es
    title = Block(Role.SUBJECT, tuple(filled(setting, subject, language)))
    if kind.genre is Genre.SCRIPT:
        return [title, *references(setting, kind, language)]
    day = Block(Role.DATE, (Span(spoken_date(setting.today, language), Origin.FACT, "today"),))
    to = receiver(setting, kind, language)
    head = [sender_block(setting, language), day, to, title, *references(setting, kind, language)]
    return [*head, greeting(setting, kind, language)] if kind.genre is Genre.LETTER else head


def _tail(setting: Setting, kind: LetterText, language: str) -> list[Block]:
    texts = setting.knowledge.pages[f"letter_{language}"]
    enclosed = [
        Block(Role.ENCLOSURE, (Span(texts[f"enclose_{_named(name, kind)}"]),))
        for name in (*kind.enclose, *_form_enclosed(setting, kind))
    ]
    listed = [Block(Role.HEADING, (Span(texts["enclosures"]),)), *enclosed] if enclosed else []
    return [Block(Role.CLOSING, (Span(texts["closing"]),)), signature(setting, language), *listed]


def _named(name: str, kind: LetterText) -> str:
    """The notice is "yours" to the plan alone."""
    return "plan_notice" if name == "notice" and not for_the_plan(kind) else name


def _form_enclosed(setting: Setting, kind: LetterText) -> tuple[str, ...]:
    speaks_for = setting.sender.sending.value == "representative" and kind.genre is Genre.LETTER
    return ("representative",) if speaks_for and "representative" not in kind.enclose else ()


def parts(setting: Setting, kind: LetterText) -> Iterator[Part]:
    """The pieces that are said here, shared ones looked up."""
    for part in kind.body:
        piece = setting.knowledge.letter_parts[part.use] if part.use else part
        conditions = setting.fits(part.when, part.unless) and setting.fits(piece.when, piece.unless)
        if conditions and all(setting.reaches(source) for source in piece.cite):
            yield piece


def body_blocks(setting: Setting, kind: LetterText, language: str) -> Iterator[Block]:
    """The body, its asks numbered."""
    number = 0
    for part in parts(setting, kind):
        said = part.say if language == "en" else part.es
        number = number + 1 if part.form is Form.ASK else number
        spans = _cited(setting, filled(setting, said, language), part.cite)
        yield Block(_ROLES[part.form], tuple(spans), number=number if part.form is Form.ASK else 0)


def _cited(setting: Setting, spans: Iterable[Span], cite: tuple[str, ...]) -> Iterator[Span]:
    """The words with their sources in parentheses before the last stop."""
    said = list(spans)
    if not cite:
        yield from said
        return
    last = said[-1]
    stop = _END.search(last.text) if last.origin is Origin.WORDS else None
    yield from said[:-1]
    yield Span(last.text[: stop.start()] if stop else last.text, last.origin, last.ref)
    for place, source in enumerate(cite):
        yield Span(" (" if place == 0 else "; ")
        yield Span(setting.knowledge.sources[source].citation, Origin.LAW, source)
    yield Span(")" + (stop[0] if stop else "."))
