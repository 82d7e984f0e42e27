"""What kind of service was refused, as far as codes, modifiers and the paper's words tell: imaging, lab, drug, reading.

Takes a case and the lines of a refusal; gives words for rule tables. Codes decide; words only where there is no code.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from firstcheck.decide.kinds import care_kind, is_imaging_number, refused_kind
from firstcheck.decide.refused import other_number_approved, plain_words, refused_words, told_beside
from firstcheck.facts.case import Case, ClaimLine, Outcome, Refusal

_IMAGING = re.compile(
    r"\b(mri|mr[- ]?scan|magnetic resonance|ct|cta|cat scan|tomograph\w*|x-?rays?|radiograph\w*|radiolog\w*|ultrasound"
    r"|sonogra\w*|mammogra\w*|dexa|bone density|pet|scan|imaging|angiogra\w*|resonancia|tomograf\w*|radiograf\w*"
    r"|ecograf\w*|mamograf\w*)\b",
    re.IGNORECASE,
)
_LAB = re.compile(
    r"\b(laborator\w*|labs?\b|\w*patholog\w*|patolog\w*|histolog\w*|cytolog\w*|tissue|diagnostics|specimen|biopsy read"
    r"|blood test|panel|genetic test)",
    re.IGNORECASE,
)
_ANCILLARY = re.compile(
    r"\b(anesthe\w*|anaesthe\w*|anestes\w*|crna|neonat\w*|nicu|newborn (specialist|intensive)|hospitalists?"
    r"|hospital medicine|inpatient (physicians?|medicine)|intensivists?|critical care"
    r"|assistant surgeon|surgical assist\w*|emergency (physicians?|medicine|doctors?)"
    r"|medicos? de emergencias?|telerad\w*)",
    re.IGNORECASE,
)
_DRUG = re.compile(
    r"\b(tablets?|capsules?|pharmacy|formulary|prescription|rx|days'? supply|refill|injector|pen\b|medicamento"
    r"|farmacia|formulario)\b",
    re.IGNORECASE,
)
_GROUND = re.compile(
    r"\bground (ambulance|transport)|\bambulance\b(?!.{0,30}(air|helicopter))|\bambulancia terrestre", re.IGNORECASE
)
_AIR = re.compile(r"\b(air ambulance|helicopter|fixed[- ]wing|ambulancia aerea)", re.IGNORECASE)
#: Transport and mileage by HCPCS: in the air, and on the road or the water.
_FLIGHTS = frozenset({"A0430", "A0431", "A0435", "A0436"})
_RIDES = frozenset({"A0425", "A0426", "A0427", "A0428", "A0429", "A0432", "A0433", "A0434"})
#: Modifiers of an assistant at surgery and of anesthesia (45 CFR 149.420(b)(1)-(2)).
ASSISTING = frozenset({"80", "81", "82", "AS", "QX", "QY", "QZ", "AA"})
#: With one of these a doctor bills for his own part, whatever name stands as the biller.
_OF_DOCTORS = ASSISTING | {"26"}
#: Critical and intensive care of newborns: neonatology of 45 CFR 149.420(b)(1).
NEWBORN_CARE = frozenset({"99468", "99469", "99477", "99478", "99479", "99480"})
#: Modifiers of the right and the left side of the body.
SIDES = frozenset({"RT", "LT"})
_NAMES = ("service_description", "billing_provider", "facility", "rendering_provider")
#: An emergency visit among the refused lines: the whole visit is refused, not its scan or its blood test.
_EMERGENCY_VISIT = frozenset({"99281", "99282", "99283", "99284", "99285", "99291", "99292"})
#: Blood draws, injections and blocks by number: a procedure, but no operation for which a plan wants its approval.
_SMALL = re.compile(r"11[79]\d\d|20[56]\d\d|36[0-6]\d\d|43[12]\d\d|4(?:43|53)\d\d|517\d\d|623\d\d|64[45]\d\d|692\d\d")
_OPERATION = re.compile(
    r"\b(surgery(?! cent)|operations?|\w+ectomy|\w+otomy|\w+plasty|hernia repair|fusion|arthroscop\w+|laparoscop\w+"
    r"|cirugia|operacion)\b"
)
_PROCEDURE = re.compile(
    r"\b(surgery cent\w+|surgical|\w+scopy|\w+scopia|cataract\w*|biops\w+|ablation|endoscop\w+|asc|injections?"
    r"|catarata\w*|centro (quirurgico|de cirugia)|procedimiento)\b"
)

#: Planning and giving of radiation, and treatment with radioactive matter.
_TREATS = re.compile(r"77[2-7]|79")
#: Group codes with these reasons are everyday cost share and write-off: they do not tell whose the refused money is.
_EVERYDAY = ("45", "1", "2", "3")
_SHARES = {"1": "deductible", "2": "coinsurance", "3": "copay", "45": "over_allowed"}


def service_words(case: Case, lines: Sequence[ClaimLine], refusal: Refusal) -> dict[str, str]:
    """Yes or no for each kind of service of 45 CFR 149.420(b), for drugs and ground ambulances; the kind of care."""
    said = refused_words(refusal)
    codes = [line.procedure_code for line in lines if line.procedure_code] or list(_codes(case, "procedure_codes"))
    described = " ".join(str(case.value(name) or "") for name in _NAMES)
    printed = " ".join(line.description or "" for line in lines or case.lines)
    described += " " + printed
    modifiers = {m for line in lines for m in line.modifiers} or set(_codes(case, "modifiers"))
    scanned = any(map(_is_radiology, codes)) or (bool(codes) and all(map(is_imaging_number, codes)))
    in_words = _in_words(described)
    imaging = scanned or (not codes and in_words["imaging"])
    lab = _opens(codes, "8") or (not codes and in_words["lab"])
    ancillary = imaging or lab or _opens(codes, "0") or in_words["ancillary"]
    ancillary = ancillary or bool(modifiers & ASSISTING) or any(code in NEWBORN_CARE for code in codes)
    drug = bool(_codes(case, "drug_codes")) or (not codes and in_words["drug"])
    by_road = _rides(codes) and case.value("ground_ambulance") is True
    flight = not _FLIGHTS.isdisjoint(codes) or (_RIDES.isdisjoint(codes) and not by_road and in_words["air"])
    ground = not flight and (by_road or (in_words["ground"] and not in_words["air"]))
    told = {
        "service_is_imaging": imaging,
        "whole_emergency_visit": not _EMERGENCY_VISIT.isdisjoint(codes),
        "reading_only": "26" in modifiers and "TC" not in modifiers,
        "service_is_lab": lab,
        "service_is_ancillary": ancillary,
        "service_is_drug": drug or case.value("program") == "part_d",
        "ground_ambulance_service": ground,
        "air_ambulance_service": flight,
        "facility_bills": modifiers.isdisjoint(_OF_DOCTORS)
        and _same_name(case.value("facility"), case.value("billing_provider")),
        "other_number_approved": other_number_approved(said),
        "share_said_zero": case.value("patient_responsibility") == 0,
    }
    named = plain_words(f"{case.value('service_description') or ''} {printed} {said}")
    kind = care_kind(codes, described)
    words = {"care_kind": refused_kind(said) if kind == "other" else kind, "surgical": _surgical(codes, named)}
    answers = {name: "yes" if holds else "no" for name, holds in told.items()}
    return answers | words | told_beside(said) | _duplicate(case, lines)


def _in_words(described: str) -> Mapping[str, bool]:
    """What the names and words of a service tell. Nothing of them is remembered: they name people and places."""
    kinds = {"imaging": _IMAGING, "lab": _LAB, "ancillary": _ANCILLARY, "drug": _DRUG, "ground": _GROUND, "air": _AIR}
    return {name: bool(pattern.search(described)) for name, pattern in kinds.items()}


def _same_name(one: object, other: object) -> bool:
    """Whether the place of care is the one that bills, and not a doctor or laboratory that works there."""
    return one is not None and plain_words(str(one)).strip() == plain_words(str(other or "")).strip()


def _surgical(codes: Sequence[str], named: str) -> str:
    """Whether an operation, a smaller procedure or neither was refused: by number, else by its words."""
    cut = [code for code in codes if len(code) == 5 and code.isdigit() and code[0] in "123456"]
    if cut:
        return "procedure" if all(_SMALL.match(code) for code in cut) else "operation"
    if any(code[:1].isdigit() and code[:1] != "0" for code in codes):
        return "none"
    return "operation" if _OPERATION.search(named) else "procedure" if _PROCEDURE.search(named) else "none"


def _rides(codes: Sequence[str]) -> bool:
    """Whether numbers leave open that a ride was refused: who came by ambulance is refused other care too."""
    return not codes or any(code.startswith("A0") for code in codes)


def _duplicate(case: Case, lines: Sequence[ClaimLine]) -> dict[str, str]:
    """Whether the same service of that day was paid on another line, or its other side: what a duplicate rests on."""
    ours = {line.id for line in lines}
    twins = [
        (line, other)
        for line in lines
        for other in case.lines
        if other.id not in ours
        and line.procedure_code
        and (line.procedure_code, line.service_date) == (other.procedure_code, other.service_date)
        and (other.outcome is Outcome.PAID or (other.paid or 0) > 0)
        # a line that repeats within one claim is no second copy of a claim: it may well be a second service
        and (_sides(line) or line.claim_number is None or line.claim_number != other.claim_number)
    ]
    if any(_sides(line) and _sides(other) and _sides(line) != _sides(other) for line, other in twins):
        return {"repeat_was_intended": "yes"}
    return {"first_claim_paid": "yes"} if twins else {}


def _sides(line: ClaimLine) -> frozenset[str]:
    return SIDES.intersection(line.modifiers)


def group_code(case: Case, lines: Sequence[ClaimLine]) -> str:
    """Who carries the refused money: CO and PI are never the patient's debt, PR is put on the patient."""
    codes = [code for line in lines for code in line.adjustment_codes] or list(_codes(case, "adjustment_codes"))
    telling = [code for code in codes if code.rpartition("-")[2] not in _EVERYDAY]
    groups = {code.split("-")[0] for code in telling if "-" in code}
    return groups.pop() if len(groups) == 1 else "none"


def everyday_share(case: Case, lines: Sequence[ClaimLine]) -> str:
    """The ordinary share that the codes put on the patient where they say nothing else; `none` otherwise."""
    codes = [code for line in lines for code in line.adjustment_codes] or list(_codes(case, "adjustment_codes"))
    shares = {_SHARES.get(code.removeprefix("PR-"), "none") if code.startswith("PR-") else "none" for code in codes}
    return shares.pop() if len(shares) == 1 else "none"


def _codes(case: Case, name: str) -> tuple[str, ...]:
    value = case.value(name)
    return value if isinstance(value, tuple) else ()


def _opens(codes: Iterable[str], first: str) -> bool:
    """Whether a CPT code opens with that digit: 8 laboratory and pathology, 0 anesthesia."""
    return any(len(code) == 5 and code.isdigit() and code[0] == first for code in codes)


def _is_radiology(code: str) -> bool:
    """Whether a CPT code is of the 70000s and no treatment: by rays (772-777), by swallowed or injected matter (79)."""
    return len(code) == 5 and code.isdigit() and code[0] == "7" and not _TREATS.match(code)
