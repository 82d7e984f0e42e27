"""A table to a day's work: order, shared causes, the report, and the commands."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from firstcheck.bulk.inputs import items_of
from firstcheck.bulk.output import read_output
from firstcheck.bulk.report import headline, report
from firstcheck.bulk.run import run
from firstcheck.bulk.work import Settings
from firstcheck.bulk.worklist import Worklist, worklist_of
from firstcheck.cli.main import main
from tests.intake.x12.made import refused, remittance, written

TODAY = date(2026, 11, 28)


def made(
    tmp_path: Path, *claims: Sequence[str], answers: tuple[tuple[str, str], ...] = (("plan_type", "self_funded_erisa"),)
) -> Worklist:
    path = tmp_path / "a.835"
    path.write_bytes(written(remittance(*claims)))
    run(list(items_of([str(path)])), tmp_path / "o.parquet", Settings(TODAY, answers), jobs=1)
    return worklist_of(read_output(tmp_path / "o.parquet"), TODAY)


def test_it_puts_claims_of_one_cause_together(tmp_path: Path) -> None:
    work = made(tmp_path, *(refused(str(n), "74177", "CO*197") for n in range(14)), refused("99", "80053", "PR*242"))
    together = next(each for each in work.works if each.codes == "CO-197")
    assert (len(together.claims), together.lines, together.amount) == (14, 14, Decimal(14 * 612))
    assert headline(together) == "14 claims, HARBORLINE MUTUAL, CO-197"
    assert len(work.works) == 2
    assert (work.lines, work.claims) == (15, 15)


def test_it_puts_the_nearest_day_first_and_then_the_money(tmp_path: Path) -> None:
    far = [refused(str(n), "74177", "CO*197", filing="MB") for n in range(3)]
    work = made(tmp_path, refused("1", "74177", "CO*50"), *far, answers=())
    assert [each.act_by is None for each in work.works] == sorted(each.act_by is None for each in work.works)
    dated = [each for each in work.works if each.act_by]
    assert dated
    soon = made(tmp_path, refused("1", "74177", "CO*50"), *far)
    later = worklist_of(read_output(tmp_path / "o.parquet"), date(2027, 3, 1))
    assert [each.act_by for each in later.works] == sorted(each.act_by for each in later.works if each.act_by)
    assert soon.works[0].amount == max(each.amount for each in soon.works)


def test_it_counts_claims_once_that_came_twice(tmp_path: Path) -> None:
    work = made(tmp_path, refused("1", "74177", "CO*197"), refused("1", "74177", "CO*197"))
    assert (work.lines, work.repeated) == (1, 1)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.outside += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "br", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag


def test_it_writes_a_report_that_needs_nothing_else(tmp_path: Path) -> None:
    bad = [
        segment.replace("HARBORLINE MUTUAL", "<script>alert(1)</script>")
        for segment in remittance(refused("1", "74177", "CO*197"))
    ]
    (tmp_path / "b.835").write_bytes(written(bad))
    run(list(items_of([str(tmp_path / "b.835")])), tmp_path / "o.parquet", Settings(TODAY), jobs=1)
    page = report(worklist_of(read_output(tmp_path / "o.parquet"), TODAY))
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.outside
    assert "script" not in tags.seen
    assert {"svg", "table", "h1"} <= tags.seen
    assert "&lt;script&gt;" in page


def test_it_runs_from_file_to_list_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.835").write_bytes(written(remittance(*(refused(str(n), "74177", "CO*197") for n in range(3)))))
    table, page = tmp_path / "o.csv", tmp_path / "o.html"
    bulk = [
        "bulk",
        str(tmp_path / "a.835"),
        "-o",
        str(table),
        "--answer",
        "plan_type=self_funded_erisa",
        "--today",
        "2026-11-28",
    ]
    assert main(bulk) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "3 claims read" in told.err
    assert main(["worklist", str(table), "--html", str(page), "--today", "2026-11-28"]) == 0
    said = capsys.readouterr().out
    assert "3 claims, HARBORLINE MUTUAL, CO-197: $1,836.00" in said
    assert re.search(r"Act by: \w{3} \w+ \d", said)
    assert all(len(line) <= 80 for line in said.splitlines())
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("call", "say"),
    [
        (["bulk", "nothing.835", "-o", "o.xls"], "should end in"),
        (["worklist", "gone.parquet"], "Run `firstcheck bulk` first"),
        (["worklist", "words.csv"], "not a table made by"),
        (["worklist", "words.parquet"], "not a table made by"),
        (["worklist", "words.doc"], "should end in"),
        (["bulk", "empty", "-o", "o.csv"], "nothing to read"),
    ],
)
def test_it_says_what_is_wrong_in_one_line(
    call: list[str], say: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    for name in ("words.csv", "words.parquet", "words.doc"):
        (tmp_path / name).write_text("hello\nworld\n")
    assert main(call) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert say in told.err
