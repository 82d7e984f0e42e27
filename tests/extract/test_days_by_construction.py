"""Days whose purpose the way they are printed tells: spans, lists, logs, titles between rules, answers over quotes."""

from datetime import date

import pytest

from firstcheck.extract.dates import read_dates
from firstcheck.extract.other_days import read_other_days
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of as sheet


def _days(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_dates(sheet(text))}


def _other(text: str) -> dict[str, object]:
    return {fact.name: fact.value for fact in read_other_days(survey(sheet(text)))}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "ELM WELFARE TRUST\nFund Office * 409 Lathe St\n------------ CLAIM WORKSHEET 10/23/26 --\n",
            date(2026, 10, 23),
        ),
        ("## ELM HEALTH ##  member copy  ## EOB 07-13-2026 ##\n", date(2026, 7, 13)),
        ("ELM RADIOLOGY   for Elm Plan HMO\ndetermination notice   fax'd 07/30/26 + mailed\n", date(2026, 7, 30)),
        ("PLAN ESTIMATE\nESTIMATE VALID 180 DAYS                    08/21/2026\n", date(2026, 8, 21)),
        (
            "FAX  2026-08-11 16:47   FROM 8665550170   PAGE 02/02\nSTUDY   MRI brain\n"
            "08/06/2026  Intake.   Sent on to a nurse.\n08/10/2026  Call with Dr. Roe.   Talked it over.\n"
            "08/11/2026  Physician.   Said yes.\n",
            date(2026, 8, 11),
        ),
        (
            "From: Elm Resolutions\nDate: Sept 22, 2026 4:40 PM\nSubject: RE: Fwd: EOB\n\n"
            "The earlier outcome has been reversed in full.\n\n---- Original message ----\n"
            "From: Nia Roe    Sent: July 9, 2026\nPlease see the EOB.\n",
            date(2026, 9, 22),
        ),
        (
            "De: Elm Quejas\nEnviado: miércoles 1 de julio de 2026, 11:32\nAsunto: RE: Mi queja\n\n"
            "Nuestra carta del 8 de mayo de 2026 estuvo equivocada. Dejamos sin efecto esa negativa.\n",
            date(2026, 7, 1),
        ),
        (
            "(my notes, call w/ Elm Health, Aug 24, 2026, 1:20 pm)\n-- asked about letter of 8/12 on the consult\n",
            date(2026, 8, 12),
        ),
        (
            "GREENB0TTOM HEALTH PLAN, lNC.      p.1 of l\nUtilization Rev1ew Dept\n\nAugust I2, 2O26\n\nDcar Mr. R0e:\n"
            "We cann0t appr0ve it. The c0ndit1on d0es not meet the guideline.\n",
            date(2026, 8, 12),
        ),
    ],
)
def test_it_finds_the_papers_own_day(text: str, day: date) -> None:
    assert _days(text).get("notice_date") == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Claim: EL-7-26-055193\nService dates:  06/29/2026, 07/01/2026, 07/06/2026\n",
            date(2026, 6, 29),
            date(2026, 7, 6),
        ),
        (
            "Resolution of October 16, 2026\nWe looked at your stay at Elm Hospital, May 3 to May 6, 2026 "
            "(claim 6-1250-99233, $22,180.00).\n",
            date(2026, 5, 3),
            date(2026, 5, 6),
        ),
        (
            "Claim no. 6-1250-99233\nPaid at Elm Hospital (network), $960.00 of it:\nAsunto: inyecciones, dos sesiones, "
            "25 de febrero y 11 de marzo de 2026\n",
            date(2026, 2, 25),
            None,
        ),
        (
            "CLAIM #  TR26-10-31177\nPROVIDER   Elm Clinic     INCURRED 01/14/26     RECEIVED 10/12/26\n",
            date(2026, 1, 14),
            None,
        ),
        (
            "Notice printed: 07/22/2026              Our tracking: OE-7201-99-26\n\nClaim from:   Elm Ultrasound\n"
            "Dated:        06/30/2026\nAsked:        76700, $540.00\n",
            date(2026, 6, 30),
            None,
        ),
        (
            "About: claim 2606-ELM-40718, Elm Heart Center, echocardiogram 06/11/2026 (93306), $1,430.00\n",
            date(2026, 6, 11),
            None,
        ),
        (
            "August 27, 2026\nClaim: P26-230-88174\nYou asked why the July 30, 2026 visit to Elm Clinic paid at zero. "
            "Dr. Roe operated on your hip on June 9, 2026.\n",
            date(2026, 7, 30),
            None,
        ),
    ],
)
def test_it_finds_the_days_of_service(text: str, first: date, last: date | None) -> None:
    found = _days(text)
    assert (found.get("service_date"), found.get("service_end_date")) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "A separate action on 15 JUL 2026 denied a duplicate referral to neurology; disregard.\n",
        "ESTIMATE VALID 180 DAYS                    08/21/2026\n",
    ],
)
def test_it_makes_up_no_day_of_service(text: str) -> None:
    assert "service_date" not in _days(text)


@pytest.mark.parametrize(
    "text",
    [
        "What we approve   60 units weekly, Oct 11, 2026 - Apr 10, 2027, auth KL-97153-881\n",
        "Start / stop:             10/11/2026 - 04/10/2027\n",
        "Certification C-8807714    Good for one study   10/11/2026 - 04/10/2027\n",
        "La terapia está aprobada para 25 sesiones del 11 de octubre de 2026 al 10 de abril de 2027.\n",
    ],
)
def test_it_finds_the_span_of_an_approval(text: str) -> None:
    found = _days(text)
    assert (found.get("authorization_from"), found.get("authorization_to")) == (date(2026, 10, 11), date(2027, 4, 10))


def test_it_takes_no_span_that_was_not_approved() -> None:
    assert "authorization_to" not in _days("The stay was not approved, Oct 11, 2026 - Apr 10, 2027.\n")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (
            "Send the Injury Form within 45 days from this printing and the lines will be looked at again.",
            "information_days",
            45,
        ),
        (
            "If the papers come within 45 days of this letter we reopen the claim without an appeal.",
            "information_days",
            45,
        ),
        ("If we do not have it by September 20, 2026, the claim will be denied.", "information_due", date(2026, 9, 20)),
        ("If you answer after 12/31/2026, call us.", "information_due", date(2026, 12, 31)),
        ("Esperaremos los papeles hasta el 27 de agosto de 2026.", "information_due", date(2026, 8, 27)),
        ("Ms. Roe may call a physician at 1-877-555-0105 before 10/15/2026.", "reopening_until", date(2026, 10, 14)),
        (
            "As soon as a complete claim comes we work it. Hospitals have 180 days from the service to send it.",
            "corrected_claim_days",
            180,
        ),
    ],
)
def test_it_finds_the_time_for_papers_and_calls(text: str, name: str, value: object) -> None:
    assert _other(text).get(name) == value


def test_it_takes_no_day_for_papers_as_the_last_to_appeal() -> None:
    assert "stated_appeal_deadline" not in _days("Esperaremos los papeles hasta el 27 de agosto de 2026.")


@pytest.mark.parametrize(
    "text", ["Service  care at home\nStarts:   10/05/2026\n", "Efectivo a partir de:    5 de octubre de 2026\n"]
)
def test_it_finds_the_day_a_change_starts(text: str) -> None:
    assert _days(text).get("effective_date") == date(2026, 10, 5)
