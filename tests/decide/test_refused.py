"""What the sentences of a refusal tell beside its reason, and the kind of care that they name."""

import pytest

from firstcheck.decide.kinds import refused_kind
from firstcheck.decide.refused import plain_words, refused_words, told_beside
from firstcheck.facts.case import Outcome, Refusal, StatedReason
from firstcheck.facts.fact import Source

TOLD = [
    ("member_filed", "Your reimbursement form reached us 14 months after the visit.", "yes"),
    ("member_filed", "El formulario de reembolso llegó tarde.", "yes"),
    ("member_filed", "The clinic filed its claim after the limit.", "no"),
    ("contract_end_told", "The group's agreement with our plan ended on May 31.", "yes"),
    ("contract_end_told", "Dr. Poole left our network in June.", "yes"),
    ("contract_end_told", "La clínica ya no participa en nuestra red.", "yes"),
    ("contract_end_told", "The doctor has no contract with us.", "no"),
    ("other_mark_told", "The second film needs modifier 76.", "yes"),
    ("other_mark_told", "The reader must bill with modifier 26.", "no"),
    ("stay_part_paid", "The first three days are covered; the fourth is not.", "yes"),
    ("stay_part_paid", "Los días del 3 al 6 de mayo quedan cubiertos.", "yes"),
    ("stay_part_paid", "The admission was not needed.", "no"),
    ("rehab_stay", "Admission to an inpatient rehabilitation facility is not approved.", "yes"),
    ("rehab_stay", "The inpatient stay is not approved.", "no"),
    ("rehab_stay", "A less intensive setting, such as a nursing home, would do.", "yes"),
    ("rehab_stay", "The lower level of payment applies to the nursing bill.", "no"),
    ("other_insurer_pays", "Your auto policy must pay before us.", "yes"),
    ("other_insurer_pays", "El seguro del vehículo responde primero.", "yes"),
    ("other_insurer_pays", "Tell us whether your auto policy is primary.", "no"),
]
KINDS = [
    ("The ASAM criteria for this level are not met.", "mental-health"),
    ("No aprobamos el tratamiento residencial: no cumple los criterios LOCUS.", "mental-health"),
    ("Daily skilled services in a nursing facility are no longer needed.", "nursing-facility"),
    ("The stay is not needed: care can be given at a lower level, such as a nursing facility.", "other"),
    ("You walk with a walker. The stay is not needed.", "other"),
    ("A nursing facility was not requested. The hospital days are not approved.", "other"),
    ("Medications for weight reduction are not covered.", "weight-loss-drug"),
    ("Your MRI does not show what the rule asks for.", "other"),
]


@pytest.mark.parametrize(("name", "sentence", "told"), TOLD)
def test_it_reads_what_a_sentence_tells(name: str, sentence: str, told: str) -> None:
    assert told_beside(plain_words(sentence))[name] == told


@pytest.mark.parametrize(("sentence", "kind"), KINDS)
def test_it_takes_the_kind_that_a_refusing_sentence_names(sentence: str, kind: str) -> None:
    assert refused_kind(plain_words(sentence)) == kind


def test_it_reads_the_quote_and_the_first_reason() -> None:
    reasons = (
        StatedReason("accident", Source(0, 0, "Fue un choque.")),
        StatedReason("duplicate", Source(0, 0, "Twice.")),
    )
    refusal = Refusal("1", Outcome.DENIED, quote=Source(0, 0, "No pagamos."), reasons=reasons)
    assert refused_words(refusal) == "no pagamos. . fue un choque."
    assert refused_words(Refusal("1", Outcome.DENIED)) == ""
