"""What is known of a refusal, as values and as the words that rules test, and what follows from it.

Takes a case and one of its refusals; gives a Told. Unknown stays absent. `with_answer` tries an answer without
reading the case again.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from firstcheck.decide.dated import dated_words
from firstcheck.decide.protections import protection_sign, texas_rule
from firstcheck.decide.service import everyday_share, group_code, service_words
from firstcheck.facts.case import Case, Refusal, Stage
from firstcheck.facts.fact import Fact, FactValue, Status
from firstcheck.facts.vocabulary import VOCABULARY, Kind

#: 42 USC 300gg-111 binds group and individual coverage; 5 USC 8902(p) brings it to FEHB. Not the other programs.
_NO_SURPRISES_ACT = frozenset(
    {
        "self_funded_erisa",
        "fully_insured_group",
        "individual_aca",
        "nonfederal_governmental",
        "church",
        "student_health",
        "fehb_pshb",
    }
)
#: 5 USC 8902(p) imports neither the directory (2799A-5) nor the continuity section (2799A-3) for FEHB, and 45 CFR
#: 147.136 does not bind it either; the other programs have reviews of their own.
_ACA = _NO_SURPRISES_ACT - {"fehb_pshb"}
#: 29 USC 1144(b)(2)(B): state insurance law binds insured plans only.
_STATE_LAW = frozenset({"fully_insured_group", "individual_aca", "student_health"})
#: A government or church plan may be insured or not, and the paper rarely says which.
_STATE_LAW_OPEN = frozenset({"nonfederal_governmental", "church"})
#: What a paper prints where it offers an appeal.
_APPEAL_WAYS = frozenset({"stated_appeal_days", "stated_appeal_deadline", "appeal_address", "appeal_fax"})
#: States whose own outside review takes more than medical questions, each in its own way (A.R.S. 20-2501, ORC 3922.11,
#: Wis. Stat. 632.835 ...); for some only second-hand. A plain "no" would be wrong for an insured plan there.
_WIDER_REVIEW = frozenset({"AZ", "KY", "NY", "OH", "OR", "WA", "WI"})
#: 42 USC 300gg-111(b)(2)(A)(ii): the facilities whose visits are protected.
_VISIT_FACILITIES = frozenset(
    {"hospital", "hospital_outpatient", "critical_access", "surgery_center", "emergency_department"}
)
#: CMS place-of-service codes that name a kind of facility.
_PLACE_OF_SERVICE = {
    "11": "office",
    "12": "home",
    "19": "hospital_outpatient",
    "21": "hospital",
    "22": "hospital_outpatient",
    "23": "emergency_department",
    "24": "surgery_center",
}
#: Words in a place's name that say what kind of place it is, the most telling first.
_PLACES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("surgery_center", r"\bsurg(ery|ical) cent(er|re)|\bsurgicenter|\bcentro (quir[uú]rgico|de cirug)"),
        ("hospital", r"\bhospital\b|\bmedical cent(er|re)\b|\bcentro m[eé]dico|\binfirmary\b"),
        (
            "freestanding",
            r"\bopen mri|\bimaging\b|\bradiolog(y|[ií]a) (center|centre|centro)|\bmri (center|of)"
            r"|\bdiagnostics? (center|imaging)",
        ),
    )
)
_SPONSORED = {"individual": "individual_aca", "school": "student_health", "church": "church"}
_SPONSORED["government"] = "nonfederal_governmental"
_FUNDED = {"self_funded": "self_funded_erisa", "insured": "fully_insured_group"}
#: Periods from which, with the day of the notice, a word follows.
_FROM_NOTICE = frozenset({"reopening_days", "reopening_business_days"})


class Told(msgspec.Struct, frozen=True):
    """What is known of one refusal: typed `values` by fact, and `words` by name as rules test them."""

    values: dict[str, FactValue]
    words: dict[str, str]
    today: date
    #: the words before anything was derived from answers and values
    base: dict[str, str]

    def with_answer(self, name: str, value: FactValue) -> "Told":
        """The same with one more fact known."""
        values = {**self.values, name: value}
        if name == "notice_date" and _FROM_NOTICE.isdisjoint(values):  # no word follows from that day
            return Told(values, self.words, self.today, self.base)
        base = {**self.base, name: as_word(value)} if _is_word(name) else self.base
        return Told(values, {**base, **_follows(base, values, self.today)}, self.today, base)


def told_of(case: Case, refusal: Refusal, today: date, reason_ids: Iterable[str]) -> Told:
    """Everything known of a refusal, and what follows from it."""
    values = _values(case, refusal)
    base = {name: as_word(value) for name, value in values.items() if _is_word(name)}
    base |= {"outcome": refusal.outcome.value, "stage": _stage(refusal, values)}
    stated = {reason.reason for reason in refusal.reasons}
    stated |= {"rescission"} if values.get("coverage_cancelled_back") is True else set()
    base |= {f"reason_{name}": "yes" if name in stated else "no" for name in reason_ids}
    base["primary_reason"] = refusal.reasons[0].reason if refusal.reasons else "none"
    lines = [line for line in case.lines if line.id in refusal.lines]
    base["group_code"] = group_code(case, lines or case.lines)
    base["everyday_share"] = everyday_share(case, lines or case.lines)
    base |= service_words(case, lines or case.lines, refusal)
    return Told(values, {**base, **_follows(base, values, today)}, today, base)


def _values(case: Case, refusal: Refusal) -> dict[str, FactValue]:
    """Known values: an answer before a reading, the refusal's own lines and paper before the papers as a whole."""
    values: dict[str, FactValue] = {}
    shared = (fact for fact in case.facts if fact.status is Status.ANSWERED or fact.name not in refusal.foreign)
    for fact in sorted((*refusal.own, *shared), key=lambda fact: _trust(fact, refusal)):
        if fact.line is None or fact.line in refusal.lines:
            values.setdefault(fact.name, fact.value)
    final = values.get("final_denial_date")
    notice, received = values.get("notice_date"), values.get("received_date")
    if isinstance(final, date) and refusal.stage is Stage.INITIAL and values.get("already_appealed") is True:
        values["notice_date"] = final
        if isinstance(received, date) and (received < final or received == notice):
            del values["received_date"]
    return values


def _trust(fact: Fact, refusal: Refusal) -> tuple[bool, bool]:
    return fact.status is not Status.ANSWERED, fact.line is None or fact.line not in refusal.lines


def _stage(refusal: Refusal, values: Mapping[str, FactValue]) -> str:
    """A person who says that the appeal was denied too, and when, stands one rung higher than the paper in hand."""
    higher = values.get("already_appealed") is True and "final_denial_date" in values
    if higher and refusal.stage is not Stage.INDEPENDENT_REVIEW_DENIED:
        return Stage.INTERNAL_APPEAL_DENIED.value
    return refusal.stage.value


def _is_word(name: str) -> bool:
    spec = VOCABULARY.get(name)
    return spec is not None and (spec.kind in (Kind.YES_NO, Kind.CHOICE) or name == "state")


def as_word(value: FactValue) -> str:
    """A yes/no or choice as rules spell it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _follows(base: Mapping[str, str], values: Mapping[str, FactValue], today: date) -> dict[str, str]:
    """Words that follow from answers and dates; those already known are left alone."""
    place = _planned(base) | _place(base, values)
    found = _plan(base) | place | _signs({**place, **base}, values) | dated_words(values, today)
    found |= texas_rule({**base, **found})
    found |= protection_sign({**base, **found}, values)
    return {name: word for name, word in found.items() if name not in base}


def _plan(base: Mapping[str, str]) -> dict[str, str]:
    plan_type = base.get("plan_type") or _plan_type(base)
    if plan_type is None:  # whichever plan it is, only these states widen the review
        return {} if base.get("state") in _WIDER_REVIEW else {"state_review_wider": "no"}
    rights = {
        "plan_has_nsa": _NO_SURPRISES_ACT,
        "plan_has_directory_right": _ACA,
        "plan_has_continuity_right": _ACA,
        "plan_has_external_review": _ACA,
    }
    found = {name: "yes" if plan_type in kinds else "no" for name, kinds in rights.items()}
    insured = base.get("funding")
    if plan_type not in _STATE_LAW_OPEN:
        found["state_law_binds"] = "yes" if plan_type in _STATE_LAW else "no"
    elif insured is not None:
        found["state_law_binds"] = "yes" if insured == "insured" else "no"
    if plan_type == "student_health" and insured == "self_funded":
        return {"plan_type": plan_type, "state_law_binds": "no"}  # 77 FR 16453 speaks of insured ones; the rest is open
    wider = found.get("state_law_binds") == "yes" and base.get("state") in _WIDER_REVIEW
    return {"plan_type": plan_type, "state_review_wider": "yes" if wider else "no"} | found


def _plan_type(base: Mapping[str, str]) -> str | None:
    """The law's key from program, sponsor and funding, where they settle it."""
    program, sponsor = base.get("program"), base.get("sponsor")
    if program is not None and program not in ("commercial", "no_insurance_law"):
        return program
    if program == "no_insurance_law":
        return None
    if sponsor in _SPONSORED:
        return _SPONSORED[sponsor]
    return _FUNDED.get(base.get("funding", "")) if sponsor in ("employer", "union") else None


def _planned(base: Mapping[str, str]) -> dict[str, str]:
    """Emergency care is given and not asked for (45 CFR 149.110): care still to come is none."""
    return {"emergency": "no"} if base.get("timing") == "pre_service" else {}


def _place(base: Mapping[str, str], values: Mapping[str, FactValue]) -> dict[str, str]:
    """The kind of place: as said, else by its place-of-service code, else as its name says."""
    kind = base.get("facility_type") or _PLACE_OF_SERVICE.get(str(values.get("place_of_service", ""))) or _named(values)
    if kind is None:
        return {}
    found = {"facility_type": kind, "visit_facility": "yes" if kind in _VISIT_FACILITIES else "no"}
    return found | ({"emergency": "yes"} if kind == "emergency_department" else {})


def _named(values: Mapping[str, FactValue]) -> str | None:
    names = [str(values.get(name) or "") for name in ("facility", "billing_provider", "rendering_provider")]
    return next((kind for name in names for kind, pattern in _PLACES if pattern.search(name)), None)


def _signs(words: Mapping[str, str], values: Mapping[str, FactValue]) -> dict[str, str]:
    """Whether anything at all speaks of an emergency, of a contract that ended, of treatment under way."""
    found = {
        "emergency_sign": words.get("emergency", "no"),
        "contract_end_sign": "yes" if "contract_ended" in values else "no",
        "treatment_sign": words.get("continuing_care", "no"),
        "older_plan": words.get("grandfathered", "no"),
    }
    priced = any(spec.kind is Kind.MONEY and name in values for name, spec in VOCABULARY.items())
    found["price_told"] = "yes" if priced else "no"
    found["appeal_way_stated"] = "yes" if _APPEAL_WAYS & values.keys() else "no"
    return found | ({"authorization_on_file": "yes"} if "authorization_number" in values else {})
