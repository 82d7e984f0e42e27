"""How the care came about, as papers and people say it: place, emergency, consent, directory, referral, approval.

Takes stances of a paper, or what the person wrote; gives facts with the sentence they were read from.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from firstcheck.extract.balance import read_balance
from firstcheck.extract.estimates import estimated_amount
from firstcheck.extract.hearing import hearing
from firstcheck.extract.layout import Sheet, source, source_of
from firstcheck.extract.sought import Sought
from firstcheck.extract.stance import Stance, plain
from firstcheck.facts.fact import Confidence, Fact, FactValue, Source, Status
from firstcheck.facts.vocabulary import VOCABULARY, FactSpec, Kind
from firstcheck.knowledge.load import reading

_YES = re.compile(r"^\s*(yes|true|y|si|sí|1)\b", re.IGNORECASE)
_NO = re.compile(r"^\s*(no|false|n|none|never|0)\b", re.IGNORECASE)
_MIN_STANCE = 0.6
#: how sure the learned model must be of a paper's sentence, and of a person's own
_SURE_OF_PAPER = 0.8
_SURE_OF_PERSON = 0.6
#: of these people's other sentences sound alike ("I only now found it" is no word on other coverage)
_SURE_OF_OFTEN_MISHEARD = 0.75
_OFTEN_MISHEARD = frozenset(
    {
        "other_coverage",
        "repeat_was_intended",
        "chosen_by_patient",
        "contract_ended",
        "hospital_site_needed",
        "drug_alternative_harms",
        "health_in_danger",
        "provider_data_mismatch",
        "work_or_auto_accident",
    }
)
#: what protects a person must be surer than what only describes the care
_SURE_OF_GROUND = 0.7
_EMERGENCY = re.compile(r"\b(er|ed|emergenc\w+|911|ambulanc\w+|urgenc\w+)\b")
_NO_EMERGENCY = re.compile(r"\b(not|no|n't|nothing|sin|ningun\w*)\s+(\w+\s+){0,2}(emergenc\w+|urgenc\w+)")
_NOT_LOOKED = re.compile(
    r"(\b(never|not|nunca|no)|n't)\s+(\w+\s+){0,2}(look\w*|check\w*|search\w*|see|saw|mire|consulte|busque|revise)\b"
)
_SHORTEST_CLAUSE = 12
#: a heading or a cell of a table ("Not") states nothing of the care
_FEWEST_WORDS = 5
#: What a paper can state of the care in passing. Of approvals and records it tells the general rule far more often.
_OF_THE_CARE = frozenset(
    {
        "facility_in_network",
        "facility_type",
        "emergency",
        "consent_signed",
        "listed_in_directory",
        "continuing_care",
        "ground_ambulance",
        "chosen_by_patient",
        "work_or_auto_accident",
    }
)
#: What papers state in a field of their own: "Ordering doctor: R. Diaz, MD (participating)".
_IN_FIELDS = frozenset({"ordered_by_network_provider"})
#: What a sentence must hold to state such a thing, however sure the learned model is.
_NAMED_IN_IT = {
    "consent_signed": re.compile(
        r"^(?!.*\bsign\w* (?:up|in to|into)\b(?!.*\b(?:consent|waiv))).*"
        r"\b(?:consent\w*|waiv\w+|notice|forms?|protections?|paper(?:s|work)|balance.bill\w*|out.of.network"
        r"|consentimiento|aviso|formularios?|renunci\w+|papel(?:es)?)\b"
    ),
    "facility_type": re.compile(
        r"\b(?:hosp\w*|cent(?:er|re|ro)s?|facilit\w+|clinic\w*|office|department|dept|rooms?|sala|home|site|suite|imaging"
        r"|labs?|laborator\w+|radiolog\w+|free-?standing|surg\w+|(?:in|out)patient|emergenc\w+|urgen\w+|e[rd]|admi(?:t|ss)\w*"
        r"|stay\w*|ward|practice|walk-?in|consultorio|casa|hogar|internad[oa]|ingres\w+|unidad|storefront|building|place|pos)\b"
    ),
}
_SPOKEN = (Kind.YES_NO, Kind.CHOICE)
_CLAUSE = re.compile(r"[.;!?\n]+\s*")
#: In an answer to the fact's own question only these words decide; prose is for notes.
_DONT_KNOW = re.compile(r"^\s*(i don'?t know|don'?t know|unknown|not sure|no s[eé]|\?)\s*$", re.IGNORECASE)
#: Papers speak of these in general; only the person, or the reader of urgent requests, can state them of the case.
_ONLY_TOLD = frozenset({"urgent", "health_in_danger"})
#: Words by which a sentence speaks of emergencies in general, or says that this was none; the plan's own office.
_ELSEWHERE = {
    "emergency": re.compile(
        r"\b(?:except|unless|other than|only|salvo|excepto)\b[^.;]{0,20}\b(?:emergenc\w+|urgenc\w+)"
        r"|\b(?:nothing|not|no|without|nada|sin)\b[^.;]{0,30}\b(?:emergency|emergencia|urgencia)\b"
        r"|\b(?:made|make|had|booked) an? appointment\b"
        r"|\bemergency care (?:counts|is (?:always )?(?:covered|paid)|abroad)\b"
    ),
    "facility_type": re.compile(r"\b(?:fund|trust|union|plan|benefits?|claims|appeals|administrative|post) office\b"),
}
_NEGATED = re.compile(r"\b(not|no|never|n't|without|nobody|neither|nor|nunca|sin)\s+(\w+\s+){0,3}$")


@lru_cache(maxsize=2)
def _lexicon(name: str) -> tuple[tuple[str, str, Sought], ...]:
    return tuple(
        (*key.split("=", 1), Sought(found))  # type: ignore[misc]
        for key, found in reading(name).items()
    )


def _typed(spec: FactSpec, word: str) -> FactValue:
    return word == "yes" if spec.kind is Kind.YES_NO else word


def read_circumstances(sheet: Sheet, stances: Sequence[Stance]) -> list[Fact]:
    """Facts that a paper states about the care, the first statement of each winning."""
    found: dict[str, Fact] = {}
    for stance in stances:
        if stance.weight < _MIN_STANCE:
            continue
        for name, value, pattern in _lexicon("circumstances"):
            hit = pattern.search(stance.words)
            if name in found or name in _ONLY_TOLD or hit is None or _NEGATED.search(stance.words[: hit.start()]):
                continue
            if _is_elsewhere(name, stance.words):
                continue
            where = source_of(sheet, stance.sentence.page, stance.sentence.spans)
            found[name] = Fact(name, _typed(VOCABULARY[name], value), Status.READ, Confidence.MEDIUM, None, where)
    for stance in stances:
        whole = stance.weight >= _MIN_STANCE and len(stance.words.split()) >= _FEWEST_WORDS
        heard = _heard(stance.words, _SURE_OF_PAPER) if whole else None
        if heard and heard[0] not in found and heard[0] in _OF_THE_CARE and not _is_elsewhere(heard[0], stance.words):
            name, value = heard
            where = source_of(sheet, stance.sentence.page, stance.sentence.spans)
            found[name] = Fact(name, _typed(VOCABULARY[name], value), Status.READ, Confidence.LOW, None, where)
    for fact in (*_in_fields(sheet), *read_balance(sheet)):
        found.setdefault(fact.name, fact)
    return list(found.values())


def _in_fields(sheet: Sheet) -> Iterator[Fact]:
    """Circumstances that stand beside a label and not in a sentence."""
    patterns = [one for one in _lexicon("circumstances") if one[0] in _IN_FIELDS]
    for line in sheet.lines:
        if ":" not in line.text or not line.cells:
            continue
        words = plain(" ".join(line.text.split()))
        for name, value, pattern in patterns:
            if pattern.search(words) is not None:
                where = source(sheet, line.page, line.cells[0].start, line.cells[-1].end)
                yield Fact(name, _typed(VOCABULARY[name], value), Status.READ, Confidence.MEDIUM, None, where)


def _is_elsewhere(name: str, words: str) -> bool:
    """Whether a sentence has the words of a circumstance without stating it of this care."""
    general = _ELSEWHERE.get(name)
    return general is not None and general.search(words) is not None


def _heard(words: str, sure: float) -> tuple[str, str] | None:
    """The circumstance that a sentence states, as learned from sentences of papers and people; None where unsure."""
    shares = hearing("circumstances").heard(words)
    label = max(shares, key=lambda one: shares[one])
    name, _, value = label.partition("=")
    spec = VOCABULARY.get(name)
    needed = _NAMED_IN_IT.get(name)
    if needed is not None and value != "no" and needed.search(words) is None:
        return None
    needed_share = max(sure, _SURE_OF_OFTEN_MISHEARD) if name in _OFTEN_MISHEARD else sure
    return (name, value) if shares[label] >= needed_share and spec is not None and spec.kind in _SPOKEN else None


def answered(answers: Mapping[str, object]) -> list[Fact]:
    """Facts from the person: answers by name first, then what their own words say. "I don't know" gives nothing."""
    direct: list[Fact] = []
    told: list[Fact] = []
    for name, value in answers.items():
        if _DONT_KNOW.match(str(value)):
            continue
        spec = VOCABULARY.get(name)
        fact = _direct(spec, value) if spec else None
        if fact is not None:
            direct.append(fact)
        if spec is None or (fact is None and isinstance(value, str)) or len(str(value)) > 40:
            told += _told(f"{name.replace('_', ' ')}: {value}")
    known = {fact.name for fact in direct}
    return direct + list({fact.name: fact for fact in reversed(told) if fact.name not in known}.values())


def _direct(spec: FactSpec, value: object) -> Fact | None:
    typed = _parsed(spec, value)
    if typed is None:
        return None
    return Fact(spec.name, typed, Status.ANSWERED, Confidence.HIGH)


def _parsed(spec: FactSpec, value: object) -> FactValue | None:
    text = str(value).strip()
    if spec.kind is Kind.YES_NO:
        return True if _YES.match(text) else False if _NO.match(text) else None
    if spec.kind is Kind.CHOICE:
        slug = re.sub(r"[\s-]+", "_", text.lower())
        return slug if slug in spec.choices else None
    if spec.kind is Kind.DATE:
        return _iso(value)
    if spec.kind is Kind.INTEGER:
        return int(text) if text.isdigit() else None
    if spec.kind is Kind.CODES:
        items = value if isinstance(value, (list, tuple)) else text.split(",")
        return tuple(str(item).strip() for item in items if str(item).strip())
    return text or None


def _iso(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip()[:10])
    except ValueError:
        return None


def _told(text: str) -> Iterator[Fact]:
    words = plain(text)
    quote = Source(-1, None, text)
    seen: set[str] = set()
    for lexicon in ("notes", "circumstances"):
        for name, value, pattern in _lexicon(lexicon):
            hit = pattern.search(words)
            if name in seen or hit is None or (lexicon == "circumstances" and _denied(words, hit)):
                continue
            seen.add(name)
            yield Fact(name, _typed(VOCABULARY[name], value), Status.ANSWERED, Confidence.MEDIUM, None, quote)
    estimate = estimated_amount(words)
    if estimate is not None:
        yield Fact("estimate_amount", estimate, Status.ANSWERED, Confidence.MEDIUM, None, quote)
    for clause in _CLAUSE.split(words.partition(": ")[2] or words):
        heard = _heard(clause, _SURE_OF_PERSON) if len(clause) > _SHORTEST_CLAUSE else None
        aside = heard is not None and (_is_elsewhere(heard[0], clause) or _unsaid(heard[0], clause))
        if heard and heard[0] not in seen and not aside:
            seen.add(heard[0])
            typed = _typed(VOCABULARY[heard[0]], heard[1])
            yield Fact(heard[0], typed, Status.ANSWERED, Confidence.LOW, None, quote)


def _unsaid(name: str, clause: str) -> bool:
    """Whether a clause that sounds like a ground of protection says that it was not so, or is too weak for one."""
    if name == "emergency":
        weak = _heard(clause, _SURE_OF_GROUND) is None and not _EMERGENCY.search(clause)
        return weak or _NO_EMERGENCY.search(clause) is not None
    return name == "listed_in_directory" and _NOT_LOOKED.search(clause) is not None


def _denied(words: str, hit: re.Match[str]) -> bool:
    before = words[: hit.start()]
    return _NEGATED.search(before) is not None or re.search(r"^.{0,40}: (no|false|none)\b", words) is not None


def without_emergency_to_come(facts: list[Fact]) -> list[Fact]:
    """The facts of a paper; a request for care tells of danger or of history, not of an emergency.

    Emergency care is given and not asked for (45 CFR 149.110).
    """
    if not any(fact.name == "timing" and fact.value == "pre_service" for fact in facts):
        return facts
    return [fact for fact in facts if fact.name != "emergency"]
