"""What a letter may say: every value that has an origin in the papers, in answers, in the law or in our own words.

Takes a setting and a kind of letter; gives Evidence. It is built from the facts anew, never from the letter.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from firstcheck.documents.compose import parts
from firstcheck.documents.found import figures, find
from firstcheck.documents.places import contact
from firstcheck.documents.printable import one_line
from firstcheck.documents.setting import Setting
from firstcheck.facts.fact import FactValue
from firstcheck.knowledge.letters import LetterText

_PLACES = re.compile(r"\{[a-z_]+\}|\[\[.+?\]\]")
#: A figure of our own sentences is known by the words around it: "within 90 days" is not "within 60 days".
_NEAR = re.compile(r"[\w-]+")


class Evidence(msgspec.Struct, frozen=True):
    """All that may stand in a letter. `phrases` are figures of our own words with the word that follows each."""

    dates: frozenset[date]
    amounts: frozenset[Decimal]
    figures: frozenset[str]
    phrases: frozenset[str]
    laws: frozenset[str]
    acts: frozenset[str]
    pages: tuple[str, ...]
    own_quotes: frozenset[str]


def evidence_for(setting: Setting, kind: LetterText) -> Evidence:
    """What this kind of letter may say in this case."""
    texts = [text for text in _texts(setting) if text]
    found = [find(text) for text in texts]
    ours = list(_ours(setting, kind))
    cited = {source for part in parts(setting, kind) for source in part.cite}
    return Evidence(
        dates=frozenset((*_dates(setting), *(day for each in found for _, day in each.dates if day))),
        amounts=frozenset((*_amounts(setting), *(amount for each in found for _, amount in each.amounts))),
        figures=frozenset(figure.lower() for text in texts for figure in figures(text)),
        phrases=frozenset(phrase for text in ours for phrase in _read(text)[0]),
        laws=frozenset(law for source in cited for law in find(setting.knowledge.sources[source].citation).laws),
        acts=frozenset(name for source in cited for name in setting.knowledge.reach[source].names),
        pages=tuple(_folded(page.text) for document in setting.documents for page in document.pages),
        own_quotes=frozenset(quote for text in ours for quote in _read(text)[1]),
    )


def _texts(setting: Setting) -> Iterator[str]:
    """Every text of the case and the sender that a letter may repeat."""
    for value in (*setting.values.values(), *(fact.value for fact in setting.case.facts if fact.line is None)):
        yield from _as_text(value)
    for line in setting.lines:
        yield from (line.procedure_code or "", line.description or "", line.claim_number or "", *line.modifiers)
    sender = setting.sender
    yield from (one_line(text) for text in (sender.name, sender.address, sender.phone, sender.email))
    yield contact(setting, "contact")


def _as_text(value: FactValue) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from map(one_line, value)
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield one_line(str(value))


def _dates(setting: Setting) -> Iterator[date]:
    yield setting.today
    yield from (value for value in setting.values.values() if isinstance(value, date))
    yield from (fact.value for fact in setting.case.facts if isinstance(fact.value, date))
    yield from (line.service_date for line in setting.lines if line.service_date)
    for deadline in setting.determination.deadlines:
        send = deadline.send_by
        days = (deadline.legal, deadline.safe, deadline.stated, *((send.mail, send.fax_or_portal) if send else ()))
        yield from (day for day in days if day)


def _amounts(setting: Setting) -> Iterator[Decimal]:
    yield from (value for value in setting.values.values() if isinstance(value, Decimal))
    yield from (fact.value for fact in setting.case.facts if isinstance(fact.value, Decimal))
    for line in setting.lines:
        amounts = (line.billed, line.allowed, line.paid, line.patient_responsibility)
        yield from (amount for amount in amounts if amount is not None)


def _ours(setting: Setting, kind: LetterText) -> Iterator[str]:
    """Our own sentences for this letter in both languages, their places left out."""
    yield from (_PLACES.sub(" ", text) for text in (kind.subject, kind.subject_es))
    for part in parts(setting, kind):
        yield from (_PLACES.sub(" ", text) for text in (part.say, part.es))
    for language in ("en", "es"):
        yield from setting.knowledge.pages[f"letter_{language}"].values()


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Figures and quotations of a sentence of ours. Only our own words are remembered here, never a person's."""
    return frozenset(phrases(text)), frozenset(_folded(quote) for quote in find(text).quotes)


def phrases(text: str) -> Iterator[str]:
    """Each figure of a text with the word after it, in lower case."""
    words = _NEAR.findall(text.lower())
    for place, word in enumerate(words):
        if any(char.isdigit() for char in word):
            yield " ".join(words[place : place + 2])


def _folded(text: str) -> str:
    return one_line(text).casefold()


def quoted(evidence: Evidence, quote: str) -> bool:
    """Whether the words stand in a paper, in that order, on one page; or are our own, said to be quoted."""
    words = _folded(quote)
    return words in evidence.own_quotes or any(words in page for page in evidence.pages)
