"""Kinds of care: which numbers they hold, what words show them, and that numbers can be hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstcheck.decide.kinds import care_kind
from firstcheck.facts.care import CARE_KINDS
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.procedure import HIDE, NUMBERS_SETTING, Procedure


def kind(*codes: str) -> Procedure:
    return Procedure("a", "n", "w", codes=codes)


@pytest.mark.parametrize(
    ("span", "code", "held"),
    [
        ("97110-97546", "97110", True),
        ("97110-97546", "97546", True),
        ("97110-97546", "97547", False),
        ("E0100-E8002", "E0601", True),
        ("E0100-E8002", "K0601", False),
        ("0362T", "0362T", True),
        ("97110-97546", "9711", False),
        ("97110-97546", "", False),
        ("97110-97546", "abc", False),
    ],
)
def test_it_holds_a_range(span: str, code: str, held: bool) -> None:
    assert kind(span).holds(code) is held


@given(st.text(max_size=8))
def test_it_takes_any_code(code: str) -> None:
    assert isinstance(kind("97110-97546", "E0100-E8002").holds(code), bool)
    assert care_kind([code], code) in (*CARE_KINDS, "other")


@pytest.mark.parametrize(
    ("codes", "described", "is_kind"),
    [
        (["73721"], "", "mri"),
        (["74177"], "", "ct-scan"),
        (["78815"], "", "pet-scan"),
        (["77067"], "", "mammogram"),
        (["45380"], "", "colonoscopy"),
        (["95810"], "", "sleep-study"),
        (["97153"], "", "autism-therapy"),
        (["97110"], "", "physical-therapy"),
        (["27447"], "", "joint-replacement"),
        (["E0601"], "", "cpap"),
        (["J1745"], "", "infusion"),
        (["81408"], "", "genetic-test"),
        ([], "Wegovy 2.4 mg pen", "weight-loss-drug"),
        ([], "Residential treatment for an eating disorder", "mental-health"),
        ([], "Terapia física, 12 visitas", "physical-therapy"),
        ([], "Resonancia magnética de rodilla", "mri"),
        ([], "Air ambulance by helicopter", "air-ambulance"),
        ([], "Ground ambulance", "ground-ambulance"),
        ([], "Office visit", "other"),
        (["99213"], "", "other"),
    ],
)
def test_it_tells_kinds_of_care_apart(codes: list[str], described: str, is_kind: str) -> None:
    assert care_kind(codes, described) == is_kind


def test_every_kind_has_its_page() -> None:
    assert set(knowledge().procedures) == set(CARE_KINDS)
    for item in knowledge().procedures.values():
        assert item.what and item.denied_for and item.helps and item.prevents and item.name_es, item.id


def test_it_hides_numbers_where_the_setting_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    mri = knowledge().procedures["mri"]
    assert mri.shown_codes
    monkeypatch.setenv(NUMBERS_SETTING, HIDE)
    assert mri.shown_codes == ()
    assert care_kind(["73721"], "") == "mri", "hidden numbers still tell kinds apart"


def test_imaging_numbers_are_named_in_our_own_words() -> None:
    imaging = knowledge().imaging
    assert len(imaging) == 410
    assert all(item.name and item.modality and item.region for item in imaging.values())
    assert sum(item.bills == "two" for item in imaging.values()) == 369
