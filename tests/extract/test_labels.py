"""Labels and values in every setting a paper may choose."""

import pytest

from firstcheck.extract.labels import How, read_labels
from tests.extract.sheets import sheet_of as sheet


def _read(text: str, key: str) -> list[tuple[str, How]]:
    return [(item.text, item.how) for item in read_labels(sheet(text)).get(key, ())]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Member ID: QX-1180", How.BESIDE),
        ("Subscriber No. ...... QX-1180", How.RIGHT),
        ("MEMBER ID      QX-1180", How.RIGHT),
        ("Member ID\nQX-1180", How.BELOW),
        ("| Member ID | QX-1180 |", How.RIGHT),
        ("Núm. de afiliado: QX-1180", How.BESIDE),
        ("N.º de tarjeta    QX-1180", How.RIGHT),
        ("Your member number QX-1180", How.BESIDE),
        ("Plan     Member ID     Since\nGold     QX-1180      2020", How.BELOW),
    ],
)
def test_it_finds_the_value_however_it_is_set(text: str, how: How) -> None:
    assert ("QX-1180", how) in _read(text, "member_id") or ("QX-1180", How.PROSE) in _read(text, "member_id")


def test_it_pairs_a_list_of_labels_with_the_list_of_values_after_it() -> None:
    text = "Member ID:\nGroup number:\nClaim number:\n\nA-100200\nG-7781\nC-99001122\n"
    assert _read(text, "member_id") == [("A-100200", How.LISTED)]
    assert _read(text, "group_number") == [("G-7781", How.LISTED)]
    assert _read(text, "claim_number") == [("C-99001122", How.LISTED)]


def test_it_ends_a_value_where_the_next_field_begins() -> None:
    assert _read("Rendering: Ann Roe, DO  NPI 1449693351 Claim received: 10/01/2026", "npi") == [
        ("1449693351", How.BESIDE)
    ]


def test_it_takes_the_longest_label() -> None:
    labels = read_labels(sheet("Claim received: 10/01/2026"))
    assert "claim_number" not in labels
    assert [item.text for item in labels["received_in"]] == ["10/01/2026"]


def test_it_goes_on_in_the_next_line_of_running_text() -> None:
    text = (
        "We are writing to you about the payment that you asked for under claim number\nZX-77120-44 in your letter.\n"
    )
    assert any(value.startswith("ZX-77120-44") for value, _ in _read(text, "claim_number"))
