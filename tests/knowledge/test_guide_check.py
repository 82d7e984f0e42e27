"""Each fault of a page is found: a part that lacks, a hard sentence, a copy, a neighbor that does not point back."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from firstcheck.knowledge.figure import Figure, FigureUse
from firstcheck.knowledge.guide_check import guide_faults
from firstcheck.knowledge.load import knowledge
from firstcheck.knowledge.model import Knowledge, Scenario

PAGE = "out-of-network-imaging"
NEAR = "out-of-network-care"


def found(known: Knowledge) -> list[tuple[str, str, str, str]]:
    return list(guide_faults(known.scenarios, known.plays, known.questions, known.evidence, known.procedures))


def spoiled(change: Callable[[Scenario], Scenario], page: str = PAGE) -> Knowledge:
    known = knowledge()
    return replace(known, scenarios={**known.scenarios, page: change(known.scenarios[page])})


def longer(page: Scenario) -> Scenario:
    return replace(page, differs=" ".join(["word"] * 26) + ".")


def harder(page: Scenario) -> Scenario:
    hard = "Retrospective authorization necessitates comprehensive documentation."
    return replace(page, says=(hard,) * 60)


def measured(page: Scenario) -> Scenario:
    assert page.fixable is not None
    return replace(page, fixable=replace(page.fixable, figures=(FigureUse("no-such", "perhaps"),)))


def bare(page: Scenario) -> Scenario:
    assert page.fixable is not None
    return replace(page, fixable=replace(page.fixable, basis="measured", figures=(), evidence=()))


def test_it_finds_nothing_wrong_with_the_pages_of_the_project() -> None:
    assert found(knowledge()) == []


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (lambda page: replace(page, really=page.really[:3]), "really", "at least 4"),
        (lambda page: replace(page, says=()), "says", "at least 3"),
        (lambda page: replace(page, intent=None), "id", "lacks 'intent'"),
        (lambda page: replace(page, fixable=None), "id", "often fixable"),
        (lambda page: replace(page, checks=page.checks[:2]), "checks", "three first checks"),
        (lambda page: replace(page, checks_for=("pay-the-premium",)), "checks_for[0]", "none of the plays"),
        (lambda page: replace(page, procedures=("no-such",)), "procedures[0]", "no procedure"),
        (lambda page: replace(page, adjacent="quantity-limit"), "adjacent", "does not point back"),
        (longer, "differs", "a sentence of 26 words"),
        (harder, "id", "reads at grade"),
        (measured, "fixable.figures[0]", "no figure is called"),
        (measured, "fixable.figures[0]", "direct or near"),
        (bare, "fixable.basis", "needs a figure"),
        (lambda page: replace(page, mistakes=("This is how your chances rise.",)), "mistakes[0]", "chances"),
    ],
)
def test_it_finds_each_fault(change: Callable[[Scenario], Scenario], place: str, says: str) -> None:
    faults = found(spoiled(change))
    assert any(name == PAGE and where == place and says in say for _, name, where, say in faults), faults


def test_it_finds_a_page_copied_from_its_neighbor() -> None:
    original = knowledge().scenarios[NEAR]
    faults = found(spoiled(lambda page: replace(original, id=page.id, adjacent=NEAR)))
    said = {say for _, name, _, say in faults if name in (PAGE, NEAR)}
    assert any("five-word runs" in say for say in said)
    assert any("its first checks are those of" in say for say in said)
    assert any("the same sentence stands in" in say for say in said)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"stage": "correction"}, "nobody measures"),
        ({"k": 12, "n": 10}, "k of n cannot be"),
        ({"verified": "guessed"}, "primary, computed"),
        ({"k": None}, "a count, or a range"),
    ],
)
def test_it_finds_figures_that_cannot_be(more: dict[str, object], says: str) -> None:
    known = knowledge()
    wrong: Figure = replace(next(iter(known.evidence.values())), **more)
    faults = found(replace(known, evidence={**known.evidence, wrong.id: wrong}))
    assert any(kind == "evidence" and says in say for kind, _, _, say in faults), faults


def test_it_finds_a_kind_of_care_that_no_rule_may_test() -> None:
    known = knowledge()
    stray = replace(known.procedures["mri"], id="leeches", denied_for=("no-such",), words=("(",))
    said = {say for _, name, _, say in found(replace(known, procedures={**known.procedures, "leeches": stray}))}
    assert any("does not list this kind" in say for say in said)
    assert any("no scenario is called" in say for say in said)
    assert any("pattern cannot be read" in say for say in said)
