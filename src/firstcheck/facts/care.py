"""The kinds of care that rules may tell apart; knowledge/procedures/ says what each is and how it is recognised."""

_KINDS = (
    "air-ambulance ground-ambulance pet-scan mammogram bone-density mri ct-scan ultrasound x-ray colonoscopy"
    " sleep-study genetic-test autism-therapy weight-loss-surgery joint-replacement back-surgery plastic-surgery"
    " fertility dental vision hearing-aid cpap glucose-monitor wheelchair equipment weight-loss-drug infusion"
    " physical-therapy home-health nursing-facility mental-health telehealth check-up vaccine emergency-visit"
)
#: The most telling first: a claim that shows several is of the first.
CARE_KINDS = tuple(_KINDS.split())
