"""Two hundred and more hostile texts in every field: they are printed as they are and do nothing."""

import io
import re
import zipfile

import docx
import pikepdf
import pypdfium2
import pytest
from icalendar import Calendar
from lxml import etree

from firstcheck.documents.calendar import calendar_file
from firstcheck.documents.draft import draft
from firstcheck.documents.letter import Sender
from firstcheck.documents.pdf_file import pdf_file
from firstcheck.documents.plain_text import plain_text
from firstcheck.documents.printable import printable
from firstcheck.documents.sheets import checklist, sheet_data, sheet_pdf, timeline
from firstcheck.documents.word_file import word_file
from firstcheck.knowledge.load import knowledge
from tests.documents.papers import setting

KIND = knowledge().letters["reprocess-request"]
_TYPST = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "#while true {}",
    '#eval("1+1")',
    "#sys.version",
    "#panic()",
    "$ sum $",
    "*bold* _it_ `raw`",
    "= heading",
    '#include "/etc/hosts"',
    "@label <label>",
    "// gone",
    "/* gone */",
    "\\#hash \\u{41}",
    "#set page(width: 1pt)",
    "#show: x => [stolen]",
    "]#text[x",
    '"); #panic("',
    '#image("/etc/passwd")',
    '#plugin("x.wasm")',
)
_XML = (
    "</w:t><w:br/>",
    "<w:instrText>DDE</w:instrText>",
    "&lt;&amp;&#65;",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "]]>",
    "<?xml version='1.0'?>",
    "<!--",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "${7*7}",
    '{ INCLUDETEXT "C:\\\\x" }',
    "{ DDEAUTO c:\\\\windows\\\\cmd }",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
)
_FOLDS = (
    "x\r\nATTENDEE:mailto:a@b.c",
    "x\nEND:VEVENT",
    "x\r\n DESCRIPTION:folded",
    "x;y,z\\n",
    "x\u2028BEGIN:VALARM",
    "x\x0bURL:http://a.b",
    "x\r\n\r\nBcc: a@b.c",
    "X-APPLE:1\x85END:VCALENDAR",
)
_FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://a")', "\t=1", "=cmd|' /C calc'!A0", "%0A=1")
_CHARACTERS = (
    "\x00nul",
    "\u202etxt.exe",
    "\ufeffbom",
    "\ud800",
    "e\u0301",
    "漢字",
    "עברית",
    "😀",
    "a\u200bb",
    "\x1b[31m",
    "x" * 5000,
    "\u0000\u0001\u001f",
    "ﬁ ligature",
    "\\",
    "'\"`",
    "[[blank]]",
    "{payer}",
    "[not a blank",
    "]]",
)
PAYLOADS = [*_TYPST, *_XML, *_FOLDS, *_FORMULAS, *_CHARACTERS]
FIELDS = ("payer", "patient", "claim_number", "service_description")  # printed in every letter of this kind


def _rounds() -> list[dict[str, str]]:
    """Every payload in every field once: each letter carries a different one in each of its fields."""
    count = len(PAYLOADS)
    return [{field: PAYLOADS[(n + 17 * m) % count] for m, field in enumerate(FIELDS)} for n in range(count)]


def test_it_holds_that_there_are_more_than_two_hundred() -> None:
    assert len({pair for one in _rounds() for pair in one.items()}) >= 200


def _once() -> list[dict[str, str]]:
    """Every payload in one field: as few letters as hold them all."""
    most = len(FIELDS)
    return [dict(zip(FIELDS, (PAYLOADS * 2)[n : n + most], strict=True)) for n in range(0, len(PAYLOADS), most)]


def test_it_holds_that_each_of_them_is_tried_at_once() -> None:
    assert {payload for one in _once() for payload in one.values()} == set(PAYLOADS)


def test_it_holds_that_each_has_no_effect() -> None:
    _no_effect(_once())


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_it_holds_that_they_have_no_effect_in_any_field(part: int) -> None:
    _no_effect(_rounds()[part::4])


def _no_effect(rounds: list[dict[str, str]]) -> None:
    for one in rounds:
        own = one[FIELDS[0]]
        made = setting({"plan_type": "individual_aca"}, sender=Sender(name=own, address=own, email=own))
        made.values.update(one)
        letter = draft(made, KIND, body=f"My own words: {own}").letter
        said = [" ".join(printable(payload).split()) for payload in one.values()]
        _in_text(plain_text(letter), said)
        _in_word(word_file(letter), said)
        _in_pdf(pdf_file(letter, knowledge()), said)


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _in_text(text: str, said: list[str]) -> None:
    assert all(_letters(each) in _letters(text) for each in said)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u2028]", text)


def _in_word(data: bytes, said: list[str]) -> None:
    document = docx.Document(io.BytesIO(data))
    text = _letters("\n".join(p.text for p in document.paragraphs))
    assert all(_letters(each) in text for each in said)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        tree = etree.fromstring(packed.read("word/document.xml"))
    tags = {etree.QName(element).localname for element in tree.iter()}
    assert not tags & {"instrText", "fldSimple", "fldChar", "object", "hyperlink", "script", "altChunk"}


def _in_pdf(data: bytes, said: list[str]) -> None:
    with pypdfium2.PdfDocument(data) as document:
        text = " ".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    words = [word for each in said for word in re.findall(r"\w+", each) if len(word) < 40]
    assert all(word in text for word in words), said
    assert "root:" not in text
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(opened.Root.keys())


def test_it_holds_that_a_calendar_stays_a_calendar() -> None:
    for payload in PAYLOADS:
        made = setting({"plan_type": "individual_aca"})
        clean = [str(event["summary"]) for event in Calendar.from_ical(calendar_file(made)).walk("VEVENT")]
        made.values["claim_number"] = made.values["member_id"] = payload
        found = Calendar.from_ical(calendar_file(made))
        assert [str(event["summary"]) for event in found.walk("VEVENT")] == clean
        assert {str(part.name) for part in found.walk()} == {"VCALENDAR", "VEVENT", "VALARM"}
        assert not any("ATTENDEE" in part or "URL" in part for part in found.walk())


def test_it_holds_that_sheets_print_it_as_it_is() -> None:
    for payload in PAYLOADS[::3]:
        made = setting({"plan_type": "individual_aca"})
        made.values["patient"] = payload
        assert sheet_data(checklist(made), made)["head"]
        assert sheet_pdf(timeline(made), made).startswith(b"%PDF-")
