"""What kind of service was refused, as far as codes, modifiers and the paper's words tell: imaging, lab, drug, reading.

Takes a case and the lines of a refusal; gives words for rule tables. Codes decide; words only where there is no code.
"""

import re
from collections.abc import Iterable, Sequence

from firstcheck.decide.kinds import care_kind
from firstcheck.facts.case import Case, ClaimLine, Outcome

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
#: Modifiers of an assistant at surgery and of anesthesia (45 CFR 149.420(b)(1)-(2)).
ASSISTING = frozenset({"80", "81", "82", "AS", "QX", "QY", "QZ", "AA"})
#: Critical and intensive care of newborns: neonatology of 45 CFR 149.420(b)(1).
NEWBORN_CARE = frozenset({"99468", "99469", "99477", "99478", "99479", "99480"})
_NAMES = ("service_description", "billing_provider", "facility", "rendering_provider")

#: Group codes with these reasons are everyday cost share and write-off: they do not tell whose the refused money is.
_EVERYDAY = ("45", "1", "2", "3")


def service_words(case: Case, lines: Sequence[ClaimLine]) -> dict[str, str]:
    """Yes or no for each kind of service of 45 CFR 149.420(b) and for drugs and ground ambulances."""
    codes = [line.procedure_code for line in lines if line.procedure_code] or list(_codes(case, "procedure_codes"))
    described = " ".join(str(case.value(name) or "") for name in _NAMES)
    described += " " + " ".join(line.description or "" for line in lines or case.lines)
    modifiers = {m for line in lines for m in line.modifiers} or set(_codes(case, "modifiers"))
    imaging = _opens(codes, "7") or (not codes and bool(_IMAGING.search(described)))
    lab = _opens(codes, "8") or (not codes and bool(_LAB.search(described)))
    ancillary = imaging or lab or _opens(codes, "0") or bool(_ANCILLARY.search(described))
    ancillary = ancillary or bool(modifiers & ASSISTING) or any(code in NEWBORN_CARE for code in codes)
    drug = bool(_codes(case, "drug_codes")) or (not codes and bool(_DRUG.search(described)))
    ground = bool(_GROUND.search(described)) and not _AIR.search(described)
    told = {
        "service_is_imaging": imaging,
        "reading_only": "26" in modifiers,
        "service_is_lab": lab,
        "service_is_ancillary": ancillary,
        "service_is_drug": drug or case.value("program") == "part_d",
        "ground_ambulance_service": ground or case.value("ground_ambulance") is True,
    }
    kind = {"care_kind": care_kind(codes, described)}
    return {name: "yes" if holds else "no" for name, holds in told.items()} | kind | _duplicate(case, lines)


def _duplicate(case: Case, lines: Sequence[ClaimLine]) -> dict[str, str]:
    """Whether the same service of the same day was paid on another line: what a duplicate denial rests on."""
    ours = {line.id for line in lines}
    same = {(line.procedure_code, line.service_date) for line in lines if line.procedure_code}
    paid = any(
        (line.procedure_code, line.service_date) in same
        for line in case.lines
        if line.id not in ours and (line.outcome is Outcome.PAID or (line.paid or 0) > 0)
    )
    return {"first_claim_paid": "yes"} if paid else {}


def group_code(case: Case, lines: Sequence[ClaimLine]) -> str:
    """Who carries the refused money: CO and PI are never the patient's debt, PR is put on the patient."""
    codes = [code for line in lines for code in line.adjustment_codes] or list(_codes(case, "adjustment_codes"))
    telling = [code for code in codes if code.rpartition("-")[2] not in _EVERYDAY]
    groups = {code.split("-")[0] for code in telling if "-" in code}
    return groups.pop() if len(groups) == 1 else "none"


def _codes(case: Case, name: str) -> tuple[str, ...]:
    value = case.value(name)
    return value if isinstance(value, tuple) else ()


def _opens(codes: Iterable[str], first: str) -> bool:
    """Whether a CPT code opens with that digit: 7 imaging, 8 laboratory and pathology, 0 anesthesia."""
    return any(len(code) == 5 and code.isdigit() and code[0] == first for code in codes)
