"""Who and which: payer and plan, patient, and the numbers that name member, claim, case and approval.

Takes a Sheet; gives Facts.
"""

from firstcheck.extract.layout import Sheet
from firstcheck.extract.numbers import read_numbers
from firstcheck.extract.patient import read_patient
from firstcheck.extract.payer import read_payer
from firstcheck.extract.survey import survey
from firstcheck.facts.fact import Fact


def read_identity(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Identity facts, one of each at most. A claim number inside `region`, a range of line numbers, wins."""
    seen = survey(sheet)
    return [*read_payer(seen), *read_patient(seen), *read_numbers(seen, region)]
