"""Public sample files read exactly: every claim, adjustment and remark, against a count that shares no code."""

import re
import warnings
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from benchmarks.cases import shared

from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.x12 import RemittanceReader

SAMPLES = sorted(p for p in (shared() / "samples" / "835").glob("*") if p.suffix in (".txt", ".835"))
NAMED = {path.name: path for path in SAMPLES}
needs_samples = pytest.mark.skipif(not SAMPLES, reason="the public samples are not on this machine")


def read(data: bytes) -> tuple[list[PaidClaim], RemittanceReader]:
    reader = RemittanceReader()
    return list(reader.claims([data])), reader


def exact(amount: str) -> Decimal | None:
    try:
        return Decimal(amount)
    except ArithmeticError:
        return None


def counted(data: bytes) -> dict[str, Counter[str]]:
    """Claims, reasons and remarks by plain search: the separator is the character behind CLP."""
    text = re.sub(r"[\r\n]+", "\n", data.decode("utf-8-sig"))
    sep = re.search(r"(?<![A-Za-z0-9])CLP([^A-Za-z0-9])", text)[1]  # type: ignore[index]
    pieces = [piece.strip() for piece in re.split(r"~|\n" if "~" in text else r"\n", text)]
    claims, reasons, remarks = Counter[str](), Counter[str](), Counter[str]()
    inside = False
    for piece in pieces:
        parts = piece.split(sep)
        inside = (inside or parts[0] == "CLP") and parts[0] not in ("SE", "PLB", "LX")
        if parts[0] == "CLP":
            claims[f"{parts[1]}|{parts[2]}|{parts[3]}"] += 1
        if inside and parts[0] == "CAS":
            reasons.update(f"{parts[1]}-{p}-{exact(a)}" for p, a in zip(parts[2::3], parts[3::3], strict=False) if p)
        if inside and parts[0] == "LQ":
            remarks[parts[2]] += 1
        if inside and parts[0] == "MOA":
            remarks.update(p for p in parts[3:8] if p)
        if inside and parts[0] == "MIA":
            remarks.update(parts[n] for n in (5, 20, 21, 22, 23) if n < len(parts) and parts[n])
    return {"claims": claims, "reasons": reasons, "remarks": remarks}


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_reads_every_claim_adjustment_and_remark(name: str) -> None:
    data = NAMED[name].read_bytes()
    claims, _ = read(data)
    expected = counted(data)
    raw = [claim.segments[0].split(claim.segments[0][3]) for claim in claims]
    assert Counter(f"{p[1]}|{p[2]}|{p[3]}" for p in raw) == expected["claims"]
    every = [part for claim in claims for part in (claim, *claim.lines)]
    read_as = Counter(f"{a.group}-{a.reason}-{a.amount}" for part in every for a in part.adjustments)
    assert read_as == expected["reasons"]
    assert Counter(remark.code for part in every for remark in part.remarks) == expected["remarks"]


@needs_samples
@pytest.mark.parametrize("name", NAMED)
def test_it_keeps_the_segment_of_every_value(name: str) -> None:
    data = NAMED[name].read_bytes()
    claims, _ = read(data)
    text = data.decode("utf-8-sig").replace("\r", "")
    number = {id(claim): claim.first_segment for claim in claims}
    for claim in claims:
        assert claim.segments[0].startswith("CLP")
        for part in (claim, *claim.lines):
            for item in (*part.adjustments, *part.remarks):
                assert item.raw in text
                assert claim.segments[claim.where(item.raw) - number[id(claim)]] == item.raw


@needs_samples
def test_it_knows_the_hard_ones_by_heart() -> None:
    figures = {
        "affect-therapeutics__nevada_medicaid.txt": (3, 5, 0, 3, 6),
        "jdavisp3__835-example.txt": (2, 2, 2, 1, 1),
        "jdavisp3__835-example-2.txt": (2, 2, 2, 2, 0),
        "CHS-CDS-AIML__blue_cross_nc_sample.txt": (1, 3, 3, 1, 0),
        "azoner__835_mult_loops.txt": (1, 3, 3, 1, 0),
    }
    for name, expected in figures.items():
        claims, reader = read(NAMED[name].read_bytes())
        adjustments = sum(len(part.adjustments) for claim in claims for part in (claim, *claim.lines))
        lines = sum(len(claim.lines) for claim in claims)
        found = (len(claims), adjustments, lines, reader.transactions, len(reader.provider_adjustments))
        assert found == expected, name


def _oracle(path: Path) -> tuple[int, int] | None:
    """Claims and adjustments as pyx12 counts them; None where it refuses the file or gives up."""
    import pyx12.error_handler
    import pyx12.params
    import pyx12.x12context

    claims = adjustments = 0
    with path.open(encoding="ascii", errors="strict") as opened:
        try:
            handler = pyx12.error_handler.errh_null()
            for node in pyx12.x12context.X12ContextReader(pyx12.params.params(), handler, opened).iter_segments():
                name = node.seg_data.get_seg_id()
                claims += name == "CLP"
                if name == "CAS":
                    adjustments += sum(bool(node.seg_data.get_value(f"CAS{n:02d}")) for n in range(2, 18, 3))
        except Exception:
            return None
    return (claims, adjustments) if claims else None


@needs_samples
def test_it_agrees_with_pyx12_wherever_that_accepts_the_file() -> None:
    agreed = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in SAMPLES:
            expected = _oracle(path)
            if expected is None:
                continue
            claims, _ = read(path.read_bytes())
            found = sum(len(part.adjustments) for claim in claims for part in (claim, *claim.lines))
            if (len(claims), found) != expected and expected[0] < len(claims):
                continue  # it stopped inside the file without saying so
            assert (len(claims), found) == expected, path.name
            agreed += 1
    assert agreed >= 8
