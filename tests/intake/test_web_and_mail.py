"""Web pages, text pasted with tags, and saved mail."""

import pytest

from firstcheck.intake import Unreadable, read_file, read_text

PAGE = b"""<!doctype html><html><head><title>no</title><style>p{}</style></head><body>
<p>Dear <b>member</b>,<br>we said&nbsp;no.</p><p style="display: none">secret</p><script>alert(1)</script>
<table><tr><th>Code</th><th>Amount</th></tr><tr><td>70553</td><td>$2,385.00</td></tr></table></body></html>"""


def test_it_reads_what_a_browser_would_show() -> None:
    text = read_file(PAGE, "letter.html").pages[0].text
    assert text.startswith("Dear member,\nwe said no.")
    assert "secret" not in text
    assert "alert" not in text
    head, row = [line for line in text.split("\n") if "Amount" in line or "70553" in line]
    assert head.index("Amount") == row.index("$2,385.00")


def test_it_strips_tags_of_a_paste() -> None:
    text = read_text("<div><p>Claim 44</p><p>denied</p></div>").pages[0].text
    assert [line for line in text.split("\n") if line] == ["Claim 44", "denied"]


def test_it_leaves_angle_brackets_of_plain_text() -> None:
    assert read_text("pain < 6 weeks and > 3 days").pages[0].text == "pain < 6 weeks and > 3 days"


MAIL = (
    b"From: plan@example.org\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nSubject: =?utf-8?q?Denegaci=C3=B3n?=\r\n"
    b"MIME-Version: 1.0\r\nMessage-ID: <1@x>\r\n"
)


def test_it_reads_mail_with_its_header_fields() -> None:
    body = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nClaim =\r\n9"
    document = read_file(MAIL + body, "x.eml")
    assert "Subject: Denegación" in document.pages[0].text
    assert document.pages[0].text.endswith("Claim 9")


def test_it_names_attachments() -> None:
    body = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n'
        b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n"
    )
    assert any("attached" in problem for problem in read_file(MAIL + body, "x.eml").problems)


@pytest.mark.parametrize(
    "body", [b"<" * 20_000, b"<table>" * 9_000 + b"<td>x", b"<!--" * 9_000, b"<p a" + b"='" * 9_000]
)
def test_it_ends_on_hostile_markup(body: bytes) -> None:
    try:
        read_file(b"<!doctype html><p>a</p><br>" + body, "x.html")
    except Unreadable as error:
        assert str(error).endswith(".")
