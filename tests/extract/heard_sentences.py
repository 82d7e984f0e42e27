"""Sentences of denials written for the tests of hearing alone; none stands in a bank that a model learns from."""

REASONS: dict[str, tuple[str, ...]] = {
    "timely_filing": (
        "Your doctor's office mailed us this bill more than a year after your visit, which is past our deadline.",
        "Claims have to reach us within 180 days of the visit, and this one did not.",
        "La factura nos llegó después de que venciera el plazo para presentarla.",
    ),
    "authorization_missing": (
        "Nobody asked us to approve this scan before it was done.",
        "This surgery needs approval ahead of time, and we have no approval on record.",
        "El procedimiento se hizo sin la autorización previa que exige su plan.",
    ),
    "referral_missing": (
        "You saw the skin doctor without a referral from your family doctor.",
        "We did not find a referral for this specialist visit.",
    ),
    "not_medically_necessary": (
        "Our medical director found that the MRI was not medically necessary for you.",
        "The records do not show that you needed this operation for your health.",
        "Determinamos que la terapia no era médicamente necesaria.",
    ),
    "experimental": (
        "We consider this gene test to be experimental because studies have not shown that it works.",
        "This implant is still being studied and is therefore investigational.",
    ),
    "out_of_network": (
        "The doctor you saw does not belong to our network.",
        "Your plan pays only for network providers, and this laboratory is not one.",
        "El médico no pertenece a la red de su plan.",
    ),
    "duplicate": (
        "We already worked on a claim for this same visit, so this copy is a duplicate.",
        "This is the second time we got the same bill for that day.",
    ),
    "coverage_ended": (
        "You were no longer covered by us on the day you were treated, as your plan stopped on May 31.",
        "Su cobertura terminó antes de la fecha del servicio.",
    ),
    "other_insurance": (
        "Another insurance company has to pay first; please send us its statement.",
        "Our records show that Medicare is your primary insurance and must be billed before us.",
    ),
    "bundled": (
        "Payment for this code is included in the payment for the main procedure done that day.",
        "This supply is part of the surgery and is not paid on its own.",
    ),
    "deductible": (
        "You have not met your yearly deductible, so this amount is yours to pay.",
        "Esta cantidad se aplicó a su deducible anual.",
    ),
    "benefit_limit": (
        "You have used all 20 physical therapy visits that your plan pays for in a year.",
        "The yearly maximum for chiropractic care has been reached.",
    ),
    "not_covered": (
        "Hearing aids are not a covered benefit under your plan.",
        "Your policy has an exclusion for cosmetic surgery.",
    ),
    "records_requested": (
        "We asked the hospital for your chart notes and never got them.",
        "We cannot decide until your doctor sends the medical records.",
    ),
    "step_therapy": (
        "You must first try two other medicines before we can pay for this one.",
        "Primero debe probar un medicamento menos costoso antes de que cubramos este.",
    ),
    "non_formulary": (
        "This medicine is not on our list of covered drugs.",
        "The drug your doctor ordered is not on the plan's formulary.",
    ),
}

OUTCOMES: dict[str, tuple[str, ...]] = {
    "denied": (
        "We have decided to deny payment for this service.",
        "Your request has been turned down.",
        "Hemos negado su solicitud.",
    ),
    "approved": (
        "Good news: we approved the surgery that your doctor asked for.",
        "Your request for this drug has been approved through next December.",
    ),
    "upheld": (
        "After looking at your appeal again, we are keeping our first decision.",
        "The reviewer upheld the denial of your appeal.",
    ),
    "overturned": (
        "We reviewed your appeal and changed our decision in your favor; the denial is overturned.",
        "The independent reviewer reversed the plan's denial.",
    ),
    "pending": (
        "We need more time and have not yet made a decision on your request.",
        "Your claim is still being reviewed.",
    ),
    "bill": (
        "Please pay this amount by the due date to keep your account out of collections.",
        "This is a statement of what you owe our clinic; send your payment with the slip below.",
    ),
    "estimate": (
        "This is only a good faith estimate of what your care may cost.",
        "The figures shown are an estimate; your actual charges may be higher or lower.",
    ),
}

CIRCUMSTANCES: dict[str, tuple[str, ...]] = {
    "emergency=yes": (
        "This was a medical emergency; you could not breathe.",
        "You were treated for a sudden stroke that could not wait.",
    ),
    "already_appealed=yes": (
        "We received your first level appeal on March 3.",
        "This letter answers the appeal that you sent us.",
    ),
    "in_collections=yes": (
        "Your unpaid balance has been turned over to a collection agency.",
        "This account was placed with us for collection.",
    ),
    "facility_type=surgery_center": (
        "The procedure took place at an ambulatory surgery center.",
        "Services were done at Lakeview Surgery Center.",
    ),
    "work_or_auto_accident=yes": (
        "Our records show that you were hurt at work.",
        "You told us that the injury came from a car accident.",
    ),
    "authorization_on_file=yes": (
        "We approved this service in advance under authorization number 4471.",
        "An authorization for this procedure is on file.",
    ),
}
