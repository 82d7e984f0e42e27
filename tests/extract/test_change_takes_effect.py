"""The day on which care is cut, and the last day to ask that it goes on, each beside days that mean something else."""

from datetime import date

import pytest

from firstcheck.extract.dates import read_dates
from firstcheck.extract.other_days import read_other_days
from firstcheck.extract.survey import survey
from tests.extract.sheets import sheet_of as sheet

JUNE_1 = date(2026, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Fecha del aviso: 14 de mayo de 2026\nFecha en que entra en vigor: 1 de junio de 2026",
        "Fecha del aviso: 14 de mayo de 2026\nFecha efectiva: 1 de junio de 2026",
        "Fecha de entrada en vigor: 1 de junio de 2026",
        "Fecha en que surte efecto: 1 de junio de 2026",
        "Plan de Salud Río\nFecha del aviso: 14 de mayo de 2026\nMiembro: Ana Ortiz\nEntra en vigor: 1 de junio de 2026",
        "El cambio entra en vigor el 1 de junio de 2026.",
        "Este cambio surtirá efecto el 1 de junio de 2026.",
        "Vamos a recortar sus horas de enfermería de 20 a 12 por semana a partir del 1 de junio de 2026.",
        "Sus visitas de terapia serán reducidas a partir del 1 de junio de 2026.",
        "We will reduce your nursing hours from 20 to 12 a week starting June 1, 2026.",
        "This change takes effect on Monday, June 1, 2026.",
        "Date change takes effect: June 1, 2026",
    ],
)
def test_it_reads_the_day_of_the_cut(text: str) -> None:
    found = {fact.name: fact.value for fact in read_dates(sheet(text))}
    assert found.get("effective_date") == JUNE_1
    assert "service_date" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Su nueva cobertura entra en vigor el 1 de junio de 2026.",
        "Puede pedir una apelación a partir del 1 de junio de 2026.",
        "La enfermera lo visitó el 1 de junio de 2026.",
        "You can call us starting June 1, 2026.",
        "Your range of motion was reduced on June 1, 2026.",
    ],
)
def test_it_takes_no_other_day_for_the_day_of_the_cut(text: str) -> None:
    assert "effective_date" not in {fact.name for fact in read_dates(sheet(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Si quiere conservar sus horas, debe pedir la apelación a más tardar el 1 de junio de 2026.",
        "Para que sigan los servicios, solicite la apelación antes del 1 de junio de 2026.",
        "Debe apelar y pedir que sus servicios sigan a más tardar el 1 de junio de 2026.",
        "To keep your services during the appeal, ask us by June 1, 2026.",
        "You must ask that your therapy visits and other benefits continue on or before June 1, 2026.",
    ],
)
def test_it_reads_the_last_day_to_ask_that_care_goes_on(text: str) -> None:
    found = {fact.name: fact.value for fact in read_other_days(survey(sheet(text)))}
    assert found.get("keep_care_until") == JUNE_1


@pytest.mark.parametrize(
    "text",
    [
        "You must ask for the appeal by June 1, 2026.",
        "We will continue your services, as you asked, until June 1, 2026.",
        "Your services were approved until June 1, 2026.",
        "Debe pedir la apelación a más tardar el 1 de junio de 2026.",
        "Seguiremos pagando los servicios que pidió hasta el 1 de junio de 2026.",
    ],
)
def test_it_takes_no_other_last_day_for_it(text: str) -> None:
    assert "keep_care_until" not in {fact.name for fact in read_other_days(survey(sheet(text)))}
