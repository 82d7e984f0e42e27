"""What is asked of a draft before anything else reads it, and of page words: keys, places, length of sentences.

Takes texts; gives sentences about what is wrong.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from firstcheck.knowledge.build import load_yaml
from firstcheck.knowledge.readability import MOST_WORDS, longest
from firstcheck.site.analyzer.wording import say

#: Deeper than any knowledge file; a parser that calls itself stays far from its end.
_DEEPEST = 12
_PLACE = re.compile(r"\{([a-z_]+)\}")


def shape_faults(text: str) -> list[str]:
    """YAML that is plain: no anchors and aliases (a short text could unfold without end), words as keys, not deep."""
    try:
        fault = _events(text)
        return [fault] if fault else [say("studio_bad_key")] if _odd_key(yaml.compose(text, yaml.CBaseLoader)) else []
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [say("studio_bad_yaml", line=line, problem=error.problem or "")]
    except yaml.YAMLError:
        return [say("studio_bad_letters")]


def _events(text: str) -> str:
    depth = documents = 0
    for event in yaml.parse(text, yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return say("studio_alias")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if depth > _DEEPEST:
            return say("studio_deep")
    return "" if documents == 1 else say("studio_one_document")


def _odd_key(node: yaml.Node | None) -> bool:
    if isinstance(node, yaml.MappingNode):
        return any(not isinstance(key, yaml.ScalarNode) or _odd_key(value) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return any(_odd_key(item) for item in node.value)
    return False


def word_faults(root: Path, name: str, text: str) -> Iterator[str]:
    """Page words keep their keys and places, because pages ask for them by name; an edition keeps to the English."""
    if "pages/" not in name or not name.endswith(".yaml"):
        return
    words = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - builds strings, lists and mappings only
    if not isinstance(words, dict):
        return
    standing, english = _table(root / name), _table(root / name.removeprefix("es/"))
    for key in sorted(standing.keys() - words.keys()):
        yield say("studio_lost_key", word=key)
    for key, sentence in words.items():
        # what an edition says of rules, dates and figures has no English page of words: it keeps to its own keys
        measure = english or standing if name.startswith("es/") else standing
        if key in measure and set(_PLACE.findall(str(sentence))) != set(_PLACE.findall(str(measure[key]))):
            yield say("studio_lost_place", word=key)
        if name.startswith("es/") and key not in measure:
            yield say("studio_no_english", word=key)
        if str(sentence) != standing.get(key) and longest(str(sentence)) > MOST_WORDS:
            yield say("studio_long_sentence", word=key, most=MOST_WORDS)


def _table(path: Path) -> dict[str, str]:
    found = load_yaml(path) if path.exists() else {}
    return found if isinstance(found, dict) else {}
