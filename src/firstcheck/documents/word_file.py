"""A letter as a Word file: the same words, editable, with real headings and styles.

The bytes depend on the letter alone: every entry of the archive carries the same day.
"""

import io
import zipfile
from datetime import datetime
from typing import Any

from firstcheck.documents.letter import Block, Letter, Origin, Role

_FONT = "Georgia"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_POINTS = 11.0
#: What may not stand alone at the foot of a page.
_WITH_NEXT = (Role.SUBJECT, Role.HEADING, Role.CLOSING, Role.REFERENCE)
#: What Word takes as a title.
_LONGEST_TITLE = 250
_LARGE_POINTS = 16.0


def word_file(letter: Letter, *, large: bool = False) -> bytes:
    """The letter as .docx bytes. `large` sets it in large print."""
    import docx
    from docx.shared import Inches

    document: Any = docx.Document()
    for section in document.sections:
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    _styled(document, _LARGE_POINTS if large else _POINTS)
    for block in letter.blocks:
        _add(document, block)
    _note(document, letter.foot)
    _described(document, letter)
    raw = io.BytesIO()
    document.save(raw)
    return _same_day(raw.getvalue())


def _styled(document: Any, points: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Normal", points), ("Heading 1", points + 4), ("Heading 2", points + 1)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
        for themed in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(themed), None)
        style.paragraph_format.space_after = Pt(8)
    document.styles["Normal"].paragraph_format.line_spacing = 1.15


def _add(document: Any, block: Block) -> None:
    from docx.shared import Inches, Pt

    style = {Role.SUBJECT: "Heading 1", Role.HEADING: "Heading 2"}.get(block.role, "Normal")
    paragraph = document.add_paragraph(style=style)
    if block.role in (Role.ASK, Role.POINT, Role.ENCLOSURE, Role.SPOKEN):
        paragraph.paragraph_format.left_indent = Inches(0.3)
        paragraph.paragraph_format.first_line_indent = Inches(-0.3)
        mark = f"{block.number}." if block.role is Role.ASK else "\u2022"
        paragraph.add_run(f"{mark}\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(0.3))
    if block.role is Role.REFERENCE:
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{block.label}: ").bold = True
    if block.role in (Role.SIGNATURE, Role.SIGN):
        paragraph.paragraph_format.space_before = Pt(36)
    if block.role is Role.SIGN:
        _line_above(paragraph)
    paragraph.paragraph_format.keep_with_next = block.role in _WITH_NEXT or block.text.rstrip().endswith(":")
    _runs(paragraph, block)


def _line_above(paragraph: Any) -> None:
    """A line to sign on."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border: Any = OxmlElement("w:pBdr")
    top: Any = OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "2"), ("w:color", "555555")):
        top.set(qn(name), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().append(border)


def _runs(paragraph: Any, block: Block) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for span in block.spans:
        for place, line in enumerate(span.text.split("\n")):
            run = paragraph.add_run()
            if place:
                run.add_break()
            run.add_text(line)
            if span.origin is Origin.BLANK:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            run.bold = True if block.role is Role.NOTE else None


def _note(document: Any, foot: str) -> None:
    from docx.shared import Pt

    run = document.add_paragraph().add_run(foot)
    run.font.size = Pt(8)


def _described(document: Any, letter: Letter) -> None:
    about = document.core_properties
    day = datetime(letter.day.year, letter.day.month, letter.day.day)
    about.title, about.author = letter.subject[:_LONGEST_TITLE], ""
    about.language = "es-US" if letter.language == "es" else "en-US"
    about.created = about.modified = day
    about.last_modified_by, about.comments, about.revision = "", "", 1


def _same_day(data: bytes) -> bytes:
    """The archive again with every entry of one day, in the same order."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in given.infolist():
            if entry.filename != "docProps/thumbnail.jpeg":
                made.writestr(zipfile.ZipInfo(entry.filename, _ZIP_DAY), _without_thumbnail(given, entry))
    return packed.getvalue()


def _without_thumbnail(given: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The entry's bytes; the package no longer speaks of the picture that the library's template brings along."""
    data = given.read(entry)
    if entry.filename != "_rels/.rels":
        return data
    import re

    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
