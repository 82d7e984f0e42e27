"""Windows, addresses and numbers for an appeal, each only as the paper says it."""

from datetime import date

import pytest

from firstcheck.extract.addresses import addresses
from firstcheck.extract.appeal_rights import read_appeal_rights
from firstcheck.extract.dates import read_dates
from tests.extract.sheets import sheet_of as sheet


def _named(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_appeal_rights(sheet(text))}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("You may appeal within 180 days after you receive this letter.", 180),
        ("You have one hundred eighty (180) days following receipt of this notice to appeal.", 180),
        ("Appeals: one hundred and eighty days after the day you get this.", 180),
        ("Puede apelar dentro de 60 días calendario a partir de la fecha de este aviso.", 60),
        (
            "You have the right to appeal. The request must be received within 90 days after the date of this notice.",
            90,
        ),
        ("IF YOU DISAGREE\nAsk us for a review. We must get your request within 180 days after you receive this.", 180),
    ],
)
def test_it_reads_the_days_to_appeal(text: str, days: int) -> None:
    assert _named(text)["stated_appeal_days"] == days


@pytest.mark.parametrize(
    "text",
    [
        "We decide an appeal within 30 days.",
        "Le contestaremos la apelación en 30 días.",
        "Your doctor may ask for a peer-to-peer discussion within 14 days.",
        "You may ask for external review by an independent review organization within 120 days.",
        "Send us the records within 45 days.",
        "The plan covers up to 20 days of treatment in a year.",
        "The provider may send a corrected claim within 90 days.",
    ],
)
def test_it_takes_no_other_window_for_the_appeal(text: str) -> None:
    assert "stated_appeal_days" not in _named(text)


def test_it_reads_months_as_months() -> None:
    assert _named("You must ask us to reconsider within six months of our decision.")["stated_appeal_months"] == 6


def test_it_reads_the_other_windows_by_their_names() -> None:
    found = _named(
        "Your doctor may ask for a peer-to-peer discussion within fourteen (14) calendar days.\n\n"
        "After that you may ask for external review within 120 days of our final answer.\n"
    )
    assert (found["reopening_days"], found["external_review_days"]) == (14, 120)


def test_it_chooses_the_address_and_fax_for_appeals() -> None:
    found = _named(
        "Elm Health, PO Box 100, Ada, OK 74820   Fax 580-555-0100\n\n"
        "Exceptions fax 580-555-0111\n\n"
        "Send your appeal to:\n   Elm Health Appeals\n   P.O. Box 200\n   Ada, Oklahoma 74821\n   Fax 580-555-0122\n\n"
        "Oklahoma Insurance Department, 400 NE 50th St, Oklahoma City, OK 73105\n"
    )
    assert found["appeal_address"] == "P.O. Box 200, Ada, OK 74821"
    assert found["appeal_fax"] == "580-555-0122"


def test_it_gives_no_address_where_only_others_stand() -> None:
    found = _named("Elm Health, PO Box 100, Ada, OK 74820\n\nPremiums: PO Box 300, Ada, OK 74822\n")
    assert "appeal_address" not in found


def test_it_finds_the_address_above() -> None:
    found = _named("Salud Elma\nP.O. Box 788, San Antonio TX 78278\n\nEnvíe su apelación a la dirección de arriba.\n")
    assert found["appeal_address"] == "P.O. Box 788, San Antonio TX 78278"


def test_it_reads_the_number_to_call_in_haste() -> None:
    assert _named("Fast appeal: call 206-555-0166, day or night.")["expedited_appeal_phone"] == "206-555-0166"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apartado Postal 9433, Albuquerque, NM 87119", "Apartado Postal 9433, Albuquerque, NM 87119"),
        ("PO Box 17890, Denver 80217.", "PO Box 17890, Denver 80217"),
        ("at 2210 W Thunderbird Ave, Phoenix AZ 85023", "2210 W Thunderbird Ave, Phoenix AZ 85023"),
    ],
)
def test_it_writes_an_address_on_one_line(text: str, expected: str) -> None:
    assert [address for address, _, _ in addresses(text)] == [expected]


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("of the date of this letter", "notice"),
        ("of the date printed above", "notice"),
        ("after you receive this notice", "receipt"),
        ("after this notice reaches you", "receipt"),
        ("from the date of receipt", "receipt"),
        ("", None),
    ],
)
def test_it_reads_what_a_time_is_counted_from(words: str, begins: str | None) -> None:
    facts = _named(f"You may appeal within 60 days {words}.")
    assert (facts["stated_appeal_days"], facts.get("stated_appeal_from")) == (60, begins)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "A MEMBER MAY ASK FOR REVIEW WITHIN 180 DAYS.  SEND REQUEST TO\n   BOARD OF REVIEW  PO BOX 29881  PEORIA IL 61612\n",
            "PO BOX 29881, PEORIA IL 61612",
        ),
        (
            "You can appeal for up to 180 days.\nNorth Lakes / Appeals / 1 Granite Plaza / St. Cloud MN 56301\n",
            "1 Granite Plaza, St. Cloud MN 56301",
        ),
        (
            "Fund Office: 410 Gratiot Ave, Detroit MI 48207     (313) 555-0148\n\nYou may ask the Trustees to review. "
            "Submit your petition to the\nBoard of Trustees, at the Fund Office, in 180 days.\n",
            "410 Gratiot Ave, Detroit MI 48207",
        ),
        (
            "Si piensa que calculamos mal, escriba en 180 días: Oficina de Apelaciones, Casilla 660, Mesa, AZ 85211.\n",
            "Casilla 660, Mesa, AZ 85211",
        ),
        (
            "Calle Naranjo 1402, Brownsville, TX 78520\n\nPara impugnar, escriba a la dirección de arriba en 180 días.\n",
            "Calle Naranjo 1402, Brownsville, TX 78520",
        ),
    ],
)
def test_it_finds_the_address_however_it_is_set(text: str, address: str) -> None:
    assert {f.name: f.value for f in read_appeal_rights(sheet(text))}.get("appeal_address") == address


@pytest.mark.parametrize(
    "text",
    [
        "We write about your appeal.\nCoronary CT angiogram 75574 on June 25, 2026\nMr. Conrad Weller, Member SR 8 209 554\n",
        "Questions about this bill? Dispute it by phone. Send $1,185.00 to PO Box 5560, Tallahassee FL 32314.\n",
    ],
)
def test_it_takes_no_code_or_payment_desk_for_an_address(text: str) -> None:
    assert "appeal_address" not in {f.name for f in read_appeal_rights(sheet(text))}


def test_it_takes_no_fax_for_records_and_reads_one_behind_leaders() -> None:
    text = (
        "Where ..... Harrow Redeterminations, PO Box 30306, Madison, WI 53708\nFax ................. 1-866-555-0125\n"
    )
    assert {f.name: f.value for f in read_appeal_rights(sheet(text))}["appeal_fax"] == "1-866-555-0125"
    other = "Appeals: PO Box 29, Peoria IL 61612     FAX FOR RECORDS ONLY 309 555 0160\n"
    assert "appeal_fax" not in {f.name for f in read_appeal_rights(sheet(other))}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("HELP   Appeal: 180 d from receipt - Elm Appeals, Box 44107, Salem OR 97301.", "stated_appeal_days", 180),
        (
            "You can object. You may ask for an external review too.\nStandard: within 180 days after you receive this.",
            "stated_appeal_days",
            180,
        ),
        (
            "You are free to request a formal review: send it so that we have it within 180 days from the day you "
            "received this letter.",
            "stated_appeal_days",
            180,
        ),
        (
            "To appeal write to Elm Appeals, PO Box 44107-A, Salem OR 97301.",
            "appeal_address",
            "PO Box 44107-A, Salem OR 97301",
        ),
        (
            "Puede apelar. Escriba a Elm Apelaciones, Apdo. 44107, McAllen TX 78502.",
            "appeal_address",
            "Apdo. 44107, McAllen TX 78502",
        ),
        (
            "Puede apelar. Escriba a Elm Apelaciones, Caja 4410, Taos NM 87571.",
            "appeal_address",
            "Caja 4410, Taos NM 87571",
        ),
        (
            "All internal appeals are used up. You may ask for an external review, write to Elm Review, PO Box 4410, "
            "Omaha NE 68103.",
            "appeal_address",
            "PO Box 4410, Omaha NE 68103",
        ),
        (
            "Appeals\nStandard:  fax 814-555-0131\nFast:      1-866-555-0179   TTY 711",
            "expedited_appeal_phone",
            "1-866-555-0179",
        ),
        ("To appeal: fax 308-555-0144   Expedited phone 1-855-555-0186", "expedited_appeal_phone", "1-855-555-0186"),
        (
            "Puede apelar. En un caso de urgencia, 956-555-0114.",
            "expedited_appeal_phone",
            "956-555-0114",
        ),
        (
            "Elm Health pays for care.\n" * 15
            + "If You Disagree: file an appeal in writing. The contractor must receive it by\n        February 2, 2027\n",
            "stated_appeal_deadline",
            date(2027, 2, 2),
        ),
    ],
)
def test_it_reads_rights_told_in_few_words(text: str, name: str, value: object) -> None:
    found = _named(text) | {f.name: f.value for f in read_dates(sheet(text))}
    assert found.get(name) == value


@pytest.mark.parametrize(
    "text",
    [
        "If we do not have it by September 20, 2026 (45 days from this mailing), the claim will be denied and you will "
        "then be told of your right of appeal.",
        "If the papers come within 45 days of this letter we reopen the claim without an appeal.",
        "There is nothing to appeal. As soon as a complete claim comes we work it within 30 days.",
    ],
)
def test_it_takes_no_time_for_something_else(text: str) -> None:
    assert "stated_appeal_days" not in _named(text)
