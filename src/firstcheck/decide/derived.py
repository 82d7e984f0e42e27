"""Facts that follow from other facts by arithmetic or lists: the named choices that rules may use.

Takes a case and one of its refusals; gives words by name, as rule tables read them. Unknown stays absent.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from firstcheck.facts.case import Case, ClaimLine, Refusal
from firstcheck.facts.fact import FactValue
from firstcheck.facts.vocabulary import VOCABULARY, Kind

#: 42 USC 300gg-111 binds group and individual coverage; 5 USC 8902(p) brings it to FEHB. Not these programs.
_NO_SURPRISES_ACT = frozenset(
    "self_funded_erisa fully_insured_group individual_aca nonfederal_governmental church student_health fehb_pshb".split()
)
#: 5 USC 8902(p) imports neither the directory (2799A-5) nor the continuity section (2799A-3) for FEHB.
_DIRECTORY_AND_CONTINUITY = _NO_SURPRISES_ACT - {"fehb_pshb"}
#: 45 CFR 147.136 binds these; the other programs have reviews of their own.
_EXTERNAL_REVIEW = _NO_SURPRISES_ACT - {"fehb_pshb"}
#: 42 USC 300gg-111(b)(2)(A)(ii): the facilities whose visits are protected.
_VISIT_FACILITIES = frozenset("hospital hospital_outpatient critical_access surgery_center emergency_department".split())
_CONTINUITY_DAYS = 90

_IMAGING_WORDS = re.compile(
    r"\b(mri|mr[- ]?scan|magnetic resonance|ct|cta|cat scan|tomograph\w*|x-?rays?|radiograph\w*|radiolog\w*|ultrasound|sonogra\w*"
    r"|mammogra\w*|dexa|bone density|pet|scan|imaging|angiogra\w*|resonancia|tomograf\w*|radiograf\w*|ecograf\w*|mamograf\w*)\b",
    re.IGNORECASE,
)
_LAB_WORDS = re.compile(r"\b(laborator\w*|lab\b|patholog\w*|patolog\w*|specimen|biopsy read|blood test|panel|genetic test)", re.IGNORECASE)
_ANCILLARY_WORDS = re.compile(r"\b(anesthe\w*|anaesthe\w*|anestes\w*|neonatolog\w*|hospitalist|intensivist|assistant surgeon|emergency physician)", re.IGNORECASE)
_DRUG_WORDS = re.compile(r"\b(tablets?|capsules?|pharmacy|formulary|prescription|rx|days'? supply|refill|injector|pen\b|medicamento|farmacia|formulario)\b", re.IGNORECASE)
_GROUND = re.compile(r"\bground (ambulance|transport)|\bambulance\b(?!.{0,30}(air|helicopter))|\bambulancia terrestre", re.IGNORECASE)
_AIR = re.compile(r"\b(air ambulance|helicopter|fixed[- ]wing|ambulancia aerea)", re.IGNORECASE)


def words_for(case: Case, refusal: Refusal, today: date, reason_ids: Iterable[str]) -> dict[str, str]:
    """All facts of a refusal as words: what was read and answered, what the paper says, and what follows."""
    words = {f.name: as_word(f.value) for f in reversed(case.facts) if f.line is None and _is_choice(f.name)}
    words |= {"outcome": refusal.outcome.value, "stage": refusal.stage.value}
    stated = {reason.reason for reason in refusal.reasons}
    words |= {f"reason_{name}": "yes" if name in stated else "no" for name in reason_ids}
    words["primary_reason"] = refusal.reasons[0].reason if refusal.reasons else "none"
    lines = [line for line in case.lines if line.id in refusal.lines] or list(case.lines)
    words["group_code"] = _group(lines, case)
    words |= _service(case, lines)
    words |= _plan(words.get("plan_type"))
    words |= _place(words)
    words |= _dates(case, words, today)
    return words


def _is_choice(name: str) -> bool:
    spec = VOCABULARY.get(name)
    return spec is not None and spec.kind in (Kind.YES_NO, Kind.CHOICE)


def as_word(value: FactValue) -> str:
    """A yes/no or choice as rules spell it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _group(lines: Iterable[ClaimLine], case: Case) -> str:
    """The group code of the refused money: CO and PI are never the patient's debt, PR is put on the patient."""
    stated = case.value("adjustment_codes")
    codes = [code for line in lines for code in line.adjustment_codes] or list(stated if isinstance(stated, tuple) else ())
    telling = [code for code in codes if code.rpartition("-")[2] not in ("45", "1", "2", "3")]
    groups = {code.split("-")[0] for code in telling if "-" in code}
    return groups.pop() if len(groups) == 1 else "none"


def _service(case: Case, lines: Iterable[ClaimLine]) -> dict[str, str]:
    codes = [line.procedure_code for line in lines if line.procedure_code]
    listed = case.value("procedure_codes")
    codes += list(listed) if isinstance(listed, tuple) else []
    described = " ".join(
        str(case.value(name) or "") for name in ("service_description", "billing_provider", "facility", "rendering_provider")
    ) + " " + " ".join(line.description or "" for line in case.lines)
    modifiers = {m for line in lines for m in line.modifiers} | set(_tuple(case.value("modifiers")))
    imaging = _coded(codes, "7") or (not codes and bool(_IMAGING_WORDS.search(described)))
    lab = _coded(codes, "8") or (not codes and bool(_LAB_WORDS.search(described)))
    anesthesia = _coded(codes, "0") or bool(_ANCILLARY_WORDS.search(described))
    drug = bool(_tuple(case.value("drug_codes"))) or (not codes and bool(_DRUG_WORDS.search(described))) or case.value("program") == "part_d"
    ground = bool(_GROUND.search(described)) and not _AIR.search(described)
    told = {
        "service_is_imaging": imaging,
        "reading_only": "26" in modifiers,
        "service_is_lab": lab,
        "service_is_ancillary": imaging or lab or anesthesia,
        "service_is_drug": drug,
        "ground_ambulance_service": ground or case.value("ground_ambulance") is True,
    }
    return {name: "yes" if holds else "no" for name, holds in told.items()}


def _tuple(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _coded(codes: Iterable[str], first: str) -> bool:
    """Whether a CPT code opens with that digit: 7 imaging, 8 laboratory and pathology, 0 anesthesia."""
    return any(len(code) == 5 and code.isdigit() and code[0] == first for code in codes)


def _plan(plan_type: str | None) -> dict[str, str]:
    if plan_type is None:
        return {}
    rights = {
        "plan_has_nsa": _NO_SURPRISES_ACT,
        "plan_has_directory_right": _DIRECTORY_AND_CONTINUITY,
        "plan_has_continuity_right": _DIRECTORY_AND_CONTINUITY,
        "plan_has_external_review": _EXTERNAL_REVIEW,
    }
    return {name: "yes" if plan_type in kinds else "no" for name, kinds in rights.items()}


def _place(words: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    kind = words.get("facility_type")
    if kind is not None:
        found["visit_facility"] = "yes" if kind in _VISIT_FACILITIES else "no"
    if kind == "emergency_department" and "emergency" not in words:
        found["emergency"] = "yes"
    return found


def _dates(case: Case, words: Mapping[str, str], today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    until = case.value("reopening_until")
    notice, days = case.value("notice_date"), case.value("reopening_days")
    if until is None and isinstance(notice, date) and isinstance(days, int):
        until = notice + timedelta(days=days)
    if isinstance(until, date):
        found["reopening_open"] = "yes" if today <= until else "no"
    ended, served = case.value("contract_ended"), case.value("service_date")
    told = case.value("continuing_care_notice_date") or ended
    if isinstance(ended, date):
        found["provider_left_network"] = "yes"
        if isinstance(told, date) and isinstance(served, date):
            inside = served <= told + timedelta(days=_CONTINUITY_DAYS)
            found["within_continuity_window"] = "yes" if inside else "no"
    return found
