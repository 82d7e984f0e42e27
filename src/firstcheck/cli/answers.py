"""What the person adds on the command line: --answer NAME=VALUE and --answers FILE.yaml."""

from collections.abc import Sequence
from pathlib import Path

from firstcheck.intake.errors import Unreadable

_MOST = 1_000_000


def read_answers(pairs: Sequence[str], file: str | None) -> dict[str, object]:
    """All answers by name; a pair on the command line wins over the file. Raises Unreadable with what to do."""
    answers: dict[str, object] = _from_file(Path(file)) if file else {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise Unreadable(f"'{pair}' is not an answer. Write it as NAME=VALUE, for instance emergency=yes.")
        answers[name.strip()] = value.strip()
    return answers


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"The answers file '{path.name}' cannot be read. It should be a UTF-8 text file.") from None
    if len(text) > _MOST:
        raise Unreadable(f"The answers file '{path.name}' is too large.")
    return _parse(text, path.name)


def _parse(text: str, name: str) -> dict[str, object]:
    import yaml

    try:
        loaded = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only
    except yaml.YAMLError:
        raise Unreadable(f"The answers file '{name}' is not valid YAML. Write one 'name: value' a line.") from None
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise Unreadable(f"The answers file '{name}' should hold 'name: value' lines.")
    return {str(key): value for key, value in loaded.items()}
