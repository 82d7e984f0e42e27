"""What the sentences of a refusal tell beside its reason, and the kind of care that they name."""

import pytest

from firstcheck.decide.kinds import refused_kind
from firstcheck.decide.refused import other_number_approved, plain_words, refused_words, told_beside
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
    ("limit_told", "Your plan pays for 20 visits each year, and all of them are used.", "yes"),
    ("limit_told", "Hearing aids are on the list of what this plan leaves out.", "no"),
    ("appearance_told", "La operación solo mejora la apariencia.", "yes"),
    ("appearance_told", "Treatment of a condition that you had before is left out.", "no"),
    ("preventive_told", "It was billed for a problem and not as your yearly check-up.", "yes"),
    ("preventive_told", "Ramps and lifts lie outside the benefit package.", "no"),
    ("setting_told", "Care could have been given at a lower level.", "yes"),
    ("setting_told", "The pictures show wear only, and six weeks of exercise were not tried.", "no"),
    ("custodial_told", "What is left to do is custodial.", "yes"),
    ("custodial_told", "Therapy three times a week is enough.", "no"),
    ("never_asked_told", "Nobody asked us before the injection.", "yes"),
    ("never_asked_told", "The hospital told us on the sixth day.", "no"),
    ("tier_told", "Your doctor is in Tier 2.", "yes"),
    ("contract_lacking_told", "The lab has no contract with us.", "yes"),
    ("contract_lacking_told", "Este centro no pertenece a la red.", "yes"),
    ("contract_lacking_told", "The clinic is in our network, in the second group.", "no"),
    ("away_told", "You were outside the plan's service area.", "yes"),
    ("yearly_count_told", "Ten sessions are paid in each policy year.", "yes"),
    ("policy_closed_told", "Your policy is no longer in force.", "yes"),
    ("policy_closed_told", "We hold the claim until the premium comes.", "no"),
    ("orderer_told", "The doctor who wrote the order is not enrolled.", "yes"),
    ("site_papers_told", "The scanner's accreditation ran out in May.", "yes"),
    ("other_company_told", "You were a member of Birch Health, another company, on that day.", "yes"),
    ("other_company_told", "You were enrolled in our plan until May.", "no"),
    ("drug_rules_told", "The form does not show that you meet the criteria.", "yes"),
    ("distance_told", "Visits held over the telephone are left out.", "yes"),
    ("distance_told", "We told you so by telephone.", "no"),
    ("whole_scan_told", "The group billed the entire study and only read it.", "yes"),
    ("medicare_kind_told", "You are in Original Medicare.", "yes"),
    ("claim_in_work_told", "We are still working on your claim.", "yes"),
    ("reading_told", "The interpreting doctor is outside the network.", "yes"),
    ("reading_told", "Las imágenes se leyeron en otro lugar.", "yes"),
    ("page_missing_told", "Every page arrived; your result is above the line.", "no"),
    ("page_missing_told", "The lab page was not received, so we could not see whether you meet the rule.", "yes"),
    ("page_missing_told", "El formulario llegó en blanco.", "yes"),
    ("emergency_judged_told", "The final diagnosis is on our list of what can wait.", "yes"),
    ("emergency_judged_told", "Only an emergency is paid outside the network.", "no"),
    ("refused_in_words", "CO-119", "no"),
    ("refused_in_words", "Your plan does not pay for this kind of care.", "yes"),
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


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Approval 44 covers 70551. The center billed 70553.", True),
        ("La aprobación es para 97110; se facturó 97140.", True),
        ("The approval for 70553 had ended when 70553 was billed.", False),
        ("Your approval names 70551. You live in ZIP 29401, and the claim shows it.", False),
    ],
)
def test_it_sees_that_another_number_was_approved(sentence: str, other: bool) -> None:
    assert other_number_approved(plain_words(sentence)) is other
