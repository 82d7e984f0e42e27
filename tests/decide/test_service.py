"""What kind of care was refused, by its number: a scan is no treatment by rays."""

import pytest

from firstcheck.decide.service import service_words
from firstcheck.facts.case import Case, ClaimLine, Outcome, Refusal


def words(code: str) -> dict[str, str]:
    line = ClaimLine(id="1", procedure_code=code, outcome=Outcome.DENIED)
    return service_words(Case((), (), (line,), ()), (line,), Refusal("1", Outcome.DENIED, lines=("1",)))


@pytest.mark.parametrize("code", ["70551", "74177", "76700", "77067", "77080", "78815"])
def test_it_takes_numbers_of_scans_for_scans(code: str) -> None:
    assert words(code)["service_is_imaging"] == "yes"


@pytest.mark.parametrize("code", ["77263", "77386", "77523", "77778", "79005", "99213", "80053"])
def test_it_takes_treatment_by_rays_and_other_care_for_none(code: str) -> None:
    assert words(code)["service_is_imaging"] == "no"
