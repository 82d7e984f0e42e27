"""Where in a YAML file a value stands: a path such as `then.route` or `tests[1].expect` to its line."""

import re
from pathlib import Path

import yaml

_STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[([0-9]+|\.\.\.)\]")


def line_of(path: Path, place: str = "") -> int:
    """The line (from 1) of a place in a file, or of the nearest thing around it that exists.

    `place` is written as msgspec writes it, without the leading `$`.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, OSError):
        return 1
    line = 1
    for key, index in _STEP.findall(place):
        found = _inside(node, key, index)
        if found is None:
            break
        line, node = found
    return line


def _inside(node: yaml.Node | None, key: str, index: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and key:
        for name, value in node.value:
            if name.value == key:
                return name.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and index.isdigit() and int(index) < len(node.value):
        item = node.value[int(index)]
        return item.start_mark.line + 1, item
    return None
