"""Text as people have it to text on a character grid.

Takes decoded text with its mail quoting, quoted-printable escapes, odd spaces, tabs and line ends; gives pages of lines
in which every printed character stands in the column it was printed in.
"""

import binascii
import re
from collections.abc import Iterator

from firstcheck.intake.encoding import decode

# Spaces of all widths become one space each, so that columns stay where they were.
_SPACES = dict.fromkeys((160, 5760, *range(8192, 8203), 8239, 8287, 12288), " ")
# Characters that take no room, direction marks among them, go; so do controls other than tab, line and form feed.
_UNSEEN = dict.fromkeys(
    (
        0xAD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *(code for code in range(0x20) if code not in (0x09, 0x0A, 0x0C)),
        *range(0x7F, 0xA0),
    )
)
_CHARACTERS: dict[int, str | None] = {**_SPACES, **_UNSEEN}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_LINE_END = re.compile(r"\r\n?|\v|\x85|\u2028|\u2029")
_SOFT_LINE_END = re.compile(r"\u00ad[ \t]*\n[ \t]*")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ ]?)+")
_ESCAPE = re.compile(r"=(?:[0-9A-F]{2}|\n)")
_SURE_ESCAPE = re.compile(r"=(?:20|3D|0D|0A|09|A0|92|93|94|C2=A0|C3=[89AB][0-9A-F]|E2=80=[0-9A-F]{2})")
_TAB = 8
_WIDEST_CELL = 60


def pages(text: str) -> tuple[str, ...]:
    """Pages of clean lines. A form feed ends a page; trailing spaces and blank lines at a page's end go."""
    clean = characters(unquoted(unescaped(_LINE_END.sub("\n", text))))
    parts = [_page(part) for part in clean.split("\f")]
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return tuple(parts)


def _page(text: str) -> str:
    lines = [line.rstrip(" ") for line in expand_tabs(text.split("\n"))]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def characters(text: str) -> str:
    """Odd spaces as plain ones, unseen characters dropped, words cut by a soft hyphen at a line end joined.

    Ligatures are opened: they come from typesetting, not from a table, so no column depends on them.
    """
    return _SOFT_LINE_END.sub("", text).translate(_CHARACTERS).translate(_LIGATURES)


def unescaped(text: str) -> str:
    """Quoted-printable decoded, only where the text can be nothing else."""
    soft = text.count("=\n")
    if soft + len(_SURE_ESCAPE.findall(text[:200_000])) < 3:
        return text
    if soft == 0 and len(_ESCAPE.findall(text)) < 0.9 * text.count("="):
        return text
    return _LINE_END.sub("\n", decode(binascii.a2b_qp(text.encode("utf-8"))))


def unquoted(text: str) -> str:
    """Runs of three or more lines that all begin with `>` lose it; a lone one is left alone."""
    if ">" not in text:
        return text
    lines = text.split("\n")
    done: list[str] = []
    run: list[str] = []
    for line in lines:
        if _QUOTE.match(line):
            run.append(line)
            continue
        done.extend(_stripped(run))
        run = []
        done.append(line)
    done.extend(_stripped(run))
    return "\n".join(done)


def _stripped(run: list[str]) -> list[str]:
    return [_QUOTE.sub("", line, count=1) for line in run] if len(run) >= 3 else run


def expand_tabs(lines: list[str]) -> Iterator[str]:
    """Tabs as spaces: a block of lines with as many tabs each is a table and is lined up, others go to stops of eight.

    A tab always leaves at least two spaces, so that it still parts two columns.
    """
    position = 0
    while position < len(lines):
        tabs = lines[position].count("\t")
        end = position + 1
        while tabs and end < len(lines) and lines[end].count("\t") == tabs:
            end += 1
        block = lines[position:end]
        if not tabs:
            yield lines[position]
        elif len(block) > 1:
            yield from _lined_up(block)
        else:
            yield _stopped(lines[position])
        position = end


def _lined_up(block: list[str]) -> Iterator[str]:
    table = [line.split("\t") for line in block]
    widths = [
        min(_WIDEST_CELL, max(len(row[column].strip()) for row in table)) + 2 for column in range(len(table[0]) - 1)
    ]
    for row in table:
        done = "".join(
            cell.strip().ljust(width) if len(cell.strip()) < width else cell.strip() + "  "
            for cell, width in zip(row, widths, strict=False)
        )
        yield done + row[-1].strip()


def _stopped(line: str) -> str:
    *cells, last = line.split("\t")
    done: list[str] = []
    length, begun = 0, False
    for cell in cells:
        begun = begun or bool(cell.strip())
        length += len(cell)
        stop = (length // _TAB + 1) * _TAB
        if begun and stop - length < 2:
            stop += _TAB
        done.append(cell.ljust(len(cell) + stop - length))
        length = stop
    return "".join(done) + last
