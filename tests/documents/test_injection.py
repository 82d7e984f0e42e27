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
#: Alone, behind honest words, and two of them together.
EVERY = [
    *PAYLOADS,
    *(f"Ingrid {p}" for p in PAYLOADS),
    *(p + q for p, q in zip(PAYLOADS, PAYLOADS[11:] + PAYLOADS[:11], strict=True)),
]
#: Every text of a case that is printed in letters of this kind, and what the sender writes.
FACTS = ("payer", "patient", "member_id", "group_number", "claim_number", "case_number", "authorization_number")
FACTS += ("referral_number", "service_description", "billing_provider")
SENDER = ("name", "address", "phone", "email")
FIELDS = (*FACTS, *SENDER)


def _rounds(payloads: list[str], step: int) -> list[dict[str, str]]:
    """Letters that carry a different payload in each field; with step 1 every payload comes to every field."""
    count = len(payloads)
    return [{field: payloads[(n + m) % count] for m, field in enumerate(FIELDS)} for n in range(0, count, step)]


def test_it_holds_that_there_are_more_than_two_hundred_for_every_field() -> None:
    for field in FIELDS:
        assert len({one[field] for one in _rounds(EVERY, 1)}) >= 200


def _once() -> list[dict[str, str]]:
    """Every payload in one field: as few letters as hold them all."""
    return _rounds(PAYLOADS, len(FIELDS))


def test_it_holds_that_each_of_them_is_tried_at_once() -> None:
    assert {payload for one in _once() for payload in one.values()} == set(PAYLOADS)


def test_it_holds_that_each_has_no_effect() -> None:
    _no_effect(_once())


@pytest.mark.long
@pytest.mark.parametrize("part", range(6))
def test_it_holds_that_they_have_no_effect_in_any_field(part: int) -> None:
    _no_effect(_rounds(EVERY, 1)[part::6])


def _no_effect(rounds: list[dict[str, str]]) -> None:
    for one in rounds:
        own = one[FIELDS[0]]
        sender = Sender(**{field: one[field] for field in SENDER})
        made = setting({"plan_type": "individual_aca"}, sender=sender)
        made.values.update({field: one[field] for field in FACTS})
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
