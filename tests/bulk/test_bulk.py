"""Thousands at a time: the same answers as one by one, whatever is packed, broken, cut, stopped or sent twice."""

import csv
import gzip
import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from benchmarks.remittance_maker import write_remittance
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from firstcheck.analyze import analyze
from firstcheck.bulk import run as runs
from firstcheck.bulk.claim_rows import rows_of
from firstcheck.bulk.clocked import ClockedEngine
from firstcheck.bulk.cuts import transaction_cuts
from firstcheck.bulk.decisions import Decisions, soonest
from firstcheck.bulk.groups import DECIDED
from firstcheck.bulk.inputs import Item, Refused, items_of
from firstcheck.bulk.output import read_output
from firstcheck.bulk.rows import FIELDS
from firstcheck.bulk.run import Summary, run
from firstcheck.bulk.work import Done, Settings, work
from firstcheck.facts.case import Outcome
from firstcheck.intake import Unreadable, read_file
from firstcheck.intake.x12 import RemittanceReader
from tests.intake.fhir.made import CARC, GROUP, item, money, reason, record
from tests.intake.x12.made import ENVELOPE, HEAD, NETWORK_REFUSALS, claim, refused, remittance, service, written
from tests.intake.x12.test_samples import NAMED, needs_samples

TODAY = date(2026, 11, 28)
SETTINGS = Settings(TODAY)
LETTER = "HARBORLINE MUTUAL\nSeptember 14, 2026\n\nDear Jane Doe,\nClaim number: 7001\nYour claim was denied. The provider is outside the plan's network.\n"


def rows(out: Path) -> list[dict[str, Any]]:
    return read_output(out).to_pylist()


def ran(paths: list[Path], out: Path, part_bytes: int = 10**9, **how: Any) -> tuple[Summary, list[dict[str, Any]]]:
    summary = run(list(items_of([str(path) for path in paths], part_bytes)), out, SETTINGS, jobs=1, **how)
    return summary, rows(out)


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def one(number: str = "7001", code: str = "PR*242") -> bytes:
    return written(remittance(refused(number, "74177", code)))


ENDS = {
    "CO*197": "",
    "CO*16": "N382",
    "PR*242": "N885",
    "CO*97": "M15",
    "CO*45": "",
    "PR*1": "",
    "CO*252": "N706",
    "OA*23": "",
}


@st.composite
def whole_claims(draw: st.DrawFn) -> list[str]:
    body: list[str] = []
    for _ in range(draw.__call__(st.integers(0, 3))):
        code = draw(st.sampled_from(sorted(ENDS)))
        procedure = draw(st.sampled_from(["74177", "74177:26", "80053", "99213", "J1100"]))
        body += service(procedure, "100", "0", code, ENDS[code] if draw(st.booleans()) else "")
    whole = [f"CAS*{draw(st.sampled_from(['CO*29', 'CO*22', 'PR*242']))}*300"] if not body else []
    filing = draw(st.sampled_from(["12", "MB", "16", "CI", "HM", "MC"]))
    status = draw(st.sampled_from(["1", "2", "4", "25"]))
    return claim(
        "7001", status, "300", "0", "300", filing, draw(st.sampled_from(["11", "22", "13", ""])), [*whole, *body]
    )


def _alike(data: bytes, decisions: Decisions) -> None:
    """Every determination of the analysis of one claim has its rows, and they say the same."""
    analysis = analyze([read_file(data, "remit.835")], {}, TODAY)
    (found,) = RemittanceReader().claims([data])
    made = {row.line: row for row in rows_of(found, decisions, "x")}
    for determination in analysis.decision.determinations:
        if determination.denial.outcome in (
            Outcome.PAID,
            Outcome.PATIENT_SHARE,
            Outcome.NOT_A_DECISION,
            Outcome.UNKNOWN,
        ):
            continue
        for name in determination.lines:
            number = int(name.rpartition(".")[2])
            row = made.pop(number, None) or made.pop(0)
            deadline = soonest(determination.deadlines)
            assert row.outcome == determination.denial.outcome.value
            assert (row.family, row.scenario, row.route) == (
                determination.denial.family,
                determination.denial.scenario,
                determination.route.id,
            )
            assert (row.act_by, row.last_day) == ((deadline.safe, deadline.legal) if deadline else (None, None))
            first = next(task for task in analysis.plan.tasks if task.determination == analysis.decision.primary)
            if determination.id == analysis.decision.primary:
                assert row.first_task == first.do
            assert row.confidence == str(determination.denial.confidence)
    assert all(row.outcome == "unknown" for row in made.values())


DECISIONS = Decisions(TODAY)


#: Two lines refused for two reasons beside a paid one: what the person owes is of the first alone.
OWED_OF_ONE_LINE = claim(
    "7001", "1", "300", "0", "300", "HM", "11",
    [*service("74177:26", "100", "0", "CO*45", ""), *service("74177:26", "100", "0", "PR*242", "N885"),
     *service("J1100", "100", "0", "CO*197", "")],
)  # fmt: skip


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example(OWED_OF_ONE_LINE)
@given(whole_claims())
def test_it_decides_as_one_by_one(found: list[str]) -> None:
    _alike(written(remittance(found)), DECISIONS)


@pytest.mark.parametrize("name", NETWORK_REFUSALS)
def test_it_decides_network_refusals_as_one_by_one(name: str) -> None:
    _alike(written(remittance(refused("7001", "74177:26", *NETWORK_REFUSALS[name], filing="16"))), DECISIONS)


def test_it_makes_one_row_a_refused_line_with_its_place(tmp_path: Path) -> None:
    body = [
        *service("74177", "100", "0", "CO*197"),
        *service("99213", "50", "50", ""),
        *service("80053", "100.55", "0", "PR*242", "N885"),
    ]
    segments = remittance(claim("7001", "1", "250.55", "50", "100.55", "MB", body=body))
    summary, found = ran([put(tmp_path / "a.835", written(segments, between="\n"))], tmp_path / "o.parquet")
    assert [(row["procedure_code"], row["adjustment_codes"], row["amount"]) for row in found] == [
        ("74177", "CO-197", Decimal("100.0000")),
        ("80053", "PR-242", Decimal("100.5500")),
    ]
    assert segments[found[1]["segment"] - 1] == "SVC*HC:80053*100.55*0**1"
    assert segments[found[1]["claim_segment"] - 1].startswith("CLP*")
    assert found[1]["remark_codes"] == "N885"
    assert found[1]["payer"] == "HARBORLINE MUTUAL"
    assert (found[1]["family"], found[0]["family"]) == ("network", "authorization")
    assert found[0]["act_by"] is not None
    assert found[0]["act_by"] <= found[0]["last_day"]
    assert found[0]["days_left"] == (found[0]["act_by"] - TODAY).days
    assert (summary.claims, summary.lines, summary.refused) == (1, 3, 2)
    assert pq.read_schema(tmp_path / "o.parquet").names == [*FIELDS, "duplicate_of"]


@needs_samples
def test_it_works_through_every_sample(tmp_path: Path) -> None:
    summary, found = ran(list(NAMED.values()), tmp_path / "o.jsonl")
    assert summary.claims == sum(len(list(RemittanceReader().claims([p.read_bytes()]))) for p in NAMED.values())
    assert len(found) == summary.rows > 20


def test_it_opens_folders_zips_gz_and_patterns(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.835", one("1"))
    put(tmp_path / "in" / "b.835.gz", gzip.compress(one("2")))
    with zipfile.ZipFile(tmp_path / "in" / "c.zip", "w") as archive:
        archive.writestr("x/one.835", one("3"))
        archive.writestr(
            "eob.json",
            json.dumps(
                record(item(1, "74177", reason("denialreason", (GROUP, "PR"), (CARC, "242")), money("submitted", 5)))
            ),
        )
    put(tmp_path / "in" / "sub" / "d.835", one("4"))
    put(tmp_path / "more" / "e.835", one("5"))
    _, found = ran([tmp_path / "in", Path(str(tmp_path / "more" / "*.835"))], tmp_path / "o.parquet")
    assert sorted(row["claim_number"] for row in found) == ["1", "2", "3", "4", "5", "7001"]
    assert [row["source_file"] for row in found][:3] == ["in/a.835", "in/b.835.gz", "in/c.zip/eob.json"]


def test_it_takes_a_sub_folder_with_a_letter_for_one_case(tmp_path: Path) -> None:
    put(tmp_path / "in" / "doe" / "letter.txt", LETTER.encode())
    put(tmp_path / "in" / "doe" / "remit.835", one("7001"))
    put(tmp_path / "in" / "roe.txt", LETTER.replace("7001", "7002").encode())
    summary, found = ran([tmp_path / "in"], tmp_path / "o.parquet")
    assert summary.claims == 2
    assert [(row["source_file"], row["family"]) for row in found] == [("in/doe", "network"), ("in/roe.txt", "network")]


def test_it_reports_a_bad_file_and_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "a.835", b"ISA*00*" + b"x" * 3000 + b"~CLP*1*1*1*1~")
    put(tmp_path / "b.835", one("2"))
    put(tmp_path / "c.zip", b"PK\x03\x04 broken")
    put(tmp_path / "d.json", b'{"resourceType": "ExplanationOfBenefit", ')
    put(tmp_path / "e.835.gz", gzip.compress(one("3"))[:-12])
    put(tmp_path / "f.835", b"")
    out = tmp_path / "o.parquet"
    names = [tmp_path / name for name in ("a.835", "b.835", "c.zip", "d.json", "e.835.gz", "f.835", "gone.835")]
    summary, found = ran(names, out)
    assert "2" in [row["claim_number"] for row in found]
    told = {json.loads(line)["file"] for line in (tmp_path / "o.parquet.problems.jsonl").read_text().splitlines()}
    assert told >= {"a.835", "c.zip", "d.json", "e.835.gz", "f.835", "gone.835"}
    assert "b.835" not in told
    assert all(say.endswith(".") for *_, say in summary.problems)


def test_it_refuses_a_zip_that_grows_without_measure(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.835", b"0" * 50_000_000)
    (found,) = items_of([str(tmp_path / "bomb.zip")])
    assert isinstance(found, Refused)


def test_it_marks_claims_that_were_sent_again(tmp_path: Path) -> None:
    put(
        tmp_path / "in" / "a.835", written(remittance(refused("1", "74177", "PR*242"), refused("2", "74177", "CO*197")))
    )
    again = remittance(refused("2", "74177", "CO*197"), refused("3", "74177", "CO*50"))
    put(tmp_path / "in" / "b.835", written([segment.replace("998877", "112233") for segment in again], "\n"))
    _, found = ran([tmp_path / "in"], tmp_path / "o.parquet")
    first = next(row for row in found if row["claim_number"] == "2")
    assert {(row["source_file"], row["claim_number"]): row["duplicate_of"] for row in found} == {
        ("in/a.835", "1"): None,
        ("in/a.835", "2"): None,
        ("in/b.835", "2"): f"in/a.835#{first['claim_segment']}",
        ("in/b.835", "3"): None,
    }


def test_it_gives_the_same_table_cut_or_whole_alone_or_in_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_remittance(tmp_path / "big.835", 1_200_000, 0.2, 5)
    ran([path], tmp_path / "whole.csv")
    ran([path], tmp_path / "cut.csv", part_bytes=300_000)
    assert (tmp_path / "cut.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    ran([path], tmp_path / "cut.parquet", part_bytes=300_000)
    monkeypatch.setattr(runs, "_WORTH_PROCESSES", 0)
    items = list(items_of([str(path)], 300_000))
    assert len(items) > 2
    run(items, tmp_path / "spread.parquet", SETTINGS, jobs=2)
    assert (tmp_path / "spread.parquet").read_bytes() == (tmp_path / "cut.parquet").read_bytes()


FORKING = """
import sys
from datetime import date
from pathlib import Path
from firstcheck.bulk import loaded, run as runs
from firstcheck.bulk.inputs import items_of
from firstcheck.bulk.work import Settings

runs._WORTH_PROCESSES = 0
items = list(items_of([sys.argv[1]], 300_000))
runs.run(items, Path(sys.argv[2]), Settings(date(2026, 11, 28)), jobs=2)
print(runs._context(papers=False).get_start_method())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_it_gives_the_same_table_from_workers_that_begin_with_what_was_decided(tmp_path: Path) -> None:
    path = write_remittance(tmp_path / "big.835", 1_200_000, 0.2, 5)
    ran([path], tmp_path / "cut.parquet", part_bytes=300_000)
    around = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    call = [sys.executable, "-c", FORKING, str(path), str(tmp_path / "forked.parquet")]
    done = subprocess.run(call, capture_output=True, text=True, env=around, timeout=120, check=True)
    assert done.stdout.strip() == "fork"
    assert (tmp_path / "forked.parquet").read_bytes() == (tmp_path / "cut.parquet").read_bytes()


def test_it_decides_the_same_whichever_claim_came_first(tmp_path: Path) -> None:
    path = write_remittance(tmp_path / "big.835", 700_000, 0.2, 5)
    found = list(RemittanceReader().claims([path.read_bytes()]))
    there, back = Decisions(TODAY), Decisions(TODAY)
    forward = {(row.segment, row.scenario, row.route) for each in found for row in rows_of(each, there, "x")}
    assert forward == {
        (row.segment, row.scenario, row.route) for each in found[::-1] for row in rows_of(each, back, "x")
    }


def test_it_numbers_the_segments_of_parts_as_in_the_file(tmp_path: Path) -> None:
    path = write_remittance(tmp_path / "big.835", 1_500_000, 0.2, 5)
    segments = path.read_bytes().split(b"~")
    for start, _, _, first in transaction_cuts(path, 300_000):
        at = first + 1 if start else 0
        assert path.read_bytes()[start : start + 6] == segments[at][:6]
    _, found = ran([path], tmp_path / "o.parquet", part_bytes=300_000)
    for row in found[:: len(found) // 50]:
        assert segments[row["segment"] - 1].startswith(b"SVC*")
        assert segments[row["claim_segment"] - 1].split(b"*")[7].decode() == row["claim_number"]


def test_it_goes_on_where_a_stopped_run_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_remittance(tmp_path / "big.835", 2_000_000, 0.2, 5)
    expected = tmp_path / "expected.parquet"
    ran([path], expected, part_bytes=300_000)
    calls: list[str] = []

    def stops(each: Item, how: Settings) -> Done:
        calls.append(each.id)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return work(each, how)

    monkeypatch.setattr(runs, "work", stops)
    out = tmp_path / "out.parquet"
    with pytest.raises(KeyboardInterrupt):
        ran([path], out, part_bytes=300_000)
    assert not out.exists()
    monkeypatch.setattr(runs, "work", work)
    summary, _ = ran([path], out, part_bytes=300_000, resume=True)
    assert summary.resumed == 3
    assert out.read_bytes() == expected.read_bytes()
    assert not (tmp_path / "out.parquet.parts").exists()


def test_it_does_not_mix_a_stopped_run_with_another_day(tmp_path: Path) -> None:
    path = put(tmp_path / "a.835", one())
    (tmp_path / "o.parquet.parts").mkdir()
    (tmp_path / "o.parquet.parts" / "manifest.json").write_text("{}")
    with pytest.raises(Unreadable, match="--resume"):
        ran([path], tmp_path / "o.parquet", resume=True)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_it_writes_csv_that_a_spreadsheet_cannot_run(tmp_path: Path, begin: str) -> None:
    segments = [
        s.replace("HARBORLINE MUTUAL", f"{begin}cmd|' /C calc'!A0")
        for s in remittance(refused("7001", "74177", "PR*242"))
    ]
    _, found = ran([put(tmp_path / "a.835", written(segments))], tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert not row["payer"].startswith(begin)
    assert (tmp_path / "o.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert found[0]["payer"].strip() == f"{begin}cmd|' /C calc'!A0".strip()


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_it_reads_its_own_tables_again(tmp_path: Path, ending: str) -> None:
    path = put(
        tmp_path / "a.835",
        written(remittance(refused("7001", "74177", "PR*242"), refused("7002", "80053", "CO*16", "N382"))),
    )
    _, first = ran([path], tmp_path / "o.parquet")
    _, again = ran([path], tmp_path / f"p.{ending}")
    assert again == first


def test_it_writes_an_empty_table_where_nothing_was_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "a.835", written(remittance(claim(paid="612", body=service("74177", "612", "612", "")))))
    summary, found = ran([path], tmp_path / "o.parquet")
    assert (summary.claims, found) == (1, [])


def test_it_decides_records_line_by_line_in_parts(tmp_path: Path) -> None:
    refusing = reason("denialreason", (GROUP, "PR"), (CARC, "242"), amount=612)
    lines = [
        json.dumps({**record(item(1, "74177", refusing, money("submitted", 612))), "identifier": [{"value": str(n)}]})
        for n in range(300)
    ]
    path = put(tmp_path / "many.ndjson", ("\n".join(lines) + "\n").encode())
    _, whole = ran([path], tmp_path / "o.parquet")
    _, parts = ran([path], tmp_path / "p.parquet", part_bytes=40_000)
    assert len(list(items_of([str(path)], 40_000))) > 3
    assert whole == parts
    assert [row["claim_number"] for row in whole] == [str(n) for n in range(300)]
    assert [row["segment"] for row in whole] == list(range(1, 301))
    assert {row["family"] for row in whole} == {"network"}


def test_it_reports_a_damaged_line_of_records(tmp_path: Path) -> None:
    good = json.dumps(record(item(1, "74177", reason("denialreason", (CARC, "242")), money("submitted", 1))))
    summary, found = ran([put(tmp_path / "m.ndjson", f"{good}\n{{broken\n{good}\n".encode())], tmp_path / "o.parquet")
    assert len(found) == 2
    assert [problem[:3] for problem in summary.problems] == [("m.ndjson", 2, "damaged")]


def test_it_knows_a_correction_that_the_screen_passed_over(tmp_path: Path) -> None:
    back = claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])
    right = claim("7001", "1", "612", "450", body=["SVC*HC:72148*612*450**1", "CAS*CO*45*162"])
    alone = claim("7002", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])
    _, found = ran([put(tmp_path / "a.835", written(remittance(back, right, alone)))], tmp_path / "o.parquet")
    assert [(row["claim_number"], row["outcome"]) for row in found] == [("7002", "unknown")]


def test_it_says_where_a_correction_may_stand_in_another_part(tmp_path: Path) -> None:
    back = claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])
    first, second = (
        written(remittance(each)) for each in (back, claim("7001", paid="612", body=service("74177", "612", "612", "")))
    )
    path = put(tmp_path / "a.835", first + second)
    (item,) = items_of([str(path)])
    assert isinstance(item, Item)
    part = msgspec.structs.replace(item, start=0, end=len(first))
    assert [problem[2] for problem in work(part, SETTINGS).problems] == ["reversal"]
    assert [problem[2] for problem in work(item, SETTINGS).problems] == []


def test_it_pairs_a_reversal_with_its_correction_in_another_part(tmp_path: Path) -> None:
    def back(number: str) -> list[str]:
        return claim(number, "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])

    right = claim("7001", "1", "612", "450", body=["SVC*HC:72148*612*450**1", "CAS*CO*45*162"])
    paid = claim("7004", paid="612", body=service("74177", "612", "612", ""))
    segments: list[str] = []
    for each in ([back("7001"), refused("7003", "74177", "CO*197")], [back("7002")], [right], [paid]):
        inside = [*HEAD, *(segment for one_claim in each for segment in one_claim)]
        segments += [*inside, f"SE*{len(inside) + 1}*0001"]
    path = put(tmp_path / "a.835", written([*ENVELOPE, *segments, "GE*4*1", "IEA*1*000000001"]))
    assert len(list(items_of([str(path)], 300))) == 4
    for name in ("o.csv", "o.parquet"):
        told, parts = ran([path], tmp_path / name, part_bytes=300)
        whole, expected = ran([path], tmp_path / f"w{name}")
        assert [row["claim_number"] for row in expected] == ["7003", "7002"]
        assert parts == expected
        assert told.rows == told.refused == whole.rows == 2
        assert [problem[2] for problem in told.problems] == ["reversal"]
        assert segments[told.problems[0][1] - 3].split("*")[7] == "7002"


def test_it_says_how_many_problems_it_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstcheck.bulk.work._MOST_PROBLEMS", 3)
    path = put(tmp_path / "m.ndjson", json.dumps(record(item(1, "74177"))).encode() + b"\n" + b"{broken\n" * 8)
    (one_item,) = items_of([str(path)])
    assert isinstance(one_item, Item)
    problems = work(one_item, SETTINGS).problems
    assert len(problems) == 4
    assert problems[-1][2:] == ("more", "5 more problems of this file, or this part of it, are not listed.")


def test_it_tells_readings_and_assistants_apart_whichever_claim_came_first() -> None:
    """A line that shows no modifier is judged by those of the claim's other refused lines, not by another claim's."""
    for first in ("71046:26", "71046:AS", "71046", "71046:TC"):
        lines = [*service(first, "200", "0", "CO*55"), *service("72148", "412", "0", "PR*242")]
        _alike(written(remittance(claim("7001", "4", "612", "0", "412", "16", "22", lines))), DECISIONS)


def test_it_tells_kinds_of_care_apart_though_their_numbers_begin_alike() -> None:
    for code in ("90834", "97110", "99285", "J3490", "72148", "70553"):
        _alike(written(remittance(refused("7001", code, "CO*50"))), DECISIONS)


def test_it_tells_operations_from_small_procedures_whichever_came_first() -> None:
    for code in ("10060", "20610", "99213", "33208", "A0430", "A0425", "99284", "77385", "72148"):
        _alike(written(remittance(refused("7001", code, "CO*197"))), DECISIONS)
        _alike(written(remittance(refused("7001", code, "CO*58"))), DECISIONS)


def test_it_tells_sides_and_owed_nothing_apart_whichever_came_first() -> None:
    def refusals(first: str, second: str, owed: str) -> bytes:
        body = [*service(first, "200", "0", "CO*18"), "CAS*PR*96*1", *service(second, "412", "412", "")]
        return written(remittance(claim("7001", "1", "612", "412", owed, "12", "11", body)))

    for pair in (("73721:LT", "73721:LT"), ("73721:RT", "73721:LT"), ("73721", "73721:LT"), ("73721", "73721")):
        for owed in ("5", "0", ""):
            _alike(refusals(*pair, owed), DECISIONS)


def test_it_hears_all_modifiers_of_the_refused_lines() -> None:
    for others in (("71046:26",), ("71046:26", "80053:TC"), ("71046:TC",), ("71046:26:TC",)):
        lines = [segment for code in others for segment in service(code, "200", "0", "CO*16", "N382")]
        lines += service("72148", "412", "0", "PR*242")
        _alike(written(remittance(claim("7001", "4", "612", "0", "412", "16", "22", lines))), DECISIONS)


@pytest.mark.parametrize("second", ["ISA|00|        |00|        |ZZ|A|ZZ|B|260910|1200|^|00501|000000002|0|T|>~", ""])
def test_it_cuts_a_file_of_one_kind_only_wherever_its_windows_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str
) -> None:
    monkeypatch.setattr("firstcheck.bulk.cuts._WINDOW", 301)
    part = one().decode()
    data = (part * 2 + (second + part.partition("~")[2].replace("*", "|") if second else part)) * 2
    path = put(tmp_path / "a.835", data.encode())
    found = transaction_cuts(path, 400)
    assert (len(found) == 1) is bool(second)
    for start, _, _, first in found[1:]:
        assert data[start : start + 2] in ("IS", "ST")
        assert data[:start].count("~") in (first - 1, first + 1)


def test_it_leaves_out_of_a_signature_only_what_no_row_turns_on(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ClockedEngine()
    assert engine.tells("surgical", DECIDED)
    assert not engine.tells("share_said_zero", frozenset({"denied"}))
    assert engine.tells("share_said_zero", frozenset({"not-a-decision"}))
    rule = engine.routes.rules[0]
    reads = msgspec.structs.replace(rule, when={"finding_patient_may_be_billed": frozenset({"yes"})})
    monkeypatch.setattr(engine.routes, "rules", (reads,))
    assert engine.tells("share_said_zero", frozenset({"denied"}))
