"""Web pages and text pasted with its tags: the visible words, tables lined up in columns."""

import re
import textwrap
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import zip_longest

from firstcheck.intake.encoding import decode
from firstcheck.intake.limits import Limits, check_characters
from firstcheck.intake.reader import GUESS, LIKELY, NAMED, Pages, Reader, suffix
from firstcheck.intake.readers.plain import read_characters

_TAG = re.compile(
    r"</?(?:html|head|body|div|p|br|span|table|tbody|tr|td|th|ul|ol|li|h[1-6]|b|strong|a|font)\b[^<>]*>", re.I
)
_DECLARED = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.I)
_FOLD = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "blockquote"])
_UNSEEN = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "select", "textarea"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WIDEST_CELL = 60
_WIDEST_LINE = 110
_DEEPEST = 500


def score(head: bytes, name: str) -> int:
    """Likely for a declared page; a good guess for text with several known tags."""
    if _DECLARED.match(head):
        return LIKELY
    if b"<" not in head or b">" not in head:
        return 0
    named = NAMED if suffix(name) in ("html", "htm", "xhtml") else 0
    return GUESS + NAMED + 1 + named if tagged(decode(head)) or (named and b"</" in head) else 0


def tagged(text: str) -> bool:
    """Whether text is pasted with its HTML tags: three tags or more, one of them closing or a line break."""
    tags = _TAG.findall(text)
    return len(tags) >= 3 and any(tag.startswith("</") or tag[1:3].lower() == "br" for tag in tags)


def read(data: bytes, name: str, limits: Limits, progress: Callable[[], None]) -> Pages:
    """One page of the visible words."""
    declared = _CHARSET.search(data[:4096])
    try:
        text = data.decode(declared[1].decode("ascii")) if declared else decode(data)
    except (LookupError, UnicodeDecodeError):
        text = decode(data)
    check_characters(len(text) // 8, limits)
    return read_characters(visible(text), limits)


def visible(markup: str) -> str:
    """The words a browser would show, one line a block, table rows with their cells under one another."""
    parser = _Page()
    parser.feed(markup)
    parser.close()
    return "\n".join(parser.finished())


class _Page(HTMLParser):
    """Collects lines; inside a table, rows of cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._text: list[str] = []
        self._tables: list[list[list[str]]] = []
        self._unseen: list[str] = []
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            if tag not in _VOID and len(self._unseen) < _DEEPEST:
                self._unseen.append(tag)
            return
        values = dict(attrs)
        hidden = "hidden" in values or _HIDDEN.search(values.get("style") or "")
        if tag not in _VOID and (tag in _UNSEEN or hidden):
            self._unseen.append(tag)
        elif tag == "br":
            self._text.append("\n")
        elif tag == "table":
            self._end_line()
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag in ("td", "th") and self._tables:
            self._text.clear()
        elif tag in _BLOCKS:
            self._block(tag)
            self._verbatim += tag == "pre"
            if tag == "li":
                self._text.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if tag in ("td", "th") and self._tables:
            if not self._tables[-1]:
                self._tables[-1].append([])
            self._tables[-1][-1].append(self._taken())
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in _BLOCKS:
            self._block(tag)
            self._verbatim -= tag == "pre" and self._verbatim > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._text.append(data if self._verbatim else _FOLD.sub(" ", data))

    def finished(self) -> list[str]:
        """All lines, with open tables closed."""
        while self._tables:
            self._close_table()
        self._end_line()
        return self._lines

    def _taken(self) -> str:
        raw = "".join(self._text)
        self._text.clear()
        return (
            raw if self._verbatim else "\n".join(_FOLD.sub(" ", line).strip() for line in raw.split("\n")).strip("\n")
        )

    def _block(self, tag: str) -> None:
        if self._tables:
            self._text.append("\n")
            return
        self._end_line()
        if tag in _SPACED and self._lines and self._lines[-1]:
            self._lines.append("")

    def _end_line(self) -> None:
        text = self._taken()
        if not text.strip():
            return
        for line in text.split("\n"):
            self._lines.extend([line] if self._verbatim else textwrap.wrap(line, _WIDEST_LINE) or [""])

    def _close_table(self) -> None:
        rows = [row for row in self._tables.pop() if row]
        lines = lined_up(rows)
        if self._tables:
            # a table used for layout inside a cell reads as that cell's lines
            self._text.append("\n" + "\n".join(lines) + "\n")
        else:
            self._lines.extend(lines)


def lined_up(rows: list[list[str]]) -> list[str]:
    """Rows of cells as lines, each column as wide as its widest cell; long cells are wrapped within their column."""
    wrapped = [[_wrapped(cell) for cell in row] for row in rows]
    count = max((len(row) for row in wrapped), default=0)
    widths = [
        max((len(line) for row in wrapped if column < len(row) and len(row) > 1 for line in row[column]), default=0)
        for column in range(count)
    ]
    lines: list[str] = []
    for row in wrapped:
        for parts in zip_longest(*row, fillvalue=""):
            cells = (part.ljust(width) for part, width in zip(parts, widths, strict=False))
            lines.append("   ".join(cells).rstrip())
    return lines


def _wrapped(cell: str) -> list[str]:
    lines = [
        piece for line in cell.split("\n") for piece in (textwrap.wrap(line, _WIDEST_CELL) if line.strip() else [])
    ]
    return lines or [""]


READER = Reader("web_page", score, read)
