"""The law behind an answer on the command line: sources with their age, and a rule explained."""

from datetime import date
from pathlib import Path

import pytest

from firstcheck.cli.law_commands import listed
from firstcheck.cli.main import main
from firstcheck.knowledge.load import knowledge

LETTER = (
    "HARBOR HEALTH PLAN\n\nDate of notice: 11/02/2026\nMember: Ada Example   Member ID: HH 1234567\n\n"
    "Dear Ada Example,\nWe denied claim 4410-22 for your visit on 10/05/2026 to Lakeside Imaging.\n"
    "Reason: CO-242. The provider is not in your plan's network.\n"
    "You may appeal within 180 days of receiving this notice.\n"
)


@pytest.fixture
def letter(tmp_path: Path) -> str:
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    return str(tmp_path / "letter.txt")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_it_lists_every_source_with_grade_and_age(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "sources", "--today", "2026-11-23")
    assert (status, err) == (0, "")
    assert all(f"{name}: " in out for name in knowledge().sources)
    assert "54 days old: current" in out  # eCFR of 30 September 2026
    assert max(len(line) for line in out.splitlines() if "http" not in line) <= 80


def test_it_flags_what_is_past_its_review_date(capsys: pytest.CaptureFixture[str]) -> None:
    _, before, _ = run(capsys, "sources", "--due", "--today", "2026-11-23")
    _, after, _ = run(capsys, "sources", "--due", "--today", "2027-12-01")
    assert "erisa-2560-503-1-h: " not in before and "erisa-2560-503-1-h: " in after
    assert "hi-432e-34: " in before and "READ AGAIN" in before and ": current." not in before
    due = [name for name, source in knowledge().sources.items() if source.due(date(2026, 11, 23))]
    assert all(f"{name}: " in before for name in due)


def test_it_reads_washington_again_before_its_statute_ends() -> None:
    """RCW 48.43.535 as read ends on 1 January 2027."""
    source = knowledge().sources["wa-284-43-3150"]
    assert source.review_by == date(2026, 12, 31)
    assert "the-letter" not in "".join(listed(knowledge(), date(2030, 1, 1), due_only=True))


def test_it_explains_a_rule_with_its_words_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "rules", "explain", "nsa-visit-ancillary")
    assert status == 0
    rule = next(rule for rule in knowledge().rules if rule.id == "nsa-visit-ancillary")
    words = " ".join(out.split())
    assert " ".join(rule.because.split()) in words
    assert all(name in words for name in rule.when)
    assert "45 CFR 149.420(b) (regulation" in words
    assert "imaging services, laboratory services" in words


def test_it_says_what_made_a_rule_hold_or_not(letter: str, capsys: pytest.CaptureFixture[str]) -> None:
    at_center = ("--answer", "facility_type=freestanding", "--answer", "plan_type=self_funded_erisa")
    status, out, _ = run(
        capsys, "rules", "explain", "nsa-not-freestanding", letter, *at_center, "--today", "2026-11-23"
    )
    assert status == 0
    assert "It holds." in out and "facility_type is freestanding: as it should be" in " ".join(out.split())
    _, out, _ = run(capsys, "rules", "explain", "nsa-visit-ancillary", letter, *at_center, "--today", "2026-11-23")
    assert "It does not hold." in out and "visit_facility is no: it would have to be yes" in " ".join(out.split())
    _, out, _ = run(capsys, "rules", "explain", "directory-reliance-proof", letter, "--today", "2026-11-23")
    assert "It is open." in out and "directory_proof is not known" in out


def test_it_explains_a_deadline_and_the_day_it_gives(letter: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers = ("--answer", "plan_type=self_funded_erisa", "--answer", "received_date=2026-11-05")
    _, out, _ = run(capsys, "rules", "explain", "appeal-180-days", letter, *answers, "--today", "2026-11-23")
    words = " ".join(out.split())
    assert "180 days from receipt" in words and "29 CFR 2560.503-1(h)(3)(i) (regulation" in words
    assert "Last lawful day 2027-05-04" in words
    _, out, _ = run(capsys, "rules", "explain", "appeal-fehb", letter, *answers, "--today", "2026-11-23")
    assert "It starts no date here." in out


def test_it_marks_law_that_was_read_second_hand(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "rules", "explain", "appeal-medicare-advantage")
    assert "secondary, read second-hand: check it" in " ".join(out.split())


def test_it_says_which_rules_have_a_like_name(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "rules", "explain", "nsa-visit")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and "nsa-visit-ancillary" in err


def test_it_wants_a_day_for_the_age(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "sources", "--today", "soon")
    assert status == 2 and "soon" in err


def test_it_prints_the_coverage_page(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "sources", "--coverage")
    page = Path(__file__).parents[2] / "docs" / "law-coverage.md"
    assert out == page.read_text(encoding="utf-8"), "run: firstcheck sources --coverage > docs/law-coverage.md"
