"""What real remittances do to a reader, one trap at a time."""

from decimal import Decimal

import pytest

from firstcheck.intake import Unreadable, read_file, read_text
from firstcheck.intake.claim_data import PaidClaim
from firstcheck.intake.x12 import RemittanceReader
from firstcheck.intake.x12.balance import pair_reversals
from tests.intake.x12.made import claim, refused, remittance, service, written

PLAIN = remittance(refused("7001", "72148", "CO*197"), refused("7002", "74177:26", "PR*242", "N885"))


def read(data: bytes, block: int = 0) -> tuple[list[PaidClaim], RemittanceReader]:
    reader = RemittanceReader()
    blocks = [data] if not block else [data[n : n + block] for n in range(0, len(data), block)]
    return list(reader.claims(blocks)), reader


def told(claims: list[PaidClaim]) -> list[tuple[object, ...]]:
    return [
        (c.number, c.billed, c.first_segment, [a.code for line in c.lines for a in line.adjustments], c.segments)
        for c in claims
    ]


REFERENCE = told(read(written(PLAIN))[0])


def test_it_reads_the_plain_file() -> None:
    claims, reader = read(written(PLAIN))
    assert [c.number for c in claims] == ["7001", "7002"]
    assert [a.code for c in claims for line in c.lines for a in line.adjustments] == ["CO-197", "PR-242"]
    assert [r.code for c in claims for line in c.lines for r in line.remarks] == ["N885"]
    assert claims[1].lines[0].modifiers == ("26",)
    assert claims[0].transmission.payer == "HARBORLINE MUTUAL"
    assert not reader.problems
    assert reader.segments == len(PLAIN)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r\n   ", "\n\n"])
def test_it_reads_any_line_ends_behind_the_terminator(between: str) -> None:
    assert told(read(written(PLAIN, between=between))[0]) == REFERENCE


def test_it_reads_a_terminator_at_the_start_of_the_next_line() -> None:
    data = "\n~".join(PLAIN).encode()
    assert told(read(data)[0]) == REFERENCE


def test_it_reads_lines_as_segments() -> None:
    assert told(read("\n".join(PLAIN).encode())[0]) == REFERENCE
    assert told(read("\r\n".join(PLAIN).encode())[0]) == REFERENCE


def test_it_reads_a_file_wrapped_at_eighty_columns() -> None:
    data = written(PLAIN)
    wrapped = b"\r\n".join(data[n : n + 80] for n in range(0, len(data), 80))
    assert told(read(wrapped)[0]) == REFERENCE


def test_it_reads_a_byte_order_mark_and_utf_16() -> None:
    assert told(read(b"\xef\xbb\xbf" + written(PLAIN))[0]) == REFERENCE
    assert told(read(written(PLAIN).decode().encode("utf-16"))[0]) == REFERENCE


def test_it_reads_an_envelope_that_is_not_of_fixed_width() -> None:
    short = [PLAIN[0].replace("          ", " ").replace("       ", " "), *PLAIN[1:]]
    assert told(read(written(short))[0]) == REFERENCE


def test_it_reads_other_delimiters() -> None:
    swapped = [segment.replace(":", ">").replace("*", "|") for segment in PLAIN]
    claims, _ = read(written(swapped))
    assert claims[1].lines[0].modifiers == ("26",)
    assert [c.number for c in claims] == ["7001", "7002"]


def test_it_reads_a_component_separator_that_is_not_the_declared_one() -> None:
    claims, _ = read(
        written([PLAIN[0], *(segment.replace("HC:", "HC>").replace(":26", ">26") for segment in PLAIN[1:])])
    )
    assert (claims[1].lines[0].procedure, claims[1].lines[0].modifiers) == ("74177", ("26",))


@pytest.mark.parametrize("start", ["ST*835", "BPR*", "TRN*", "CLP*"])
def test_it_reads_a_pasted_piece(start: str) -> None:
    first = next(n for n, segment in enumerate(PLAIN) if segment.startswith(start))
    claims, _ = read(written(PLAIN[first:]))
    assert [c.number for c in claims] == ["7001", "7002"]
    assert [a.code for c in claims for line in c.lines for a in line.adjustments] == ["CO-197", "PR-242"]


def test_it_reads_several_interchanges_each_with_its_delimiters() -> None:
    other = [segment.replace("*", "|") for segment in remittance(refused("8001", "70553", "CO*50"))]
    data = written(PLAIN) + b"\r\n" + written(other, "\n")
    for block in (0, 64, 700, 1000):
        claims, reader = read(data, block)
        assert [c.number for c in claims] == ["7001", "7002", "8001"], block
        assert reader.segments == len(PLAIN) + len(other)


@pytest.mark.parametrize("block", [1, 7, 100, 1000, 4096])
def test_it_reads_the_same_in_blocks_of_any_size(block: int) -> None:
    many = remittance(*(refused(str(n), "72148", "CO*197") for n in range(40)))
    assert told(read(written(many, between="\r\n"), block)[0]) == told(read(written(many))[0])


def test_it_ends_the_last_claim_at_the_provider_adjustment() -> None:
    segments = remittance(refused("7001", "72148", "CO*197"))
    at = next(n for n, segment in enumerate(segments) if segment.startswith("SE*"))
    segments[at:at] = ["PLB*1234567893*20261231*WO:ABC*-361.19*72:DEF*5"]
    claims, reader = read(written(segments))
    assert len(claims) == 1
    assert not any(raw.startswith("PLB") for raw in claims[0].segments)
    assert [(p.code, p.reference, p.amount) for p in reader.provider_adjustments] == [
        ("WO", "ABC", Decimal("-361.19")),
        ("72", "DEF", Decimal("5")),
    ]


def test_it_pairs_a_reversal_with_its_correction() -> None:
    back = claim("7001", "22", "-612", "-400", body=["SVC*HC:72148*-612*-400**-1", "CAS*CR*45*-212"])
    right = claim("7001", "1", "612", "450", body=["SVC*HC:72148*612*450**1", "CAS*CO*45*162"])
    claims, _ = read(written(remittance(back, right, claim("7009", "22", "-10", "-10"))))
    pair_reversals(claims)
    assert claims[0].partner == claims[1].first_segment
    assert claims[1].partner == claims[0].first_segment
    assert claims[2].partner == 0
    assert claims[0].lines[0].adjustments[0].group == "CR"


def test_it_reads_two_triplets_with_a_quantity_in_the_first() -> None:
    body = ["SVC*HC:97110*100*0**4", "CAS*CO*45*60*2*97*40"]
    claims, _ = read(written(remittance(claim(billed="100", body=body))))
    assert [(a.reason, a.amount, a.quantity) for a in claims[0].lines[0].adjustments] == [
        ("45", Decimal("60"), Decimal("2")),
        ("97", Decimal("40"), None),
    ]
    assert not claims[0].problems


def test_it_tells_a_quantity_that_was_left_out_and_does_not_guess() -> None:
    body = ["SVC*HC:97110*100*0**4", "CAS*CO*45*60.00*97*40.00"]
    claims, _ = read(written(remittance(claim(billed="100", body=body))))
    assert "adjustment" in {problem.kind for problem in claims[0].problems}
    assert claims[0].lines[0].adjustments[0].amount == Decimal("60.00")
    assert "97" not in [a.reason for a in claims[0].lines[0].adjustments]
    where = next(p.segment for p in claims[0].problems if p.kind == "adjustment")
    assert claims[0].segments[where - claims[0].first_segment] == "CAS*CO*45*60.00*97*40.00"


def test_it_reads_remarks_of_line_and_claim() -> None:
    body = [
        "MIA*0***138.40*MA01***************M1*M2*N3*N4",
        "MOA***MA130*N1",
        *service("72148", "612", "0", "CO*16", "N382"),
    ]
    claims, _ = read(written(remittance(claim(body=body))))
    assert [r.code for r in claims[0].remarks] == ["MA01", "M1", "M2", "N3", "N4", "MA130", "N1"]
    assert [r.code for r in claims[0].lines[0].remarks] == ["N382"]


def test_it_keeps_money_exact_and_warns_of_imbalance() -> None:
    claims, _ = read(
        written(remittance(claim(billed="612.10", paid="0.30", body=["SVC*HC:72148*612.10*.3**1", "CAS*CO*45*611.8"])))
    )
    assert claims[0].paid == Decimal("0.30")
    assert claims[0].lines[0].paid == Decimal("0.3")
    assert not claims[0].problems
    claims, _ = read(
        written(remittance(claim(billed="612", paid="1", body=["SVC*HC:72148*612*1**1", "CAS*CO*45*600"])))
    )
    assert [p.kind for p in claims[0].problems] == ["imbalance", "imbalance"]


@pytest.mark.parametrize("amount", ["1E5", "NaN", "Infinity", "12,5", "amount", "--1", "1.2.3"])
def test_it_takes_no_other_text_for_money(amount: str) -> None:
    claims, _ = read(written(remittance(claim(billed=amount))))
    assert claims[0].billed is None
    assert "amount" in {p.kind for p in claims[0].problems}


def test_it_never_passes_over_claims_in_silence() -> None:
    with pytest.raises(Unreadable, match="none could be read"):
        read(b"ISA*00*" + b"x" * 2000 + b"~CLP*1*1*1*1~")


def test_it_tells_other_x12_and_other_bytes_apart() -> None:
    other = [segment.replace("ST*835", "ST*837") for segment in remittance()]
    with pytest.raises(Unreadable, match="not a payment"):
        read(written(other))
    with pytest.raises(Unreadable, match="no segment"):
        read(b"hello " * 500)


def test_it_says_when_a_part_is_missing() -> None:
    segments = remittance(refused("7001", "72148", "CO*197"))
    del segments[12]
    _, reader = read(written(segments))
    assert [p.kind for p in reader.problems] == ["count"]


def test_it_reads_names_in_their_own_encoding() -> None:
    data = written(PLAIN).replace(b"DOE*JANE", "MUÑOZ*JOSÉ".encode())
    assert read(data)[0][0].patient == "JOSÉ MUÑOZ"


def test_it_gives_a_document_whose_quotes_stand_on_their_page() -> None:
    many = remittance(*(refused(str(n), "72148", "CO*197") for n in range(30)))
    document = read_file(written(many), "remit.835")
    assert len(document.claims) == 30
    assert document.reading.value == "structured"
    assert sum(page.text.count("\n") + 1 for page in document.pages) == len(many)
    assert read_text(written(PLAIN[10:]).decode()).claims[0].number == "7001"


def test_it_sends_files_of_many_claims_to_bulk() -> None:
    many = remittance(*(refused(str(n), "72148", "CO*197") for n in range(301)))
    with pytest.raises(Unreadable, match="firstcheck bulk"):
        read_file(written(many), "remit.835")
