"""The words of the pages, from knowledge/pages/. No sentence that a person reads stands in a template or in code."""

from collections.abc import Mapping

from firstcheck.knowledge.load import knowledge
from firstcheck.site.language import current

#: Where sentences are looked for, in this order.
_TABLES = ("site", "guide", "studio")


def say(key: str, **places: object) -> str:
    """The sentence `key` of the first table that has it, in the language of the page or else in English, filled.

    Raises KeyError where there is no such sentence.
    """
    own = _edition()
    sentence = next((own[table][key] for table in _TABLES if key in own.get(table, {})), None)
    if sentence is None:
        pages = knowledge().pages
        sentence = next((pages[table][key] for table in _TABLES if key in pages.get(table, {})), None)
    if sentence is None:
        raise KeyError(key)
    return sentence.format(**places) if places else sentence


def label(table: str, key: str) -> str:
    """The name of a fact, family, outcome ... for people; the key in plain words where none is written."""
    found = _edition().get(table, {}).get(key) or knowledge().pages.get(table, {}).get(key)
    return found or key.replace("_", " ").replace("-", " ")


def _edition() -> Mapping[str, Mapping[str, str]]:
    edition = knowledge().editions.get(current())
    return edition.pages if edition is not None else {}
