"""Rows made by keys, without an object each, equal the rows of the exact reader: cell by cell, whatever a file holds."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from benchmarks.remittance_maker import write_remittance
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from firstcheck.bulk.claim_rows import rows_of
from firstcheck.bulk.decisions import Decisions
from firstcheck.bulk.plain_rows import PlainDecisions
from firstcheck.bulk.remittance_rows import RemittanceRows
from firstcheck.bulk.rows import table_of
from firstcheck.intake.x12 import RemittanceReader
from firstcheck.intake.x12.balance import REVERSAL
from tests.intake.x12.made import ENVELOPE, HEAD, claim, remittance, written
from tests.intake.x12.test_columns import claims as strange_claims
from tests.intake.x12.test_samples import NAMED, needs_samples

TODAY = date(2026, 11, 28)
DECISIONS = Decisions(TODAY)
PLAIN = PlainDecisions(DECISIONS)


def quick(data: bytes, plain: PlainDecisions = PLAIN) -> list[dict[str, Any]]:
    reader = RemittanceRows("x.835", 1, DECISIONS, plain)
    found = [row for table in reader.tables([data]) for row in table.to_pylist()]
    exact = RemittanceReader()
    assert reader.count == sum(1 for _ in exact.claims([data]))
    assert reader.problems == exact.problems
    return found


def exact(data: bytes) -> list[dict[str, Any]]:
    """The rows of each claim by itself, decided afresh."""
    decisions = Decisions(TODAY)
    found = [c for c in RemittanceReader().claims([data]) if c.status != REVERSAL]
    return list(table_of([row for each in found for row in rows_of(each, decisions, "x.835")]).to_pylist())


def agrees(data: bytes) -> None:
    """The first reading learns, the second has everything by its keys."""
    expected = exact(data)
    assert quick(data) == expected
    assert quick(data) == expected


@st.composite
def plain_claims(draw: st.DrawFn) -> list[str]:
    def one(*these: str) -> str:
        return draw(st.sampled_from(these))

    body: list[str] = []
    total = paid = 0
    for _ in range(draw(st.integers(1, 4))):
        charge, gives = draw(st.integers(1, 90_000)), draw(st.sampled_from([0, 0, 0, 7]))
        total, paid = total + charge, paid + gives
        code = one("74177", "74177:26", "80053", "99213:AS", "99469", "J1100", "", "D0120")
        qualifier = one("HC", "HC", "HC", "NU", "AD")
        body.append(
            f"SVC*{qualifier}:{code}*{charge / 100:.2f}*{gives / 100:.2f}*{one('', '', '0450')}*{one('1', '2')}"
        )
        body += [f"DTM*{one('472', '472', '150', '151')}*{one('20260824', '20260825', '20261301')}"] * draw(
            st.integers(0, 2)
        )
        left = f"{(charge - gives) / 100:.2f}"
        body += [
            f"CAS*{one('CO', 'PR', 'OA')}*{one('197', '242', '45', '1', '97', '16')}*{left}{one('', '*1', '*2*45*0')}"
        ]
        body += [one("REF*6R*123", "REF*G1*A77", "AMT*B6*12", "LQ*HE*N130", "LQ*HE*MA130", "LQ*RX*75", "NM1*82*1*A*B")]
    head = claim(one("7001", " 7002", "", "70É3"), one("1", "2", "4", "22", "25"), f"{total / 100:.2f}", f"{paid / 100:.2f}",
                 one("", "12.5", "0", "x"), one("12", "MB", "16", "FI", "CI"), one("11", "22", "24", ""), body)  # fmt: skip
    head[1:1] = [
        one("NM1*IL*1*ROE*R****MI*S1", "NM1*82*1*CITY HOSPITAL", "MOA***MA01", "REF*1L*G7", "DTM*050*20260901")
    ]
    if draw(st.booleans()):
        head[2:2] = ["NM1*QC*1* DOE*JANE*Q"]
    return head


@settings(max_examples=120, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.one_of(plain_claims(), strange_claims()), min_size=1, max_size=5))
def test_it_equals_the_exact_rows_on_whatever_a_file_holds(found: list[list[str]]) -> None:
    agrees(written(remittance(*found)))


@pytest.mark.parametrize("share", [0.02, 0.6])
def test_it_equals_the_exact_rows_of_a_made_file(tmp_path: Path, share: float) -> None:
    agrees(write_remittance(tmp_path / "made.835", 250_000, share, 7).read_bytes())


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_equals_the_exact_rows_of_the_samples(name: str) -> None:
    agrees(NAMED[name].read_bytes())


def test_it_passes_over_no_claim_that_a_remark_sends_back() -> None:
    body = ["SVC*HC:74177*612*0**1", "CAS*CO*45*612", "LQ*HE*MA130"]
    agrees(written(remittance(claim("7001", "1", "612", "0", body=body))))
    body = ["MOA***MA01*N704", "SVC*HC:74177*612*0**1", "CAS*CO*45*612"]
    found = quick(written(remittance(claim("7001", "1", "612", "0", body=body), claim("7002", "1", "9", "9"))))
    assert [row["outcome"] for row in found] == ["unprocessable"]


def test_it_makes_most_rows_of_a_made_file_by_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_remittance(tmp_path / "made.835", 250_000, 0.6, 7).read_bytes()
    rows = quick(data)
    calls: list[int] = []
    monkeypatch.setattr("firstcheck.bulk.remittance_rows.rows_of", lambda *_: calls.append(1) or iter(()))
    assert len(quick(data)) == len(rows) > 500
    assert not calls


def test_it_keeps_payers_and_days_of_each_payment_apart() -> None:
    one = claim("7001", "4", "612", "0", "612", "MB", "22", ["SVC*HC:74177*612*0**1", "CAS*PR*242*612"])
    sets = []
    for payer, day in (("HARBORLINE", "20260910"), ("CEDAR", "20261020"), ("HARBORLINE", "20261121")):
        head = [part.replace("HARBORLINE MUTUAL", payer).replace("20260910", day) for part in HEAD]
        sets += [*head, *one, *one, f"SE*{len(head) + 2 * len(one) + 1}*0001"]
    data = written([*ENVELOPE, *sets, "GE*3*1", "IEA*1*000000001"])
    agrees(data)
    assert [(row["payer"], row["notice_date"].day) for row in quick(data)] == [
        (payer, day) for payer, day in (("HARBORLINE", 10), ("CEDAR", 20), ("HARBORLINE", 21)) for _ in range(2)
    ]
    last = [row["last_day"] for row in quick(data)]
    assert len(set(last)) == 3
    assert all(first <= then for first, then in pairwise(last))
