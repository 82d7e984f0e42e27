"""Dates in every writing, and what each is for."""

from datetime import date

import pytest

from firstcheck.extract.dates import read_dates
from firstcheck.extract.survey import survey
from firstcheck.extract.written_dates import compact_dates, dates_seen
from firstcheck.facts.fact import Confidence
from tests.extract.sheets import sheet_of as sheet


@pytest.mark.parametrize(
    "text",
    [
        "10/05/2026",
        "10/05/26",
        "10-05-2026",
        "2026-10-05",
        "05-OCT-2026",
        "5 October 2026",
        "the 5th of October, 2026",
        "Oct. 5, 2026",
        "October 5th, 2026",
        "OCT 05 2026",
        "5 de octubre de 2026",
        "5 de octubre del 2026",
        "5/oct/2026",
        "octubre 5, 2026",
        "Monday, October 5,\n2026",
    ],
)
def test_it_reads_every_writing_of_a_day(text: str) -> None:
    assert [seen.value for seen in dates_seen(sheet(text))] == [date(2026, 10, 5)]


@pytest.mark.parametrize(
    "text", ["26-2720-448193-00", "TG-2026-08-4410067", "1-800-555-0142", "32 CFR 199.4", "4/5", "13/32/2026"]
)
def test_it_finds_no_day_in_a_number(text: str) -> None:
    assert dates_seen(sheet(text)) == ()


def test_it_settles_day_and_month_by_what_the_paper_proves() -> None:
    assert [s.value for s in dates_seen(sheet("05/10/2026 (día/mes/año)"))] == [date(2026, 10, 5)]
    assert [s.value for s in dates_seen(sheet("05/10/2026 y 28/08/2026"))] == [date(2026, 10, 5), date(2026, 8, 28)]
    assert [s.value for s in dates_seen(sheet("05/10/2026 and 08/28/2026"))] == [date(2026, 5, 10), date(2026, 8, 28)]


def test_it_says_when_nothing_proves_the_order() -> None:
    assert [s.unsure for s in dates_seen(sheet("05/10/2026"))] == [True]
    assert [s.unsure for s in dates_seen(sheet("05/28/2026"))] == [False]


def test_it_reads_eight_figures_where_a_date_is_asked_for() -> None:
    assert [value for _, _, value in compact_dates("20261005 10052026")] == [date(2026, 10, 5), date(2026, 10, 5)]
    assert dates_seen(sheet("20261005")) == ()


def _roles(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_dates(sheet(text))}


def test_it_tells_the_roles_of_dates_apart() -> None:
    found = _roles(
        "Date of notice: 10/20/2026      Date of birth: 01/02/1980\n"
        "Date of service: 09/14/2026     Claim received: 09/30/2026     Processed: 10/15/2026\n"
    )
    assert found == {
        "notice_date": date(2026, 10, 20),
        "birth_date": date(1980, 1, 2),
        "service_date": date(2026, 9, 14),
    }


def test_it_takes_the_day_of_processing_when_no_other_date_is_the_notice() -> None:
    assert _roles("Date of service   08/12/2026\nProcessed         09/21/2026\n")["notice_date"] == date(2026, 9, 21)


def test_it_reads_a_period_and_an_approval_span() -> None:
    found = _roles(
        "Dates of service: 05/04/2026 - 05/09/2026\nAuthorization valid from 04/01/2026 through 06/30/2026\n"
    )
    assert (found["service_date"], found["service_end_date"]) == (date(2026, 5, 4), date(2026, 5, 9))
    assert (found["authorization_from"], found["authorization_to"]) == (date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("You must file your appeal no later than June 5, 2027.", "stated_appeal_deadline", date(2027, 6, 5)),
        ("Puede apelar hasta el 28 de diciembre de 2026.", "stated_appeal_deadline", date(2026, 12, 28)),
        ("Please send us the medical records by January 8, 2027.", "information_due", date(2027, 1, 8)),
        ("Your doctor may ask for a peer-to-peer talk until May 3, 2026.", "reopening_until", date(2026, 5, 3)),
        ("Your coverage ended on July 31, 2026.", "coverage_ends", date(2026, 7, 31)),
        ("The clinic left our network on October 1, 2026.", "contract_ended", date(2026, 10, 1)),
        (
            "The full past-due amount must be paid by 11/30/2026, or your coverage ends.",
            "premium_due",
            date(2026, 11, 30),
        ),
        ("Su visita del 18 de septiembre de 2026 no fue pagada.", "service_date", date(2026, 9, 18)),
    ],
)
def test_it_reads_the_purpose_from_the_sentence(text: str, name: str, value: date) -> None:
    assert _roles(text).get(name) == value


@pytest.mark.parametrize(
    "text",
    [
        "We reviewed the office note of November 4, 2026.",
        "Your letter of 12 January 2027 reached us.",
        "A network appointment is available on November 30, 2026.",
        "The request for an MRI was received on October 16, 2026.",
    ],
)
def test_it_gives_no_day_of_service_where_none_is_said(text: str) -> None:
    assert "service_date" not in _roles(text)


def test_it_trusts_an_unproved_order_less() -> None:
    (fact,) = [f for f in read_dates(sheet("Date of service: 05/06/2026")) if f.name == "service_date"]
    assert fact.confidence is Confidence.MEDIUM


def test_it_prefers_the_day_of_service_inside_the_region() -> None:
    text = "Claim 1\n09/01/2026  99213  $10.00\nClaim 2\n10/02/2026  99214  $20.00\n"
    facts = {fact.name: fact.value for fact in read_dates(sheet(text), range(2, 4))}
    assert facts["service_date"] == date(2026, 10, 2)


@pytest.mark.parametrize(
    "text",
    [
        "From: Fund Office\nDate: Nov 19, 2026\n\nWrite in the 180 days after you got the statement dated 11/03/26.",
        "Live chat transcript\n11/19/2026\n[10:05] Ann: that one finalized 11/03/2026 as denied.",
        "November 19, 2026\n\nAsk within 6 months of our original decision, which was sent to you on November 3, 2026.",
    ],
)
def test_it_counts_from_the_decision_that_a_later_message_talks_about(text: str) -> None:
    assert _roles(text)["notice_date"] == date(2026, 11, 3)


def test_it_never_moves_the_notice_to_a_later_day() -> None:
    text = "Live chat transcript\n11/19/2026\n[10:05] Ann: the other one was finalized 11/25/2026."
    assert _roles(text)["notice_date"] == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Explanation   prepared on 10/23/2026", date(2026, 10, 23)),
        ("Page made on 2026.11.18", date(2026, 11, 18)),
        ("Worksheet date   10-22-2026", date(2026, 10, 22)),
        ("ALDER HEALTH\nMember claim detail          Updated 11/19/2026", date(2026, 11, 19)),
        ("RESUMEN DE RECLAMACIÓN · 26 de octubre de 2026", date(2026, 10, 26)),
        ("[Chat transcript - Fernleaf App - Aug 18, 2026]", date(2026, 8, 18)),
        ("[SMS 10/07/2026 09:12] Fernleaf: your claim was not paid.", date(2026, 10, 7)),
        ("STATUS: DENIED 09/30/2026", date(2026, 9, 30)),
        ("Nov 2, 10:11 AM  CLINIC: you owe $40.00 for your visit of 9/24/26.", date(2026, 11, 2)),
    ],
)
def test_it_finds_the_papers_own_day_wherever_it_is_set(text: str, day: date) -> None:
    assert _roles(text).get("notice_date") == day


@pytest.mark.parametrize(
    "text",
    [
        "Notice of denial\n\nThe weight on the form that your doctor sent to us by fax in the spring was 30.4,\n"
        "dated 03/02/2026, below the rule.\n",
        "Hospital bill   Statement period 06/17/2026 - 06/30/2026\n",
    ],
)
def test_it_takes_no_other_papers_day_for_its_own(text: str) -> None:
    assert "notice_date" not in _roles("\n" * 14 + text)


_TOP = "Alder Health\n\nOctober 30, 2026\n\nClaim no. AH-2611-00934\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "dos     proc   chg      paid\n091526  99396  274.00    .00\n",
        "FROM    THRU    PROC   BILLED    PAID\n0915    091526  94060  231.00    0.00\n",
        "Date      | Service            | Charged\n(MM-DD)   |                    |\n09-15     | Office visit 99214 | 245.00\n",
        "Alder Street Hospital (in network)   09/15/2026\n",
        "Done at the lab\n15-SEP-2026\n80053\n",
        "FDOS 09/15/2026   99393 EP   BILLED 142.00\n",
        "Days: 09/15/2026 to 09/17/2026\n",
        "On September 15, 2026 Red Mesa LifeFlight, Inc. flew you to the trauma center.\n",
        "We cannot share the bill from Copper Basin Surgical ($6,240.00, 15 Sep 2026) at this time.\n",
        "It concerns the colonoscopy of 09/15/2026 at the endoscopy center.\n",
        "Le escribimos sobre la colonoscopia (45378) del 15 de septiembre de 2026 en el centro.\n",
        "for the visit on the night of the fifteenth of September, 2026, at the hospital\n",
        "Medicare had not paid the clinic\nfor September 15 through September 27, 2026 (eight visits, 97110).\n",
        "On 9/15 St. Anne Pharmacy sent us a claim for the pens.\n",
    ],
)
def test_it_finds_the_day_of_care_in_rows_columns_and_sentences(text: str) -> None:
    assert _roles(_TOP + text).get("service_date") == date(2026, 9, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Fecha: 23/nov/2026          Afiliado: Primo Arroyo\nLe negamos el medicamento solicitado.\n",
        "We uphold our refusal of October 6, 2026. The medicine is not on the list.\n",
        "The surgery is certified under no. RH-60018, good for one admission between\nAugust 3 and October 30, 2026.\n",
        "Our records show a hospital bed (E0255) delivered to you on May 12, 2025, still good.\n",
        "Requested by: Ann Roe, SLP, on October 12, 2026.\n",
        "You can ask for a hearing within 90 days of the mailing of this notice: by December 7, 2026.\n",
        "Sent: Thu, Dec 10, 2026 2:10 PM\nSubject: your scan\n",
    ],
)
def test_it_takes_no_request_record_or_approval_for_a_day_of_care(text: str) -> None:
    assert "service_date" not in _roles(text)


def test_it_closes_a_claim_with_its_last_row() -> None:
    rows = "Date      Code   Charged\n10/01/26  93798  142.00\n10/09/26  93798  142.00\n10/12/26  93798  142.00\n"
    assert _roles("Alder Health\n\nOctober 30, 2026\n\n" + rows)["service_end_date"] == date(2026, 10, 12)


def test_it_settles_day_and_month_in_a_spanish_paper_by_its_written_dates() -> None:
    paper = "Preparada el 30 de octubre de 2026\nUrgencias del 12/10/2026 en el hospital de la ciudad\n"
    assert date(2026, 10, 12) in [seen.value for seen in dates_seen(sheet(paper))]
    english = "December 9, 2026\nYour claim for the service of 08/12/2026 is not paid.\n"
    assert date(2026, 8, 12) in [seen.value for seen in dates_seen(sheet(english))]


def test_it_lends_the_year_of_a_list_to_its_first_days() -> None:
    assert [s.value.day for s in dates_seen(sheet("visits: 09/22, 09/24 and 09/29/2026"))] == [22, 24, 29]
    assert [s.value.year for s in dates_seen(sheet("March 2, March 9 and March 23, 2024"))] == [2024] * 3


def test_it_sets_a_day_without_a_year_beside_the_others() -> None:
    assert [s.value for s in survey(sheet("Notice of January 8, 2027. Seen 12/29.")).short] == [date(2026, 12, 29)]
    assert survey(sheet("Take 1/2 tablet")).short == ()
