"""The vectorised twin and the screen against the exact reader: the same values, and nothing passed over that is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from benchmarks.remittance_maker import write_remittance
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from firstcheck.claims.outcomes import REFUSED, harmless_codes, outcomes_of
from firstcheck.facts.case import Outcome
from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.errors import Unreadable
from firstcheck.intake.x12 import RemittanceReader
from firstcheck.intake.x12.blocks import stretches
from firstcheck.intake.x12.columns import Columns, packed, read_columns
from firstcheck.intake.x12.screening import ScreenedReader
from tests.intake.x12.made import claim, remittance, written
from tests.intake.x12.test_samples import NAMED, needs_samples


def columns_of(data: bytes) -> Columns:
    """The columns of a file of one interchange."""
    found = list(stretches([data]))
    delimiters = found[0][0]
    assert delimiters is not None
    return read_columns(delimiters.segment.join(text for _, text in found).encode("latin-1"), delimiters)


def _cents(amount: Decimal | None) -> int:
    return int((amount or Decimal(0)) * 100)


def _agrees(columns: Columns, claims: list[PaidClaim]) -> None:
    assert (columns.claim_segment + 1).tolist() == [c.first_segment for c in claims]
    assert len(columns.line_segment) == sum(len(c.lines) for c in claims)
    at = 0
    rows = list(
        zip(
            columns.adjustment_claim.tolist(),
            columns.adjustment_line.tolist(),
            columns.adjustment_group.tolist(),
            columns.adjustment_reason.tolist(),
            columns.adjustment_amount.tolist(),
            strict=True,
        )
    )
    for n, each in enumerate(claims):
        mine = [row for row in rows if row[0] == n]
        if columns.claim_odd[n]:
            at += len(each.lines)
            continue
        assert columns.claim_billed[n] == _cents(each.billed)
        assert columns.claim_paid[n] == _cents(each.paid)
        for k, line in enumerate(each.lines):
            assert columns.line_segment[at + k] + 1 == each.first_segment + line.at
            assert columns.line_billed[at + k] == _cents(line.billed)
            assert columns.line_paid[at + k] == _cents(line.paid)
        expected = [(n, -1, packed(a.group), packed(a.reason), _cents(a.amount)) for a in each.adjustments]
        for k, line in enumerate(each.lines):
            expected += [(n, at + k, packed(a.group), packed(a.reason), _cents(a.amount)) for a in line.adjustments]
        assert sorted(mine) == sorted(expected)
        at += len(each.lines)


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_reads_samples_as_the_exact_reader_does(name: str) -> None:
    data = NAMED[name].read_bytes()
    _agrees(columns_of(data), list(RemittanceReader().claims([data])))


def test_it_reads_a_made_file_as_the_exact_reader_does(tmp_path: Path) -> None:
    data = write_remittance(tmp_path / "made.835", 400_000, 0.2, 7).read_bytes()
    columns = columns_of(data)
    claims = list(RemittanceReader().claims([data]))
    assert len(claims) > 500
    _agrees(columns, claims)
    assert not columns.claim_odd.any()


def _looked_at(data: bytes) -> tuple[list[PaidClaim], list[PaidClaim], ScreenedReader]:
    screen = ScreenedReader(harmless_codes())
    return list(screen.claims([data])), list(RemittanceReader().claims([data])), screen


def _nothing_lost(data: bytes) -> None:
    """Whatever the screen passes over is paid and without a problem; whatever it gives is the same claim."""
    seen, every, screen = _looked_at(data)
    assert screen.count == len(every)
    by_segment = {c.first_segment: c for c in seen}
    for each in every:
        screened = by_segment.get(each.first_segment)
        if screened is None:
            assert not each.problems
            assert not [o for o in outcomes_of(each) if o in (*REFUSED, Outcome.UNKNOWN)]
        else:
            assert screened.segments == each.segments
            assert screened.transmission == each.transmission
            assert screened.problems == each.problems


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_passes_over_no_refused_claim_of_the_samples(name: str) -> None:
    _nothing_lost(NAMED[name].read_bytes())


def test_it_passes_over_most_claims_of_a_made_file_and_none_refused(tmp_path: Path) -> None:
    data = write_remittance(tmp_path / "made.835", 300_000, 0.1, 3).read_bytes()
    _nothing_lost(data)
    seen, every, _ = _looked_at(data)
    assert len(seen) < 0.5 * len(every)


AMOUNTS = st.sampled_from(["", "0", "10", "10.5", "10.55", "10.555", "-3", "-3.25", ".5", "1E2", "x", "99999999999999"])
REASONS = st.sampled_from(["45", "1", "97", "242", "B7", "P12", "045", "XYZ", "", "9999", "253"])
GROUPS = st.sampled_from(["CO", "PR", "OA", "PI", "CR", "ZZ", ""])


@st.composite
def services(draw: st.DrawFn) -> list[str]:
    found = [f"SVC*HC:{draw(st.sampled_from(['72148', '99213:26', 'J1']))}*{draw(AMOUNTS)}*{draw(AMOUNTS)}**1"]
    for _ in range(draw(st.integers(0, 2))):
        triplets = "".join(f"*{draw(REASONS)}*{draw(AMOUNTS)}*" for _ in range(draw(st.integers(1, 3))))
        found.append(f"CAS*{draw(GROUPS)}{triplets}".rstrip("*"))
    return found


@st.composite
def claims(draw: st.DrawFn) -> list[str]:
    body = [f"CAS*{draw(GROUPS)}*{draw(REASONS)}*{draw(AMOUNTS)}"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 3))):
        body += draw(services())
    status = draw(st.sampled_from(["1", "2", "4", "22", "25", "19", "x", ""]))
    return claim(draw(st.sampled_from(["7001", "7002"])), status, draw(AMOUNTS), draw(AMOUNTS), body=body)


@settings(max_examples=120, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(claims(), min_size=1, max_size=4))
def test_it_agrees_with_the_exact_reader_on_whatever_a_file_holds(found: list[list[str]]) -> None:
    data = written(remittance(*found))
    _agrees(columns_of(data), list(RemittanceReader().claims([data])))
    _nothing_lost(data)


def test_it_knows_whether_a_reversal_was_replaced() -> None:
    back = claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CO*45*-212"])
    right = claim("7001", "1", "612", "450", body=["SVC*HC:72148*612*450**1", "CAS*CO*45*162"])
    seen, _, screen = _looked_at(written(remittance(back, right)))
    assert [c.status for c in seen] == ["22"]
    assert screen.replaced("7001")
    assert not screen.replaced("7002")
    assert not screen.replaced(None)


def test_it_raises_the_same_for_what_is_no_remittance() -> None:
    with pytest.raises(Unreadable):
        list(ScreenedReader(harmless_codes()).claims([b"nothing of the kind" * 100]))
