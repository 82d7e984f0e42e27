"""The words of the pages, from knowledge/pages/. No sentence that a person reads stands in a template or in code."""

from firstcheck.knowledge.load import knowledge


def say(key: str, **places: object) -> str:
    """The sentence `key` of site.yaml with its places filled. Raises KeyError where there is no such sentence."""
    sentence = knowledge().pages["site"][key]
    return sentence.format(**places) if places else sentence


def label(table: str, key: str) -> str:
    """The name of a fact, family, outcome ... for people; the key in plain words where none is written."""
    return knowledge().pages.get(table, {}).get(key) or key.replace("_", " ").replace("-", " ")
