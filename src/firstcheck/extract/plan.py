"""What kind of coverage it is and when the decision fell: programme, funding, sponsor, product, state, timing, urgency.

Takes a Sheet; gives Facts, each resting on words of the paper. `derive_plan_type` makes the law's key from them.
"""

import re
from collections.abc import Iterable, Iterator

from firstcheck.extract.addresses import STATES
from firstcheck.extract.criteria import read_criteria
from firstcheck.extract.layout import Sheet, source
from firstcheck.extract.lexicon import folded
from firstcheck.extract.plan_phrases import told_by_phrases
from firstcheck.extract.plan_words import Clue, coverage_clues, older_plan_clues
from firstcheck.extract.survey import Survey, survey
from firstcheck.extract.timing import read_timing
from firstcheck.facts.fact import Confidence, Fact, Status

_HEAD = 900
_NAMES = "|".join(sorted((name.replace(" ", r"\s") for name in STATES), key=len, reverse=True))
_REGULATOR = re.compile(
    rf"\b(?P<a>{_NAMES})\s(?:state\s)?(?:department\sof\s(?:insurance|managed|commerce|financial|consumer)|"
    rf"(?:insurance|insurance\sand\sfinancial)\s(?:department|commissioner|division|bureau|administration)"
    rf"|division\sof\s(?:insurance|financial)|bureau\sof\sinsurance|office\sof\s(?:the\s)?(?:insurance"
    rf"|superintendent|commissioner)|doi\b|commissioner|law\b|residents?\b|hmo\b|policy\b|health\smaintenance"
    rf"|(?:state\s)?external\sappeal|familycare|medicaid)"
    rf"|medicaid(?:,\s|\s(?:de|of|in)\s)(?P<d>{_NAMES})\b"
    rf"|(?:department\sof\sinsurance|insurance\sdepartment|division\sof\sinsurance|departamento\sde\sseguros"
    rf"|division\sde\sseguros|(?:oficina\sdel\s)?(?:superintendente|comisionado)\sde\sseguros"
    rf"|commissioner\sof\sinsurance|insurance\scommissioner|laws?)\s(?:of|de|del)\s(?:the\s)?(?:state\sof\s"
    rf"|estado\sde\s|commonwealth\sof\s)?(?P<b>{_NAMES})\b"
    rf"|(?:issued|delivered|emitida|policy|poliza|regulated|insured|licensed|state\sof|estado\sde|marketplace"
    rf"|individual)\s(?:for\sdelivery\s)?(?:in|en|by|for|policies,|of)?\s?(?:the\s)?(?:state\sof\s|estado\sde\s)?"
    rf"(?P<c>{_NAMES})\b"
)
#: "insured small group, New Hampshire": a state of its own behind the kind of policy that was sold there.
_SOLD_IN = re.compile(
    rf"\b(?<!self-)(?<!self )(?:insured|individual|marketplace|mercado|(?:small|large)[ -]group|underwritten"
    rf"|asegurad[oa])(?:\s(?!self)[\w-]+){{0,3}}\s?[,-]\s(?P<c>{_NAMES})(?=[.,;)\n]|\s{{2,}}|\s?$)(?!,?\s+\d{{5}})"
)
_STATE_AGENCIES = (
    (re.compile(r"\btexas department of insurance|\btdi\b"), "TX"),
    (re.compile(r"department of managed health care|\bdmhc\b"), "CA"),
    (re.compile(r"\bahcccs\b"), "AZ"),
    (re.compile(r"\bmedi-cal\b|covered california"), "CA"),
    (re.compile(r"\btenncare\b"), "TN"),
    (re.compile(r"\bmasshealth\b"), "MA"),
    (re.compile(r"office of the insurance commissioner\b[^.]{0,20}1-800-562-6900"), "WA"),
)
#: What an insurer is called, which does not say who bears the cost of the plan.
_NAME_ALONE = re.compile(r"(?:mutual )?insurance(?: co| company)?|mutual insurance|compania de seguros|assurance,? inc")
_EMPLOYEES_PLAN = re.compile(r"\bemployees?'? (?:health (?:and welfare )?|welfare )?benefits? plan\b")
_INSURED_BEHIND = re.compile(r"\(insured\)?|insured\)|,\s?insured")
_NOT_LAW = re.compile(r"\bnot\b[^.]{0,40}$|\bno\b[^.]{0,30}$|\bis for insurance|\bdoes not apply")


def read_plan(sheet: Sheet, region: range | None = None) -> list[Fact]:
    """Coverage, timing, urgency and what the decision rests on. `region` plays no part."""
    found = survey(sheet)
    facts = [fact for clues in coverage_clues() for fact in _clued(found, clues)]
    if not any(fact.name == "plan_type" for fact in facts) and derive_plan_type(facts) is None:
        facts += told_by_phrases(found)
    facts = _without_name_alone(found, facts)
    facts += _grandfathered(found)
    facts += _state(found)
    facts += read_timing(found)
    facts += read_criteria(found)
    return facts


def _clued(found: Survey, table: tuple[Clue, ...]) -> Iterator[Fact]:
    """The value of the strongest clue, the first printed among equals."""
    hits = []
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for clue in table:
            match = clue.pattern.search(text)
            while match and clue.unless and clue.unless.search(text[max(0, match.start() - 90) : match.end() + 60]):
                match = clue.pattern.search(text, match.end())
            if match:
                hits.append((clue.strength, -page.number, -match.start(), clue, match, page.number))
    if hits:
        strength, _, _, clue, match, number = max(hits, key=lambda hit: hit[:3])
        in_body = clue.name == "program" and (number > 1 or match.start() > _HEAD)
        level = Confidence.HIGH if strength >= 3 and not in_body else Confidence.MEDIUM
        yield Fact(
            clue.name, clue.value, confidence=level, source=source(found.printed, number, match.start(), match.end())
        )


def _without_name_alone(found: Survey, facts: list[Fact]) -> list[Fact]:
    """No funding by the name of an insurer alone where an employees' plan is named: the insurer may only run it."""
    told = next((fact for fact in facts if fact.name == "funding" and fact.source), None)
    if told is None or told.source is None or not _NAME_ALONE.fullmatch(folded(told.source.quote)):
        return facts
    if any(_EMPLOYEES_PLAN.search(folded(page.text)) for page in found.sheet.document.pages):
        return [fact for fact in facts if fact is not told]
    return facts


def _grandfathered(found: Survey) -> Iterator[Fact]:
    """The status of an older plan, which a paper affirms or denies; the words of `unless` deny it."""
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for clue in older_plan_clues():
            match = clue.pattern.search(text)
            if match:
                before = text[max(0, match.start() - 30) : match.end()]
                value = clue.unless is None or clue.unless.search(before) is None
                where = source(found.printed, page.number, match.start(), match.end())
                yield Fact(clue.name, value, source=where)
                return


def _state(found: Survey) -> Iterator[Fact]:
    """The state whose regulator or law the paper names; an address is no evidence."""
    for page in found.sheet.document.pages:
        text = folded(page.text)
        for match in (*_REGULATOR.finditer(text), *_SOLD_IN.finditer(text)):
            name = next(group for group in match.groups() if group)
            if _NOT_LAW.search(text[max(0, match.start() - 60) : match.start()]):
                continue
            code = STATES[re.sub(r"\s", " ", name)]
            yield Fact(
                "state",
                code,
                confidence=Confidence.MEDIUM,
                source=source(found.printed, page.number, match.start(), match.end()),
            )
            return
        for pattern, code in _STATE_AGENCIES:
            hit = pattern.search(text)
            if hit and not _NOT_LAW.search(text[max(0, hit.start() - 60) : hit.start()]):
                yield Fact(
                    "state",
                    code,
                    confidence=Confidence.MEDIUM,
                    source=source(found.printed, page.number, hit.start(), hit.end()),
                )
                return


_BY_PROGRAM = frozenset(
    [
        "medicare_advantage",
        "original_medicare",
        "part_d",
        "medicaid_managed_care",
        "medicaid_ffs",
        "chip",
        "tricare",
        "fehb_pshb",
        "va_community_care",
    ]
)
_BY_SPONSOR = {"church": "church", "school": "student_health", "government": "nonfederal_governmental"}
_SPECIAL = frozenset({"short_term", "fixed_indemnity", "sharing_ministry"})


def derive_plan_type(facts: Iterable[Fact]) -> Fact | None:
    """The plan type that programme, sponsor and funding settle together; None where they leave it open."""
    known: dict[str, Fact] = {}
    for fact in facts:
        if fact.line is None:
            known.setdefault(fact.name, fact)
    stated = known.get("plan_type")
    if stated is not None:
        return None
    program, sponsor, funding = (known.get(name) for name in ("program", "sponsor", "funding"))
    employers = funding is not None and funding.value == "self_funded" and funding.confidence is Confidence.HIGH
    doubtful = program is not None and program.confidence is Confidence.MEDIUM and program.status is Status.READ
    group = sponsor is not None and sponsor.value in ("employer", "union")
    insured = funding is not None and funding.value == "insured" and funding.confidence is Confidence.HIGH
    first_payer = insured and group and program is not None and program.value == "original_medicare"
    if program is not None and program.value in _BY_PROGRAM and not ((employers or first_payer) and doubtful):
        return _derived(str(program.value), program)
    if program is not None and program.value == "no_insurance_law":
        return _derived("sharing_ministry", program)
    if sponsor is not None and sponsor.value in _BY_SPONSOR:
        insured_employer = sponsor.value != "school" and funding is not None and funding.value == "insured"
        return _derived(
            "fully_insured_group"
            if insured_employer and sponsor.value == "church"
            else _BY_SPONSOR[str(sponsor.value)],
            sponsor,
        )
    if sponsor is not None and sponsor.value == "individual" and not employers:
        # nobody funds his own plan: "self-funded" said outright outweighs a Marketplace that the paper only offers
        return _derived("individual_aca", sponsor)
    if funding is not None and funding.value == "self_funded":
        return _derived("self_funded_erisa", funding)
    if sponsor is not None and sponsor.value == "union" and funding is None:
        return _derived("self_funded_erisa", sponsor)
    if (
        funding is not None
        and funding.value == "insured"
        and (group or "group_number" in known or _of_employer(funding))
    ):
        return _derived("fully_insured_group", funding)
    return None


def _of_employer(funding: Fact) -> bool:
    """Whether it is said behind a company's name: "Feldspar Roofing (insured)" is no policy of one's own."""
    return funding.source is not None and _INSURED_BEHIND.fullmatch(folded(funding.source.quote)) is not None


def _derived(value: str, ground: Fact) -> Fact:
    return Fact("plan_type", value, status=Status.DERIVED, confidence=ground.confidence, source=ground.source)
