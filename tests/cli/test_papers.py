"""letter, packet, calendar and checklist on the command line: files made, drafts told, bad calls in one sentence."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from firstcheck.cli.main import main
from tests.documents.papers import PAPER, second_paper

PLAN = ["--answer", "plan_type=individual_aca", "--today", "2026-11-02"]


@pytest.fixture
def denial(tmp_path: Path) -> str:
    path = tmp_path / "denial.txt"
    path.write_text(PAPER, encoding="utf-8")
    return str(path)


def test_it_holds_that_a_letter_in_three_formats(denial: str, tmp_path: Path) -> None:
    for ending, start in ((".pdf", b"%PDF-"), (".docx", b"PK"), (".txt", b"[")):
        out = tmp_path / f"letter{ending}"
        given = ["--kind", "claim-file-request", "--address", "27 Larch Road, Ely, MN 55731", "-o", str(out)]
        assert main(["letter", denial, *PLAN, *given]) == 0
        assert out.read_bytes().startswith(
            start if ending != ".txt" else b"Ingrid Solheim-Baptiste\n27 Larch Road\nEly, MN"
        )


def test_it_holds_that_the_letters_that_fit_are_listed(denial: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", denial, *PLAN, "--list"]) == 0
    listed = capsys.readouterr().out
    assert "appeal-medical-necessity" in listed and "tricare" not in listed


def test_it_holds_that_an_edited_body_is_checked_again(
    denial: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = tmp_path / "body.txt"
    body.write_text("I ask you to pay $17.00 by March 3, 2031.\n\n1. Answer me.\n", encoding="utf-8")
    assert main(["letter", denial, *PLAN, "--kind", "reprocess-request", "--body", str(body)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("DRAFT. Do not send yet.")
    assert "$17.00" in said.err and "March 3, 2031" in said.err
    body.write_text("I ask you to pay the claim of $1,846.20.\n", encoding="utf-8")
    assert main(["letter", denial, *PLAN, "--kind", "reprocess-request", "--body", str(body)]) == 0


def test_it_holds_that_a_network_provider_may_not_appeal_in_tricare(
    denial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["letter", denial, "--answer", "plan_type=tricare", "--kind", "tricare-appeal", "--sender", "provider"]
    assert main(call) == 1
    assert "cannot appeal for a patient" in capsys.readouterr().err


def test_it_holds_that_a_representative_sends_the_form_along(denial: str, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["letter", denial, *PLAN, "--kind", "appeal-coverage", "--sender", "representative", "--name", "Jo Ek"]
    assert main(call) == 0
    out = capsys.readouterr().out
    assert "Signed representative form" in out and out.startswith("Jo Ek")


def test_it_holds_that_a_packet_with_exhibits(denial: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "packet.pdf"
    call = ["packet", denial, *PLAN, "--kind", "claim-file-request", "--exhibit", denial, "-o", str(out)]
    assert main(call) == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert "packet.pdf: " in capsys.readouterr().err


def test_it_holds_that_calendar_and_sheets(
    denial: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    old = tmp_path / "old.ics"
    assert main(["calendar", denial, *PLAN, "-o", str(old)]) == 0
    assert main(["calendar", denial, *PLAN, "--before", str(old)]) == 0
    assert capsysbinary.readouterr().out == old.read_bytes()
    for sheet in ("checklist", "calls", "timeline"):
        out = tmp_path / f"{sheet}.pdf"
        assert main(["checklist", denial, *PLAN, "--sheet", sheet, "-o", str(out)]) == 0
        assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("call", "say"),
    [
        (["letter", "{denial}", "--kind", "love-letter"], "There is no letter 'love-letter'"),
        (["letter", "{denial}", "-o", "x.xlsx"], "written as .pdf, .docx or .txt"),
        (["letter", "{denial}", "--body", "nowhere.txt"], "cannot be read"),
        (["packet", "{denial}", "-o", "/nowhere/x.pdf"], "cannot be written"),
        (["packet", "{denial}", "--exhibit", "nowhere.pdf", "-o", "x.pdf"], "cannot be opened"),
        (["calendar", "{denial}", "--before", "{denial}"], "not a calendar file"),
        (["checklist", "{denial}", "-o", "x.docx"], "written as .pdf or .txt"),
    ],
)
def test_it_holds_that_a_wrong_call_is_one_sentence(
    call: list[str], say: str, denial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([part.replace("{denial}", denial) for part in call]) == 2
    err = capsys.readouterr().err
    assert say in err and err.count("\n") == 1 and "Traceback" not in err


@pytest.fixture
def other_denial(tmp_path: Path) -> str:
    path = tmp_path / "other.txt"
    path.write_text(second_paper(), encoding="utf-8")
    return str(path)


def test_it_holds_that_another_denial_can_be_chosen(
    denial: str, other_denial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["letter", denial, other_denial, *PLAN, "--kind", "claim-file-request"]
    assert main(call) == 0
    assert "several denials" in (said := capsys.readouterr().err) and "--denial ID" in said and said.count("  * ") == 1
    assert main([*call, "--denial", "1"]) == 0
    first = capsys.readouterr()
    assert "2026-771-30952" in first.out and "2026-771-40118" not in first.out
    assert "* 1: 2026-771-30952" in first.err
    assert main([*call, "--denial", "2"]) == 0
    second = capsys.readouterr()
    assert "2026-771-40118" in second.out and "September 20, 2026" in second.out
    assert "2026-771-30952" not in second.out and "* 2: 2026-771-40118" in second.err


def test_it_holds_that_a_denial_there_is_not_is_said(
    denial: str, other_denial: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["checklist", denial, other_denial, *PLAN, "--denial", "9"]) == 2
    assert "There is no denial '9' in these papers. There is: 1, 2." in capsys.readouterr().err


def test_it_holds_that_the_calendar_has_the_days_of_every_denial(
    denial: str, other_denial: str, tmp_path: Path
) -> None:
    out = tmp_path / "dates.ics"
    assert main(["calendar", denial, other_denial, *PLAN, "-o", str(out)]) == 0
    events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    last = {str(event["summary"]): event["dtstart"].dt for event in events if "last lawful" in event["summary"]}
    assert last == {
        "Appeal to the plan: last lawful day (denial 1)": date(2027, 4, 10),
        "Appeal to the plan: last lawful day (denial 2)": date(2027, 3, 19),
    }
